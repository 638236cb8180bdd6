/*
 * read_open.h - BAM or CRAM of one sample opened at a gene: every way in which it cannot be used
 * has its own words
 *
 * Nothing reaches a network: the file, its index and a reference are paths (util/user_file.h), and
 * before a CRAM is opened REF_PATH is set to nowhere unless it names a path without "://".
 */
#ifndef SDI_READ_OPEN_H
#define SDI_READ_OPEN_H

#include "reads/read_counts.h"
#include "record/contig_names.h"

struct sdi_read_request {
	const char *path;
	const char *reference;	/* FASTA with its .fai, for the bases of a CRAM; NULL: none */
	const struct stardose_tables *tables;
	const struct sdi_contig_names *names;
	enum stardose_build build; /* of the genotypes; STARDOSE_BUILD_AUTO: that of the file */
	const char *sample;	   /* that the file is of; NULL: its @RG lines say */
};

struct sdi_read_file;

/*
 * sdi_read_file_open() - open a file and look through its index
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: a URL; STARDOSE_EINPUT: cannot be used, @err says why and
 * how to mend it; STARDOSE_ENOMEM
 */
int sdi_read_file_open(const struct sdi_read_request *request, struct sdi_read_file **out,
		       struct stardose_error *err);
/* sdi_read_file_sample() - of whom the file is; borrowed */
const char *sdi_read_file_sample(const struct sdi_read_file *file);
/*
 * sdi_read_file_count() - count the reads of @gene, which has a model (gene->paralog)
 * @out: begins with zeros; release with sdi_read_counts_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EINPUT: another build, truncated, damaged; STARDOSE_ENOMEM
 */
int sdi_read_file_count(struct sdi_read_file *file, const struct stardose_gene *gene,
			struct sdi_read_counts *out, struct stardose_error *err);
void sdi_read_file_close(struct sdi_read_file *file);

#endif
