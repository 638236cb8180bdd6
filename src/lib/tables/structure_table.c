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

/* A class of the gene by its name. */
static int find_class(struct sdi_load *load, int col, const struct stardose_structure_model *m,
		      int *out)
{
	const char *cell = sdi_load_cell(load, col);

	for (*out = 0; *out < m->n_classes; ++*out)
		if (!strcmp(cell, m->classes[*out].about.name))
			return STARDOSE_OK;
	return sdi_load_bad(load, "class '%s' is not in structure_classes.tsv", cell);
}

/* ---- structure_classes.tsv ---- */

enum {
	C_GENE,
	C_CLASS,
	C_KIND,
	C_TEXT,
	C_REASON,
	C_INTERCEPT,
	C_THRESHOLD,
	C_NEEDS,
	C_MAKES,
	N_CLASS_COLUMNS
};
static const char *const class_columns[] = { "gene",	  "class",     "kind",	"text", "reason",
					     "intercept", "threshold", "needs", "makes" };

static int load_kind(struct sdi_load *load, int col, enum stardose_structure_kind *out)
{
	const char *cell = sdi_load_cell(load, col);

	for (*out = 0; *out < STARDOSE_N_KINDS; ++*out)
		if (!strcmp(cell, stardose_structure_kind_name(*out)))
			return STARDOSE_OK;
	return sdi_load_bad(load, "'%s' is no kind of structure: deletion, extra_copy or hybrid",
			    cell);
}

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
	struct stardose_structure_model *m = model_of(load, gene);
	struct sdi_structure_class *class = &m->classes[m->n_classes];
	int ret = load_kind(load, col[C_KIND], &class->about.kind);

	class->about.name = sdi_load_cell(load, col[C_CLASS]);
	class->about.text = sdi_load_cell(load, col[C_TEXT]);
	if (!ret && (!*class->about.name || !*class->about.text))
		ret = sdi_load_bad(load, "a class without a name or a text");
	for (int c = 0; c < m->n_classes && !ret; c++)
		if (!strcmp(m->classes[c].about.name, class->about.name))
			ret = sdi_load_bad(load, "'%s' stands here twice", class->about.name);
	m->n_classes++;
	if (!ret)
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
	struct stardose_structure_model *m = n ? need_model(load, gene) : NULL;

	if (m)
		m->classes = sdi_load_array(load, n, sizeof(*m->classes));
	return !n || (m && m->classes) ? STARDOSE_OK : sdi_load_no_memory(load);
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
		ret = find_class(load, col[T_CLASS], m, &class);
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
	for (int c = 0; c < m->n_classes; c++) {
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

enum { R_GENE, R_POPULATION, R_DIPLOTYPE, R_CLASS, R_N, R_CARRIERS, N_RATE_COLUMNS };

/* The people that a row is about, at its first row with room for every class. */
static int find_people(struct sdi_load *load, const int *col, struct stardose_structure_model *m,
		       int n, struct sdi_structure_rate **out)
{
	struct sdi_structure_rate people = { .population = sdi_load_cell(load, col[R_POPULATION]),
					     .diplotype = sdi_load_cell(load, col[R_DIPLOTYPE]),
					     .n = n };

	for (int i = m->n_rates - 1; i >= 0; i--) {
		*out = &m->rates[i];
		if (strcmp((*out)->population, people.population) ||
		    strcmp((*out)->diplotype, people.diplotype))
			continue;
		return (*out)->n == n ? STARDOSE_OK
				      : sdi_load_bad(load,
						     "an earlier row has %d of these people, not "
						     "%d",
						     (*out)->n, n);
	}
	people.carriers = sdi_load_array(load, m->n_classes, sizeof(*people.carriers));
	if (!people.carriers)
		return sdi_load_no_memory(load);
	for (int c = 0; c < m->n_classes; c++)
		people.carriers[c] = -1;
	*out = &m->rates[m->n_rates++];
	**out = people;
	return STARDOSE_OK;
}

static int rate_row(struct sdi_load *load, const int *col, struct stardose_gene *gene)
{
	struct stardose_structure_model *m = model_of(load, gene);
	struct sdi_structure_rate *rate = NULL;
	int64_t n, carriers;
	int class, ret = sdi_load_int(load, col[R_N], 1, INT32_MAX, &n);

	if (!ret)
		ret = find_class(load, col[R_CLASS], m, &class);
	if (!ret)
		ret = sdi_load_int(load, col[R_CARRIERS], 0, n, &carriers);
	if (!ret)
		ret = find_people(load, col, m, n, &rate);
	if (!ret && rate->carriers[class] >= 0)
		ret = sdi_load_bad(load, "the class has these people already");
	if (!ret)
		rate->carriers[class] = carriers;
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
	static const char *const names[] = { "gene",  "population", "diplotype",
					     "class", "n",	    "carriers" };
	static const struct sdi_gene_rows how = { names, N_RATE_COLUMNS, rate_room, rate_row };

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
