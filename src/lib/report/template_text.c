/* template_text.c - the text of templates: those compiled in, or a laboratory's file */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "report/template_text.h"
#include "tables/table_text.h"
#include "templates/embedded.inc"
#include "util/no_memory.h"

#define MAX_PARTS 32

/* Files that were read while parsing: their text must stay until it ends. */
struct folder { const char *path; int n; kstring_t text[MAX_PARTS]; };

const char *sdi_template_embedded(void *user, const char *name, size_t *n)
{
	(void)user;
	for (size_t i = 0; i < sizeof(embedded_tables) / sizeof(*embedded_tables); i++)
		if (!strcmp(embedded_tables[i].name, name)) {
			*n = embedded_tables[i].size;
			return (const char *)embedded_tables[i].bytes;
		}
	return NULL;
}

static int read_file(const char *path, kstring_t *out)
{
	FILE *from = fopen(path, "rb");
	char buffer[16384];
	size_t n;
	int failed = 0;

	if (!from)
		return -1;
	while (!failed && (n = fread(buffer, 1, sizeof(buffer), from)) > 0)
		failed = kputsn(buffer, n, out) < 0;
	failed |= ferror(from);
	fclose(from);
	return failed || (!out->s && kputs("", out) < 0) ? -1 : 0;
}

/* NAME.html or NAME.css beside the laboratory's template, else what is compiled in. */
static const char *find_beside(void *user, const char *name, size_t *n)
{
	static const char *const suffix[] = { "html", "css" };
	struct folder *folder = user;
	const char *slash = strrchr(folder->path, '/');
	int len = slash ? (int)(slash - folder->path) + 1 : 0;

	for (int i = 0; i < 2 && folder->n < MAX_PARTS && !strchr(name, '/'); i++) {
		kstring_t path = KS_INITIALIZE, *text = &folder->text[folder->n];
		int found = ksprintf(&path, "%.*s%s.%s", len, folder->path, name, suffix[i]) >= 0 &&
			    read_file(path.s, text) == 0;

		ks_free(&path);
		if (found) {
			folder->n++;
			*n = text->l;
			return text->s;
		}
		text->l = 0;
	}
	return sdi_template_embedded(NULL, name, n);
}

static int open_file(const char *path, const struct sdi_template_names *names,
		     struct sdi_template **out, struct stardose_error *err)
{
	struct folder folder = { .path = path };
	kstring_t text = KS_INITIALIZE;
	int ret;

	errno = 0;
	if (read_file(path, &text))
		ret = stardose_error_set(err, STARDOSE_ETABLE, "cannot read the template '%s': %s",
					 path, errno ? strerror(errno) : "out of memory");
	else
		ret = sdi_template_parse(path, text.s, text.l, find_beside, &folder, names, out, err);
	for (int i = 0; i < MAX_PARTS; i++)
		ks_free(&folder.text[i]);
	ks_free(&text);
	return ret;
}

static int open_embedded(const char *name, const struct sdi_template_names *names,
			 struct sdi_template **out, struct stardose_error *err)
{
	size_t n;
	const char *text = sdi_template_embedded(NULL, name, &n);

	if (!text)
		return stardose_error_set(err, STARDOSE_ETABLE, "there is no template '%s'", name);
	return sdi_template_parse(name, text, n, sdi_template_embedded, NULL, names, out, err);
}

int sdi_template_open(const char *name, const char *path, const struct sdi_words *words,
		      struct sdi_template **out, struct stardose_error *err)
{
	struct sdi_template_names names;
	size_t n = 0;
	const char *text = sdi_template_embedded(NULL, "names", &n);
	int ret = sdi_template_names_open(&names, text, n, words);

	if (ret)
		ret = sdi_no_memory(err);
	else
		ret = path ? open_file(path, &names, out, err)
			   : open_embedded(name, &names, out, err);
	sdi_template_names_release(&names);
	return ret;
}
