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

int sdi_sentence_result(kstring_t *out, const struct stardose_guidance_tables *tables,
			const char *gene, const struct stardose_gene_candidate *candidate,
			enum stardose_guideline scale, int with_score)
{
	const char *text = candidate ? sdi_result_phenotype(candidate, scale) : "No Result";
	int score = candidate ? sdi_result_score(candidate, scale) : STARDOSE_VALUE_NONE;
	const struct stardose_guidance_code *entry = text ? phenotype_entry(tables, text) : NULL;
	int failed;

	if (entry)
		failed = put_phrase(out, entry->phrase, "", gene, 0);
	else if (text)
		failed = ksprintf(out, "%s %s", gene, text) < 0;
	else if (score == STARDOSE_VALUE_NONE && candidate->diplotype)
		failed = ksprintf(out, "%s %s", gene, candidate->diplotype) < 0;
	else
		failed = kputs(gene, out) < 0;
	if (score == STARDOSE_VALUE_NONE || (text && !with_score))
		return done(failed);
	failed |= kputs(" with activity score ", out) < 0;
	return done(failed || sdi_put_hundredths(out, score) != STARDOSE_OK);
}

/*
 * "x0.5" -> "0.5 times the usual", "x0.5 of the maximum" -> "0.5 times the maximum", "x1.0" -> "as
 * usual"; everything else as it stands.
 */
static int put_dose(kstring_t *out, const char *dose)
{
	int failed = 0;

	for (const char *s = dose; *s && !failed; s++) {
		size_t n = strspn(s + 1, "0123456789.-");

		if (*s != 'x' || !n || (s > dose && isalnum((unsigned char)s[-1]))) {
			failed = kputc(*s, out) < 0;
			continue;
		}
		if (n == 3 && !strncmp(s, "x1.0", 4))
			failed = kputs("as usual", out) < 0;
		else
			failed = kputsn(s + 1, n, out) < 0 || kputs(" times", out) < 0;
		s += n;
		if (!strncmp(s + 1, " of ", 4))
			s += 3;
		else if (strncmp(s - n, "x1.0", 4))
			failed |= kputs(" the usual", out) < 0;
	}
	return failed;
}

static int put_subject(kstring_t *out, const struct stardose_guidance_row *row, const char *subject)
{
	int failed;

	if (*subject)
		return kputs(subject, out) < 0;
	failed = ksprintf(out, "whatever the %s", row->condition[0].gene) < 0;
	if (row->n_genes == 2)
		failed |= ksprintf(out, " and %s results", row->condition[1].gene) < 0;
	else
		failed |= kputs(" result", out) < 0;
	return failed;
}

static int put_also(kstring_t *out, const struct stardose_guidance_row *row)
{
	int failed = kputs(". It also names ", out) < 0;

	for (int i = 0; i < row->n_also; i++) {
		if (i)
			failed |= kputs(i + 1 < row->n_also ? ", " : " and ", out) < 0;
		failed |= put_phrase(out, row->also[i]->phrase, row->drug->name, "", 1);
	}
	return failed;
}

int sdi_sentence_row(kstring_t *out, const struct stardose_guidance_row *row, const char *subject)
{
	const char *action = row->action->phrase;
	size_t beg;
	int failed = 0;

	if (*row->label->phrase)
		failed |= ksprintf(out, "%s ", row->label->phrase) < 0;
	beg = out->l;
	failed |= put_subject(out, row, subject);
	failed |= ksprintf(out, ": %s%s ", row->source->code, row->is_local ? " (local row)" : "") <
		  0;
	if (failed)
		return STARDOSE_ENOMEM;
	out->s[beg] = toupper((unsigned char)out->s[beg]);
	if (*action == '=') /* it has a verb of its own: what is stated is not advised */
		action++;
	else
		failed |= ksprintf(out, "%s ", row->strength->phrase) < 0;
	failed |= put_phrase(out, action, row->drug->name, "", 0);
	if (*row->context->phrase)
		failed |= ksprintf(out, " %s", row->context->phrase) < 0;
	if (row->n_also)
		failed |= put_also(out, row);
	if (*row->dose) {
		failed |= kputs(" (", out) < 0;
		failed |= put_dose(out, row->dose);
		failed |= kputc(')', out) < 0;
	}
	return done(failed || kputc('.', out) < 0);
}

#define NOT_SILENCE "This does not mean that the usual dose suits."

int sdi_sentence_no_row(kstring_t *out, const struct stardose_drug *drug,
			const struct stardose_guidance_code *source, const char *subject)
{
	return done(ksprintf(out, "%s: no %s row for %s applies. " NOT_SILENCE, subject,
			     source->code, drug->name) < 0);
}

int sdi_sentence_no_guidance(kstring_t *out, const struct stardose_drug *drug,
			     const struct stardose_guidance_code *source, int of_others)
{
	if (of_others)
		return done(ksprintf(out, "These tables hold no %s row for %s. " NOT_SILENCE,
				     source->code, drug->name) < 0);
	return done(ksprintf(out,
			     "No guideline. These tables hold no row for %s, from %s or any other "
			     "source, which does not mean that the "
			     "usual dose suits.",
			     drug->name, source->code) < 0);
}

int sdi_sentence_fact(kstring_t *out, const struct stardose_statement *fact)
{
	return done(ksprintf(out, "%s%s%s%s", fact->is_local ? "Local row: " : "",
			     fact->label->phrase, *fact->label->phrase ? " " : "",
			     fact->guidance) < 0);
}
