/*
 * read_dragen.c - DRAGEN 4.2 to 4.5: <prefix>.targeted.json (one object for each target, named for
 * the gene in lower case)
 *
 * <prefix>.targeted.vcf.gz is recognized so that it can be refused with reason: it holds small
 * variants, no star alleles.
 */
#include <stdio.h>
#include <string.h>
#include "outside/outside_read.h"

#define MARK_LIMIT 262144

static int sniff_json(const char *path, const char *text, size_t size)
{
	(void)path;
	return sdi_outside_begins(text, "{") &&
	       (sdi_outside_has(text, size, MARK_LIMIT, "\"genotypeFilter\"") ||
		sdi_outside_has(text, size, MARK_LIMIT, "\"dragenVersion\""));
}

/* The first of these members that is text; the name changed with the versions. */
static const char *sample_of(const cJSON *root)
{
	static const char *const names[] = { "sampleId", "sample", "sampleName" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (sdi_outside_json_text(root, names[i]) && *sdi_outside_json_text(root, names[i]))
			return sdi_outside_json_text(root, names[i]);
	return NULL;
}

static int take_target(const cJSON *target, const char *sample, const struct sdi_outside_sink *sink,
		       struct stardose_error *err)
{
	const cJSON *genotype = cJSON_GetObjectItemCaseSensitive(target, "genotype");
	struct sdi_outside_row row = { .sample = sample, .gene = target->string, .one_of_many = 1 };
	char why[SDI_SHOWN + 64], shown[SDI_SHOWN];

	if (!cJSON_IsString(genotype) && !cJSON_IsNull(genotype)) {
		snprintf(why, sizeof(why), "target '%s': its genotype is neither text nor null",
			 sdi_outside_shown(target->string, shown));
		sink->bad(sink->user, 0, why);
		return STARDOSE_OK;
	}
	return sdi_cyrius_genotype(sink, &row, cJSON_GetStringValue(genotype),
				   sdi_outside_json_text(target, "genotypeFilter"), NULL, err);
}

static int read_json(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	const cJSON *target;
	cJSON *root;
	int ret = sdi_outside_json(text, size, &root, err), n = 0;

	(void)path;
	if (ret < 0)
		return ret;
	cJSON_ArrayForEach(target, root) {
		if (ret < 0 || !cJSON_IsObject(target) ||
		    !cJSON_GetObjectItemCaseSensitive(target, "genotypeFilter"))
			continue; /* a target without a genotype of alleles: copies, repeats,
				     versions */
		n++;
		ret = take_target(target, sample_of(root), sink, err);
	}
	if (!ret && !n)
		ret = stardose_error_set(
			err, STARDOSE_EINPUT,
			"holds no target with a genotype (genotype, genotypeFilter)");
	cJSON_Delete(root);
	return ret;
}

const struct sdi_outside_format sdi_outside_dragen_json = { "dragen-json", sniff_json, read_json };

static int sniff_vcf(const char *path, const char *text, size_t size)
{
	kstring_t name = KS_INITIALIZE;
	int named = sdi_outside_path_sample(path, ".targeted.vcf", &name) == 1;

	ks_free(&name);
	return sdi_outside_begins(text, "##fileformat=VCF") &&
	       (named || sdi_outside_has(text, size, MARK_LIMIT, "##INFO=<ID=TARGETED,"));
}

static int read_vcf(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		    struct stardose_error *err)
{
	(void)path;
	(void)text;
	(void)size;
	(void)sink;
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"is a VCF of DRAGEN's targeted callers, which holds small variants and no star "
		"alleles: give the .targeted.json of the same run");
}

const struct sdi_outside_format sdi_outside_dragen_vcf = { "dragen-vcf", sniff_vcf, read_vcf };
