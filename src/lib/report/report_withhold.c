/*
 * report_withhold.c - a line of guidance without genotypes
 *
 * Of the results what may stay is copied, and nothing else: a member that is new is left out. Texts
 * are sentences that were made before, so what was left out is looked for in them too.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "report/report_withhold.h"
#include "util/no_memory.h"

#define NUMBER "0123456789."

/* What texts may not say. */
struct withheld {
	const struct sdi_report_facts *facts;
	struct sdi_json json;
	const char *instead; /* of a result: "result left out" */
	char **names;	     /* diplotypes, alleles, variants, findings; the longest first */
	size_t n, m;
};

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

/* ---- what is left out, by name ---- */

/* "Reference" and "negative" are words like others; what has a digit is a name. */
static int is_name(const char *text) { return text[0] && text[1] && strpbrk(text, "0123456789"); }

static void note_name(struct withheld *w, const char *text)
{
	char **names = w->names;

	if (!is_name(text) || w->json.failed)
		return;
	if (w->n == w->m) {
		w->m = w->m ? 2 * w->m : 64;
		names = realloc(w->names, w->m * sizeof(*names));
		w->json.failed |= !names;
	}
	if (w->json.failed)
		return;
	w->names = names;
	w->names[w->n] = strdup(text);
	w->json.failed |= !w->names[w->n];
	w->n += !w->json.failed;
}

/* Names are members of results, whatever list they stand in. */
static void note_members(struct withheld *w, const cJSON *of)
{
	static const char *const named[] = {
		"diplotype", "allele", "id", "rsid", "outside", "label"
	};
	const cJSON *each;

	cJSON_ArrayForEach(each, of)
	{
		for (size_t i = 0; each->string && i < sizeof(named) / sizeof(*named); i++)
			if (cJSON_IsString(each) && !strcmp(each->string, named[i]))
				note_name(w, each->valuestring);
		note_members(w, each);
	}
}

/* Does a row ask for more than a phenotype? */
static int is_telling(const struct stardose_guidance_row *row)
{
	for (int g = 0; row && g < row->n_genes; g++)
		for (int i = 0; i < row->condition[g].n_terms; i++)
			if (row->condition[g].terms[i].kind >= STARDOSE_TERM_LITERAL ||
			    row->condition[g].terms[i].lo >= 0)
				return 1;
	return 0;
}

/* A row names the finding that it asks for: "*15:02 positive" of a typing. */
static void note_rows(struct withheld *w, const cJSON *guide)
{
	const cJSON *line;

	cJSON_ArrayForEach(line, get(guide, "guidance"))
	{
		const struct stardose_guidance_row *row =
			sdi_report_row(w->facts, text_of(line, "row_id"));

		for (int g = 0; row && g < row->n_genes; g++)
			for (int i = 0; i < row->condition[g].n_terms; i++)
				if (row->condition[g].terms[i].kind >= STARDOSE_TERM_LITERAL)
					note_name(w, row->condition[g].terms[i].text);
	}
}

static int by_length(const void *a, const void *b)
{
	const char *x = *(char *const *)a, *y = *(char *const *)b;
	size_t n = strlen(x), m = strlen(y);

	return n == m ? strcmp(x, y) : n < m ? 1 : -1;
}

/* ---- texts ---- */

static int is_inside(char c) { return isalnum((unsigned char)c) || c == ':' || c == '*'; }

/* A star allele may stand right behind its gene, HLA-B*15:02; "rs1" is no name inside "xrs1". */
static int may_begin(const char *name, const char *text, const char *at)
{
	const char *word = at;

	while (word > text && (isalnum((unsigned char)word[-1]) || word[-1] == '-'))
		word--;
	return at == text || !isalnum((unsigned char)at[-1]) ||
	       (*name == '*' && isalpha((unsigned char)*word));
}

/* The name that stands at @at, a place inside @text; NULL: none */
static const char *name_at(const struct withheld *w, const char *text, const char *at)
{
	for (size_t i = 0; i < w->n; i++) {
		size_t n = strlen(w->names[i]);

		if (!strncmp(at, w->names[i], n) &&
		    may_begin(w->names[i], text, at) &&
		    (!at[n] || !is_inside(at[n]) ||
		     (at[n] == ':' && !isdigit((unsigned char)at[n + 1]))))
			return w->names[i];
	}
	return NULL;
}

/*
 * How many bytes at @at are the phrase @code of @kind with numbers in its holes: " (activity score
 * 0.25)"; 0: none. A hole in front is what the phrase is put behind.
 */
static size_t phrase_at(const struct withheld *w, const char *kind, const char *code,
			const char *at)
{
	const char *s = sdi_word_text(&w->facts->words, kind, code), *beg = at;

	s = s && *s == '{' ? strchr(s, '}') : s;
	for (s = s && *s == '}' ? s + 1 : s; s && *s; s++) {
		size_t n = *s == '{' ? strspn(at, NUMBER) : *s == *at;

		if (!n)
			return 0;
		at += n - (*s == '{' && at[n - 1] == '.'); /* that of the sentence */
		s = *s == '{' ? strchr(s, '}') : s;
	}
	return s ? (size_t)(at - beg) : 0;
}

static size_t score_at(const struct withheld *w, const char *at)
{
	static const char *const said[][2] = { { "conversion", "score" },
					       { "conversion", "score_range" },
					       { "conversion", "score_at_least" },
					       { "guidance", "with_score" } };
	size_t n = 0;

	for (size_t i = 0; !n && i < sizeof(said) / sizeof(*said); i++)
		n = phrase_at(w, said[i][0], said[i][1], at);
	return n;
}

/* @text without scores and names; the same where it has none. New, NULL: no memory */
static char *without(const struct withheld *w, const char *text)
{
	kstring_t out = KS_INITIALIZE;
	int failed = kputs("", &out) < 0;

	for (const char *at = text; *at && !failed;) {
		const char *name = name_at(w, text, at);
		size_t n = name ? strlen(name) : *at == ' ' ? score_at(w, at) : 0;

		failed = name ? kputs(w->instead, &out) < 0 : !n && kputc(*at, &out) < 0;
		at += n ? n : 1;
	}
	if (failed)
		ks_free(&out);
	return failed ? NULL : out.s;
}

static void set_text(struct withheld *w, cJSON *item, char *text)
{
	w->json.failed |= !text || !cJSON_SetValuestring(item, text);
	free(text);
}

static void clean_texts(struct withheld *w, cJSON *of)
{
	cJSON *each;

	cJSON_ArrayForEach(each, of)
	{
		if (!cJSON_IsString(each))
			clean_texts(w, each);
		else if (!each->string ||
			 (strcmp(each->string, "row_id") && strcmp(each->string, "sample")))
			set_text(w, each, without(w, each->valuestring));
	}
}

/* ---- results ---- */

/* The phenotype, or what stands for one that is a genotype by its name ("-1639 AG") */
static const char *phenotype_of(const struct withheld *w, const cJSON *of, const char *gene)
{
	const char *text = text_of(of, "phenotype");
	const cJSON *score = get(of, "activity_score");
	char near[64];

	if (!*text && !*text_of(of, "diplotype") && !cJSON_IsNumber(score) && !cJSON_IsArray(score))
		return "";
	return !*text || strchr(text, '*') ||
			       sdi_word(&w->facts->words, "genotype_by_name", gene) ||
			       !stardose_guidance_knows_phenotype(w->facts->tables, text, near,
								  sizeof(near))
		       ? w->instead
		       : text;
}

static int has_phenotype(const cJSON *list, const char *phenotype)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, list) if (!strcmp(text_of(each, "phenotype"), phenotype)) return 1;
	return 0;
}

/* Of candidates, and of other numbers of copies, each phenotype once. */
static void keep_phenotypes(struct withheld *w, const cJSON *from, const char *name, cJSON *to)
{
	cJSON *list = sdi_json_add_array(&w->json, to, name), *one;
	const cJSON *each;

	cJSON_ArrayForEach(each, get(from, name))
	{
		const char *phenotype = phenotype_of(w, each, text_of(from, "gene"));

		if (has_phenotype(list, phenotype))
			continue;
		one = sdi_json_add_object(&w->json, list, NULL);
		sdi_json_add_text(&w->json, one, "phenotype", phenotype);
	}
}

/* A result by its phenotype alone: as one that came so from elsewhere. */
static cJSON *keep_result(struct withheld *w, const cJSON *from)
{
	static const char *const kept[] = { "gene",	"status",	 "phase", "sites_seen",
					    "sites",	"sites_assumed", "local", "sites_absent",
					    "not_seen", "reasons" };
	static const char *const lists[] = { "candidates", "if_deletion", "if_extra_copy" };
	struct sdi_json *j = &w->json;
	cJSON *to = cJSON_CreateObject();

	j->failed |= !to;
	for (size_t i = 0; i < sizeof(kept) / sizeof(*kept); i++)
		if (get(from, kept[i]))
			sdi_json_put(j, to, kept[i], cJSON_Duplicate(get(from, kept[i]), 1));
	sdi_json_add_text(j, to, "phenotype", phenotype_of(w, from, text_of(from, "gene")));
	if (cJSON_IsString(get(from, "copies")))
		sdi_json_add_text(j, to, "copies", text_of(from, "copies"));
	for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
		keep_phenotypes(w, from, lists[i], to);
	if (get(from, "open_phenotypes") &&
	    !sdi_word(&w->facts->words, "genotype_by_name", text_of(from, "gene")))
		sdi_json_put(j, to, "open_phenotypes",
			     cJSON_Duplicate(get(from, "open_phenotypes"), 1));
	return to;
}

static void keep_results(struct withheld *w, cJSON *guide)
{
	cJSON *genes = cJSON_DetachItemFromObjectCaseSensitive(guide, "genes"),
	      *list = sdi_json_add_array(&w->json, guide, "genes");
	const cJSON *each;

	note_members(w, genes);
	cJSON_ArrayForEach(each, genes)
	{
		const char *phenotype = text_of(each, "phenotype");

		if (*phenotype && !strcmp(phenotype_of(w, each, text_of(each, "gene")), w->instead))
			note_name(w, phenotype);
		sdi_json_put(&w->json, list, NULL, keep_result(w, each));
	}
	cJSON_Delete(genes);
}

/* ---- lines ---- */

static cJSON *gene_of(const cJSON *guide, const char *name, size_t n)
{
	cJSON *each;

	cJSON_ArrayForEach(each,
			   get(guide, "genes")) if (!strncmp(text_of(each, "gene"), name, n) &&
						    !text_of(each, "gene")[n]) return each;
	return NULL;
}

/* "CYP2D6:(diplotype);CYP2C19:no result": a gene with a result has its phenotype for it. */
static char *by_phenotype(const cJSON *guide, const char *text)
{
	kstring_t out = KS_INITIALIZE;
	int failed = kputs("", &out) < 0;

	while (*text && !failed) {
		size_t n = strcspn(text, ":;"), whole = strcspn(text, ";");
		const char *phenotype = text_of(gene_of(guide, text, n), "phenotype");

		failed = *phenotype && n < whole
				 ? kputsn(text, n + 1, &out) < 0 || kputs(phenotype, &out) < 0
				 : kputsn(text, whole, &out) < 0;
		text += whole + (text[whole] != 0);
		failed = failed || (*text && kputc(';', &out) < 0);
	}
	if (failed)
		ks_free(&out);
	return failed ? NULL : out.s;
}

/* "CYP2D6:Poor Metabolizer (0)": the number goes. */
static char *without_number(const char *text)
{
	kstring_t out = KS_INITIALIZE;
	int failed = kputs("", &out) < 0;

	for (; *text && !failed; text++) {
		size_t n = !strncmp(text, " (", 2) ? strspn(text + 2, NUMBER) : 0;

		if (n && text[n + 2] == ')')
			text += n + 2;
		else
			failed = kputc(*text, &out) < 0;
	}
	if (failed)
		ks_free(&out);
	return failed ? NULL : out.s;
}

static void clean_lines(struct withheld *w, cJSON *guide)
{
	cJSON *line, *item;

	cJSON_ArrayForEach(line, get(guide, "guidance"))
	{
		item = (cJSON *)get(line, "gene_result");
		if (cJSON_IsString(item))
			set_text(w, item, by_phenotype(guide, item->valuestring));
		item = (cJSON *)get(line, "phenotype");
		if (cJSON_IsString(item))
			set_text(w, item, without_number(item->valuestring));
	}
	cJSON_ArrayForEach(line, get(guide, "phenoconversion"))
	{
		cJSON_DeleteItemFromObjectCaseSensitive((cJSON *)get(line, "genetic"),
							"activity_score");
		cJSON_DeleteItemFromObjectCaseSensitive((cJSON *)get(line, "estimated"),
							"activity_score");
	}
}

int sdi_report_withhold(const struct sdi_report_facts *facts, cJSON *guide,
			struct stardose_error *err)
{
	struct withheld w = { .facts = facts };

	w.instead = sdi_word_text(&facts->words, "withheld", "result");
	if (!w.instead)
		w.instead = "";
	keep_results(&w, guide);
	note_rows(&w, guide);
	if (w.n)
		qsort(w.names, w.n, sizeof(*w.names), by_length);
	if (!w.json.failed)
		clean_texts(&w, guide);
	if (!w.json.failed)
		clean_lines(&w, guide);
	for (size_t i = 0; i < w.n; i++)
		free(w.names[i]);
	free(w.names);
	return w.json.failed ? sdi_no_memory(err) : STARDOSE_OK;
}

/* ---- identities of rows ---- */

/* A copy of @text in which "CPIC-codeine-fc557ad7" of a telling row is "CPIC-codeine" */
static char *without_ids(const struct sdi_report_facts *facts, const char *text)
{
	kstring_t out = KS_INITIALIZE, word = KS_INITIALIZE;
	int failed = kputs("", &out) < 0;

	while (*text && !failed) {
		size_t n = strcspn(text, " ,;()[]");

		word.l = 0;
		failed = kputsn(text, n, &word) < 0;
		if (!failed && n && is_telling(sdi_report_row(facts, word.s)))
			word.l = strrchr(word.s, '-') ? (size_t)(strrchr(word.s, '-') - word.s) : n;
		failed = failed || kputsn(word.s, word.l, &out) < 0 ||
			 (text[n] && kputc(text[n], &out) < 0);
		text += n + (text[n] != 0);
	}
	ks_free(&word);
	if (failed)
		ks_free(&out);
	return failed ? NULL : out.s;
}

static int clean_ids(const struct sdi_report_facts *facts, cJSON *of)
{
	cJSON *each;
	int failed = 0;

	cJSON_ArrayForEach(each, of)
	{
		char *text = NULL;

		if (cJSON_IsString(each) && strchr(each->valuestring, '-')) {
			text = without_ids(facts, each->valuestring);
			failed |= !text || !cJSON_SetValuestring(each, text);
			free(text);
		} else {
			failed |= clean_ids(facts, each);
		}
	}
	return failed;
}

int sdi_report_withhold_ids(const struct sdi_report_facts *facts, cJSON *model,
			    struct stardose_error *err)
{
	return clean_ids(facts, model) ? sdi_no_memory(err) : STARDOSE_OK;
}
