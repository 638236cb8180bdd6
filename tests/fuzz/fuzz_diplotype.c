/*
 * fuzz_diplotype.c - any text in any notation: every reading of it prints to a form that reads back
 * as that one, with and without the gene's name in front, with and without suballeles
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "match/diplotype_name.h"

static void round_trip(const struct sdi_diplotype_name *name)
{
	struct sdi_diplotype_readings again;
	kstring_t once = KS_INITIALIZE, twice = KS_INITIALIZE;

	if (sdi_diplotype_print(name, &once) < 0 ||
	    sdi_diplotype_readings(once.s, NULL, &again, NULL) < 0 || again.n != 1)
		abort();
	if (!sdi_diplotype_equal(name, again.name) || !sdi_diplotype_same(name, again.name) ||
	    sdi_diplotype_print(again.name, &twice) < 0 || strcmp(once.s, twice.s) != 0)
		abort();
	sdi_diplotype_readings_release(&again);
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
		struct sdi_diplotype_readings readings;

		if (sdi_diplotype_readings(text, genes[i], &readings, NULL) != STARDOSE_OK)
			continue;
		for (int r = 0; r < readings.n; r++) {
			round_trip(&readings.name[r]);
			sdi_diplotype_strip(&readings.name[r]);
			round_trip(&readings.name[r]);
		}
		sdi_diplotype_readings_release(&readings);
	}
	free(text);
	return 0;
}
