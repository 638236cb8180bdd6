/*
 * over_claim.h - the sieve for claims that no text of the program may make (tests/over_claims.tsv)
 *
 * over_claims_load() once, then over_claim() for each text.
 */
#ifndef OVER_CLAIM_H
#define OVER_CLAIM_H

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include "util/tsv.h"

#define MAX_CLAIMS 64

KHASH_SET_INIT_STR(sieved)

static struct over_claims {
	struct sdi_tsv tsv;
	khash_t(sieved) *clean[2]; /* texts that met no pattern, by is_output: most come again */
	regex_t regex[MAX_CLAIMS];
	int n, is_output[MAX_CLAIMS];
} over_claims;

static const char *claim_cell(int i, const char *column)
{
	return sdi_tsv_cell(&over_claims.tsv, i, sdi_tsv_col(&over_claims.tsv, column));
}

static inline int is_term(int i) { return !strcmp(claim_cell(i, "scope"), "term"); }
/* of pages that tests/cli/languages.py reads */
static inline int is_of_language(int i) { return strlen(claim_cell(i, "scope")) == 2; }

/* 0, or -1 after saying why */
static inline int over_claims_load(void)
{
	const char *top = getenv("top_srcdir");
	char path[4096], pattern[1024];
	struct stardose_error err = { 0 };

	snprintf(path, sizeof(path), "%s/tests/over_claims.tsv", top ? top : ".");
	if (sdi_tsv_read(path, &over_claims.tsv, &err) != STARDOSE_OK) {
		fprintf(stderr, "%s\n", err.text);
		return -1;
	}
	for (int i = 0; i < over_claims.tsv.n_rows && i < MAX_CLAIMS; i++) {
		if (is_term(i))
			break;
		snprintf(pattern, sizeof(pattern), "(^|[^[:alpha:]])(%s)",
			 claim_cell(i, "pattern"));
		if (regcomp(&over_claims.regex[i], pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB)) {
			fprintf(stderr, "over_claims.tsv:%d: no regular expression\n",
				over_claims.tsv.line[i]);
			return -1;
		}
		over_claims.is_output[i] = !strcmp(claim_cell(i, "scope"), "output");
		over_claims.n++;
	}
	for (int i = over_claims.n; i < over_claims.tsv.n_rows; i++)
		if (!is_term(i) && !is_of_language(i))
			return -1;
	return over_claims.n ? 0 : -1;
}

static inline void over_claims_release(void)
{
	for (int i = 0; i < over_claims.n; i++)
		regfree(&over_claims.regex[i]);
	for (int i = 0; i < 2; i++) {
		khash_t(sieved) *clean = over_claims.clean[i];

		for (khint_t k = 0; clean && k < kh_end(clean); k++)
			if (kh_exist(clean, k))
				free((char *)kh_key(clean, k));
		kh_destroy(sieved, clean);
		over_claims.clean[i] = NULL;
	}
	sdi_tsv_release(&over_claims.tsv);
	over_claims.n = 0;
}

/* A copy of @text with blanks where a source's own term stands; the caller frees it. */
static inline char *without_terms(const char *text)
{
	char *copy = strdup(text), *at;

	for (int i = over_claims.n; copy && i < over_claims.tsv.n_rows; i++) {
		const char *term = claim_cell(i, "pattern");

		while (is_term(i) && (at = strstr(copy, term)))
			memset(at, ' ', strlen(term));
	}
	return copy;
}

static inline const char *claim_made(const char *text, int is_output)
{
	for (int i = 0; i < over_claims.n; i++)
		if ((is_output || !over_claims.is_output[i]) &&
		    regexec(&over_claims.regex[i], text, 0, NULL, 0) == 0)
			return claim_cell(i, "pattern");
	return NULL;
}

static inline const char *sieve(const char *text, int is_output)
{
	char *rest = without_terms(text);
	const char *claim = rest ? claim_made(rest, is_output) : "memory";

	free(rest);
	return claim;
}

/*
 * The pattern that @text meets, or NULL. @is_output: 1 what people read in results, 0 any other
 * text
 */
static inline const char *over_claim_in(const char *text, int is_output)
{
	khash_t(sieved) **clean = &over_claims.clean[!!is_output];
	const char *claim;
	char *kept;
	int put;

	if (!text)
		return NULL;
	if (!*clean)
		*clean = kh_init(sieved);
	if (*clean && kh_get(sieved, *clean, text) != kh_end(*clean))
		return NULL;
	claim = sieve(text, is_output);
	if (!claim && *clean && (kept = strdup(text))) {
		kh_put(sieved, *clean, kept, &put);
		if (put < 0)
			free(kept);
	}
	return claim;
}

static inline const char *over_claim(const char *text) { return over_claim_in(text, 1); }

#endif
