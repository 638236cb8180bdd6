/*
 * coding_record.h - records whose alleles change the protein and that no definition names
 *
 * They are kept apart from the records at definition sites, so that they cannot change what is
 * matched: of a record the alleles with an effect, alone or beside another of the same codon; of
 * a sample an observation where it carries one. Such an observation has a negative note; it makes
 * the sample's pattern another one.
 */
#ifndef SDI_CODING_RECORD_H
#define SDI_CODING_RECORD_H

#include "genotype/record_filter.h"
#include <htslib/vcf.h>
#include "genotype/coding_effect.h"

/* A part of an allele by the name that it has however it is spelled: "chrom:pos1:ref:alt". */
struct sdi_coding_change {
	char *name;
	hts_pos_t pos; /* of a substitution */
	char base;     /* that a substitution puts there; 0: an indel */
	int is_listed; /* 1: it counts only for what is beside it in its codon */
	enum stardose_coding_effect effect; /* alone */
};

struct sdi_coding_allele {
	char *text; /* as the record has it; NULL: the allele has no part that may matter */
	int n;
	struct sdi_coding_change *changes;
};

struct sdi_coding_record {
	hts_pos_t pos, end; /* the end of what symbolic alleles are about */
	char *ref;
	int n_alleles;
	struct sdi_coding_allele *alleles; /* as in VCF, 0 is REF */
	uint8_t *is_open; /* by allele: 1 where a genotype says nothing of sequence */
};

struct sdi_coding_records {
	struct sdi_coding coding;
	int n, m;
	struct sdi_coding_record *v;
};

/* The number that observations of record @i have in place of a note, and back. */
static inline int32_t sdi_coding_note(int i) { return -1 - i; }
static inline int sdi_is_coding_note(int32_t note) { return note < 0; }

void sdi_coding_records_release(struct sdi_coding_records *records);

struct sdi_collector;
struct stardose_error;
/*
 * sdi_coding_push() - keep a record that has been unpacked to BCF_UN_STR, where a sample carries an
 * allele with an effect; filters and thresholds are those of other records
 * Return: STARDOSE_OK; STARDOSE_EINPUT: GT cannot be read; STARDOSE_ENOMEM
 */
int sdi_coding_push(struct sdi_collector *collector, const bcf_hdr_t *hdr, bcf1_t *rec,
		    const struct sdi_filter_verdict *filter, struct stardose_error *err);

struct sdi_genotype;
/*
 * sdi_coding_facts() - fill @out's coding variants with what pattern @node carries, and its reason
 * @out: its blocks are there, and the haplotypes in them in the order of the file
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_coding_facts(const struct sdi_collector *collector, int32_t node, struct sdi_genotype *out);

#endif
