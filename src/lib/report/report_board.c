/*
 * report_board.c - "if you think of another medicine": by class, beside those in use, in lanes from
 * what is ruled out to what nothing is known of; procedures and psychedelics apart
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "report/report_face.h"
#include "report/report_line.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static int is(const cJSON *of, const char *name) { return cJSON_IsTrue(get(of, name)); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}

/* ---- a dose in a few signs ---- */

enum { SHORT = 48 };

static void factor_in_short(double factor, char out[SHORT])
{
	static const struct { double factor; const char *sign; } signs[] = {
		{ 0.25, "\u00bc" }, { 0.333, "\u2153" }, { 0.5, "\u00bd" },
		{ 0.667, "\u2154" }, { 0.75, "\u00be" },
	};

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
		if (factor > signs[i].factor - 0.005 && factor < signs[i].factor + 0.005) {
			snprintf(out, SHORT, "%s", signs[i].sign);
			return;
		}
	snprintf(out, SHORT, "\u00d7%g", factor);
}

/* The first "x0.5" of a dose, 0: it has none, or a range of two. */
static double factor_of(const char *dose)
{
	for (const char *x = strchr(dose, 'x'); x; x = strchr(x + 1, 'x')) {
		char *end;
		double factor;

		if ((x != dose && x[-1] != ' ') || x[1] < '0' || x[1] > '9')
			continue;
		factor = strtod(x + 1, &end);
		if (*end == '-')
			return 0;
		if (factor != 1)
			return factor;
	}
	return 0;
}

/* "20 mg/day" of a ceiling that begins with its amount. */
static void ceiling_of(const char *dose, char out[SHORT])
{
	size_t n = strspn(dose, "0123456789.");

	if (n && dose[n] == ' ')
		n += 1 + strspn(dose + n + 1, "abcdefghijklmnopqrstuvwxyzL/");
	if (n && n < 18)
		snprintf(out, SHORT, "\u2264%.*s", (int)n, dose);
}

static void dose_in_short(const cJSON *row, const cJSON *rule, char out[SHORT])
{
	const cJSON *factor = get(rule, "dose_factor"), *most = get(rule, "dose_ceiling");

	*out = 0;
	if (cJSON_IsNumber(factor))
		factor_in_short(factor->valuedouble, out);
	else if (cJSON_IsNumber(most))
		snprintf(out, SHORT, "\u2264%g %.10s", most->valuedouble, text_of(rule, "dose_unit"));
	else if (!rule && factor_of(text_of(row, "dose")) > 0)	/* of a level, "level x5", is none of the dose */
		factor_in_short(factor_of(text_of(row, "dose")), out);
	else if (!strcmp(text_of(row, "action"), "limit_max_dose"))
		ceiling_of(text_of(row, "dose"), out);
}

/* ---- lanes ---- */

static const char *const lanes[] = { "other_option", "other_dose", "usual" };

static int is_ruled_out(const cJSON *medicine, const cJSON *row)
{
	return is(medicine, "is_contraindicated") ||
	       (sdi_report_has_flag(row, "label_rule") && !strcmp(text_of(row, "action"), "avoid"));
}

/* Index of a lane, -1: nothing can be said. */
static int lane_of(const cJSON *medicine)
{
	if (!strcmp(text_of(medicine, "direction"), "other"))
		return 0;
	if (sdi_face_asks(medicine))
		return 1;
	return is(medicine, "is_usual") && !is(medicine, "is_acted_on") ? 2 : -1;
}

static void add_item(const struct sdi_why *why, cJSON *lane, const cJSON *medicine,
		     const cJSON *row)
{
	cJSON *item = sdi_json_add_object(why->j, lane, NULL), *by;
	const cJSON *rule = sdi_report_label_rule(why->guide, text_of(row, "row_id"));
	char dose[SHORT];

	dose_in_short(row, rule, dose);
	sdi_json_add_text(why->j, item, "drug", text_of(medicine, "drug"));
	sdi_json_add_text(why->j, item, "symbol", text_of(medicine, "symbol"));
	sdi_json_add_text(why->j, item, "dose", dose);
	sdi_json_add_bool(why->j, item, "is_by_medicine",
			  rule != NULL || sdi_report_has_flag(row, "phenoconverted"));
	sdi_json_add_bool(why->j, item, "sources_disagree", is(medicine, "sources_disagree"));
	sdi_json_add_bool(why->j, item, "is_doubtful",
			  sdi_face_sure(why, item, medicine) != SDI_SURE_FIRM);
	by = sdi_json_add_array(why->j, item, "why");
	if (row)
		sdi_add_why(why, by, text_of(medicine, "drug"), row);
}

/* ---- what nothing can be said of, by its reason ---- */

static cJSON *names_for(const struct sdi_why *why, cJSON *unknown, const char *reason)
{
	cJSON *group;

	cJSON_ArrayForEach(group, unknown)
		if (!strcmp(text_of(group, "text"), reason))
			return cJSON_GetObjectItemCaseSensitive(group, "names");
	group = sdi_json_add_object(why->j, unknown, NULL);
	sdi_json_add_text(why->j, group, "text", reason);
	return sdi_json_add_array(why->j, group, "names");
}

static int put_joined(const cJSON *list, kstring_t *out)
{
	const cJSON *each;
	int bad = 0;

	cJSON_ArrayForEach(each, list)
		bad |= (out->l && kputs(", ", out) < 0) ||
		       kputs(cJSON_GetStringValue(each), out) < 0;
	return bad;
}

static int put_named(const struct sdi_why *why, kstring_t *out, const char *some,
		     const char *none, const cJSON *names)
{
	kstring_t joined = KS_INITIALIZE;
	int bad = put_joined(names, &joined) || kputs("", &joined) < 0;

	bad = bad || sdi_put_words(out, &why->facts->words, "face", joined.l ? some : none, "names",
				   joined.s, NULL) < 0;
	ks_free(&joined);
	return bad;
}

/* "HLA-B not tested", "fluoxetine acts on it", or that no guideline speaks of it. */
static void put_reason(const struct sdi_why *why, const cJSON *medicine, kstring_t *out)
{
	cJSON *found = cJSON_CreateArray();
	const cJSON *row;
	int bad;

	if (is(medicine, "is_acted_on")) {
		sdi_add_actors(why, found, medicine);
		bad = put_named(why, out, "acts_on_it", "something_acts", found);
	} else if (is(medicine, "is_open")) {
		cJSON_ArrayForEach(row, get(medicine, "rows"))
			sdi_add_untested(why, found, row);
		bad = put_named(why, out, "not_tested_short", "indeterminate", found);
	} else {
		bad = sdi_put_words(out, &why->facts->words, "face", "no_guideline", NULL) < 0;
	}
	why->j->failed |= bad || !found;
	cJSON_Delete(found);
}

static void add_grouped(const struct sdi_why *why, cJSON *lane, const char *drug, kstring_t *reason)
{
	if (reason->l)
		sdi_json_add_text(why->j, names_for(why, lane, reason->s), NULL, drug);
	ks_free(reason);
}

static void add_unknown(const struct sdi_why *why, cJSON *group, const cJSON *medicine)
{
	kstring_t reason = KS_INITIALIZE;

	put_reason(why, medicine, &reason);
	add_grouped(why, cJSON_GetObjectItemCaseSensitive(group, "unknown"),
		    text_of(medicine, "drug"), &reason);
}

/* ---- what is ruled out, by the one that does ---- */

static void add_actors_of(const struct sdi_why *why, cJSON *list, const cJSON *rule)
{
	const cJSON *actor;

	cJSON_ArrayForEach(actor, get(rule, "actors"))
		sdi_json_add_text(why->j, list, NULL, text_of(actor, "name"));
}

/*
 * "beside citalopram", or the result of a gene that a source calls contraindicated. Return: 0: the
 * medicine is not ruled out
 */
static int add_ruled_out(const struct sdi_why *why, const cJSON *to, cJSON *group,
			 const cJSON *medicine, const cJSON *row)
{
	const cJSON *rule = sdi_report_label_rule(why->guide, text_of(row, "row_id"));
	const char *drug = text_of(medicine, "drug");
	cJSON *by = cJSON_CreateArray();
	kstring_t reason = KS_INITIALIZE;
	int is_out = is_ruled_out(medicine, row), n;

	if (is_out && rule)
		add_actors_of(why, by, rule);
	else if (!is_out)
		sdi_add_ruled_out_by(why, by, to, drug);
	n = cJSON_GetArraySize(by);
	if (n)
		why->j->failed |= put_named(why, &reason, "ruled_beside", "ruled_beside", by);
	else if (is_out) {
		sdi_add_why(why, by, drug, row);
		why->j->failed |= put_joined(by, &reason);
	}
	add_grouped(why, cJSON_GetObjectItemCaseSensitive(group, "ruled_out"), drug, &reason);
	cJSON_Delete(by);
	return is_out || n;
}

/* ---- the board ---- */

static void sort_medicine(const struct sdi_why *why, const cJSON *to, cJSON *group,
			  const cJSON *medicine)
{
	const cJSON *row = sdi_face_row(medicine, sdi_face_lead(why, medicine));
	int lane = lane_of(medicine);

	if (add_ruled_out(why, to, group, medicine, row))
		return;
	if (lane < 0)
		add_unknown(why, group, medicine);
	else
		add_item(why, cJSON_GetObjectItemCaseSensitive(group, lanes[lane]), medicine, row);
}

static cJSON *open_group(const struct sdi_why *why, cJSON *board, const cJSON *class)
{
	cJSON *group = sdi_json_add_object(why->j, board, NULL);

	sdi_json_add_text(why->j, group, "class", text_of(class, "class"));
	sdi_json_add_text(why->j, group, "title", text_of(class, "title"));
	sdi_json_add_array(why->j, group, "ruled_out");
	for (size_t i = 0; i < sizeof(lanes) / sizeof(*lanes); i++)
		sdi_json_add_array(why->j, group, lanes[i]);
	sdi_json_add_array(why->j, group, "unknown");
	return group;
}

/* Classes with symbol 2 in words.tsv have a section of their own. */
static int is_special(const struct sdi_why *why, const char *class)
{
	const struct sdi_word *word = sdi_word(&why->facts->words, "class", class);

	return word && !strcmp(word->symbol, "2");
}

static int has(const cJSON *board, const char *lane)
{
	const cJSON *group;

	cJSON_ArrayForEach(group, board)
		if (cJSON_GetArraySize(get(group, lane)))
			return 1;
	return 0;
}

/* ---- procedures and psychedelics ---- */

/* What the tables say first of a medicine or procedure that no genotype informs, or "". */
static const char *first_fact(const struct sdi_why *why, const char *drug)
{
	const struct stardose_guidance_tables *t = why->facts->tables->guidance;

	for (int i = 0; i < t->n_facts; i++)
		if (!strcmp(t->facts[i].drug->name, drug) &&
		    !strcmp(t->facts[i].label->code, "none"))
			return t->facts[i].guidance;
	return "";
}

static int is_in_use(const cJSON *to, const char *drug)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, get(to, "medicines_now"))
		if (!strcasecmp(text_of(item, "known_as"), drug))
			return 1;
	return 0;
}

static const char *special_class(const struct sdi_why *why, const struct stardose_drug *drug)
{
	for (int c = 0; c < drug->n_classes; c++)
		if (is_special(why, drug->classes[c]->code))
			return drug->classes[c]->code;
	return NULL;
}

static void add_special(const struct sdi_why *why, const cJSON *to, cJSON *face)
{
	const struct stardose_guidance_tables *t = why->facts->tables->guidance;
	cJSON *special = sdi_json_add_array(why->j, face, "special");

	for (int i = 0; i < t->n_drugs; i++) {
		const struct stardose_drug *drug = &t->drugs[i];
		cJSON *one;

		if (!special_class(why, drug))
			continue;
		one = sdi_json_add_object(why->j, special, NULL);
		sdi_json_add_text(why->j, one, "drug", drug->name);
		sdi_json_add_text(why->j, one, "text", first_fact(why, drug->name));
		sdi_json_add_bool(why->j, one, "is_in_use", is_in_use(to, drug->name));
		sdi_face_asks_genes(why, to, one, drug);
	}
	sdi_json_add_bool(why->j, face, "has_special", cJSON_GetArraySize(special) > 0);
}

void sdi_face_board(const struct sdi_why *why, const cJSON *to, cJSON *face)
{
	static const char *const columns[][2] = { { "ruled_out", "has_ruled_out" },
						  { "other_option", "has_other_option" },
						  { "other_dose", "has_other_dose" },
						  { "usual", "has_usual" },
						  { "unknown", "has_unknown" } };
	cJSON *board = sdi_json_add_array(why->j, face, "board");
	const cJSON *class, *medicine;
	int n_usual = 0;

	cJSON_ArrayForEach(class, get(to, "classes")) {
		cJSON *group;

		cJSON_ArrayForEach(medicine, get(class, "medicines"))
			n_usual += is(medicine, "is_usual");

		if (is_special(why, text_of(class, "class")))
			continue;
		group = open_group(why, board, class);
		cJSON_ArrayForEach(medicine, get(class, "medicines"))
			sort_medicine(why, to, group, medicine);
	}
	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		sdi_json_add_bool(why->j, face, columns[i][1], has(board, columns[i][0]));
	sdi_json_add_number(why->j, face, "n_usual", n_usual);
	sdi_json_add_bool(why->j, face, "has_board", cJSON_GetArraySize(board) > 0);
	add_special(why, to, face);
}
