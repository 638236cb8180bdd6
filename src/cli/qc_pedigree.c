/* qc_pedigree.c - the lines of a pedigree */
#include <stdlib.h>
#include <string.h>
#include <stardose/lines.h>
#include "cli.h"
#include "qc_pedigree.h"

enum { CHILD = 1, PARENTS, SEX = PARENTS + QC_N_PARENTS, N_FIELDS };

static struct qc_person *new_person(struct qc_pedigree *p)
{
	if (p->n == p->m) {
		int m = p->m ? 2 * p->m : 16;
		struct qc_person *more = realloc(p->persons, m * sizeof(*more));

		if (!more)
			return NULL;
		p->persons = more;
		p->m = m;
	}
	p->persons[p->n] = (struct qc_person){ 0 };
	return &p->persons[p->n++];
}

static int is_sex(const char *text)
{
	return text && (!strcmp(text, "1") || !strcmp(text, "2"));
}

static int add(struct qc_pedigree *p, char *const *field, struct stardose_error *err)
{
	struct qc_person *person = new_person(p);

	if (!person || !(person->name = strdup(field[CHILD])))
		return cli_no_memory(err);
	for (int i = 0; i < QC_N_PARENTS; i++)
		if (strcmp(field[PARENTS + i], "0") &&
		    !(person->parent[i] = strdup(field[PARENTS + i])))
			return cli_no_memory(err);
	person->sex = is_sex(field[SEX]) ? *field[SEX] : 0;
	return STARDOSE_OK;
}

static int take_line(void *user, char *line, size_t n, int number, struct stardose_error *err)
{
	struct qc_pedigree *p = user;
	char *field[N_FIELDS] = { NULL }, *save = NULL;
	int n_fields = 0;

	(void)n;
	if (*line == '#')
		return STARDOSE_OK;
	for (char *s = strtok_r(line, " \t", &save); s && n_fields < N_FIELDS;
	     s = strtok_r(NULL, " \t", &save))
		field[n_fields++] = s;
	if (!n_fields)
		return STARDOSE_OK;
	if (n_fields < SEX)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' line %d: family, child, father and mother are "
					  "expected",
					  p->path, number);
	return add(p, field, err);
}

int qc_pedigree_read(const char *path, struct qc_pedigree *out, struct stardose_error *err)
{
	int ret;

	*out = (struct qc_pedigree){ .path = path };
	ret = stardose_lines_read(path, take_line, out, err);
	for (int i = 0; !ret && i < out->n; i++)
		if (out->persons[i].parent[QC_FATHER] || out->persons[i].parent[QC_MOTHER])
			return STARDOSE_OK;
	return ret ? ret
		   : stardose_error_set(err, STARDOSE_EINPUT, "'%s' names no child with a parent",
					path);
}

void qc_pedigree_release(struct qc_pedigree *p)
{
	for (int i = 0; i < p->n; i++) {
		free(p->persons[i].name);
		for (int k = 0; k < QC_N_PARENTS; k++)
			free(p->persons[i].parent[k]);
	}
	free(p->persons);
	*p = (struct qc_pedigree){ 0 };
}
