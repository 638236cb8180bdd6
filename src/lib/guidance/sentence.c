/* sentence.c - phrases of the closed lists, put together */
#include <ctype.h>
#include <string.h>
#include "guidance/sentence.h"
#include "tables/condition.h"

/* kputs() and its kin return EOF when memory is short; one check for a whole sentence. */
static int done(int failed) { return failed ? STARDOSE_ENOMEM : STARDOSE_OK; }

int sdi_put_hundredths(kstring_t *out, int hundredths)
{
	int failed = kputw(hundredths / 100, out) < 0;

	if (hundredths % 100)
		failed |= ksprintf(out, hundredths % 10 ? ".%02d" : ".%d",
				   hundredths % 10 ? hundredths % 100 : hundredths / 10 % 10) < 0;
	return done(failed);
}

int sdi_put_exact_score(kstring_t *out, int hundredths, int half)
{
	if (!half)
		return sdi_put_hundredths(out, hundredths);
	return done(ksprintf(out, "%d.%02d5", hundredths / 100, hundredths % 100) < 0);
}

/*
 * A phrase with {drug} and {gene} filled in. What stands in [brackets] is left out when @is_short.
 */
static int put_phrase(kstring_t *out, const char *phrase, const char *drug, const char *gene,
		      int is_short)
{
	int failed = 0;

	for (const char *s = phrase; *s && !failed; ) {
		if (*s == '[' && is_short) {
			s += strcspn(s, "]");
			s += *s == ']';
		} else if (*s == '[' || *s == ']') {
			s++;
		} else if (!strncmp(s, "{drug}", 6) || !strncmp(s, "{gene}", 6)) {
			failed = kputs(s[1] == 'd' ? drug : gene, out) < 0;
			s += 6;
		} else {
			failed = kputc(*s++, out) < 0;
		}
	}
	return failed;
}

/* The entry of the list of phenotypes for a term or code, or NULL */
static const struct stardose_guidance_code *phenotype_entry(
	const struct stardose_guidance_tables *tables, const char *text)
{
	for (int i = 0; i < tables->n_codes[STARDOSE_LIST_PHENOTYPE]; i++)
		if (sdi_is_phenotype(&tables->codes[STARDOSE_LIST_PHENOTYPE][i], text))
			return &tables->codes[STARDOSE_LIST_PHENOTYPE][i];
	return NULL;
}

int sdi_sentence_result(kstring_t *out, const struct sdi_words *words,
			const struct stardose_guidance_tables *tables, const char *gene,
			const struct stardose_gene_candidate *candidate,
			enum stardose_guideline scale, int with_score)
{
	const char *text = candidate ? sdi_result_phenotype(candidate, scale) : "No Result";
	int score = candidate ? sdi_result_score(candidate, scale) : STARDOSE_VALUE_NONE;
	const struct stardose_guidance_code *entry = text ? phenotype_entry(tables, text) : NULL;
	kstring_t result = KS_INITIALIZE, number = KS_INITIALIZE;
	int failed;

	if (entry)
		failed = put_phrase(&result, entry->phrase, "", gene, 0);
	else if (text)
		failed = ksprintf(&result, "%s %s", gene, text) < 0;
	else if (score == STARDOSE_VALUE_NONE && candidate->diplotype)
		failed = ksprintf(&result, "%s %s", gene, candidate->diplotype) < 0;
	else
		failed = kputs(gene, &result) < 0;
	if (!failed && (score == STARDOSE_VALUE_NONE || (text && !with_score)))
		failed = kputs(result.s ? result.s : "", out) < 0;
	else if (!failed)
		failed = sdi_put_hundredths(&number, score) != STARDOSE_OK ||
			 sdi_put_words(out, words, "guidance", "with_score", "result", result.s,
				       "score", number.s, NULL);
	ks_free(&result);
	ks_free(&number);
	return done(failed);
}

/*
 * "x0.5" -> "0.5 times the usual", "x0.5 of the maximum" -> "0.5 times the maximum", "x1.0" -> "as
 * usual"; everything else as it stands.
 */
static int put_dose(kstring_t *out, const struct sdi_words *words, const char *dose)
{
	int failed = 0;

	for (const char *s = dose; *s && !failed; s++) {
		size_t n = strspn(s + 1, "0123456789.-");
		char factor[32];

		if (*s != 'x' || !n || n >= sizeof(factor) ||
		    (s > dose && isalnum((unsigned char)s[-1]))) {
			failed = kputc(*s, out) < 0;
			continue;
		}
		memcpy(factor, s + 1, n);
		factor[n] = '\0';
		if (!strcmp(factor, "1.0"))
			failed = sdi_put_words(out, words, "guidance", "dose_as_usual", NULL);
		else
			failed = sdi_put_words(out, words, "guidance", "dose_times", "factor",
					       factor, NULL);
		s += n;
		if (!strncmp(s + 1, " of ", 4))
			s += 3;
		else if (!failed && strncmp(factor, "1.0", 3))
			failed = kputc(' ', out) < 0 ||
				 sdi_put_words(out, words, "guidance", "dose_usual", NULL);
	}
	return failed;
}

static int put_subject(kstring_t *out, const struct sdi_words *words,
		       const struct stardose_guidance_row *row, const char *subject)
{
	if (*subject)
		return kputs(subject, out) < 0;
	if (row->n_genes == 2)
		return sdi_put_words(out, words, "guidance", "whatever_both", "gene",
				     row->condition[0].gene, "gene2", row->condition[1].gene, NULL);
	return sdi_put_words(out, words, "guidance", "whatever", "gene", row->condition[0].gene,
			     NULL);
}

static int put_also(kstring_t *out, const struct sdi_words *words,
		    const struct stardose_guidance_row *row)
{
	kstring_t options = KS_INITIALIZE;
	int failed = 0;

	for (int i = 0; i < row->n_also && !failed; i++) {
		if (i)
			failed |= kputs(i + 1 < row->n_also ? ", " : " and ", &options) < 0;
		failed |= put_phrase(&options, row->also[i]->phrase, row->drug->name, "", 1);
	}
	failed =
		failed || sdi_put_words(out, words, "guidance", "also", "options", options.s, NULL);
	ks_free(&options);
	return failed;
}

/* "CPIC advises avoiding codeine", and for whom: what stands behind "subject: " */
static int put_advice(kstring_t *out, const struct stardose_guidance_row *row)
{
	const char *action = row->action->phrase;
	int failed = 0;

	if (*action == '=') /* it has a verb of its own: what is stated is not advised */
		action++;
	else
		failed |= ksprintf(out, "%s ", row->strength->phrase) < 0;
	failed |= put_phrase(out, action, row->drug->name, "", 0);
	if (*row->context->phrase)
		failed |= ksprintf(out, " %s", row->context->phrase) < 0;
	return failed;
}

static int put_advising(kstring_t *out, const struct sdi_words *words,
			const struct stardose_guidance_row *row, const char *subject)
{
	kstring_t about = KS_INITIALIZE, source = KS_INITIALIZE, advice = KS_INITIALIZE;
	int failed = put_subject(&about, words, row, subject) || put_advice(&advice, row) ||
		     kputs("", &advice) < 0;

	if (!failed)
		failed = row->is_local ? sdi_put_words(&source, words, "guidance", "local_source",
						       "source", row->source->code, NULL)
				       : kputs(row->source->code, &source) < 0;
	if (!failed)
		about.s[0] = toupper((unsigned char)about.s[0]);
	failed = failed || sdi_put_words(out, words, "guidance", "advises", "subject", about.s,
					 "source", source.s, "advice", advice.s, NULL);
	ks_free(&about);
	ks_free(&source);
	ks_free(&advice);
	return failed;
}

int sdi_sentence_row(kstring_t *out, const struct sdi_words *words,
		     const struct stardose_guidance_row *row, const char *subject)
{
	int failed = 0;

	if (*row->label->phrase)
		failed |= ksprintf(out, "%s ", row->label->phrase) < 0;
	failed |= put_advising(out, words, row, subject);
	if (row->n_also)
		failed |= put_also(out, words, row);
	if (*row->dose) {
		failed |= kputs(" (", out) < 0;
		failed |= put_dose(out, words, row->dose);
		failed |= kputc(')', out) < 0;
	}
	return done(failed || kputc('.', out) < 0);
}

int sdi_sentence_no_row(kstring_t *out, const struct sdi_words *words,
			const struct stardose_drug *drug,
			const struct stardose_guidance_code *source, const char *subject)
{
	return done(sdi_put_words(out, words, "guidance", "no_row", "subject", subject, "source",
				  source->code, "drug", drug->name, NULL));
}

int sdi_sentence_no_guidance(kstring_t *out, const struct sdi_words *words,
			     const struct stardose_drug *drug,
			     const struct stardose_guidance_code *source, int of_others)
{
	return done(sdi_put_words(out, words, "guidance", of_others ? "no_source" : "no_guideline",
				  "source", source->code, "drug", drug->name, NULL));
}

int sdi_sentence_not_stated(kstring_t *out, const struct sdi_words *words,
			    const struct stardose_guidance_row *row, const char *condition)
{
	return done(sdi_put_words(out, words, "guidance", "not_stated", "source", row->source->code,
				  "drug", row->drug->name, "condition", condition, NULL));
}

int sdi_sentence_fact(kstring_t *out, const struct sdi_words *words,
		      const struct stardose_statement *fact)
{
	kstring_t text = KS_INITIALIZE;
	int failed = ksprintf(&text, "%s%s%s", fact->label->phrase,
			      *fact->label->phrase ? " " : "", fact->guidance) < 0;

	if (!failed)
		failed = fact->is_local ? sdi_put_words(out, words, "guidance", "local_fact",
							"fact", text.s, NULL)
					: kputs(text.s, out) < 0;
	ks_free(&text);
	return done(failed);
}
