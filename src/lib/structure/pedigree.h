/*
 * pedigree.h - --ped: who is whose child, as PLINK writes it
 *
 * FAM, or the first six columns of PED: family, person, father, mother, sex, phenotype, between
 * blanks or tabs; 0 is nobody. Persons are samples by their own name, whatever the family. Rows
 * that cannot be used are set aside, each named by its line.
 */
#ifndef SDI_PEDIGREE_H
#define SDI_PEDIGREE_H

#include <stddef.h>
#include <stardose/status.h>
#include "structure/sex_file.h"
#include "util/sample_set.h"

struct sdi_pedigree_row {
	const char *parent[2];		/* father, mother; NULL: nobody */
	int line;			/* 1-based */
	int is_contradicted; /* another row gives the child other parents: neither is used, parents
				are NULL */
};

/* Begin with zeros: that is a pedigree without rows. */
struct sdi_pedigree {
	struct sdi_sample_set children;	/* with a parent */
	int m;
	struct sdi_pedigree_row *rows;	/* by child */
	struct sdi_sex_file sex;	/* what its fifth field says of anybody */
	char *text;			/* that names point into */
};

/*
 * sdi_pedigree_read() - read the pedigree at @path (plain, gzipped, "-" for stdin)
 * @log: gets one line for each row that is set aside (STARDOSE_EROW)
 * @out: begins with zeros; release with sdi_pedigree_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read at all; STARDOSE_ENOMEM
 */
int sdi_pedigree_read(const char *path, const struct stardose_log *log, struct sdi_pedigree *out,
		      struct stardose_error *err);
/*
 * sdi_pedigree_parse() - the same from @size bytes at @text, which has a NUL behind them and is
 * owned by @out from now on
 */
int sdi_pedigree_parse(const char *path, char *text, size_t size, const struct stardose_log *log,
		       struct sdi_pedigree *out, struct stardose_error *err);
void sdi_pedigree_release(struct sdi_pedigree *pedigree);

#endif
