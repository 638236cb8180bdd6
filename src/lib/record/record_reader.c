/* record_reader.c - open a file, hand out the records that matter, close it */
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <htslib/hfile.h>
#include "record/record_newer.h"
#include "record/record_private.h"
#include "record/sample_select.h"
#include "util/hts_quiet.h"
#include "util/no_memory.h"
#include "util/user_file.h"

static int not_vcf(struct sdi_reader *r, struct stardose_error *err)
{
	char *what;
	int ret;

	if (r->fp->format.format == empty_format)
		return stardose_error_set(err, STARDOSE_EINPUT, "'%s' is empty", r->name);
	if (r->fp->format.format == text_format)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is text but not VCF: its first line does not begin with "
			"##fileformat=VCF",
			r->name);
	what = hts_format_description(&r->fp->format);
	ret = stardose_error_set(err, STARDOSE_EINPUT, "'%s' is neither VCF nor BCF, but %s",
				 r->name, what ? what : "something else");
	free(what);
	return ret;
}

/*
 * @index: receives the name of the index, new, or NULL. Jumps gain nothing from threads, and a
 * read error under both would hang in htslib.
 */
static int open_file(struct sdi_reader *r, const char *path,
		     const struct sdi_reader_options *options, char **index,
		     struct stardose_error *err)
{
	int n_threads = options->n_threads, is_file = !options->bytes && strcmp(path, "-");
	struct stardose_error why = { 0 };
	struct stat st;

	r->fp = options->bytes ? sdi_user_records(options->bytes, path, &why)
			       : sdi_user_open_records(path, &why);
	if (!r->fp)
		return stardose_error_set(err, why.status, "%s", why.text);
	if (r->fp->format.format != vcf && r->fp->format.format != bcf)
		return not_vcf(r, err);
	r->is_bcf = r->fp->format.format == bcf;
	r->bgzf = r->fp->is_bgzf ? r->fp->fp.bgzf : NULL;
	if (is_file && !stat(path, &st) && S_ISREG(st.st_mode) &&
	    r->fp->format.compression == bgzf && bgzf_check_EOF(r->bgzf) == 0)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is truncated: it does not end with the BGZF end-of-file block; "
			"copy or make the file again",
			r->name);
	*index = options->bytes ? NULL : sdi_index_find(r, path);
	if (n_threads > 0 && (!*index || r->every_record) && hts_set_threads(r->fp, n_threads) < 0)
		return stardose_error_set(err, STARDOSE_ENOMEM, "cannot start %d threads for '%s'",
					  n_threads, r->name);
	r->buf = r->bgzf ? NULL : malloc(SDI_PLAIN_BUFFER);
	if (!r->bgzf && !r->buf)
		return sdi_no_memory(err);
	return STARDOSE_OK;
}

static int select_samples(struct sdi_reader *r, const struct sdi_reader_options *options,
			  struct stardose_error *err)
{
	struct sdi_sample_list list;
	int ret = sdi_sample_list_read(options->samples, options->samples_file, &list, err);

	if (ret)
		return ret;
	list.slice = options->slice;
	ret = sdi_sample_list_apply(&list, r->hdr, r->name, options->samples_elsewhere, err);
	sdi_sample_list_release(&list);
	return ret;
}

/*
 * What BCF records need: a place to remember which header contig has which number among those met.
 */
static int prepare_rids(struct sdi_reader *r)
{
	r->n_rid = r->hdr->n[BCF_DT_CTG];
	r->rid_contig = malloc((r->n_rid + 1) * sizeof(*r->rid_contig));
	for (int i = 0; r->rid_contig && i < r->n_rid; i++)
		r->rid_contig[i] = -1;
	return r->rid_contig ? STARDOSE_OK : STARDOSE_ENOMEM;
}

static int declares_info(const struct sdi_reader *r, const char *tag)
{
	int id = bcf_hdr_id2int(r->hdr, BCF_DT_ID, tag);

	return id >= 0 && bcf_hdr_idinfo_exists(r->hdr, BCF_HL_INFO, id);
}

/* The regions that matter in this file. */
static int prepare_regions(struct sdi_reader *r, const struct sdi_region *regions, int n_regions,
			   const struct sdi_reader_options *options)
{
	struct sdi_region *wanted =
		malloc(((size_t)n_regions + options->n_near + 1) * sizeof(*wanted));
	int has_structural = declares_info(r, "SVTYPE") || declares_info(r, "SVLEN"), n = 0,
	    n_near = 0, ret;

	if (!wanted)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < n_regions; i++)
		if (has_structural || !regions[i].is_sparse)
			wanted[n++] = regions[i];
	ret = sdi_region_set_init(wanted, n, &r->regions);
	for (int i = 0; i < options->n_near; i++)
		if (!options->near[i].is_of_few || r->n_samples_in_file <= SDI_FEW_SAMPLES)
			wanted[n + n_near++] = options->near[i];
	if (!ret)
		ret = sdi_region_set_init(wanted + n, n_near, &r->near);
	if (!ret)
		ret = sdi_region_set_init(wanted, n + n_near, &r->both);
	free(wanted);
	return ret;
}

static int prepare(struct sdi_reader *r, const struct stardose_tables *tables,
		   const struct sdi_region *regions, int n_regions,
		   const struct sdi_reader_options *options, struct stardose_error *err)
{
	int ret;

	ret = sdi_contig_names_new(tables, &r->names, err);
	if (!ret)
		ret = sdi_contig_names_build(r->names, r->hdr, r->name, options->build,
					     &r->header_build, err);
	if (!ret)
		ret = select_samples(r, options, err);
	if (ret)
		return ret;
	r->build = options->build != STARDOSE_BUILD_AUTO ? options->build : r->header_build;
	if (options->both_builds)
		r->build = STARDOSE_BUILD_AUTO;
	r->has_end = declares_info(r, "END");
	r->has_lengths = sdi_newer_has_lengths(r->hdr);
	r->has_prefixes = sdi_newer_has_prefixes(r->hdr);
	r->at.contig = -1;
	r->at.jump = (struct sdi_span){ 0, HTS_POS_MAX };
	r->near_fn = options->n_near ? options->near_fn : NULL;
	r->near_user = options->near_user;
	if (prepare_regions(r, regions, n_regions, options) != STARDOSE_OK ||
	    sdi_seen_new(&r->seen) != STARDOSE_OK || (r->is_bcf && prepare_rids(r) != STARDOSE_OK))
		return sdi_no_memory(err);
	sdi_place_refresh(r);
	return STARDOSE_OK;
}

int sdi_reader_open(const char *path, const struct stardose_tables *tables,
		    const struct sdi_region *regions, int n_regions,
		    const struct sdi_reader_options *options, struct sdi_reader **out,
		    struct stardose_error *err)
{
	struct sdi_reader *r = calloc(1, sizeof(*r));
	char *index = NULL;
	int ret;

	if (r) {
		sdi_hts_hush(); /* until the reader is closed */
		r->index_fd = -1;
		r->log = options->log;
		r->every_record = options->every_record;
		r->name = strdup(strcmp(path, "-") ? path : "standard input");
	}
	if (!r || !r->name) {
		if (options->bytes)
			hclose_abruptly(options->bytes);
		ret = sdi_no_memory(err);
	} else {
		ret = open_file(r, path, options, &index, err);
	}
	if (!ret)
		ret = sdi_header_read(r, err);
	if (!ret)
		ret = prepare(r, tables, regions, n_regions, options, err);
	if (!ret) {
		sdi_jumps_open(r, path, index);
		*out = r;
	} else {
		sdi_reader_close(r);
	}
	free(index);
	return ret;
}

void sdi_reader_close(struct sdi_reader *r)
{
	if (!r)
		return;
	sdi_jumps_free(r->jumps);
	sdi_index_drop(r); /* an error may have come before it was loaded */
	if (r->fp)
		hts_close(r->fp);
	if (r->hdr)
		bcf_hdr_destroy(r->hdr);
	sdi_contig_names_free(r->names);
	sdi_region_set_release(&r->regions);
	sdi_region_set_release(&r->near);
	sdi_region_set_release(&r->both);
	sdi_seen_free(r->seen);
	ks_free(&r->at.key);
	ks_free(&r->line);
	ks_free(&r->parsed);
	free(r->rid_contig);
	free(r->buf);
	free(r->name);
	free(r);
	sdi_hts_unhush();
}

const bcf_hdr_t *sdi_reader_header(const struct sdi_reader *r)
{
	return r->hdr;
}

enum stardose_build sdi_reader_header_build(const struct sdi_reader *r)
{
	return r->header_build;
}

const char *sdi_reader_chrom(const struct sdi_reader *r, const bcf1_t *rec)
{
	const char *name = bcf_hdr_id2name(r->hdr, rec->rid);

	return name ? sdi_contig_names_find(r->names, name, NULL) : NULL;
}

int sdi_reader_next(struct sdi_reader *r, bcf1_t *rec, int *matters, struct stardose_error *err)
{
	const char *stranger;
	int ignored, ret;

	if (!matters)
		matters = &ignored;
	*matters = 0;
	if (!bcf_hdr_nsamples(r->hdr) && !r->every_record)
		return STARDOSE_EOF;
	if (r->jumps)
		ret = sdi_jumps_next(r, rec, matters, err);
	else
		ret = r->is_bcf ? sdi_bcf_next(r, rec, matters, err)
				: sdi_text_next(r, rec, matters, err);
	if (ret == STARDOSE_EOF && (stranger = sdi_seen_only_unknown_samples(r->seen)))
		stardose_log_say(&r->log, STARDOSE_OK,
				 "no contig of '%s' has a known name (the first is '%s'); "
				 "bcftools annotate --rename-chrs gives them one",
				 r->name, stranger);
	return ret;
}

int sdi_reader_is_cut(const struct sdi_reader *r, const char **contig, size_t *len, hts_pos_t *pos)
{
	*contig = r->at.key.s;
	*len = r->at.key.l ? r->at.key.l - 1 : 0;
	*pos = r->at.pos;
	return !r->jumps && !(r->bgzf && r->bgzf->is_compressed);
}

void sdi_reader_set_build(struct sdi_reader *r, enum stardose_build build)
{
	r->build = build;
	sdi_place_refresh(r);
}

const kstring_t *sdi_reader_line(const struct sdi_reader *r)
{
	return r->is_bcf || !r->every_record ? NULL : &r->line;
}
