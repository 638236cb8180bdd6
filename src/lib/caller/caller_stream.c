/* caller_stream.c - records into a caller: begin, push, end */
#include <stdlib.h>
#include <string.h>
#include "caller/caller_impl.h"
#include "record/sample_select.h"
#include "util/hts_quiet.h"
#include "util/no_memory.h"

static int *number_samples(struct stardose_caller *c, const bcf_hdr_t *hdr, const uint8_t *wanted)
{
	int n = bcf_hdr_nsamples(hdr), bad = 0;
	int *global = malloc((n ? n : 1) * sizeof(*global));

	for (int i = 0; global && i < n; i++) {
		global[i] = -1;
		if (!wanted || wanted[i])
			bad |= (global[i] = sdi_sample_set_add(&c->samples, hdr->samples[i])) < 0;
	}
	if (global && (bad || sdi_caller_fit_samples(c))) {
		free(global);
		return NULL;
	}
	return global;
}

int sdi_caller_samples_elsewhere(const struct stardose_caller *c)
{
	return c->options.several_files || c->options.force_samples ||
	       (c->options.is_part && !c->options.n_shards);
}

/* The stream that a file of these samples goes on with, or a new one. */
static int find_stream(struct stardose_caller *c, const bcf_hdr_t *hdr, const uint8_t *wanted,
		       struct sdi_gene_stream **out, struct stardose_error *err)
{
	int *global, ret;

	for (int i = c->n_streams - 1; i >= 0; i--) {
		ret = sdi_gene_stream_is_of(c->streams[i], hdr);
		if (ret < 0)
			return sdi_no_memory(err);
		if (ret) {
			*out = c->streams[i];
			return STARDOSE_OK;
		}
	}
	if (c->options.n_shards && c->n_streams)
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"shards are slices of the samples that every file has, and "
			"these files are of different samples; give a list of "
			"files");
	if (c->n_streams == SDI_MAX_STREAMS && (ret = sdi_caller_settle_oldest(c, err)))
		return ret;
	global = number_samples(c, hdr, wanted);
	if (!global)
		return sdi_no_memory(err);
	ret = sdi_gene_stream_new(&c->env, hdr, global, out, err);
	if (!ret)
		c->streams[c->n_streams++] = *out;
	return ret;
}

int sdi_caller_open(struct stardose_caller *c, const bcf_hdr_t *hdr, const char *name,
		    const uint8_t *wanted, enum stardose_build build, struct stardose_error *err)
{
	struct sdi_gene_stream *s = NULL;
	int ret = find_stream(c, hdr, wanted, &s, err);

	if (ret)
		return ret;
	ret = sdi_gene_stream_begin(
		s, hdr, name, c->options.build != STARDOSE_BUILD_AUTO ? c->options.build : build,
		err);
	c->open = ret ? NULL : s;
	c->hdr = hdr;
	return !ret && c->env.is_stream ? sdi_caller_start_genes(c, err) : ret;
}

int stardose_caller_begin(struct stardose_caller *caller, const struct bcf_hdr_t *hdr,
			  const char *name, struct stardose_error *err)
{
	const struct stardose_call_options *options = &caller->options;
	enum stardose_build build = STARDOSE_BUILD_AUTO;
	uint8_t *wanted = NULL;
	int ret;

	if (caller->open)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "a file begins before the one before it has ended");
	ret = sdi_contig_names_build(caller->names, hdr, name ? name : "the input", options->build,
				     &build, err);
	if (!ret)
		ret = sdi_sample_mask(
			hdr, options->samples, options->samples_file,
			sdi_caller_samples_elsewhere(caller),
			(struct sdi_sample_slice){ options->shard, options->n_shards }, &wanted,
			err);
	if (!ret)
		ret = sdi_caller_open(caller, hdr, name, wanted, build, err);
	free(wanted);
	return ret;
}

const struct sdi_gene_stream *sdi_caller_stream(const struct stardose_caller *c)
{
	return c->open ? c->open : c->n_streams ? c->streams[c->n_streams - 1] : NULL;
}

const struct sdi_call_env *sdi_caller_env(const struct stardose_caller *c) { return &c->env; }

int sdi_caller_move(struct stardose_caller *c, const char *contig, size_t len, hts_pos_t pos,
		    struct stardose_error *err)
{
	return sdi_gene_stream_move(c->open, contig, len, pos, err);
}

int sdi_caller_wants_near(const struct stardose_caller *c, hts_pos_t pos)
{
	return sdi_gene_stream_is_near(c->open, pos);
}

int sdi_caller_near(struct stardose_caller *c, const struct sdi_near_row *row)
{
	return sdi_gene_stream_near(c->open, row);
}

int sdi_caller_touch(struct stardose_caller *c, hts_pos_t beg, hts_pos_t end)
{
	return sdi_gene_windows_touch(&c->open->windows, beg, end);
}

int sdi_caller_feed(struct stardose_caller *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		    struct stardose_error *err)
{
	return sdi_gene_stream_feed(c->open, hdr, rec, err);
}

/* A symbolic allele may say by its length alone how far it reaches, which htslib does not know. */
static hts_pos_t symbolic_end(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	const bcf_info_t *length;

	if (bcf_unpack(rec, BCF_UN_INFO) < 0 || rec->n_allele < 2 || rec->d.allele[1][0] != '<')
		return 0;
	length = bcf_get_info(hdr, rec, "SVLEN");
	if (!length || !length->vptr ||
	    (length->type != BCF_BT_INT8 && length->type != BCF_BT_INT16 &&
	     length->type != BCF_BT_INT32))
		return 0;
	return length->len == 1 ? rec->pos + 1 + llabs((long long)length->v1.i) : 0;
}

int stardose_caller_push(struct stardose_caller *caller, struct bcf1_t *rec,
			 struct stardose_error *err)
{
	const struct sdi_gene_windows *windows;
	struct sdi_near_row row;
	const char *contig;
	int ret;

	if (!caller->open)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "a record was pushed and no file has begun");
	windows = &caller->open->windows;
	contig = bcf_hdr_id2name(caller->hdr, rec->rid);
	if (!contig)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "a record is on no contig of the header");
	ret = sdi_caller_move(caller, contig, strlen(contig), rec->pos, err);
	if (!ret && !caller->is_read && sdi_caller_wants_near(caller, rec->pos) &&
	    sdi_near_row_record(caller->hdr, rec, sdi_file_samples(caller->hdr), &row) &&
	    sdi_caller_near(caller, &row))
		ret = sdi_no_memory(err);
	if (ret || windows->lo == windows->hi || rec->pos >= windows->hi)
		return ret;
	if (!sdi_caller_touch(caller, rec->pos, rec->pos + (rec->rlen > 0 ? rec->rlen : 1)) &&
	    !sdi_caller_touch(caller, rec->pos, symbolic_end(caller->hdr, rec)))
		return STARDOSE_OK;
	sdi_hts_hush(); /* of a program's own reading htslib may speak, of ours not */
	ret = sdi_caller_feed(caller, caller->hdr, rec, err);
	sdi_hts_unhush();
	return ret;
}

int sdi_caller_heed_end(struct stardose_caller *c, const struct sdi_reader *reader,
			struct stardose_error *err)
{
	const char *contig;
	size_t len;
	hts_pos_t pos;

	if (!sdi_reader_is_cut(reader, &contig, &len, &pos) || !len)
		return STARDOSE_OK;
	return sdi_gene_stream_cut(c->open, contig, len, pos) ? sdi_no_memory(err) : STARDOSE_OK;
}

static int same_build(struct stardose_caller *c, const struct sdi_gene_stream *s,
		      struct stardose_error *err)
{
	if (s->of_file == STARDOSE_BUILD_AUTO || s->of_file == c->build)
		return STARDOSE_OK;
	if (c->build != STARDOSE_BUILD_AUTO)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"%s%s%s is %s, but an earlier file is %s; give files of one build",
			s->name ? "'" : "", s->name ? s->name : "the input", s->name ? "'" : "",
			stardose_build_name(s->of_file), stardose_build_name(c->build));
	c->build = s->of_file;
	return STARDOSE_OK;
}

int stardose_caller_end(struct stardose_caller *caller, struct stardose_error *err)
{
	struct sdi_gene_stream *s = caller->open;
	int ret;

	if (!s)
		return stardose_error_set(err, STARDOSE_EUSAGE, "no file has begun that could end");
	caller->open = NULL;
	ret = sdi_gene_stream_end(s, err);
	if (!ret)
		ret = same_build(caller, s, err);
	if (!ret && s->of_file == STARDOSE_BUILD_AUTO && s->name)
		stardose_log_say(
			&caller->options.log, STARDOSE_OK,
			"'%s' has no record at any definition site of the genes asked for, and "
			"nothing in it tells its build; --build does where it is GRCh37 or "
			"GRCh38",
			s->name);
	return ret;
}

/* ---- genes of a single stream ---- */

int sdi_caller_gene(struct stardose_caller *c, int g, const struct sdi_gene_calls **out,
		    struct stardose_error *err)
{
	struct sdi_gene_stream *s = c->n_streams ? c->streams[0] : NULL;
	int ret = STARDOSE_OK;

	*out = &c->by_gene[g];
	if (!c->env.is_stream || c->is_called[g] || !s)
		return STARDOSE_OK;
	if (c->open)
		ret = sdi_gene_stream_verify(s, 0, err);
	if (!ret)
		ret = sdi_caller_take_gene(c, s, g, err);
	if (!ret)
		ret = sdi_caller_finish_gene(c, g, err);
	c->is_called[g] = 1;
	return ret;
}

void sdi_caller_forget_gene(struct stardose_caller *c, int g)
{
	if (c->env.is_stream && c->n_streams)
		sdi_gene_stream_drop_gene(c->streams[0], g);
}
