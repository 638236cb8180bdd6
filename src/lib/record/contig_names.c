/* contig_names.c - contig aliases and the build that ##contig lines prove */
#include <inttypes.h>
#include <stdlib.h>
#include <htslib/khash.h>
#include "record/contig_names.h"
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

/*
 * The build that one ##contig line proves, or STARDOSE_BUILD_AUTO; -2 when its name and length
 * differ.
 */
static int contig_vote(const struct sdi_contig_names *names, bcf_hrec_t *hrec, const char **id)
{
	const char *chrom, *text;
	enum stardose_build by_name = STARDOSE_BUILD_AUTO;
	int by_length = STARDOSE_BUILD_AUTO;
	int64_t length, at[STARDOSE_N_BUILDS];

	*id = hrec_value(hrec, "ID");
	chrom = *id ? sdi_contig_names_find(names, *id, &by_name) : NULL;
	if (!chrom)
		return STARDOSE_BUILD_AUTO;
	text = hrec_value(hrec, "length");
	length = text ? strtoll(text, NULL, 10) : 0;
	for (int b = 0; b < STARDOSE_N_BUILDS; b++)
		at[b] = stardose_chrom_length(names->tables, (enum stardose_build)b, chrom);
	if (length > 0 && at[STARDOSE_BUILD_GRCH37] != at[STARDOSE_BUILD_GRCH38])
		for (int b = 0; b < STARDOSE_N_BUILDS; b++)
			if (at[b] == length)
				by_length = b;
	if (by_name == STARDOSE_BUILD_AUTO)
		return by_length;
	return by_length == STARDOSE_BUILD_AUTO || by_length == (int)by_name ? (int)by_name : -2;
}

int sdi_contig_names_build(const struct sdi_contig_names *names, const bcf_hdr_t *hdr,
			   const char *path, enum stardose_build asked, enum stardose_build *build,
			   struct stardose_error *err)
{
	const char *first[STARDOSE_N_BUILDS] = { NULL, NULL }, *id;
	int n[STARDOSE_N_BUILDS] = { 0, 0 }, vote;

	for (int i = 0; i < hdr->nhrec; i++) {
		if (hdr->hrec[i]->type != BCF_HL_CTG)
			continue;
		vote = contig_vote(names, hdr->hrec[i], &id);
		for (int b = 0; b < STARDOSE_N_BUILDS; b++)
			if ((vote == b || vote == -2) && !n[b]++)
				first[b] = id;
	}
	if (n[STARDOSE_BUILD_GRCH37] && n[STARDOSE_BUILD_GRCH38])
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"contig lines in the header of '%s' contradict each other: "
			"%d fit GRCh37 (first '%s'), %d fit GRCh38 (first '%s'); correct the "
			"header, for example with bcftools reheader",
			path, n[STARDOSE_BUILD_GRCH37], first[STARDOSE_BUILD_GRCH37],
			n[STARDOSE_BUILD_GRCH38], first[STARDOSE_BUILD_GRCH38]);
	*build = n[STARDOSE_BUILD_GRCH37]   ? STARDOSE_BUILD_GRCH37
		 : n[STARDOSE_BUILD_GRCH38] ? STARDOSE_BUILD_GRCH38
				      : STARDOSE_BUILD_AUTO;
	if (asked != STARDOSE_BUILD_AUTO && *build != STARDOSE_BUILD_AUTO && asked != *build)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "the header of '%s' says %s, but --build %s was given: "
					  "%d contigs fit GRCh37, %d fit GRCh38",
					  path,
					  *build == STARDOSE_BUILD_GRCH37 ? "GRCh37" : "GRCh38",
					  asked == STARDOSE_BUILD_GRCH37 ? "GRCh37" : "GRCh38",
					  n[STARDOSE_BUILD_GRCH37], n[STARDOSE_BUILD_GRCH38]);
	return STARDOSE_OK;
}
