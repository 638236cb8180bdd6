/* medication_text.c - how people write what somebody takes */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/dose_text.h"
#include "context/medication_text.h"

#define MOST_MG 100000	/* of a day; more is a slip of the keyboard */

static const struct { const char *word; enum sdi_route route;
} routes[] = {
	{ "oral", SDI_ROUTE_SYSTEMIC },
	{ "systemic", SDI_ROUTE_SYSTEMIC },
	{ "intravenous", SDI_ROUTE_SYSTEMIC },
	{ "iv", SDI_ROUTE_SYSTEMIC },
	{ "intramuscular", SDI_ROUTE_SYSTEMIC },
	{ "im", SDI_ROUTE_SYSTEMIC },
	{ "subcutaneous", SDI_ROUTE_SYSTEMIC },
	{ "sc", SDI_ROUTE_SYSTEMIC },
	{ "rectal", SDI_ROUTE_SYSTEMIC },
	{ "sublingual", SDI_ROUTE_SYSTEMIC },
	{ "buccal", SDI_ROUTE_SYSTEMIC },
	{ "transdermal", SDI_ROUTE_SYSTEMIC },
	{ "intranasal", SDI_ROUTE_SYSTEMIC },
	{ "nasal", SDI_ROUTE_SYSTEMIC },
	{ "inhaled", SDI_ROUTE_SYSTEMIC },
	{ "topical", SDI_ROUTE_LOCAL },
	{ "cutaneous", SDI_ROUTE_LOCAL },
	{ "cream", SDI_ROUTE_LOCAL },
	{ "gel", SDI_ROUTE_LOCAL },
	{ "ointment", SDI_ROUTE_LOCAL },
	{ "lotion", SDI_ROUTE_LOCAL },
	{ "ophthalmic", SDI_ROUTE_LOCAL },
	{ "eye", SDI_ROUTE_LOCAL },
	{ "otic", SDI_ROUTE_LOCAL },
	{ "ear", SDI_ROUTE_LOCAL },
	{ "vaginal", SDI_ROUTE_LOCAL },
};

enum sdi_route sdi_route_find(const char *word, size_t n, const char **spelling)
{
	for (size_t i = 0; i < sizeof(routes) / sizeof(*routes); i++)
		if (strlen(routes[i].word) == n && !strncasecmp(routes[i].word, word, n)) {
			*spelling = routes[i].word;
			return routes[i].route;
		}
	return SDI_ROUTE_NOT_GIVEN;
}

static int is_space(char c) { return c == ' ' || c == '\t'; }
static const char *skip_space(const char *s) { while (is_space(*s)) s++; return s; }
static size_t word_length(const char *s) { return strcspn(s, " \t"); }

static int is_word(const char *s, const char *word)
{
	size_t n = strlen(word);
	return word_length(s) == n && !strncasecmp(s, word, n);
}

/* "20 mg/d", "100 mg bid", "1-0-1 20 mg": mg of a day; 0: none is given */
static int mg_of(const char *text)
{
	struct sdi_dose dose;

	if (!sdi_dose_read(text, &dose) || strcmp(dose.unit, "mg/day"))
		return 0;
	return dose.amount < MOST_MG * INT64_C(1000) ? (int)((dose.amount + 500) / 1000) : 0;
}

/* "14 d ago", "14 days ago" */
static int days_ago(const char *s, const char **end)
{
	char *after;
	long days = strtol(s, &after, 10);
	const char *unit;

	*end = s;
	if (after == s || days < 0 || days > 100000)
		return -1;
	unit = skip_space(after);
	if (!is_word(unit, "d") && !is_word(unit, "day") && !is_word(unit, "days"))
		return -1;
	s = skip_space(unit + word_length(unit));
	if (!is_word(s, "ago"))
		return -1;
	*end = s + 3;
	return (int)days;
}

void sdi_medication_words(const char *text, struct sdi_medication *entry)
{
	for (const char *s = skip_space(text), *end; *s; s = skip_space(end)) {
		size_t n = word_length(s);
		int days;

		if (n > 6 && !strncasecmp(s, "route=", 6)) {
			s += 6;
			n -= 6;
		}
		end = s + n;
		if (entry->route == SDI_ROUTE_NOT_GIVEN)
			entry->route = sdi_route_find(s, n, &entry->route_word);
		days = days_ago(s, &end);
		if (days >= 0)
			entry->days_since_stop = days;
		else
			end = s + n;
	}
	if (mg_of(text))
		entry->mg_per_day = mg_of(text);
}

/* A medicine of drugs.tsv by any of its names, given @n bytes */
static const struct stardose_drug *find_drug(const struct stardose_guidance_tables *guidance,
					     const char *name, size_t n)
{
	char copy[128];

	if (!guidance || n >= sizeof(copy))
		return NULL;
	memcpy(copy, name, n);
	copy[n] = '\0';
	return stardose_guidance_drug(guidance, copy);
}

/* By the names of agents.tsv and drugs.tsv. */
static int know_listed(const struct stardose_tables *tables, const char *text, size_t n,
		       struct sdi_medication *out)
{
	const struct sdi_context_tables *context = sdi_context_tables(tables);

	out->agent = sdi_agent_find(context, text, n);
	out->drug = find_drug(tables->guidance, out->agent ? out->agent->name : text,
			      out->agent ? strlen(out->agent->name) : n);
	if (!out->agent && out->drug)
		out->agent = sdi_agent_find(context, out->drug->name, strlen(out->drug->name));
	out->name = out->agent ? out->agent->name : out->drug ? out->drug->name : NULL;
	return out->name != NULL;
}

/* By any name or code that the dictionary has. */
static int know(const struct stardose_tables *tables, const char *text, size_t n,
		struct sdi_medication *out)
{
	const struct sdi_name *name;

	if (know_listed(tables, text, n, out))
		return 1;
	name = sdi_name_find(sdi_tables_names(tables), text, n);
	if (!name)
		return 0;
	if (name->n_medicines > 1) {
		out->combination = name;
		return 1;
	}
	if (!know_listed(tables, *name->medicines, strlen(*name->medicines), out))
		out->name = *name->medicines;
	return 1;
}

void sdi_medication_know(const struct stardose_tables *tables, const char *medicine,
			 struct sdi_medication *out)
{
	out->combination = NULL;
	know(tables, medicine, strlen(medicine), out);
}

/* A slip in a name of this length or more is told from other words. */
#define SHORTEST_SLIP 6

/* "injection" is no slip for "infection": a state is no medicine. */
static int is_state(const struct stardose_tables *tables, const struct sdi_name *name)
{
	const struct sdi_agent *agent = sdi_agent_find(
		sdi_context_tables(tables), *name->medicines, strlen(*name->medicines));

	return agent && agent->kind == SDI_AGENT_STATE;
}

/* Does a name begin at @word that is not @first's, or what may be a slip for one? */
static int is_other_name(const struct stardose_tables *tables, const char *word,
			 const struct sdi_medication *first)
{
	const struct sdi_names *names = sdi_tables_names(tables);
	const struct sdi_name *slip;
	size_t n = word_length(word);
	struct sdi_medication other = { 0 };
	char copy[SDI_NAME_SIZE];

	if (n < 3 || n >= sizeof(copy) || (*word >= '0' && *word <= '9'))
		return 0;
	if (know(tables, word, n, &other))
		return other.combination || !first->name || strcmp(other.name, first->name);
	memcpy(copy, word, n);
	copy[n] = '\0';
	slip = n >= SHORTEST_SLIP ? sdi_name_slip(names, copy) : NULL;
	return slip && !is_state(tables, slip);
}

/* The name and the word behind it may be a slip for a longer name, of something else. */
static int is_slip_for_longer(const struct stardose_tables *tables, const char *text, size_t n,
			      const struct sdi_medication *first)
{
	const char *next = skip_space(text + n);
	size_t length = next + word_length(next) - text;
	const struct sdi_name *near;
	char copy[SDI_NAME_SIZE];

	if (!*next || (*next >= '0' && *next <= '9') || length >= sizeof(copy))
		return 0;
	memcpy(copy, text, length);
	copy[length] = '\0';
	near = sdi_name_slip(sdi_tables_names(tables), copy);
	return near && (near->n_medicines > 1 ||
			(first->name && strcmp(*near->medicines, first->name) != 0));
}

static int has_other_name(const struct stardose_tables *tables, const char *rest,
			  const struct sdi_medication *first)
{
	const char *spelling;

	for (const char *s = skip_space(rest); *s; s = skip_space(s + word_length(s)))
		if (!sdi_route_find(s, word_length(s), &spelling) && is_other_name(tables, s, first))
			return 1;
	return 0;
}

/* The words behind a name, or in front of it, say that it is over, but not since when. */
static int ended_some_day(const char *beg, size_t n, int is_stopped,
			  const struct sdi_medication *entry)
{
	static const char *const words[] = { "stopped", "discontinued", "ended", "ceased" };

	if (entry->days_since_stop >= 0)
		return 0;
	for (const char *s = skip_space(beg + n); *s && !is_stopped; s = skip_space(s + word_length(s)))
		for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
			is_stopped |= word_length(s) == strlen(words[i]) &&
				      !strncasecmp(s, words[i], strlen(words[i]));
	return is_stopped;
}

/* Where the name of an unknown medicine ends: before a number, or at the end. */
static size_t unknown_name(const char *text)
{
	const char *end = text;

	for (const char *s = text; *s; s = skip_space(s + word_length(s))) {
		const char *spelling;

		if (s > text &&
		    ((*s >= '0' && *s <= '9') || sdi_route_find(s, word_length(s), &spelling)))
			break;
		end = s + word_length(s);
	}
	return end - text;
}

void sdi_medication_parse(const struct stardose_tables *tables, const char *text,
			  struct sdi_medication *out)
{
	static const char stopped[] = "stopped:";
	const char *beg = skip_space(text);
	int is_stopped = !strncasecmp(beg, stopped, sizeof(stopped) - 1);
	size_t n;

	*out = (struct sdi_medication){ .route_word = "", .days_since_stop = -1 };
	if (is_stopped)
		beg = skip_space(beg + sizeof(stopped) - 1);
	for (n = strlen(beg); n; ) {	/* the longest beginning that is a name */
		while (n && is_space(beg[n - 1]))
			n--;
		if (n && know(tables, beg, n, out))
			break;
		while (n && !is_space(beg[n - 1]))
			n--;
	}
	if (n && (has_other_name(tables, beg + n, out) ||
		  is_slip_for_longer(tables, beg, n, out))) {
		*out = (struct sdi_medication){ .route_word = "", .days_since_stop = -1 };
		n = out->n_unknown = strlen(beg);
	} else if (!n) {
		n = out->n_unknown = unknown_name(beg);
	}
	out->name_at = beg - text;
	out->name_length = n;
	sdi_medication_words(beg + n, out);
	if (ended_some_day(beg, n, is_stopped, out)) {	/* neither in use nor over */
		*out = (struct sdi_medication){ .route_word = "", .days_since_stop = -1 };
		out->n_unknown = out->name_length = strlen(text);
	}
}
