/* template_text.c - the text of templates: those compiled in, or a laboratory's file */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "report/template_text.h"
#include "tables/table_text.h"
#include "templates/embedded.inc"
#include "util/no_memory.h"
#include "util/user_file.h"

#define MAX_PARTS 32
#define MAX_BYTES ((size_t)16 << 20)	/* of one file; no page is larger */

/* Files that were read while parsing: their text must stay until it ends. */
struct folder { const char *path; int n; char *text[MAX_PARTS]; struct stardose_error why; };

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

/* NAME.html or NAME.css beside the laboratory's template, else what is compiled in. */
static const char *find_beside(void *user, const char *name, size_t *n)
{
	static const char *const suffix[] = { "html", "css" };
	struct folder *folder = user;
	const char *slash = strrchr(folder->path, '/');
	int len = slash ? (int)(slash - folder->path) + 1 : 0;

	for (int i = 0; i < 2 && folder->n < MAX_PARTS && !strchr(name, '/'); i++) {
		kstring_t path = KS_INITIALIZE;
		char **text = &folder->text[folder->n];
		int found = ksprintf(&path, "%.*s%s.%s", len, folder->path, name, suffix[i]) >= 0 &&
			    access(path.s, F_OK) == 0;

		if (found && !folder->why.text[0])
			found = sdi_user_slurp(path.s, MAX_BYTES, text, n, &folder->why) == 0;
		ks_free(&path);
		if (found)
			return folder->text[folder->n++];
	}
	return sdi_template_embedded(NULL, name, n);
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
	if (folder.why.text[0]) {	/* the file, or a part of it, is there and cannot be read */
		if (!ret)
			sdi_template_free(*out);
		ret = stardose_error_set(err,
					 folder.why.status == STARDOSE_EUSAGE ? STARDOSE_EUSAGE
									      : STARDOSE_ETABLE,
					 "the template: %s", folder.why.text);
	}
	for (int i = 0; i < folder.n; i++)
		free(folder.text[i]);
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
