/* annotator.c - push records, close genes, pop records */
#include <stdlib.h>
#include <string.h>
#include "annotator/annotator.h"
#include "annotator/gene_track.h"
#include "annotator/line_position.h"
#include "annotator/sample_mask.h"
#include "structure/copy_file.h"
#include "util/no_memory.h"

struct stardose_annotator {
	struct stardose_annotator_options options;
	const bcf_hdr_t *hdr;
	bcf_hdr_t *out_hdr;
	int n_samples, was_annotated, is_finished;
	uint8_t *wanted;			/* by sample; NULL: all */
	struct sdi_gene_track track;
	uint64_t n_sites;

	struct sdi_queue *queue;
	int drop_front;				/* the front entry was handed out: forget it */
	struct stardose_annotated direct; /* a record that need not wait, until it is popped */
	struct sdi_mark mark[STARDOSE_N_BUILDS];	/* of the record at hand */
	bcf1_t *parsed, *rec; /* scratch: a line at a gene; a record on its way out */
	bcf_hdr_t *parse_hdr; /* for lines that nobody has parsed: parsing may add to it */
	kstring_t line, out, joined, word[SDI_N_FORMAT_TAGS];	/* scratch */
	struct sdi_vcf_values combined;		/* of several genes at one record */
};

void stardose_annotator_options_init(struct stardose_annotator_options *options)
{
	memset(options, 0, sizeof(*options));
	stardose_call_options_init(&options->call);
}

static int has_sample(const void *hdr, const char *name)
{
	return bcf_hdr_id2int(hdr, BCF_DT_SAMPLE, name) >= 0;
}

/* What the user's table of copies says of the samples. */
static int take_copies(struct stardose_annotator *ann, const struct stardose_tables *tables,
		       struct stardose_error *err)
{
	const struct stardose_call_options *options = &ann->options.call;
	struct sdi_copy_file file = { 0 };
	int ret;

	if (!options->copy_number)
		return STARDOSE_OK;
	ret = sdi_copy_file_read(options->copy_number, tables, SDI_MAX_GENE_COPIES, &options->log,
				 &file, err);
	for (int g = 0; g < ann->track.n_genes && !ret; g++)
		for (int i = 0; i < ann->n_samples && !ret; i++) {
			int copies = sdi_copy_file_copies(&file, ann->hdr->samples[i],
							  ann->track.genes[g]);
			struct sdi_structure_facts *facts =
				copies < 0 ? NULL
					   : sdi_sample_facts_at(&ann->track.gene[g].facts, i);

			if (facts)
				sdi_facts_copies(facts, copies, STARDOSE_COPIES_FROM_FILE);
			else if (copies >= 0)
				ret = sdi_no_memory(err);
		}
	if (!ret && !ann->wanted &&
	    sdi_copy_file_unknown_samples(&file, has_sample, ann->hdr, &options->log))
		ret = sdi_no_memory(err);
	sdi_copy_file_release(&file);
	return ret;
}

static int prepare(struct stardose_annotator *ann, const struct stardose_tables *tables,
		   enum stardose_build build, struct stardose_error *err)
{
	const struct stardose_annotator_options *options = &ann->options;
	int ret;

	ret = sdi_vcf_tags_header(ann->hdr, options->no_version ? NULL : tables, options->command,
				  &ann->out_hdr, &ann->was_annotated, err);
	if (!ret)
		ret = sdi_sample_mask(ann->hdr, options->call.samples, options->call.samples_file,
				      &ann->wanted, err);
	if (!ret)
		ret = sdi_gene_track_init(
			&ann->track, tables, &options->call, ann->hdr, ann->wanted,
			options->call.build != STARDOSE_BUILD_AUTO ? options->call.build : build,
			err);
	if (!ret)
		ret = take_copies(ann, tables, err);
	if (!ret)
		ret = sdi_queue_new(options->hold_limit ? options->hold_limit : SDI_QUEUE_LIMIT,
				    options->temporary, &ann->queue, err);
	if (!ret && (!(ann->parsed = bcf_init()) || !(ann->rec = bcf_init())))
		ret = sdi_no_memory(err);
	return ret;
}

int stardose_annotator_new(const struct stardose_tables *tables,
			   const struct stardose_annotator_options *options, const bcf_hdr_t *hdr,
			   enum stardose_build build, struct stardose_annotator **out,
			   struct stardose_error *err)
{
	struct stardose_annotator *ann = calloc(1, sizeof(*ann));
	int ret;

	if (!ann)
		return sdi_no_memory(err);
	ann->options = *options;
	ann->hdr = hdr;
	ann->n_samples = bcf_hdr_nsamples(hdr);
	ret = prepare(ann, tables, build, err);
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
	sdi_gene_track_release(&ann->track);
	free(ann->wanted);
	free(ann);
}

const bcf_hdr_t *stardose_annotator_header(const struct stardose_annotator *ann)
{
	return ann->out_hdr;
}
bcf_hdr_t *sdi_annotator_header(struct stardose_annotator *ann) { return ann->out_hdr; }
enum stardose_build sdi_annotator_build(const struct stardose_annotator *ann) 
{
	return ann->track.is_proven ? ann->track.build : STARDOSE_BUILD_AUTO;
}
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

/* What was handed out is no longer looked at. */
static void let_go(struct stardose_annotator *ann)
{
	if (ann->drop_front)
		sdi_queue_drop(ann->queue);
	ann->drop_front = 0;
}

static int enqueue(struct stardose_annotator *ann, const struct sdi_queued *held,
		   struct stardose_error *err)
{
	int any = ann->mark[STARDOSE_GRCH37].n_genes || ann->mark[STARDOSE_GRCH38].n_genes;

	sdi_gene_track_wait(&ann->track, ann->mark);
	ann->n_sites += any;
	if (!any && !held->has_tags && !sdi_queue_n(ann->queue) &&
	    !sdi_gene_track_is_open_question(&ann->track)) {
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
	const struct sdi_gene_windows *windows = &ann->track.windows;
	hts_pos_t end;

	if (windows->lo == windows->hi || place->beg >= windows->hi)
		return 0;
	end = rec ? rec->pos + (rec->rlen > 0 ? rec->rlen : 1) : place->beg + 1;
	if (line)	/* which may say how long a deletion is where htslib does not look */
		end = max_pos(end, sdi_line_end(line, len, place));
	return sdi_gene_windows_touch(windows, place->beg, end, ann->track.touched);
}

/* A record at a gene: its genotypes are collected, and ann->mark says what it is. */
static int feed(struct stardose_annotator *ann, const char *line, size_t len, bcf1_t *rec,
		struct stardose_error *err)
{
	int ret;

	if (rec)
		return sdi_gene_track_feed(&ann->track, ann->hdr, rec, ann->mark, err);
	ret = parse(ann, line, len, err);
	return ret ? ret
		   : sdi_gene_track_feed(&ann->track, ann->parse_hdr, ann->parsed, ann->mark, err);
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
	int b, ret;

	if (ann->direct.line || ann->direct.rec || ann->is_finished)
		return stardose_error_set(err, STARDOSE_EUSAGE, "a record was pushed %s",
					  ann->is_finished ? "after the end"
							   : "before the one before it was popped");
	let_go(ann);
	if (!find_place(ann, line, len, rec, &place))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "malformed record, no contig and position: %.*s",
					  len < 60 ? (int)len : 60, line ? line : "");
	for (b = 0; b < STARDOSE_N_BUILDS; b++) {
		ann->mark[b].n_genes = 0;
		ks_clear(&ann->mark[b].info);
	}
	ret = sdi_gene_track_move(&ann->track, place.contig, place.contig_len, place.beg, err);
	if (!ret && matters && touch(ann, line, len, rec, &place))
		ret = feed(ann, line, len, rec, err);
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

/*
 * Values of several genes at one record: each of the three joined by '&', in the order of the
 * genes.
 */
struct several {
	struct stardose_annotator *ann;
	int n;
	struct sdi_gene_values **values;
	int failed;
};

static const struct sdi_vcf_values *several_values(void *user, int sample)
{
	struct several *of = user;
	struct stardose_annotator *ann = of->ann;
	struct sdi_vcf_values *all = &ann->combined;
	int i, t, any;

	ks_clear(&ann->joined);
	for (t = 0; t < SDI_N_FORMAT_TAGS; t++) {
		ks_clear(&ann->word[t]);
		for (i = any = 0; i < of->n; i++) {
			const struct sdi_vcf_values *one =
				sdi_gene_values_of(of->values[i], sample);

			any |= strcmp(one->value[t], ".") != 0;
			of->failed |= (i && kputc('&', &ann->word[t]) < 0) ||
				      kputsn(one->value[t], one->len[t], &ann->word[t]) < 0;
		}
		if (!any && ann->word[t].l > 1)		/* nothing of any gene is nothing */
			ann->word[t].s[ann->word[t].l = 1] = '\0';
		of->failed |= (t && kputc(':', &ann->joined) < 0) ||
			      kputsn(ann->word[t].s, ann->word[t].l, &ann->joined) < 0;
		all->value[t] = ann->word[t].s ? ann->word[t].s : "";
		all->len[t] = ann->word[t].l;
	}
	all->joined = ann->joined.s ? ann->joined.s : "";
	all->joined_len = ann->joined.l;
	return all;
}

/* Put @tags into the record of @view. */
static int put_tags(struct stardose_annotator *ann, const struct sdi_queued_view *view,
		    const struct sdi_vcf_tags *tags, struct stardose_annotated *out,
		    struct stardose_error *err)
{
	int ret;

	ks_clear(&ann->out);
	if (view->line) {
		ret = sdi_vcf_tags_line(view->line, view->len, tags, &ann->out, err);
		*out = (struct stardose_annotated){ ann->out.s, ann->out.l, NULL };
		return ret;
	}
	*out = (struct stardose_annotated){ NULL, 0, ann->rec };
	return sdi_queued_record(view, ann->rec) ? sdi_no_memory(err) :
	       sdi_vcf_tags_record(ann->out_hdr, ann->rec, tags, &ann->out, err);
}

/* A definition site whose genes are complete. */
static int annotate(struct stardose_annotator *ann, const struct sdi_queued_view *view,
		    struct stardose_annotated *out, struct stardose_error *err)
{
	int build = ann->track.build, n = view->n_genes[build], i, ret = STARDOSE_OK;
	struct sdi_gene_values **values = calloc(n, sizeof(*values));
	struct several several = { ann, n, values, 0 };
	struct sdi_vcf_tags tags = { .info = view->info[build], .n_samples = ann->n_samples };

	if (!values)
		return sdi_no_memory(err);
	for (i = 0; i < n && !ret && ann->n_samples; i++)
		ret = sdi_gene_track_values(&ann->track, view->gene[build][i], &values[i], err);
	if (ann->n_samples) {
		tags.values = n == 1 ? sdi_gene_values_of : several_values;
		tags.user = n == 1 ? (void *)values[0] : (void *)&several;
	}
	if (!ret)
		ret = put_tags(ann, view, &tags, out, err);
	if (!ret && several.failed)
		ret = sdi_no_memory(err);
	sdi_gene_track_done(&ann->track, view->gene[build], n);
	free(values);
	return ret;
}

/* May the record at the front go out? */
static int is_ready(const struct stardose_annotator *ann, const struct sdi_queued_view *view)
{
	int i, build = ann->track.build;

	if (sdi_gene_track_is_open_question(&ann->track))
		return ann->is_finished;
	if (build == STARDOSE_BUILD_AUTO)
		return 1;			/* no record was near a gene yet */
	if (!ann->n_samples)
		return 1;			/* nothing depends on the gene */
	for (i = 0; i < view->n_genes[build]; i++)
		if (!ann->track.gene[view->gene[build][i]].is_complete)
			return 0;
	return 1;
}

int stardose_annotator_pop(struct stardose_annotator *ann, struct stardose_annotated *out,
			   struct stardose_error *err)
{
	const struct sdi_vcf_tags nothing = { .n_samples = ann->n_samples };
	struct sdi_queued_view view;
	const void *data;
	size_t size;
	int ret;

	let_go(ann);
	if (ann->direct.line || ann->direct.rec) {
		*out = ann->direct;
		memset(&ann->direct, 0, sizeof(ann->direct));
		return STARDOSE_OK;
	}
	ret = sdi_queue_front(ann->queue, &data, &size, err);
	if (ret)
		return ret;
	sdi_queued_view(data, size, &view);
	if (!is_ready(ann, &view))
		return STARDOSE_EOF;
	ann->drop_front = 1;
	if (ann->track.build != STARDOSE_BUILD_AUTO && view.n_genes[ann->track.build])
		return annotate(ann, &view, out, err);
	if (view.has_tags)
		return put_tags(ann, &view, &nothing, out, err);
	if (!view.line && sdi_queued_record(&view, ann->rec))
		return sdi_no_memory(err);
	*out = (struct stardose_annotated){ view.line, view.len, view.line ? NULL : ann->rec };
	return STARDOSE_OK;
}

int stardose_annotator_finish(struct stardose_annotator *ann, struct stardose_error *err)
{
	if (ann->is_finished)
		return STARDOSE_OK;
	let_go(ann);
	ann->is_finished = 1;
	return sdi_gene_track_finish(&ann->track, err);
}
