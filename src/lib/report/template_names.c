/* template_names.c - the names that a template may ask for */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <stardose/status.h>
#include "report/template_names.h"
#include "util/nearest.h"

static int add(struct sdi_template_names *names, const char *name)
{
	if (names->n == names->m) {
		int m = names->m ? 2 * names->m : 256;
		const char **grown = realloc(names->name, m * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		names->name = grown;
		names->m = m;
	}
	names->name[names->n++] = name;
	return STARDOSE_OK;
}

int sdi_template_names_open(struct sdi_template_names *names, const char *text, size_t size,
			    const struct sdi_words *words)
{
	char *next, *line;
	int ret = STARDOSE_OK;

	memset(names, 0, sizeof(*names));
	next = names->text = strndup(text, size);
	if (!next)
		return STARDOSE_ENOMEM;
	while (!ret && (line = strsep(&next, "\n")))
		if (*line && *line != '#')
			ret = add(names, line);
	for (int i = 0; !ret && i < words->n; i++)
		if (!strcmp(words->word[i].kind, "sentence") ||
		    !strcmp(words->word[i].kind, "page"))
			ret = add(names, words->word[i].code);
	return ret;
}

void sdi_template_names_release(struct sdi_template_names *names)
{
	free(names->name);
	free(names->text);
	memset(names, 0, sizeof(*names));
}

static int is_known(const struct sdi_template_names *names, const char *name)
{
	for (int i = 0; i < names->n; i++)
		if (!strcmp(names->name[i], name))
			return 1;
	return 0;
}

int sdi_template_names_unknown(const struct sdi_template_names *names, const char *name, char *part,
			       size_t size, char *near, size_t near_size)
{
	const char *out[3];
	struct sdi_nearest nearest;

	if (!strcmp(name, "."))
		return 0;
	for (;; name += strcspn(name, ".") + 1) {
		snprintf(part, size, "%.*s", (int)strcspn(name, "."), name);
		if (!is_known(names, part))
			break;
		if (!name[strcspn(name, ".")])
			return 0;
	}
	sdi_nearest_init(&nearest, part, out, 3);
	for (int i = 0; i < names->n; i++)
		sdi_nearest_consider(&nearest, names->name[i]);
	*near = '\0';
	sdi_nearest_text(&nearest, near, near_size);
	return 1;
}
