/*
 * tsv.c - tab-separated facts
 *
 * One copy of the text is made and cut in place, so that every cell is a string inside it and a
 * table costs two allocations whatever its size.
 */
#include <stdlib.h>
#include <string.h>
#include "util/text.h"
#include "util/tsv.h"
#include "util/no_memory.h"
#include "util/user_file.h"

/*
 * What the first pass counts, so that the second one can place pointers without growing anything.
 */
struct shape { int n_meta, n_cols, n_rows; };

static int count_fields(const char *s, const char *end)
{
	const uint64_t low = UINT64_C(0x7f7f7f7f7f7f7f7f);
	int n = 1;

	for (; end - s >= 8; s += 8) { /* eight bytes at once: those that are a tab become 0 */
		uint64_t x;

		memcpy(&x, s, sizeof(x));
		x ^= UINT64_C(0x0909090909090909);
		x = ~(((x & low) + low) | x | low) >> 7; /* one bit for each */
		n += x * UINT64_C(0x0101010101010101) >> 56;
	}
	for (; s < end; s++)
		n += *s == '\t';
	return n;
}

/*
 * The next line of [s, end): sets *stop to its end without CR or LF; returns the start of the line
 * after it.
 */
static char *line_end(char *s, char *end, char **stop)
{
	char *nl = memchr(s, '\n', end - s);

	*stop = nl ? nl : end;
	if (*stop > s && (*stop)[-1] == '\r')
		(*stop)--;
	return nl ? nl + 1 : end;
}

static int is_meta(const char *s, const char *stop)
{
	return stop - s > 2 && s[0] == '#' && s[1] == '#';
}

static int measure(const char *name, char *text, char *end, struct shape *shape,
		   struct stardose_error *err)
{
	char *s = text, *stop, *next;
	int line = 1, n;

	memset(shape, 0, sizeof(*shape));
	for (; s < end; s = next, line++) {
		next = line_end(s, end, &stop);
		if (stop == s)
			continue;
		if (!shape->n_cols && is_meta(s, stop)) {
			shape->n_meta++;
			continue;
		}
		n = count_fields(s, stop);
		if (!shape->n_cols)
			shape->n_cols = n;
		else if (n != shape->n_cols)
			return stardose_error_set(err, STARDOSE_ETABLE,
						  "%s:%d: %d fields where the header has %d", name,
						  line, n, shape->n_cols);
		else
			shape->n_rows++;
	}
	if (!shape->n_cols)
		return stardose_error_set(err, STARDOSE_ETABLE, "%s: no header line", name);
	return STARDOSE_OK;
}

/* One block holds every array: header, cells, meta keys and values, line numbers, and the name. */
static int allocate(struct sdi_tsv *tsv, const char *name, const struct shape *shape)
{
	size_t n_cells = (size_t)shape->n_rows * shape->n_cols;
	size_t n_ptr = shape->n_cols + 2 * (size_t)shape->n_meta;
	const char **ptr = malloc(n_ptr * sizeof(*ptr) + n_cells * sizeof(*tsv->cell) +
				  shape->n_rows * sizeof(int) + strlen(name) + 1);

	if (!ptr)
		return STARDOSE_ENOMEM;
	tsv->n_rows = shape->n_rows;
	tsv->n_cols = shape->n_cols;
	tsv->n_meta = shape->n_meta;
	tsv->col = ptr;
	tsv->meta_key = tsv->col + shape->n_cols;
	tsv->meta_value = tsv->meta_key + shape->n_meta;
	tsv->cell = (uint32_t *)(tsv->meta_value + shape->n_meta);
	tsv->line = (int *)(tsv->cell + n_cells);
	tsv->name = strcpy((char *)(tsv->line + shape->n_rows), name);
	return STARDOSE_OK;
}

/* The field at *s, which ends at a tab or at @stop, as a string; *s is moved to the next one. */
static char *cut(char **s, char *stop)
{
	char *field = *s, *tab = memchr(field, '\t', stop - field);

	*(tab ? tab : stop) = '\0';
	*s = tab ? tab + 1 : stop;
	return field;
}

static void cut_meta(char *s, char *stop, const char **key, const char **value)
{
	char *eq = memchr(s, '=', stop - s);

	*stop = '\0';
	*key = s + 2;
	*value = eq ? eq + 1 : stop;
	if (eq)
		*eq = '\0';
}

static void fill(struct sdi_tsv *tsv, char *text, char *end)
{
	uint32_t *cell = (uint32_t *)tsv->cell;
	int *line_of = (int *)tsv->line;
	char *s = text, *stop, *next;
	int line = 1, n_meta = 0, has_header = 0;

	for (; s < end; s = next, line++) {
		next = line_end(s, end, &stop);
		if (stop == s)
			continue;
		if (!has_header && is_meta(s, stop)) {
			cut_meta(s, stop, &tsv->meta_key[n_meta], &tsv->meta_value[n_meta]);
			n_meta++;
		} else if (!has_header) {
			s += *s == '#';
			for (int c = 0; c < tsv->n_cols; c++)
				tsv->col[c] = cut(&s, stop);
			has_header = 1;
		} else {
			for (int c = 0; c < tsv->n_cols; c++) /* texts have at most 256 MB */
				*cell++ = cut(&s, stop) - tsv->text;
			*line_of++ = line;
		}
	}
}

/* Takes @text (size + 1 bytes allocated) whether it succeeds or not. */
static int parse_taken(const char *name, char *text, size_t size, struct sdi_tsv *out,
		       struct stardose_error *err)
{
	size_t bom = size >= 3 && !memcmp(text, "\xef\xbb\xbf", 3) ? 3 : 0;
	struct shape shape;
	char *beg = text + bom, *end = text + size;
	int ret = STARDOSE_OK;

	memset(out, 0, sizeof(*out));
	if (memchr(text, '\0', size))
		ret = stardose_error_set(err, STARDOSE_ETABLE,
					 "%s: holds binary data, not tab-separated text", name);
	if (!ret)
		ret = measure(name, beg, end, &shape, err);
	if (!ret && allocate(out, name, &shape) < 0)
		ret = sdi_no_memory(err);
	if (ret) {
		free(text);
		return ret;
	}
	out->text = text;
	fill(out, beg, end);
	return STARDOSE_OK;
}

int sdi_tsv_parse(const char *name, const char *text, size_t size, struct sdi_tsv *out,
		  struct stardose_error *err)
{
	char *copy = malloc(size + 1);

	memset(out, 0, sizeof(*out));
	if (!copy)
		return sdi_no_memory(err);
	memcpy(copy, text, size);
	copy[size] = '\0';
	return parse_taken(name, copy, size, out, err);
}

/* A table is text: where it is not, the place is named. @text ends with a NUL. */
static int check_text(const char *path, const char *text, size_t size, struct stardose_error *err)
{
	const unsigned char *s = (const unsigned char *)text;
	int line = 1, field = 1;

	if (memchr(text, '\0', size))
		return STARDOSE_OK; /* parsing says so */
	while (*s) {
		uint32_t code;
		int n = sdi_utf8(s, &code);

		if (!n || ((code < ' ' || code == 127) && !strchr("\t\n\r", (int)code)))
			return stardose_error_set(err, STARDOSE_ETABLE,
						  "%s:%d: field %d holds %s", path, line, field,
						  n ? "a control character"
						    : "bytes that are not UTF-8");
		field = code == '\n' ? 1 : field + (code == '\t');
		line += code == '\n';
		s += n;
	}
	return STARDOSE_OK;
}

int sdi_tsv_slurp(const char *path, char **text, size_t *size, struct stardose_error *err)
{
	int ret = sdi_user_slurp(path, SDI_USER_MAX_BYTES, text, size, err);

	if (ret && ret != STARDOSE_ENOMEM)
		ret = STARDOSE_ETABLE;
	if (ret && err)
		err->status = ret;
	if (ret)
		return ret;
	ret = check_text(path, *text, *size, err);
	if (ret) {
		free(*text);
		*text = NULL;
	}
	return ret;
}

int sdi_tsv_read(const char *path, struct sdi_tsv *out, struct stardose_error *err)
{
	size_t size;
	char *text;
	int ret = sdi_tsv_slurp(path, &text, &size, err);

	memset(out, 0, sizeof(*out));
	if (ret)
		return ret;
	return parse_taken(strcmp(path, "-") ? path : "standard input", text, size, out, err);
}

void sdi_tsv_release(struct sdi_tsv *tsv)
{
	if (!tsv)
		return;
	free(tsv->text);
	free(tsv->col);
	memset(tsv, 0, sizeof(*tsv));
}

int sdi_tsv_col(const struct sdi_tsv *tsv, const char *name)
{
	for (int i = 0; i < tsv->n_cols; i++)
		if (!strcmp(tsv->col[i], name))
			return i;
	return -1;
}

int sdi_tsv_need(const struct sdi_tsv *tsv, const char *name, struct stardose_error *err)
{
	int col = sdi_tsv_col(tsv, name);

	return col >= 0 ? col
			: stardose_error_set(err, STARDOSE_ETABLE, "%s: no column '%s'", tsv->name,
					     name);
}

const char *sdi_tsv_cell(const struct sdi_tsv *tsv, int row, int col)
{
	if (row < 0 || row >= tsv->n_rows || col < 0 || col >= tsv->n_cols)
		return "";
	return tsv->text + tsv->cell[(size_t)row * tsv->n_cols + col];
}

const char *sdi_tsv_meta(const struct sdi_tsv *tsv, const char *key)
{
	for (int i = 0; i < tsv->n_meta; i++)
		if (!strcmp(tsv->meta_key[i], key))
			return tsv->meta_value[i];
	return "";
}
