/* record_filter.c - which records the user lets speak, going by FILTER */
#include <stdlib.h>
#include <string.h>
#include "genotype/record_filter.h"

int sdi_filter_list_init(struct sdi_filter_list *filters, const char *list)
{
	char *s, *save = NULL;
	int n = 1;

	*filters = (struct sdi_filter_list){ 0 };
	if (!list)
		return STARDOSE_OK;
	for (const char *p = list; *p; p++)
		n += *p == ',';
	filters->text = strdup(list);
	filters->name = calloc(n, sizeof(*filters->name));
	if (!filters->text || !filters->name) {
		sdi_filter_list_release(filters);
		return STARDOSE_ENOMEM;
	}
	for (s = strtok_r(filters->text, ",", &save); s; s = strtok_r(NULL, ",", &save))
		filters->name[filters->n++] = s;
	return STARDOSE_OK;
}

void sdi_filter_list_release(struct sdi_filter_list *filters)
{
	free(filters->text);
	free(filters->name);
	*filters = (struct sdi_filter_list){ 0 };
}

static const char *first_failed(const bcf_hdr_t *hdr, const bcf1_t *rec)
{
	for (int f = 0; f < rec->d.n_flt; f++) {
		const char *name = bcf_hdr_int2id(hdr, BCF_DT_ID, rec->d.flt[f]);

		if (strcmp(name, "PASS"))
			return name;
	}
	return NULL;
}

int sdi_filter_list_has(const struct sdi_filter_list *filters, const char *names, int length)
{
	const char *end = names + length;

	for (const char *s = names, *stop; s < end; s = stop + 1) {
		for (stop = s; stop < end && *stop != ';' && *stop != ',';)
			stop++;
		for (int i = 0; i < filters->n; i++)
			if (!strncmp(filters->name[i], s, stop - s) && !filters->name[i][stop - s])
				return 1;
	}
	return 0;
}

static int passes(const struct sdi_filter_list *filters, const bcf_hdr_t *hdr, const bcf1_t *rec)
{
	if (!filters->name)
		return 1;
	for (int i = 0; i < filters->n; i++) {
		if (!strcmp(filters->name[i], ".") && !rec->d.n_flt)
			return 1;
		for (int f = 0; f < rec->d.n_flt; f++)
			if (!strcmp(bcf_hdr_int2id(hdr, BCF_DT_ID, rec->d.flt[f]),
				    filters->name[i]))
				return 1;
	}
	return 0;
}

struct sdi_filter_verdict sdi_filter_judge(const struct sdi_filter_list *filters,
					   const bcf_hdr_t *hdr, bcf1_t *rec)
{
	bcf_unpack(rec, BCF_UN_FLT);
	return (struct sdi_filter_verdict){ passes(filters, hdr, rec), first_failed(hdr, rec) };
}
