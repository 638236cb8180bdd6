/*
 * clinic_table.h - rating scales, what was measured in blood, and rules about trials of treatment
 *
 * scales.tsv names the scales whose totals are checked; scale_rules.tsv has bands, response,
 * remission and reliable change, each by a convention that has a name; analytes.tsv what a
 * laboratory reports and in which units; levels.tsv therapeutic reference ranges and the usual ratio
 * of a metabolite to its parent; trial_rules.tsv what published rules ask of a trial. Numbers of
 * these tables are shown beside what was recorded: none of them selects guidance. docs/CLINIC.md
 * describes the columns.
 */
#ifndef SDI_CLINIC_TABLE_H
#define SDI_CLINIC_TABLE_H

#include <stdint.h>
#include <stardose/tables.h>

struct sdi_load;

enum sdi_better { SDI_BETTER_LOWER, SDI_BETTER_HIGHER, SDI_BETTER_NONE };

/* A scale, or one version of it whose totals are not comparable with another's. */
struct sdi_scale {
	const char *name, *version;	/* @version "": there is one only */
	int n_names;
	const char **names;		/* further names that find it */
	int has_total, min, max;	/* of the total, both included */
	enum sdi_better better;
	int floor; /* the lowest total where per cent are taken of what is above it; else 0 */
	const char *rater, *recall;	/* or "" */
	const char *needs; /* the detail without which a total means nothing: "version", "form",
			      "baseline", or "" */
	const char *safety; /* "item9", "item10": the answer about suicidal thoughts; "components":
			       of a scale without total; or "" */
	int baseline_least; /* response and remission only from a baseline of this on; 0: none is
			       chosen */
	int is_drawn;
	const char *loinc, *loinc_item, *licence, *citation;	/* or "" */
};

enum sdi_scale_rule_kind {
	SDI_RULE_BAND,			/* @low..@high, both included, is called @band */
	SDI_RULE_RESPONSE,		/* a fall of at least @low per cent */
	SDI_RULE_REMISSION,		/* a total of at most @high */
	SDI_RULE_RELIABLE,		/* repeat measuring alone can give up to @low points */
	SDI_N_SCALE_RULES
};

struct sdi_scale_rule {
	const struct sdi_scale *scale;
	enum sdi_scale_rule_kind kind;
	const char *convention;
	int low, high;
	const char *band;		/* a code of words.tsv, kind band */
	const char *citation;
};

/* A unit of an analyte, and by what its numbers are multiplied to be of the first unit. */
struct sdi_unit { const char *name; int factor; /* 0: not comparable */ };
#define SDI_MAX_ANALYTE_UNITS 6

struct sdi_analyte {
	const char *name;
	int n_names;
	const char **names;
	int is_biomarker;
	int n_units;
	struct sdi_unit units[SDI_MAX_ANALYTE_UNITS];	/* the first is the one of levels.tsv */
	const char *acts_as; /* agent of agents.tsv that a result the laboratory calls high stands
				for, or "" */
	const char *words;		/* a code of words.tsv, kind analyte, or "" */
	const char *loinc, *citation;
};

#define SDI_MAX_RATIO_GENES 3

/* Levels are thousandths of the analyte's first unit; -1: none. Ratios are thousandths. */
struct sdi_level {
	const struct sdi_analyte *analyte;
	const struct sdi_analyte *sum_with;	/* the range is of both together, or NULL */
	int64_t low, high, alert;
	const char *only_for;		/* a code of words.tsv, kind level_note, or "" */
	const char *sampling;
	const struct sdi_analyte *ratio_with;	/* the metabolite, or NULL */
	int64_t ratio_low, ratio_high;
	int n_genes;
	struct { const char *gene; int is_low; /* of poor metabolizers, else high */
	} genes[SDI_MAX_RATIO_GENES];
	const char *citation;
};

struct sdi_trial_rule {
	const char *rule, *kind;	/* @kind "dose", "points", "list" */
	const char *item, *choice;	/* a medicine, or an item and its choice */
	int64_t low, high;		/* thousandths of mg a day, or points; -1: none */
	const char *text, *citation;
};

struct sdi_clinic_tables {
	int n_scales, n_scale_rules, n_analytes, n_levels, n_trial_rules;
	struct sdi_scale *scales;
	struct sdi_scale_rule *scale_rules;	/* of one scale and convention together, bands upwards */
	struct sdi_analyte *analytes;
	struct sdi_level *levels;
	struct sdi_trial_rule *trial_rules;
};

/* sdi_clinic_tables() - borrowed from @tables, never NULL */
const struct sdi_clinic_tables *sdi_clinic_tables(const struct stardose_tables *tables);

/* How a name was found among scales. */
enum sdi_scale_found {
	SDI_SCALE_KNOWN,
	SDI_SCALE_LOCAL,		/* no scale of the table: kept as it is */
	SDI_SCALE_NEEDS_VERSION,	/* several versions, or one of several that exist */
	SDI_SCALE_NEEDS_FORM
};
/*
 * sdi_scale_find() - the scale called @name, capitals alike
 * @version: as the row gives it (of WHO-5 its form), or ""
 * @total: decides where it is too high for all forms but one; -1: not given
 * @out: with SDI_SCALE_KNOWN the row; with the two needs one that has the name
 */
enum sdi_scale_found sdi_scale_find(const struct sdi_clinic_tables *tables, const char *name,
				    const char *version, int total, const struct sdi_scale **out);
/* sdi_scale_named() - by its own name and version, or NULL */
const struct sdi_scale *sdi_scale_named(const struct sdi_clinic_tables *tables, const char *name,
					const char *version);
/*
 * sdi_scale_rule() - the first rule of a kind, NULL: there is none
 * @convention: NULL: any
 */
const struct sdi_scale_rule *sdi_scale_rule(const struct sdi_clinic_tables *tables,
					    const struct sdi_scale *scale,
					    enum sdi_scale_rule_kind kind, const char *convention);
/*
 * sdi_scale_band() - the band that holds @total by @convention; NULL as convention: the only one
 * that the scale has; NULL: it has none, or several of which none was chosen
 */
const struct sdi_scale_rule *sdi_scale_band(const struct sdi_clinic_tables *tables,
					    const struct sdi_scale *scale, const char *convention,
					    int total);
/* sdi_analyte_find() - by name, capitals alike, or NULL */
const struct sdi_analyte *sdi_analyte_find(const struct sdi_clinic_tables *tables,
					   const char *name);
/* sdi_analyte_unit() - the unit called @unit, or NULL */
const struct sdi_unit *sdi_analyte_unit(const struct sdi_analyte *analyte, const char *unit);
/* sdi_level_of() - the row of levels.tsv, or NULL */
const struct sdi_level *sdi_level_of(const struct sdi_clinic_tables *tables,
				     const struct sdi_analyte *analyte);
/* sdi_trial_dose() - the dose that @rule calls its own for a medicine, or NULL */
const struct sdi_trial_rule *sdi_trial_dose(const struct sdi_clinic_tables *tables,
					    const char *rule, const char *medicine);
/* sdi_scale_rule_name() - "band", "response", ...; static */
const char *sdi_scale_rule_name(enum sdi_scale_rule_kind kind);
/* sdi_loinc_is_sound() - does the check digit of "44261-6" follow from the others (mod 10)? */
int sdi_loinc_is_sound(const char *code);

/* Loading; for table_set.c */
int sdi_load_scales(struct sdi_load *load);
int sdi_load_scale_rules(struct sdi_load *load);
int sdi_load_analytes(struct sdi_load *load);
int sdi_load_levels(struct sdi_load *load);
int sdi_load_trial_rules(struct sdi_load *load);

#endif
