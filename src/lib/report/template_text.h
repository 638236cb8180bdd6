/* template_text.h - the text of templates: those compiled in, or a laboratory's file */
#ifndef SDI_TEMPLATE_TEXT_H
#define SDI_TEMPLATE_TEXT_H

#include "report/template.h"

/*
 * sdi_template_embedded() - a template that is compiled in, by its name without suffix
 * ("clinician"), as sdi_template_find_fn; @user unused
 */
const char *sdi_template_embedded(void *user, const char *name, size_t *n);

/*
 * sdi_template_open() - read and parse
 * @path: a file, whose partials are looked for beside it (NAME.html, NAME.css) and then among those
 * compiled in, each read once; one that is there and cannot be read is an error. NULL: the
 * compiled-in template @name
 * @words: whose sentences can be asked for by name, as the members of a report can
 * @out:   new, free with sdi_template_free(); untouched after an error
 * Return: STARDOSE_OK; STARDOSE_ETABLE: cannot be read, is broken, or asks for a name that no
 * report has; STARDOSE_EUSAGE: @path is a URL; STARDOSE_ENOMEM
 */
int sdi_template_open(const char *name, const char *path, const struct sdi_words *words,
		      struct sdi_template **out, struct stardose_error *err);

#endif
