/*
 * fuzz_diplotype.c - any text as a diplotype: what can be read prints to a form that reads back as the same,
 * with and without the gene's name in front, with and without suballeles
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "match/diplotype_name.h"

static void round_trip(const struct sdi_diplotype_name *name)
{
	struct sdi_diplotype_name again;
	kstring_t once = KS_INITIALIZE, twice = KS_INITIALIZE;

	if (sdi_diplotype_print(name, &once) < 0 || sdi_diplotype_parse(once.s, NULL, &again) < 0)
		abort();
	if (!sdi_diplotype_same(name, &again) || sdi_diplotype_print(&again, &twice) < 0 || strcmp(once.s, twice.s) != 0)
		abort();
	ks_free(&once);
	ks_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const genes[] = { NULL, "", "CYP2D6" };
	char *text = malloc(size + 1);

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	for (size_t i = 0; i < sizeof(genes) / sizeof(*genes); i++) {
		struct sdi_diplotype_name name;

		if (sdi_diplotype_parse(text, genes[i], &name) != STARDOSE_OK)
			continue;
		round_trip(&name);
		sdi_diplotype_strip(&name);
		round_trip(&name);
	}
	free(text);
	return 0;
}
