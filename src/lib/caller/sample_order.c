/* sample_order.c - samples by name, where files of a data set have them in different orders */
#include <stdlib.h>
#include <string.h>
#include "caller/sample_order.h"

struct named { const char *name; int at; };

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct named *)a)->name, ((const struct named *)b)->name);
}

static int is_in_order(char *const *name, int n, const bcf_hdr_t *hdr)
{
	for (int i = 0; i < n; i++)
		if (strcmp(name[i], hdr->samples[i]))
			return 0;
	return 1;
}

static struct named *sorted(char *const *name, int n)
{
	struct named *list = malloc((n ? n : 1) * sizeof(*list));

	for (int i = 0; list && i < n; i++)
		list[i] = (struct named){ name[i], i };
	if (list)
		qsort(list, n, sizeof(*list), by_name);
	return list;
}

int sdi_sample_order_find(char *const *name, int n, const bcf_hdr_t *hdr, int **from)
{
	struct named *ours, *theirs;
	int same = 1;

	*from = NULL;
	if (n != bcf_hdr_nsamples(hdr))
		return 0;
	if (is_in_order(name, n, hdr))
		return 1;
	ours = sorted(name, n);
	theirs = sorted(hdr->samples, n);
	*from = malloc(n * sizeof(**from));
	if (!ours || !theirs || !*from)
		same = STARDOSE_ENOMEM;
	for (int i = 0; i < n && same > 0; i++) {
		same = !strcmp(ours[i].name, theirs[i].name);
		(*from)[ours[i].at] = theirs[i].at;
	}
	free(ours);
	free(theirs);
	if (same <= 0) {
		free(*from);
		*from = NULL;
	}
	return same;
}

/* The values of one field, each sample's to its place. */
static int turn_field(struct sdi_sample_order *o, const bcf_fmt_t *fmt)
{
	size_t size = fmt->size, want = size * o->n;

	if (want > o->m_values) {
		uint8_t *grown = realloc(o->values, want);

		if (!grown)
			return STARDOSE_ENOMEM;
		o->values = grown;
		o->m_values = want;
	}
	if (want)
		memcpy(o->values, fmt->p, want);
	for (int i = 0; i < o->n && size; i++)
		memcpy(fmt->p + i * size, o->values + o->from[i] * size, size);
	return STARDOSE_OK;
}

bcf1_t *sdi_sample_order_turn(struct sdi_sample_order *o, bcf1_t *rec)
{
	if (!o->from || (int)rec->n_sample != o->n)
		return rec;
	if (!o->turned && !(o->turned = bcf_init()))
		return NULL;
	if (!bcf_copy(o->turned, rec) || bcf_unpack(o->turned, BCF_UN_FMT) < 0)
		return NULL;
	for (int i = 0; i < (int)o->turned->n_fmt; i++)
		if (o->turned->d.fmt[i].p && turn_field(o, &o->turned->d.fmt[i]))
			return NULL;
	return o->turned;
}

void sdi_sample_order_release(struct sdi_sample_order *o)
{
	free(o->from);
	free(o->values);
	bcf_destroy(o->turned);
	memset(o, 0, sizeof(*o));
}
