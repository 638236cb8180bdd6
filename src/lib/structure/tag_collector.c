/* tag_collector.c - records in, two bits per sample and tag out */
#include <stdlib.h>
#include <string.h>
#include "genotype/genotype_code.h"
#include "genotype/record_filter.h"
#include "structure/tag_collector.h"
#include "util/no_memory.h"
#include "util/seqname.h"

struct tag_column {
	hts_pos_t pos;			/* in this build; -1: not known in it */
	char ref, alt;
	uint8_t *
		dose; /* two bits per sample: copies of the build's ALT base; NULL: no record yet */
	int is_named; /* a record named the tag; until then only reference records spoke */
	uint8_t *conflict; /* one bit per sample, once two records contradict each other */
};

struct sdi_tag_collector {
	const struct stardose_structure_model *model;
	enum stardose_build build;
	struct sdi_collector_options options;
	int n_samples;
	struct tag_column *columns;	/* by tag */
	int *by_pos;			/* tags ascending by position */
	uint8_t *scratch;		/* one dose per sample */
};

static void sort_tags(struct sdi_tag_collector *c)
{
	for (int i = 0; i < c->model->n_tags; i++) {
		int j = i;

		for (; j > 0 && c->columns[c->by_pos[j - 1]].pos > c->columns[i].pos; j--)
			c->by_pos[j] = c->by_pos[j - 1];
		c->by_pos[j] = i;
	}
}

int sdi_tag_collector_new(const struct stardose_structure_model *model, enum stardose_build build,
			  int n_samples, const struct sdi_collector_options *options,
			  struct sdi_tag_collector **out, struct stardose_error *err)
{
	struct sdi_tag_collector *c = calloc(1, sizeof(*c));
	int n = model->n_tags ? model->n_tags : 1;

	if (!c)
		return sdi_no_memory(err);
	c->model = model;
	c->build = build;
	c->options = *options;
	c->n_samples = n_samples;
	c->columns = calloc(n, sizeof(*c->columns));
	c->by_pos = calloc(n, sizeof(*c->by_pos));
	c->scratch = malloc(n_samples + 4);
	if (!c->columns || !c->by_pos || !c->scratch) {
		sdi_tag_collector_free(c);
		return sdi_no_memory(err);
	}
	for (int i = 0; i < model->n_tags; i++) {
		const struct sdi_tag_place *at = &model->tags[i].at[build];

		c->columns[i] =
			(struct tag_column){ .pos = at->pos, .ref = at->ref, .alt = at->alt };
	}
	sort_tags(c);
	*out = c;
	return STARDOSE_OK;
}

void sdi_tag_collector_free(struct sdi_tag_collector *c)
{
	if (!c)
		return;
	for (int i = 0; c->columns && i < c->model->n_tags; i++) {
		free(c->columns[i].dose);
		free(c->columns[i].conflict);
	}
	free(c->columns);
	free(c->by_pos);
	free(c->scratch);
	free(c);
}

/* First tag at or behind @pos, as an index into by_pos. */
static int first_at(const struct sdi_tag_collector *c, hts_pos_t pos)
{
	int lo = 0, hi = c->model->n_tags;

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (c->columns[c->by_pos[mid]].pos < pos)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* ---- genotypes ---- */

/* Alleles by number: does a genotype with it say something, and is it the one that counts? */
struct alleles { int n; uint8_t *is_open; int counted; };	/* counted -1: reference record */

static void doses_by_byte(const struct sdi_tag_collector *c, const struct sdi_code_view *view,
			  int counted, uint8_t *out)
{
	uint8_t code[256];
	const uint8_t *p = view->gt->p;

	/* 0 another allele, 1 the one that counts, 4 unknown: sums of two tell all cases */
	for (int v = 0; v < 256; v++) {
		int allele = (v >> 1) - 1;

		code[v] = v < 2 || v >= 128 || allele >= view->n_allele || view->is_open[allele]
				  ? 4
				  : allele == counted;
	}
	for (int i = 0; i < c->n_samples; i++) {
		int sum = code[p[2 * (size_t)i]] + code[p[2 * (size_t)i + 1]];

		out[i] = sum > 2 ? SDI_TAG_UNSEEN : sum;
	}
}

static int doses_by_sample(const struct sdi_tag_collector *c, const struct sdi_code_view *view,
			   int counted, uint8_t *out)
{
	for (int i = 0; i < c->n_samples; i++) {
		struct sdi_observation o;
		int ret = sdi_code_decode(view, i, &o);

		if (ret < 0)
			return ret;
		if (ret == 1)
			out[i] = 0;
		else if (o.flags || o.ploidy != 2 || o.allele[0] < 0 || o.allele[1] < 0)
			out[i] = SDI_TAG_UNSEEN;
		else
			out[i] = (o.allele[0] == counted) + (o.allele[1] == counted);
	}
	return STARDOSE_OK;
}

static int read_doses(struct sdi_tag_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		      const struct alleles *alleles, struct stardose_error *err)
{
	struct sdi_code_view view = { .n_allele = alleles->n, .is_open = alleles->is_open };
	int ret = sdi_code_view_init(&view, hdr, rec, alleles->counted < 0, &c->options, err);

	if (ret || !view.gt || (int)rec->n_sample != c->n_samples)
		return ret ? ret
			   : STARDOSE_EOF; /* the collector of the gene complains of odd counts */
	if (view.is_plain && !view.has_threshold)
		doses_by_byte(c, &view, alleles->counted, c->scratch);
	else if (doses_by_sample(c, &view, alleles->counted, c->scratch) < 0)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"a genotype names an allele that the record at %s:%" PRIhts_pos
			" does not have",
			sdi_seqname(hdr, rec), rec->pos + 1);
	return STARDOSE_OK;
}

/* ---- columns ---- */

static int get(const struct tag_column *column, int i)
{
	return column->dose[i >> 2] >> 2 * (i & 3) & 3;
}

static void set(struct tag_column *column, int i, int dose)
{
	column->dose[i >> 2] = (column->dose[i >> 2] & ~(3 << 2 * (i & 3))) | dose << 2 * (i & 3);
}

static int column_first(const struct sdi_tag_collector *c, struct tag_column *column)
{
	int n = c->n_samples, n_bytes = (n + 3) / 4;
	uint8_t *s = c->scratch;

	if (!column->dose && !(column->dose = malloc(n_bytes ? n_bytes : 1)))
		return STARDOSE_ENOMEM;
	free(column->conflict);
	column->conflict = NULL;
	memset(s + n, SDI_TAG_UNSEEN, 4);
	for (int i = 0; i < n_bytes; i++, s += 4)
		column->dose[i] = s[0] | s[1] << 2 | s[2] << 4 | s[3] << 6;
	return STARDOSE_OK;
}

static int is_conflict(const struct tag_column *column, int i)
{
	return column->conflict && column->conflict[i >> 3] >> (i & 7) & 1;
}

static int mark_conflict(const struct sdi_tag_collector *c, struct tag_column *column, int i)
{
	if (!column->conflict && !(column->conflict = calloc(1, c->n_samples / 8 + 1)))
		return STARDOSE_ENOMEM;
	column->conflict[i >> 3] |= 1 << (i & 7);
	set(column, i, SDI_TAG_UNSEEN);
	return STARDOSE_OK;
}

/* Records of one kind must agree. */
static int column_merge(const struct sdi_tag_collector *c, struct tag_column *column)
{
	for (int i = 0; i < c->n_samples; i++) {
		int old = get(column, i), new = c->scratch[i];

		if (new == SDI_TAG_UNSEEN || new == old || is_conflict(column, i))
			continue;
		if (old == SDI_TAG_UNSEEN)
			set(column, i, new);
		else if (mark_conflict(c, column, i))
			return STARDOSE_ENOMEM;
	}
	return STARDOSE_OK;
}

/* Once a record names the tag, reference records no longer count: its ./. is an answer too. */
static int take(struct sdi_tag_collector *c, struct tag_column *column, int is_named,
		struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (!column->dose || is_named > column->is_named)
		ret = column_first(c, column);
	else if (is_named == column->is_named)
		ret = column_merge(c, column);
	column->is_named |= is_named;
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

/* ---- records ---- */

static int is_reference_record(const bcf1_t *rec)
{
	for (int a = 1; a < rec->n_allele; a++)
		if (strcmp(rec->d.allele[a], ".") && strcmp(rec->d.allele[a], "<*>") &&
		    strcmp(rec->d.allele[a], "<NON_REF>"))
			return 0;
	return 1;
}

static int same_base(const char *allele, char base)
{
	return allele[0] && !allele[1] && (allele[0] & ~0x20) == base;
}

/*
 * The number of the tag's ALT among the record's alleles, or -1 when the record is not about the
 * tag.
 */
static int counted_allele(const bcf1_t *rec, const struct tag_column *column)
{
	if (rec->pos != column->pos || !same_base(rec->d.allele[0], column->ref))
		return -1;
	for (int a = 1; a < rec->n_allele; a++)
		if (same_base(rec->d.allele[a], column->alt))
			return a;
	return -1;
}

static void mark_open(const bcf1_t *rec, uint8_t *is_open)
{
	for (int a = 0; a < rec->n_allele; a++)
		is_open[a] = a && !strchr("ACGTacgt", rec->d.allele[a][0]);
}

static int push_tags(struct sdi_tag_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		     struct alleles *alleles, int first, int end, struct stardose_error *err)
{
	int is_reference = is_reference_record(rec), is_read = 0, ret = STARDOSE_OK;

	for (int k = first; k < end && !ret; k++) {
		struct tag_column *column = &c->columns[c->by_pos[k]];
		int counted = is_reference ? -1 : counted_allele(rec, column);

		if (!is_reference && counted < 0)
			continue;
		if (!is_read || counted != alleles->counted) {
			alleles->counted = counted;
			ret = read_doses(c, hdr, rec, alleles, err);
			is_read = 1;
		}
		if (!ret)
			ret = take(c, column, !is_reference, err);
	}
	return ret == STARDOSE_EOF ? STARDOSE_OK : ret;
}

int sdi_tag_collector_push(struct sdi_tag_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
			   const struct sdi_filter_verdict *filter, struct stardose_error *err)
{
	hts_pos_t end = rec->pos + (rec->rlen > 0 ? rec->rlen : 1);
	int first = first_at(c, rec->pos), last = first_at(c, end), ret;
	struct alleles alleles;

	if (first == last)
		return STARDOSE_OK;
	if (bcf_unpack(rec, BCF_UN_STR | BCF_UN_FLT | BCF_UN_FMT) < 0)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "cannot read the record at %s:%" PRIhts_pos,
					  sdi_seqname(hdr, rec), rec->pos + 1);
	if (!rec->n_allele || !filter->passes)
		return STARDOSE_OK;
	alleles = (struct alleles){ .n = rec->n_allele, .is_open = malloc(rec->n_allele) };
	if (!alleles.is_open)
		return sdi_no_memory(err);
	mark_open(rec, alleles.is_open);
	ret = push_tags(c, hdr, rec, &alleles, first, last, err);
	free(alleles.is_open);
	return ret;
}

void sdi_tag_collector_get(const struct sdi_tag_collector *c, int sample, uint8_t *dose)
{
	for (int t = 0; t < c->model->n_tags; t++) {
		const struct tag_column *column = &c->columns[t];
		int is_swapped = c->build == STARDOSE_BUILD_GRCH37 && c->model->tags[t].swapped;
		int d = column->dose ? get(column, sample) : SDI_TAG_UNSEEN;

		dose[t] = d == SDI_TAG_UNSEEN || !is_swapped ? d : 2 - d;
	}
}

int sdi_tag_collector_speaks(const struct sdi_tag_collector *c)
{
	for (int i = 0; i < c->model->n_tags; i++)
		if (c->columns[i].dose)
			return 1;
	return 0;
}
