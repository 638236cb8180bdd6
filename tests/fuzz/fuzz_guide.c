/*
 * fuzz_guide.c - any bytes as a line of calls: refused with a message, or joined; every line has
 * its sentence
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <stardose/guidance.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int join(struct stardose_guide *guide, const struct stardose_sample_results *results)
{
	const struct stardose_guidance *out;

	if (stardose_guide_results(guide, results->results, results->n_results, &out, NULL) !=
	    STARDOSE_OK)
		return 0;
	for (int i = 0; i < out->n_lines; i++)
		if (!out->lines[i]->guidance[0] ||
		    (!out->lines[i]->row && !(out->lines[i]->flags >> STARDOSE_FLAG_NO_ROW & 1)))
			return 0;
	return out->n_lines > 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct stardose_tables
		*tables; /* opened once: a fuzzer calls this a million times */
	const struct stardose_guide_options options = { .size = sizeof(options) };
	struct stardose_sample_results *results;
	struct stardose_error err = { 0 };
	struct stardose_guide *guide;

	if (!tables && stardose_tables_open(NULL, &tables, NULL) != STARDOSE_OK)
		abort();
	if (stardose_sample_results_parse((const char *)data, size, &results, &err) < 0) {
		if (!err.text[0])
			abort();
		return 0;
	}
	if (stardose_guide_new(tables->guidance, &options, &guide, NULL) != STARDOSE_OK ||
	    !join(guide, results))
		abort();
	stardose_guide_free(guide);
	stardose_sample_results_free(results);
	return 0;
}
