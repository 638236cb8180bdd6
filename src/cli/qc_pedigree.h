/* qc_pedigree.h - who is whose child, and of which sex: PLINK's FAM or PED */
#ifndef QC_PEDIGREE_H
#define QC_PEDIGREE_H

#include <stardose/status.h>

enum { QC_FATHER, QC_MOTHER, QC_N_PARENTS };

struct qc_person {
	char *name, *parent[QC_N_PARENTS]; /* NULL: a parent who is not there ("0") */
	char sex;			   /* '1' male, '2' female, 0 not known */
};
/* Lines in their order; a person may have several. */
struct qc_pedigree {
	struct qc_person *persons;
	int n, m;
	const char *path;
};

/*
 * qc_pedigree_read() - read @path once ("-" too): family, child, father, mother, and perhaps the sex
 * between blanks or tabs; "#" begins a comment, and further columns are not looked at
 * @out: untouched before; release with qc_pedigree_release(), also after an error
 * Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read, a line of fewer than four columns, or no
 * child with a parent; STARDOSE_ENOMEM
 */
int qc_pedigree_read(const char *path, struct qc_pedigree *out, struct stardose_error *err);
/* qc_pedigree_release() - of one that is all zeros too */
void qc_pedigree_release(struct qc_pedigree *pedigree);

#endif
