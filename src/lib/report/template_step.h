/* template_step.h - a template once parsed (template.c), for who fills it (template_fill.c) */
#ifndef SDI_TEMPLATE_STEP_H
#define SDI_TEMPLATE_STEP_H

#include "report/template.h"

#define SDI_TEMPLATE_DEPTH 32 /* of sections and of partials */

enum sdi_template_step_kind {
	SDI_STEP_TEXT,
	SDI_STEP_VALUE,
	SDI_STEP_SECTION,
	SDI_STEP_INVERTED,
	SDI_STEP_END
};

/*
 * A section's @jump is the index of its end; the end's @jump is unused. @text of a value or section
 * is its name as it is looked up:
 * @n_parts words, each with its own zero byte ("a.b": "a\0b\0"). The name "." has no part.
 */
struct sdi_template_step {
	enum sdi_template_step_kind kind;
	char *text;
	size_t n;
	int jump, n_parts;
};

struct sdi_template {
	int n, m;
	struct sdi_template_step *steps;
};

/* sdi_template_step_has() - is the step's name this one, "a.b" as one text? */
int sdi_template_step_has(const struct sdi_template_step *step, const char *name);

#endif
