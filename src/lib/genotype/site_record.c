/* site_record.c - classify the alleles of a record and take them apart */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "genotype/site_record.h"
#include "util/text.h"

static int is_rest_allele(const char *alt)
{
	return !strcmp(alt, "<NON_REF>") || !strcmp(alt, "<*>") || !strcmp(alt, "<X>");
}

/* Letters are bases, or stand for some of them (N, IUPAC; X of old samtools): a sequence, told or
 * not. */
static int is_letters(const char *alt)
{
	while (isalpha((unsigned char)*alt))
		alt++;
	return !*alt;
}

/* A length of a repeat that repeat_record.c could not spell, and the tandem repeats of VCF 4.4. */
static int is_repeat_allele(const char *alt)
{
	return !strncmp(alt, "<STR", 4) || !strncmp(alt, "<CNV:TR", 7);
}

/* What the record is, before anything is copied. */
struct shape { int n_sequence, n_star, n_rest, n_repeat, n_other, is_single; };

static struct shape shape_of(bcf1_t *rec)
{
	struct shape s = { .is_single = rec->n_allele && strlen(rec->d.allele[0]) == 1 };

	for (int i = 1; i < rec->n_allele; i++) {
		const char *alt = rec->d.allele[i];

		if (!strcmp(alt, "*") || !strcmp(alt, "<*:DEL>"))
			s.n_star++;
		else if (is_rest_allele(alt))
			s.n_rest++;
		else if (is_repeat_allele(alt))
			s.n_repeat++;
		else if (!is_letters(alt))
			s.n_other++;
		else {
			s.n_sequence++;
			s.is_single &= strlen(alt) == 1;
		}
	}
	return s;
}

static int take_apart(const struct sdi_position_index *index, const struct sdi_site_record *note,
		      struct sdi_record_allele *a)
{
	const struct sdi_edit edit = { .pos = note->pos, .ref = note->ref, .alt = a->text };
	struct sdi_resolved *r = malloc(sizeof(*r));
	kstring_t name = KS_INITIALIZE;
	int ret;

	if (!r)
		return STARDOSE_ENOMEM;
	ret = sdi_resolve(index->gene, index->build, &edit, 1, r);
	if (ret == STARDOSE_EROW) {
		a->kind = SDI_ALLELE_OPEN;	/* an N in it */
		ret = STARDOSE_OK;
	} else if (!ret) {
		a->is_open = r->is_open;
		a->n_changes = r->n_changes;
		a->changes = malloc((r->n_changes ? r->n_changes : 1) * sizeof(*a->changes));
		if (a->changes)
			memcpy(a->changes, r->change, r->n_changes * sizeof(*a->changes));
		ret = sdi_edit_name(index->gene, index->build, &edit, &name);
		a->name = name.s;
		if (!a->changes)
			ret = STARDOSE_ENOMEM;
	}
	free(r);
	return ret;
}

static int read_allele(const struct sdi_position_index *index, const struct sdi_site_record *note,
		       const char *text, struct sdi_record_allele *a)
{
	a->group = -1;
	a->text = strdup(text);
	if (!a->text)
		return STARDOSE_ENOMEM;
	if (!strcmp(text, "*") || !strcmp(text, "<*:DEL>"))
		a->kind = SDI_ALLELE_STAR;
	else if (!sdi_is_sequence(text) || note->is_bad_ref)
		a->kind = SDI_ALLELE_OPEN;
	else {
		a->kind = SDI_ALLELE_ALT;
		return take_apart(index, note, a);
	}
	return STARDOSE_OK;
}

int sdi_site_record_read(const struct sdi_position_index *index, bcf1_t *rec,
			 struct sdi_site_record *out)
{
	struct shape s = shape_of(rec);
	hts_pos_t len = rec->n_allele ? (hts_pos_t)strlen(rec->d.allele[0]) : 0, pad;
	int ret = STARDOSE_OK;

	memset(out, 0, sizeof(*out));
	if (!len || (s.n_other && !s.n_sequence && !s.n_repeat))
		return 0;	/* structural records are not genotypes of sequence */
	out->pos = rec->pos;
	out->ref_end = out->end = rec->pos + len;
	/* Octopus writes its reference blocks with the one ALT '*', and their end */
	out->is_repeat = s.n_repeat > 0;
	if (out->is_repeat)
		out->end = rec->pos + (rec->rlen > SDI_CLUSTER_PAD ? rec->rlen : SDI_CLUSTER_PAD);
	else if (!s.n_sequence && (!s.n_star || (rec->n_allele == 2 && rec->rlen > len))) {
		out->is_block = s.n_rest || rec->rlen > len;
		if (rec->rlen > len)
			out->end = rec->pos + rec->rlen;
	}
	out->is_ref_type = s.n_rest || rec->n_allele == 1 || out->is_block;
	/* beside '*' even a substitution may be what the '*' of a record at a site stands for */
	pad = s.n_sequence && (!s.is_single || s.n_star) ? SDI_CLUSTER_PAD : 0;
	if (!sdi_position_index_reaches(index, out->pos, out->end, pad))
		return 0;
	out->is_bad_ref = !sdi_ref_agrees(index->gene, index->build, rec->pos, rec->d.allele[0]);
	out->ref = strdup(rec->d.allele[0]);
	out->n_alleles = rec->n_allele;
	out->alleles = calloc(rec->n_allele, sizeof(*out->alleles));
	out->is_open_allele = calloc(rec->n_allele, 1);
	if (!out->ref || !out->alleles || !out->is_open_allele)
		ret = STARDOSE_ENOMEM;
	for (int i = 1; i < rec->n_allele && !ret; i++) {
		ret = read_allele(index, out, rec->d.allele[i], &out->alleles[i]);
		out->is_open_allele[i] = out->alleles[i].kind == SDI_ALLELE_OPEN;
	}
	if (out->alleles)
		out->alleles[0].group = -1;
	if (ret)
		sdi_site_record_release(out);
	return ret ? ret : 1;
}

void sdi_site_record_release(struct sdi_site_record *note)
{
	for (int i = 0; note->alleles && i < note->n_alleles; i++) {
		free(note->alleles[i].changes);
		free(note->alleles[i].text);
		free(note->alleles[i].name);
	}
	free(note->alleles);
	free(note->is_open_allele);
	free(note->ref);
	free(note->sites);
	memset(note, 0, sizeof(*note));
}

int sdi_change_touches(const struct sdi_change *change, const struct sdi_site *site)
{
	if (!site->is_indel)
		return change->beg <= site->beg && site->beg < change->end + change->slide;
	/* a base that was read is not deleted, wherever in its repeat the deletion lies */
	if (change->base)
		return site->indel.beg + site->indel.slide <= change->beg &&
		       change->beg < site->indel.end;
	if (sdi_indel_meets(&site->indel, change->beg, change->end))
		return 1;
	return change->beg <= site->beg && site->end <= change->end; /* the whole place is gone */
}

int sdi_change_carries(const struct sdi_change *change, const struct sdi_site *s, int k)
{
	if (s->is_indel)
		return change->variant == s->indel.variant;
	return change->base == s->base[k] && change->beg == s->beg;
}

static enum sdi_role snv_role(const struct sdi_site_record *note, const struct sdi_site *site)
{
	if (note->pos > site->beg || site->end > note->end || note->is_repeat)
		return SDI_ROLE_NONE;
	if (note->is_block)
		return SDI_ROLE_COVERS;
	if (note->is_bad_ref)
		return SDI_ROLE_NAMES;
	for (int i = 1; i < note->n_alleles; i++) {
		const struct sdi_record_allele *a = &note->alleles[i];

		if (a->kind == SDI_ALLELE_STAR)
			return SDI_ROLE_NAMES;
		for (int c = 0; c < a->n_changes; c++)
			if (a->changes[c].base && a->changes[c].beg == site->beg)
				return SDI_ROLE_NAMES;
	}
	return SDI_ROLE_NEAR;
}

static enum sdi_role indel_role(const struct sdi_site_record *note, const struct sdi_site *site)
{
	int is_near = 0;

	if (note->is_repeat && note->pos < site->end && site->beg < note->end)
		return SDI_ROLE_NAMES;
	for (int i = 1; i < note->n_alleles; i++) {
		const struct sdi_record_allele *a = &note->alleles[i];

		for (int c = 0; c < a->n_changes; c++) {
			if (a->changes[c].variant == site->indel.variant)
				return SDI_ROLE_NAMES;
			is_near |=
				!a->changes[c].base &&
				sdi_indel_meets(&site->indel, a->changes[c].beg, a->changes[c].end);
		}
	}
	if (is_near)
		return SDI_ROLE_NEAR;
	if (note->is_ref_type && !note->is_bad_ref && note->pos < site->end &&
	    site->beg < note->end)
		return SDI_ROLE_COVERS;
	return SDI_ROLE_NONE;
}

enum sdi_role sdi_site_record_role(const struct sdi_site_record *note, const struct sdi_site *site)
{
	return site->is_indel ? indel_role(note, site) : snv_role(note, site);
}
