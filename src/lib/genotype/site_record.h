/*
 * site_record.h - what is kept of a record that speaks of a definition site: alleles taken apart,
 * no samples
 */
#ifndef SDI_SITE_RECORD_H
#define SDI_SITE_RECORD_H

#include <htslib/vcf.h>
#include "genotype/position_index.h"

enum sdi_allele_kind {
	SDI_ALLELE_REF,
	SDI_ALLELE_ALT,	 /* a sequence, taken apart into changes */
	SDI_ALLELE_STAR, /* '*': deleted by another record */
	SDI_ALLELE_OPEN	 /* says nothing about sequence: <NON_REF>, <*>, <DEL>, breakends, N */
};

struct sdi_record_allele {
	enum sdi_allele_kind kind;
	int is_open;			/* an indel or complex change that no variant explains */
	int n_changes;
	struct sdi_change *changes;
	char *text;			/* ALT as given */
	char *name; /* sdi_edit_name(); equal names are equal changes; NULL unless ALT */
	int group;  /* number shared by all alleles of that name in the file, -1: there is no other
		     */
};

struct sdi_site_record {
	hts_pos_t pos, ref_end, end; /* 0-based half open; @end beyond @ref_end only for blocks */
	char *ref;
	int n_alleles;
	struct sdi_record_allele *alleles;	/* as in VCF, 0 is REF */
	uint8_t *is_open_allele;	/* by allele: kind is OPEN */
	int is_block;			/* reference block: vouches for every base it covers */
	int is_ref_type; /* no other allele is possible here: ALT '.', <NON_REF>, <*> */
	int is_repeat; /* lengths of a repeat that could not be spelled out: nobody knows what they
			  are, but somebody counted */
	int is_bad_ref;	 /* REF disagrees with the reference: nothing in it can be used */
	int has_genotypes;		/* FORMAT/GT is there, or a block implies it */
	int is_imputed;			/* its genotypes were inferred, not measured */
	int is_filtered; /* its FILTER is a name other than PASS; it counts unless is_rejected */
	int is_rejected; /* for every sample: bad REF, filtered, badly imputed, no genotypes */
	int n_sites; /* sites that it names, covers or alters; filled when the collector closes */
	int *sites;
};

/*
 * sdi_site_record_read() - take down a record that has been unpacked to BCF_UN_STR
 * Return: 1 taken, release with sdi_site_record_release(); 0 it cannot matter; STARDOSE_ENOMEM
 */
int sdi_site_record_read(const struct sdi_position_index *index, bcf1_t *rec,
			 struct sdi_site_record *out);
void sdi_site_record_release(struct sdi_site_record *note);

/* sdi_change_touches() - does a change alter, remove or compete at a site? */
int sdi_change_touches(const struct sdi_change *change, const struct sdi_site *site);

/* sdi_change_carries() - 1 when a change is the site's variant bit[@k] */
int sdi_change_carries(const struct sdi_change *change, const struct sdi_site *site, int k);

/* How a record speaks of a site. */
enum sdi_role {
	SDI_ROLE_NAMES, /* an allele of it is about this very site */
	SDI_ROLE_NEAR,	/* SNV: its REF covers the base; indel: another indel in the same stretch */
	SDI_ROLE_COVERS, /* reference-type evidence: blocks; for indels also single reference
			    records */
	SDI_ROLE_NONE,
	SDI_N_ROLES = SDI_ROLE_NONE
};
enum sdi_role sdi_site_record_role(const struct sdi_site_record *note, const struct sdi_site *site);

#endif
