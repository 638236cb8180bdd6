/* qc_groups.c - genes of all samples by population */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <stardose/lines.h>
#include "cli.h"
#include "qc_groups.h"

KHASH_MAP_INIT_STR(group_of, char *)

struct qc_groups {
	khash_t(group_of) *of;	/* sample -> population */
	struct qc_group *group;
	int n, m;
	const char *path;
};

/* ---- the file ---- */

static int put(struct qc_groups *g, const char *sample, const char *name)
{
	char *key = strdup(sample), *value = strdup(name);
	int is_new = -1;
	khint_t k = key && value ? kh_put(group_of, g->of, key, &is_new) : 0;

	if (is_new > 0) {
		kh_value(g->of, k) = value;
		return STARDOSE_OK;
	}
	is_new = is_new ? STARDOSE_ENOMEM : strcmp(kh_value(g->of, k), name) ? 1 : STARDOSE_OK;
	free(key);
	free(value);
	return is_new;
}

static int take_line(void *user, char *line, size_t n, int number, struct stardose_error *err)
{
	struct qc_groups *g = user;
	char *field[2];
	int n_fields, ret;

	if (!n || *line == '#')
		return STARDOSE_OK;
	n_fields = stardose_line_cut(line, '\t', field, 2);
	if (n_fields < 2 || !*field[0] || !*field[1])
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' line %d: a sample, a tab and its population are "
					  "expected",
					  g->path, number);
	ret = put(g, field[0], field[1]);
	if (ret > 0)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' line %d: the sample has another population above",
					  g->path, number);
	return ret ? cli_no_memory(err) : STARDOSE_OK;
}

int qc_groups_open(const char *path, struct qc_groups **out, struct stardose_error *err)
{
	struct qc_groups *g = calloc(1, sizeof(*g));
	int ret = g && (g->of = kh_init(group_of)) ? STARDOSE_OK : cli_no_memory(err);

	if (!ret) {
		g->path = path;
		ret = stardose_lines_read(path, take_line, g, err);
	}
	if (ret)
		qc_groups_free(g);
	else
		*out = g;
	return ret;
}

void qc_groups_free(struct qc_groups *g)
{
	if (!g)
		return;
	for (khint_t k = 0; g->of && k < kh_end(g->of); k++)
		if (kh_exist(g->of, k)) {
			free((char *)kh_key(g->of, k));
			free(kh_value(g->of, k));
		}
	if (g->of)
		kh_destroy(group_of, g->of);
	for (int i = 0; i < g->n; i++) {
		qc_cohort_release(&g->group[i].cohort);
		free(g->group[i].name);
	}
	free(g->group);
	free(g);
}

/* ---- samples ---- */

static struct qc_group *group_named(struct qc_groups *g, const char *name)
{
	for (int i = 0; i < g->n; i++)
		if (!strcmp(g->group[i].name, name))
			return &g->group[i];
	if (g->n == g->m) {
		int m = g->m ? 2 * g->m : 8;
		struct qc_group *more = realloc(g->group, m * sizeof(*more));

		if (!more)
			return NULL;
		g->group = more;
		g->m = m;
	}
	g->group[g->n] = (struct qc_group){ .name = strdup(name) };
	return g->group[g->n].name ? &g->group[g->n++] : NULL;
}

int qc_groups_add(struct qc_groups *g, const char *sample, const struct qc_call *calls, int n)
{
	khint_t k = kh_get(group_of, g->of, sample);
	struct qc_group *group =
		group_named(g, k == kh_end(g->of) ? QC_NOT_GIVEN : kh_value(g->of, k));
	int ret = group ? STARDOSE_OK : STARDOSE_ENOMEM;

	if (!ret)
		group->cohort.n_samples++;
	for (int i = 0; !ret && i < n; i++)
		ret = qc_cohort_add(&group->cohort, &calls[i]);
	return ret;
}

static int by_name(const void *left, const void *right)
{
	const struct qc_group *a = left, *b = right;
	int a_last = !strcmp(a->name, QC_NOT_GIVEN), b_last = !strcmp(b->name, QC_NOT_GIVEN);

	return a_last != b_last ? a_last - b_last : strcmp(a->name, b->name);
}

const struct qc_group *qc_groups_sorted(struct qc_groups *g, int *n)
{
	if (g->n)
		qsort(g->group, g->n, sizeof(*g->group), by_name);
	*n = g->n;
	return g->group;
}

/* ---- numbers of few people ---- */

void qc_groups_hidden(const struct qc_counter *counter, char *hidden)
{
	int n = 0, least = -1;

	for (int i = 0; i < counter->n; i++) {
		hidden[i] = counter->v[i].count < QC_FEWEST;
		n += hidden[i];
		if (!hidden[i] && (least < 0 || counter->v[i].count < counter->v[least].count))
			least = i;
	}
	if (n == 1 && least >= 0)
		hidden[least] = 1;
}
