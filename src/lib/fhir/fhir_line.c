/* fhir_line.c - what a line of guidance names, and which lines share a sentence */
#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "fhir/fhir_line.h"

static const cJSON *get(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

/* ---- a line ---- */

int sdi_fhir_has_flag(const cJSON *line, const char *code)
{
	const cJSON *flag;

	cJSON_ArrayForEach(flag, get(line, "flags"))
		if (cJSON_IsString(flag) && !strcmp(flag->valuestring, code))
			return 1;
	return 0;
}

/*
 * Does "GENE:" begin here? The text of a gene may have ';' and ':' itself, but behind a star only
 * ("*15:02;*40:01").
 */
static int is_gene(const char *s)
{
	size_t n = strcspn(s, ":;*");

	return n && s[n] == ':';
}

const char *sdi_fhir_part_of(const char *text, const char *gene, size_t *n)
{
	size_t name = strlen(gene);

	for (const char *s = text, *end; *s; s = end + (*end == ';')) {
		for (end = s + strcspn(s, ";"); *end && !is_gene(end + 1);
		     end += 1 + strcspn(end + 1, ";"))
			;
		if (!strncmp(s, gene, name) && s[name] == ':') {
			*n = end - s - name - 1;
			return s + name + 1;
		}
	}
	return NULL;
}

void sdi_fhir_use_flag(struct sdi_fhir *f, const char *code)
{
	if (!get(f->flags, code))
		sdi_json_add_bool(&f->j, f->flags, code, 1);
}

int sdi_fhir_put_flags(struct sdi_fhir *f, kstring_t *s, const cJSON *line)
{
	const cJSON *flag;
	int n = 0, failed = 0;

	cJSON_ArrayForEach(flag, get(line, "flags")) {
		if (!cJSON_IsString(flag))
			continue;
		failed |= ksprintf(s, "%s%s", n++ ? ", " : " [", flag->valuestring) < 0;
		sdi_fhir_use_flag(f, flag->valuestring);
	}
	return failed || (n && kputc(']', s) < 0);
}

int sdi_fhir_is_proposal(const struct sdi_fhir *f, const cJSON *line)
{
	const struct stardose_guidance_code *entry =
		stardose_guidance_code(f->facts->tables->guidance, STARDOSE_LIST_ACTION,
				       sdi_json_get_text(line, "action"));

	return entry && strcmp(entry->value, "none") && strcmp(entry->value, "usual");
}

int sdi_fhir_is_asking(const struct sdi_fhir *f, const cJSON *line)
{
	return sdi_fhir_has_flag(line, "enzyme_acted_on") ||
	       (sdi_fhir_is_proposal(f, line) && !sdi_fhir_has_flag(line, "reference_result"));
}

/* ---- lines that share a sentence ---- */

static int is_of_word(char c) { return isalnum((unsigned char)c) || c == '-' || c & 0x80; }

/* Where @sentence has @drug as a word, if it does so exactly once. */
static const char *place_of(const char *sentence, const char *drug)
{
	const char *found = NULL;
	size_t n = strlen(drug);

	for (const char *s = sentence; n && (s = strstr(s, drug)); s += n) {
		if ((s > sentence && is_of_word(s[-1])) || is_of_word(s[n]))
			continue;
		if (found)
			return NULL;
		found = s;
	}
	return found;
}

static int is_of_list(const struct sdi_fhir *f, const char *drug)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, f->medicines)
		if (!strcasecmp(sdi_json_get_text(each, "known_as"), drug))
			return 1;
	return 0;
}

/* It goes by the genotype alone, of a medicine that nobody takes, and names that once. */
static int can_share(const struct sdi_fhir *f, const cJSON *line)
{
	static const char *const alone[] = { "phenoconverted", "enzyme_acted_on", "label_rule" };
	const char *drug = sdi_json_get_text(line, "drug");

	for (size_t i = 0; i < sizeof(alone) / sizeof(*alone); i++)
		if (sdi_fhir_has_flag(line, alone[i]))
			return 0;
	return !f->options->all && !is_of_list(f, drug) &&
	       place_of(sdi_json_get_text(line, "guidance"), drug);
}

int sdi_fhir_is_folded(const struct sdi_fhir *f, const cJSON *line)
{
	return !sdi_fhir_is_proposal(f, line) && can_share(f, line);
}

/* Do the sentences differ in the medicine alone? */
static int say_alike(const cJSON *a, const cJSON *b)
{
	const char *drug_a = sdi_json_get_text(a, "drug"), *drug_b = sdi_json_get_text(b, "drug"),
		   *text_a = sdi_json_get_text(a, "guidance"),
		   *text_b = sdi_json_get_text(b, "guidance"), *at_a = place_of(text_a, drug_a),
		   *at_b = place_of(text_b, drug_b);

	return at_a - text_a == at_b - text_b && !strncmp(text_a, text_b, at_a - text_a) &&
	       !strcmp(at_a + strlen(drug_a), at_b + strlen(drug_b));
}

int sdi_fhir_is_alike(const struct sdi_fhir *f, const cJSON *a, const cJSON *b)
{
	static const char *const same[] = { "source", "gene_result", "phenotype", "action",
					    "also",   "strength",    "context",	  "label",
					    "flags",  "evidence" };

	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
		const cJSON *of_a = get(a, same[i]), *of_b = get(b, same[i]);

		if ((of_a || of_b) && !cJSON_Compare(of_a, of_b, 1))
			return 0;
	}
	return can_share(f, a) && can_share(f, b) && say_alike(a, b);
}

int sdi_fhir_put_conclusion(kstring_t *s, const cJSON *line, const kstring_t *drugs)
{
	const char *drug = sdi_json_get_text(line, "drug"),
		   *sentence = sdi_json_get_text(line, "guidance"), *at = place_of(sentence, drug);

	if (!at)
		return kputs(sentence, s) < 0;
	return kputsn(sentence, at - sentence, s) < 0 || kputsn(drugs->s, drugs->l, s) < 0 ||
	       kputs(at + strlen(drug), s) < 0;
}

/* The gene that the line rests on, if it is one alone and tells of its own sentences; or "" */
static const char *home_of(const cJSON *guide, const cJSON *line)
{
	const char *text = sdi_json_get_text(line, "gene_result");
	const cJSON *gene;
	size_t n;

	cJSON_ArrayForEach(gene, get(guide, "genes")) {
		const char *name = sdi_json_get_text(gene, "gene");

		if (*name && sdi_fhir_part_of(text, name, &n))
			return strlen(name) + 1 + n == strlen(text) ? name : "";
	}
	return "";
}

static cJSON *fold_of(struct sdi_fhir *f, const char *home, const char *before, const char *after)
{
	cJSON *fold;

	cJSON_ArrayForEach(fold, f->folds)
		if (!strcmp(sdi_json_get_text(fold, "before"), before) &&
		    !strcmp(sdi_json_get_text(fold, "after"), after) &&
		    !strcmp(sdi_json_get_text(fold, "home"), home))
			return fold;
	fold = sdi_json_add_object(&f->j, f->folds, NULL);
	sdi_json_add_text(&f->j, fold, "home", home);
	sdi_json_add_text(&f->j, fold, "before", before);
	sdi_json_add_text(&f->j, fold, "after", after);
	sdi_json_add_array(&f->j, fold, "names");
	return fold;
}

static void fold_line(struct sdi_fhir *f, const cJSON *guide, const cJSON *line)
{
	const char *drug = sdi_json_get_text(line, "drug"),
		   *sentence = sdi_json_get_text(line, "guidance"), *at = place_of(sentence, drug);
	kstring_t before = KS_INITIALIZE, after = KS_INITIALIZE;
	cJSON *names, *last;

	if (kputsn(sentence, at - sentence, &before) < 0 || kputs(at + strlen(drug), &after) < 0 ||
	    sdi_fhir_put_flags(f, &after, line))
		f->j.failed = 1;
	names = f->j.failed ? NULL
			    : sdi_fhir_list(f, fold_of(f, home_of(guide, line), before.s, after.s),
					    "names");
	ks_free(&before);
	ks_free(&after);
	last = cJSON_GetArraySize(names) ? names->child->prev : NULL;
	if (!last || strcmp(last->valuestring, drug))
		sdi_json_put(&f->j, names, NULL,
			     f->j.failed ? NULL : cJSON_CreateString(drug));
}

void sdi_fhir_fold(struct sdi_fhir *f, const cJSON *guide)
{
	const cJSON *line;

	cJSON_ArrayForEach(line, get(guide, "guidance"))
		if (!f->j.failed && sdi_fhir_is_folded(f, line))
			fold_line(f, guide, line);
}

/* The sentence with all its medicines. */
static int put_fold(kstring_t *s, const cJSON *fold)
{
	const cJSON *names = get(fold, "names"), *name;
	int failed = kputs(sdi_json_get_text(fold, "before"), s) < 0;

	cJSON_ArrayForEach(name, names) failed |=
		ksprintf(s, "%s%s", name == names->child ? "" : ", ", name->valuestring) < 0;
	return failed || kputs(sdi_json_get_text(fold, "after"), s) < 0;
}

void sdi_fhir_tell_folds(struct sdi_fhir *f, cJSON *to, const char *gene)
{
	cJSON *fold;

	cJSON_ArrayForEach(fold, f->folds) {
		kstring_t s = KS_INITIALIZE;

		if (strcmp(sdi_json_get_text(fold, "home"), gene))
			continue;
		if (put_fold(&s, fold))
			f->j.failed = 1;
		else
			sdi_fhir_add_note(f, to, s.s);
		ks_free(&s);
		sdi_json_add_bool(&f->j, fold, "told", 1);
	}
}

void sdi_fhir_tell_other_folds(struct sdi_fhir *f)
{
	kstring_t s = KS_INITIALIZE;
	const cJSON *fold;

	if (!cJSON_GetArraySize(f->folds))
		return;
	f->j.failed |= kputs(sdi_word_text(&f->facts->words, "fhir", "folded"), &s) < 0;
	cJSON_ArrayForEach(fold, f->folds)
		if (!get(fold, "told"))
			f->j.failed |= kputs("\n", &s) < 0 || put_fold(&s, fold);
	sdi_fhir_add_text(f, f->notes, NULL, s.s);
	ks_free(&s);
}
