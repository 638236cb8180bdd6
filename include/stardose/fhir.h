/*
 * fhir.h - guidance as FHIR R4 bundles of the profiles of HL7 Genomics Reporting STU3, and as cards
 * of CDS Hooks (docs/FHIR.md)
 *
 *   stardose_fhir_new(tables, &fhir, &err)
 *   stardose_fhir_bundle(fhir, line, n, &text, &err)	for each line of `stardose guide -O j`
 *   stardose_fhir_free(fhir)
 *
 * A bundle says nothing that the line does not say. Every code in it is a row of fhir_codes.tsv.
 *
 * Threads: after stardose_fhir_new() a handle only reads: any number of threads may use it at once.
 */
#ifndef STARDOSE_FHIR_H
#define STARDOSE_FHIR_H

#include <stddef.h>
#include <stardose/tables.h>

#ifdef __cplusplus
extern "C" {
#endif

struct stardose_fhir;

/* What a bundle is to be. */
struct stardose_fhir_options {
	size_t size;	/* of this struct; set by stardose_fhir_options_init() */
	int all;	/* 1: every line is an implication of its own. 0: lines that ask for
			   nothing share a sentence in a note (docs/FHIR.md) */
	/*
	 * 1: a transaction: each entry is created unless the server has one with its identifier.
	 * Needs @patient_system
	 */
	int transaction;
	/*
	 * The system of patients' identifiers, an absolute URI, and the identifier of the one
	 * person; NULL: none, and the name of the sample. Borrowed, must outlive the handle
	 */
	const char *patient_system, *patient_value;
};
/*
 * stardose_fhir_options_init_size() - what stardose_fhir_new() makes
 * @size: sizeof(struct stardose_fhir_options) as the program was compiled
 */
STARDOSE_API void stardose_fhir_options_init_size(struct stardose_fhir_options *options,
						  size_t size);
/* stardose_fhir_options_init() - the same with the size of this header */
static inline void stardose_fhir_options_init(struct stardose_fhir_options *options)
{
	stardose_fhir_options_init_size(options, sizeof(*options));
}

/*
 * stardose_fhir_new() - read the codes
 * @tables: borrowed, must outlive @out
 * Return:  STARDOSE_OK; STARDOSE_ETABLE: fhir_codes.tsv or words.tsv is broken; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_fhir_new(const struct stardose_tables *tables, struct stardose_fhir **out,
				   struct stardose_error *err);
/*
 * stardose_fhir_new_with() - the same, by @options; NULL: the defaults
 * Return: also STARDOSE_EUSAGE: options that cannot be
 */
STARDOSE_API int stardose_fhir_new_with(const struct stardose_tables *tables,
					const struct stardose_fhir_options *options,
					struct stardose_fhir **out, struct stardose_error *err);
/* stardose_fhir_free() - NULL is nothing to do; bundles that were made stay */
STARDOSE_API void stardose_fhir_free(struct stardose_fhir *fhir);

/*
 * stardose_fhir_bundle() - one person as one Bundle on one line, without line feed
 * @line: one JSON object of @n bytes as `stardose guide -O j` writes it; borrowed during the call
 * only
 * @out:  new text, free()
 * The same line and tables give the same bytes, identifiers included.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: not such an object; STARDOSE_ETABLE: the tables lack a code
 * that is needed; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_fhir_bundle(const struct stardose_fhir *fhir, const char *line, size_t n,
				      char **out, struct stardose_error *err);

/*
 * stardose_fhir_bundle_page() - the same with a page for people as the report's presentedForm
 * @page: HTML of @n_page bytes, such as stardose_report_add() makes of the same line; NULL: none
 */
STARDOSE_API int stardose_fhir_bundle_page(const struct stardose_fhir *fhir, const char *line,
					   size_t n, const char *page, size_t n_page, char **out,
					   struct stardose_error *err);

/*
 * stardose_cds_cards() - the answer of a CDS Hooks service (order-select, order-sign) on one line:
 * { "cards": [...] }
 * @line: guidance about the medicines of the draft orders alone, with those in use as its context
 * A card for each medicine and source that asks for more than the usual approach; a card of its own
 * for a medicine of which none does, and for a name that is not known (docs/FHIR.md).
 * Return: as stardose_fhir_bundle()
 */
STARDOSE_API int stardose_cds_cards(const struct stardose_fhir *fhir, const char *line, size_t n,
				    char **out, struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
