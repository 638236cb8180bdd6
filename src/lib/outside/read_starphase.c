/*
 * read_starphase.c - pb-StarPhase 0.8 to 2.x: the calls as JSON (gene_details: gene -> diplotypes)
 *
 * The file does not name the sample. Core alleles (simple_diplotypes) are preferred to suballeles
 * where both stand.
 */
#include <stdio.h>
#include <string.h>
#include "outside/outside_read.h"

#define MARK_LIMIT 65536

static int sniff(const char *path, const char *text, size_t size)
{
	(void)path;
	return sdi_outside_begins(text, "{") &&
	       sdi_outside_has(text, size, MARK_LIMIT, "\"pbstarphase_version\"") &&
	       sdi_outside_has(text, size, size, "\"gene_details\"");
}

/* HLA alleles come without a star (01:01:01:01/26:01:01:01): append @text with one before each. */
static int put_starred(const char *text, kstring_t *out)
{
	int bare = *text >= '0' && *text <= '9' && strchr(text, ':') != NULL,
	    failed = bare && kputc('*', out) < 0;

	for (; *text && !failed; text++)
		failed = kputc(*text, out) < 0 || (bare && *text == '/' && text[1] >= '0' &&
						   text[1] <= '9' && kputc('*', out) < 0);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* Different readings of a list of diplotypes; 0 when an element is none. */
static int take_list(const cJSON *list, struct sdi_readings *readings)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, list) {
		const char *diplotype = sdi_outside_json_text(item, "diplotype");

		if (!diplotype || !*diplotype)
			return 0;
		sdi_readings_add(readings, diplotype);
	}
	return readings->n > 0;
}

/* Why readings are no call, or NULL. */
static const char *why_none(const struct sdi_readings *readings)
{
	if (readings->too_many)
		return "more diplotypes fit than are read";
	for (int i = 0; i < readings->n; i++) {
		if (strstr(readings->text[i], "NO_MATCH"))
			return "no diplotype matches";
		if (strstr(readings->text[i], "::"))
			return "a hybrid of the gene and its neighbour that has no star allele";
	}
	return NULL;
}

static int take_gene(const cJSON *gene, const char *sample, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	const cJSON *list = cJSON_GetObjectItemCaseSensitive(gene, "simple_diplotypes");
	struct sdi_outside_row row = { .sample = sample, .gene = gene->string, .one_of_many = 1 };
	struct sdi_readings readings = { 0 };
	kstring_t text = KS_INITIALIZE;
	char why[SDI_SHOWN + 64], shown[SDI_SHOWN];
	int ret = STARDOSE_OK;

	if (!cJSON_GetArraySize(list))
		list = cJSON_GetObjectItemCaseSensitive(gene, "diplotypes");
	if (!cJSON_IsArray(list) || !cJSON_GetArraySize(list) || !take_list(list, &readings)) {
		snprintf(why, sizeof(why), "gene '%s': no list of diplotypes",
			 sdi_outside_shown(gene->string, shown));
		sink->bad(sink->user, 0, why);
		return STARDOSE_OK;
	}
	if (why_none(&readings)) {
		sink->none(sink->user, 0, sample, gene->string, why_none(&readings));
		return STARDOSE_OK;
	}
	for (int i = 0; i < readings.n && !ret; i++)
		ret = i && kputc(';', &text) < 0 ? STARDOSE_ENOMEM
						 : put_starred(readings.text[i], &text);
	row.diplotype = text.s;
	if (!ret)
		ret = sink->row(sink->user, &row, err);
	ks_free(&text);
	return ret;
}

static int read_json(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	kstring_t sample = KS_INITIALIZE;
	const cJSON *genes, *gene;
	cJSON *root;
	int ret = sdi_outside_json(text, size, &root, err);

	if (ret < 0)
		return ret;
	genes = cJSON_GetObjectItemCaseSensitive(root, "gene_details");
	if (!cJSON_IsObject(genes))
		ret = stardose_error_set(err, STARDOSE_EINPUT, "has no object gene_details");
	else if (sdi_outside_path_sample(path, ".pbstarphase.json", &sample) < 0)
		ret = STARDOSE_ENOMEM;
	cJSON_ArrayForEach(gene, genes)
		if (!ret)
			ret = take_gene(gene, sample.l ? sample.s : NULL, sink, err);
	ks_free(&sample);
	cJSON_Delete(root);
	return ret;
}

const struct sdi_outside_format sdi_outside_starphase = { "starphase", sniff, read_json };
