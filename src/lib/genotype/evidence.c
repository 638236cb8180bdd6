/* evidence.c - what the records of a site say where no row changes anything */
#include <stdlib.h>
#include <string.h>
#include "genotype/evidence.h"

static int is_silent(const struct sdi_evidence *e, int note)
{
	int row = e->row_of[note];

	return row == SDI_ROW_SILENT || (row > 0 && e->rows[row - 1].is_left_out);
}

int sdi_evidence_allele(const struct sdi_evidence *e, int note, int hap)
{
	if (sdi_row_is_rejected(e, note) || is_silent(e, note))
		return -1;
	return e->row_of[note] ? e->rows[e->row_of[note] - 1].now[hap] : 0;
}

/* How many notes of a role are rejected, silent, or say something. */
struct tally { int n_rejected, n_silent, n_usable; };

static struct tally tally_of(const struct sdi_evidence *e, const struct sdi_site_roles *r,
			     enum sdi_role role)
{
	struct tally t = { 0 };

	for (int i = 0; i < r->n[role]; i++)
		if (sdi_row_is_rejected(e, r->notes[role][i]))
			t.n_rejected++;
		else if (is_silent(e, r->notes[role][i]))
			t.n_silent++;
		else
			t.n_usable++;
	return t;
}

/*
 * A rejected record about another listed indel at the very same place: a row of one multi-allelic
 * site.
 */
static int sibling_rejected(const struct sdi_evidence *e, const struct sdi_site_roles *r,
			    const struct sdi_indel *indel)
{
	for (int i = 0; i < r->n[SDI_ROLE_NEAR]; i++) {
		const struct sdi_site_record *note = &e->c->notes[r->notes[SDI_ROLE_NEAR][i]];

		if (!sdi_row_is_rejected(e, r->notes[SDI_ROLE_NEAR][i]))
			continue;
		for (int a = 1; a < note->n_alleles; a++)
			for (int k = 0; k < note->alleles[a].n_changes; k++) {
				const struct sdi_change *change = &note->alleles[a].changes[k];

				if (change->variant >= 0 && !change->base &&
				    change->beg == indel->beg)
					return 1;
			}
	}
	return 0;
}

int sdi_evidence_is_named(const struct sdi_evidence *e, int site)
{
	return tally_of(e, &e->c->roles[site], SDI_ROLE_NAMES).n_usable > 0;
}

/*
 * Does a record that only comes near speak for the site? Its REF covers the base of an SNV; of an
 * indel it must be another row of a split record that names the site.
 */
static int speaks_from_near(const struct sdi_evidence *e, int site, int near)
{
	const struct sdi_site_roles *r = &e->c->roles[site];

	if (is_silent(e, near))
		return 0;
	if (!e->c->index.sites[site].is_indel)
		return 1;
	for (int i = 0; i < r->n[SDI_ROLE_NAMES]; i++)
		if (sdi_evidence_siblings(e, r->notes[SDI_ROLE_NAMES][i], near))
			return 1;
	return 0;
}

static int n_speaking_from_near(const struct sdi_evidence *e, int site)
{
	const struct sdi_site_roles *r = &e->c->roles[site];
	int n = 0;

	for (int i = 0; i < r->n[SDI_ROLE_NEAR]; i++)
		n += speaks_from_near(e, site, r->notes[SDI_ROLE_NEAR][i]);
	return n;
}

enum sdi_standing sdi_evidence_standing(const struct sdi_evidence *e, int site)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	const struct sdi_site_roles *r = &e->c->roles[site];
	struct tally names = tally_of(e, r, SDI_ROLE_NAMES), near = tally_of(e, r, SDI_ROLE_NEAR),
		     covers;

	if (names.n_rejected || (s->is_indel && sibling_rejected(e, r, &s->indel)))
		return SDI_REJECTED;
	if (names.n_usable)
		return SDI_STANDS;
	if (near.n_rejected)
		return SDI_REJECTED;
	if (n_speaking_from_near(e, site))
		return SDI_STANDS;
	covers = tally_of(e, r, SDI_ROLE_COVERS);
	if (covers.n_rejected || covers.n_silent)
		return SDI_REJECTED;
	return (names.n_silent || near.n_silent) && !covers.n_usable ? SDI_SILENT : SDI_STANDS;
}

static int is_deletion(const struct sdi_change *change)
{
	return !change->base && change->beg < change->end;
}

/*
 * Does a reference-type note say that haplotype @hap has all its bases at [note->pos, note->end)?
 */
static int vouches(const struct sdi_evidence *e, int note, int hap)
{
	int a = sdi_evidence_allele(e, note, hap);
	const struct sdi_record_allele *allele;

	if (a < 0)
		return 0;
	allele = &e->c->notes[note].alleles[a];
	if (allele->kind == SDI_ALLELE_STAR)
		return 0;
	for (int i = 0; i < allele->n_changes; i++)
		if (is_deletion(&allele->changes[i]))
			return 0;
	return 1;
}

/* The same for one haplotype, or for all of them (@hap < 0). */
static int vouches_for(const struct sdi_evidence *e, int note, int hap)
{
	if (hap >= 0)
		return vouches(e, note, hap);
	for (int h = 0; h < e->ploidy; h++)
		if (!vouches(e, note, h))
			return 0;
	return 1;
}

/*
 * The bases of an indel site must be covered without a gap; the notes come in order of the file,
 * not of POS.
 */
static enum sdi_fact covered(const struct sdi_evidence *e, int site, int hap, int with_blocks)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	const struct sdi_site_roles *r = &e->c->roles[site];
	hts_pos_t to = s->beg, before;
	int unknown = 0;

	do {
		before = to;
		for (int i = 0; i < r->n[SDI_ROLE_COVERS]; i++) {
			int n = r->notes[SDI_ROLE_COVERS][i];
			const struct sdi_site_record *note = &e->c->notes[n];

			if (!vouches_for(e, n, hap))
				unknown = 1;
			else if (note->pos <= to && note->end > to &&
				 (with_blocks || !note->is_block))
				to = note->end;
		}
	} while (to > before && to < s->end);
	return to >= s->end ? SDI_FACT_REF : unknown ? SDI_FACT_UNKNOWN : SDI_FACT_ABSENT;
}

/* '.' where another row of the same split record has its ALT: that allele is what is there. */
static int sibling_shows(const struct sdi_evidence *e, int note, int hap)
{
	int first = e->row_of[note] - 1;

	for (int i = first < 0 ? -1 : e->rows[first].next_sibling; i >= 0 && i != first;
	     i = e->rows[i].next_sibling) {
		const struct sdi_row *row = &e->rows[i];

		if (!row->is_left_out && row->now[hap] > 0 &&
		    sdi_row_allele(e, row, row->now[hap])->kind == SDI_ALLELE_ALT)
			return 1;
	}
	return 0;
}

static enum sdi_fact fact_of_role(const struct sdi_evidence *e, int site, enum sdi_role role,
				  int hap)
{
	const struct sdi_site_roles *r = &e->c->roles[site];
	enum sdi_fact fact = SDI_FACT_ABSENT;

	for (int i = 0; i < r->n[role]; i++) {
		int note = r->notes[role][i], a = sdi_evidence_allele(e, note, hap);

		if ((role == SDI_ROLE_NAMES && is_silent(e, note)) ||
		    (role == SDI_ROLE_NEAR && !speaks_from_near(e, site, note)))
			continue;
		if ((a < 0 && !sibling_shows(e, note, hap)) ||
		    (role == SDI_ROLE_COVERS && a > 0))
			return SDI_FACT_UNKNOWN;
		fact = SDI_FACT_REF;
	}
	return fact;
}

enum sdi_fact sdi_evidence_fact(const struct sdi_evidence *e, int site, int hap)
{
	const struct sdi_site_roles *r = &e->c->roles[site];
	enum sdi_fact fact = fact_of_role(e, site, SDI_ROLE_NAMES, hap);

	if (fact == SDI_FACT_ABSENT)
		fact = fact_of_role(e, site, SDI_ROLE_NEAR, hap);
	if (fact == SDI_FACT_ABSENT)
		fact = e->c->index.sites[site].is_indel
			       ? covered(e, site, hap, 1)
			       : fact_of_role(e, site, SDI_ROLE_COVERS, hap);
	/* what no record speaks of may be assumed, what one leaves open may not */
	if (fact == SDI_FACT_ABSENT && (tally_of(e, r, SDI_ROLE_NAMES).n_silent ||
					tally_of(e, r, SDI_ROLE_NEAR).n_silent))
		fact = SDI_FACT_UNKNOWN;
	return fact;
}

/* Would a record of an array tell base @base of the site from REF? One without ALT names none. */
static int probes_for(const struct sdi_site_record *note, const struct sdi_site *site, char base)
{
	int n_alt = 0;

	for (int a = 1; a < note->n_alleles; a++) {
		const struct sdi_record_allele *allele = &note->alleles[a];

		n_alt += allele->kind == SDI_ALLELE_ALT;
		for (int i = 0; i < allele->n_changes; i++)
			if (allele->changes[i].base == base && allele->changes[i].beg == site->beg)
				return 1;
	}
	return !n_alt;
}

static int is_probed_for(const struct sdi_evidence *e, int site, int k)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	const struct sdi_site_roles *r = &e->c->roles[site];

	for (int role = 0; role < SDI_N_ROLES; role++)
		for (int i = 0; i < r->n[role]; i++) {
			int note = r->notes[role][i];

			if (!is_silent(e, note) && probes_for(&e->c->notes[note], s, s->base[k]))
				return 1;
		}
	return 0;
}

struct stardose_bits sdi_evidence_not_probed(const struct sdi_evidence *e, int site)
{
	const struct sdi_site *s = &e->c->index.sites[site];
	struct stardose_bits bits = { { 0 } };

	for (int k = 0; e->c->is_probed && !s->is_indel && k < s->n_bits; k++)
		if (!is_probed_for(e, site, k))
			sdi_bits_set(&bits, s->bit[k]);
	return bits;
}

enum stardose_evidence sdi_evidence_grade(const struct sdi_evidence *e, int site)
{
	const struct sdi_site_roles *r = &e->c->roles[site];

	if (sdi_evidence_is_named(e, site) || n_speaking_from_near(e, site))
		return STARDOSE_EVIDENCE_OBSERVED;
	if (!e->c->index.sites[site].is_indel)
		return r->n[SDI_ROLE_COVERS] ? STARDOSE_EVIDENCE_BLOCK : STARDOSE_EVIDENCE_OBSERVED;
	/* known from changes alone, or vouched for: are blocks needed for that? */
	return r->n[SDI_ROLE_COVERS] && covered(e, site, -1, 0) != SDI_FACT_REF
		       ? STARDOSE_EVIDENCE_BLOCK
		       : STARDOSE_EVIDENCE_OBSERVED;
}

int sdi_evidence_note_unlisted(struct sdi_evidence *e, const char *name)
{
	char **more = realloc(e->g->unlisted, (e->g->n_unlisted + 1) * sizeof(*more));

	if (!more)
		return STARDOSE_ENOMEM;
	e->g->unlisted = more;
	more[e->g->n_unlisted] = strdup(name);
	if (!more[e->g->n_unlisted])
		return STARDOSE_ENOMEM;
	e->g->n_unlisted++;
	return STARDOSE_OK;
}

int sdi_evidence_duplicate_before(const struct sdi_evidence *e, int d)
{
	const struct sdi_duplicate *list = e->c->duplicates.list;

	if (e->row_of[list[d].note] <= 0)
		return -1;
	for (int i = d - 1; i >= 0 && list[i].group == list[d].group; i--)
		if (e->row_of[list[i].note] > 0)
			return e->row_of[list[i].note] != e->row_of[list[d].note] ? i : -1;
	return -1;
}
