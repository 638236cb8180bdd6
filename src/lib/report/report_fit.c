/*
 * report_fit.c - which layout for paper holds the first page
 *
 * Templates cannot measure. What a page takes is estimated from how long its texts are; the shares
 * were fitted to pages as a browser lays them out, and tests/browser measures that each fits and
 * that no smaller layout was taken without need.
 */
#include "report/report_face.h"

static const cJSON *get(const cJSON *of, const char *name) { return sdi_json_get(of, name); }
static const char *text_of(const cJSON *of, const char *name)
{
	return sdi_json_get_text(of, name);
}
static int is(const cJSON *of, const char *name) { return cJSON_IsTrue(get(of, name)); }

/*
 * From the largest. @scale: how many more characters a line has than in the largest type;
 * @is_inline: the sources of a medicine follow each other in a line; @run_width: characters of a
 * running line of the board, which is a table where it does not run. Shares are thousandths of a
 * page, of the paper that is less high: what is always there, the head of the medicines in use,
 * each line of the sentences on top, each line of medicines in use, each of them, each line of
 * genes, each gene, each line of the board, each class on it. FULL leaves for what an estimate
 * misses four times its standard deviation, and a layout that is less than half as much before it
 * is taken needlessly.
 */
struct layout {
	const char *name;
	double scale;
	int is_running, is_inline;
	double run_width, always, has_uses, answer, line, use, gene_line, gene, board, class;
};
static const struct layout layouts[] = {
	{ "large", 1.03, 0, 0, 0, 322, 52, 17.5, 15.8, 6.5, 6.0, 24.1, 15.8, 1.2 },
	{ "small", 1.06, 1, 0, 72, 281, 38, 16.8, 15.1, 6.9, 5.9, 23.6, 8.9, -1.0 },
	{ "smaller", 1.19, 1, 0, 82, 236, 41, 14.9, 13.1, 5.9, 4.6, 20.5, 7.2, 0.3 },
	{ "close", 1.25, 1, 1, 50, 208, 32, 13.7, 11.3, 5.0, 4.1, 17.5, 5.2, -3.3 },
	{ "smallest", 1.33, 1, 1, 52, 189, 30, 12.7, 10.2, 5.1, 4.1, 11.9, 4.3, -1.1 },
};
enum { N_LAYOUTS = sizeof(layouts) / sizeof(*layouts), FULL = 915, LONG_TITLE = 38 };
/* Characters that a line of a column holds in the largest type */
enum {
	DO_WIDTH = 52,
	SMALL_WIDTH = 66,
	WHY_WIDTH = 32,
	NAME_WIDTH = 24,
	RULER_WIDTH = 28,
	BOARD_WIDTH = 130,
	CLASS_WIDTH = 15,
	RULED_OUT_WIDTH = 22,
	DOSE_WIDTH = 26,
	UNKNOWN_WIDTH = 33,
	HEADLINE_WIDTH = 100,
	SENTENCE_WIDTH = 115,
	GENE_WIDTH = 24,
	TITLE_WIDTH = 60
};

/* How high a line is, where it is not as high as most */
static const double SMALL_LINE = 0.9, LARGER_LINE = 1.02;

/* Characters, not bytes. */
static int length(const char *text)
{
	int n = 0;

	for (; *text; text++)
		n += (*text & 0xc0) != 0x80;
	return n;
}

static double lines_of(int characters, double width)
{
	return characters ? 1 + (int)((characters - 1) / width) : 0;
}

static double most(double a, double b) { return a > b ? a : b; }

static int who_length(const cJSON *voice)
{
	const char *beside = text_of(voice, "beside");

	return length(text_of(voice, "source")) + 8 + length(text_of(voice, "strength")) +
	       (*beside ? length(beside) + 8 : 0);
}

static int said_length(const cJSON *voice)
{
	int n = length(text_of(voice, "context")) + length(text_of(voice, "whole_dose"));

	return n + 3 + (is(voice, "whole_says_it") ? 0 : length(text_of(voice, "action")));
}

/* The dose against its limit, under the name: a picture and what it says. */
static double ruler_lines(const cJSON *ruler, double scale)
{
	if (!is(ruler, "is_drawn"))
		return 0;
	return 0.7 + 0.85 * lines_of(length(text_of(ruler, "text")), RULER_WIDTH * scale);
}

/* What cannot be drawn is said under the advice. */
static double dose_lines(const cJSON *ruler, double scale)
{
	return is(ruler, "is_drawn")
		       ? 0
		       : lines_of(length(text_of(ruler, "text")), SMALL_WIDTH * scale);
}

/* What stands first: an order of its own words, or what the source says. */
static int lead_length(const cJSON *use)
{
	const cJSON *lead = get(use, "lead");

	if (is(use, "is_usual") || is(use, "is_open") || is(use, "is_none") || !lead)
		return length(text_of(use, "word")) + 2;
	return said_length(lead);
}

static int lead_who_length(const cJSON *use)
{
	const cJSON *lead = get(use, "lead");

	return (lead ? who_length(lead) : 0) +
	       (is(use, "is_usual") ? length(text_of(lead, "whole_dose")) + 2 : 0) +
	       (is(use, "sources_disagree") ? 17 : 0) + length(text_of(use, "newer"));
}

static double what_lines(const cJSON *use, const struct layout *l)
{
	double small, what = lines_of(length(text_of(use, "rules_out")), DO_WIDTH * l->scale);
	const cJSON *voice;
	int n = 0;

	small = lines_of(lead_who_length(use), SMALL_WIDTH * l->scale);
	cJSON_ArrayForEach(voice, get(use, "others"))
	{
		n += said_length(voice) + who_length(voice) + 2;
		if (!l->is_inline)
			small += lines_of(said_length(voice) + who_length(voice),
					  SMALL_WIDTH * l->scale);
	}
	if (l->is_inline)
		small = lines_of(n + lead_who_length(use), SMALL_WIDTH * l->scale);
	return what + lines_of(lead_length(use), DO_WIDTH * l->scale) + SMALL_LINE * small;
}

static double because_lines(const cJSON *use, const struct layout *l)
{
	int why = 0, also = length(text_of(use, "also_acting")),
	    acts = length(text_of(use, "acts_on")),
	    sure = length(text_of(use, "sure_text")) + length(text_of(use, "sure_word")) + 5;
	const cJSON *each;

	cJSON_ArrayForEach(each, get(use, "why")) why += length(cJSON_GetStringValue(each)) + 2;
	if (!is(use, "has_medicine") || is(use, "is_none"))
		sure = 0;
	if (l->is_inline || !is(use, "needs_look"))
		return lines_of(why + also + acts + sure, WHY_WIDTH * l->scale);
	return lines_of(why, WHY_WIDTH * l->scale) + lines_of(also, WHY_WIDTH * l->scale) +
	       lines_of(acts, WHY_WIDTH * l->scale) + lines_of(sure, WHY_WIDTH * l->scale);
}

/* A medicine that needs no look has its advice and its sources in one running line. */
static double plain_lines(const cJSON *use, const struct layout *l)
{
	const cJSON *voice;
	int n = lead_length(use) + lead_who_length(use);

	cJSON_ArrayForEach(voice, get(use, "others")) n +=
		said_length(voice) + who_length(voice) + 2;
	return lines_of(n, SMALL_WIDTH * l->scale);
}

static double use_lines(const cJSON *use, const struct layout *l)
{
	int state = length(text_of(use, "state_text")), dose = length(text_of(use, "value"));
	double name = lines_of(length(text_of(use, "shown_as")) + (dose ? dose + 5 : 0) +
				       (state ? state + 3 : 0),
			       NAME_WIDTH * l->scale) +
		      ruler_lines(get(use, "ruler"), l->scale);
	double what = is(use, "needs_look") ? what_lines(use, l) : plain_lines(use, l);

	if (is(use, "is_not_known"))
		what = lines_of(70, DO_WIDTH * l->scale);
	what += SMALL_LINE * dose_lines(get(use, "ruler"), l->scale);
	return most(most(what, because_lines(use, l)), name);
}

/* ---- the board ---- */

static int lane_length(const cJSON *lane)
{
	const cJSON *item;
	int n = 0;

	cJSON_ArrayForEach(item, lane) n +=
		length(text_of(item, "drug")) + length(text_of(item, "dose")) +
		(is(item, "is_doubtful") ? 4 : 2) + (*text_of(item, "dose") ? 1 : 0);
	return n;
}

static int grouped_length(const cJSON *lane)
{
	const cJSON *group, *name;
	int n = 0;

	cJSON_ArrayForEach(group, lane)
	{
		n += length(text_of(group, "text")) + 4;
		cJSON_ArrayForEach(name, get(group, "names")) n +=
			length(cJSON_GetStringValue(name)) + 2;
	}
	return n;
}

/* Of the board as a table: lanes that nothing is in leave their width to the others. */
static double lane_width(const cJSON *face)
{
	int n = is(face, "has_other_option") + is(face, "has_usual");
	double free = BOARD_WIDTH - CLASS_WIDTH - is(face, "has_ruled_out") * RULED_OUT_WIDTH -
		      is(face, "has_other_dose") * DOSE_WIDTH -
		      is(face, "has_unknown") * UNKNOWN_WIDTH;

	return free / (n ? n : 1) - 1;
}

static double group_lines(const cJSON *face, const cJSON *group, const struct layout *l)
{
	int ruled_out = grouped_length(get(group, "ruled_out")),
	    option = lane_length(get(group, "other_option")),
	    dose = lane_length(get(group, "other_dose")), usual = lane_length(get(group, "usual")),
	    unknown = grouped_length(get(group, "unknown")),
	    title = length(text_of(group, "title"));
	double lane = lane_width(face) * l->scale;

	if (l->is_running)
		return lines_of(title + ruled_out + option + dose + usual + unknown + 8,
				l->run_width);
	return most(
		most(most(lines_of(ruled_out, RULED_OUT_WIDTH * l->scale), lines_of(option, lane)),
		     most(lines_of(dose, DOSE_WIDTH * l->scale), lines_of(usual, lane))),
		most(lines_of(unknown, UNKNOWN_WIDTH * l->scale),
		     lines_of(title, CLASS_WIDTH * l->scale)));
}

/* ---- sentences, genes, and the whole ---- */

static int length_of_all(const cJSON *list)
{
	const cJSON *each;
	int n = 0;

	cJSON_ArrayForEach(each, list) n += length(cJSON_GetStringValue(each)) + 2;
	return n;
}

/* The sentences on top; the first of them in larger type. */
static double answer_lines(const cJSON *to, const cJSON *face, double scale)
{
	const cJSON *name;
	double n = LARGER_LINE * lines_of(length(text_of(face, "headline")) +
						  length(text_of(face, "contraindicated")) +
						  length(text_of(face, "surest")) + 2,
					  HEADLINE_WIDTH * scale) +
		   lines_of(length(text_of(face, "not_tested")), SENTENCE_WIDTH * scale);

	/* (what it means that they are not known is a sentence of two lines) */
	n += 2 * (cJSON_GetArraySize(get(to, "names_not_known")) > 0) +
	     2 * (cJSON_GetArraySize(get(to, "asked_not_known")) > 0);
	cJSON_ArrayForEach(name, get(to, "names_not_known")) n +=
		lines_of(length(text_of(name, "name")) + length_of_all(get(name, "nearest")) + 45,
			 SENTENCE_WIDTH * scale);
	cJSON_ArrayForEach(name, get(to, "asked_not_known")) n +=
		lines_of(length(text_of(name, "name")) + length_of_all(get(name, "nearest")) + 55,
			 SENTENCE_WIDTH * scale);
	return n;
}

static double gene_lines(const cJSON *gene, double scale)
{
	const cJSON *with = get(gene, "with_medicines");
	int test = length(text_of(gene, "diplotype")) + 1 +
		   length(*text_of(gene, "level") ? text_of(gene, "level")
						  : text_of(gene, "phenotype")) +
		   (is(gene, "several") ? 10 : 0) + (is(gene, "is_local") ? 31 : 0);
	int now = length(text_of(with, "because_of")) + 11;

	if (is(with, "is_changed"))
		now += length(text_of(with, "basis_text")) + 2 +
		       (*text_of(with, "level") ? length(text_of(with, "level")) : 15);
	return most(most(lines_of(test, GENE_WIDTH * scale), lines_of(now, GENE_WIDTH * scale)),
		    lines_of(length(text_of(gene, "sure_text")) +
				     length(text_of(gene, "sure_word")) + 5,
			     GENE_WIDTH * scale));
}

/* Results for medicines outside psychiatry, in one running text behind its heading */
static int elsewhere_length(const cJSON *elsewhere)
{
	const cJSON *each, *medicine;
	int n = 0;

	cJSON_ArrayForEach(each, elsewhere)
	{
		n += length(text_of(each, "gene")) + length(text_of(each, "result")) +
		     length(text_of(each, "more")) + 6;
		cJSON_ArrayForEach(medicine, get(each, "first")) n +=
			length(text_of(medicine, "drug")) + 4;
	}
	return n ? n + 42 : 0;
}

/* Thousandths of a page */
static double share(const struct layout *l, const cJSON *to, const cJSON *face)
{
	double uses = 0, board = 0, genes = 0;
	int n_uses = cJSON_GetArraySize(get(face, "uses"));
	const cJSON *each;

	cJSON_ArrayForEach(each, get(face, "uses")) uses += use_lines(each, l);
	cJSON_ArrayForEach(each, get(face, "board")) board += group_lines(face, each, l);
	cJSON_ArrayForEach(each, get(face, "genes")) genes += gene_lines(each, l->scale);
	return l->always + (n_uses > 0) * l->has_uses +
	       l->answer * answer_lines(to, face, l->scale) + l->line * uses + l->use * n_uses +
	       l->gene_line * genes + l->gene * cJSON_GetArraySize(get(face, "genes")) +
	       l->board * board + l->class * cJSON_GetArraySize(get(face, "board")) +
	       l->line * 3 * is(get(to, "course"), "has_course") +
	       l->line * lines_of(elsewhere_length(get(face, "elsewhere")),
				  SENTENCE_WIDTH * l->scale) +
	       LONG_TITLE * (length(text_of(to, "sample")) > TITLE_WIDTH);
}

void sdi_face_fit(struct sdi_json *j, const cJSON *to, cJSON *face)
{
	int l = 0;

	while (l + 1 < N_LAYOUTS && share(&layouts[l], to, face) > FULL)
		l++;
	sdi_json_add_text(j, face, "fit", layouts[l].name);
	sdi_json_add_bool(j, face, "is_running", layouts[l].is_running);
}
