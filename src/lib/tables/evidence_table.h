/*
 * evidence_table.h - variants that are sold or asked about and select no medicine (evidence.tsv)
 *
 * Nothing else reads the table: it is parsed when it is asked for, and its sites are tables of
 * their own, which a caller can be opened with.
 */
#ifndef SDI_EVIDENCE_TABLE_H
#define SDI_EVIDENCE_TABLE_H

#include "tables/table_set.h"

enum sdi_claim_kind {
	SDI_CLAIM_PANEL, /* sold on panels */
	SDI_CLAIM_LABEL, /* a label names the gene or the disease, but no variant decides */
	SDI_CLAIM_HINT, /* a variant that often comes with an allele of another gene */
	SDI_N_CLAIM_KINDS
};

struct sdi_claim {
	const char *gene, *site, *label; /* site: rsID, or ""; all borrowed from the table */
	enum sdi_claim_kind kind;
	const char *chrom; /* "": the place is not known, or no variant decides */
	struct stardose_locus at[STARDOSE_N_BUILDS];
	const char *levels;		 /* CPIC's, "medicine level" joined by ';', or "" */
	const char *says, *not_supported;
	const char *tells, *figures;	 /* of a hint: the allele, and how well; or "" */
	const char *source;
};

struct sdi_claims {
	struct sdi_tsv tsv;
	int n;
	struct sdi_claim *row;	/* in the order of the table */
};

/*
 * sdi_claims_open() - @tables: any; @out: release with sdi_claims_release(), also after an
 * error. Return: STARDOSE_OK, STARDOSE_ETABLE, STARDOSE_ENOMEM
 */
int sdi_claims_open(const struct stardose_tables *tables, struct sdi_claims *out,
		      struct stardose_error *err);
void sdi_claims_release(struct sdi_claims *rows);

#endif
