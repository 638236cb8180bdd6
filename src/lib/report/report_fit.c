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
 * From the largest. @scale: how many more characters a line has than in the largest type. Shares
 * are thousandths of a page: what is always there, each line of medicines in use, each of them,
 * each gene, each line of the board (of all lines where it runs), each class on it.
 */
struct layout {
	const char *name;
	double scale;
	int is_running;
	double always, line, use, gene, board, class;
};
static const struct layout layouts[] = {
	{ "large", 1.03, 0, 350, 22.5, 12, 47, 13.5, 4.3 },
	{ "small", 1.06, 1, 304, 11.3, 18.5, 41.9, 6.5, 4.3 },
	{ "smaller", 1.19, 1, 317, 11.5, 14.8, 35.2, 3.7, 4.3 },
	{ "smallest", 1.33, 1, 232, 9.7, 13.1, 26.9, 2.7, 4.1 },
};
enum { N_LAYOUTS = sizeof(layouts) / sizeof(*layouts), FULL = 835 };
/* Characters that a line of a column holds in the largest type */
enum { DO_WIDTH = 52, SMALL_WIDTH = 66, WHY_WIDTH = 32, NAME_WIDTH = 24, LANE_WIDTH = 21,
       DOSE_WIDTH = 29, RULER_WIDTH = 28, UNKNOWN_WIDTH = 40, RUN_WIDTH = 64 };

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

/* The dose against its limit: a picture where there is one, and what it says. */
static double ruler_lines(const cJSON *ruler, double scale)
{
	if (!ruler)
		return 0;
	return 0.85 * lines_of(length(text_of(ruler, "text")), RULER_WIDTH * scale) +
	       (is(ruler, "is_drawn") ? 0.7 : 0);
}

/* A medicine that needs no look has its advice and its source in one line. */
static double use_lines(const cJSON *use, double scale)
{
	const cJSON *voice, *why, *lead = get(use, "lead");
	double what = 1, because, small = 0.85, name;
	int n = 0;

	name = lines_of(length(text_of(use, "shown_as")) + 8, NAME_WIDTH * scale) +
	       ruler_lines(get(use, "ruler"), scale);
	if (!is(use, "needs_look"))
		return most(lines_of(said_length(lead) + who_length(lead) + 30,
				     SMALL_WIDTH * scale), name);
	if (lead)
		what = lines_of(said_length(lead), DO_WIDTH * scale) +
		       small * lines_of(who_length(lead) +
						(is(use, "sources_disagree") ? 17 : 0),
					SMALL_WIDTH * scale);
	cJSON_ArrayForEach(voice, get(use, "others"))
		what += small * lines_of(said_length(voice) + who_length(voice),
					 SMALL_WIDTH * scale);
	cJSON_ArrayForEach(why, get(use, "why")) n += length(cJSON_GetStringValue(why)) + 2;
	because = lines_of(n, WHY_WIDTH * scale) +
		  lines_of(length(text_of(use, "also_acting")), WHY_WIDTH * scale) +
		  (*text_of(use, "acts_on") != 0) +
		  lines_of(length(text_of(use, "sure_text")) + 15, WHY_WIDTH * scale);
	return most(most(what, because), name);
}

/* ---- the board ---- */

static int lane_length(const cJSON *lane)
{
	const cJSON *item;
	int n = 0;

	cJSON_ArrayForEach(item, lane)
		n += length(text_of(item, "drug")) + length(text_of(item, "dose")) +
		     (is(item, "is_doubtful") ? 4 : 2) + (*text_of(item, "dose") ? 1 : 0);
	return n;
}

static int grouped_length(const cJSON *lane)
{
	const cJSON *group, *name;
	int n = 0;

	cJSON_ArrayForEach(group, lane) {
		n += length(text_of(group, "text")) + 4;
		cJSON_ArrayForEach(name, get(group, "names"))
			n += length(cJSON_GetStringValue(name)) + 2;
	}
	return n;
}

static double group_lines(const cJSON *group, const struct layout *l)
{
	int ruled_out = grouped_length(get(group, "ruled_out")),
	    option = lane_length(get(group, "other_option")),
	    dose = lane_length(get(group, "other_dose")), usual = lane_length(get(group, "usual")),
	    unknown = grouped_length(get(group, "unknown")), title = length(text_of(group, "title"));

	if (l->is_running)
		return lines_of(title + ruled_out + option + dose + usual + unknown + 8,
				RUN_WIDTH * l->scale * (l == &layouts[N_LAYOUTS - 1] ? 0.66 : 1));
	return most(most(most(lines_of(ruled_out, LANE_WIDTH * l->scale),
			      lines_of(option, LANE_WIDTH * l->scale)),
			 most(lines_of(dose, DOSE_WIDTH * l->scale),
			      lines_of(usual, LANE_WIDTH * l->scale))),
		    most(lines_of(unknown, UNKNOWN_WIDTH * l->scale),
			 lines_of(title, 14 * l->scale)));
}

/* Thousandths of a page */
static double share(const struct layout *l, const cJSON *to, const cJSON *face)
{
	double uses = 0, board = 0;
	const cJSON *each;

	cJSON_ArrayForEach(each, get(face, "uses")) uses += use_lines(each, l->scale);
	cJSON_ArrayForEach(each, get(face, "board")) board += group_lines(each, l);
	return l->always + l->line * uses + l->use * cJSON_GetArraySize(get(face, "uses")) +
	       l->gene * cJSON_GetArraySize(get(face, "genes")) + l->board * board +
	       l->class * cJSON_GetArraySize(get(face, "board")) +
	       l->line * 2 * cJSON_GetArraySize(get(to, "names_not_known")) +
	       l->line * 3 * is(get(to, "course"), "has_course");
}

void sdi_face_fit(struct sdi_json *j, const cJSON *to, cJSON *face)
{
	int l = 0;

	while (l + 1 < N_LAYOUTS && share(&layouts[l], to, face) > FULL)
		l++;
	sdi_json_add_text(j, face, "fit", layouts[l].name);
	sdi_json_add_bool(j, face, "is_running", layouts[l].is_running);
}
