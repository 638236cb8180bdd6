/* gene_stream.c - show records to observers, complete genes */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "caller/gene_stream.h"
#include "caller/header_person.h"
#include "record/breakend.h"
#include "util/no_memory.h"

int sdi_gene_stream_new(const struct sdi_call_env *env, const bcf_hdr_t *hdr, int *global,
			struct sdi_gene_stream **out, struct stardose_error *err)
{
	struct sdi_gene_stream *s = calloc(1, sizeof(*s));
	int n = bcf_hdr_nsamples(hdr), bad = !s;

	if (bad) {
		free(global);
		return sdi_no_memory(err);
	}
	s->env = env;
	s->assay = env->options->assay;
	s->global = global;
	s->build = s->of_file = STARDOSE_BUILD_AUTO;
	sdi_look_options_init(&s->look_options, env->options);
	s->gene = calloc(env->n_genes + 1, sizeof(*s->gene));
	s->sample = calloc(n + 1, sizeof(*s->sample));
	sdi_region_depth_init(&s->region_depth, env->depth_regions, n);
	bad = !s->gene || !s->sample ||
	      (env->options->absent_is_reference &&
	       sdi_file_listing_init(&s->listing, env->tables, env->genes, env->n_genes)) ||
	      sdi_filter_list_init(&s->filters, env->options->apply_filters);
	for (; s->n_samples < n && !bad; s->n_samples++)
		bad = !(s->sample[s->n_samples] = strdup(hdr->samples[s->n_samples]));
	if (bad) {
		sdi_gene_stream_free(s);
		return sdi_no_memory(err);
	}
	*out = s;
	return STARDOSE_OK;
}

void sdi_gene_stream_free(struct sdi_gene_stream *s)
{
	if (!s)
		return;
	for (int build = 0; build < STARDOSE_N_BUILDS; build++)
		sdi_gene_stream_drop_build(s, build);
	for (int g = 0; s->gene && g < s->env->n_genes; g++) {
		free(s->gene[g].records);
		free(s->gene[g].name);
	}
	for (int i = 0; s->sample && i < s->n_samples; i++)
		free(s->sample[i]);
	free(s->sample);
	free(s->gene);
	free(s->global);
	free(s->first_mismatch);
	free(s->name);
	if (s->listing.gene)
		sdi_file_listing_release(&s->listing);
	sdi_region_depth_release(&s->region_depth);
	sdi_filter_list_release(&s->filters);
	sdi_gene_windows_release(&s->windows);
	sdi_sample_order_release(&s->order);
	sdi_equal_records_release(&s->equal);
	sdi_local_genotypes_release(&s->local);
	free(s);
}

int sdi_gene_stream_is_of(struct sdi_gene_stream *s, const bcf_hdr_t *hdr)
{
	int *from, ret = sdi_sample_order_find(s->sample, s->n_samples, hdr, &from);

	if (ret > 0) {
		free(s->order.from);
		s->order.from = from;
		s->order.n = s->n_samples;
	}
	return ret;
}

/* ---- files ---- */

/* Once, and without what is there. */
static void tell_person(struct sdi_gene_stream *s, const bcf_hdr_t *hdr)
{
	if (s->is_person_told || !sdi_header_person(hdr))
		return;
	s->is_person_told = 1;
	stardose_log_say(&s->env->options->log, STARDOSE_OK,
			 "a header line or the name of a sample looks like somebody's name, day of "
			 "birth or number of a record; outputs name samples, and annotate passes "
			 "header lines on");
}

int sdi_gene_stream_begin(struct sdi_gene_stream *s, const bcf_hdr_t *hdr, const char *name,
			  enum stardose_build build, struct stardose_error *err)
{
	sdi_gene_windows_release(&s->windows);
	free(s->name);
	s->name = name ? strdup(name) : NULL;
	if (name && !s->name)
		return sdi_no_memory(err);
	s->n_files++;
	sdi_equal_records_reset(&s->equal);
	sdi_local_genotypes_release(&s->local);
	s->listing.here = NULL; /* the names of this file are other strings */
	s->n_file_samples = sdi_file_samples(hdr);
	if (s->assay == STARDOSE_ASSAY_AUTO)
		s->sign = sdi_header_assay(s->env->tables, hdr, &s->assay);
	tell_person(s, hdr);
	s->build_before = s->build;
	s->build = build;
	s->is_proven = s->is_near = 0;
	s->cut_chrom = NULL;
	s->next_end = HTS_POS_MAX;
	sdi_gene_stream_mark_scores(s);
	return sdi_gene_windows_init(&s->windows, s->env, hdr, err);
}

/* ---- places ---- */

/* Its records are over; it is complete unless the rest of the file has to decide what silence is.
 */
static void pass_gene(struct sdi_gene_stream *s, int g)
{
	struct sdi_stream_gene *gene = &s->gene[g];

	gene->reach = gene->reach ? gene->reach : HTS_POS_MAX;
	gene->is_past = sdi_gene_stream_needs_file(s, g);
	gene->is_open = gene->is_past;
	gene->is_complete = !gene->is_past;
}

/* Complete the open genes whose last region ends at or before @pos. */
static void advance(struct sdi_gene_stream *s, hts_pos_t pos)
{
	s->next_end = HTS_POS_MAX;
	for (int g = 0; g < s->env->n_genes; g++) {
		struct sdi_stream_gene *gene = &s->gene[g];
		hts_pos_t end;

		if (!gene->is_open)
			continue;
		end = gene->is_past ? 0 : sdi_gene_windows_end(&s->windows, g, s->build);
		if (end && end <= pos)
			end = sdi_gene_stream_needed_end(s, g);
		if (end <= pos)
			pass_gene(s, g);
		else if (end < s->next_end)
			s->next_end = end;
	}
}

int sdi_gene_stream_move(struct sdi_gene_stream *s, const char *contig, size_t len, hts_pos_t pos,
			 struct stardose_error *err)
{
	int is_here = sdi_gene_windows_is_here(&s->windows, contig, len);

	if (!is_here || pos != s->equal.pos)
		sdi_equal_records_reset(&s->equal);
	if (!is_here) {
		if (s->env->is_stream)
			advance(s, HTS_POS_MAX);
		if (sdi_gene_windows_enter(&s->windows, contig, len))
			return sdi_no_memory(err);
	} else if (pos >= s->next_end && s->env->is_stream) {
		advance(s, pos);
	}
	return STARDOSE_OK;
}

static int open_gene(struct sdi_gene_stream *s, int g, hts_pos_t pos, struct stardose_error *err)
{
	hts_pos_t end;

	if (s->gene[g].is_complete || s->gene[g].is_past)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"input is not sorted: a record of %s at %s:%" PRIhts_pos
			" comes after the gene was complete; sort it with bcftools sort",
			s->env->genes[g]->name, s->windows.contig.s, pos + 1);
	if (s->gene[g].is_open)
		return STARDOSE_OK;
	end = sdi_gene_windows_end(&s->windows, g, s->build);
	s->gene[g].is_open = 1;
	if (end < s->next_end)
		s->next_end = end;
	return STARDOSE_OK;
}

/* ---- records ---- */

static int show(struct sdi_gene_stream *s, int g, int build, enum sdi_look look,
		const struct sdi_shown *shown, struct stardose_error *err)
{
	struct sdi_observer *observer = &s->gene[g].seen[build][look];
	int ret = STARDOSE_OK;

	if (!observer->self)
		ret = sdi_observer_new(s->env, &s->look_options, g, build, look, s->n_samples,
				       observer, err);
	return ret ? ret : observer->push(observer->self, shown, err);
}

/* One record to those who look at one gene in one build. */
static int show_gene(struct sdi_gene_stream *s, int g, int build, const struct sdi_shown *shown,
		     int is_repeat, struct stardose_error *err)
{
	int touched = s->windows.touched[g], ret = STARDOSE_OK,
	    in_window = touched & SDI_IN_WINDOW(build);

	/* in an intron breakends tell of the gene's bases, too */
	if (!in_window && touched & SDI_IN_WINDOW(build) << STARDOSE_N_BUILDS)
		in_window = bcf_unpack(shown->rec, BCF_UN_STR) >= 0 && sdi_has_breakend(shown->rec);

	for (int look = 0; look < SDI_N_LOOKS && !ret; look++)
		if (sdi_observer_is_wanted(s->env, g, look) &&
		    (look != SDI_LOOK_GENOTYPES || (in_window && !is_repeat)))
			ret = show(s, g, build, look, shown, err);
	return ret;
}

static int feed_gene(struct sdi_gene_stream *s, int g, const struct sdi_shown *shown,
		     struct stardose_error *err)
{
	int touched = s->windows.touched[g], is_repeat = 0, ret = STARDOSE_OK;
	int builds = touched | touched >> STARDOSE_N_BUILDS;

	if (s->env->is_stream &&
	    (s->build == STARDOSE_BUILD_AUTO ? builds : builds >> s->build & 1))
		ret = open_gene(s, g, shown->rec->pos, err);
	if (!ret && !s->env->is_stream && touched & ((1 << STARDOSE_N_BUILDS) - 1))
		is_repeat = sdi_gene_stream_is_repeated(s, g, shown->rec, err);
	if (is_repeat < 0)
		return is_repeat;
	for (int b = 0; b < STARDOSE_N_BUILDS && !ret; b++)
		if (s->windows.builds_here >> b & 1)
			ret = show_gene(s, g, b, shown, is_repeat, err);
	return ret;
}

static int feed(struct sdi_gene_stream *s, const bcf_hdr_t *hdr, bcf1_t *rec,
		struct stardose_error *err)
{
	const struct sdi_filter_verdict filter = sdi_filter_judge(&s->filters, hdr, rec);
	const struct sdi_shown shown = { hdr, rec, s->windows.chrom, &filter };
	int ret = STARDOSE_OK;

	s->is_near = 1;
	s->fed_end = rec->pos + (rec->rlen > 0 ? rec->rlen : 1);
	for (int g = 0; g < s->env->n_genes && !ret; g++)
		if (!strcmp(s->env->genes[g]->chrom, shown.chrom) &&
		    (s->windows.touched[g] || !s->env->is_stream))
			ret = feed_gene(s, g, &shown, err);
	if (!ret)
		ret = sdi_region_depth_push(&s->region_depth, hdr, rec, shown.chrom, &filter, err);
	if (!ret && !s->is_proven)
		ret = sdi_gene_stream_decide(s, 0, err);
	return ret;
}

int sdi_gene_stream_feed(struct sdi_gene_stream *s, const bcf_hdr_t *hdr, bcf1_t *rec,
			 struct stardose_error *err)
{
	bcf1_t *turned = sdi_sample_order_turn(&s->order, rec);
	int is_equal = turned ? sdi_equal_records_has(&s->equal, turned) : STARDOSE_ENOMEM,
	    is_local = 0;

	if (!is_equal)
		is_local = sdi_local_genotypes_read(&s->local, hdr, turned);
	if (is_equal < 0 || is_local < 0)
		return sdi_no_memory(err);
	if (is_equal)
		return STARDOSE_OK;
	return is_local ? feed(s, s->local.hdr, s->local.rec, err) : feed(s, hdr, turned, err);
}

int sdi_gene_stream_cut(struct sdi_gene_stream *s, const char *contig, size_t len, hts_pos_t pos)
{
	char *name = strndup(contig, len);

	if (!name)
		return STARDOSE_ENOMEM;
	s->cut_chrom = sdi_contig_names_find(s->windows.names, name, NULL);
	s->cut_pos = pos;
	free(name);
	return STARDOSE_OK;
}

static int is_near_file(const struct sdi_gene_stream *s, int g)
{
	return s->listing.gene &&
	       sdi_file_listing_of(&s->listing, s->env->genes[g])->near_file == s->n_files;
}

/* How far the file has come in the genes of which it has records. */
static void set_reach(struct sdi_gene_stream *s)
{
	hts_pos_t end = s->cut_pos + 1;

	if (s->cut_chrom && s->windows.chrom && !strcmp(s->cut_chrom, s->windows.chrom) &&
	    s->fed_end > end)
		end = s->fed_end;
	for (int g = 0; g < s->env->n_genes; g++) {
		struct sdi_stream_gene *gene = &s->gene[g];
		int is_cut = s->cut_chrom && !strcmp(s->cut_chrom, s->env->genes[g]->chrom);

		if (s->env->is_stream
			    ? !gene->is_open
			    : !is_cut && gene->last_file != s->n_files && !is_near_file(s, g))
			continue;
		if (!is_cut)
			gene->reach = HTS_POS_MAX;
		else if (end > gene->reach)
			gene->reach = end;
	}
}

int sdi_gene_stream_end(struct sdi_gene_stream *s, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	set_reach(s);
	s->is_over = 1;
	if (!s->is_proven)
		ret = sdi_gene_stream_decide(s, 1, err);
	if (s->env->is_stream)
		advance(s, HTS_POS_MAX);
	if (!ret)
		ret = sdi_gene_stream_verify(s, 1, err);
	s->of_file = s->build;
	if (s->build == STARDOSE_BUILD_AUTO)
		s->build = s->build_before;
	return ret;
}

/* ---- genes ---- */

void *sdi_gene_stream_seen(const struct sdi_gene_stream *s, int g, enum sdi_look look)
{
	return s->build == STARDOSE_BUILD_AUTO ? NULL : s->gene[g].seen[s->build][look].self;
}

int sdi_gene_stream_is_cut(const struct sdi_gene_stream *s, int g)
{
	hts_pos_t reach = s->gene[g].reach;

	return s->env->options->absent_is_reference && !s->env->options->input_is_complete &&
	       reach && reach != HTS_POS_MAX;
}
