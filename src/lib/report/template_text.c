/* template_text.c - the text of templates: those compiled in, or a laboratory's file */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "report/template_text.h"
#include "tables/table_text.h"
#include "templates/embedded.inc"
#include "util/no_memory.h"
#include "util/user_file.h"

#define MAX_BYTES ((size_t)16 << 20)	/* of one file; no page is larger */

/* A file that was read while parsing, once for all places: its text must stay until that ends. */
struct part { char *path, *text; size_t n; };
struct folder { const char *path; int n; struct part *parts; struct stardose_error why; };

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

/* @path is kept by the folder, or freed. NULL: it cannot be read, folder->why says why */
static const struct part *read_part(struct folder *folder, char *path)
{
	struct part *parts = realloc(folder->parts, (folder->n + 1) * sizeof(*parts)), *part;

	folder->parts = parts ? parts : folder->parts;
	part = parts ? &parts[folder->n] : NULL;
	if (!part) {
		sdi_no_memory(&folder->why);
	} else if (!sdi_user_slurp(path, MAX_BYTES, &part->text, &part->n, &folder->why)) {
		part->path = path;
		folder->n++;
		return part;
	}
	free(path);
	return NULL;
}

/* The part NAME.@suffix beside the template; NULL: it is not there, or cannot be read. */
static const struct part *part_beside(struct folder *folder, const char *name, const char *suffix)
{
	const char *slash = strrchr(folder->path, '/');
	int len = slash ? (int)(slash - folder->path) + 1 : 0;
	kstring_t path = KS_INITIALIZE;

	if (ksprintf(&path, "%.*s%s.%s", len, folder->path, name, suffix) < 0) {
		sdi_no_memory(&folder->why);
		return NULL;
	}
	for (int i = 0; i < folder->n; i++)
		if (!strcmp(folder->parts[i].path, path.s)) {
			ks_free(&path);
			return &folder->parts[i];
		}
	if (access(path.s, F_OK) == 0)
		return read_part(folder, ks_release(&path));
	ks_free(&path);
	return NULL;
}

/* NAME.html or NAME.css beside the laboratory's template, else what is compiled in. */
static const char *find_beside(void *user, const char *name, size_t *n)
{
	static const char *const suffix[] = { "html", "css" };
	struct folder *folder = user;

	for (int i = 0; i < 2 && !strchr(name, '/') && !folder->why.text[0]; i++) {
		const struct part *part = part_beside(folder, name, suffix[i]);

		if (part) {
			*n = part->n;
			return part->text;
		}
	}
	return folder->why.text[0] ? NULL : sdi_template_embedded(NULL, name, n);
}

static int open_file(const char *path, const struct sdi_template_names *names,
		     struct sdi_template **out, struct stardose_error *err)
{
	struct folder folder = { .path = path };
	size_t n;
	char *text = NULL;
	int ret = sdi_user_slurp(path, MAX_BYTES, &text, &n, &folder.why);

	if (!ret)
		ret = sdi_template_parse(path, text, n, find_beside, &folder, names, out, err);
	if (folder.why.text[0])		/* the file, or a part of it, is there and cannot be read */
		ret = stardose_error_set(err,
					 folder.why.status == STARDOSE_EINPUT ? STARDOSE_ETABLE
									      : folder.why.status,
					 "the template: %s", folder.why.text);
	for (int i = 0; i < folder.n; i++) {
		free(folder.parts[i].path);
		free(folder.parts[i].text);
	}
	free(folder.parts);
	free(text);
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
