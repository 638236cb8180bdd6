/*
 * record_copies.h - copies that structural records tell, from the genotype files or from a file of
 * their own, to the facts
 */
#ifndef SDI_RECORD_COPIES_H
#define SDI_RECORD_COPIES_H

#include "caller/caller_facts.h"
#include "util/sample_set.h"
#include "structure/copy_collector.h"

/* Where findings go. All borrowed. */
struct sdi_record_copies {
	struct stardose_caller *caller;
	const struct stardose_tables *tables;
	const struct stardose_call_options *options;
	const struct stardose_gene *const *genes;
	const struct sdi_gene_exons *stretch;	/* by gene */
	int n_genes;
	const struct sdi_sample_set *samples;
	struct sdi_sample_set
		*texts; /* what records say, each text once; facts->records is its index plus one */
	enum stardose_build build; /* of the files read so far, or STARDOSE_BUILD_AUTO */
};

/* sdi_facts_finding() - add what structural records say of a sample to its facts */
void sdi_facts_finding(struct sdi_structure_facts *facts, const struct sdi_copy_finding *finding);

/*
 * sdi_record_copies_take() - add what a closed collector found to the facts
 * @global: by sample of the collector, its number in to->samples or -1 where it is none of them
 * @path:   for messages
 * Contradictions are said in the log, once for each set of records, with how many samples they are
 * about.
 */
int sdi_record_copies_take(const struct sdi_record_copies *to,
			   const struct sdi_copy_collector *collector, const int *global,
			   int n_samples, const char *path, struct stardose_error *err);

/*
 * sdi_record_copies_read() - read a VCF or BCF of structural variants for its copies alone
 * Its build is what the user, its header or the genotype files name; samples of other names are
 * left out. Return: STARDOSE_OK, STARDOSE_EINPUT (also when no build is named or two differ), ...
 */
int sdi_record_copies_read(const struct sdi_record_copies *to, const char *path,
			   struct stardose_error *err);

#endif
