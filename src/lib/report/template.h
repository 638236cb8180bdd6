/*
 * template.h - a page with gaps and the JSON that fills them: a small, safe part of the Mustache
 * language
 *
 *   {{name}}  {{a.b}}  {{.}}    a value, always escaped for HTML; there is no way to print one raw
 *   {{#name}} ... {{/name}}     once for each element of an array, once for an object, a true value
 * or a text that is not empty
 *   {{^name}} ... {{/name}}     once where {{#name}} would print nothing
 *   {{>name}}                   another template at this place
 *   {{! ... }}                  a remark
 *
 * Names are looked up from the innermost section outwards. A section tag, partial or remark that
 * has a line of its own takes the line with it. A name that the data lacks prints nothing, as a
 * null does; one that no report has is an error of the template. docs/TEMPLATES.md is for
 * designers.
 */
#ifndef SDI_TEMPLATE_H
#define SDI_TEMPLATE_H

#include <stddef.h>
#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include <stardose/writer.h>
#include "report/template_names.h"

struct sdi_template;

/*
 * Where {{>name}} comes from.
 * Return: the text, which must outlive the parsing, with its length in @n; NULL: there is none of
 * this name
 */
typedef const char *sdi_template_find_fn(void *user, const char *name, size_t *n);

/*
 * sdi_template_parse() - read a template and all that it includes
 * @name: for messages
 * @find: NULL: {{>name}} is an error
 * @names: those that are known, others are errors; NULL: any
 * @out:  new, free with sdi_template_free(); untouched after an error
 * Return: STARDOSE_OK; STARDOSE_ETABLE: "name:line: what is wrong"; STARDOSE_ENOMEM
 */
int sdi_template_parse(const char *name, const char *text, size_t n, sdi_template_find_fn *find,
		       void *user, const struct sdi_template_names *names,
		       struct sdi_template **out, struct stardose_error *err);
void sdi_template_free(struct sdi_template *template);

/*
 * sdi_template_render() - append the page to @out
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_template_render(const struct sdi_template *template, const cJSON *data, kstring_t *out);

/* A list whose elements come one after the other, so that it is never whole in memory. */
struct sdi_template_list {
	const char *name;		/* as {{#name}} has it */
	int n;				/* of its elements */
	/*
	 * next() - the element at @place, which goes up from 0, and from 0 again where the template
	 * has the list once more
	 * @element: new, cJSON_Delete() by the caller; also after an error, unless NULL
	 * Return: STARDOSE_OK, or a status that ends the filling, with its reason in @err
	 */
	int (*next)(void *user, int place, cJSON **element, struct stardose_error *err);
	void *user;
};

/*
 * sdi_template_stream() - fill a page with a list of any length and hand it to @sink in pieces of
 * about 64 KB
 * @data: the other values; a member of the list's name hides the list
 * Return: STARDOSE_OK; STARDOSE_ENOMEM; what the list or @sink returned
 */
int sdi_template_stream(const struct sdi_template *template, const cJSON *data,
			const struct sdi_template_list *list, stardose_sink_fn *sink,
			void *sink_user, struct stardose_error *err);

/*
 * sdi_html_escape() - append @text as HTML text or attribute value
 * & < > " ' become entities. Control characters and the marks that turn the direction of writing
 * become U+FFFD, bytes that are no UTF-8 too: a name from a file may say anything, but not change
 * the page around it.
 */
int sdi_html_escape(kstring_t *out, const char *text);

#endif
