/*
 * outside_set.h - what is behind a struct stardose_outside: one entry for each sample and gene
 *
 * An entry is text in canonical form, so equal entries of different samples are equal to the
 * letter.
 */
#ifndef SDI_OUTSIDE_SET_H
#define SDI_OUTSIDE_SET_H

#include <htslib/kstring.h>
#include <stardose/call.h>
#include <stardose/outside.h>
#include "outside/outside_format.h"
#include "util/arena.h"

struct sdi_outside_entry {
	const struct stardose_gene *gene;
	const char *given;	/* the diplotype, typing or finding as the file has it, or NULL */
	const char *diplotype;	/* canonical: readings joined by ';', in today's names; or NULL:
				   phenotype or score only */
	const char *phenotype;	/* standard term (genes with rules), else as given; or NULL */
	int score;		/* hundredths, or STARDOSE_VALUE_NONE */
	int score_or_more;	/* 1: @score is the least */
	int is_text; /* 1: the gene has alleles, and @diplotype names one as none of them is */
	int is_conflict;	/* 1: rows contradict each other, so all of them are set aside */
	int file, line;		/* of the first row */
	int next;		/* entry of the same sample, or -1 */
};

/* sdi_outside_is_none() - 1: a program made no call, so the entry holds nothing */
static inline int sdi_outside_is_none(const struct sdi_outside_entry *entry)
{
	return !entry->diplotype && !entry->phenotype && entry->score == STARDOSE_VALUE_NONE;
}

/* In order of first appearance. The name is "" for rows of files that do not name their sample. */
struct sdi_outside_sample { const char *name; int first, last; };

struct stardose_outside {
	const struct stardose_tables *tables;
	struct stardose_log log;
	enum stardose_outside_choice choice;
	struct sdi_arena arena;
	int n_genes; /* that tables do not define and guidance asks for: no variants, no alleles, no
			rules */
	struct stardose_gene *genes;
	int n_files, n_samples, n_entries, m_samples, m_entries;
	const char **files;
	struct sdi_outside_sample *samples;
	struct sdi_outside_entry *entries;
	void *index;		/* sample name -> its number */
	void *said;		/* remarks that need not be repeated */
};

/* sdi_outside_gene() - a gene by its symbol, upper and lower case alike, or NULL */
const struct stardose_gene *sdi_outside_gene(const struct stardose_outside *set,
					     const char *symbol);
/* sdi_outside_sample() - number of a sample, or -1 */
int sdi_outside_sample(const struct stardose_outside *set, const char *name);
/*
 * sdi_outside_name_rest() - the rows without a sample belong to @sample
 * @sample: NULL: it is not known which; then rows without a sample are an error
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: with the file and how to mend it; STARDOSE_ENOMEM
 */
int sdi_outside_name_rest(struct stardose_outside *set, const char *sample,
			  struct stardose_error *err);

/*
 * sdi_outside_sink() - where readers put the rows of file number @file, called @name, of the
 * format @format; @out borrows @place
 */
struct sdi_outside_place {
	struct stardose_outside *set;
	int file;
	const char *name, *format;
	int no_memory;		/* 1: a no-call could not be entered */
	kstring_t passed; /* genes that no table has, of a file that gives every gene its program
			     knows; ks_free() */
};
void sdi_outside_sink(struct sdi_outside_place *place, struct sdi_outside_sink *out);

/*
 * sdi_outside_add() - enter a row that is understood; joins, or contradicts, what is there of the
 * sample and gene
 */
int sdi_outside_add(struct stardose_outside *set, const char *sample,
		    const struct sdi_outside_entry *entry, struct stardose_error *err);
/* sdi_outside_once() - 1 when @text is said for the first time; 0 also when memory is short */
int sdi_outside_once(struct stardose_outside *set, const char *text);

#endif
