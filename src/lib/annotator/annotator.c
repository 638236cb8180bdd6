/* annotator.c - records in: shown to the caller, marked, and held back */
#include <stdlib.h>
#include <string.h>
#include "write/vcf_redact.h"
#include "annotator/annotator_impl.h"
#include "annotator/line_position.h"
#include "caller/call_options.h"
#include "record/sample_select.h"
#include "util/no_memory.h"
#include "util/options_copy.h"

void stardose_annotator_options_init_size(struct stardose_annotator_options *options, size_t size)
{
	const struct stardose_annotator_options defaults = { .call = NULL };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

int sdi_annotator_options_take(struct stardose_annotator_options *out,
			       struct stardose_call_options *call,
			       const struct stardose_annotator_options *options,
			       struct stardose_error *err)
{
	int ret;

	stardose_annotator_options_init(out);
	ret = sdi_options_copy(out, sizeof(*out), options, "stardose_annotator_options_init", err);
	if (!ret)
		ret = sdi_call_options_take(call, out->call, err);
	out->call = call;
	return ret;
}

/* Copies told by depth, hints, and what lies in other files are known at the end only. */
static int needs_whole_file(const struct stardose_annotator_options *options)
{
	const struct stardose_call_options *call = options->call;

	return call->call_depth || call->depth_regions || call->pedigree || call->population ||
	       call->reads || call->reads_list || options->structural || options->guide;
}

static int open_stream(struct stardose_annotator *ann, enum stardose_build build,
		       struct stardose_error *err)
{
	const struct stardose_call_options *call = &ann->call;
	size_t n = ann->n_samples ? ann->n_samples : 1;
	uint8_t *wanted = NULL;
	int ret = sdi_sample_mask(ann->hdr, call->samples, call->samples_file,
				  call->force_samples || call->is_part,
				  (struct sdi_sample_slice){ 0, 0 }, &wanted, err);

	if (!ret)
		ret = sdi_caller_open(ann->caller, ann->hdr, NULL, wanted, build, err);
	free(wanted);
	if (ret)
		return ret;
	ann->stream = sdi_caller_stream(ann->caller);
	ann->gene = calloc(sdi_caller_env(ann->caller)->n_genes + 1, sizeof(*ann->gene));
	ann->global = malloc(n * sizeof(*ann->global));
	if (!ann->gene || !ann->global)
		return sdi_no_memory(err);
	memcpy(ann->global, ann->stream->global, ann->n_samples * sizeof(*ann->global));
	return STARDOSE_OK;
}

int sdi_annotator_new(const struct stardose_tables *tables,
		      const struct stardose_annotator_options *program,
		      struct stardose_annotator **out, struct stardose_error *err)
{
	const struct stardose_annotator_options *options;
	struct stardose_annotator *ann = calloc(1, sizeof(*ann));
	int ret;

	if (!ann)
		return sdi_no_memory(err);
	ann->tables = tables;
	options = &ann->options;
	ret = sdi_annotator_options_take(&ann->options, &ann->call, program, err);
	if (!ret) {
		ann->is_whole = needs_whole_file(options);
		ret = sdi_caller_new(tables, options->call, !ann->is_whole, &ann->caller, err);
	}
	if (!ret && options->guide)
		ret = stardose_guide_new(tables->guidance, options->guide, &ann->guide, err);
	if (!ret)
		ret = sdi_queue_new(options->hold_limit ? options->hold_limit : SDI_QUEUE_LIMIT,
				    options->temporary, &ann->queue, err);
	if (!ret && (!(ann->parsed = bcf_init()) || !(ann->rec = bcf_init())))
		ret = sdi_no_memory(err);
	if (ret) {
		stardose_annotator_free(ann);
		return ret;
	}
	*out = ann;
	return STARDOSE_OK;
}

static int redacted_name(void *user, const char *name, const char **out,
			 struct stardose_error *err)
{
	return stardose_redaction_name(user, name, out, err);
}

int sdi_annotator_open(struct stardose_annotator *ann, const bcf_hdr_t *hdr,
		       enum stardose_build build, struct stardose_error *err)
{
	const struct stardose_annotator_options *options = &ann->options;
	struct stardose_tables named = *ann->tables;
	int ret;

	if (options->no_paths && strcmp(named.origin, "embedded"))
		named.origin = "--tables";
	ret = sdi_vcf_tags_header(hdr, options->no_version ? NULL : &named, options->command,
				  sdi_annotator_n_formats(ann), &ann->out_hdr, &ann->was_annotated,
				  err);
	if (!ret && options->redaction)
		ret = sdi_vcf_redact_header(&ann->out_hdr, redacted_name, options->redaction, err);

	ann->hdr = hdr;
	ann->n_samples = bcf_hdr_nsamples(hdr);
	if (ret)
		return ret;
	ann->n_ours = sdi_vcf_tags_ours(ann->out_hdr); /* asked once, not for every record */
	return open_stream(ann, build, err);
}

int stardose_annotator_new(const struct stardose_tables *tables,
			   const struct stardose_annotator_options *options, const bcf_hdr_t *hdr,
			   enum stardose_build build, struct stardose_annotator **out,
			   struct stardose_error *err)
{
	struct stardose_annotator *ann = NULL;
	int ret = sdi_annotator_new(tables, options, &ann, err);

	if (!ret)
		ret = sdi_annotator_open(ann, hdr, build, err);
	if (ret) {
		stardose_annotator_free(ann);
		return ret;
	}
	*out = ann;
	return STARDOSE_OK;
}

void stardose_annotator_free(struct stardose_annotator *ann)
{
	int i;

	if (!ann)
		return;
	for (i = 0; i < STARDOSE_N_BUILDS; i++) {
		free(ann->mark[i].gene);
		ks_free(&ann->mark[i].info);
	}
	for (i = 0; i < SDI_N_FORMAT_TAGS; i++)
		ks_free(&ann->word[i]);
	ks_free(&ann->line);
	ks_free(&ann->out);
	ks_free(&ann->joined);
	if (ann->parsed)
		bcf_destroy(ann->parsed);
	if (ann->rec)
		bcf_destroy(ann->rec);
	if (ann->out_hdr)
		bcf_hdr_destroy(ann->out_hdr);
	if (ann->parse_hdr)
		bcf_hdr_destroy(ann->parse_hdr);
	sdi_queue_free(ann->queue);
	for (i = 0; ann->gene && i < sdi_caller_env(ann->caller)->n_genes; i++)
		sdi_annotated_gene_release(&ann->gene[i]);
	free(ann->gene);
	free(ann->global);
	sdi_gene_guidance_release(&ann->guidance);
	stardose_guide_free(ann->guide); /* which knows calls by address */
	stardose_caller_free(ann->caller);
	free(ann);
}

const bcf_hdr_t *stardose_annotator_header(const struct stardose_annotator *ann)
{
	return ann->out_hdr;
}
bcf_hdr_t *sdi_annotator_header(struct stardose_annotator *ann) { return ann->out_hdr; }

enum stardose_build sdi_annotator_build(const struct stardose_annotator *ann)
{
	return ann->is_proven ? sdi_annotator_build_of(ann) : STARDOSE_BUILD_AUTO;
}
const struct sdi_call_env *sdi_annotator_env(const struct stardose_annotator *ann)
{
	return sdi_caller_env(ann->caller);
}

struct stardose_caller *sdi_annotator_caller(struct stardose_annotator *ann) { return ann->caller; }
uint64_t sdi_annotator_n_sites(const struct stardose_annotator *ann) { return ann->n_sites; }

/* htslib knows where a block ends only if the header declares END. */
static int make_parse_header(struct stardose_annotator *ann)
{
	static const char end[] =
		"##INFO=<ID=END,Number=1,Type=Integer,Description=\"End position\">";
	int id = bcf_hdr_id2int(ann->hdr, BCF_DT_ID, "END");

	ann->parse_hdr = bcf_hdr_dup(ann->hdr);
	if (!ann->parse_hdr)
		return STARDOSE_ENOMEM;
	if (id >= 0 && bcf_hdr_idinfo_exists(ann->hdr, BCF_HL_INFO, id))
		return STARDOSE_OK;
	return bcf_hdr_append(ann->parse_hdr, end) < 0 || bcf_hdr_sync(ann->parse_hdr) < 0
		       ? STARDOSE_ENOMEM
		       : STARDOSE_OK;
}

/*
 * Parse a line at a gene with a header of our own, since parsing adds what the header does not
 * declare.
 */
static int parse(struct stardose_annotator *ann, const char *line, size_t len,
		 struct stardose_error *err)
{
	const int bad = BCF_ERR_NCOLS | BCF_ERR_LIMITS | BCF_ERR_CHAR | BCF_ERR_CTG_INVALID |
			BCF_ERR_TAG_INVALID;

	if (!ann->parse_hdr && make_parse_header(ann))
		return sdi_no_memory(err);
	ks_clear(&ann->line);
	if (kputsn(line, len, &ann->line) < 0)
		return sdi_no_memory(err);
	if (vcf_parse(&ann->line, ann->parse_hdr, ann->parsed) < 0 || ann->parsed->errcode & bad)
		return stardose_error_set(err, STARDOSE_EINPUT, "malformed record: %.60s...", line);
	ann->parsed->errcode = 0;
	return STARDOSE_OK;
}

static int enqueue(struct stardose_annotator *ann, const struct sdi_queued *held,
		   struct stardose_error *err)
{
	int any = ann->mark[STARDOSE_BUILD_GRCH37].n_genes ||
		  ann->mark[STARDOSE_BUILD_GRCH38].n_genes;

	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		for (int i = 0; i < ann->mark[b].n_genes; i++)
			ann->gene[ann->mark[b].gene[i]].n_waiting[b]++;
	ann->n_sites += any;
	if (!any && !held->has_tags && !sdi_queue_n(ann->queue) &&
	    !sdi_annotator_is_open_question(ann)) {
		ann->direct = (struct stardose_annotated){ held->line, held->len, held->rec };
		return STARDOSE_OK;
	}
	return sdi_queued_push(ann->queue, held, err);
}

static hts_pos_t max_pos(hts_pos_t a, hts_pos_t b) { return a > b ? a : b; }

/* Which genes does the record touch? Most records are told by their position alone. */
static int touch(struct stardose_annotator *ann, const char *line, size_t len, const bcf1_t *rec,
		 const struct sdi_line_position *place)
{
	const struct sdi_gene_windows *windows = &ann->stream->windows;
	hts_pos_t end;

	if (windows->lo == windows->hi || place->beg >= windows->hi)
		return 0;
	end = rec ? rec->pos + (rec->rlen > 0 ? rec->rlen : 1) : place->beg + 1;
	if (line) /* which may say how long a deletion is where htslib does not look */
		end = max_pos(end, sdi_line_end(line, len, place));
	return sdi_caller_touch(ann->caller, place->beg, end);
}

/* The build is known: what was kept for the other one goes. */
static void prove(struct stardose_annotator *ann)
{
	ann->is_proven = 1;
	for (int g = 0; g < sdi_caller_env(ann->caller)->n_genes; g++)
		sdi_annotated_gene_drop_build(&ann->gene[g], !sdi_annotator_build_of(ann));
}

void sdi_annotator_retire(struct stardose_annotator *ann, int g)
{
	if (ann->is_whole || !ann->stream->gene[g].is_complete || !ann->is_proven ||
	    ann->gene[g].n_waiting[sdi_annotator_build_of(ann)])
		return;
	sdi_annotated_gene_release(&ann->gene[g]);
	sdi_caller_forget_gene(ann->caller, g);
}

/* A record at a gene is shown to the caller, and ann->mark says what it is. */
static int feed(struct stardose_annotator *ann, const bcf_hdr_t *hdr, bcf1_t *rec,
		struct stardose_error *err)
{
	const struct sdi_call_env *env = sdi_caller_env(ann->caller);
	const uint8_t *touched = ann->stream->windows.touched;
	enum stardose_build build;
	int ret = sdi_caller_feed(ann->caller, hdr, rec, err);

	if (!ret && !ann->is_proven && ann->stream->is_proven)
		prove(ann);
	build = sdi_annotator_build_of(ann);
	for (int g = 0; g < env->n_genes && !ret; g++) {
		sdi_annotator_retire(ann, g);
		for (int b = 0; b < STARDOSE_N_BUILDS && !ret; b++)
			if ((touched[g] & SDI_IN_WINDOW(b)) &&
			    (build == STARDOSE_BUILD_AUTO || (int)build == b) &&
			    sdi_annotated_gene_mark(&ann->gene[g], env->genes[g], g, b, rec,
						    &ann->mark[b]))
				ret = sdi_no_memory(err);
	}
	return ret;
}

static int feed_either(struct stardose_annotator *ann, const char *line, size_t len, bcf1_t *rec,
		       struct stardose_error *err)
{
	int ret;

	if (rec)
		return feed(ann, ann->hdr, rec, err);
	ret = parse(ann, line, len, err);
	return ret ? ret : feed(ann, ann->parse_hdr, ann->parsed, err);
}

static int find_place(const struct stardose_annotator *ann, const char *line, size_t len,
		      const bcf1_t *rec, struct sdi_line_position *out)
{
	if (line)
		return sdi_line_position(line, len, out);
	out->contig = bcf_hdr_id2name(ann->hdr, rec->rid);
	if (!out->contig)
		return 0;
	out->contig_len = strlen(out->contig);
	out->beg = rec->pos;
	return 1;
}

int sdi_annotator_push(struct stardose_annotator *ann, const char *line, size_t len, bcf1_t *rec,
		       int matters, struct stardose_error *err)
{
	struct sdi_queued held = {
		.mark = ann->mark, .line = line, .len = len, .rec = line ? NULL : rec
	};
	struct sdi_line_position place;
	struct sdi_near_row row;
	int b, ret;

	if (ann->direct.line || ann->direct.rec || ann->is_finished)
		return stardose_error_set(err, STARDOSE_EUSAGE, "a record was pushed %s",
					  ann->is_finished ? "after the end"
							   : "before the one before it was popped");
	sdi_annotator_let_go(ann);
	if (!find_place(ann, line, len, rec, &place))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "malformed record, no contig and position: %.*s",
					  len < 60 ? (int)len : 60, line ? line : "");
	for (b = 0; b < STARDOSE_N_BUILDS; b++) {
		ann->mark[b].n_genes = 0;
		ks_clear(&ann->mark[b].info);
	}
	ret = sdi_caller_move(ann->caller, place.contig, place.contig_len, place.beg, err);
	if (!ret && sdi_caller_wants_near(ann->caller, place.beg) &&
	    (line ? sdi_near_row_text(line, len, ann->n_samples, &row)
		  : sdi_near_row_record(ann->hdr, rec, ann->n_samples, &row)) &&
	    sdi_caller_near(ann->caller, &row))
		ret = sdi_no_memory(err);
	if (!ret && matters && touch(ann, line, len, rec, &place))
		ret = feed_either(ann, line, len, rec, err);
	if (!ret && ann->was_annotated)
		held.has_tags = line ? sdi_vcf_line_has_tags(line, len)
				     : sdi_vcf_record_has_tags(ann->out_hdr, held.rec);
	return ret ? ret : enqueue(ann, &held, err);
}

int stardose_annotator_push(struct stardose_annotator *ann, bcf1_t *rec, struct stardose_error *err)
{
	return sdi_annotator_push(ann, NULL, 0, rec, 1, err);
}

int stardose_annotator_push_line(struct stardose_annotator *ann, const char *line, size_t len,
				 struct stardose_error *err)
{
	return sdi_annotator_push(ann, line, len, NULL, 1, err);
}

/* Files of structural variants, whose samples the stream names. */
static int read_structural(struct stardose_annotator *ann, struct stardose_error *err)
{
	char *list = ann->options.structural ? strdup(ann->options.structural) : NULL, *save = NULL;
	int ret = ann->options.structural && !list ? sdi_no_memory(err) : STARDOSE_OK;

	for (char *path = list ? strtok_r(list, ",", &save) : NULL; path && !ret;
	     path = strtok_r(NULL, ",", &save))
		ret = stardose_caller_read_structural(ann->caller, path, err);
	free(list);
	return ret;
}

int stardose_annotator_finish(struct stardose_annotator *ann, struct stardose_error *err)
{
	int ret;

	if (ann->is_finished)
		return STARDOSE_OK;
	sdi_annotator_let_go(ann);
	ann->is_finished = 1;
	ret = stardose_caller_end(ann->caller, err);
	ann->build = ann->stream->build;
	if (!ann->is_proven && ann->stream->is_proven)
		prove(ann);
	if (ret || !ann->is_whole)
		return ret;
	ann->stream = NULL;
	ret = read_structural(ann, err);
	if (!ret)
		ret = stardose_caller_finish(ann->caller, err);
	if (!ret && ann->guide)
		ret = sdi_gene_guidance_make(&ann->guidance, ann->guide, ann->caller,
					     sdi_caller_env(ann->caller), ann->global,
					     ann->n_samples, err);
	return ret;
}
