/* contig_names.c - contig aliases and the build that ##contig lines prove */
#include <inttypes.h>
#include <stdlib.h>
#include <htslib/khash.h>
#include "record/contig_names.h"
#include "tables/table_set.h"
#include "util/no_memory.h"

struct alias { const char *chrom; enum stardose_build build; };
KHASH_MAP_INIT_STR(alias, struct alias)

struct sdi_contig_names {
	const struct stardose_tables *tables;
	khash_t(alias) *by_name;
};

static int add_alias(struct sdi_contig_names *names, const struct stardose_contig *row,
		     struct stardose_error *err)
{
	struct alias *alias;
	khint_t k;
	int absent;

	k = kh_put(alias, names->by_name, row->name, &absent);
	if (absent < 0)
		return sdi_no_memory(err);
	alias = &kh_val(names->by_name, k);
	if (absent) {
		*alias = (struct alias){ row->chrom, row->build };
		return STARDOSE_OK;
	}
	if (strcmp(alias->chrom, row->chrom))
		return stardose_error_set(err, STARDOSE_ETABLE,
					  "contig name '%s' is listed for chromosomes %s and %s",
					  row->name, alias->chrom, row->chrom);
	if (alias->build != row->build)
		alias->build = STARDOSE_BUILD_AUTO;
	return STARDOSE_OK;
}

int sdi_contig_names_new(const struct stardose_tables *tables, struct sdi_contig_names **out,
			 struct stardose_error *err)
{
	struct sdi_contig_names *names = calloc(1, sizeof(*names));
	int ret = STARDOSE_OK;

	if (names)
		names->by_name = kh_init(alias);
	if (!names || !names->by_name) {
		free(names);
		return sdi_no_memory(err);
	}
	names->tables = tables;
	for (int i = 0; i < tables->n_contigs && !ret; i++)
		ret = add_alias(names, &tables->contigs[i], err);
	if (ret) {
		sdi_contig_names_free(names);
		return ret;
	}
	*out = names;
	return STARDOSE_OK;
}

void sdi_contig_names_free(struct sdi_contig_names *names)
{
	if (!names)
		return;
	kh_destroy(alias, names->by_name);
	free(names);
}

const char *sdi_contig_names_find(const struct sdi_contig_names *names, const char *name,
				  enum stardose_build *build)
{
	khint_t k = kh_get(alias, names->by_name, name);

	if (k == kh_end(names->by_name))
		return NULL;
	if (build)
		*build = kh_val(names->by_name, k).build;
	return kh_val(names->by_name, k).chrom;
}

static const char *hrec_value(bcf_hrec_t *hrec, const char *key)
{
	int i = bcf_hrec_find_key(hrec, key);

	return i < 0 ? NULL : hrec->vals[i];
}

int sdi_contig_names_foreign(const struct sdi_contig_names *names, const bcf_hdr_t *hdr,
			     const char *name, const char **of, int64_t *length)
{
	const char *chrom = sdi_contig_names_find(names, name, NULL), *text = NULL, *other;
	int64_t ours[STARDOSE_N_BUILDS], theirs;

	for (int b = 0; chrom && b < STARDOSE_N_BUILDS; b++)
		ours[b] = stardose_chrom_length(names->tables, (enum stardose_build)b, chrom);
	if (!chrom || ours[0] != ours[1])
		return 0;
	for (int i = 0; i < hdr->nhrec && !text; i++)
		if (hdr->hrec[i]->type == BCF_HL_CTG && hrec_value(hdr->hrec[i], "ID") &&
		    !strcmp(hrec_value(hdr->hrec[i], "ID"), name))
			text = hrec_value(hdr->hrec[i], "length");
	theirs = text ? strtoll(text, NULL, 10) : 0;
	if (theirs <= ours[0])
		return 0;
	other = sdi_other_reference(names->tables, theirs);
	if (of)
		*of = other ? other : "another sequence";
	if (length)
		*length = theirs;
	return 1;
}

/* What the ##contig lines say. */
struct votes {
	int n[STARDOSE_N_BUILDS];		/* lines that fit a build */
	int too_long[STARDOSE_N_BUILDS]; /* that are longer than the build's chromosome, and fit
					    none */
	int n_other;				/* that another reference has */
	const char *first[STARDOSE_N_BUILDS], *first_long[STARDOSE_N_BUILDS], *first_other, *other;
};

static void count(int *n, const char **first, const char *id)
{
	if (!(*n)++)
		*first = id;
}

/*
 * A line whose length is of no build: another reference's, or too long for one. A shorter one says
 * nothing, as some programs write the last position that they saw.
 */
static void weigh_strange(const struct sdi_contig_names *names, const char *id, int64_t length,
			  const int64_t *at, struct votes *v)
{
	const char *other = sdi_other_reference(names->tables, length);

	if (other) {
		v->other = v->other ? v->other : other;
		count(&v->n_other, &v->first_other, id);
		return;
	}
	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		if (at[b] && length > at[b])
			count(&v->too_long[b], &v->first_long[b], id);
}

/*
 * One ##contig line: its length votes unless both builds share it (as of the mitochondrion, of
 * which hg19 has another), and so does an accession.
 */
static void weigh_line(const struct sdi_contig_names *names, bcf_hrec_t *hrec, struct votes *v)
{
	const char *id = hrec_value(hrec, "ID"), *text = hrec_value(hrec, "length"), *chrom;
	int64_t length = text ? strtoll(text, NULL, 10) : 0, at[STARDOSE_N_BUILDS] = { 0 };
	enum stardose_build by_name = STARDOSE_BUILD_AUTO;
	int fits = 0;

	if (!id)
		return;
	chrom = sdi_contig_names_find(names, id, &by_name);
	for (int b = 0; chrom && b < STARDOSE_N_BUILDS; b++)
		at[b] = stardose_chrom_length(names->tables, (enum stardose_build)b, chrom);
	if (chrom && at[STARDOSE_BUILD_GRCH37] == at[STARDOSE_BUILD_GRCH38])
		length = 0;
	for (int b = 0; b < STARDOSE_N_BUILDS; b++) {
		int by_length = chrom && length > 0 && at[b] == length;

		fits |= by_length;
		if (by_length || by_name == b)
			count(&v->n[b], &v->first[b], id);
	}
	if (!fits && length > 0)
		weigh_strange(names, id, length, at, v);
}

static int contradictory(const struct votes *v, const char *path, struct stardose_error *err)
{
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"contig lines in the header of '%s' contradict each other: "
		"%d fit GRCh37 (first '%s'), %d fit GRCh38 (first '%s'); correct the "
		"header, for example with bcftools reheader",
		path, v->n[STARDOSE_BUILD_GRCH37], v->first[STARDOSE_BUILD_GRCH37],
		v->n[STARDOSE_BUILD_GRCH38], v->first[STARDOSE_BUILD_GRCH38]);
}

static int foreign(const struct votes *v, const char *path, struct stardose_error *err)
{
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"the header of '%s' is of %s: %d contig%s, first '%s', ha%s a length of that "
		"reference, and no build that is known here fits; lift the records over to GRCh38",
		path, v->other, v->n_other, v->n_other == 1 ? "" : "s", v->first_other,
		v->n_other == 1 ? "s" : "ve");
}

/* Nothing fits, and lines are longer than chromosomes of the build asked for, or of every build. */
static int check_lengths(const struct votes *v, const char *path, enum stardose_build asked,
			 struct stardose_error *err)
{
	int b = asked != STARDOSE_BUILD_AUTO ? (int)asked : STARDOSE_BUILD_GRCH38;

	if (!v->too_long[b] || (asked == STARDOSE_BUILD_AUTO && !v->too_long[!b]))
		return STARDOSE_OK;
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"the header of '%s' fits no build that is known here: %d contig%s, first '%s', "
		"%s longer than in %s; give records of GRCh37 or GRCh38",
		path, v->too_long[b], v->too_long[b] == 1 ? "" : "s", v->first_long[b],
		v->too_long[b] == 1 ? "is" : "are", stardose_build_name((enum stardose_build)b));
}

int sdi_contig_names_build(const struct sdi_contig_names *names, const bcf_hdr_t *hdr,
			   const char *path, enum stardose_build asked, enum stardose_build *build,
			   struct stardose_error *err)
{
	struct votes v = { 0 };

	for (int i = 0; i < hdr->nhrec; i++)
		if (hdr->hrec[i]->type == BCF_HL_CTG)
			weigh_line(names, hdr->hrec[i], &v);
	if (v.n[STARDOSE_BUILD_GRCH37] && v.n[STARDOSE_BUILD_GRCH38])
		return contradictory(&v, path, err);
	*build = v.n[STARDOSE_BUILD_GRCH37]   ? STARDOSE_BUILD_GRCH37
		 : v.n[STARDOSE_BUILD_GRCH38] ? STARDOSE_BUILD_GRCH38
					      : STARDOSE_BUILD_AUTO;
	if (*build == STARDOSE_BUILD_AUTO)
		return v.n_other ? foreign(&v, path, err) : check_lengths(&v, path, asked, err);
	if (asked != STARDOSE_BUILD_AUTO && asked != *build)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "the header of '%s' says %s, but --build %s was given: "
					  "%d contigs fit GRCh37, %d fit GRCh38",
					  path, stardose_build_name(*build),
					  stardose_build_name(asked), v.n[STARDOSE_BUILD_GRCH37],
					  v.n[STARDOSE_BUILD_GRCH38]);
	return STARDOSE_OK;
}
