/* coding_record.c - records with alleles that change the protein, and the samples that carry them
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "genotype/collector_impl.h"
#include "genotype/genotype_code.h"
#include "genotype/imputation.h"
#include "record/field_number.h"
#include "util/no_memory.h"
#include "util/text.h"

static void release(struct sdi_coding_record *r)
{
	for (int i = 0; r->alleles && i < r->n_alleles; i++) {
		for (int k = 0; k < r->alleles[i].n; k++)
			free(r->alleles[i].changes[k].name);
		free(r->alleles[i].changes);
		free(r->alleles[i].text);
	}
	free(r->alleles);
	free(r->is_open);
	free(r->ref);
}

void sdi_coding_records_release(struct sdi_coding_records *records)
{
	for (int i = 0; i < records->n; i++)
		release(&records->v[i]);
	free(records->v);
	sdi_coding_release(&records->coding);
	memset(records, 0, sizeof(*records));
}

/* A substitution is named alone, whatever its record spells beside it. */
static int name_part(const struct sdi_coding *coding, const struct sdi_edit *edit,
		     const struct sdi_coding_part *part, char **name)
{
	const struct stardose_window *w =
		sdi_window_at(coding->gene, coding->build, part->pos, part->pos + 1);
	char ref[2] = { w ? w->seq[part->pos - w->beg]
				   : edit->ref[part->base ? part->pos - edit->pos : 0], 0 }, alt[2] = { part->base, 0 };
	const struct sdi_edit alone = { part->pos, ref, alt };
	kstring_t s = KS_INITIALIZE;
	int ret = sdi_edit_name(coding->gene, coding->build, part->base ? &alone : edit, &s);

	*name = s.s;
	return ret;
}

static int name_unspelled(const struct sdi_coding *coding, const struct sdi_coding_record *r,
			  const char *alt, char **name)
{
	kstring_t s = KS_INITIALIZE;
	int failed = ksprintf(&s, "%s:%" PRIhts_pos ":%c:%s", coding->gene->chrom, r->pos + 1,
			      toupper((unsigned char)*r->ref), alt) < 0;

	*name = s.s;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int read_allele(const struct sdi_coding *coding, const struct sdi_coding_record *r,
		       const char *alt, enum sdi_breakend kind, hts_pos_t other,
		       struct sdi_coding_allele *out)
{
	const struct sdi_edit edit = { .pos = r->pos, .ref = r->ref, .alt = alt };
	struct sdi_coding_verdict v;
	int ret = STARDOSE_OK;

	if (kind)
		sdi_coding_judge_breakend(coding, kind, r->pos, other, &v);
	else if (sdi_coding_is_unspelled(alt))
		sdi_coding_judge_unspelled(coding, alt, r->pos, r->end, &v);
	else
		ret = sdi_coding_judge(coding, &edit, 1, &v);
	if (ret || !v.n)
		return ret;
	out->text = strdup(alt);
	out->changes = calloc(v.n, sizeof(*out->changes));
	if (!out->text || !out->changes)
		return STARDOSE_ENOMEM;
	for (; out->n < v.n && !ret; out->n++) {
		struct sdi_coding_change *change = &out->changes[out->n];

		change->pos = v.part[out->n].pos;
		change->base = v.part[out->n].base;
		change->is_listed = v.part[out->n].is_listed;
		change->effect = v.part[out->n].effect;
		ret = kind || sdi_coding_is_unspelled(alt)
			      ? name_unspelled(coding, r, alt, &change->name)
			      : name_part(coding, &edit, &v.part[out->n], &change->name);
	}
	return ret;
}

/* Return: 1: some allele has an effect; 0: none; STARDOSE_ENOMEM. Release @r in any case. */
static int read_record(const struct sdi_coding *coding, const bcf_hdr_t *hdr, const bcf1_t *rec,
		       hts_pos_t end, struct sdi_coding_record *r)
{
	int any = 0, ret = STARDOSE_OK;

	*r = (struct sdi_coding_record){ .pos = rec->pos, .end = end, .n_alleles = rec->n_allele };
	r->ref = strdup(rec->d.allele[0]);
	r->alleles = calloc(rec->n_allele, sizeof(*r->alleles));
	r->is_open = calloc(rec->n_allele, 1);
	if (!r->ref || !r->alleles || !r->is_open)
		return STARDOSE_ENOMEM;
	for (int i = 1; i < rec->n_allele && !ret; i++) {
		hts_pos_t other;
		enum sdi_breakend kind = sdi_breakend_read(hdr, rec, rec->d.allele[i], &other);

		r->is_open[i] = !kind && !sdi_is_sequence(rec->d.allele[i]) &&
				!sdi_coding_is_unspelled(rec->d.allele[i]);
		if (!r->is_open[i])
			ret = read_allele(coding, r, rec->d.allele[i], kind, other, &r->alleles[i]);
		any |= r->alleles[i].text != NULL;
	}
	return ret ? ret : any;
}

static int carries(const struct sdi_coding_record *r, const struct sdi_observation *o)
{
	for (int h = 0; h < o->ploidy && !o->flags; h++)
		if (o->allele[h] > 0 && r->alleles[o->allele[h]].text)
			return 1;
	return 0;
}

/* Samples that carry an allele with an effect move on to another pattern; *@n: how many. */
static int push_carriers(struct sdi_collector *c, const struct sdi_code_view *view,
			 const struct sdi_coding_record *r, int *sample, int *n)
{
	int skips = view->is_plain && !view->has_threshold;

	for (; *sample < c->n_samples; ++*sample) {
		struct sdi_observation o;
		int32_t index;
		int ret;

		if (skips && (*sample = sdi_code_next(view, *sample, c->n_samples)) == c->n_samples)
			break;
		ret = sdi_code_decode(view, *sample, &o);
		if (ret < 0)
			return ret;
		if (ret == 1 || !carries(r, &o))
			continue;
		++*n;
		ret = sdi_pattern_set_observation(&c->patterns, &o, &index);
		if (!ret)
			ret = sdi_pattern_set_next(&c->patterns, c->of_sample[*sample], index,
						   &c->of_sample[*sample]);
		if (ret)
			return ret;
	}
	return STARDOSE_OK;
}

/* Records of which no sample may be believed. */
static int is_rejected(const struct sdi_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		       const struct sdi_filter_verdict *filter)
{
	struct sdi_imputation imputation;

	bcf_unpack(rec, BCF_UN_STR | BCF_UN_FLT | BCF_UN_FMT);
	sdi_imputation_read(&imputation, hdr, rec);
	return (int)rec->n_sample != c->n_samples || !filter->passes ||
	       (imputation.r2 >= 0 && imputation.r2 < c->options.min_r2);
}

static int push_record(struct sdi_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		       const struct sdi_coding_record *r, int *n,
		       const struct sdi_filter_verdict *filter, struct stardose_error *err)
{
	struct sdi_code_view view = { .note = sdi_coding_note(c->coding.n),
				      .n_allele = r->n_alleles,
				      .is_open = r->is_open,
				      .filters = &c->filters };
	int sample = 0, ret;

	if (is_rejected(c, hdr, rec, filter))
		return STARDOSE_OK;
	ret = sdi_code_view_init(&view, hdr, rec, 0, &c->options, err);
	if (ret || !view.gt)
		return ret;
	ret = push_carriers(c, &view, r, &sample, n);
	return ret == STARDOSE_EINPUT ? sdi_code_bad_allele(hdr, rec, sample, err)
	       : ret		      ? sdi_no_memory(err)
				      : STARDOSE_OK;
}

static int keep(struct sdi_coding_records *records, const struct sdi_coding_record *r)
{
	if (records->n == records->m) {
		int m = records->m ? 2 * records->m : 16;
		struct sdi_coding_record *more = realloc(records->v, m * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		records->v = more;
		records->m = m;
	}
	records->v[records->n++] = *r;
	return STARDOSE_OK;
}

/* Behind the bases that a record is about, and the one behind these, where an insertion lies. */
static hts_pos_t end_of(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	hts_pos_t end = rec->pos + (hts_pos_t)strlen(rec->d.allele[0]) + 1, symbolic;

	for (int i = 1; i < rec->n_allele; i++)
		if (sdi_coding_is_unspelled(rec->d.allele[i])) {
			bcf_unpack(rec, BCF_UN_INFO);
			symbolic = sdi_symbolic_end(hdr, rec);
			return symbolic > end ? symbolic : end;
		}
	return end;
}

/*
 * Callers of structural variants write candidates in bulk and filter them: without a list of the
 * user's, what failed a filter says nothing (docs/STRUCTURE.md)
 */
static int is_set_aside(const struct sdi_collector *c, const bcf1_t *rec,
			const struct sdi_filter_verdict *filter)
{
	int is_structural = sdi_has_breakend(rec);

	for (int i = 1; i < rec->n_allele && !is_structural; i++)
		is_structural = *rec->d.allele[i] == '<';
	return is_structural && filter->failed && !c->options.apply_filters;
}

int sdi_coding_push(struct sdi_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
		    const struct sdi_filter_verdict *filter, struct stardose_error *err)
{
	struct sdi_coding_record r;
	hts_pos_t end;
	int n = 0, ret;

	if (rec->n_allele < 2 || is_set_aside(c, rec, filter))
		return STARDOSE_OK;
	end = end_of(hdr, rec);
	if (!sdi_coding_reaches(&c->coding.coding, rec->pos, end) && !sdi_has_breakend(rec))
		return STARDOSE_OK;
	ret = read_record(&c->coding.coding, hdr, rec, end, &r);
	if (ret < 0)
		ret = sdi_no_memory(err);
	else if (ret)
		ret = push_record(c, hdr, rec, &r, &n, filter, err);
	if (!ret && n) {
		ret = keep(&c->coding, &r);
		if (!ret)
			return STARDOSE_OK;
		sdi_no_memory(err);
	}
	release(&r);
	return ret;
}
