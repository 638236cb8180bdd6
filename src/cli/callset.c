#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <cjson/cJSON.h>
#include <stardose/lines.h>
#include "callset.h"
#include "lines.h"

#define MAX_FIELDS 256

static const char *const column_names[CALLSET_N_COLUMNS] = {
	"sample", "gene",   "diplotype",      "alternates",
	"has_sv", "builds", "snv_projection", "snv_projection_grch37"
};

/* Where each column stands in the lines of one file; -1: nowhere. */
struct layout { int is_json, at[CALLSET_N_COLUMNS]; };

static struct callset_row *new_row(struct callset *set, int line)
{
	struct callset_row *row;

	if (set->n == set->m) {
		int m = set->m ? 2 * set->m : 256;
		struct callset_row *grown = realloc(set->rows, m * sizeof(*grown));

		if (!grown)
			return NULL;
		set->rows = grown;
		set->m = m;
	}
	row = &set->rows[set->n++];
	*row = (struct callset_row){ .line = line };
	for (int c = 0; c < CALLSET_N_COLUMNS; c++)
		row->cell[c] = "";
	return row;
}

/* Does the line head a table? Then @layout says where the columns are. Cuts the line. */
static int is_header(char *line, struct layout *layout)
{
	char *field[MAX_FIELDS];
	int n = stardose_line_cut(line, '\t', field, MAX_FIELDS), n_needed = 0;

	n = n < MAX_FIELDS ? n : MAX_FIELDS;
	for (int c = 0; c < CALLSET_N_COLUMNS; c++)
		layout->at[c] = stardose_line_column(field, n, column_names[c]);
	for (int c = CALLSET_SAMPLE; c <= CALLSET_DIPLOTYPE; c++)
		n_needed += layout->at[c] >= 0;
	return n_needed == 3;
}

static int add_line(struct callset *set, const struct layout *layout, const char *text, int line,
		    const char *path, struct stardose_error *err)
{
	struct callset_row *row = new_row(set, line);
	char *field[MAX_FIELDS];

	if (!row || !(row->text = strdup(text)))
		return STARDOSE_ENOMEM;
	stardose_line_cut(row->text, '\t', field, MAX_FIELDS);
	for (int c = 0; c < CALLSET_N_COLUMNS; c++)
		if (layout->at[c] >= 0)
			row->cell[c] = field[layout->at[c]];
	if (!*row->cell[CALLSET_SAMPLE] || !*row->cell[CALLSET_GENE])
		return stardose_error_set(err, STARDOSE_EINPUT, "no sample or gene in '%s' line %d",
					  path, line);
	return STARDOSE_OK;
}

static int add_json_gene(struct callset *set, const char *sample, const cJSON *gene, int line)
{
	const cJSON *name = cJSON_GetObjectItemCaseSensitive(gene, "gene");
	const cJSON *diplotype = cJSON_GetObjectItemCaseSensitive(gene, "diplotype");
	const char *text = cJSON_IsString(diplotype) ? diplotype->valuestring : ".";
	struct callset_row *row;
	size_t n_sample = strlen(sample) + 1, n_gene;

	if (!cJSON_IsString(name) || !lines_is_plain(sample) ||
	    !lines_is_plain(name->valuestring) || !lines_is_plain(text))
		return STARDOSE_EINPUT;
	n_gene = strlen(name->valuestring) + 1;
	row = new_row(set, line);
	if (!row || !(row->text = malloc(n_sample + n_gene + strlen(text) + 1)))
		return STARDOSE_ENOMEM;
	row->cell[CALLSET_SAMPLE] = strcpy(row->text, sample);
	row->cell[CALLSET_GENE] = strcpy(row->text + n_sample, name->valuestring);
	row->cell[CALLSET_DIPLOTYPE] = strcpy(row->text + n_sample + n_gene, text);
	return STARDOSE_OK;
}

static int add_json(struct callset *set, const char *text, int line, const char *path,
		    struct stardose_error *err)
{
	cJSON *json = cJSON_Parse(text);
	const cJSON *sample = cJSON_GetObjectItemCaseSensitive(json, "sample"), *gene;
	const cJSON *genes = cJSON_GetObjectItemCaseSensitive(json, "genes");
	int ret = cJSON_IsString(sample) && cJSON_IsArray(genes) ? STARDOSE_OK : STARDOSE_EINPUT;

	cJSON_ArrayForEach(gene, genes)
		if (!ret)
			ret = add_json_gene(set, sample->valuestring, gene, line);
	cJSON_Delete(json);
	if (ret == STARDOSE_EINPUT)
		stardose_error_set(
			err, ret,
			"cannot read '%s' line %d: not an object as `call -O j` writes it", path,
			line);
	return ret;
}

/* The first line: a header, or three cells of a table without one. */
static int begin(struct callset *set, struct layout *layout, const char *text, int line,
		 const char *path, struct stardose_error *err)
{
	static const struct layout headerless = { 0, { 0, 1, 2, -1, -1, -1, -1, -1 } };
	char *copy = strdup(text);
	int is_head;

	if (!copy)
		return STARDOSE_ENOMEM;
	is_head = is_header(copy, layout);
	free(copy);
	if (is_head) {
		set->is_truth = layout->at[CALLSET_HAS_SV] >= 0 ||
				layout->at[CALLSET_ALTERNATES] >= 0 ||
				layout->at[CALLSET_BUILDS] >= 0;
		return STARDOSE_OK;
	}
	if (text[0] == '#' || !strchr(text, '\t') || !strchr(strchr(text, '\t') + 1, '\t'))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "no columns sample, gene and diplotype in '%s'", path);
	*layout = headerless;
	return add_line(set, layout, text, line, path, err);
}

/* One line that is neither empty nor a comment. @n_lines counts those before it. */
static int add(struct callset *set, struct layout *layout, const char *text, int n_lines, int line,
	       const char *path, struct stardose_error *err)
{
	const int is_json = text[0] == '{';

	if (n_lines && is_json != layout->is_json)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' line %d: rows and lines of JSON are in one file; "
					  "give one kind of them",
					  path, line);
	layout->is_json = is_json;
	if (is_json)
		return add_json(set, text, line, path, err);
	return n_lines ? add_line(set, layout, text, line, path, err)
		       : begin(set, layout, text, line, path, err);
}

struct reading { struct callset *set; struct layout layout; int n_lines; const char *path; };

static int take(void *data, char *line, size_t n, int number, struct stardose_error *err)
{
	struct reading *r = data;

	return n && strncmp(line, "##", 2) != 0
		       ? add(r->set, &r->layout, line, r->n_lines++, number, r->path, err)
		       : STARDOSE_OK;
}

int callset_read(const char *path, struct callset *out, struct stardose_error *err)
{
	struct reading r = { .set = out, .path = path };
	int ret;

	memset(out, 0, sizeof(*out));
	ret = stardose_lines_read(path, take, &r, err);
	if (!ret && !r.n_lines)
		ret = stardose_error_set(err, STARDOSE_EINPUT, "'%s' is empty", path);
	return ret;
}

void callset_release(struct callset *set)
{
	for (int i = 0; i < set->n; i++)
		free(set->rows[i].text);
	free(set->rows);
	memset(set, 0, sizeof(*set));
}

static int key_order(const char *sample, const char *gene, const struct callset_row *row)
{
	int c = strcmp(sample, row->cell[CALLSET_SAMPLE]);

	return c ? c : strcasecmp(gene, row->cell[CALLSET_GENE]);
}

static int row_order(const void *pa, const void *pb)
{
	const struct callset_row *a = pa, *b = pb;
	int c = key_order(a->cell[CALLSET_SAMPLE], a->cell[CALLSET_GENE], b);

	return c ? c : (a->line > b->line) - (a->line < b->line);
}

int callset_same_key(const struct callset_row *a, const struct callset_row *b)
{
	return key_order(a->cell[CALLSET_SAMPLE], a->cell[CALLSET_GENE], b) == 0;
}

void callset_sort(struct callset *set)
{
	if (set->n)
		qsort(set->rows, set->n, sizeof(*set->rows), row_order);
}

int callset_find(const struct callset *set, const char *sample, const char *gene)
{
	int lo = 0, hi = set->n;

	while (lo < hi) {
		int mid = lo + (hi - lo) / 2;

		if (key_order(sample, gene, &set->rows[mid]) > 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < set->n && key_order(sample, gene, &set->rows[lo]) == 0 ? lo : -1;
}
