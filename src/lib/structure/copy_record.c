/* copy_record.c - the dialects of structural records */
#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "structure/copy_record.h"
#include "record/breakend.h"
#include "record/field_number.h"
#include "util/text.h"

#define NEAREST 0.25	/* a fractional number counts where a whole one is this near */

static int is_name(const char *alt, const char *name)
{
	size_t n = strlen(name);

	return *alt == '<' && !strncasecmp(alt + 1, name, n) &&
	       (alt[1 + n] == '>' || alt[1 + n] == ':');
}

/* <CN0>, <CN12>: the number, else -1 */
static int named_count(const char *alt)
{
	long n;
	char *end;

	if (strncmp(alt, "<CN", 3) || !isdigit((unsigned char)alt[3]))
		return -1;
	n = strtol(alt + 3, &end, 10);
	return strcmp(end, ">") || n > SDI_MAX_COPIES ? -1 : (int)n;
}

/*
 * From VCF 4.4 on INFO/CN has the copies of each ALT allele; before, what its writer meant: of
 * several numbers none is a total.
 */
static int counts_alleles(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	const char *version = bcf_hdr_get_version(hdr);
	int major = 0, minor = 0;

	if (!isnan(sdi_info_number(hdr, rec, "CN", 1))) /* a total is one number */
		return 1;
	return version && sscanf(version, "VCFv%d.%d", &major, &minor) == 2 &&
	       (major > 4 || (major == 4 && minor >= 4));
}

/* A whole number of copies, or -1. */
static int whole(double x)
{
	double n = floor(x + 0.5);

	return isnan(x) || n < 0 || n > SDI_MAX_COPIES || fabs(x - n) > NEAREST ? -1 : (int)n;
}

/*
 * The allele's own number; one that contradicts its name (a <DEL> with a copy, a <DUP> without a
 * further one) is not believed.
 */
static void own_count(const bcf_hdr_t *hdr, bcf1_t *rec, struct sdi_copy_record *r, int allele)
{
	int n = whole(sdi_info_number(hdr, rec, "CN", allele - 1)), kind = r->kind[allele];

	if (n < 0 || kind == SDI_COPY_COUNT || (kind == SDI_COPY_LOSS && n) ||
	    (kind == SDI_COPY_GAIN && n < 2))
		return;
	r->kind[allele] = SDI_COPY_COUNT;
	r->count[allele] = n;
}

static void symbolic(struct sdi_copy_record *r, int allele, const char *alt)
{
	int count = named_count(alt);

	if (is_name(alt, "DEL"))
		r->kind[allele] = SDI_COPY_LOSS;
	else if (is_name(alt, "DUP"))
		r->kind[allele] = SDI_COPY_GAIN;
	else if (count >= 0) {
		r->kind[allele] = SDI_COPY_COUNT;
		r->count[allele] = count;
	} else if (is_name(alt, "CNV") || is_name(alt, "CN") || is_name(alt, "LOH"))
		r->kind[allele] = SDI_COPY_ANY;
}

/* Return: 1 with kind and other end; 0 not a breakend; -1 neither a deletion nor a duplication */
static int breakend(const bcf_hdr_t *hdr, const bcf1_t *rec, const char *alt, int *kind,
		    hts_pos_t *other)
{
	enum sdi_breakend is = sdi_breakend_read(hdr, rec, alt, other);

	*kind = is == SDI_BREAKEND_LOSS ? SDI_COPY_LOSS : SDI_COPY_GAIN;
	return is == SDI_BREAKEND_LOSS || is == SDI_BREAKEND_GAIN ? 1 : is ? -1 : 0;
}

static void find_fields(const bcf_hdr_t *hdr, bcf1_t *rec, struct sdi_copy_record *r)
{
	r->gt = bcf_get_fmt(hdr, rec, "GT");
	r->cn = bcf_get_fmt(hdr, rec, "CN");
	r->cnf = bcf_get_fmt(hdr, rec, "CNF");
	r->rdcn = bcf_get_fmt(hdr, rec, "RDCN");
	r->ft = bcf_get_fmt(hdr, rec, "FT");
	r->gq = bcf_get_fmt(hdr, rec, "GQ");
	r->has_phase_sets = bcf_get_fmt(hdr, rec, "PS") != NULL;
	r->info_cn = rec->n_sample == 1 && !r->cn && (rec->n_allele == 1 || !counts_alleles(hdr, rec))
			     ? sdi_info_number(hdr, rec, "CN", 0)
			     : NAN;
}

/* The alleles of the record, one by one. Return as sdi_copy_record_read(). */
static int read_alleles(const bcf_hdr_t *hdr, bcf1_t *rec, struct sdi_copy_record *r)
{
	hts_pos_t n_ref = strlen(rec->d.allele[0]), other = 0;
	int found = 0, strange = 0, kind = SDI_COPY_PLAIN;

	r->beg = rec->pos + 1;
	r->end = 0;
	for (int a = 1; a < rec->n_allele; a++) {
		const char *alt = rec->d.allele[a];
		int is_end = *alt == '<' || sdi_is_sequence(alt)
				     ? 0
				     : breakend(hdr, rec, alt, &kind, &other);

		strange |= is_end < 0;
		if (is_end > 0) {
			r->kind[a] = kind;
			r->beg = (other < rec->pos ? other : rec->pos) + (kind == SDI_COPY_LOSS);
			r->end = other < rec->pos ? rec->pos : other;
		} else if (*alt == '<') {
			symbolic(r, a, alt);
			if (r->kind[a] != SDI_COPY_PLAIN && counts_alleles(hdr, rec))
				own_count(hdr, rec, r, a);
			if (r->kind[a] != SDI_COPY_PLAIN)
				r->end = sdi_symbolic_end(hdr, rec);
			if (r->kind[a] == SDI_COPY_LOSS && r->end <= r->beg) {
				r->end = r->beg + 1; /* one base is gone, and nobody says how many more */
				r->is_endless = 1;
			}
		} else if (sdi_is_sequence(alt) &&
			   n_ref - (hts_pos_t)strlen(alt) >= SDI_LONG_DELETION) {
			r->kind[a] = SDI_COPY_LOSS;
			r->end = rec->pos + n_ref;
		}
		found |= r->kind[a] != SDI_COPY_PLAIN;
		r->has_loss |= r->kind[a] == SDI_COPY_LOSS ||
			       (r->kind[a] == SDI_COPY_COUNT && !r->count[a]);
		r->has_gain |= r->kind[a] == SDI_COPY_GAIN ||
			       (r->kind[a] == SDI_COPY_COUNT && r->count[a] > 1);
		r->is_segment |= r->kind[a] == SDI_COPY_ANY;
	}
	return found ? 1 : -strange;
}

/* How far a loss may reach, by what its caller says of the ends. */
static void read_reach(const bcf_hdr_t *hdr, bcf1_t *rec, struct sdi_copy_record *r)
{
	double before = sdi_info_number(hdr, rec, "CIPOS", 0),
	       behind = sdi_info_number(hdr, rec, "CIEND", 1);

	r->far_beg = r->beg;
	r->far_end = r->is_endless ? r->beg + SDI_NO_EXTENT : r->end;
	if (before < 0)
		r->far_beg = r->beg + before > 0 ? r->beg + (hts_pos_t)before : 0;
	if (behind > 0)
		r->far_end += (hts_pos_t)behind;
}

/* Most records are about single bases; this tells them from the others before INFO is unpacked. */
static int may_matter(const bcf1_t *rec)
{
	size_t n_ref = strlen(rec->d.allele[0]);

	if (rec->n_allele == 1)
		return rec->rlen >
		       (hts_pos_t)n_ref; /* a reference record without extent counts nothing */
	for (int a = 1; a < rec->n_allele; a++)
		if (strpbrk(rec->d.allele[a], "<[].") ||
		    n_ref >= strlen(rec->d.allele[a]) + SDI_LONG_DELETION)
			return 1;
	return 0;
}

int sdi_copy_record_read(const bcf_hdr_t *hdr, bcf1_t *rec, struct sdi_copy_record *r)
{
	int ret;

	if (bcf_unpack(rec, BCF_UN_STR) < 0 || !rec->n_allele ||
	    rec->n_allele > SDI_MAX_COPY_ALLELES || !may_matter(rec))
		return 0;
	memset(r, 0, sizeof(*r));
	r->n_alleles = rec->n_allele;
	if (rec->n_allele > 1) {
		bcf_unpack(rec, BCF_UN_INFO);
		ret = read_alleles(hdr, rec, r);
		if (ret <= 0)
			return ret;
		read_reach(hdr, rec, r);
	}
	bcf_unpack(rec, BCF_UN_ALL);
	find_fields(hdr, rec, r);
	if (rec->n_allele ==
	    1) { /* a segment with the expected number, or a reference block of a gVCF */
		if (!r->cn && isnan(r->info_cn))
			return 0;
		r->is_segment = 1;
		r->beg = rec->pos;
		r->end = rec->pos + rec->rlen;
	}
	return r->end > r->beg;
}

/* What the genotype says. */
struct by_genotype {
	int ploidy;
	int is_whole;		/* two haplotypes, both known, and no <CNV> among them */
	int sum, is_least;	/* copies of both; @is_least: or more */
	int has_loss, has_gain;	/* some haplotype */
	int lost; /* haplotypes without a copy: bits 1, 2; a single allele number is bit 1 */
};

static struct by_genotype read_genotype(const struct sdi_copy_record *r, int sample)
{
	struct by_genotype g = { 0 };
	int allele[2] = { -1, -1 };

	g.ploidy = sdi_format_genotype(r->gt, sample, allele, 2);
	g.is_whole = g.ploidy == 2;
	for (int h = 0; h < g.ploidy && h < 2; h++) {
		int kind = allele[h] < 0 || allele[h] >= r->n_alleles ? SDI_COPY_ANY
								      : r->kind[allele[h]];
		int n = kind == SDI_COPY_LOSS	 ? 0
			: kind == SDI_COPY_GAIN	 ? 2
			: kind == SDI_COPY_COUNT ? r->count[allele[h]]
						 : 1;

		g.is_whole &= kind != SDI_COPY_ANY;
		g.is_least |= kind == SDI_COPY_GAIN;
		g.has_loss |= n < 1;
		g.lost |= n < 1 ? 1 << h : 0;
		g.has_gain |= n > 1;
		g.sum += n;
	}
	return g;
}

/* CN, else the number that depth gives where the record says that there is something to count. */
static int counted(const struct sdi_copy_record *r, int sample, const struct by_genotype *g)
{
	double x = r->cn ? sdi_format_number(r->cn, sample, 0) : r->info_cn;

	if (!isnan(x))
		return whole(x);
	if (!r->is_segment && !g->has_loss && !g->has_gain)
		return -1;
	x = sdi_format_number(r->cnf, sample, 0);
	return whole(isnan(x) ? sdi_format_number(r->rdcn, sample, 0) : x);
}

/*
 * Can a record with this genotype speak of @n copies? A single allele number (GATK) is the kind of
 * event, not a haplotype.
 */
static int agrees(const struct by_genotype *g, int n)
{
	if (g->is_whole)
		return g->is_least ? n >= g->sum : n == g->sum;
	if (g->ploidy < 2 || g->has_loss == g->has_gain)
		return 1;
	return g->has_loss ? n < 2 : n > 2;
}

static int read_sample(const struct sdi_copy_record *r, int sample)
{
	struct by_genotype g = read_genotype(r, sample);
	int n = counted(r, sample, &g), carries = g.has_loss || g.has_gain;

	if (n >= 0)
		return agrees(&g, n) ? SDI_COPIES_0 + n : SDI_COPIES_TORN;
	if (g.is_whole && (carries || (r->has_loss && r->has_gain)))
		return SDI_COPIES_0 + g.sum;
	if (carries && !(g.has_loss && g.has_gain))
		return g.has_loss ? SDI_COPIES_FEWER : SDI_COPIES_MORE;
	return SDI_COPIES_SILENT;
}

static int passes(const bcf_fmt_t *ft, int sample)
{
	return sdi_format_is_text(ft, sample, "PASS") || sdi_format_is_text(ft, sample, ".") ||
	       sdi_format_is_text(ft, sample, "");
}

static int is_poor_call(const struct sdi_copy_record *r, int sample)
{
	double gq = sdi_format_number(r->gq, sample, 0);

	return r->is_filtered || (r->min_gq > 0 && gq < r->min_gq) ||
	       (r->ft && !passes(r->ft, sample));
}

int sdi_copy_record_lost(const struct sdi_copy_record *r, int sample)
{
	struct by_genotype g = read_genotype(r, sample);
	int reading = read_sample(r, sample);

	if (is_poor_call(r, sample) || reading == SDI_COPIES_TORN)
		return 0;
	if (g.ploidy == 2 && g.lost)
		return g.lost |
		       (!r->has_phase_sets && sdi_format_is_phased(r->gt, sample) ? SDI_LOST_PHASED
										  : 0);
	return reading == SDI_COPIES_0	     ? SDI_LOST_FIRST | SDI_LOST_SECOND
	       : reading == SDI_COPIES_0 + 1 ? SDI_LOST_FIRST
					     : 0;
}

int sdi_copy_record_sample(const struct sdi_copy_record *r, int sample)
{
	int reading = read_sample(r, sample);
	int is_poor = is_poor_call(r, sample);

	if (!is_poor || reading < SDI_COPIES_0)
		return is_poor && reading == SDI_COPIES_TORN ? SDI_COPIES_SILENT : reading;
	return reading < SDI_COPIES_0 + 2   ? SDI_COPIES_FEWER
	       : reading > SDI_COPIES_0 + 2 ? SDI_COPIES_MORE
					    : SDI_COPIES_SILENT;
}
