/* test_sites.c - files of sites and regions, and what an assay can tell: stardose/sites.h */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <cjson/cJSON.h>
#include <htslib/kstring.h>
#include <htslib/vcf.h>
#include <stardose/sites.h>
#include "built_in_tables.h"
#include "text_files.h"

static int add(void *user, const char *text, size_t n, struct stardose_error *err)
{
	(void)err;
	return kputsn(text, n, user) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static struct stardose_site_options options_for(kstring_t *to, enum stardose_build build,
						const char *genes)
{
	struct stardose_site_options o;

	stardose_site_options_init(&o);
	assert_int_equal(o.build, STARDOSE_BUILD_GRCH38);
	o.build = build;
	o.genes = genes;
	o.sink = add;
	o.sink_user = to;
	o.no_version = 1;
	return o;
}

/* A whole file as text, new */
static char *sites(enum stardose_site_format format, enum stardose_build build, const char *genes)
{
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options o = options_for(&to, build, genes);
	struct stardose_error err = { 0 };

	if (stardose_sites_write(tables, &o, format, &err))
		fail_msg("%s", err.text);
	return to.s;
}

static char *regions(enum stardose_build build, const char *genes)
{
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options o = options_for(&to, build, genes);
	struct stardose_error err = { 0 };

	if (stardose_regions_write(tables, &o, &err))
		fail_msg("%s", err.text);
	return to.s;
}

/* A row of a BED, or of alleles for forced calling; moves *@text behind it, 0 at the end. */
struct bed_row {
	char chrom[64], rest[400];
	long beg, end;
};
static int next_row(const char **text, struct bed_row *row)
{
	int n = 0;

	if (!**text)
		return 0;
	assert_int_equal(sscanf(*text, "%63[^\t]\t%ld\t%ld\t%399[^\n]\n%n", row->chrom, &row->beg,
				&row->end, row->rest, &n),
			 4);
	*text += n;
	return 1;
}

/* Which gene of the tables has a core variant there? */
static int n_core_sites(enum stardose_build build)
{
	int n = 0;

	for (int g = 0; g < tables->n_genes; g++)
		for (int i = 0; i < tables->genes[g].n_core; i++)
			n += *tables->genes[g].core[i]->at[build].ref != '\0';
	return n;
}

static int n_of_list(const char *text)
{
	int n = 1;

	for (; *text; text++)
		n += *text == ',';
	return n;
}

/*
 * What htslib reads of the VCF: sorted, a record for each position and REF, every core variant of
 * every gene an ALT of it, and the BED and the alleles say the same places.
 */
static void three_formats_say_the_same_sites(void **state)
{
	(void)state;
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		char *vcf = sites(STARDOSE_SITES_VCF, build, NULL),
		     *bed = sites(STARDOSE_SITES_BED, build, NULL),
		     *forced = sites(STARDOSE_SITES_ALLELES, build, NULL);
		const char *row = bed, *allele = forced;
		htsFile *fp;
		bcf_hdr_t *head;
		bcf1_t *rec = bcf_init();
		struct bed_row at;
		long pos_before = -1;
		int n_alts = 0, rid_before = -1;

		put_text("sites.vcf", vcf);
		fp = hts_open("sites.vcf", "r");
		assert_non_null(fp);
		head = bcf_hdr_read(fp);
		assert_non_null(head);
		assert_int_equal(bcf_hdr_nsamples(head), 0);
		while (bcf_read(fp, head, rec) == 0) {
			char expected[800], *genes = NULL;
			int n_genes = 0, n;

			assert_int_equal(rec->errcode, 0); /* contigs and tags are declared */
			bcf_unpack(rec, BCF_UN_ALL);
			if (rec->rid == rid_before)
				assert_true(rec->pos >= pos_before);
			else
				assert_true(rec->rid > rid_before);
			rid_before = rec->rid;
			pos_before = rec->pos;
			assert_true(next_row(&row, &at));
			assert_string_equal(at.chrom, bcf_seqname(head, rec));
			assert_int_equal(at.beg, rec->pos);
			assert_int_equal(at.end, rec->pos + (long)strlen(rec->d.allele[0]));
			n = snprintf(expected, sizeof(expected), "%s\t%ld\t", at.chrom, at.beg + 1);
			for (int i = 0; i < rec->n_allele; i++) {
				for (int j = 0; j < i; j++)
					assert_string_not_equal(rec->d.allele[i], rec->d.allele[j]);
				n += snprintf(expected + n, sizeof(expected) - n, "%s%s",
					      i ? "," : "", rec->d.allele[i]);
			}
			if (strncmp(allele, expected, n) || allele[n] != '\n')
				fail_msg("not '%s'", expected);
			allele += n + 1;
			assert_true(bcf_get_info_string(head, rec, "GENE", &genes, &n_genes) > 0);
			n_alts += (rec->n_allele - 1) * n_of_list(genes);
			free(genes);
		}
		assert_int_equal(*row, 0);
		assert_int_equal(*allele, 0);
		assert_int_equal(n_alts, n_core_sites(build));
		bcf_destroy(rec);
		bcf_hdr_destroy(head);
		hts_close(fp);
		free(vcf);
		free(bed);
		free(forced);
	}
}

static void a_record_names_the_alleles_that_need_it(void **state)
{
	char *vcf = sites(STARDOSE_SITES_VCF, STARDOSE_BUILD_GRCH38, "CYP2C19");

	(void)state;
	/* *2 by its splice site alone; *17 */
	assert_non_null(strstr(vcf, "chr10\t94781859\trs4244285\tG\tA\t.\t.\tGENE=CYP2C19;"));
	assert_null(strstr(vcf, "GENE=CYP2D6"));
	assert_null(strstr(vcf, "##contig=<ID=chr22"));
	free(vcf);
	vcf = sites(STARDOSE_SITES_VCF, STARDOSE_BUILD_GRCH37, "CYP2C19");
	assert_non_null(strstr(vcf, "\n10\t96541616\trs4244285\tG\tA\t"));
	assert_non_null(strstr(vcf, "##contig=<ID=10,length=135534747,assembly=GRCh37>"));
	free(vcf);
	/* names of HGVS hold what ends something in INFO: none of it is left */
	vcf = sites(STARDOSE_SITES_VCF, STARDOSE_BUILD_GRCH38, "DPYD");
	assert_non_null(strstr(vcf, "c.1905+1G>A%20(*2A)"));
	for (const char *line = strstr(vcf, "#CHROM"); line; line = strchr(line + 1, '\n'))
		assert_true(strcspn(line + 1, " ") >= strcspn(line + 1, "\n"));
	free(vcf);
}

static void the_order_of_the_genes_does_not_matter(void **state)
{
	static const char *const genes[] = { "CYP2D6,CYP2C19,TPMT", "TPMT,CYP2D6,CYP2C19" };

	(void)state;
	for (int format = STARDOSE_SITES_VCF; format <= STARDOSE_SITES_ALLELES; format++) {
		char *a = sites(format, STARDOSE_BUILD_GRCH38, genes[0]),
		     *b = sites(format, STARDOSE_BUILD_GRCH38, genes[1]);

		assert_string_equal(a, b);
		free(a);
		free(b);
	}
}

static void contigs_are_named_as_asked(void **state)
{
	static const struct {
		enum stardose_build build;
		enum stardose_contig_style style;
		const char *begins;
	} cases[] = {
		{ STARDOSE_BUILD_GRCH38, STARDOSE_CONTIGS_USUAL, "chr10\t" },
		{ STARDOSE_BUILD_GRCH37, STARDOSE_CONTIGS_USUAL, "10\t" },
		{ STARDOSE_BUILD_GRCH38, STARDOSE_CONTIGS_PLAIN, "10\t" },
		{ STARDOSE_BUILD_GRCH37, STARDOSE_CONTIGS_PLAIN, "10\t" },
		{ STARDOSE_BUILD_GRCH38, STARDOSE_CONTIGS_CHR, "chr10\t" },
		{ STARDOSE_BUILD_GRCH37, STARDOSE_CONTIGS_CHR, "chr10\t" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		kstring_t to = KS_INITIALIZE;
		struct stardose_site_options o = options_for(&to, cases[i].build, "CYP2C19");

		o.contigs = cases[i].style;
		for (int format = STARDOSE_SITES_BED; format <= STARDOSE_SITES_ALLELES; format++) {
			to.l = 0;
			assert_int_equal(stardose_sites_write(tables, &o, format, NULL), 0);
			assert_memory_equal(to.s, cases[i].begins, strlen(cases[i].begins));
		}
		to.l = 0;
		assert_int_equal(stardose_regions_write(tables, &o, NULL), 0);
		assert_memory_equal(to.s, cases[i].begins, strlen(cases[i].begins));
		ks_free(&to);
	}
}

/* ---- regions ---- */

static int is_within(const char *bed, const struct bed_row *site)
{
	struct bed_row row;

	while (next_row(&bed, &row))
		if (!strcmp(row.chrom, site->chrom) && row.beg <= site->beg && site->end <= row.end)
			return 1;
	return 0;
}

static void regions_hold_every_site_and_do_not_touch(void **state)
{
	(void)state;
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		char *all = regions(build, NULL), *bed = sites(STARDOSE_SITES_BED, build, NULL);
		struct bed_row row, before = { .end = -1 };

		for (const char *at = all; next_row(&at, &row); before = row) {
			assert_true(row.beg >= 0 && row.beg < row.end);
			if (!strcmp(row.chrom, before.chrom))
				assert_true(row.beg > before.end);
		}
		for (const char *at = bed; next_row(&at, &row);)
			if (!is_within(all, &row))
				fail_msg("%s:%ld %s is in no region", row.chrom, row.beg, row.rest);
		free(all);
		free(bed);
	}
}

/* Genes without structural alleles are read around their sites alone, those of the build. */
static void each_region_has_a_site_of_its_build(void **state)
{
	static const char *const genes[] = { "CYP2C9", "CYP3A4", "NUDT15" };

	(void)state;
	for (int i = 0; i < 2 * 3; i++) {
		char *own = regions(i % 2, genes[i / 2]),
		     *bed = sites(STARDOSE_SITES_BED, i % 2, genes[i / 2]);
		struct bed_row row, site;

		for (const char *at = own; next_row(&at, &row);) {
			int n = 0;

			for (const char *next = bed; next_row(&next, &site);)
				n += row.beg <= site.beg && site.end <= row.end;
			assert_true(n > 0);
		}
		free(own);
		free(bed);
	}
}

/* A gene alone has the stretches that name it among all genes, and others do not name it. */
static void a_region_names_the_genes_that_it_is_of_each_once(void **state)
{
	char *all = regions(STARDOSE_BUILD_GRCH38, NULL);
	struct bed_row row;
	int n_own = 0, n_named = 0;

	(void)state;
	for (int g = 0; g < tables->n_genes; g++) {
		char *own = regions(STARDOSE_BUILD_GRCH38, tables->genes[g].name);

		for (const char *at = own; next_row(&at, &row); n_own++) {
			assert_string_equal(row.rest, tables->genes[g].name);
			assert_true(is_within(all, &row));
		}
		free(own);
	}
	for (const char *at = all; next_row(&at, &row);) {
		char *rest = NULL, *seen[64];
		int n = 0;

		for (char *g = strtok_r(row.rest, ",", &rest); g; g = strtok_r(NULL, ",", &rest)) {
			char *own = regions(STARDOSE_BUILD_GRCH38, g);
			const char *next = own;
			struct bed_row part;
			int n_within = 0;

			while (next_row(&next, &part))
				n_within += !strcmp(part.chrom, row.chrom) && part.beg >= row.beg &&
					    part.end <= row.end;
			assert_true(n_within > 0);
			n_named += n_within;
			free(own);
			for (int i = 0; i < n; i++)
				assert_string_not_equal(seen[i], g);
			seen[n++] = g;
		}
		assert_true(n > 0);
	}
	assert_int_equal(n_named, n_own);
	free(all);
}

/* ---- what cannot be ---- */

static int refuse(void *user, const char *text, size_t n, struct stardose_error *err)
{
	(void)text;
	(void)n;
	++*(int *)user;
	return stardose_error_set(err, STARDOSE_EOUTPUT, "full");
}

static void wrong_options_are_refused_before_anything_is_written(void **state)
{
	static const char *const genes[] = { "CYP2X9", "CYP2D6,,nothing", " " };
	kstring_t to = KS_INITIALIZE;
	struct stardose_error err;

	(void)state;
	for (int i = 0; i < 6; i++) {
		struct stardose_site_options o =
			options_for(&to, STARDOSE_BUILD_GRCH38, i < 3 ? genes[i] : NULL);

		o.size = i == 3 ? 0 : o.size;
		o.build = i == 4 ? STARDOSE_BUILD_AUTO : o.build;
		o.sink = i == 5 ? NULL : o.sink;
		assert_int_equal(stardose_sites_write(tables, &o, STARDOSE_SITES_VCF, &err),
				 STARDOSE_EUSAGE);
		assert_true(err.text[0]);
		assert_int_equal(stardose_regions_write(tables, &o, &err), STARDOSE_EUSAGE);
		assert_int_equal(stardose_assay_rows(tables, &o, "missing.bed", STARDOSE_WRITE_TSV,
						     NULL, &err),
				 STARDOSE_EUSAGE);
	}
	assert_int_equal(to.l, 0);
}

static void what_the_sink_says_is_returned(void **state)
{
	int n = 0;
	struct stardose_site_options o = options_for(NULL, STARDOSE_BUILD_GRCH38, "TPMT");
	struct stardose_error err;

	(void)state;
	o.sink = refuse;
	o.sink_user = &n;
	assert_int_equal(stardose_sites_write(tables, &o, STARDOSE_SITES_BED, &err),
			 STARDOSE_EOUTPUT);
	assert_string_equal(err.text, "full");
	assert_int_equal(stardose_regions_write(tables, &o, &err), STARDOSE_EOUTPUT);
	put_text("t.bed", "chr6\t0\t1000\n");
	assert_int_equal(stardose_assay_rows(tables, &o, "t.bed", STARDOSE_WRITE_TSV, NULL, &err),
			 STARDOSE_EOUTPUT);
	assert_int_equal(n, 3);
}

/* ---- which alleles an assay can tell ---- */

/* The rows of an assay that looks at @bed, as a JSON array, new */
static cJSON *assay(const char *bed, const char *genes)
{
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options o = options_for(&to, STARDOSE_BUILD_GRCH38, genes);
	struct stardose_error err = { 0 };
	cJSON *rows = cJSON_CreateArray();
	char *rest = NULL;

	put_text("targets.bed", bed);
	if (stardose_assay_rows(tables, &o, "targets.bed", STARDOSE_WRITE_JSON_LINES, NULL, &err))
		fail_msg("%s", err.text);
	for (char *line = strtok_r(to.s, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		cJSON *row = cJSON_Parse(line);

		assert_non_null(row);
		cJSON_AddItemToArray(rows, row);
	}
	ks_free(&to);
	return rows;
}

static const char *text_of(const cJSON *row, const char *member)
{
	const cJSON *item = cJSON_GetObjectItem(row, member);

	assert_true(cJSON_IsString(item));
	return item->valuestring;
}

static int number_of(const cJSON *row, const char *member)
{
	return cJSON_GetObjectItem(row, member)->valueint;
}

static int size_of(const cJSON *row, const char *member)
{
	return cJSON_GetArraySize(cJSON_GetObjectItem(row, member));
}

static const cJSON *row_of(const cJSON *rows, const char *kind, const char *name)
{
	const cJSON *row;

	cJSON_ArrayForEach(row, rows)
		if (!strcmp(text_of(row, "kind"), kind) && !strcmp(text_of(row, "name"), name))
			return row;
	fail_msg("no row of the %s %s", kind, name);
	return NULL;
}

static int lists(const cJSON *row, const char *member, const char *name)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, cJSON_GetObjectItem(row, member))
		if (!strcmp(item->valuestring, name))
			return 1;
	return 0;
}

/* What holds of every assay. */
static void check_rows(const cJSON *rows)
{
	const cJSON *row, *like;

	cJSON_ArrayForEach(row, rows) {
		const struct stardose_gene *gene =
			stardose_tables_gene(tables, text_of(row, "gene"));
		const char *name = text_of(row, "name"), *is = text_of(row, "state");
		const struct stardose_allele *allele = stardose_gene_allele(gene, name);

		assert_int_equal(number_of(row, "covered") + size_of(row, "missing"),
				 number_of(row, "of"));
		if (!strcmp(text_of(row, "kind"), "set")) {
			assert_string_equal(is, size_of(row, "missing") ? "incomplete"
									 : "complete");
			continue;
		}
		assert_non_null(allele);
		assert_int_not_equal(allele->kind, STARDOSE_ALLELE_RETIRED);
		assert_int_equal(!allele->matchable, !strcmp(is, "not_by_sites"));
		if (allele->matchable)
			assert_int_equal(!size_of(row, "looks_like"), !strcmp(is, "told"));
		else
			assert_int_equal(size_of(row, "looks_like"), 0);
		if (!strcmp(is, "missed"))
			assert_int_equal(number_of(row, "covered"), 0);
		/* what looks like it says the same of it */
		cJSON_ArrayForEach(like, cJSON_GetObjectItem(row, "looks_like"))
			assert_true(lists(row_of(rows, "allele", like->valuestring), "looks_like",
					  name));
	}
}

static void an_assay_of_all_sites_misses_none(void **state)
{
	char *all = regions(STARDOSE_BUILD_GRCH38, "CYP2C19");
	cJSON *rows = assay(all, "CYP2C19");
	const cJSON *row;

	(void)state;
	check_rows(rows);
	cJSON_ArrayForEach(row, rows)
		if (!strcmp(text_of(row, "kind"), "allele")) {
			assert_int_equal(size_of(row, "missing"), 0);
			assert_string_not_equal(text_of(row, "state"), "missed");
		}
	assert_string_equal(text_of(row_of(rows, "allele", "*2"), "state"), "told");
	cJSON_Delete(rows);
	free(all);
}

static void an_assay_of_nothing_tells_nothing(void **state)
{
	cJSON *rows = assay("chr1\t0\t10\n", "CYP2C19");
	const cJSON *row;

	(void)state;
	check_rows(rows);
	cJSON_ArrayForEach(row, rows)
		if (!strcmp(text_of(row, "kind"), "allele")) {
			assert_int_equal(number_of(row, "covered"), 0);
			assert_string_not_equal(text_of(row, "state"), "told");
		}
	assert_string_equal(text_of(row_of(rows, "allele", "*2"), "state"), "missed");
	cJSON_Delete(rows);
}

/* CYP2C19 *2 is rs4244285, 10:94781859 G>A on GRCh38: the base, and the bases beside it */
static void a_base_decides(void **state)
{
	static const struct {
		const char *bed, *state;
	} cases[] = {
		{ "chr10\t94781858\t94781859\n", NULL },
		{ "10\t94781858\t94781859\textra\tcolumns\n", NULL },
		{ "chr10\t94781857\t94781858\n", "missed" },
		{ "chr10\t94781859\t94781860\n", "missed" },
		{ "chr11\t94781858\t94781859\n", "missed" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *rows = assay(cases[i].bed, "CYP2C19");
		const cJSON *row = row_of(rows, "allele", "*2");

		check_rows(rows);
		assert_int_equal(lists(row, "missing", "10:94781859:G:A"), cases[i].state != NULL);
		if (cases[i].state)
			assert_string_equal(text_of(row, "state"), cases[i].state);
		else
			assert_string_not_equal(text_of(row, "state"), "missed");
		assert_int_equal(lists(row, "looks_like", "*1"), cases[i].state != NULL);
		cJSON_Delete(rows);
	}
}

/* CYP2D6 *3 is 22:42128241 CT>C: an assay that looks at one of the two bases does not see it */
static void every_base_of_a_deletion_must_be_looked_at(void **state)
{
	static const struct {
		const char *bed;
		int is_missing;
	} cases[] = {
		{ "chr22\t42128240\t42128242\n", 0 },
		{ "chr22\t42128240\t42128241\nchr22\t42128241\t42128242\n", 0 },
		{ "chr22\t42128241\t42128250\nchr22\t42128000\t42128241\n", 0 },
		{ "chr22\t42128240\t42128241\n", 1 },
		{ "chr22\t42128241\t42128242\n", 1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		cJSON *rows = assay(cases[i].bed, "CYP2D6");

		assert_int_equal(lists(row_of(rows, "allele", "*3"), "missing", "22:42128241:CT:C"),
				 cases[i].is_missing);
		cJSON_Delete(rows);
	}
}

static void every_assay_of_half_the_sites_is_sound(void **state)
{
	static const char *const genes[] = { "CYP2D6", "CYP2C9", "TPMT", "SLCO1B1" };

	(void)state;
	for (int g = 0; g < 4; g++) {
		char *bed = sites(STARDOSE_SITES_BED, STARDOSE_BUILD_GRCH38, genes[g]);
		kstring_t half = KS_INITIALIZE;
		struct bed_row row;
		cJSON *rows;
		int n = 0, n_missing = 0;

		for (const char *at = bed; next_row(&at, &row);)
			if (n++ % 2)
				ksprintf(&half, "%s\t%ld\t%ld\n", row.chrom, row.beg, row.end);
		rows = assay(half.s, genes[g]);
		check_rows(rows);
		for (const cJSON *r = rows->child; r; r = r->next)
			n_missing += size_of(r, "missing") > 0;
		assert_true(n_missing > 0);
		cJSON_Delete(rows);
		ks_free(&half);
		free(bed);
	}
}

static void a_bed_that_cannot_be_used_is_an_error(void **state)
{
	kstring_t to = KS_INITIALIZE;
	struct stardose_site_options o = options_for(&to, STARDOSE_BUILD_GRCH38, "TPMT");
	static const char *const texts[] = { NULL, "", "\n\n", "chr6\n", "chr6\t5\t5\n",
					     "chr6\tx\t9\n", "chr6\t9\t3\n" };
	struct stardose_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		if (texts[i])
			put_text("t.bed", texts[i]);
		if (stardose_assay_rows(tables, &o, "t.bed", STARDOSE_WRITE_TSV, NULL, &err) !=
		    STARDOSE_EINPUT)
			fail_msg("'%s'", texts[i]);
		assert_non_null(strstr(err.text, "t.bed"));
	}
	assert_int_equal(to.l, 0);
	ks_free(&to);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_OWN_FOLDER(three_formats_say_the_same_sites),
		cmocka_unit_test(a_record_names_the_alleles_that_need_it),
		cmocka_unit_test(the_order_of_the_genes_does_not_matter),
		cmocka_unit_test(contigs_are_named_as_asked),
		cmocka_unit_test(regions_hold_every_site_and_do_not_touch),
		cmocka_unit_test(each_region_has_a_site_of_its_build),
		cmocka_unit_test(a_region_names_the_genes_that_it_is_of_each_once),
		IN_OWN_FOLDER(wrong_options_are_refused_before_anything_is_written),
		IN_OWN_FOLDER(what_the_sink_says_is_returned),
		IN_OWN_FOLDER(an_assay_of_all_sites_misses_none),
		IN_OWN_FOLDER(an_assay_of_nothing_tells_nothing),
		IN_OWN_FOLDER(a_base_decides),
		IN_OWN_FOLDER(every_base_of_a_deletion_must_be_looked_at),
		IN_OWN_FOLDER(every_assay_of_half_the_sites_is_sound),
		IN_OWN_FOLDER(a_bed_that_cannot_be_used_is_an_error),
	};

	return cmocka_run_group_tests(tests, open_tables, free_tables);
}
