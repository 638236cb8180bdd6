/*
 * fhir_study.c - what was looked at, as FHIR: a genomic study with one analysis, whose regions are
 * the genes with definition sites
 */
#include <stdio.h>
#include <string.h>
#include <htslib/kstring.h>
#include "fhir/fhir_build.h"

static const cJSON *get(const cJSON *of, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(of, name);
}

/* Sites that were looked for: a result from outside has no number of them. */
static int n_sites(const cJSON *gene)
{
	static const char *const counts[] = { "sites_seen", "sites_assumed", "sites_absent" };
	int n = 0;

	for (size_t i = 0; i < sizeof(counts) / sizeof(*counts); i++) {
		const cJSON *count = get(gene, counts[i]);

		n += cJSON_IsNumber(count) ? count->valueint : 0;
	}
	return n;
}

/* One more extension inside @of, by its bare name. */
static cJSON *add_inner(struct sdi_fhir *f, cJSON *of, const char *name)
{
	cJSON *inner = sdi_json_add_object(&f->j, sdi_fhir_list(f, of, "extension"), NULL);

	sdi_fhir_add_text(f, inner, "url", name);
	return inner;
}

static void add_region(struct sdi_fhir *f, cJSON *regions, const char *kind, const char *gene)
{
	sdi_fhir_add_concept(f, add_inner(f, regions, kind), "valueCodeableConcept", "gene", gene,
			     gene);
}

/* "CYP2D6 163 of 163, CYP2C9 0 of 86 (84 assumed)" */
static int put_counts(kstring_t *s, const cJSON *gene)
{
	const cJSON *seen = get(gene, "sites_seen"), *assumed = get(gene, "sites_assumed");
	int failed = ksprintf(s, "%s%s %d of %d", s->l ? ", " : "",
			      sdi_json_get_text(gene, "gene"),
			      cJSON_IsNumber(seen) ? seen->valueint : 0, n_sites(gene)) < 0;

	if (cJSON_IsNumber(assumed) && assumed->valueint)
		failed |= ksprintf(s, " (%d assumed)", assumed->valueint) < 0;
	return failed;
}

static void add_regions(struct sdi_fhir *f, cJSON *analysis, const cJSON *genes)
{
	cJSON *regions = sdi_fhir_add_extension(f, analysis, "study-regions");
	kstring_t counts = KS_INITIALIZE, words = KS_INITIALIZE;
	const cJSON *gene;

	cJSON_ArrayForEach(gene, genes)
		if (n_sites(gene))
			f->j.failed |= put_counts(&counts, gene);
	if (counts.l && sdi_put_words(&words, &f->facts->words, "fhir", "sites_seen", "list",
				      counts.s, NULL))
		f->j.failed = 1;
	sdi_fhir_add_text(f, add_inner(f, regions, "description"), "valueString", words.s);
	cJSON_ArrayForEach(gene, genes) {
		const char *name = sdi_json_get_text(gene, "gene"),
			   *status = sdi_json_get_text(gene, "status");

		if (!n_sites(gene))
			continue;
		add_region(f, regions, "studied", name);
		if (!strcmp(status, "no_call"))
			add_region(f, regions, "uncalled", name);
	}
	ks_free(&counts);
	ks_free(&words);
}

static cJSON *procedure(struct sdi_fhir *f, const char *profile)
{
	cJSON *p = sdi_fhir_resource(f, "Procedure", profile);

	sdi_fhir_add_code(f, p, "status", "status", "study");
	sdi_fhir_add_needed(f, p, "category", "category", "laboratory");
	sdi_fhir_add_reference(f, p, "subject", f->patient);
	sdi_fhir_add_text(f, p, "performedDateTime", f->date);
	return p;
}

void sdi_fhir_study(struct sdi_fhir *f, const cJSON *guide)
{
	const char *build = sdi_json_get_text(guide, "build"), *url;
	cJSON *analysis, *study;
	const cJSON *gene;
	int n = 0;

	cJSON_ArrayForEach(gene, get(guide, "genes"))
		n += n_sites(gene);
	if (!n)
		return;
	analysis = procedure(f, "study-analysis");
	if (*build)
		sdi_fhir_add_concept(f, sdi_fhir_add_extension(f, analysis, "study-build"),
				     "valueCodeableConcept", "assembly", build, build);
	sdi_fhir_add_reference(
		f, add_inner(f, sdi_fhir_add_extension(f, analysis, "study-device"), "device"),
		"valueReference", f->device);
	add_regions(f, analysis, get(guide, "genes"));
	url = sdi_fhir_enter(f, analysis);
	study = procedure(f, "study");
	sdi_fhir_add_reference(f, sdi_fhir_add_extension(f, study, "study-analysis"),
			       "valueReference", url);
	f->study = sdi_fhir_enter(f, study);
}
