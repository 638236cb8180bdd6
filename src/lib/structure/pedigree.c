/* pedigree.c - rows of FAM and PED */
#include <stdlib.h>
#include <string.h>
#include "structure/pedigree.h"
#include "util/no_memory.h"
#include "util/user_file.h"

#define N_FIELDS 6

/* One file being read. */
struct reading {
	struct sdi_user_text text;
	struct sdi_pedigree *out;
};

static int set_aside(const struct reading *r, const char *why, const char *whom)
{
	sdi_user_aside(&r->text, "%s%.80s", why, whom);
	return STARDOSE_OK;
}

static const char *person(const char *field)
{
	return strcmp(field, "0") ? field : NULL;
}

static int same(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static int fit(struct sdi_pedigree *pedigree)
{
	struct sdi_pedigree_row *grown;
	int want = pedigree->m ? 2 * pedigree->m : 64;

	if (pedigree->children.n < pedigree->m)
		return STARDOSE_OK;
	grown = realloc(pedigree->rows, want * sizeof(*grown));
	if (!grown)
		return STARDOSE_ENOMEM;
	pedigree->rows = grown;
	pedigree->m = want;
	return STARDOSE_OK;
}

static int add(struct reading *r, const char *child, const char *father, const char *mother)
{
	struct sdi_pedigree *out = r->out;
	int n_before = out->children.n, at;
	struct sdi_pedigree_row *row;

	if (fit(out))
		return STARDOSE_ENOMEM;
	at = sdi_sample_set_add(&out->children, child);
	if (at < 0)
		return at;
	row = &out->rows[at];
	if (at == n_before) {
		*row = (struct sdi_pedigree_row){ { father, mother }, r->text.line, 0 };
		return STARDOSE_OK;
	}
	if (!row->is_contradicted && same(row->parent[0], father) && same(row->parent[1], mother))
		return STARDOSE_OK;
	row->parent[0] = row->parent[1] = NULL;
	row->is_contradicted = 1;
	sdi_user_contradiction(&r->text, row->line, "parents of", child);
	return STARDOSE_OK;
}

static int take_row(struct reading *r, char *line)
{
	char *field[N_FIELDS];
	const char *father, *mother;

	if (sdi_user_cut_blanks(line, field, N_FIELDS) < N_FIELDS)
		return set_aside(
			r,
			"six fields are expected: family, person, father, mother, sex, phenotype",
			"");
	if (person(field[1]) && sdi_sex_file_add(&r->out->sex, field[1], sdi_sex_of_word(field[4])))
		return STARDOSE_ENOMEM;
	father = person(field[2]);
	mother = person(field[3]);
	if (!father && !mother)
		return STARDOSE_OK;
	if (!person(field[1]))
		return set_aside(r, "nobody is the child", "");
	if (same(field[1], father) || same(field[1], mother))
		return set_aside(r, "nobody is their own parent: ", field[1]);
	if (same(father, mother))
		return set_aside(r, "father and mother are the same: ", father);
	return add(r, field[1], father, mother);
}

int sdi_pedigree_parse(const char *path, char *text, size_t size, const struct stardose_log *log,
		       struct sdi_pedigree *out, struct stardose_error *err)
{
	struct reading r = { .out = out };
	char *row;
	int ret = sdi_user_text(&r.text, path, "a pedigree", "#", text, size, log, err);

	out->text = text;
	if (ret)
		return ret;
	while (!ret && (row = sdi_user_row(&r.text)))
		ret = take_row(&r, row);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_pedigree_read(const char *path, const struct stardose_log *log, struct sdi_pedigree *out,
		      struct stardose_error *err)
{
	char *text;
	size_t size;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
	return sdi_pedigree_parse(path, text, size, log, out, err);
}

void sdi_pedigree_release(struct sdi_pedigree *pedigree)
{
	sdi_sample_set_release(&pedigree->children);
	sdi_sex_file_release(&pedigree->sex);
	free(pedigree->rows);
	free(pedigree->text);
	memset(pedigree, 0, sizeof(*pedigree));
}
