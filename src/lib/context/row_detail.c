/* row_detail.c - "key=value;key=value" of a row: known keys, known values, one spelling */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/date.h"
#include "context/row_detail.h"

enum value { ANY, WORD, COUNT, HOURS, DAY };

#define KIND(k) (1u << STARDOSE_CONTEXT_##k)

/* A key, for which kinds of row, and what its value is; words are joined by '|'. */
static const struct key {
	const char *name;
	unsigned kinds;
	enum value value;
	const char *words;
	int most;			/* of a count */
} keys[] = {
	{ "route", KIND(MEDICINE), ANY, "", 0 },
	{ "share", KIND(MEDICINE), WORD, "yes|no", 0 },
	{ "weeks", KIND(TRIAL), COUNT, "", 1040 },
	{ "outcome", KIND(TRIAL) | KIND(PROCEDURE), WORD,
	  "none|partial|response|remission|lost|unknown", 0 },
	{ "adherence", KIND(TRIAL), WORD, "full|partial|unknown", 0 },
	{ "reason", KIND(TRIAL), WORD, "no effect|side effects|other", 0 },
	{ "episode", KIND(TRIAL), WORD, "current|earlier", 0 },
	{ "augments", KIND(TRIAL), ANY, "", 0 },
	{ "device", KIND(PROCEDURE), ANY, "", 0 },
	{ "version", KIND(SCORE), ANY, "", 0 },
	{ "rater", KIND(SCORE), WORD, "self|clinician", 0 },
	{ "missing", KIND(SCORE), COUNT, "", 99 },
	{ "item9", KIND(SCORE), COUNT, "", 3 },
	{ "item10", KIND(SCORE), COUNT, "", 6 },
	{ "form", KIND(SCORE), WORD, "raw|percent", 0 },
	{ "baseline", KIND(SCORE), DAY, "", 0 },
	{ "ideation", KIND(SCORE), COUNT, "", 5 },
	{ "behaviour", KIND(SCORE), WORD, "yes|no", 0 },
	{ "period", KIND(SCORE), WORD, "lifetime|month|since", 0 },
	{ "assay", KIND(LAB), ANY, "", 0 },
	{ "specimen", KIND(LAB), ANY, "", 0 },
	{ "lastdose", KIND(LAB), HOURS, "", 0 },
	{ "ill", KIND(LAB), WORD, "yes|no", 0 },
	{ "flag", KIND(LAB), WORD, "high|low|normal", 0 },
};
#define N_KEYS ((int)(sizeof(keys) / sizeof(*keys)))

/* ---- values ---- */

static int is_count(const char *value, size_t n, int most)
{
	if (!n || n > 4 || strspn(value, "0123456789") < n)
		return 0;
	return atoi(value) <= most;
}

/* "12" or "12.5" hours, at most a year of them */
static int is_hours(const char *value, size_t n)
{
	size_t whole = strspn(value, "0123456789"), part;

	if (!whole || whole > 4)
		return 0;
	if (whole >= n)
		return 1;
	part = value[whole] == '.' ? strspn(value + whole + 1, "0123456789") : 0;
	return part && part <= 2 && whole + 1 + part >= n;
}

static int is_day(const char *value, size_t n)
{
	char day[SDI_DAY_SIZE];

	if (n != sizeof(day) - 1)
		return 0;
	memcpy(day, value, n);
	day[n] = '\0';
	return sdi_date_parse(day) != SDI_NO_DAY;
}

/* The listed word that is meant, its length in *@n; NULL: none */
static const char *listed(const char *words, const char *value, size_t *n)
{
	for (const char *w = words; *w; w += strcspn(w, "|"), w += *w == '|')
		if (strcspn(w, "|") == *n && !strncasecmp(w, value, *n))
			return w;
	return NULL;
}

/* The value in one spelling; NULL: the key has no such value */
static const char *spelling(const struct key *key, const char *value, size_t *n)
{
	switch (key->value) {
	case ANY:
		return *n ? value : NULL;
	case WORD:
		return listed(key->words, value, n);
	case COUNT:
		return is_count(value, *n, key->most) ? value : NULL;
	case HOURS:
		return is_hours(value, *n) ? value : NULL;
	case DAY:
		return is_day(value, *n) ? value : NULL;
	}
	return NULL;
}

/* ---- what is wrong ---- */

static int say_keys(enum stardose_context_kind kind, const char *key, size_t n, kstring_t *why)
{
	int any = 0, failed = ksprintf(why, "'%.*s' is no detail of a %s", (int)(n < 60 ? n : 60),
				       key, stardose_context_kind_name(kind)) < 0;

	for (int i = 0; i < N_KEYS && !failed; i++)
		if (keys[i].kinds & 1u << kind)
			failed = ksprintf(why, "%s%s", any++ ? ", " : ": it has ", keys[i].name) < 0;
	if (!any)
		failed = failed || kputs(": it has none", why) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_EROW;
}

static int say_value(const struct key *key, const char *value, size_t n, kstring_t *why)
{
	int failed = ksprintf(why, "%s=%.*s: expected is ", key->name, (int)(n < 60 ? n : 60),
			      value ? value : "") < 0;

	if (key->value == WORD)
		failed |= kputs(key->words, why) < 0;
	else if (key->value == COUNT)
		failed |= ksprintf(why, "a whole number, 0 to %d", key->most) < 0;
	else
		failed |= kputs(key->value == HOURS ? "hours, such as 12 or 12.5"
				: key->value == DAY ? "a day, YYYY-MM-DD" : "not empty", why) < 0;
	return failed ? STARDOSE_ENOMEM : STARDOSE_EROW;
}

/* ---- the whole ---- */

struct pair { const char *value; size_t n; };

static void trim(const char **s, size_t *n)
{
	while (*n && strchr(" \t", **s)) {
		++*s;
		--*n;
	}
	while (*n && strchr(" \t", (*s)[*n - 1]))
		--*n;
}

/* One "key=value" of @n bytes into its place of @pairs. */
static int read_pair(enum stardose_context_kind kind, const char *text, size_t n,
		     struct pair *pairs, kstring_t *why)
{
	size_t name = 0, length;
	const char *value;

	while (name < n && text[name] != '=')
		name++;
	value = text + name + (name < n);
	length = n - name - (name < n);
	while (name && strchr(" \t", text[name - 1]))
		name--;
	trim(&value, &length);
	for (int i = 0; i < N_KEYS; i++) {
		if (!(keys[i].kinds & 1u << kind) || strlen(keys[i].name) != name ||
		    strncasecmp(keys[i].name, text, name))
			continue;
		if (pairs[i].value)
			return ksprintf(why, "%s= stands there twice", keys[i].name) < 0
				       ? STARDOSE_ENOMEM
				       : STARDOSE_EROW;
		pairs[i].n = length;
		pairs[i].value = spelling(&keys[i], value, &pairs[i].n);
		return pairs[i].value ? STARDOSE_OK : say_value(&keys[i], value, length, why);
	}
	return say_keys(kind, text, name, why);
}

int sdi_detail_read(enum stardose_context_kind kind, const char *text, kstring_t *out,
		    kstring_t *why)
{
	struct pair pairs[N_KEYS] = { { 0 } };
	int ret = STARDOSE_OK;

	while (*text && !ret) {
		size_t n = strcspn(text, ";"), whole = n;
		const char *pair = text;

		trim(&pair, &n);
		if (n)
			ret = read_pair(kind, pair, n, pairs, why);
		text += whole + (text[whole] == ';');
	}
	for (int i = 0; i < N_KEYS && !ret; i++)
		if (pairs[i].value &&
		    ksprintf(out, "%s%s=%.*s", out->l ? ";" : "", keys[i].name, (int)pairs[i].n,
			     pairs[i].value) < 0)
			ret = STARDOSE_ENOMEM;
	return ret;
}

/* ---- looking up ---- */

static const char *find(const char *detail, const char *key, size_t *n)
{
	size_t length = strlen(key);

	for (const char *s = detail; s && *s; s += strcspn(s, ";"), s += *s == ';')
		if (!strncmp(s, key, length) && s[length] == '=') {
			*n = strcspn(s + length + 1, ";");
			return s + length + 1;
		}
	return NULL;
}

const char *sdi_detail_get(const char *detail, const char *key, kstring_t *out)
{
	size_t n;
	const char *value = find(detail, key, &n);

	out->l = 0;
	return value && kputsn(value, n, out) >= 0 ? out->s : NULL;
}

int sdi_detail_number(const char *detail, const char *key, int none)
{
	size_t n;
	const char *value = find(detail, key, &n);

	return value ? atoi(value) : none;
}

int sdi_detail_is(const char *detail, const char *key, const char *value)
{
	size_t n;
	const char *found = find(detail, key, &n);

	return found && n == strlen(value) && !strncmp(found, value, n);
}
