/* name_table.c - medicine_names.tsv, and its names beside those of agents.tsv and drugs.tsv */
#include <stdlib.h>
#include <string.h>
#include "tables/name_table.h"
#include "tables/table_set.h"
#include "util/nearest.h"

static const char *const kind_names[SDI_N_NAME_KINDS] = { "inn", "form", "brand", "combination",
							  "code", "-" };

const struct sdi_names *sdi_tables_names(const struct stardose_tables *tables)
{
	return &((const struct sdi_table_impl *)tables->impl)->names;
}

/* ---- looking up ---- */

static int by_key(const void *a, const void *b)
{
	const struct sdi_name *x = a, *y = b;
	int order = strcmp(x->key, y->key);

	/* what medicine_names.tsv says of a name comes before a mere listing */
	if (!order)
		order = (x->kind == SDI_NAME_LISTED) - (y->kind == SDI_NAME_LISTED);
	return order ? order : strcmp(*x->medicines, *y->medicines);
}

static const struct sdi_name *find_key(const struct sdi_names *names, const char *key)
{
	int lo = 0, hi = names->n;

	while (*key && lo < hi) {
		int middle = lo + (hi - lo) / 2;

		if (strcmp(names->names[middle].key, key) < 0)
			lo = middle + 1;
		else
			hi = middle;
	}
	return *key && lo < names->n && !strcmp(names->names[lo].key, key) ? &names->names[lo]
									   : NULL;
}

/* A salt, and what it is a hydrate of, are two words at most. */
#define MOST_SALTS 2

static const struct sdi_name *find_salt_of(const struct sdi_names *names, const char *key, int most)
{
	const struct sdi_name *found = NULL;
	char rest[SDI_NAME_SIZE];

	for (int i = 0; i < names->n_salts && most && !found; i++) {
		if (!sdi_name_without_salt(names, key, i, rest))
			continue;
		found = find_key(names, rest);
		if (!found)
			found = find_salt_of(names, rest, most - 1);
	}
	return found;
}

const struct sdi_name *sdi_name_find(const struct sdi_names *names, const char *text, size_t n)
{
	char key[SDI_NAME_SIZE];
	const struct sdi_name *found;

	sdi_name_fold(text, n, key, sizeof(key));
	found = find_key(names, key);
	return found ? found : find_salt_of(names, key, MOST_SALTS);
}

static int means_the_same(const struct sdi_name *a, const struct sdi_name *b)
{
	if (a->n_medicines != b->n_medicines)
		return 0;
	for (int i = 0; i < a->n_medicines; i++)
		if (strcmp(a->medicines[i], b->medicines[i]))
			return 0;
	return 1;
}

int sdi_names_near(const struct sdi_names *names, const char *text, const struct sdi_name **out,
		   int max)
{
	const char *near_text[SDI_MAX_NEAREST];
	char key[SDI_NAME_SIZE];
	struct sdi_nearest near;
	int n = 0;

	sdi_name_fold(text, strlen(text), key, sizeof(key));
	sdi_nearest_init(&near, key, near_text, SDI_MAX_NEAREST);
	for (int i = 0; i < names->n; i++)
		if (names->names[i].kind != SDI_NAME_CODE)
			sdi_nearest_consider(&near, names->names[i].key);
	for (int i = 0; i < near.n && n < max; i++) {
		const struct sdi_name *name =
			sdi_name_find(names, near_text[i], strlen(near_text[i]));
		int is_new = name != NULL;

		for (int k = 0; k < n && is_new; k++)
			is_new = !means_the_same(out[k], name);
		if (is_new)
			out[n++] = name;
	}
	return n;
}

const struct sdi_name *sdi_name_slip(const struct sdi_names *names, const char *text)
{
	char key[SDI_NAME_SIZE];
	int length;

	sdi_name_fold(text, strlen(text), key, sizeof(key));
	length = (int)strlen(key);
	for (int i = 0; i < names->n; i++)
		if (names->names[i].kind != SDI_NAME_CODE &&
		    abs((int)strlen(names->names[i].key) - length) <= 1 &&
		    sdi_is_within(names->names[i].key, key, 1))
			return &names->names[i];
	return NULL;
}

/* ---- loading ---- */

static int set_key(struct sdi_load *load, struct sdi_name *name)
{
	char key[SDI_NAME_SIZE];

	sdi_name_fold(name->text, strlen(name->text), key, sizeof(key));
	name->key = sdi_arena_strdup(&load->impl->arena, key);
	return name->key ? STARDOSE_OK : sdi_load_no_memory(load);
}

static int load_kind(struct sdi_load *load, int col, enum sdi_name_kind *out)
{
	const char *cell = sdi_tsv_cell(load->tsv, load->row, col);

	for (int i = 0; i < SDI_NAME_LISTED; i++)
		if (!strcmp(kind_names[i], cell)) {
			*out = i;
			return STARDOSE_OK;
		}
	return sdi_load_bad(load, "kind is '%s', not inn, form, brand, combination or code", cell);
}

static int load_medicines(struct sdi_load *load, int col, struct sdi_name *name)
{
	const char *text = sdi_load_cell(load, col), *item;
	size_t length;

	name->medicines = sdi_load_array(load, strlen(text) / 2 + 1, sizeof(*name->medicines));
	if (!name->medicines)
		return sdi_load_no_memory(load);
	while ((length = sdi_load_item(&text, &item)) > 0) {
		char *copy = sdi_arena_strndup(&load->impl->arena, item, length);

		if (!copy)
			return sdi_load_no_memory(load);
		name->medicines[name->n_medicines++] = copy;
	}
	if (name->n_medicines != 1 && (name->kind != SDI_NAME_COMBINATION || !name->n_medicines))
		return sdi_load_bad(load, "'%s' means %d medicines", name->text,
				    name->n_medicines);
	return STARDOSE_OK;
}

int sdi_load_medicine_names(struct sdi_load *load)
{
	static const char *const columns[] = { "name", "kind", "medicine" };
	struct sdi_names *names = &load->impl->names;
	int col[3], ret = sdi_load_columns(load, columns, 3, col);

	names->names = sdi_load_array(load, load->tsv->n_rows, sizeof(*names->names));
	if (!ret && !names->names)
		return sdi_load_no_memory(load);
	for (load->row = 0; !ret && load->row < load->tsv->n_rows; load->row++) {
		struct sdi_name *name = &names->names[names->n];

		name->text = sdi_load_cell(load, col[0]);
		name->line = load->tsv->line[load->row];
		ret = load_kind(load, col[1], &name->kind);
		if (!ret)
			ret = load_medicines(load, col[2], name);
		if (!ret)
			ret = set_key(load, name);
		if (!ret && !*name->key)
			ret = sdi_load_bad(load, "a row without a name");
		names->n += !ret;
	}
	return ret;
}

/* ---- names of the other tables ---- */

static int list(struct sdi_load *load, const char *text, const char *medicine)
{
	struct sdi_names *names = &load->impl->names;
	struct sdi_name *name = &names->names[names->n++];

	*name = (struct sdi_name){ .text = text, .kind = SDI_NAME_LISTED, .n_medicines = 1 };
	name->medicines = sdi_load_array(load, 1, sizeof(*name->medicines));
	if (!name->medicines)
		return sdi_load_no_memory(load);
	*name->medicines = medicine;
	return set_key(load, name);
}

static int list_all(struct sdi_load *load, const char *name, int n, const char *const *others)
{
	int ret = list(load, name, name);

	for (int i = 0; !ret && i < n; i++)
		ret = list(load, others[i], name);
	return ret;
}

int sdi_names_index(struct sdi_load *load)
{
	const struct sdi_context_tables *context = &load->impl->context;
	const struct stardose_guidance_tables *guidance = &load->impl->guidance;
	struct sdi_names *names = &load->impl->names;
	const struct sdi_name *rows = names->names;
	int n = names->n, ret = STARDOSE_OK;

	for (int i = 0; i < context->n_agents; i++)
		n += 1 + context->agents[i].n_names;
	for (int i = 0; i < guidance->n_drugs; i++)
		n += 1 + guidance->drugs[i].n_names;
	names->names = sdi_load_array(load, n, sizeof(*names->names));
	if (!names->names)
		return sdi_load_no_memory(load);
	if (names->n)
		memcpy(names->names, rows, names->n * sizeof(*rows));
	for (int i = 0; !ret && i < context->n_agents; i++)
		ret = list_all(load, context->agents[i].name, context->agents[i].n_names,
			       context->agents[i].names);
	for (int i = 0; !ret && i < guidance->n_drugs; i++)
		ret = list_all(load, guidance->drugs[i].name, guidance->drugs[i].n_names,
			       guidance->drugs[i].names);
	names->salts = guidance->codes[STARDOSE_LIST_SALT];
	names->n_salts = guidance->n_codes[STARDOSE_LIST_SALT];
	names->class_names = guidance->codes[STARDOSE_LIST_CLASS_NAME];
	names->n_class_names = guidance->n_codes[STARDOSE_LIST_CLASS_NAME];
	if (!ret)
		qsort(names->names, names->n, sizeof(*names->names), by_key);
	return ret;
}
