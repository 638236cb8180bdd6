/* row_order.c - rows of a person in an order that does not depend on the order of the file */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/context_store.h"

static int by_text(const struct sdi_context_row *a, const struct sdi_context_row *b)
{
	const char *const x[] = { a->item.name, a->item.start, a->item.stop,  a->item.value,
				  a->item.unit, a->item.note,  a->item.detail },
		   *const y[] = { b->item.name, b->item.start, b->item.stop,  b->item.value,
				  b->item.unit, b->item.note,  b->item.detail };
	int order = 0;

	for (size_t i = 0; i < sizeof(x) / sizeof(*x) && !order; i++)
		order = strcmp(x[i], y[i]);
	return order;
}

static int by_what_is_said(const void *left, const void *right)
{
	const struct sdi_context_row *a = *(const struct sdi_context_row *const *)left,
				     *b = *(const struct sdi_context_row *const *)right;
	const char *x = a->entry.name ? a->entry.name : a->item.name,
		   *y = b->entry.name ? b->entry.name : b->item.name;
	int order = (int)a->item.kind - (int)b->item.kind;

	if (!order)
		order = strcasecmp(x, y);
	if (!order)
		order = (a->start > b->start) - (a->start < b->start);
	return order ? order : by_text(a, b);
}

int sdi_order_rows(struct stardose_context *context, struct sdi_person *person)
{
	const struct sdi_context_row **rows;
	int n = 0;

	if (!person->first || !person->first->item.line)
		return STARDOSE_OK;
	rows = sdi_arena_alloc(&context->arena, (person->pub.n_items + 1) * sizeof(*rows));
	if (!rows)
		return STARDOSE_ENOMEM;
	for (struct sdi_context_row *row = person->first; row; row = row->next)
		rows[n++] = row;
	qsort(rows, n, sizeof(*rows), by_what_is_said);
	person->last = &person->first;
	for (int i = 0; i < n; i++) {
		struct sdi_context_row *row = (struct sdi_context_row *)rows[i];

		*person->last = row;
		person->last = &row->next;
	}
	*person->last = NULL;
	return STARDOSE_OK;
}
