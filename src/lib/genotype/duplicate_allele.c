/* duplicate_allele.c - sort alleles by name and records by spelling; equal neighbours are groups */
#include <stdlib.h>
#include <string.h>
#include "genotype/duplicate_allele.h"

struct named { const char *name; int note, allele; };

static int compare_named(const void *va, const void *vb)
{
	const struct named *a = va, *b = vb;
	int cmp = strcmp(a->name, b->name);

	return cmp ? cmp : a->note != b->note ? a->note - b->note : a->allele - b->allele;
}

static int find_alleles(struct sdi_site_record *notes, int n_notes, struct sdi_duplicates *out)
{
	struct named *list;
	int n = 0;

	for (int i = 0; i < n_notes; i++)
		n += notes[i].n_alleles;
	list = malloc((n ? n : 1) * sizeof(*list));
	out->list = malloc((n ? n : 1) * sizeof(*out->list));
	if (!list || !out->list) {
		free(list);
		return STARDOSE_ENOMEM;
	}
	n = 0;
	for (int i = 0; i < n_notes; i++)
		for (int a = 1; a < notes[i].n_alleles; a++)
			if (notes[i].alleles[a].name)
				list[n++] = (struct named){ notes[i].alleles[a].name, i, a };
	qsort(list, n, sizeof(*list), compare_named);
	for (int i = 0, j; i < n; i = j) {
		for (j = i + 1; j < n && !strcmp(list[i].name, list[j].name);)
			j++;
		for (int k = i; k < j && j - i > 1; k++) {
			notes[list[k].note].alleles[list[k].allele].group = out->n_groups;
			out->list[out->n++] = (struct sdi_duplicate){
				list[k].note, list[k].allele, out->n_groups
			};
		}
		out->n_groups += j - i > 1;
	}
	free(list);
	return STARDOSE_OK;
}

struct spelled { const struct sdi_site_record *note; int number; };

static int compare_spelling(const struct sdi_site_record *a, const struct sdi_site_record *b)
{
	int cmp;

	if (a->pos != b->pos)
		return a->pos < b->pos ? -1 : 1;
	if (a->end != b->end)
		return a->end < b->end ? -1 : 1;
	cmp = strcmp(a->ref, b->ref);
	if (cmp || a->n_alleles != b->n_alleles)
		return cmp ? cmp : a->n_alleles - b->n_alleles;
	for (int i = 1; i < a->n_alleles && !cmp; i++)
		cmp = strcmp(a->alleles[i].text, b->alleles[i].text);
	return cmp;
}

static int compare_spelled(const void *va, const void *vb)
{
	const struct spelled *a = va, *b = vb;
	int cmp = compare_spelling(a->note, b->note);

	return cmp ? cmp : a->number - b->number;
}

static int find_records(const struct sdi_site_record *notes, int n, struct sdi_duplicates *out)
{
	struct spelled *list = malloc((n ? n : 1) * sizeof(*list));

	out->first_alike = malloc((n ? n : 1) * sizeof(*out->first_alike));
	if (!list || !out->first_alike) {
		free(list);
		return STARDOSE_ENOMEM;
	}
	for (int i = 0; i < n; i++)
		list[i] = (struct spelled){ &notes[i], i };
	qsort(list, n, sizeof(*list), compare_spelled);
	for (int i = 0, first = 0; i < n; i++) {
		if (compare_spelling(list[first].note, list[i].note))
			first = i;
		out->first_alike[list[i].number] = list[first].number;
	}
	free(list);
	return STARDOSE_OK;
}

int sdi_duplicates_find(struct sdi_site_record *notes, int n_notes, struct sdi_duplicates *out)
{
	int ret = find_alleles(notes, n_notes, out);

	return ret ? ret : find_records(notes, n_notes, out);
}

void sdi_duplicates_release(struct sdi_duplicates *duplicates)
{
	free(duplicates->list);
	free(duplicates->first_alike);
	*duplicates = (struct sdi_duplicates){ 0 };
}
