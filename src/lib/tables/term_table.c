/* term_table.c - terms.tsv: the words for functions and phenotypes, of all genes or of some */
#include <limits.h>
#include <string.h>
#include "tables/table_set.h"
#include "tables/term_table.h"

enum { KIND, GENE, CODE, TERM, ORDER, VALUE_LO, VALUE_HI, PHRASE, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "kind",	    "gene",	"code", "term", "order",
						"value_lo", "value_hi", "phrase" };

static int load_values(struct sdi_load *load, const int *col, struct stardose_function *f)
{
	int64_t lo = STARDOSE_VALUE_NONE, hi = STARDOSE_VALUE_NONE;
	int ret = STARDOSE_OK;

	if (*sdi_load_cell(load, col[VALUE_LO])) {
		ret = sdi_load_decimal(load, col[VALUE_LO], 2, &lo);
		if (!ret && !strcmp(sdi_load_cell(load, col[VALUE_HI]), "inf"))
			hi = INT_MAX;
		else if (!ret)
			ret = sdi_load_decimal(load, col[VALUE_HI], 2, &hi);
	}
	if (ret)
		return ret;
	if (lo > hi || hi > INT_MAX)
		return sdi_load_bad(load, "the activity values of '%s' are an empty interval",
				    f->term);
	f->lo = lo;
	f->hi = hi;
	return STARDOSE_OK;
}

static int load_function(struct sdi_load *load, const int *col)
{
	struct stardose_function *f = &load->impl->functions[load->impl->n_functions];
	int64_t order = -1;
	int ret = STARDOSE_OK;

	f->term = sdi_load_cell(load, col[TERM]);
	f->code = sdi_load_cell(load, col[CODE]);
	f->genes = sdi_load_cell(load, col[GENE]);
	if (!*f->term || !*f->code)
		return sdi_load_bad(load, "a function without term or code");
	if (*sdi_load_cell(load, col[ORDER]))
		ret = sdi_load_int(load, col[ORDER], 0, 1000, &order);
	if (!ret)
		ret = load_values(load, col, f);
	for (int i = 0; !ret && i < load->impl->n_functions; i++)
		if (!strcmp(load->impl->functions[i].term, f->term) &&
		    !strcmp(load->impl->functions[i].genes, f->genes))
			ret = sdi_load_bad(load, "second row for the function '%s'", f->term);
	f->order = (int)order;
	load->impl->n_functions += !ret;
	return ret;
}

/* Phenotypes are the list that conditions of guidance choose from. */
static int load_phenotype(struct sdi_load *load, const int *col,
			  struct stardose_guidance_code *list)
{
	struct stardose_guidance_tables *t = &load->impl->guidance;
	const char *code = sdi_load_cell(load, col[CODE]);

	if (!*code || !*sdi_load_cell(load, col[TERM]))
		return sdi_load_bad(load, "a phenotype without term or code");
	if (stardose_guidance_code(t, STARDOSE_LIST_PHENOTYPE, code))
		return sdi_load_bad(load, "second row for the phenotype '%s'", code);
	list[t->n_codes[STARDOSE_LIST_PHENOTYPE]++] = (struct stardose_guidance_code){
		code, sdi_load_cell(load, col[TERM]), sdi_load_cell(load, col[PHRASE]), ""
	};
	return STARDOSE_OK;
}

int sdi_load_terms(struct sdi_load *load)
{
	struct stardose_guidance_code *list =
		sdi_load_array(load, load->tsv->n_rows, sizeof(*list));
	int col[N_COLUMNS], ret = sdi_load_columns(load, columns, N_COLUMNS, col);

	load->impl->functions =
		sdi_load_array(load, load->tsv->n_rows, sizeof(*load->impl->functions));
	load->impl->guidance.codes[STARDOSE_LIST_PHENOTYPE] = list;
	if (!list || !load->impl->functions)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		const char *kind = sdi_load_cell(load, col[KIND]);

		ret = !strcmp(kind, "function")	   ? load_function(load, col)
		      : !strcmp(kind, "phenotype") ? load_phenotype(load, col, list)
						   : sdi_load_bad(load,
								  "kind is '%s', not function or "
								  "phenotype",
								  kind);
	}
	return ret;
}

void sdi_gene_terms(const struct sdi_table_impl *impl, struct stardose_gene *gene)
{
	gene->functions = impl->functions;
	gene->n_functions = impl->n_functions;
}

/* ---- looking up ---- */

/* Is the term for every gene ("") or one of those named? */
static int is_of(const struct stardose_function *f, const char *gene)
{
	const char *genes = f->genes, *item;
	size_t n;

	while ((n = sdi_load_item(&genes, &item)) > 0)
		if (strlen(gene) == n && !strncmp(item, gene, n))
			return 1;
	return !*f->genes;
}

const struct stardose_function *sdi_function(const struct stardose_gene *gene, const char *term)
{
	for (int i = 0; i < gene->n_functions; i++)
		if (!strcmp(gene->functions[i].term, term) &&
		    is_of(&gene->functions[i], gene->name))
			return &gene->functions[i];
	return NULL;
}

const char *sdi_function_of_value(const struct stardose_gene *gene, int value)
{
	for (int i = 0; value >= 0 && i < gene->n_functions; i++)
		if (gene->functions[i].lo <= value && value <= gene->functions[i].hi &&
		    is_of(&gene->functions[i], gene->name))
			return gene->functions[i].term;
	return "";
}

int sdi_is_no_function(const struct stardose_gene *gene, const char *term)
{
	const struct stardose_function *f = sdi_function(gene, term);

	return f && !f->lo && !f->hi;
}

int sdi_function_rank(const struct stardose_gene *gene, const char *term, int value)
{
	const struct stardose_function *f = sdi_function(gene, term);
	int amount = gene->method == STARDOSE_METHOD_SCORE ? value : f ? f->order : -1;

	return amount < 0 ? 1 : amount ? amount + 1 : 0;
}
