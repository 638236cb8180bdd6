/* sex_file.c - rows of sample and sex */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "structure/sex_file.h"
#include "util/json_members.h"
#include "util/no_memory.h"
#include "util/user_file.h"

#define MAX_FIELDS 32

/* One file being read: which fields count. In a plain table they are the first two. */
struct reading {
	struct sdi_user_text text;
	struct sdi_sex_file *out;
	int sample, sex, kind, name; /* kind, name -1: no such column */
	int has_begun;
};

enum sdi_sex sdi_sex_of_word(const char *word)
{
	static const char *const male[] = { "male", "m", "xy", "1" },
				 *const female[] = { "female", "f", "xx", "2" };

	for (int i = 0; i < 4; i++) {
		if (!strcasecmp(word, male[i]))
			return SDI_SEX_MALE;
		if (!strcasecmp(word, female[i]))
			return SDI_SEX_FEMALE;
	}
	return SDI_SEX_UNKNOWN;
}

static int says_nothing(const char *word)
{
	return !*word || !strcmp(word, ".") || !strcmp(word, "0") || !strcasecmp(word, "NA") ||
	       !strcasecmp(word, "unknown");
}

int sdi_sex_file_add(struct sdi_sex_file *file, const char *sample, enum sdi_sex sex)
{
	int n = file->samples.n, at;

	if (!sex)
		return STARDOSE_OK;
	if (n == file->m) {
		int want = n ? 2 * n : 64;
		uint8_t *grown = realloc(file->sex, want);

		if (!grown)
			return STARDOSE_ENOMEM;
		file->sex = grown;
		file->m = want;
	}
	at = sdi_sample_set_add(&file->samples, sample);
	if (at < 0)
		return at;
	file->sex[at] = at == n || file->sex[at] == sex ? sex : SDI_SEX_CONTRADICTED;
	return STARDOSE_OK;
}

enum sdi_sex sdi_sex_file_of(const struct sdi_sex_file *file, const char *sample)
{
	int at = file->samples.n ? sdi_sample_set_find(&file->samples, sample) : -1;

	return at < 0 ? SDI_SEX_UNKNOWN : (enum sdi_sex)file->sex[at];
}

/* The first row: 1 when it is a header. */
static int take_header(struct reading *r, char *const *field, int n)
{
	int kind = stardose_line_column(field, n, "kind");
	int sex = stardose_line_column(field, n, "sex");

	if (stardose_line_column(field, n, "sample") < 0 || (sex < 0 && kind < 0))
		return 0;
	r->sample = stardose_line_column(field, n, "sample");
	r->kind = sex < 0 ? kind : -1;
	r->name = sex < 0 ? stardose_line_column(field, n, "name") : -1;
	r->sex = sex < 0 ? stardose_line_column(field, n, "value") : sex;
	return 1;
}

static int take_sex(struct reading *r, const char *sample, const char *sex)
{
	if (!sdi_sex_of_word(sex) && !says_nothing(sex))
		sdi_user_aside(&r->text, "'%.40s' is not male or female", sex);
	return sdi_sex_file_add(r->out, sample, sdi_sex_of_word(sex));
}

static int take_row(struct reading *r, char *line)
{
	char *field[MAX_FIELDS];
	int n = stardose_line_cut(line, '\t', field, MAX_FIELDS), is_first = !r->has_begun;

	r->has_begun = 1;
	n = n < MAX_FIELDS ? n : MAX_FIELDS;
	if (is_first && take_header(r, field, n))
		return STARDOSE_OK;
	if (r->kind >= 0 && (r->kind >= n || r->name < 0 || r->name >= n ||
			     strcasecmp(field[r->kind], "condition") ||
			     strcasecmp(field[r->name], "sex")))
		return STARDOSE_OK;
	if (r->sample >= n || r->sex < 0 || r->sex >= n || !*field[r->sample]) {
		sdi_user_aside(&r->text, "sample and sex are expected between tabs");
		return STARDOSE_OK;
	}
	return take_sex(r, field[r->sample], field[r->sex]);
}

/* One row of a context in JSON: what says the sex of a sample; all else is for others to read. */
static int take_object(void *user, int line, const struct sdi_json_member *members, int n,
		       const char *what)
{
	static const char *const wanted[] = { "sample", "kind", "name", "value" };
	const char *cell[] = { "", "", "", "" };
	struct reading *r = user;

	r->text.line = line;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < 4; k++)
			if (!strcmp(members[i].name, wanted[k]))
				cell[k] = members[i].value;
	if (what || !*cell[0] || strcasecmp(cell[1], "condition") || strcasecmp(cell[2], "sex"))
		return STARDOSE_OK;
	return take_sex(r, cell[0], cell[3]);
}

static int parse(const char *path, char *text, size_t size, const struct stardose_log *log,
		 struct sdi_sex_file *out, struct stardose_error *err)
{
	struct reading r = { .out = out, .sample = 0, .sex = 1, .kind = -1, .name = -1 };
	int ret = sdi_user_text(&r.text, path, "a table of sample and sex", "##", text, size, log,
				err);
	char *row;

	if (ret)
		return ret;
	if (sdi_is_json_rows(r.text.at, r.text.end - r.text.at))
		return sdi_json_rows(path, r.text.at, r.text.end - r.text.at, take_object, &r,
				     err);
	while (!ret && (row = sdi_user_row(&r.text)))
		ret = take_row(&r, row);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_sex_file_read(const char *path, const struct stardose_log *log, struct sdi_sex_file *out,
		      struct stardose_error *err)
{
	char *text;
	size_t size;
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, err);

	if (ret)
		return ret;
	ret = parse(path, text, size, log, out, err);
	free(text);
	return ret;
}

void sdi_sex_file_release(struct sdi_sex_file *file)
{
	sdi_sample_set_release(&file->samples);
	free(file->sex);
	memset(file, 0, sizeof(*file));
}
