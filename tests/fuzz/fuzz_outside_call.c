/*
 * fuzz_outside_call.c - any bytes as a file of outside results: whatever is read becomes calls that
 * can be written in every form, and a diplotype that was understood reads back as itself
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "call/call_build.h"
#include "call/outside_call.h"
#include "match/diplotype_name.h"
#include "write/write_call.h"

static void check_readings(const struct sdi_outside_entry *entry)
{
	struct sdi_diplotype_readings readings;

	if (!entry->diplotype || !entry->gene->n_alleles || entry->is_text)
		return;
	if (sdi_diplotype_readings(entry->diplotype, entry->gene, &readings, NULL) != STARDOSE_OK)
		abort();
	sdi_diplotype_readings_release(&readings);
}

static void check_call(const struct stardose_tables *tables, const struct sdi_outside_entry *entry,
		       enum stardose_outside_choice choice)
{
	struct stardose_call *call;
	kstring_t text = KS_INITIALIZE;

	if (entry->is_conflict || sdi_outside_is_none(entry))
		return;
	if (sdi_outside_call_build(entry, choice, STARDOSE_BUILD_AUTO, 0, &call, NULL) !=
	    STARDOSE_OK)
		abort();
	if (sdi_tsv_call(&text, call) != STARDOSE_OK || strchr(text.s, '\n') != text.s + text.l - 1)
		abort();
	if (sdi_json_text(&text, sdi_json_call(call)) != STARDOSE_OK ||
	    sdi_pharmcat_call(&text, tables, call, 1) != STARDOSE_OK)
		abort();
	sdi_call_free(call);
	ks_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* some formats are told by the name of the file; the first byte chooses */
	static const char *const names[] = { "x",
					     "p_cyp2d6.alleles",
					     "cyp2d6_summary.txt",
					     "p.CYP2D6.aldy",
					     "p.targeted.json",
					     "cyp2d6/data.tsv" };
	static struct stardose_tables *tables;
	struct stardose_outside *set;

	if (!tables && stardose_tables_open(NULL, &tables, NULL) != STARDOSE_OK)
		abort();
	if (!size || stardose_outside_new(tables, NULL, &set, NULL) != STARDOSE_OK)
		return 0;
	stardose_outside_parse(set, names[data[0] % (sizeof(names) / sizeof(*names))],
			       (const char *)data + 1, size - 1, NULL);
	sdi_outside_name_rest(set, "nameless", NULL);
	for (int e = 0; e < set->n_entries; e++) {
		check_readings(&set->entries[e]);
		check_call(tables, &set->entries[e], STARDOSE_OUTSIDE_OURS);
		check_call(tables, &set->entries[e], STARDOSE_OUTSIDE_THEIRS);
	}
	stardose_outside_free(set);
	return 0;
}
