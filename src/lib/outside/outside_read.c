/* outside_read.c - readings, names of files, JSON: what the readers share */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <stardose/tables.h>
#include "outside/outside_read.h"

void sdi_readings_add(struct sdi_readings *readings, const char *text)
{
	for (int i = 0; i < readings->n; i++)
		if (!strcmp(readings->text[i], text))
			return;
	if (readings->n == SDI_OUTSIDE_READINGS)
		readings->too_many = 1;
	else
		readings->text[readings->n++] = text;
}

int sdi_readings_join(const struct sdi_readings *readings, kstring_t *out)
{
	int failed = ks_resize(out, out->l + 1) < 0;

	for (int i = 0; i < readings->n && !failed; i++)
		failed = (i && kputc(';', out) < 0) || kputs(readings->text[i], out) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

const char *sdi_outside_shown(const char *text, char buf[SDI_SHOWN])
{
	size_t n = 0;

	for (; text[n] && n < SDI_SHOWN - 1; n++)
		buf[n] = (unsigned char)text[n] < ' ' || text[n] == 0x7f ? '?' : text[n];
	while (text[n] && n && ((unsigned char)text[n] & 0xc0) == 0x80)
		n--;		/* not in the middle of a character */
	buf[n] = '\0';
	return buf;
}

int sdi_outside_is(const char *a, const char *b) { return !strcasecmp(a, b); }

int sdi_outside_has(const char *text, size_t size, size_t limit, const char *mark)
{
	const char *end = text + (size < limit ? size : limit);
	size_t n = strlen(mark);

	for (; (size_t)(end - text) >= n; text++) {
		text = memchr(text, mark[0], end - text - n + 1);
		if (!text)
			return 0;
		if (!memcmp(text, mark, n))
			return 1;
	}
	return 0;
}

int sdi_outside_begins(const char *text, const char *mark)
{
	text += strspn(text, " \t\r\n");
	return !strncmp(text, mark, strlen(mark));
}

/* The length of @path without ".gz" or ".bgz" at its end. */
static size_t without_gz(const char *path)
{
	size_t n = strlen(path);

	if (n >= 3 && !strcasecmp(path + n - 3, ".gz"))
		return n - 3;
	return n >= 4 && !strcasecmp(path + n - 4, ".bgz") ? n - 4 : n;
}

int sdi_outside_path_sample(const char *path, const char *end, kstring_t *out)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	size_t n = without_gz(name), n_end = strlen(end);

	out->l = 0;
	if (n <= n_end || strncasecmp(name + n - n_end, end, n_end))
		return 0;
	return kputsn(name, n - n_end, out) < 0 ? STARDOSE_ENOMEM : 1;
}

/* Three letters, digits, one letter, digits, and no more. */
static int has_form_of_gene(const char *word, size_t n)
{
	size_t i = 0, digits;

	while (i < n && isalpha((unsigned char)word[i]))
		i++;
	if (i != 3)
		return 0;
	for (digits = i; i < n && isdigit((unsigned char)word[i]); )
		i++;
	if (i == digits || i == n || !isalpha((unsigned char)word[i]))
		return 0;
	for (digits = ++i; i < n && isdigit((unsigned char)word[i]); )
		i++;
	return i > digits && i == n;
}

/* Where the last three parts of a path begin. */
static const char *inner_parts(const char *path)
{
	const char *at = path + strlen(path);

	for (int slashes = 0; at > path; at--)
		if (at[-1] == '/' && ++slashes == 3)
			break;
	return at;
}

int sdi_outside_path_gene(const char *path, kstring_t *out)
{
	static const char between[] = "/._-";
	const char *gene = NULL;
	size_t n, n_gene = 0;

	out->l = 0;
	for (const char *word = inner_parts(path); *word;
	     word += n, word += strspn(word, between)) {
		n = strcspn(word, between);
		if (!has_form_of_gene(word, n))
			continue;
		if (gene && (n_gene != n || strncasecmp(gene, word, n))) {
			n_gene = 0;	/* two genes: neither can be told */
			break;
		}
		gene = word;
		n_gene = n;
	}
	if (kputsn(gene ? gene : "", n_gene, out) < 0)
		return STARDOSE_ENOMEM;
	for (size_t i = 0; i < out->l; i++)
		out->s[i] = toupper((unsigned char)out->s[i]);
	return STARDOSE_OK;
}

const struct stardose_gene *sdi_outside_sole_gene(const struct stardose_tables *tables,
						  const char *format)
{
	size_t n = strcspn(format, "-");

	for (int g = 0; g < tables->n_genes; g++)
		for (const char *at = tables->genes[g].programs; at && *at;
		     at += strcspn(at, ","), at += *at == ',')
			if (n && strcspn(at, ",") == n && !strncmp(at, format, n))
				return &tables->genes[g];
	return NULL;
}

int sdi_outside_json(const char *text, size_t size, cJSON **root, struct stardose_error *err)
{
	const char *end = text;

	*root = cJSON_ParseWithLengthOpts(text, size, &end, 0);
	if (*root)
		while (end < text + size && isspace((unsigned char)*end))
			end++;
	if (*root && end == text + size && cJSON_IsObject(*root))
		return STARDOSE_OK;
	if (*root && end == text + size)
		stardose_error_set(err, STARDOSE_EINPUT, "is JSON, but no object");
	else
		stardose_error_set(err, STARDOSE_EINPUT,
				   "is not JSON, or cut short: it breaks off near byte %zu",
				   (size_t)(end - text) + 1);
	cJSON_Delete(*root);
	*root = NULL;
	return STARDOSE_EINPUT;
}

const char *sdi_outside_json_text(const cJSON *object, const char *member)
{
	return cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, member));
}
