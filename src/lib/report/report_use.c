/*
 * report_use.c - medicines in use on the first page: what to do in the words of the source that
 * stands first, who agrees, why, how sure, and the dose against its limit
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include "report/report_face.h"
#include "report/report_line.h"
#include "util/text.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static int is(const cJSON *of, const char *name) { return cJSON_IsTrue(get(of, name)); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}
static double number(const cJSON *of, const char *name)
{
	return cJSON_IsNumber(get(of, name)) ? get(of, name)->valuedouble : 0;
}

/* ---- the voice that stands first ---- */

const cJSON *sdi_face_row(const cJSON *medicine, const cJSON *voice)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, get(medicine, "rows"))
		if (voice && number(row, "line") == number(voice, "line"))
			return row;
	return NULL;
}

/* A grade of words.tsv: "strength_rank" tells the strong ones; none is 0. */
static int strength(const struct sdi_why *why, const cJSON *medicine, const cJSON *voice)
{
	const cJSON *row = sdi_face_row(medicine, voice);
	const struct sdi_word *word =
		sdi_word(&why->facts->words, "strength", text_of(row, "strength"));

	return word ? atoi(word->symbol) : 0;
}

static int stands_before(const struct sdi_why *why, const cJSON *medicine, const cJSON *a,
			 const cJSON *b)
{
	int by_direction = sdi_direction_rank(text_of(a, "direction")) -
			   sdi_direction_rank(text_of(b, "direction"));
	int by_strength;

	if (by_direction)
		return by_direction > 0;
	if (!*text_of(a, "context") != !*text_of(b, "context"))
		return !*text_of(a, "context");	/* for all who take it, before some of them */
	by_strength = strength(why, medicine, a) - strength(why, medicine, b);
	return by_strength ? by_strength > 0 : number(a, "year") > number(b, "year");
}

const cJSON *sdi_face_lead(const struct sdi_why *why, const cJSON *medicine)
{
	const cJSON *voice, *best = NULL;

	cJSON_ArrayForEach(voice, get(medicine, "voices"))
		if (is(voice, "speaks") && !is(voice, "is_none") &&
		    (!best || stands_before(why, medicine, voice, best)))
			best = voice;
	return best;
}

int sdi_face_asks(const cJSON *medicine)
{
	return medicine && !is(medicine, "is_usual") && !is(medicine, "is_none") &&
	       !is(medicine, "is_open");
}

enum sdi_sure sdi_face_sure(const struct sdi_why *why, cJSON *to, const cJSON *medicine)
{
	const cJSON *lead = sdi_face_asks(medicine)
				    ? sdi_face_row(medicine, sdi_face_lead(why, medicine))
				    : NULL;

	return sdi_add_sure(why, to, medicine, lead);
}

/* ---- one medicine ---- */

/* A newer guideline of another source that looked at it, and has nothing to advise. */
static void add_newer(const struct sdi_why *why, cJSON *use, const cJSON *medicine,
		      const cJSON *lead)
{
	const cJSON *row, *of = sdi_face_row(medicine, lead), *newest = NULL;
	char year[16];

	if (sdi_report_has_flag(of, "newer_source_silent"))
		cJSON_ArrayForEach(row, get(medicine, "rows"))
			if (!strcmp(text_of(row, "action"), "no_recommendation") &&
			    strcmp(text_of(row, "source"), text_of(of, "source")) &&
			    number(row, "year") > number(newest ? newest : of, "year"))
				newest = row;
	snprintf(year, sizeof(year), "%d", (int)number(newest, "year"));
	if (newest)
		sdi_add_words(why, use, "newer", "newer_silent", "source",
			      text_of(newest, "source"), "year", year);
	else
		sdi_json_add_text(why->j, use, "newer", NULL);
}

static void add_voices(const struct sdi_why *why, cJSON *use, const cJSON *medicine)
{
	const cJSON *lead = sdi_face_lead(why, medicine), *voice;
	cJSON *others = sdi_json_add_array(why->j, use, "others"),
	      *silent = sdi_json_add_array(why->j, use, "silent_sources");

	if (lead)
		sdi_json_put(why->j, use, "lead", cJSON_Duplicate(lead, 1));
	add_newer(why, use, medicine, lead);
	cJSON_ArrayForEach(voice, get(medicine, "voices")) {
		if (voice == lead)
			continue;
		if (is(voice, "speaks") && !is(voice, "is_none"))
			sdi_json_put(why->j, others, NULL, cJSON_Duplicate(voice, 1));
		else
			sdi_json_add_text(why->j, silent, NULL, text_of(voice, "source"));
	}
	sdi_json_add_bool(why->j, use, "has_others", cJSON_GetArraySize(others) > 0);
	sdi_json_add_bool(why->j, use, "has_silent_sources", cJSON_GetArraySize(silent) > 0);
}

/*
 * What the advice rests on. Where nothing is asked for, a gene without result, or else the
 * medicine that acts, is why it is not simply usual.
 */
static void add_reasons(const struct sdi_why *why, cJSON *use, const cJSON *medicine)
{
	const char *drug = text_of(medicine, "drug");
	cJSON *list = sdi_json_add_array(why->j, use, "why"), *row;
	const cJSON *lead = sdi_face_row(medicine, sdi_face_lead(why, medicine));

	if (is(medicine, "is_open")) {
		cJSON_ArrayForEach(row, get(medicine, "rows"))
			if (sdi_report_has_flag(row, "no_result") ||
			    strstr(text_of(row, "phenotype"), ":Indeterminate")) {
				sdi_add_why(why, list, drug, row);
				break;
			}
	} else if (lead) {
		sdi_add_why(why, list, drug, lead);
	}
	sdi_json_add_bool(why->j, use, "has_why", cJSON_GetArraySize(list) > 0);
	sdi_json_add_bool(why->j, use, "is_whatever", lead && sdi_row_is_whatever(why, lead));
}

/* The names in @list that @of does not say already, in one sentence. */
static void add_also_acting(const struct sdi_why *why, cJSON *use, const cJSON *medicine)
{
	kstring_t names = KS_INITIALIZE;
	const cJSON *actor, *said;

	cJSON_ArrayForEach(actor, get(use, "actors")) {
		int is_said = 0;

		cJSON_ArrayForEach(said, get(use, "why"))
			is_said |= sdi_has_word(cJSON_GetStringValue(said),
						cJSON_GetStringValue(actor));
		cJSON_ArrayForEach(said, get(use, "others"))
			is_said |= sdi_has_word(text_of(said, "beside"),
						cJSON_GetStringValue(actor));
		if (!is_said && (names.l ? kputs(", ", &names) : 0) >= 0)
			kputs(cJSON_GetStringValue(actor), &names);
	}
	if (names.l && is(medicine, "is_acted_on"))
		sdi_add_words(why, use, "also_acting",
			      is(medicine, "is_none") ? "acting_no_line" : "also_acting", "who",
			      names.s, NULL, NULL);
	else
		sdi_json_add_text(why->j, use, "also_acting", NULL);
	ks_free(&names);
}

/* Genes on which this medicine acts itself, as the estimates of the person name them. */
static void add_acts_on(const struct sdi_why *why, cJSON *use, const cJSON *item)
{
	const char *name = text_of(item, "known_as");
	kstring_t genes = KS_INITIALIZE;
	const cJSON *each;

	cJSON_ArrayForEach(each, get(why->guide, "phenoconversion"))
		if (*name && !*text_of(each, "drug") && !sdi_report_has_flag(each, "weak_inhibitor") &&
		    !strncasecmp(text_of(each, "because_of"), name, strlen(name)) &&
		    (genes.l ? kputs(", ", &genes) : 0) >= 0)
			kputs(text_of(each, "gene"), &genes);
	if (genes.l)
		sdi_add_words(why, use, "acts_on", "acts_on", "genes", genes.s, NULL, NULL);
	else
		sdi_json_add_text(why->j, use, "acts_on", NULL);
	ks_free(&genes);
}

/*
 * Medicines in use that a rule calls contraindicated or to be avoided because of this one: the pair
 * is the finding, so this one is not simply usual either.
 */
static void add_rules_out(const struct sdi_why *why, cJSON *use, const cJSON *item)
{
	const char *name = text_of(item, "known_as");
	kstring_t drugs = KS_INITIALIZE;
	const cJSON *rule, *actor;

	cJSON_ArrayForEach(rule, get(why->guide, "label_rules")) {
		const char *drug = text_of(rule, "drug"), *action = text_of(rule, "action");

		if (!is(rule, "in_use") ||
		    (strcmp(action, "contraindicated") && strcmp(action, "avoid")))
			continue;
		cJSON_ArrayForEach(actor, get(rule, "actors"))
			if (*name && !strcasecmp(text_of(actor, "name"), name) &&
			    !sdi_list_has(drugs.s, ", ", drug) &&
			    (drugs.l ? kputs(", ", &drugs) : 0) >= 0)
				kputs(drug, &drugs);
	}
	if (drugs.l)
		sdi_add_words(why, use, "rules_out", "rules_out", "names", drugs.s, NULL, NULL);
	else
		sdi_json_add_text(why->j, use, "rules_out", NULL);
	ks_free(&drugs);
}

/* ---- the dose against its limit ---- */

static const cJSON *dose_of(const cJSON *guide, const char *drug)
{
	const cJSON *dose;

	cJSON_ArrayForEach(dose, get(guide, "doses"))
		if (!strcasecmp(text_of(dose, "drug"), drug))
			return dose;
	return NULL;
}

/* The limit to draw: one that the dose is above, else a ceiling, else what can be compared. */
static int drawn_before(const cJSON *limit)
{
	if (!strcmp(text_of(limit, "comparison"), "not_comparable"))
		return 0;
	if (!strcmp(text_of(limit, "comparison"), "above"))
		return 3;
	return !strcmp(text_of(limit, "kind"), "ceiling") ? 2 : 1;
}

static const cJSON *drawn_limit(const cJSON *dose)
{
	const cJSON *limit, *best = NULL;

	cJSON_ArrayForEach(limit, get(dose, "limits"))
		if (drawn_before(limit) > (best ? drawn_before(best) : 0))
			best = limit;
	return best;
}

/* Places in per cent of the width; the longer of dose and limit takes most of it. */
static void draw(struct sdi_json *j, cJSON *ruler, double now, double low, double high)
{
	double whole = (now > high ? now : high) * 1.08;

	sdi_json_add_number(j, ruler, "now", (int)(1000 * now / whole) / 10.0);
	sdi_json_add_number(j, ruler, "low", (int)(1000 * low / whole) / 10.0);
	sdi_json_add_number(j, ruler, "high", (int)(1000 * high / whole) / 10.0);
	sdi_json_add_number(j, ruler, "within", (int)(1000 * (now < high ? now : high) / whole) / 10.0);
	sdi_json_add_number(j, ruler, "over", now > high ? (int)(1000 * (now - high) / whole) / 10.0 : 0);
}

static void add_ruler(const struct sdi_why *why, cJSON *use, const char *drug)
{
	const cJSON *dose = dose_of(why->guide, drug), *limit = drawn_limit(dose);
	double now = number(dose, "dose_now"), high = number(limit, "high");
	cJSON *ruler;

	if (!dose)
		return;
	ruler = sdi_json_add_object(why->j, use, "ruler");
	sdi_json_add_text(why->j, ruler, "text",
			  *text_of(limit, "text") ? text_of(limit, "text") : text_of(dose, "text"));
	sdi_json_add_bool(why->j, ruler, "is_above",
			  !strcmp(text_of(dose, "comparison"), "above"));
	sdi_json_add_bool(why->j, ruler, "is_drawn", limit && now > 0 && high > 0);
	if (limit && now > 0 && high > 0)
		draw(why->j, ruler, now, number(limit, "low"), high);
}

/* ---- the list ---- */

/*
 * What nothing more is asked for by genotype, while something that is in use acts on it, is neither
 * simply usual nor without guideline, and has a sign and words of its own.
 */
static void add_acted_on(const struct sdi_why *why, cJSON *use, const cJSON *medicine)
{
	const struct sdi_word *word = sdi_word(&why->facts->words, "face",
					       is(medicine, "is_usual") ? "usual_acted_on"
									: "none_acted_on");

	if (!word || sdi_face_asks(medicine) || is(medicine, "is_open") ||
	    !is(medicine, "is_acted_on"))
		return;
	cJSON_DeleteItemFromObjectCaseSensitive(use, "word");
	cJSON_DeleteItemFromObjectCaseSensitive(use, "symbol");
	sdi_json_add_text(why->j, use, "word", word->text);
	sdi_json_add_text(why->j, use, "symbol", word->symbol);
}

/* Which genes have no result, as the medicine says it. */
static void add_open(const struct sdi_why *why, cJSON *use, const cJSON *medicine)
{
	if (!is(medicine, "is_open"))
		return;
	cJSON_DeleteItemFromObjectCaseSensitive(use, "word");
	sdi_json_add_text(why->j, use, "word", text_of(medicine, "word"));
}

static int needs_look(const cJSON *item, const cJSON *use)
{
	const cJSON *medicine = is(item, "is_stopped") ? NULL : get(item, "medicine");

	return is(item, "is_not_known") || sdi_face_asks(medicine) ||
	       is(medicine, "is_acted_on") || is(get(use, "ruler"), "is_above") ||
	       *text_of(use, "rules_out");
}

/*
 * Greater stands first: what is asked for, then how sure; what was stopped comes last. A name that
 * is not known may be anything, and stands behind what is contraindicated alone.
 */
static int urgency(const cJSON *item, const cJSON *use, enum sdi_sure sure)
{
	if (is(item, "is_stopped"))
		return 0;
	if (is(item, "is_not_known"))
		return 1000 + 10 * SDI_DIRECTION_CONTRAINDICATED - 2;
	return 1000 * is(use, "needs_look") +
	       10 * sdi_direction_rank(text_of(use, "direction")) + (int)sure + 3;
}

/*
 * The medicine of an item with its lines, which are with the first item of a list that names it
 * twice.
 */
static const cJSON *with_rows(const cJSON *to, const cJSON *item)
{
	const cJSON *medicine = get(item, "medicine"), *other;

	if (!medicine || cJSON_GetArraySize(get(medicine, "rows")))
		return medicine;
	cJSON_ArrayForEach(other, get(to, "medicines_now"))
		if (cJSON_GetArraySize(get(get(other, "medicine"), "rows")) &&
		    !strcmp(text_of(get(other, "medicine"), "drug"), text_of(medicine, "drug")))
			return get(other, "medicine");
	return medicine;
}

static cJSON *add_use(const struct sdi_why *why, const cJSON *item, const cJSON *medicine)
{
	static const char *const copied[] = { "shown_as",   "value", "unit",	 "route",
					      "state_text", "text",  "class_name" };
	cJSON *use = cJSON_CreateObject();
	enum sdi_sure sure = SDI_SURE_OPEN;

	for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
		sdi_json_add_text(why->j, use, copied[i], text_of(item, copied[i]));
	sdi_json_add_text(why->j, use, "inn",
			  *text_of(item, "known_as") ? text_of(item, "known_as")
						     : text_of(item, "name"));
	sdi_json_add_bool(why->j, use, "is_stopped", is(item, "is_stopped"));
	sdi_json_add_bool(why->j, use, "is_not_known", is(item, "is_not_known"));
	sdi_add_direction(why->facts, why->j, use,
			  sdi_direction_of_code(medicine ? text_of(medicine, "direction")
							 : "none"));
	sdi_json_add_bool(why->j, use, "has_medicine", medicine != NULL);
	sdi_json_add_bool(why->j, use, "sources_disagree", is(medicine, "sources_disagree"));
	sdi_json_add_bool(why->j, use, "is_acted_on", is(medicine, "is_acted_on"));
	sdi_json_put(why->j, use, "actors", cJSON_Duplicate(get(item, "actors"), 1));
	add_acted_on(why, use, medicine);
	add_open(why, use, medicine);
	add_voices(why, use, medicine);
	add_reasons(why, use, medicine);
	add_also_acting(why, use, medicine);
	add_acts_on(why, use, item);
	add_rules_out(why, use, item);
	if (medicine)
		sure = sdi_face_sure(why, use, medicine);
	if (!is(item, "is_stopped"))	/* the ruler is of the dose in use */
		add_ruler(why, use, text_of(item, "known_as"));
	sdi_json_add_bool(why->j, use, "needs_look", needs_look(item, use));
	sdi_json_add_number(why->j, use, "urgency", urgency(item, use, sure));
	return use;
}

/* The most urgent one, of equals the first; NULL: @all is empty. */
static cJSON *most_urgent(const cJSON *all)
{
	cJSON *each, *best = NULL;

	cJSON_ArrayForEach(each, all)
		if (!best || number(each, "urgency") > number(best, "urgency"))
			best = each;
	return best;
}

/* "carbamazepine, haloperidol" for a sentence; null where the list is empty. */
static void add_joined(struct sdi_json *j, cJSON *to, const char *name, const cJSON *list)
{
	kstring_t text = KS_INITIALIZE;
	const cJSON *each;

	cJSON_ArrayForEach(each, list)
		j->failed |= (text.l && kputs(", ", &text) < 0) ||
			     kputs(cJSON_GetStringValue(each), &text) < 0;
	sdi_json_add_text(j, to, name, text.s);
	ks_free(&text);
}

void sdi_face_uses(const struct sdi_why *why, const cJSON *to, cJSON *face)
{
	cJSON *uses = sdi_json_add_array(why->j, face, "uses"), *all = cJSON_CreateArray(), *item;
	int n = 0, n_look = 0;

	cJSON_ArrayForEach(item, get(to, "medicines_now")) {
		cJSON *actors = sdi_json_add_array(why->j, item, "actors"), *use;

		if (!is(item, "is_stopped"))
			sdi_add_actors(why, actors, with_rows(to, item));
		sdi_json_add_bool(why->j, item, "has_actors", cJSON_GetArraySize(actors) > 0);
		add_joined(why->j, item, "acted_on_by", actors);
		n++;
		use = add_use(why, item, with_rows(to, item));
		n_look += is(use, "needs_look");
		sdi_json_put(why->j, all, NULL, use);
	}
	while ((item = most_urgent(all)))
		sdi_json_put(why->j, uses, NULL, cJSON_DetachItemViaPointer(all, item));
	cJSON_Delete(all);
	sdi_json_add_bool(why->j, face, "has_uses", n > 0);
	sdi_json_add_number(why->j, face, "n_uses", n);
	sdi_json_add_number(why->j, face, "n_look", n_look);
}
