/*
 * write_call.h - one call as text; what writer.c keeps for every sample that shares the call
 *
 * Every function appends to @out and returns STARDOSE_OK or STARDOSE_ENOMEM.
 */
#ifndef SDI_WRITE_CALL_H
#define SDI_WRITE_CALL_H

#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include <stardose/call.h>
#include "util/json_text.h"

/*
 * The version of docs/stardose-call.schema.json that the JSON follows; a breaking change raises
 * the first number.
 */
#define SDI_CALL_SCHEMA "1.0"

/* sdi_put_score() - hundredths as a number: 125 -> 1.25, 100 -> 1; STARDOSE_VALUE_NONE -> . */
int sdi_put_score(kstring_t *out, int hundredths);
/* sdi_sites_seen() - core variants with evidence: observed, or inside a passing reference block */
int sdi_sites_seen(const struct stardose_call *call);
/*
 * sdi_copies_known() - 1 and the number in @copies; 0: not assessed; -1: the gene has no
 * structural alleles
 */
int sdi_copies_known(const struct stardose_call *call, int *copies);
/* sdi_call_diplotype() - the best ranked diplotype, or the one given from outside, or NULL */
const char *sdi_call_diplotype(const struct stardose_call *call);

/*
 * sdi_genotype_text() - "0|1": per haplotype 1 carries the variant, 0 does not, '.' is unknown; ""
 * when nothing is known
 */
#define SDI_GENOTYPE_SIZE (2 * STARDOSE_MAX_PLOIDY + 1)
void sdi_genotype_text(char *out, const struct stardose_site_view *site);

/* sdi_tsv_header() - the line that begins with sample, which names the columns */
int sdi_tsv_header(kstring_t *out);
/* sdi_tsv_call() - the columns after `sample`, beginning with a tab, ending with a newline */
int sdi_tsv_call(kstring_t *out, const struct stardose_call *call);

/*
 * sdi_pharmcat_call() - one line of an outside-call file for PharmCAT
 * @doubtful: 1: also a call whose copies were not assessed, or are in doubt
 * PharmCAT takes every line for certain. A call that is not becomes a remark, "# GENE: why".
 * Nothing is appended for a gene that PharmCAT does not have (actions.tsv, kind "peer").
 */
int sdi_pharmcat_call(kstring_t *out, const struct stardose_tables *tables,
		      const struct stardose_call *call, int doubtful);

/* sdi_json_call() - one member of "genes"; new, free with cJSON_Delete(); NULL: out of memory */
cJSON *sdi_json_call(const struct stardose_call *call);
/*
 * sdi_json_stardose() - the "stardose" member: schema, and unless @no_version program and tables;
 * as sdi_json_call()
 */
cJSON *sdi_json_stardose(const struct stardose_tables *tables, int no_version);
/*
 * sdi_json_risk() - append the member "structure_risk" of a gene's object; STARDOSE_OK or
 * STARDOSE_ENOMEM
 */
int sdi_json_risk(kstring_t *to, const struct stardose_structure_risk *risk);

#endif
