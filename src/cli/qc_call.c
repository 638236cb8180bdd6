/* qc_call.c - calls read for quality control, and counted */
#include <stdlib.h>
#include <string.h>
#include "lines.h"
#include "qc_call.h"

static const char *text_of(const cJSON *object, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsString(item) ? item->valuestring : "";
}

static double number_of(const cJSON *object, const char *name, double missing)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsNumber(item) ? item->valuedouble : missing;
}

static const cJSON *array_of(const cJSON *object, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsArray(item) ? item : NULL;
}

/* What goes into rows: a tab in a name would be a column, a line feed a row. */
static int is_plain(const struct qc_call *call)
{
	const char *const text[] = { call->gene, call->status, call->diplotype, call->phenotype,
				     call->copies_from };
	const cJSON *each;

	for (size_t i = 0; i < sizeof(text) / sizeof(*text); i++)
		if (!lines_is_plain(text[i]))
			return 0;
	cJSON_ArrayForEach(each, call->reasons)
		if (cJSON_IsString(each) && !lines_is_plain(each->valuestring))
			return 0;
	cJSON_ArrayForEach(each, call->haplotypes)
		if (!lines_is_plain(text_of(each, "allele")))
			return 0;
	return 1;
}

int qc_call_read(const cJSON *gene, struct qc_call *out)
{
	const cJSON *sites = cJSON_GetObjectItemCaseSensitive(gene, "sites");
	int all;

	*out = (struct qc_call){ .gene = text_of(gene, "gene"),
				 .status = text_of(gene, "status"),
				 .diplotype = text_of(gene, "diplotype"),
				 .phenotype = text_of(gene, "phenotype"),
				 .copies_from = text_of(gene, "copies_from"),
				 .kind = text_of(gene, "kind"),
				 .copies = number_of(gene, "copies", -1),
				 .reasons = array_of(gene, "reasons"),
				 .haplotypes = array_of(gene, "haplotypes"),
				 .call_rate = -1 };
	out->seen = (int)(number_of(sites, "observed", 0) + number_of(sites, "block", 0));
	out->assumed = (int)number_of(sites, "assumed", 0);
	out->rejected = (int)(number_of(sites, "rejected", 0) + number_of(sites, "conflict", 0));
	out->absent = (int)number_of(sites, "absent", 0);
	all = out->seen + out->assumed + out->rejected + out->absent;
	if (all)
		out->call_rate = (double)out->seen / all;
	return *out->gene && is_plain(out);
}

/* ---- counting ---- */

const char *qc_status_name(int i)
{
	static const char *const names[QC_N_STATUSES] = { "called",	"assumed",   "outside",
							  "incomplete", "ambiguous", "partial",
							  "no_call" };

	return names[i];
}

int qc_count(struct qc_counter *c, const char *name)
{
	for (int i = 0; i < c->n; i++)
		if (!strcmp(c->v[i].name, name)) {
			c->v[i].count++;
			return STARDOSE_OK;
		}
	if (c->n == c->m) {
		int m = c->m ? 2 * c->m : 8;
		struct qc_count *more = realloc(c->v, m * sizeof(*more));

		if (!more)
			return STARDOSE_ENOMEM;
		c->v = more;
		c->m = m;
	}
	c->v[c->n].name = strdup(name);
	c->v[c->n].count = 1;
	return c->v[c->n].name ? (c->n++, STARDOSE_OK) : STARDOSE_ENOMEM;
}

int qc_count_of(const struct qc_counter *c, const char *name)
{
	for (int i = 0; i < c->n; i++)
		if (!strcmp(c->v[i].name, name))
			return c->v[i].count;
	return 0;
}

void qc_counter_release(struct qc_counter *c)
{
	for (int i = 0; i < c->n; i++)
		free(c->v[i].name);
	free(c->v);
	memset(c, 0, sizeof(*c));
}

static struct qc_gene *gene_of(struct qc_cohort *cohort, const char *name)
{
	struct qc_gene *more;

	for (int i = 0; i < cohort->n; i++)
		if (!strcmp(cohort->genes[i].name, name))
			return &cohort->genes[i];
	if (cohort->n == cohort->m) {
		int m = cohort->m ? 2 * cohort->m : 16;

		more = realloc(cohort->genes, m * sizeof(*more));
		if (!more)
			return NULL;
		cohort->genes = more;
		cohort->m = m;
	}
	cohort->genes[cohort->n] = (struct qc_gene){ .name = strdup(name) };
	return cohort->genes[cohort->n].name ? &cohort->genes[cohort->n++] : NULL;
}

/* Alleles count where the diplotype is known: others would be guesses. */
static int count_alleles(struct qc_gene *gene, const struct qc_call *call)
{
	const cJSON *each;
	int ret = STARDOSE_OK;

	if (!*call->diplotype || !strcmp(call->status, "ambiguous") ||
	    !strcmp(call->status, "partial"))
		return STARDOSE_OK;
	cJSON_ArrayForEach(each, call->haplotypes)
	{
		const char *name = text_of(each, "allele");

		if (ret || !*name)
			continue;
		gene->n_haplotypes++;
		ret = qc_count(&gene->alleles, name);
	}
	return ret;
}

int qc_cohort_add(struct qc_cohort *cohort, const struct qc_call *call)
{
	struct qc_gene *gene = gene_of(cohort, call->gene);
	const cJSON *each;
	int ret = gene ? STARDOSE_OK : STARDOSE_ENOMEM;

	if (ret)
		return ret;
	gene->n_samples++;
	if (call->call_rate >= 0) {
		gene->n_rated++;
		gene->call_rates += call->call_rate;
	}
	ret = qc_count(&gene->statuses, *call->status ? call->status : "unknown");
	if (!ret)
		ret = qc_count(&gene->phenotypes, *call->phenotype ? call->phenotype : "no result");
	cJSON_ArrayForEach(each, call->reasons) if (!ret && cJSON_IsString(each)) ret =
		qc_count(&gene->reasons, each->valuestring);
	return ret ? ret : count_alleles(gene, call);
}

void qc_cohort_release(struct qc_cohort *cohort)
{
	for (int i = 0; i < cohort->n; i++) {
		struct qc_gene *gene = &cohort->genes[i];

		free(gene->name);
		qc_counter_release(&gene->statuses);
		qc_counter_release(&gene->phenotypes);
		qc_counter_release(&gene->reasons);
		qc_counter_release(&gene->alleles);
	}
	free(cohort->genes);
	memset(cohort, 0, sizeof(*cohort));
}
