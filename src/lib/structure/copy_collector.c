/* copy_collector.c - structural records of one file, weighed per gene and sample */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <htslib/kstring.h>
#include "structure/copy_collector.h"
#include "util/no_memory.h"

struct kept {
	hts_pos_t beg, end;
	char *text;			/* "chr22:1-2 <DEL>" for people */
	uint8_t *reading;		/* by sample */
};

struct gene_records {
	int n, m;
	struct kept *kept;
	int n_findings, m_findings;
	struct sdi_copy_finding *finding;
	int32_t *of_sample;		/* -1: nothing; NULL: nobody */
};

struct sdi_copy_collector {
	const struct sdi_gene_exons *stretch;
	const struct sdi_copy_options *options;
	enum stardose_build build;
	int n_genes, n_samples, n_ignored;
	struct gene_records *gene;
};

KHASH_MAP_INIT_STR(claims, int32_t)

int sdi_copy_collector_new(const struct sdi_gene_exons *stretch, int n_genes,
			   enum stardose_build build, int n_samples,
			   const struct sdi_copy_options *options, struct sdi_copy_collector **out,
			   struct stardose_error *err)
{
	struct sdi_copy_collector *c = calloc(1, sizeof(*c));

	if (c)
		c->gene = calloc(n_genes ? n_genes : 1, sizeof(*c->gene));
	if (!c || !c->gene) {
		free(c);
		return sdi_no_memory(err);
	}
	c->stretch = stretch;
	c->options = options;
	c->build = build;
	c->n_genes = n_genes;
	c->n_samples = n_samples;
	*out = c;
	return STARDOSE_OK;
}

void sdi_copy_collector_free(struct sdi_copy_collector *c)
{
	if (!c)
		return;
	for (int g = 0; g < c->n_genes; g++) {
		struct gene_records *gene = &c->gene[g];

		for (int i = 0; i < gene->n; i++) {
			free(gene->kept[i].text);
			free(gene->kept[i].reading);
		}
		for (int i = 0; i < gene->n_findings; i++)
			free(gene->finding[i].note);
		free(gene->kept);
		free(gene->finding);
		free(gene->of_sample);
	}
	free(c->gene);
	free(c);
}

/* ---- records ---- */

static int is_listed(const char *list, const char *name)
{
	size_t n = strlen(name);

	for (const char *s = list; s; s = strchr(s, ','), s = s ? s + 1 : NULL)
		if (!strncmp(s, name, n) && (s[n] == ',' || !s[n]))
			return 1;
	return 0;
}

static int passes(const struct sdi_copy_collector *c, const bcf_hdr_t *hdr, const bcf1_t *rec)
{
	const char *list = c->options->apply_filters ? c->options->apply_filters : "PASS,.";

	if (!rec->d.n_flt)
		return is_listed(list, ".");
	for (int i = 0; i < rec->d.n_flt; i++)
		if (is_listed(list, bcf_hdr_int2id(hdr, BCF_DT_ID, rec->d.flt[i])))
			return 1;
	return 0;
}

static int speaks(const struct sdi_copy_collector *c, int g, const struct sdi_copy_record *r)
{
	const struct sdi_intervals *body = &c->stretch[g].body[c->build],
				   *part = &c->stretch[g].part[c->build];

	return sdi_intervals_overlap(body, r->beg, r->end) * 100 >=
		       body->length * SDI_COPY_PART_PERCENT ||
	       (part->n && sdi_intervals_overlap(part, r->beg, r->end) * 100 >=
				   part->length * SDI_COPY_EXON_PERCENT);
}

/* Alleles of a length that a person can read. */
static int describe(const bcf_hdr_t *hdr, const bcf1_t *rec, const struct sdi_copy_record *r,
		    char **out)
{
	kstring_t s = KS_INITIALIZE;
	int bad = ksprintf(&s, "%s:%" PRIhts_pos "-%" PRIhts_pos " ", bcf_seqname_safe(hdr, rec),
			   r->beg + 1, r->end) < 0;

	for (int a = 1; a < rec->n_allele; a++)
		bad |= ksprintf(&s, "%s%.20s", a > 1 ? "," : "", rec->d.allele[a]) < 0;
	if (rec->n_allele == 1)
		bad |= kputs("segment", &s) < 0;
	else if (strlen(rec->d.allele[0]) >= SDI_LONG_DELETION)
		bad |= ksprintf(&s, " (%zu bases deleted)", strlen(rec->d.allele[0]) - 1) < 0;
	*out = s.s;
	return bad ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int keep(struct sdi_copy_collector *c, int g, const bcf_hdr_t *hdr, const bcf1_t *rec,
		const struct sdi_copy_record *r)
{
	struct gene_records *gene = &c->gene[g];
	struct kept *more = gene->kept, *kept;
	int said = 0;

	if (gene->n == gene->m) {
		more = realloc(gene->kept, (gene->m + 16) * sizeof(*more));
		if (!more)
			return STARDOSE_ENOMEM;
		gene->kept = more;
		gene->m += 16;
	}
	kept = &gene->kept[gene->n];
	*kept = (struct kept){ .beg = r->beg, .end = r->end };
	kept->reading = malloc(c->n_samples ? c->n_samples : 1);
	if (!kept->reading)
		return STARDOSE_ENOMEM;
	for (int i = 0; i < c->n_samples; i++)
		said |= kept->reading[i] = sdi_copy_record_sample(r, i);
	if (!said) {
		free(kept->reading);
		return STARDOSE_OK;
	}
	gene->n++;
	return describe(hdr, rec, r, &kept->text);
}

int sdi_copy_collector_push(struct sdi_copy_collector *c, const bcf_hdr_t *hdr, bcf1_t *rec,
			    const char *chrom, struct stardose_error *err)
{
	struct sdi_copy_record r;
	int is_read = 0, kind = 0, ret = STARDOSE_OK;

	for (int g = 0; chrom && g < c->n_genes && !ret; g++) {
		const struct stardose_gene *gene = c->stretch[g].gene;

		if (!gene->has_structural || strcmp(gene->chrom, chrom))
			continue;
		if (!is_read) {
			is_read = 1;
			kind = sdi_copy_record_read(hdr, rec, &r);
			if (kind > 0 && ((int)rec->n_sample != c->n_samples))
				kind = 0;
			if (kind > 0) {
				r.is_filtered = !passes(c, hdr, rec);
				r.min_gq = c->options->min_gq;
			}
		}
		if (kind > 0 && speaks(c, g, &r))
			ret = keep(c, g, hdr, rec, &r);
		c->n_ignored += kind < 0 && rec->pos >= gene->beg[c->build] &&
				rec->pos < gene->end[c->build];
	}
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_copy_collector_n_ignored(const struct sdi_copy_collector *c)
{
	return c->n_ignored;
}

/* ---- findings ---- */

static int compare_kept(const void *va, const void *vb)
{
	const struct kept *a = va, *b = vb;

	if (a->beg != b->beg)
		return a->beg < b->beg ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	return strcmp(a->text, b->text);
}

static int add_to_note(kstring_t *s, const char *text, int reading)
{
	static const char *const words[] = { "", "contradicts itself", "fewer than 2",
					     "more than 2" };
	size_t at = s->l;
	int bad = ksprintf(s, "%s%s: ", s->l ? "; " : "", text) < 0;

	if (reading >= SDI_COPIES_0)
		bad |= kputw(reading - SDI_COPIES_0, s) < 0;
	else
		bad |= kputs(words[reading], s) < 0;
	/* the same record twice is said once */
	if (!bad && at && at >= s->l - at - 2 &&
	    !memcmp(s->s + at + 2, s->s + at - (s->l - at - 2), s->l - at - 2))
		s->s[s->l = at] = '\0';
	return bad;
}

/* What the records together say of a sample with these readings. */
static int judge(struct sdi_copy_collector *c, int g, const uint8_t *readings,
		 struct sdi_copy_finding *out)
{
	struct gene_records *gene = &c->gene[g];
	struct sdi_copy_claim *claims = malloc(gene->n * sizeof(*claims));
	struct sdi_copy_verdict verdict;
	kstring_t note = KS_INITIALIZE;
	int n = 0, bad = kputs("", &note) < 0;

	for (int i = 0; claims && i < gene->n; i++) {
		if (readings[i] == SDI_COPIES_SILENT)
			continue;
		claims[n++] = (struct sdi_copy_claim){ gene->kept[i].beg, gene->kept[i].end,
						       readings[i] };
		bad |= add_to_note(&note, gene->kept[i].text, readings[i]);
	}
	if (!claims || bad) {
		free(claims);
		ks_free(&note);
		return STARDOSE_ENOMEM;
	}
	verdict = sdi_copy_consensus(&c->stretch[g], c->build, claims, n);
	free(claims);
	*out = (struct sdi_copy_finding){ verdict.copies, verdict.copies_part, verdict.reasons,
					  note.s };
	return STARDOSE_OK;
}

static int add_finding(struct sdi_copy_collector *c, int g, const uint8_t *readings)
{
	struct gene_records *gene = &c->gene[g];

	if (gene->n_findings == gene->m_findings) {
		struct sdi_copy_finding *more =
			realloc(gene->finding, (gene->m_findings + 16) * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		gene->finding = more;
		gene->m_findings += 16;
	}
	if (judge(c, g, readings, &gene->finding[gene->n_findings]))
		return STARDOSE_ENOMEM;
	return gene->n_findings++;
}

/* The readings of a sample as a string: no byte of it is 0. */
static int gather(const struct gene_records *gene, int sample, char *key)
{
	int said = 0;

	for (int i = 0; i < gene->n; i++) {
		key[i] = (char)(gene->kept[i].reading[sample] + 1);
		said |= gene->kept[i].reading[sample];
	}
	key[gene->n] = '\0';
	return said;
}

static int find(struct sdi_copy_collector *c, int g, khash_t(claims) * seen, char *key,
		uint8_t *readings, int32_t *out)
{
	struct gene_records *gene = &c->gene[g];
	khint_t k = kh_get(claims, seen, key);
	char *copy;
	int absent, index;

	if (k != kh_end(seen)) {
		*out = kh_val(seen, k);
		return STARDOSE_OK;
	}
	for (int i = 0; i < gene->n; i++)
		readings[i] = (uint8_t)key[i] - 1;
	index = add_finding(c, g, readings);
	copy = index < 0 ? NULL : strdup(key);
	if (!copy)
		return STARDOSE_ENOMEM;
	k = kh_put(claims, seen, copy, &absent);
	if (absent < 0) {
		free(copy);
		return STARDOSE_ENOMEM;
	}
	*out = kh_val(seen, k) = index;
	return STARDOSE_OK;
}

static int close_gene(struct sdi_copy_collector *c, int g)
{
	struct gene_records *gene = &c->gene[g];
	khash_t(claims) *seen = kh_init(claims);
	char *key = malloc(gene->n + 1);
	uint8_t *readings = malloc(gene->n + 1);
	int ret = STARDOSE_OK;

	gene->of_sample = malloc((c->n_samples ? c->n_samples : 1) * sizeof(*gene->of_sample));
	if (!seen || !key || !readings || !gene->of_sample)
		ret = STARDOSE_ENOMEM;
	qsort(gene->kept, gene->n, sizeof(*gene->kept), compare_kept);
	for (int i = 0; i < c->n_samples && !ret; i++) {
		gene->of_sample[i] = -1;
		if (gather(gene, i, key))
			ret = find(c, g, seen, key, readings, &gene->of_sample[i]);
	}
	for (khint_t k = 0; seen && k < kh_end(seen); k++)
		if (kh_exist(seen, k))
			free((char *)kh_key(seen, k));
	if (seen)
		kh_destroy(claims, seen);
	free(key);
	free(readings);
	return ret;
}

int sdi_copy_collector_close(struct sdi_copy_collector *c, struct stardose_error *err)
{
	for (int g = 0; g < c->n_genes; g++)
		if (c->gene[g].n && close_gene(c, g))
			return sdi_no_memory(err);
	return STARDOSE_OK;
}

const struct sdi_copy_finding *sdi_copy_collector_finding(const struct sdi_copy_collector *c,
							  int gene, int sample)
{
	const struct gene_records *r = &c->gene[gene];

	return r->of_sample && r->of_sample[sample] >= 0 ? &r->finding[r->of_sample[sample]] : NULL;
}
