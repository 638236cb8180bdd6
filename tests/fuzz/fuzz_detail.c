/*
 * fuzz_detail.c - any text as the detail of a row of any kind: refused with a word, or in one
 * spelling that reads back as itself, whose values are those that were asked for
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "context/row_detail.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Every pair of the spelling is found by its key, and no value holds another pair. */
static void look_up(const char *detail)
{
	kstring_t value = KS_INITIALIZE, key = KS_INITIALIZE;

	for (const char *s = detail; *s; s += strcspn(s, ";"), s += *s == ';') {
		size_t n = strcspn(s, "="), whole = strcspn(s, ";");

		key.l = 0;
		if (!n || n >= whole || kputsn(s, n, &key) < 0)
			abort();
		if (!sdi_detail_get(detail, key.s, &value) || !value.l ||
		    value.l != whole - n - 1 || strncmp(value.s, s + n + 1, value.l) ||
		    !sdi_detail_is(detail, key.s, value.s) || strchr(value.s, ';'))
			abort();
		/* (what is any text, as version=-7, is no count) */
		if (value.l <= 4 && strspn(value.s, "0123456789") == value.l &&
		    sdi_detail_number(detail, key.s, -1) < 0)
			abort();
	}
	if (sdi_detail_get(detail, "no such key", &value))
		abort();
	ks_free(&value);
	ks_free(&key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	enum stardose_context_kind kind = size ? data[0] % STARDOSE_N_CONTEXT_KINDS : 0;
	kstring_t text = KS_INITIALIZE, once = KS_INITIALIZE, twice = KS_INITIALIZE,
		  why = KS_INITIALIZE;
	int ret;

	if (kputsn(size ? (const char *)data + 1 : "", size ? size - 1 : 0, &text) < 0)
		abort();
	ret = sdi_detail_read(kind, text.s, &once, &why);
	if (ret != STARDOSE_OK && (ret != STARDOSE_EROW || !why.l))
		abort();
	if (ret == STARDOSE_OK && once.l) {
		if (sdi_detail_read(kind, once.s, &twice, &why) != STARDOSE_OK ||
		    strcmp(once.s, twice.s))
			abort();
		look_up(once.s);
	}
	ks_free(&text);
	ks_free(&once);
	ks_free(&twice);
	ks_free(&why);
	return 0;
}
