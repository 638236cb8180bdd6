/*
 * record_copies.h - copies that structural records tell, from the genotype files or from a file of
 * their own, to the facts
 */
#ifndef SDI_RECORD_COPIES_H
#define SDI_RECORD_COPIES_H

#include "caller/gene_calls.h"
#include "structure/copy_collector.h"

/* Where findings go. All borrowed. */
struct sdi_record_copies {
	const struct sdi_call_env *env;
	struct sdi_gene_calls *by_gene;
	enum stardose_build build; /* of the files read so far, or STARDOSE_BUILD_AUTO */
};

/*
 * sdi_record_copies_take() - add what a closed collector found of one gene to the facts
 * @g:      number of the gene; @at: its number in the collector
 * @global: by sample of the collector, its number in env->samples or -1 where it is none of them
 * @name:   of the file, for messages, or NULL
 * Contradictions are said in the log, once for each set of records, with how many samples they are
 * about.
 */
int sdi_record_copies_take(const struct sdi_record_copies *to, int g,
			   const struct sdi_copy_collector *collector, int at, const int *global,
			   int n_samples, const char *name, struct stardose_error *err);

/* sdi_record_copies_ignored() - say that a file has @n breakends that tell nothing; 0: say nothing
 */
void sdi_record_copies_ignored(const struct sdi_record_copies *to, const char *name, int n);

/*
 * sdi_record_copies_read() - read a VCF or BCF of structural variants for its copies alone
 * Its build is what the user, its header or the genotype files name; samples of other names are
 * left out. Return: STARDOSE_OK, STARDOSE_EINPUT (also when no build is named or two differ), ...
 */
int sdi_record_copies_read(const struct sdi_record_copies *to, const char *path,
			   struct stardose_error *err);

#endif
