/* write_acted_on.c - the member "acted_on" of `stardose guide -O j` (docs/GUIDANCE.md) */
#include "util/json_text.h"
#include "write/write_acted_on.h"

static int put_hit(kstring_t *out, const struct stardose_enzyme_hit *hit)
{
	const char *const members[][2] = {
		{ "{\"drug\":", hit->drug->name },   { ",\"gene\":", hit->gene },
		{ ",\"name\":", hit->agent },	     { ",\"strength\":", hit->strength },
		{ ",\"effect\":", hit->effect },     { ",\"citation\":", hit->citation },
	};
	int failed = 0;

	for (size_t i = 0; i < sizeof(members) / sizeof(*members) && !failed; i++)
		failed = kputs(members[i][0], out) < 0 ||
			 sdi_json_string(out, members[i][1]) != STARDOSE_OK;
	return failed || kputc('}', out) < 0;
}

int sdi_acted_on_json(kstring_t *out, const struct stardose_guidance *guidance)
{
	int failed = kputs(",\"acted_on\":[", out) < 0;

	for (int i = 0; i < guidance->n_enzyme_hits && !failed; i++)
		failed = (i && kputc(',', out) < 0) || put_hit(out, &guidance->enzyme_hits[i]);
	return failed || kputc(']', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}
