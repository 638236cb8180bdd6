/*
 * test_sites.c - files of sites and regions against the tables that they are of: nothing is left
 * out, nothing comes twice, formats agree, and what an assay can tell follows from what it looks at
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>
#include <stardose/sites.h>
#include "built_in_tables.h"
#include "text_files.h"
#include "util/bits.h"

#define BUILDS 2 /* GRCh37, GRCh38 */

/* ---- what comes out ---- */

static int keep(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	(void)err;
	return kputsn(bytes, n, user) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int refuse(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	(void)bytes;
	(void)n;
	++*(int *)user;
	return stardose_error_set(err, STARDOSE_EOUTPUT, "the disk is full");
}

static struct stardose_site_options options_of(enum stardose_build build, const char *genes,
					       kstring_t *to)
{
	struct stardose_site_options options;

	stardose_site_options_init(&options);
	options.build = build;
	options.genes = genes;
	options.no_version = 1;
	options.sink = keep;
	options.sink_user = to;
	return options;
}

static char *sites_of(enum stardose_build build, const char *genes,
		      enum stardose_site_format format)
{
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options options = options_of(build, genes, &to);
	struct stardose_error err = { 0 };

	if (stardose_sites_write(tables, &options, format, &err))
		fail_msg("%s", err.text);
	return ks_release(&to);
}

static char *regions_of(enum stardose_build build, const char *genes)
{
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options options = options_of(build, genes, &to);
	struct stardose_error err = { 0 };

	if (stardose_regions_write(tables, &options, &err))
		fail_msg("%s", err.text);
	return ks_release(&to);
}

/* The next line of @at without comments, cut at its tabs; the number of fields, 0 at the end. */
static int next_row(char **at, char **field, int most)
{
	char *line;
	int n = 0;

	do {
		line = strsep(at, "\n");
	} while (line && (*line == '#' || !*line));
	while (line && n < most)
		field[n++] = strsep(&line, "\t");
	return n;
}

/* Is @word one of a list joined by @sep? */
static int is_listed(const char *list, const char *word, char sep)
{
	size_t n = strlen(word);

	for (const char *p = list; p; p = strchr(p, sep) ? strchr(p, sep) + 1 : NULL)
		if (!strncmp(p, word, n) && (!p[n] || p[n] == sep || p[n] == ';'))
			return 1;
	return 0;
}

static const char *usual_name(enum stardose_build build, const char *chrom)
{
	static char name[32];

	snprintf(name, sizeof(name), "%s%s", build == STARDOSE_BUILD_GRCH38 ? "chr" : "",
		 build == STARDOSE_BUILD_GRCH38 && !strcmp(chrom, "MT") ? "M" : chrom);
	return name;
}

/* ---- sites ---- */

/* The row of a definition variant, or NULL; fields of the row are left in @field. */
static int find_row(const char *text, const char *contig, hts_pos_t pos, const char *ref,
		    kstring_t *row, char **field)
{
	char line[64];
	const char *at;

	snprintf(line, sizeof(line), "\n%s\t%lld\t", contig, (long long)pos + 1);
	for (at = strstr(text, line); at; at = strstr(at + 1, line)) {
		char *rest;
		int n;

		ks_clear(row);
		kputsn(at + 1, strcspn(at + 1, "\n"), row);
		rest = row->s;
		n = next_row(&rest, field, 8);
		if (n == 8 && !strcmp(field[3], ref))
			return 1;
	}
	return 0;
}

static void every_definition_variant_has_a_row_that_names_its_alleles(void **state)
{
	kstring_t row = KS_INITIALIZE;

	(void)state;
	for (int build = 0; build < BUILDS; build++) {
		char *text = sites_of(build, NULL, STARDOSE_SITES_VCF), *field[8];
		int n_found = 0;

		for (int g = 0; g < tables->n_genes; g++) {
			const struct stardose_gene *gene = &tables->genes[g];

			for (int bit = 0; bit < gene->n_core; bit++) {
				const struct stardose_locus *at = &gene->core[bit]->at[build];
				const char *alleles;

				if (!at->ref || !*at->ref)
					continue;
				if (!find_row(text, usual_name(build, gene->chrom), at->pos, at->ref,
					      &row, field))
					fail_msg("no row of %s", gene->core[bit]->id);
				n_found++;
				assert_true(is_listed(field[4], at->alt, ','));
				assert_true(!strncmp(field[7], "GENE=", 5));
				assert_true(is_listed(field[7] + 5, gene->name, ','));
				if (at->swapped)
					assert_non_null(strstr(field[7], ";REF_IS_VARIANT"));
				if (*gene->core[bit]->rsid)
					assert_true(is_listed(field[2], gene->core[bit]->rsid, ';'));
				alleles = strstr(field[7], ";ALLELES=");
				for (int a = 0; a < gene->n_alleles; a++)
					if (sdi_bits_has(&gene->alleles[a].required, bit) &&
					    !strpbrk(gene->alleles[a].name, " ,;=%"))
						assert_true(alleles &&
							    is_listed(alleles + 9,
								      gene->alleles[a].name, ','));
			}
		}
		assert_true(n_found > 1000);
		free(text);
	}
	ks_free(&row);
}

/* Rows of a position and REF come once, in the order of the header's contigs. */
static void rows_are_sorted_and_htslib_reads_them(void **state)
{
	(void)state;
	for (int build = 0; build < BUILDS; build++) {
		char *text = sites_of(build, NULL, STARDOSE_SITES_VCF);
		htsFile *fp;
		bcf_hdr_t *hdr;
		bcf1_t *rec = bcf_init(), *last = bcf_init();
		int n = 0;

		put_text("sites.vcf", text);
		fp = hts_open("sites.vcf", "r");
		hdr = fp ? bcf_hdr_read(fp) : NULL;
		assert_non_null(hdr);
		assert_int_equal(bcf_hdr_nsamples(hdr), 0);
		while (!bcf_read(fp, hdr, rec)) {
			bcf_unpack(rec, BCF_UN_STR);
			assert_int_equal(rec->errcode, 0);
			if (n++) {
				assert_true(rec->rid >= last->rid);
				if (rec->rid == last->rid) {
					assert_true(rec->pos >= last->pos);
					if (rec->pos == last->pos)
						assert_string_not_equal(rec->d.allele[0],
									last->d.allele[0]);
				}
			}
			for (int i = 1; i < rec->n_allele; i++)
				for (int k = 0; k < i; k++)
					assert_string_not_equal(rec->d.allele[i], rec->d.allele[k]);
			bcf_copy(last, rec);
			bcf_unpack(last, BCF_UN_STR);
		}
		assert_true(n > 1000);
		bcf_destroy(rec);
		bcf_destroy(last);
		bcf_hdr_destroy(hdr);
		hts_close(fp);
		free(text);
	}
}

/* The three formats are one list. */
static void formats_have_the_same_rows(void **state)
{
	(void)state;
	for (int build = 0; build < BUILDS; build++) {
		char *vcf = sites_of(build, NULL, STARDOSE_SITES_VCF), *v = vcf, *vf[8],
		     *bed = sites_of(build, NULL, STARDOSE_SITES_BED), *b = bed, *bf[4],
		     *alleles = sites_of(build, NULL, STARDOSE_SITES_ALLELES), *a = alleles, *af[3];

		while (next_row(&v, vf, 8)) {
			kstring_t both = KS_INITIALIZE;
			long pos = strtol(vf[1], NULL, 10);

			assert_int_equal(next_row(&b, bf, 4), 4);
			assert_int_equal(next_row(&a, af, 3), 3);
			assert_string_equal(bf[0], vf[0]);
			assert_int_equal(strtol(bf[1], NULL, 10), pos - 1);
			assert_int_equal(strtol(bf[2], NULL, 10), pos - 1 + (long)strlen(vf[3]));
			assert_non_null(strchr(bf[3], ':'));
			assert_string_equal(strchr(bf[3], ':') + 1, vf[2]);
			assert_string_equal(af[0], vf[0]);
			assert_string_equal(af[1], vf[1]);
			ksprintf(&both, "%s,%s", vf[3], vf[4]);
			assert_string_equal(af[2], both.s);
			ks_free(&both);
		}
		assert_int_equal(next_row(&b, bf, 4), 0);
		assert_int_equal(next_row(&a, af, 3), 0);
		free(vcf);
		free(bed);
		free(alleles);
	}
}

static void genes_that_are_asked_for_come_alone(void **state)
{
	char *text = sites_of(STARDOSE_BUILD_GRCH38, "CYP2C19,NUDT15", STARDOSE_SITES_VCF), *at = text,
	     *other = sites_of(STARDOSE_BUILD_GRCH38, "NUDT15,CYP2C19", STARDOSE_SITES_VCF),
	     *field[8];
	int n[2] = { 0 };

	(void)state;
	assert_string_equal(text, other);
	assert_non_null(strstr(text, "##contig=<ID=chr10,length=133797422,assembly=GRCh38>"));
	assert_non_null(strstr(text, "##contig=<ID=chr13,"));
	assert_null(strstr(text, "##contig=<ID=chr22"));
	while (next_row(&at, field, 8)) {
		n[0] += !strncmp(field[7], "GENE=CYP2C19", 12);
		n[1] += !strncmp(field[7], "GENE=NUDT15", 11);
	}
	assert_true(n[0] >= 30 && n[1] >= 3);
	free(text);
	free(other);
}

static void contigs_are_called_as_asked(void **state)
{
	static const struct {
		enum stardose_build build;
		enum stardose_contig_style style;
		const char *genes, *name;
	} tried[] = {
		{ STARDOSE_BUILD_GRCH38, STARDOSE_CONTIGS_USUAL, "CYP3A5", "chr7" },
		{ STARDOSE_BUILD_GRCH37, STARDOSE_CONTIGS_USUAL, "CYP3A5", "7" },
		{ STARDOSE_BUILD_GRCH38, STARDOSE_CONTIGS_PLAIN, "CYP3A5", "7" },
		{ STARDOSE_BUILD_GRCH37, STARDOSE_CONTIGS_CHR, "CYP3A5", "chr7" },
		{ STARDOSE_BUILD_GRCH38, STARDOSE_CONTIGS_CHR, "MT-RNR1", "chrM" },
		{ STARDOSE_BUILD_GRCH38, STARDOSE_CONTIGS_PLAIN, "MT-RNR1", "MT" },
		{ STARDOSE_BUILD_GRCH38, STARDOSE_CONTIGS_USUAL, "G6PD", "chrX" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(tried) / sizeof(*tried); i++)
		for (int is_sites = 0; is_sites < 2; is_sites++) {
			kstring_t to = KS_INITIALIZE;
			struct stardose_site_options options =
				options_of(tried[i].build, tried[i].genes, &to);
			char *at, *field[4];
			int n = 0;

			options.contigs = tried[i].style;
			if (is_sites)
				assert_int_equal(stardose_sites_write(tables, &options,
								      STARDOSE_SITES_BED, NULL),
						 STARDOSE_OK);
			else
				assert_int_equal(stardose_regions_write(tables, &options, NULL),
						 STARDOSE_OK);
			for (at = to.s; next_row(&at, field, 4); n++)
				assert_string_equal(field[0], tried[i].name);
			assert_true(n > 0);
			ks_free(&to);
		}
}

static void versions_stand_on_top_unless_they_are_left_out(void **state)
{
	(void)state;
	for (int no_version = 0; no_version < 2; no_version++)
		for (int format = STARDOSE_SITES_VCF; format <= STARDOSE_SITES_ALLELES; format++) {
			kstring_t to = KS_INITIALIZE;
			struct stardose_site_options options =
				options_of(STARDOSE_BUILD_GRCH38, "TPMT", &to);

			options.no_version = no_version;
			assert_int_equal(stardose_sites_write(tables, &options, format, NULL),
					 STARDOSE_OK);
			assert_int_equal(strstr(to.s, tables->version) != NULL, !no_version);
			if (format == STARDOSE_SITES_VCF)
				assert_int_equal(strncmp(to.s, "##fileformat=VCFv4.3\n", 21), 0);
			ks_free(&to);
		}
}

static void what_cannot_be_written_is_refused(void **state)
{
	kstring_t to = KS_INITIALIZE;
	const struct stardose_site_options good = options_of(STARDOSE_BUILD_GRCH38, "TPMT", &to);
	struct stardose_site_options options = good;
	struct stardose_error err = { 0 };
	int n_calls = 0;

	(void)state;
	options.build = STARDOSE_BUILD_AUTO;
	assert_int_equal(stardose_sites_write(tables, &options, STARDOSE_SITES_VCF, &err),
			 STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "of one build"));
	options = good;
	options.sink = NULL;
	assert_int_equal(stardose_regions_write(tables, &options, &err), STARDOSE_EUSAGE);
	options = good;
	options.size = 0;
	assert_int_equal(stardose_sites_write(tables, &options, STARDOSE_SITES_VCF, &err),
			 STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "stardose_site_options_init"));
	options = good;
	options.genes = "TPMT,TPTM";
	assert_int_equal(stardose_sites_write(tables, &options, STARDOSE_SITES_BED, &err),
			 STARDOSE_EUSAGE);
	assert_non_null(strstr(err.text, "TPTM"));
	assert_int_equal(to.l, 0); /* nothing half-written */
	options = good;
	options.sink = refuse;
	options.sink_user = &n_calls;
	assert_int_equal(stardose_sites_write(tables, &options, STARDOSE_SITES_BED, &err),
			 STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "the disk is full");
	assert_int_equal(stardose_regions_write(tables, &options, &err), STARDOSE_EOUTPUT);
	assert_int_equal(n_calls, 2);
}

/* ---- regions ---- */

static void regions_do_not_touch_and_hold_every_site_of_their_genes(void **state)
{
	(void)state;
	for (int build = 0; build < BUILDS; build++) {
		char *text = regions_of(build, NULL), *at = text, *field[4], last[32] = "";
		struct { char contig[16], genes[256]; long beg, end; } region[512];
		int n = 0;

		for (; next_row(&at, field, 4); n++) {
			assert_true(n < 512);
			snprintf(region[n].contig, sizeof(region[n].contig), "%s", field[0]);
			snprintf(region[n].genes, sizeof(region[n].genes), "%s", field[3]);
			region[n].beg = strtol(field[1], NULL, 10);
			region[n].end = strtol(field[2], NULL, 10);
			assert_true(region[n].beg >= 0 && region[n].beg < region[n].end);
			if (!strcmp(last, field[0]))
				assert_true(region[n].beg > region[n - 1].end);
			snprintf(last, sizeof(last), "%s", field[0]);
		}
		for (int g = 0; g < tables->n_genes; g++)
			for (int bit = 0; bit < tables->genes[g].n_core; bit++) {
				const struct stardose_gene *gene = &tables->genes[g];
				const struct stardose_locus *locus = &gene->core[bit]->at[build];
				int is_held = !locus->ref || !*locus->ref;

				for (int i = 0; i < n && !is_held; i++)
					is_held = !strcmp(region[i].contig,
							  usual_name(build, gene->chrom)) &&
						  region[i].beg <= locus->pos &&
						  locus->pos + (long)strlen(locus->ref) <=
							  region[i].end &&
						  is_listed(region[i].genes, gene->name, ',');
				if (!is_held)
					fail_msg("no region of %s holds %s", gene->name,
						 gene->core[bit]->id);
			}
		free(text);
	}
}

/* The regions of all genes are those of each, and no more bases. */
static void regions_of_genes_add_up(void **state)
{
	char *both = regions_of(STARDOSE_BUILD_GRCH38, "CYP2C19,CYP2C9"), *at = both, *field[4];
	char *one = regions_of(STARDOSE_BUILD_GRCH38, "CYP2C19"),
	     *two = regions_of(STARDOSE_BUILD_GRCH38, "CYP2C9");
	long n_both = 0, n_each = 0;

	(void)state;
	while (next_row(&at, field, 4))
		n_both += strtol(field[2], NULL, 10) - strtol(field[1], NULL, 10);
	for (int k = 0; k < 2; k++)
		for (at = k ? two : one; next_row(&at, field, 4);)
			n_each += strtol(field[2], NULL, 10) - strtol(field[1], NULL, 10);
	assert_true(n_both > 0 && n_both <= n_each && n_both >= n_each / 2);
	free(both);
	free(one);
	free(two);
}

/* ---- what an assay can tell ---- */

struct remarks { int n; char last[512]; };

static void hear(void *user, int level, const char *text)
{
	struct remarks *r = user;

	(void)level;
	r->n++;
	snprintf(r->last, sizeof(r->last), "%s", text);
}

/* Rows of an assay as JSON objects in an array; delete it. */
static cJSON *assay_of(enum stardose_build build, const char *genes, const char *bed,
		       struct remarks *remarks)
{
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options options = options_of(build, genes, &to);
	const struct stardose_log log = { hear, remarks };
	struct stardose_error err = { 0 };
	cJSON *rows = cJSON_CreateArray();
	char *at, *line;

	remarks->n = 0;
	if (stardose_assay_rows(tables, &options, bed, STARDOSE_WRITE_JSON_LINES, &log, &err))
		fail_msg("%s", err.text);
	for (at = to.s; (line = strsep(&at, "\n"));) {
		cJSON *row = *line ? cJSON_Parse(line) : NULL;

		assert_true(!*line || row);
		if (row)
			cJSON_AddItemToArray(rows, row);
	}
	ks_free(&to);
	return rows;
}

static const char *word(const cJSON *row, const char *key)
{
	const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(row, key));

	return text ? text : "";
}
static int number(const cJSON *row, const char *key)
{
	return (int)cJSON_GetNumberValue(cJSON_GetObjectItem(row, key));
}
static int length(const cJSON *row, const char *key)
{
	return cJSON_GetArraySize(cJSON_GetObjectItem(row, key));
}
static int has_word(const cJSON *row, const char *key, const char *text)
{
	const cJSON *each;

	cJSON_ArrayForEach(each, cJSON_GetObjectItem(row, key))
		if (!strcmp(each->valuestring, text))
			return 1;
	return 0;
}

static const cJSON *row_of(const cJSON *rows, const char *kind, const char *gene, const char *name)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (!strcmp(word(row, "kind"), kind) && !strcmp(word(row, "gene"), gene) &&
		    !strcmp(word(row, "name"), name))
			return row;
	return NULL;
}

/* What holds for every row, whatever was looked at. */
static void assert_rows_hold_together(const cJSON *rows)
{
	const cJSON *row, *other;

	cJSON_ArrayForEach(row, rows)
	{
		const char *now = word(row, "state");

		assert_in_range(number(row, "covered"), 0, number(row, "of"));
		assert_int_equal(length(row, "missing"), number(row, "of") - number(row, "covered"));
		if (!strcmp(word(row, "kind"), "set")) {
			assert_string_equal(now, length(row, "missing") ? "incomplete" : "complete");
			continue;
		}
		if (!strcmp(now, "told") || !strcmp(now, "not_by_sites"))
			assert_int_equal(length(row, "looks_like"), 0);
		else
			assert_true(length(row, "looks_like") > 0);
		if (!strcmp(now, "missed"))
			assert_true(!number(row, "covered") && number(row, "of"));
		/* who looks like another is looked like by it */
		cJSON_ArrayForEach(other, cJSON_GetObjectItem(row, "looks_like"))
			assert_true(has_word(row_of(rows, "allele", word(row, "gene"),
						    other->valuestring),
					     "looks_like", word(row, "name")));
	}
}

static void an_assay_of_every_site_tells_what_sites_can_tell(void **state)
{
	struct remarks remarks;

	(void)state;
	for (int build = 0; build < BUILDS; build++) {
		char *bed = sites_of(build, NULL, STARDOSE_SITES_BED);
		cJSON *rows;
		const cJSON *row;

		put_text("all.bed", bed);
		rows = assay_of(build, NULL, "all.bed", &remarks);
		assert_int_equal(remarks.n, 0);
		assert_rows_hold_together(rows);
		cJSON_ArrayForEach(row, rows)
		{
			if (!strcmp(word(row, "state"), "missed"))
				fail_msg("%s%s is missed", word(row, "gene"), word(row, "name"));
			if (!strcmp(word(row, "kind"), "allele") && build == STARDOSE_BUILD_GRCH38)
				assert_int_equal(length(row, "missing"), 0);
		}
		row = row_of(rows, "allele", "CYP2C19", "*2");
		assert_string_equal(word(row, "state"), "told");
		row = row_of(rows, "allele", "CYP2D6", "*5");
		assert_string_equal(word(row, "state"), "not_by_sites");
		cJSON_Delete(rows);
		free(bed);
	}
}

static void an_assay_that_looks_elsewhere_tells_nothing(void **state)
{
	struct remarks remarks;
	cJSON *rows;
	const cJSON *row;
	int n = 0;

	(void)state;
	put_text("elsewhere.bed", "chr1\t100\t101\n");
	rows = assay_of(STARDOSE_BUILD_GRCH38, "CYP2C19,CYP2C9,TPMT", "elsewhere.bed", &remarks);
	assert_rows_hold_together(rows);
	cJSON_ArrayForEach(row, rows)
	{
		assert_int_equal(number(row, "covered"), 0);
		if (!strcmp(word(row, "kind"), "allele") && number(row, "of") &&
		    strcmp(word(row, "state"), "not_by_sites")) {
			assert_string_equal(word(row, "state"), "missed");
			n++;
		}
	}
	assert_true(n > 50);
	cJSON_Delete(rows);
}

/* Half of a variant's bases is none of it; all but one of an allele's variants is not the allele. */
static void a_variant_counts_when_each_base_of_it_is_looked_at(void **state)
{
	const struct stardose_gene *gene = stardose_tables_gene(tables, "CYP2D6");
	const struct stardose_locus *del = NULL;
	const char *id = "";
	struct remarks remarks;
	char bed[128];

	(void)state;
	for (int bit = 0; bit < gene->n_core && !del; bit++)
		if (strlen(gene->core[bit]->at[STARDOSE_BUILD_GRCH38].ref) > 2) {
			del = &gene->core[bit]->at[STARDOSE_BUILD_GRCH38];
			id = gene->core[bit]->id;
		}
	assert_non_null(del);
	for (int short_of = 0; short_of < 2; short_of++) {
		cJSON *rows;
		const cJSON *row;
		int n_missing = 0, n_covered = 0;

		snprintf(bed, sizeof(bed), "chr22\t%lld\t%lld\n", (long long)del->pos,
			 (long long)del->pos + (long long)strlen(del->ref) - short_of);
		put_text("one.bed", bed);
		rows = assay_of(STARDOSE_BUILD_GRCH38, "CYP2D6", "one.bed", &remarks);
		cJSON_ArrayForEach(row, rows)
		{
			n_missing += has_word(row, "missing", id);
			n_covered += number(row, "covered");
		}
		assert_int_equal(n_missing > 0, short_of);
		assert_int_equal(n_covered > 0, !short_of);
		cJSON_Delete(rows);
	}
}

/* More regions never tell less; their order is nothing, nor is how they are cut. */
static void more_regions_never_tell_less(void **state)
{
	static const char *const beds[] = {
		"chr10\t94781858\t94781859\n", /* CYP2C19 *2 */
		"chr10\t94781858\t94781859\nchr10\t94780652\t94780653\n",
		"chr10\t94780000\t94790000\nchr10\t94761899\t94761900\n",
		"chr10\t94761899\t94761900\nchr10\t94785000\t94790000\nchr10\t94780000\t94785000\n",
	};
	cJSON *rows[4];
	struct remarks remarks;
	const cJSON *row;

	(void)state;
	for (int i = 0; i < 4; i++) {
		put_text("more.bed", beds[i]);
		rows[i] = assay_of(STARDOSE_BUILD_GRCH38, "CYP2C19", "more.bed", &remarks);
		assert_rows_hold_together(rows[i]);
	}
	cJSON_ArrayForEach(row, rows[0])
		for (int i = 1; i < 4; i++) {
			const cJSON *now = row_of(rows[i], word(row, "kind"), "CYP2C19",
						  word(row, "name"));
			const cJSON *before = row_of(rows[i - 1], word(row, "kind"), "CYP2C19",
						     word(row, "name"));

			assert_true(number(now, "covered") >= number(before, "covered"));
			assert_true(length(now, "looks_like") <= length(before, "looks_like"));
		}
	assert_true(cJSON_Compare(rows[2], rows[3], 1));
	for (int i = 0; i < 4; i++)
		cJSON_Delete(rows[i]);
}

/* Rows for people and JSON Lines say the same of the same alleles. */
static void rows_and_json_agree(void **state)
{
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options options = options_of(STARDOSE_BUILD_GRCH37, "CYP3A5,TPMT", &to);
	struct remarks remarks;
	cJSON *rows;
	const cJSON *row;
	char *at, *field[10];

	(void)state;
	put_text("some.bed", "7\t99270538\t99270539\n6\t18130917\t18130918\n");
	rows = assay_of(STARDOSE_BUILD_GRCH37, options.genes, "some.bed", &remarks);
	assert_int_equal(stardose_assay_rows(tables, &options, "some.bed", STARDOSE_WRITE_TSV, NULL,
					     NULL),
			 STARDOSE_OK);
	at = to.s;
	assert_int_equal(next_row(&at, field, 10), 10);
	assert_string_equal(field[0], "kind");
	assert_string_equal(field[9], "sets");
	cJSON_ArrayForEach(row, rows)
	{
		assert_int_equal(next_row(&at, field, 10), 10);
		assert_string_equal(field[0], word(row, "kind"));
		assert_string_equal(field[1], word(row, "gene"));
		assert_string_equal(field[2], word(row, "name"));
		assert_string_equal(field[4], word(row, "state"));
		assert_int_equal(strtol(field[5], NULL, 10), number(row, "of"));
		assert_int_equal(strtol(field[6], NULL, 10), number(row, "covered"));
		assert_int_equal(!strcmp(field[8], "."), !length(row, "looks_like"));
	}
	assert_int_equal(next_row(&at, field, 10), 0);
	cJSON_Delete(rows);
	ks_free(&to);
}

static void bad_regions_are_told_by_their_line(void **state)
{
	static const struct { const char *text, *line; } set_aside[] = {
		{ "chr7\t1\t2\nchr7\tx\t2\n", "line 2" },
		{ "chr7\t1\t2\n\n#x\nchr7\t5\t4\n", "line 4" },
		{ "chr7\t-1\t2\nchr7\t1\t2\n", "line 1" },
		{ "chr7\t1\t2\nchr7\t1\n", "line 2" },
	};
	static const char *const useless[] = { "", "#nothing\n", "track name=x\n", "chr7\n", "\n\n" };
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options options = options_of(STARDOSE_BUILD_GRCH38, "CYP3A5", &to);
	struct stardose_error err = { 0 };
	struct remarks remarks;

	(void)state;
	for (size_t i = 0; i < sizeof(set_aside) / sizeof(*set_aside); i++) {
		put_text("bad.bed", set_aside[i].text);
		cJSON_Delete(assay_of(STARDOSE_BUILD_GRCH38, "CYP3A5", "bad.bed", &remarks));
		assert_int_equal(remarks.n, 1);
		if (!strstr(remarks.last, set_aside[i].line) || !strstr(remarks.last, "bad.bed"))
			fail_msg("'%s' does not say %s", remarks.last, set_aside[i].line);
	}
	for (size_t i = 0; i < sizeof(useless) / sizeof(*useless); i++) {
		put_text("bad.bed", useless[i]);
		assert_int_equal(stardose_assay_rows(tables, &options, "bad.bed", STARDOSE_WRITE_TSV,
						     NULL, &err),
				 STARDOSE_EINPUT);
		assert_non_null(strstr(err.text, "bad.bed"));
	}
	assert_int_equal(stardose_assay_rows(tables, &options, "none.bed", STARDOSE_WRITE_TSV, NULL,
					     &err),
			 STARDOSE_EINPUT);
	assert_non_null(strstr(err.text, "none.bed"));
	assert_int_equal(to.l, 0);
	ks_free(&to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_definition_variant_has_a_row_that_names_its_alleles),
		IN_OWN_FOLDER(rows_are_sorted_and_htslib_reads_them),
		cmocka_unit_test(formats_have_the_same_rows),
		cmocka_unit_test(genes_that_are_asked_for_come_alone),
		cmocka_unit_test(contigs_are_called_as_asked),
		cmocka_unit_test(versions_stand_on_top_unless_they_are_left_out),
		cmocka_unit_test(what_cannot_be_written_is_refused),
		cmocka_unit_test(regions_do_not_touch_and_hold_every_site_of_their_genes),
		cmocka_unit_test(regions_of_genes_add_up),
		IN_OWN_FOLDER(an_assay_of_every_site_tells_what_sites_can_tell),
		IN_OWN_FOLDER(an_assay_that_looks_elsewhere_tells_nothing),
		IN_OWN_FOLDER(a_variant_counts_when_each_base_of_it_is_looked_at),
		IN_OWN_FOLDER(more_regions_never_tell_less),
		IN_OWN_FOLDER(rows_and_json_agree),
		IN_OWN_FOLDER(bad_regions_are_told_by_their_line),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
