/* copy_hybrid.c - hybrids in a reading */
#include <limits.h>
#include <string.h>
#include "match/copy_hybrid.h"
#include "util/bits.h"

int sdi_gene_hybrid(const struct stardose_gene *gene, struct sdi_hybrid *out)
{
	for (int h = 0; h < gene->n_structures; h++) {
		const struct stardose_structure *hybrid = &gene->structures[h];
		const struct stardose_allele *first = stardose_gene_allele(gene, hybrid->name);
		size_t length = strlen(hybrid->name);

		if (!hybrid->takes_exon || !first)
			continue;
		for (int t = 0; t < gene->n_structures; t++) {
			const char *name = gene->structures[t].name;
			const struct stardose_allele *second;

			if (gene->structures[t].type != STARDOSE_STRUCTURE_TANDEM ||
			    strncmp(name, hybrid->name, length) || name[length] != '+')
				continue;
			second = stardose_gene_allele(gene, name + length + 1);
			if (!second)
				continue;
			*out = (struct sdi_hybrid){ first - gene->alleles, second - gene->alleles };
			return 1;
		}
	}
	return 0;
}

/* One haplotype of a reading: @copies in all, @n_hybrids of them hybrids. 0 when that cannot be. */
static int fill(struct sdi_reading *r, int at, const struct sdi_reading *from, int h,
		const struct sdi_hybrid *hybrid, int copies, int n_hybrids, int deletion)
{
	int is_visible = from->allele[h] == hybrid->partner || from->allele[h] == hybrid->hybrid;
	int is_named = sdi_bits_empty(from->leftover[h]) && !from->n_unlisted[h];

	if (n_hybrids > copies || (n_hybrids && (!is_visible || !is_named)) ||
	    (!n_hybrids && from->allele[h] == hybrid->hybrid))
		return 0;
	r->allele[at] = n_hybrids ? hybrid->partner : from->allele[h];
	r->copies[at] = copies - n_hybrids;
	r->hybrid[at] = hybrid->hybrid;
	r->n_hybrids[at] = n_hybrids;
	r->leftover[at] = from->leftover[h];
	r->n_unlisted[at] = from->n_unlisted[h];
	if (copies)
		return 1;
	r->allele[at] = deletion;
	r->copies[at] = 1;
	return deletion >= 0;
}

static int first_name(const struct sdi_reading *r, int h)
{
	return r->n_hybrids[h] ? r->hybrid[h] : r->allele[h];
}

/* Lower allele first; then fewer copies. */
static void order(struct sdi_reading *r)
{
	int a = first_name(r, 0), b = first_name(r, 1);
	struct sdi_reading x = *r;

	if (a < b || (a == b &&
		      r->n_hybrids[0] * 100 + r->copies[0] <= r->n_hybrids[1] * 100 + r->copies[1]))
		return;
	for (int h = 0; h < 2; h++) {
		r->allele[h] = x.allele[!h];
		r->copies[h] = x.copies[!h];
		r->hybrid[h] = x.hybrid[!h];
		r->n_hybrids[h] = x.n_hybrids[!h];
		r->leftover[h] = x.leftover[!h];
		r->n_unlisted[h] = x.n_unlisted[!h];
	}
}

static int unexplained(const struct sdi_reading *r)
{
	return (r->copies[0] > 1 ? r->copies[0] - 1 : 0) +
	       (r->copies[1] > 1 ? r->copies[1] - 1 : 0);
}

static int is_listed(const struct sdi_reading *list, int n, const struct sdi_reading *r)
{
	for (int i = 0; i < n; i++)
		if (!memcmp(list[i].allele, r->allele, 2 * sizeof(*r->allele)) &&
		    !memcmp(list[i].copies, r->copies, 2 * sizeof(*r->copies)) &&
		    !memcmp(list[i].n_hybrids, r->n_hybrids, 2 * sizeof(*r->n_hybrids)))
			return 1;
	return 0;
}

int sdi_hybrid_readings(const struct sdi_reading *reading, const struct sdi_hybrid *hybrid,
			int copies, int n_hybrids, int deletion, struct sdi_reading *out, int room)
{
	int is_homozygous = reading->allele[0] == reading->allele[1], least = INT_MAX, n = 0;

	for (int c = !is_homozygous; c <= copies - !is_homozygous; c++)
		for (int h = 0; h <= n_hybrids; h++) {
			struct sdi_reading r = { .ploidy = 2, .n_missing = reading->n_missing };

			if (!fill(&r, 0, reading, 0, hybrid, c, h, deletion) ||
			    !fill(&r, 1, reading, 1, hybrid, copies - c, n_hybrids - h, deletion))
				continue;
			order(&r);
			if (unexplained(&r) > least ||
			    is_listed(out, unexplained(&r) < least ? 0 : n, &r))
				continue;
			if (unexplained(&r) < least)
				n = 0;
			least = unexplained(&r);
			if (n < room)
				out[n++] = r;
		}
	return n;
}
