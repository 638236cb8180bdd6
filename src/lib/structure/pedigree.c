/* pedigree.c - rows of FAM and PED */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "structure/pedigree.h"
#include "util/tsv.h"
#include "util/no_memory.h"

#define N_FIELDS 6

/* One file being read. */
struct reading {
	const char *path;
	const struct stardose_log *log;
	struct sdi_pedigree *out;
	int line;
};

static int set_aside(const struct reading *r, const char *why, const char *whom)
{
	stardose_log_say(r->log, STARDOSE_EROW, "'%s' line %d is set aside: %s%.80s", r->path,
			 r->line, why, whom);
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
	char why[80];

	if (fit(out))
		return STARDOSE_ENOMEM;
	at = sdi_sample_set_add(&out->children, child);
	if (at < 0)
		return at;
	row = &out->rows[at];
	if (at == n_before) {
		*row = (struct sdi_pedigree_row){ { father, mother }, r->line, 0 };
		return STARDOSE_OK;
	}
	if (!row->is_contradicted && same(row->parent[0], father) && same(row->parent[1], mother))
		return STARDOSE_OK;
	row->parent[0] = row->parent[1] = NULL;
	row->is_contradicted = 1;
	snprintf(why, sizeof(why), "it contradicts line %d, so neither is used: parents of ",
		 row->line);
	return set_aside(r, why, child);
}

static int take_line(struct reading *r, char *line)
{
	char *field[N_FIELDS], *save = NULL;
	const char *father, *mother;
	int n = 0;

	if (line[strspn(line, " \t\r")] == '#' || !line[strspn(line, " \t\r")])
		return STARDOSE_OK;
	for (char *s = strtok_r(line, " \t\r", &save); s && n < N_FIELDS;
	     s = strtok_r(NULL, " \t\r", &save))
		field[n++] = s;
	if (n < N_FIELDS)
		return set_aside(
			r,
			"six fields are expected: family, person, father, mother, sex, phenotype",
			"");
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
	struct reading r = { .path = path, .log = log, .out = out };
	char *at = size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? text + 3 : text, *end;
	int ret = STARDOSE_OK;

	out->text = text;
	if (memchr(text, '\0', size))
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is not a pedigree: it holds binary data; a FAM file is text", path);
	for (; !ret && at < text + size; at = end + 1) {
		end = strchr(at, '\n');
		if (!end)
			end = text + size;
		*end = '\0';
		r.line++;
		ret = take_line(&r, at);
	}
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_pedigree_read(const char *path, const struct stardose_log *log, struct sdi_pedigree *out,
		      struct stardose_error *err)
{
	char *text;
	size_t size;
	int ret = sdi_tsv_slurp(path, &text, &size, err);

	if (ret)
		return ret == STARDOSE_ENOMEM ? ret : STARDOSE_EINPUT;
	return sdi_pedigree_parse(path, text, size, log, out, err);
}

void sdi_pedigree_release(struct sdi_pedigree *pedigree)
{
	sdi_sample_set_release(&pedigree->children);
	free(pedigree->rows);
	free(pedigree->text);
	memset(pedigree, 0, sizeof(*pedigree));
}
