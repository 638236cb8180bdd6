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

int sdi_fhir_can_share_proposal(const struct sdi_fhir *f, const cJSON *line)
{
	return sdi_fhir_is_proposal(f, line) && can_share(f, line);
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

/* The fold that says what @fold says, which is that one where there was none; owns @fold */
static cJSON *fold_of(struct sdi_fhir *f, cJSON *fold)
{
	static const char *const same[] = { "home", "head", "before", "after" };
	cJSON *each;

	cJSON_ArrayForEach(each, f->folds) {
		int is_same = cJSON_Compare(get(each, "flags"), get(fold, "flags"), 1);

		for (size_t i = 0; is_same && i < sizeof(same) / sizeof(*same); i++)
			is_same = !strcmp(sdi_json_get_text(each, same[i]),
					  sdi_json_get_text(fold, same[i]));
		if (is_same) {
			cJSON_Delete(fold);
			return each;
		}
	}
	return sdi_json_put(&f->j, f->folds, NULL, fold);
}

/* How many bytes of @sentence before @at are the result that it is of: "CYP2D6 poor metabolizer: " */
static size_t head_of(const char *sentence, const char *at)
{
	const char *colon = strstr(sentence, ": ");

	return colon && colon < at ? colon + 2 - sentence : 0;
}

static void add_part(struct sdi_fhir *f, cJSON *to, const char *name, const char *text, size_t n)
{
	kstring_t part = KS_INITIALIZE;

	f->j.failed |= kputsn(text, n, &part) < 0;
	if (part.s)
		sdi_json_add_text(&f->j, to, name, part.s);
	ks_free(&part);
}

/*
 * What a source is silent about: it gives no recommendation, without anything to be said of that, of
 * whom for instance; or none of its rows applies. The words of fhir that stand for the sentence of
 * @line, which has its medicine once; or NULL
 */
static const char *silence_of(const cJSON *line)
{
	const char *action = sdi_json_get_text(line, "action"),
		   *drug = sdi_json_get_text(line, "drug"),
		   *after = place_of(sdi_json_get_text(line, "guidance"), drug) + strlen(drug);

	if (!strcmp(action, "no_recommendation") && !cJSON_GetArraySize(get(line, "flags")) &&
	    !strcmp(after, "."))
		return "unanswered";
	return !*action && sdi_fhir_has_flag(line, "no_row") && !strncmp(after, " applies.", 9)
		       ? "no_row"
		       : NULL;
}

/* "CPIC, COMT and OPRM1: ": under such words, source and genes alone stand for the sentence. */
static void put_silence(struct sdi_fhir *f, cJSON *fold, const cJSON *line, const char *words)
{
	const char *genes = sdi_json_get_text(line, "gene_result");
	kstring_t before = KS_INITIALIZE;
	const char *and = ", ";

	f->j.failed |= kputs(sdi_json_get_text(line, "source"), &before) < 0;
	for (const char *s = genes; *s; s += strcspn(s, ";"), s += *s == ';')
		if (is_gene(s)) {
			f->j.failed |= kputs(and, &before) < 0 ||
				       kputsn(s, strcspn(s, ":"), &before) < 0;
			and = " and ";
		}
	f->j.failed |= kputs(": ", &before) < 0;
	sdi_json_add_text(&f->j, fold, "home", "");
	sdi_json_add_text(&f->j, fold, "head",
			  sdi_word_text(&f->facts->words, "fhir", words));
	sdi_json_add_text(&f->j, fold, "before", before.s);
	ks_free(&before);
}

/* The sentence of @line in parts, without its medicine. */
static void put_sentence(struct sdi_fhir *f, cJSON *fold, const cJSON *guide, const cJSON *line)
{
	const char *drug = sdi_json_get_text(line, "drug"),
		   *sentence = sdi_json_get_text(line, "guidance"), *at = place_of(sentence, drug),
		   *after = at + strlen(drug);
	size_t head = head_of(sentence, at);

	sdi_json_add_text(&f->j, fold, "home", home_of(guide, line));
	add_part(f, fold, "head", sentence, head);
	add_part(f, fold, "before", sentence + head, at - sentence - head);
	add_part(f, fold, "after", after, strlen(after));
}

static cJSON *new_fold(struct sdi_fhir *f, const cJSON *guide, const cJSON *line)
{
	const char *silence = silence_of(line);
	cJSON *fold = cJSON_CreateObject(), *flags;
	const cJSON *flag;

	if (silence)
		put_silence(f, fold, line, silence);
	else
		put_sentence(f, fold, guide, line);
	flags = sdi_json_add_array(&f->j, fold, "flags");
	cJSON_ArrayForEach(flag, get(line, "flags"))
		if (cJSON_IsString(flag)) {
			sdi_json_add_text(&f->j, flags, NULL, flag->valuestring);
			sdi_fhir_use_flag(f, flag->valuestring);
		}
	sdi_json_add_array(&f->j, fold, "names");
	f->j.failed |= !fold;
	return fold;
}

static void fold_line(struct sdi_fhir *f, const cJSON *guide, const cJSON *line)
{
	const char *drug = sdi_json_get_text(line, "drug");
	cJSON *names = sdi_fhir_list(f, fold_of(f, new_fold(f, guide, line)), "names"), *last;

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

/* ---- sentences told: those of one result together, the result and the flags of all said once ---- */

static int has_flag(const cJSON *fold, const char *code)
{
	const cJSON *flag;

	cJSON_ArrayForEach(flag, get(fold, "flags"))
		if (!strcmp(flag->valuestring, code))
			return 1;
	return 0;
}

/* Is @at of the same result as @first, and of the same home? */
static int is_of_group(const cJSON *first, const cJSON *at)
{
	return *sdi_json_get_text(first, "head") &&
	       !strcmp(sdi_json_get_text(first, "head"), sdi_json_get_text(at, "head")) &&
	       !strcmp(sdi_json_get_text(first, "home"), sdi_json_get_text(at, "home"));
}

/* Has every fold of the group of @first, from there on, the flag? */
static int is_of_all(const cJSON *first, const char *code)
{
	for (const cJSON *at = first; at; at = at->next)
		if (is_of_group(first, at) && !has_flag(at, code))
			return 0;
	return 1;
}

/* " [no_row]": the flags of @fold that are of all of its group, or those that are not; or nothing */
static int put_flags(kstring_t *s, const cJSON *fold, const cJSON *first, int of_all)
{
	const cJSON *flag;
	int n = 0, failed = 0;

	cJSON_ArrayForEach(flag, get(fold, "flags"))
		if (is_of_all(first, flag->valuestring) == of_all)
			failed |= ksprintf(s, "%s%s", n++ ? ", " : " [", flag->valuestring) < 0;
	return failed || (n && kputc(']', s) < 0);
}

/* The sentence with all its medicines, but for its result */
static int put_fold(kstring_t *s, const cJSON *fold)
{
	const cJSON *names = get(fold, "names"), *name;
	int failed = kputs(sdi_json_get_text(fold, "before"), s) < 0;

	cJSON_ArrayForEach(name, names) failed |=
		ksprintf(s, "%s%s", name == names->child ? "" : ", ", name->valuestring) < 0;
	return failed || kputs(sdi_json_get_text(fold, "after"), s) < 0;
}

static int is_alone(const cJSON *first)
{
	for (const cJSON *at = first->next; at; at = at->next)
		if (is_of_group(first, at))
			return 0;
	return 1;
}

/* "CYP2D6 poor metabolizer: [flags of all]\n- CPIC advises ... [its own]\n- ..."; one alone as it is */
static int put_group(kstring_t *s, const cJSON *first)
{
	const char *head = sdi_json_get_text(first, "head");
	int failed;

	if (is_alone(first))
		return kputs(head, s) < 0 || put_fold(s, first) || put_flags(s, first, first, 1);
	failed = kputsn(head, strlen(head) - 1, s) < 0 || /* without its space */ put_flags(s, first, first, 1);
	for (const cJSON *at = first; at && !failed; at = at->next)
		if (is_of_group(first, at))
			failed = kputs("\n- ", s) < 0 || put_fold(s, at) ||
				 put_flags(s, at, first, 0);
	return failed;
}

static void mark_told(struct sdi_fhir *f, cJSON *first)
{
	for (cJSON *at = first; at; at = at->next)
		if (at == first || is_of_group(first, at))
			sdi_json_add_bool(&f->j, at, "told", 1);
}

void sdi_fhir_tell_folds(struct sdi_fhir *f, cJSON *to, const char *gene)
{
	cJSON *fold;

	cJSON_ArrayForEach(fold, f->folds) {
		kstring_t s = KS_INITIALIZE;

		if (strcmp(sdi_json_get_text(fold, "home"), gene) || get(fold, "told"))
			continue;
		if (put_group(&s, fold))
			f->j.failed = 1;
		else
			sdi_fhir_add_note(f, to, s.s);
		ks_free(&s);
		mark_told(f, fold);
	}
}

void sdi_fhir_tell_other_folds(struct sdi_fhir *f)
{
	kstring_t s = KS_INITIALIZE;
	cJSON *fold;

	if (!cJSON_GetArraySize(f->folds))
		return;
	f->j.failed |= kputs(sdi_word_text(&f->facts->words, "fhir", "folded"), &s) < 0;
	cJSON_ArrayForEach(fold, f->folds)
		if (!get(fold, "told")) {
			f->j.failed |= kputs("\n", &s) < 0 || put_group(&s, fold);
			mark_told(f, fold);
		}
	sdi_fhir_add_text(f, f->notes, NULL, s.s);
	ks_free(&s);
}
