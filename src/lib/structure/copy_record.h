/*
 * copy_record.h - what a structural record says of a number of copies, in the dialects of the
 * callers in use
 *
 *   <DEL> <DUP> <DUP:TANDEM>   GT counts haplotypes; CN, CNF or RDCN give the number
 *                              (Manta, Delly, DRAGEN, GATK gCNV, ...)
 *   <CNn>                      GT names the copies of each haplotype; allele 0 is one copy
 *                              (1000 Genomes phase 3)
 *   <CNV>, or no ALT with CN   a segment: CN, CNF or RDCN give the number (GenomeSTRiP,
 *                              delly cnv, DRAGEN reference segments)
 *   any of them with INFO/CN   from VCF 4.4 on the copies of a haplotype with that allele
 *   a long REF, a short ALT    the same as <DEL>
 *   breakends                  a deletion or a tandem duplication where both ends lie on one
 *                              chromosome in the right order
 *
 * docs/STRUCTURE.md tells the rules, and where each dialect is described.
 */
#ifndef SDI_COPY_RECORD_H
#define SDI_COPY_RECORD_H

#include <htslib/vcf.h>

#define SDI_LONG_DELETION                                                                          \
	50 /* bases; a shorter sequence change is no structural variant (VCF 4.4, 1.4.5) */
#define SDI_NO_EXTENT 50000 /* bases that a deletion may take of which nobody says how long it is */
#define SDI_MAX_COPIES 30	/* of both haplotypes; more are an error of the caller */
#define SDI_MAX_COPY_ALLELES 64

/* What a haplotype with an allele of the record has. */
enum sdi_copy_kind {
	SDI_COPY_PLAIN, /* one copy: the reference, or an allele that is about something else */
	SDI_COPY_LOSS,
	SDI_COPY_GAIN,	/* two copies, or more where the record tells the number */
	SDI_COPY_COUNT, /* as many as the allele's name says */
	SDI_COPY_ANY	/* <CNV> */
};

/* What one sample shows. Numbers are of both haplotypes together. */
enum sdi_copy_reading {
	SDI_COPIES_SILENT = 0,
	SDI_COPIES_TORN,  /* genotype and number of the record contradict each other */
	SDI_COPIES_FEWER, /* a hint: fewer than two, but how many cannot be believed (./1, or
			     filtered) */
	SDI_COPIES_MORE,
	SDI_COPIES_0 /* SDI_COPIES_0 + n: n copies */
};

struct sdi_copy_record {
	hts_pos_t beg, end; /* 0-based half open: the bases that are lost, gained or counted */
	hts_pos_t far_beg, far_end; /* where they may begin and end, by CIPOS and CIEND, or where no
				       end is told */
	int is_endless; /* a <DEL> without END and SVLEN: @end is behind the first base */
	int n_alleles;
	uint8_t kind[SDI_MAX_COPY_ALLELES];
	uint8_t count[SDI_MAX_COPY_ALLELES];	/* SDI_COPY_COUNT */
	int has_loss, has_gain, is_segment;
	int is_filtered;		/* what it says is a hint only */
	const bcf_fmt_t *gt, *cn, *cnf, *rdcn, *ft, *gq; /* into the record; NULL: not there */
	int has_phase_sets; /* FORMAT/PS: haplotypes of two records need not be the same */
	double info_cn; /* INFO/CN of a record with one sample, before VCF 4.4; NAN: not there */
	int min_gq;
};

/*
 * sdi_copy_record_read() - is the record about copies, and of which bases?
 * @rec: unpacked here; @out borrows from it
 * Return: 1: yes; 0: no; -1: breakends that do not tell of a deletion or a tandem duplication
 */
int sdi_copy_record_read(const bcf_hdr_t *hdr, bcf1_t *rec, struct sdi_copy_record *out);

/* sdi_copy_record_sample() - an enum sdi_copy_reading */
int sdi_copy_record_sample(const struct sdi_copy_record *record, int sample);

/*
 * sdi_copy_record_lost() - haplotypes of a sample that lack the bases, where that can be believed
 * Return: bits SDI_LOST_FIRST, SDI_LOST_SECOND, with SDI_LOST_PHASED where the genotype is phased;
 * 0: none. A number without a genotype (CN=1) is a loss of the first.
 */
enum { SDI_LOST_FIRST = 1, SDI_LOST_SECOND = 2, SDI_LOST_PHASED = 4 };
int sdi_copy_record_lost(const struct sdi_copy_record *record, int sample);

#endif
