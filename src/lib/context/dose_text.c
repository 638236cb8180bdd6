/* dose_text.c - how people write how much somebody takes */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/dose_text.h"

static int is_space(char c) { return c == ' ' || c == '\t'; }
static const char *skip_space(const char *s) { while (is_space(*s)) s++; return s; }

/* A number in thousandths, with a point or a comma before decimals; -1: none that is sound */
static int64_t number_of(const char *s, const char **end)
{
	int64_t whole = 0;
	int scale = 100;

	for (; isdigit((unsigned char)*s) && whole < 1000000; s++)
		whole = 10 * whole + (*s - '0');
	whole *= 1000;
	if ((*s == '.' || *s == ',') && isdigit((unsigned char)s[1]))
		for (s++; isdigit((unsigned char)*s); s++, scale /= 10)
			whole += scale * (*s - '0');
	*end = s;
	return isdigit((unsigned char)*s) ? -1 : whole;
}

/* ---- units ---- */

static const struct { const char *word, *unit; int times, by; } units[] = {
	{ "mg", "mg", 1, 1 },	     { "g", "mg", 1000, 1 },	{ "mcg", "mg", 1, 1000 },
	{ "ug", "mg", 1, 1000 },     { "\302\265g", "mg", 1, 1000 }, { "\316\274g", "mg", 1, 1000 },
	{ "tablet", "tablet", 1, 1 }, { "tablets", "tablet", 1, 1 }, { "tab", "tablet", 1, 1 },
	{ "capsule", "capsule", 1, 1 }, { "capsules", "capsule", 1, 1 },
};

/* The unit behind a number, and what it makes of the amount; "" where there is none */
static const char *unit_of(const char *s, int64_t *amount, char unit[SDI_DOSE_UNIT_SIZE])
{
	size_t n = strcspn(s, " \t/,;0123456789");

	*unit = '\0';
	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (strlen(units[i].word) == n && !strncasecmp(units[i].word, s, n)) {
			*amount = *amount * units[i].times / units[i].by;
			snprintf(unit, SDI_DOSE_UNIT_SIZE, "%s", units[i].unit);
		}
	if (!*unit)
		snprintf(unit, SDI_DOSE_UNIT_SIZE, "%.*s", n < 12 ? (int)n : 12, s);
	return s + n;
}

/* ---- how often ---- */

static int has(const char *text, const char *words)
{
	for (size_t n = strlen(words); strlen(text) >= n; text++)
		if (!strncasecmp(text, words, n))
			return 1;
	return 0;
}

static int times_a_day(const char *rest)
{
	static const struct { const char *words; int times; } often[] = {
		{ "twice", 2 }, { "two times", 2 }, { "2 times", 2 }, { "2x", 2 }, { "bid", 2 },
		{ "b.i.d", 2 }, { "every 12", 2 }, { "q12h", 2 }, { "three times", 3 },
		{ "3 times", 3 }, { "3x", 3 }, { "tid", 3 }, { "t.i.d", 3 }, { "every 8", 3 },
		{ "q8h", 3 }, { "four times", 4 }, { "4 times", 4 }, { "4x", 4 }, { "qid", 4 },
		{ "every 6", 4 }, { "q6h", 4 },
	};

	for (size_t i = 0; i < sizeof(often) / sizeof(*often); i++)
		if (has(rest, often[i].words))
			return often[i].times;
	return 1;
}

/* "1-0-1", "1-1-1-1": how many in a day; 0: nothing of the kind stands in @text */
static int by_times_of_day(const char *text)
{
	for (const char *s = text; *s; s++) {
		int n = 0, sum = 0;
		const char *at = s;

		if (s > text && (isdigit((unsigned char)s[-1]) || s[-1] == '-'))
			continue;
		while (isdigit((unsigned char)*at) && !isdigit((unsigned char)at[1])) {
			sum += *at - '0';
			n++;
			if (at[1] != '-')
				break;
			at += 2;
		}
		if (n >= 3 && n <= 4)
			return sum;
	}
	return 0;
}

static const char *period_of(const char *rest)
{
	static const struct { const char *words, *period; } periods[] = {
		{ "every 2 weeks", "2 weeks" }, { "/2 weeks", "2 weeks" },
		{ "every 4 weeks", "month" },	{ "every 3 months", "3 months" },
		{ "every 2 months", "2 months" }, { "every month", "month" },
		{ "monthly", "month" },		{ "/month", "month" },
		{ "per month", "month" },	{ "weekly", "week" },
		{ "/week", "week" },		{ "/wk", "week" },
		{ "per week", "week" },		{ "every week", "week" },
		{ "every other day", "2 days" }, { "when needed", "need" },
		{ "as needed", "need" },	{ "prn", "need" },
	};

	for (size_t i = 0; i < sizeof(periods) / sizeof(*periods); i++)
		if (has(rest, periods[i].words))
			return periods[i].period;
	return "day";
}

/* Per kilogram, how often, of which period; the amount becomes that of one period. */
static void add_period(const char *text, const char *rest, struct sdi_dose *out)
{
	const char *period = period_of(rest);
	int is_per_kg = !strncasecmp(rest, "/kg", 3), by_day = by_times_of_day(text);
	size_t n = strlen(out->unit);

	if (!strcmp(period, "2 days")) {
		out->amount /= 2;
		period = "day";
	} else if (!strcmp(period, "day")) {
		out->amount *= by_day ? by_day : times_a_day(rest);
	}
	snprintf(out->unit + n, SDI_DOSE_UNIT_SIZE - n, "%s/%s", is_per_kg ? "/kg" : "", period);
}

/* Where a dose may begin: a number with a unit of its own, which is no number of days ago. */
static const char *find_number(const char *text)
{
	for (const char *s = text; *s; s++) {
		const char *end, *unit;

		if (!isdigit((unsigned char)*s) || (s > text && !is_space(s[-1])))
			continue;
		number_of(s, &end);
		unit = skip_space(end);
		if (isalpha((unsigned char)*unit) || (unsigned char)*unit >= 0x80) {
			size_t n = strcspn(unit, " \t/");

			if (!(n == 1 && (*unit == 'd' || *unit == 'x')) &&
			    strncasecmp(unit, "day", 3) && strncasecmp(unit, "times", 5))
				return s;
		} else if (*end == '/' && isdigit((unsigned char)end[1])) {
			return s;
		}
	}
	return NULL;
}

int sdi_dose_read(const char *text, struct sdi_dose *out)
{
	const char *s = find_number(text), *end;

	if (!s)
		return 0;
	out->amount = number_of(s, &end);
	if (out->amount <= 0)
		return 0;
	if (*end == '/') {		/* "6/25 mg": of two medicines */
		snprintf(out->unit, sizeof(out->unit), "of several");
		return 1;
	}
	end = unit_of(skip_space(end), &out->amount, out->unit);
	add_period(text, end, out);
	return 1;
}
