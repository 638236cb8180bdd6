/*
 * fuzz_context.c - any bytes as a file of persons: refused with a message, or every row is a
 * person's or was set aside
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <stardose/context.h>
#include <stardose/guidance.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void hear(void *user, int level, const char *text)
{
	(void)level;
	if (!*text || strchr(text, '\n'))
		abort();
	++*(int *)user;
}

/* What is known of one person makes lines, and conversions with words. */
static void advise(struct stardose_guide *guide, struct stardose_context *context,
		   const char *sample)
{
	const struct stardose_person *person = stardose_context_person(context, sample);
	const struct stardose_guidance *out;

	stardose_guide_about(guide, person);
	if (stardose_guide_results(guide, NULL, 0, &out, NULL) != STARDOSE_OK ||
	    out->person != person)
		abort();
	for (int i = 0; i < out->n_conversions; i++)
		if (!out->conversions[i]->text[0] ||
		    (out->conversions[i]->is_computed && !out->conversions[i]->phenotype))
			abort();
	for (int i = 0; person && i < person->n_items; i++)
		if (person->items[i].kind == STARDOSE_CONTEXT_MEDICINE && !person->items[i].text[0])
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct stardose_tables
		*tables; /* opened once: a fuzzer calls this a million times */
	const struct stardose_context_options options = { sizeof(options), NULL, "c1" };
	const struct stardose_guide_options medicines = { .size = sizeof(medicines),
							  .drugs = "codeine,escitalopram,"
								   "paroxetine" };
	int n_said = 0;
	const struct stardose_log log = { hear, &n_said };
	struct stardose_context *context;
	struct stardose_error err = { 0 };
	struct stardose_guide *guide;

	if (!tables && stardose_tables_open(NULL, &tables, NULL) != STARDOSE_OK)
		abort();
	if (stardose_context_new(tables, &options, &context, NULL) != STARDOSE_OK ||
	    stardose_guide_new(tables->guidance, &medicines, &guide, NULL) != STARDOSE_OK)
		abort();
	if (stardose_context_parse(context, "fuzz", (const char *)data, size, &log, &err) < 0) {
		if (!err.text[0])
			abort();
	} else {
		if (stardose_context_resolve(context, &log, &err) != STARDOSE_OK)
			abort();
		advise(guide, context, "s");
		advise(guide, context, "nobody");
		stardose_context_unused(context, &log, STARDOSE_OK);
	}
	stardose_guide_free(guide);
	stardose_context_free(context);
	return 0;
}
