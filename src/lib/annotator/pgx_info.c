/* pgx_info.c - which definition variants does a record speak of? */
#include <stdlib.h>
#include <string.h>
#include "annotator/pgx_info.h"
#include "util/text.h"
#include "write/vcf_tags.h"

/* One core variant, while a record is looked at. */
struct named {
	int is_named;
	uint64_t carriers; /* allele numbers that carry it, as bits; later ones are not listed */
};

struct sdi_pgx_info {
	const struct stardose_gene *gene;
	enum stardose_build build;
	struct sdi_position_index index;
	hts_pos_t max_span;		/* the longest site, so that the search can start in time */
	kstring_t *text;		/* by bit: everything that does not depend on the record */
	struct named *named;		/* by bit; scratch */
};

/* "gene|rsID|alleles|effect|" of one core variant. */
static int describe(const struct stardose_gene *gene, int bit, kstring_t *out)
{
	const struct stardose_variant *variant = gene->core[bit];
	int i, n = 0, bad;

	bad = sdi_vcf_clean(gene->name, 0, out) || kputc('|', out) < 0 ||
	      sdi_vcf_clean(variant->rsid, 0, out) || kputc('|', out) < 0;
	for (i = 0; i < gene->n_alleles && !bad; i++) {
		const struct stardose_allele *allele = &gene->alleles[i];

		if (allele->kind == STARDOSE_ALLELE_RETIRED ||
		    !sdi_bits_has(&allele->required, bit))
			continue;
		bad = (n++ && kputc('&', out) < 0) || sdi_vcf_clean(allele->name, 0, out);
	}
	if (!n && !bad)
		bad = kputc('.', out) < 0;
	bad = bad || kputc('|', out) < 0 || sdi_vcf_clean(variant->effect, 0, out) ||
	      kputc('|', out) < 0;
	return bad ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_pgx_info_new(const struct stardose_gene *gene, enum stardose_build build,
		     struct sdi_pgx_info **out)
{
	struct sdi_pgx_info *marker = calloc(1, sizeof(*marker));
	int i, ret = STARDOSE_ENOMEM;

	if (!marker)
		return ret;
	marker->gene = gene;
	marker->build = build;
	marker->text = calloc(gene->n_core + 1, sizeof(*marker->text));
	marker->named = calloc(gene->n_core + 1, sizeof(*marker->named));
	if (marker->text && marker->named)
		ret = sdi_position_index_init(&marker->index, gene, build);
	for (i = 0; i < gene->n_core && !ret; i++)
		ret = describe(gene, i, &marker->text[i]);
	if (ret) {
		sdi_pgx_info_free(marker);
		return ret;
	}
	for (i = 0; i < marker->index.n_sites; i++)
		if (marker->index.sites[i].end - marker->index.sites[i].beg > marker->max_span)
			marker->max_span = marker->index.sites[i].end - marker->index.sites[i].beg;
	*out = marker;
	return STARDOSE_OK;
}

void sdi_pgx_info_free(struct sdi_pgx_info *marker)
{
	int i;

	if (!marker)
		return;
	sdi_position_index_release(&marker->index);
	for (i = 0; marker->text && i < marker->gene->n_core; i++)
		ks_free(&marker->text[i]);
	free(marker->text);
	free(marker->named);
	free(marker);
}

/*
 * '<*>' and '<NON_REF>' stand for "any other base"; '.' is how an ALT that is no allele looks when
 * spelled out.
 */
static int is_reference_type(const char *allele)
{
	return !strcmp(allele, "<*>") || !strcmp(allele, "<NON_REF>") || !strcmp(allele, ".") ||
	       !strcmp(allele, "<X>");
}

/* First site that may reach @pos or beyond. */
static int first_site(const struct sdi_pgx_info *marker, hts_pos_t pos)
{
	int lo = 0, hi = marker->index.n_sites;

	while (lo < hi) {
		int mid = (lo + hi) / 2;

		if (marker->index.sites[mid].beg + marker->max_span <= pos)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

/* Variants at sites that the REF bases cover. */
static void mark_covered(struct sdi_pgx_info *marker, hts_pos_t beg, hts_pos_t end,
			 int only_reference)
{
	const struct sdi_position_index *index = &marker->index;
	int i, k;

	for (i = first_site(marker, beg); i < index->n_sites && index->sites[i].beg < end; i++) {
		const struct sdi_site *site = &index->sites[i];

		if (site->end <= beg || (site->is_indel && !only_reference))
			continue;
		for (k = 0; k < site->n_bits; k++)
			marker->named[site->bit[k]].is_named = 1;
	}
}

/* Variants that ALT @number spells. */
static int mark_spelled(struct sdi_pgx_info *marker, bcf1_t *rec, int number)
{
	struct sdi_edit edit = { rec->pos, rec->d.allele[0], rec->d.allele[number] };
	struct sdi_resolved resolved;
	int i, ret;

	ret = sdi_resolve(marker->gene, marker->build, &edit, 1, &resolved);
	for (i = 0; !ret && i < resolved.n; i++) {
		const struct stardose_variant *variant =
			&marker->gene->variants[resolved.variant[i]];

		if (variant->bit < 0)
			continue;
		marker->named[variant->bit].is_named = 1;
		if (number < 64 && !variant->at[marker->build].swapped)
			marker->named[variant->bit].carriers |= UINT64_C(1) << number;
	}
	return ret == STARDOSE_ENOMEM ? ret : STARDOSE_OK;
}

static int put_carriers(uint64_t carriers, kstring_t *out)
{
	int i, n = 0, bad = 0;

	for (i = 0; i < 64 && !bad; i++)
		if (carriers >> i & 1)
			bad = (n++ && kputc('&', out) < 0) || kputw(i, out) < 0;
	if (!n)
		bad = kputc('.', out) < 0;
	return bad;
}

static int put_named(struct sdi_pgx_info *marker, kstring_t *info)
{
	const struct stardose_gene *gene = marker->gene;
	int bit, n = 0, bad = 0;

	for (bit = 0; bit < gene->n_core && !bad; bit++) {
		struct named *named = &marker->named[bit];

		if (!named->is_named)
			continue;
		if (gene->core[bit]->at[marker->build].swapped)
			named->carriers = 1;		/* REF is the variant here */
		bad = (info->l && kputc(',', info) < 0) ||
		      kputsn(marker->text[bit].s, marker->text[bit].l, info) < 0 ||
		      put_carriers(named->carriers, info);
		n++;
	}
	return bad ? STARDOSE_ENOMEM : n;
}

int sdi_pgx_info_put(struct sdi_pgx_info *marker, bcf1_t *rec, kstring_t *info)
{
	int i, n_sequence = 0, n_structural = 0;
	hts_pos_t n_ref;

	if (bcf_unpack(rec, BCF_UN_STR) < 0)
		return STARDOSE_ENOMEM;
	n_ref = strlen(rec->d.allele[0]);
	for (i = 1; i < rec->n_allele; i++)
		if (sdi_is_sequence(rec->d.allele[i]))
			n_sequence++;
		else if (!is_reference_type(rec->d.allele[i]) && strcmp(rec->d.allele[i], "*"))
			n_structural++;
	if (!n_sequence && (n_structural || rec->rlen != n_ref))
		return 0;
	if (sdi_ref_agrees(marker->gene, marker->build, rec->pos, rec->d.allele[0]) != 1)
		return 0;
	memset(marker->named, 0, marker->gene->n_core * sizeof(*marker->named));
	mark_covered(marker, rec->pos, rec->pos + n_ref,
		     !n_sequence && (rec->n_allele < 2 || strcmp(rec->d.allele[1], "*")));
	for (i = 1; i < rec->n_allele; i++)
		if (sdi_is_sequence(rec->d.allele[i]) && mark_spelled(marker, rec, i))
			return STARDOSE_ENOMEM;
	return put_named(marker, info);
}
