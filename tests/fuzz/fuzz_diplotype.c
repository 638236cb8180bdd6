/*
 * fuzz_diplotype.c - any text in any notation: every reading of it prints to a form that reads back
 * as that one, with and without the gene's name in front, with and without suballeles
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "match/diplotype_name.h"

static const struct stardose_allele listed[] = {
	{ .name = "Reference", .also = "ref;WT" },
	{ .name = "c.1905+1G>A (*2A)", .also = "*2A;c.1905+1G>A" },
	{ .name = "A- 202A_376G" },
	{ .name = "A" },
	{ .name = "Canton, Taiwan-Hakka" },
	{ .name = "x/y (T)|+[1]" },
};
static const struct stardose_gene genes[] = {
	{ .name = "CYP2D6" },
	{ .name = "DPYD", .notation = STARDOSE_NOTATION_HGVS, .alleles = listed, .n_alleles = 6 },
};

static void round_trip(const struct stardose_gene *gene, const struct sdi_diplotype_name *name)
{
	struct sdi_diplotype_readings again;
	kstring_t once = KS_INITIALIZE, twice = KS_INITIALIZE;

	if (sdi_diplotype_print(name, &once) < 0 ||
	    sdi_diplotype_readings(once.s, gene, &again, NULL) < 0 || again.n != 1)
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
	char *text = malloc(size + 1);

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	for (size_t i = 0; i <= sizeof(genes) / sizeof(*genes); i++) {
		const struct stardose_gene *gene = i ? &genes[i - 1] : NULL;
		struct sdi_diplotype_readings readings;

		if (sdi_diplotype_readings(text, gene, &readings, NULL) != STARDOSE_OK)
			continue;
		for (int r = 0; r < readings.n; r++) {
			round_trip(gene, &readings.name[r]);
			sdi_diplotype_strip(&readings.name[r]);
			round_trip(gene, &readings.name[r]);
		}
		sdi_diplotype_readings_release(&readings);
	}
	free(text);
	return 0;
}
