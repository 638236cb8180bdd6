/*
 * fuzz_tsv.c - any bytes as a table: parsed or refused with a message, and every cell can be read
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "util/tsv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct stardose_error err = { 0 };
	struct sdi_tsv tsv;

	memset(&tsv, 0, sizeof(tsv));
	if (sdi_tsv_parse("fuzz", (const char *)data, size, &tsv, &err) < 0) {
		if (!err.text[0])
			abort();
		return 0;
	}
	for (int row = 0; row < tsv.n_rows; row++) {
		if (row && tsv.line[row] <= tsv.line[row - 1])
			abort();
		for (int col = 0; col < tsv.n_cols; col++)
			if (strchr(sdi_tsv_cell(&tsv, row, col), '\t'))
				abort();
	}
	for (int col = 0; col < tsv.n_cols; col++)
		if (sdi_tsv_col(&tsv, tsv.col[col]) < 0)
			abort();
	sdi_tsv_release(&tsv);
	return 0;
}
