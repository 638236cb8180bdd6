/*
 * structure_table.c - structure_tags.tsv, structure_classes.tsv and structure_rates.tsv -> the
 * model of a gene
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include "tables/structure_table.h"
#include "tables/table_set.h"

static struct stardose_structure_model *model_of(const struct sdi_load *load,
						 const struct stardose_gene *gene)
{
	return sdi_load_room(load, gene)->model;
}

/* The model is made by the first table that has rows of the gene. */
static struct stardose_structure_model *need_model(struct sdi_load *load,
						   struct stardose_gene *gene)
{
	if (!gene->structure)
		gene->structure = sdi_load_room(load, gene)->model =
			sdi_load_array(load, 1, sizeof(*gene->structure));
	return model_of(load, gene);
}

/* A decimal number of either sign. */
static int load_number(struct sdi_load *load, int col, double *out)
{
	const char *cell = sdi_load_cell(load, col);
	char *end;

	errno = 0;
	*out = strtod(cell, &end);
	if (end == cell || *end || errno || !(*out > -1e6 && *out < 1e6))
		return sdi_load_bad(load, "'%s' is no number within a million", cell);
	return STARDOSE_OK;
}

static int load_class(struct sdi_load *load, int col, int *out)
{
	const char *cell = sdi_load_cell(load, col);

	for (*out = 0; *out < STARDOSE_N_CLASSES; ++*out)
		if (!strcmp(cell, stardose_structure_name(*out)))
			return STARDOSE_OK;
	return sdi_load_bad(load, "'%s' is no class of structure", cell);
}

/* ---- structure_classes.tsv ---- */

enum { C_GENE, C_CLASS, C_REASON, C_INTERCEPT, C_THRESHOLD, C_NEEDS, C_MAKES, N_CLASS_COLUMNS };
static const char *const class_columns[] = { "gene",	  "class", "reason", "intercept",
					     "threshold", "needs", "makes" };

static int load_reason(struct sdi_load *load, int col, enum stardose_reason *out)
{
	static const enum stardose_reason hints[] = {
		STARDOSE_REASON_SUSPECTED_DELETION,
		STARDOSE_REASON_SUSPECTED_EXTRA_COPY,
		STARDOSE_REASON_SUSPECTED_HYBRID,
	};
	const char *cell = sdi_load_cell(load, col);

	for (size_t i = 0; i < sizeof(hints) / sizeof(*hints); i++)
		if (!strcmp(cell, stardose_reason_code(hints[i]))) {
			*out = hints[i];
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "'%s' is no reason for suspecting a structure", cell);
}

/* "*10=*36+*10;-=*13" */
static int load_changes(struct sdi_load *load, int col, struct sdi_structure_class *class)
{
	const char *s = sdi_load_cell(load, col), *item;
	size_t n;

	class->changes = sdi_load_array(load, strlen(s) / 2 + 1, sizeof(*class->changes));
	if (!class->changes)
		return sdi_load_no_memory(load);
	while ((n = sdi_load_item(&s, &item)) > 0) {
		char *copy = sdi_load_array(load, n + 1, 1), *equals;

		if (!copy)
			return sdi_load_no_memory(load);
		memcpy(copy, item, n);
		equals = strchr(copy, '=');
		if (!equals || equals == copy || !equals[1])
			return sdi_load_bad(
				load, "'%s' is not an allele, '=' and what becomes of it", copy);
		*equals = '\0';
		class->changes[class->n_changes].from = strcmp(copy, "-") ? copy : "";
		class->changes[class->n_changes++].to = equals + 1;
	}
	return STARDOSE_OK;
}

static int class_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct sdi_structure_class *class;
	int which, ret = load_class(load, col[C_CLASS], &which);

	if (ret)
		return ret;
	class = &model_of(load, gene)->classes[which];
	if (class->is_there)
		return sdi_load_bad(load, "'%s' stands here twice", stardose_structure_name(which));
	class->is_there = 1;
	ret = load_reason(load, col[C_REASON], &class->reason);
	if (!ret)
		ret = load_number(load, col[C_INTERCEPT], &class->intercept);
	if (!ret)
		ret = load_number(load, col[C_THRESHOLD], &class->threshold);
	if (!ret)
		ret = load_number(load, col[C_NEEDS], &class->needs);
	if (!ret && (class->needs < 0 || class->needs >= 1))
		ret = sdi_load_bad(load, "needs lies between 0 and 1");
	return !ret ? load_changes(load, col[C_MAKES], class) : ret;
}

static int class_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	return !n || need_model(load, gene) ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_structure_classes(struct sdi_load *load)
{
	static const struct sdi_gene_rows how = { class_columns, N_CLASS_COLUMNS, class_room,
						  class_row };

	return sdi_load_gene_rows(load, &how);
}

/* ---- structure_tags.tsv ---- */

enum {
	T_GENE,
	T_CLASS,
	T_TAG,
	T_RUN,
	T_AT_MOST,
	T_POS38,
	T_REF38,
	T_ALT38,
	T_POS37,
	T_REF37,
	T_ALT37,
	T_ONE,
	T_TWO,
	T_MEAN,
	T_SHARE,
	N_TAG_COLUMNS
};
static const char *const tag_columns[] = {
	"gene",	      "class",	    "tag",	  "run",	"at_most",
	"grch38_pos", "grch38_ref", "grch38_alt", "grch37_pos", "grch37_ref",
	"grch37_alt", "weight_1",   "weight_2",	  "mean",	"share",
};

static int load_place(struct sdi_load *load, const int *col, struct sdi_tag_place *out)
{
	const char *ref, *alt;
	int64_t pos;
	int ret = sdi_load_int(load, col[0], 1, INT32_MAX, &pos);

	if (!ret)
		ret = sdi_load_bases(load, col[1], &ref);
	if (!ret)
		ret = sdi_load_bases(load, col[2], &alt);
	if (ret)
		return ret;
	if (ref[1] || alt[1] || *ref == *alt)
		return sdi_load_bad(load, "a tag is the substitution of one base, not '%s' by '%s'",
				    ref, alt);
	*out = (struct sdi_tag_place){ pos - 1, *ref, *alt };
	return STARDOSE_OK;
}

static int same_tag(const struct sdi_tag *a, const struct sdi_tag *b)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++)
		if (a->at[build].pos != b->at[build].pos || a->at[build].ref != b->at[build].ref ||
		    a->at[build].alt != b->at[build].alt)
			return 0;
	return 1;
}

static int load_tag(struct sdi_load *load, const int *col, struct stardose_structure_model *m,
		    int *out)
{
	struct sdi_tag tag = { .id = sdi_load_cell(load, col[T_TAG]) };
	struct sdi_tag_place *new = &tag.at[STARDOSE_BUILD_GRCH38],
			     *old = &tag.at[STARDOSE_BUILD_GRCH37];
	int ret = load_place(load, &col[T_POS38], new);

	*old = (struct sdi_tag_place){ .pos = -1 };
	if (!ret && *sdi_load_cell(load, col[T_POS37]))
		ret = load_place(load, &col[T_POS37], old);
	if (ret)
		return ret;
	tag.swapped = old->pos >= 0 && old->ref == new->alt && old->alt == new->ref;
	if (old->pos >= 0 && !tag.swapped && (old->ref != new->ref || old->alt != new->alt))
		return sdi_load_bad(load, "the tag has other bases in the two builds");
	for (*out = 0; *out < m->n_tags; ++*out)
		if (!strcmp(m->tags[*out].id, tag.id))
			return same_tag(&m->tags[*out], &tag) ? STARDOSE_OK :
				sdi_load_bad(load, "'%s' lies elsewhere in an earlier row", tag.id);
	m->tags[m->n_tags++] = tag;
	return STARDOSE_OK;
}

static int load_run(struct sdi_load *load, const char *name, struct stardose_structure_model *m,
		    int *out)
{
	for (*out = 0; *out < m->n_runs; ++*out)
		if (!strcmp(m->runs[*out].name, name))
			return STARDOSE_OK;
	if (m->n_runs == SDI_MAX_RUNS)
		return sdi_load_bad(load, "a gene has at most %d runs", SDI_MAX_RUNS);
	m->runs[m->n_runs].name = name;
	m->runs[m->n_runs].tags = sdi_load_array(load, load->tsv->n_rows, sizeof(int));
	return m->runs[m->n_runs++].tags ? STARDOSE_OK : sdi_load_no_memory(load);
}

/*
 * The mean and the share in what the class knows; those of a class add up to one, but for
 * rounding.
 */
static int load_parts(struct sdi_load *load, const int *col, double *mean, double *share)
{
	int ret = load_number(load, col[T_MEAN], mean);

	if (!ret)
		ret = load_number(load, col[T_SHARE], share);
	if (!ret && (*share < 0 || *share > 1))
		ret = sdi_load_bad(load, "a share lies between 0 and 1");
	return ret;
}

static int weight_row(struct sdi_load *load, const int *col, struct sdi_structure_class *class,
		      int tag)
{
	struct sdi_tag_weight w = { .tag = tag };
	int ret = load_number(load, col[T_ONE], &w.one);

	if (!ret)
		ret = load_number(load, col[T_TWO], &w.two);
	if (!ret)
		ret = load_parts(load, col, &w.mean, &w.share);
	for (int i = 0; i < class->n_weights; i++)
		if (class->weights[i].tag == tag)
			return sdi_load_bad(load, "the class has this tag already");
	class->weights[class->n_weights++] = w;
	return ret;
}

static int run_weight_row(struct sdi_load *load, const int *col, struct sdi_structure_class *class,
			  int run)
{
	struct sdi_run_weight w = { .run = run };
	int64_t limit;
	int ret = sdi_load_int(load, col[T_AT_MOST], 0, 10000, &limit);

	if (!ret)
		ret = load_number(load, col[T_ONE], &w.weight);
	if (!ret)
		ret = load_parts(load, col, &w.mean, &w.share);
	w.at_most = limit;
	class->run_weights[class->n_run_weights++] = w;
	return ret;
}

/* A row places a tag in a run, or gives the weight of a tag or of a run for a class. */
static int tag_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_structure_model *m = model_of(load, gene);
	const char *run_name = sdi_load_cell(load, col[T_RUN]);
	int has_tag = *sdi_load_cell(load, col[T_TAG]) != '\0',
	    has_class = *sdi_load_cell(load, col[T_CLASS]) != '\0';
	int tag = -1, run = -1, class = 0, ret = STARDOSE_OK;

	if (has_tag == (*run_name && has_class) || (!has_class && !*run_name))
		return sdi_load_bad(load, "a row has a tag and a run, or a class and one of them");
	if (has_class)
		ret = load_class(load, col[T_CLASS], &class);
	if (!ret && has_tag)
		ret = load_tag(load, col, m, &tag);
	if (!ret && *run_name)
		ret = load_run(load, run_name, m, &run);
	if (ret)
		return ret;
	if (!has_class) {
		m->runs[run].tags[m->runs[run].n_tags++] = tag;
		return STARDOSE_OK;
	}
	if (!m->classes[class].is_there)
		return sdi_load_bad(load, "class '%s' is not in structure_classes.tsv",
				    stardose_structure_name(class));
	return has_tag ? weight_row(load, col, &m->classes[class], tag)
		       : run_weight_row(load, col, &m->classes[class], run);
}

static int tag_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	struct stardose_structure_model *m = n ? need_model(load, gene) : model_of(load, gene);

	if (!n)
		return STARDOSE_OK;
	if (m) {
		m->tags = sdi_load_array(load, n, sizeof(*m->tags));
		m->runs = sdi_load_array(load, n, sizeof(*m->runs));
	}
	if (!m || !m->tags || !m->runs)
		return sdi_load_no_memory(load);
	for (int c = 0; c < STARDOSE_N_CLASSES; c++) {
		m->classes[c].weights = sdi_load_array(load, n, sizeof(struct sdi_tag_weight));
		m->classes[c].run_weights = sdi_load_array(load, n, sizeof(struct sdi_run_weight));
		if (!m->classes[c].weights || !m->classes[c].run_weights)
			return sdi_load_no_memory(load);
	}
	return STARDOSE_OK;
}

int sdi_load_structure_tags(struct sdi_load *load)
{
	static const struct sdi_gene_rows how = { tag_columns, N_TAG_COLUMNS, tag_room, tag_row };

	return sdi_load_gene_rows(load, &how);
}

/* ---- structure_rates.tsv ---- */

enum { R_GENE, R_POPULATION, R_DIPLOTYPE, R_N, N_RATE_COLUMNS };

static int rate_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_structure_model *m = model_of(load, gene);
	struct sdi_structure_rate *rate = &m->rates[m->n_rates++];
	int64_t count;
	int ret = sdi_load_int(load, col[R_N], 1, INT32_MAX, &count);

	rate->population = sdi_load_cell(load, col[R_POPULATION]);
	rate->diplotype = sdi_load_cell(load, col[R_DIPLOTYPE]);
	rate->n = !ret ? count : 0;
	for (int c = 0; c < STARDOSE_N_CLASSES && !ret; c++) {
		ret = sdi_load_int(load, col[N_RATE_COLUMNS + c], 0, rate->n, &count);
		rate->carriers[c] = !ret ? count : 0;
	}
	return ret;
}

static int rate_room(struct sdi_load *load, struct stardose_gene *gene, int n)
{
	struct stardose_structure_model *m = n ? need_model(load, gene) : NULL;

	if (m)
		m->rates = sdi_load_array(load, n, sizeof(*m->rates));
	return !n || (m && m->rates) ? STARDOSE_OK : sdi_load_no_memory(load);
}

int sdi_load_structure_rates(struct sdi_load *load)
{
	const char *names[N_RATE_COLUMNS + STARDOSE_N_CLASSES] = { "gene", "population",
								      "diplotype", "n" };
	const struct sdi_gene_rows how = { names, N_RATE_COLUMNS + STARDOSE_N_CLASSES, rate_room,
					   rate_row };

	for (int c = 0; c < STARDOSE_N_CLASSES; c++)
		names[N_RATE_COLUMNS + c] = stardose_structure_name(c);
	return sdi_load_gene_rows(load, &how);
}

const struct sdi_structure_rate *sdi_structure_rate(const struct stardose_structure_model *model,
						    const char *population, const char *diplotype)
{
	for (int i = 0; i < model->n_rates; i++)
		if (!strcmp(model->rates[i].population,
			    population && *population ? population : "all") &&
		    !strcmp(model->rates[i].diplotype, diplotype ? diplotype : ""))
			return &model->rates[i];
	return NULL;
}
