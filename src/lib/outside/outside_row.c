/*
 * outside_row.c - what a row means: gene, canonical readings in today's names, phenotype, score;
 * or why it is set aside
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "tables/hla_finding.h"
#include "outside/outside_name.h"
#include "outside/outside_read.h"
#include "outside/outside_set.h"
#include "util/nearest.h"
#include "util/text.h"
#include "util/no_memory.h"

#define MAX_TEXT 2000	/* longer than any result; what is longer is not one */

static void set_aside(struct sdi_outside_place *place, int line, const char *why)
{
	if (line > 0)
		stardose_log_say(&place->set->log, STARDOSE_EROW, "%s:%d: %s", place->name, line,
				 why);
	else
		stardose_log_say(&place->set->log, STARDOSE_EROW, "%s: %s", place->name, why);
}

static void bad(void *user, int line, const char *why)
{
	kstring_t s = KS_INITIALIZE;

	ksprintf(&s, "set aside: %s", why);
	set_aside(user, line, s.s ? s.s : "set aside");
	ks_free(&s);
}

STARDOSE_PRINTF(3, 4)
static int refuse(struct sdi_outside_place *place, int line, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	bad(place, line, text);
	return STARDOSE_EROW;
}

/* A remark about a name comes once, however many rows have it. */
STARDOSE_PRINTF(2, 3)
static void remark_once(struct sdi_outside_place *place, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (sdi_outside_once(place->set, text))
		stardose_log_say(&place->set->log, STARDOSE_OK, "%s", text);
}

/* ---- parts of a row ---- */

static const char *given(const char *text)
{
	return !text || !*text || !strcmp(text, ".") || !strcmp(text, "-") ? NULL : text;
}

static int check_texts(struct sdi_outside_place *place, const struct sdi_outside_row *row)
{
	const char *const texts[] = { row->sample, row->gene, row->diplotype, row->phenotype,
				      row->score };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (texts[i] && strlen(texts[i]) > MAX_TEXT)
			return refuse(place, row->line, "a field of %zu bytes", strlen(texts[i]));
		if (texts[i] && !sdi_is_plain(texts[i]))
			return refuse(place, row->line, "control characters in a field");
	}
	return STARDOSE_OK;
}

/* NULL when no table has it. A program that calls one gene does not name it. */
static const struct stardose_gene *gene_of(const struct sdi_outside_place *place,
					   const char *symbol)
{
	return given(symbol) ? sdi_outside_gene(place->set, symbol)
			     : sdi_outside_sole_gene(place->set->tables, place->format);
}

/*
 * Programs that give every gene they know name many that are none of ours: one line for all of
 * them.
 */
static int pass_over(struct sdi_outside_place *place, const char *gene)
{
	size_t n = strlen(gene);

	for (const char *s = place->passed.s; s && (s = strstr(s, gene)); s += n)
		if ((s == place->passed.s || s[-1] == ' ') && (!s[n] || s[n] == ','))
			return STARDOSE_EROW;
	if (place->passed.l < 1000)
		ksprintf(&place->passed, "%s%.40s", place->passed.l ? ", " : "", gene);
	return STARDOSE_EROW;
}

static int find_gene(struct sdi_outside_place *place, const struct sdi_outside_row *row,
		     const struct stardose_gene **out)
{
	const struct stardose_outside *set = place->set;
	const char *names[3];
	struct sdi_nearest near;
	char text[200];

	*out = gene_of(place, row->gene);
	if (!*out && !given(row->gene))
		return refuse(place, row->line, "it names no gene");
	if (*out)
		return STARDOSE_OK;
	if (row->one_of_many)
		return pass_over(place, row->gene);
	sdi_nearest_init(&near, row->gene, names, 3);
	for (int g = 0; g < set->tables->n_genes; g++)
		sdi_nearest_consider(&near, set->tables->genes[g].name);
	for (int g = 0; g < set->n_genes; g++)
		sdi_nearest_consider(&near, set->genes[g].name);
	if (sdi_nearest_text(&near, text, sizeof(text)))
		return refuse(place, row->line, "gene '%.80s' is in no table; did you mean %s?",
			      row->gene, text);
	return refuse(place, row->line, "gene '%.80s' is in no table", row->gene);
}

static void remark_name(struct sdi_outside_place *place, const struct stardose_gene *gene,
			const struct sdi_name_unit *old, const struct sdi_name_unit *new,
			enum sdi_name_change change)
{
	struct sdi_hap_name was = { 1, { *old } }, is = { 1, { *new } };
	kstring_t a = KS_INITIALIZE, b = KS_INITIALIZE;

	was.unit[0].copies = is.unit[0].copies = 1;
	was.unit[0].or_more = is.unit[0].or_more = 0;
	if (sdi_hap_print(&was, &a) == STARDOSE_OK && sdi_hap_print(&is, &b) == STARDOSE_OK) {
		if (change == SDI_NAME_UNKNOWN)
			remark_once(place,
				    "%s: the tables have no allele '%s' of %s, so its function is "
				    "unknown",
				    place->name, a.s, gene->name);
		else
			remark_once(place, "%s: '%s' of %s is an old name and taken as %s",
				    place->name, a.s, gene->name, b.s);
	}
	ks_free(&a);
	ks_free(&b);
}

static void today(struct sdi_outside_place *place, const struct stardose_gene *gene,
		  struct sdi_diplotype_name *name)
{
	for (int h = 0; h < 2; h++)
		for (int i = 0; i < name->hap[h].n; i++) {
			struct sdi_name_unit *unit = &name->hap[h].unit[i], old = *unit;
			enum sdi_name_change change = sdi_name_today(gene, unit);

			if (change != SDI_NAME_KEPT)
				remark_name(place, gene, &old, unit, change);
		}
	sdi_diplotype_finish(name);
}

static int too_many_in_tandem(const struct sdi_diplotype_name *name)
{
	return name->hap[0].n - 1 > STARDOSE_MAX_TANDEM || name->hap[1].n - 1 > STARDOSE_MAX_TANDEM;
}

/* Two names with something between them: a diplotype, whatever its alleles are called. */
static int is_pair(const char *text)
{
	const char *between = strpbrk(text, "/|");

	return between && between != text && between[1] && !strpbrk(between + 1, "/|;") &&
	       !strpbrk(text, ";");
}

/*
 * An allele that is named as none of the gene's is: the diplotype stays as text, and its function
 * is unknown.
 */
static int take_text(struct sdi_outside_place *place, const struct sdi_outside_row *row,
		     struct sdi_outside_entry *entry, const char *why, kstring_t *out)
{
	remark_once(place, "%s: '%.80s' of %s cannot be read (%s), so its function is unknown",
		    place->name, row->diplotype, entry->gene->name, why);
	entry->is_text = 1;
	return kputs(row->diplotype, out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int read_diplotype(struct sdi_outside_place *place, const struct sdi_outside_row *row,
			  struct sdi_outside_entry *entry, kstring_t *out)
{
	const struct stardose_gene *gene = entry->gene;
	struct sdi_diplotype_readings readings;
	const char *why = NULL;
	int ret;

	if (!gene->n_alleles) {
		ret = sdi_hla_findings_print(row->diplotype, gene->name, out);
		return ret == STARDOSE_EROW ? refuse(place, row->line,
						     "'%.120s' contradicts itself", row->diplotype)
					    : ret;
	}
	ret = sdi_diplotype_readings(row->diplotype, gene, &readings, &why);
	if (ret == STARDOSE_EROW && is_pair(row->diplotype))
		return take_text(place, row, entry, why, out);
	if (ret == STARDOSE_EROW)
		return refuse(place, row->line, "'%.120s' is no diplotype of %s: %s",
			      row->diplotype, gene->name, why);
	for (int i = 0; !ret && i < readings.n; i++) {
		today(place, gene, &readings.name[i]);
		if (!readings.name[i].hap[1].n && gene->kind < STARDOSE_GENE_HEMIZYGOUS)
			ret = refuse(place, row->line,
				     "'%.120s' names one haplotype of %s; a diplotype has two, "
				     "%s",
				     row->diplotype, gene->name,
				     gene->notation == STARDOSE_NOTATION_STAR
					     ? "such as *1/*4"
					     : "with a slash between them");
		else if (too_many_in_tandem(&readings.name[i]))
			ret = refuse(place, row->line,
				     "'%.120s' has more than %d different alleles on a haplotype",
				     row->diplotype, STARDOSE_MAX_TANDEM + 1);
	}
	if (!ret)
		ret = sdi_readings_print(&readings, out);
	sdi_diplotype_readings_release(&readings);
	return ret;
}

static const char *keep(struct stardose_outside *set, const char *text, int *ret)
{
	const char *kept = sdi_arena_strdup(&set->arena, text);

	if (!kept)
		*ret = STARDOSE_ENOMEM;
	return kept;
}

static int add_diplotype(struct sdi_outside_place *place, const struct sdi_outside_row *row,
			 struct sdi_outside_entry *entry)
{
	kstring_t text = KS_INITIALIZE;
	int ret = read_diplotype(place, row, entry, &text);

	if (!ret)
		entry->diplotype = keep(place->set, text.s, &ret);
	if (!ret)
		entry->given = keep(place->set, row->diplotype, &ret);
	ks_free(&text);
	return ret;
}

/* The phenotype of the gene's own rules that @text is, upper and lower case alike, or NULL */
static const char *own_term(const struct stardose_gene *gene, const char *text)
{
	for (int i = 0; i < gene->n_rules; i++)
		if (!strcasecmp(gene->rules[i].phenotype, text))
			return gene->rules[i].phenotype;
	return NULL;
}

/*
 * Beside a diplotype, a phenotype or score that cannot be read is told and left aside; alone it
 * makes the row useless.
 */
static int add_phenotype(struct sdi_outside_place *place, const struct sdi_outside_row *row,
			 struct sdi_outside_entry *entry)
{
	const struct stardose_gene *gene = entry->gene;
	const char *own = own_term(gene, row->phenotype);
	char term[64];
	int ret = STARDOSE_OK;

	if (!gene->n_alleles || own) {
		entry->phenotype = keep(place->set, own ? own : row->phenotype, &ret);
		return ret;
	}
	if (sdi_phenotype_term(row->phenotype, term) &&
	    (own_term(gene, term) || gene->method == STARDOSE_METHOD_NONE)) {
		entry->phenotype = keep(place->set, term, &ret);
		return ret;
	}
	if (!entry->diplotype && !given(row->score))
		return refuse(place, row->line, "'%.120s' is no phenotype of %s", row->phenotype,
			      gene->name);
	remark_once(place, "%s: '%.120s' is no phenotype of %s and left aside", place->name,
		    row->phenotype, gene->name);
	return STARDOSE_OK;
}

static int add_score(struct sdi_outside_place *place, const struct sdi_outside_row *row,
		     struct sdi_outside_entry *entry)
{
	const struct stardose_gene *gene = entry->gene;
	int is_score = sdi_score_text(row->score, &entry->score, &entry->score_or_more),
	    is_alone = !entry->diplotype && !entry->phenotype;

	if (gene->method != STARDOSE_METHOD_SCORE) {
		entry->score = STARDOSE_VALUE_NONE;
		if (is_alone)
			return refuse(place, row->line, "%s has no activity scores", gene->name);
		if (is_score)
			remark_once(place,
				    "%s: %s has no activity scores; those given are left aside",
				    place->name, gene->name);
		return STARDOSE_OK;
	}
	if (is_score)
		return STARDOSE_OK;
	entry->score = STARDOSE_VALUE_NONE;
	if (is_alone)
		return refuse(place, row->line, "'%.80s' is no activity score", row->score);
	remark_once(place, "%s: '%.80s' is no activity score and left aside", place->name,
		    row->score);
	return STARDOSE_OK;
}

/* ---- no call ---- */

/*
 * It is told, and kept as an entry that holds nothing, so that the sample is in the outputs. Genes
 * of no table are passed over.
 */
static void none(void *user, int line, const char *sample, const char *gene, const char *why)
{
	struct sdi_outside_place *place = user;
	struct sdi_outside_entry entry = { .gene = gene_of(place, gene),
					   .score = STARDOSE_VALUE_NONE,
					   .file = place->file,
					   .line = line,
					   .next = -1 };
	char at[32] = "";

	if (!entry.gene ||
	    check_texts(place, &(struct sdi_outside_row){ .sample = sample, .line = line }) !=
		    STARDOSE_OK)
		return;
	if (line > 0)
		snprintf(at, sizeof(at), ":%d", line);
	stardose_log_say(&place->set->log, STARDOSE_OK, "%s%s: no call of %s%s%.80s%s%s%.200s%s",
			 place->name, at, entry.gene->name, given(sample) ? " of '" : "",
			 given(sample) ? sample : "", given(sample) ? "'" : "",
			 why && *why ? " (" : "", why ? why : "", why && *why ? ")" : "");
	if (sdi_outside_add(place->set, given(sample) ? sample : "", &entry, NULL) != STARDOSE_OK)
		place->no_memory = 1;
}

/* ---- a row ---- */

static int understand(struct sdi_outside_place *place, struct sdi_outside_row *row,
		      struct sdi_outside_entry *entry)
{
	int ret = check_texts(place, row), said_none;

	if (!ret)
		ret = find_gene(place, row, &entry->gene);
	if (ret)
		return ret;
	row->diplotype = given(row->diplotype);
	row->phenotype = given(row->phenotype);
	row->score = given(row->score);
	if (!entry->gene->n_alleles && !row->diplotype && row->phenotype &&
	    strchr(row->phenotype, '*')) {
		row->diplotype =
			row->phenotype; /* "*57:01 positive" stands there in PharmCAT's files */
		row->phenotype = NULL;
	}
	said_none = row->diplotype && sdi_is_no_call(row->diplotype);
	if (said_none)
		row->diplotype = NULL;
	if (row->phenotype &&
	    (!strcasecmp(row->phenotype, "n/a") || !strcasecmp(row->phenotype, "No Result") ||
	     (said_none && !strcasecmp(row->phenotype, "Indeterminate"))))
		row->phenotype = NULL;
	if (row->score && sdi_is_no_call(row->score))
		row->score = NULL;
	if (!row->diplotype && !row->phenotype && !row->score) {
		if (!said_none)
			return refuse(
				place, row->line,
				"it has neither a diplotype nor a phenotype nor an activity score");
		none(place, row->line, row->sample, entry->gene->name, row->remark);
		return STARDOSE_EROW;
	}
	if (row->diplotype)
		ret = add_diplotype(place, row, entry);
	if (!ret && row->phenotype)
		ret = add_phenotype(place, row, entry);
	if (!ret && row->score)
		ret = add_score(place, row, entry);
	return ret;
}

static int take_row(void *user, const struct sdi_outside_row *given_row, struct stardose_error *err)
{
	struct sdi_outside_place *place = user;
	struct sdi_outside_row row = *given_row;
	struct sdi_outside_entry entry = {
		.score = STARDOSE_VALUE_NONE, .file = place->file, .line = row.line, .next = -1
	};
	int ret = understand(place, &row, &entry);

	if (ret == STARDOSE_EROW)
		return STARDOSE_OK;
	if (ret)
		return sdi_no_memory(err);
	if (row.remark && *row.remark)
		stardose_log_say(&place->set->log, STARDOSE_OK,
				 "%s: %s%s%.80s%s is said to be: %.200s", place->name,
				 entry.gene->name, given(row.sample) ? " of '" : "",
				 given(row.sample) ? row.sample : "", given(row.sample) ? "'" : "",
				 row.remark);
	return sdi_outside_add(place->set, given(row.sample) ? row.sample : "", &entry, err);
}

static void note(void *user, const char *text)
{
	struct sdi_outside_place *place = user;

	remark_once(place, "%s: %s", place->name, text);
}

void sdi_outside_sink(struct sdi_outside_place *place, struct sdi_outside_sink *out)
{
	*out = (struct sdi_outside_sink){
		.user = place, .row = take_row, .bad = bad, .none = none, .note = note
	};
}
