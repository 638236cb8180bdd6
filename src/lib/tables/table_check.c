/*
 * table_check.c - are the tables sound? the list of checks, and those about files, sources, spans
 * and structures
 */
#include <inttypes.h>
#include <string.h>
#include "tables/evidence_table.h"
#include "tables/coding_sequence.h"
#include "tables/fact_check.h"
#include "tables/gene_exons.h"
#include "tables/guidance_check.h"
#include "tables/table_check.h"
#include "tables/word_language.h"

/* Every file says what it is, of when, from where, and under which licence. */
static void check_headers(struct sdi_check *check)
{
	static const char *const keys[] = { "table", "version", "date", "source", "licence" };
	const struct sdi_table_texts *texts = &check->impl->texts;

	for (int i = 0; i < texts->n; i++) {
		struct sdi_tsv tsv;
		struct stardose_error err = { 0 };

		if (sdi_table_text_parse(&texts->text[i], &tsv, &err) != STARDOSE_OK) {
			sdi_check_say(check, "%s", err.text);
			continue;
		}
		for (size_t k = 0; k < sizeof(keys) / sizeof(*keys); k++)
			if (!*sdi_tsv_meta(&tsv, keys[k]))
				sdi_check_say(check, "%s: no ##%s= line", tsv.name, keys[k]);
		if (*sdi_tsv_meta(&tsv, "table") &&
		    strcmp(sdi_tsv_meta(&tsv, "table"), texts->text[i].name))
			sdi_check_say(check, "%s: ##table=%s is another table's name", tsv.name,
				      sdi_tsv_meta(&tsv, "table"));
		sdi_tsv_release(&tsv);
	}
}

/* Words of a language are read where a page asks for them: here all are. */
static void check_languages(struct sdi_check *check)
{
	const struct sdi_table_texts *texts = &check->impl->texts;

	for (int i = 0; i < texts->n; i++) {
		const char *name = sdi_language_of_table(texts->text[i].name);
		struct sdi_language language;
		struct stardose_error err = { 0 };

		if (!name)
			continue;
		if (sdi_language_open(check->tables, name, &language, &err) != STARDOSE_OK)
			sdi_check_say(check, "%s", err.text);
		sdi_language_release(&language);
	}
}

/* One row, one fact, with a source. */
static void check_sources(struct sdi_check *check)
{
	for (int t = 0; t < SDI_N_TABLES; t++) {
		const struct sdi_tsv *tsv = &check->impl->tsv[t];
		int col = sdi_tsv_col(tsv, "source");

		if (!sdi_table_kinds[t].has_source)
			continue;
		if (col < 0) {
			sdi_check_say(check, "%s: no column 'source'", tsv->name);
			continue;
		}
		for (int row = 0; row < tsv->n_rows; row++)
			if (!*sdi_tsv_cell(tsv, row, col) ||
			    !strcmp(sdi_tsv_cell(tsv, row, col), "-"))
				sdi_check_say(check, "%s:%d: row without a source", tsv->name,
					      tsv->line[row]);
	}
}

static void check_spans(struct sdi_check *check)
{
	for (int g = 0; g < check->tables->n_genes; g++) {
		const struct stardose_gene *gene = &check->tables->genes[g];

		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			if (gene->end[build] >
			    stardose_chrom_length(check->tables, build, gene->chrom))
				sdi_check_say(check,
					      "genes.tsv: '%s' ends beyond chromosome %s of %s",
					      gene->name, gene->chrom, stardose_build_name(build));
	}
}

/* ---- structures.tsv against alleles.tsv ---- */

enum { TYPE, GENE, NAME, FUNCTION, VALUE, N_COLUMNS };
static const char *const columns[N_COLUMNS] = { "type", "gene", "name", "function", "value" };

static const char *cell_of(const struct sdi_tsv *tsv, int row, int column)
{
	return sdi_tsv_cell(tsv, row, sdi_tsv_col(tsv, columns[column]));
}

static int is_one_of(const char *word, const char *const *list, int n)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(word, list[i]))
			return 1;
	return 0;
}

/* The names that a row of structures.tsv gives to whole alleles must mean what alleles.tsv says. */
static void check_structure(struct sdi_check *check, const struct sdi_tsv *tsv, int row)
{
	static const char *const types[] = { "gene",	"exon",	   "coding",	  "repeat",
					     "spacer",	"paralog", "duplication", "tandem",
					     "switch",	"carries" };
	static const char *const kinds[] = { "small", "hybrid", "deletion", "structural",
					     "retired" };
	const char *type = cell_of(tsv, row, TYPE), *name = cell_of(tsv, row, NAME),
		   *function = cell_of(tsv, row, FUNCTION);
	const struct stardose_allele *allele;

	if (is_one_of(type, types, sizeof(types) / sizeof(*types)))
		return;
	if (!is_one_of(type, &kinds[1], 3)) {
		sdi_check_say(check, "%s:%d: '%s' is no type of structure", tsv->name,
			      tsv->line[row], type);
		return;
	}
	allele = stardose_gene_allele(stardose_tables_gene(check->tables, cell_of(tsv, row, GENE)),
				      name);
	if (!allele && strchr(name, '.'))
		return;		/* a structural suballele */
	if (!allele)
		sdi_check_say(check, "%s:%d: allele '%s' is not in alleles.tsv", tsv->name,
			      tsv->line[row], name);
	else if (strcmp(kinds[allele->kind], type))
		sdi_check_say(check, "%s:%d: '%s' is %s here and %s in alleles.tsv", tsv->name,
			      tsv->line[row], name, type, kinds[allele->kind]);
	else if (strcmp(function, *allele->function ? allele->function : "not assigned"))
		sdi_check_say(check, "%s:%d: '%s' has '%s' here and '%s' in alleles.tsv", tsv->name,
			      tsv->line[row], name, function, allele->function);
}

static int has_structure(const struct sdi_tsv *tsv, const char *gene, const char *name)
{
	for (int row = 0; row < tsv->n_rows; row++)
		if (!strcmp(cell_of(tsv, row, GENE), gene) &&
		    !strcmp(cell_of(tsv, row, NAME), name))
			return 1;
	return 0;
}

static void check_gene_structures(struct sdi_check *check, const struct stardose_gene *gene)
{
	const struct sdi_tsv *tsv = &check->impl->tsv[SDI_STRUCTURES];
	int n = 0;

	for (int i = 0; i < gene->n_alleles; i++) {
		const struct stardose_allele *a = &gene->alleles[i];

		if (a->kind == STARDOSE_ALLELE_SMALL || a->kind == STARDOSE_ALLELE_RETIRED)
			continue;
		n++;
		if (!has_structure(tsv, gene->name, a->name) &&
		    (a->kind != STARDOSE_ALLELE_STRUCTURAL || *a->function))
			sdi_check_say(check, "%s: '%s' of '%s' has no row", tsv->name, a->name,
				      gene->name);
	}
	if ((n > 0) != gene->has_structural)
		sdi_check_say(check,
			      "genes.tsv: '%s' %s structural alleles in alleles.tsv, its row says "
			      "otherwise",
			      gene->name, n ? "has" : "has no");
}

static int has_core(const struct stardose_gene *gene, hts_pos_t pos)
{
	for (int bit = 0; bit < gene->n_core; bit++)
		if (gene->core[bit]->at[STARDOSE_BUILD_GRCH38].pos == pos)
			return 1;
	return 0;
}

/* What a hybrid is said to carry is a core variant. */
static void check_hybrids(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int h = 0; gene->exons && h < gene->exons->n_hybrids; h++) {
		const struct sdi_hybrid_unit *unit = &gene->exons->hybrid[h];

		for (int i = 0; i < unit->n_carried; i++)
			if (!has_core(gene, unit->carried[i]))
				sdi_check_say(check,
					      "structures.tsv: '%s' of '%s' carries no core "
					      "variant at %lld",
					      unit->name, gene->name,
					      (long long)unit->carried[i] + 1);
	}
}

/* Exons lie in the transcript, from its first to its last base, and what codes is whole codons. */
static void check_exons(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		const struct sdi_gene_extent *x = sdi_gene_extent(gene, build);
		const struct sdi_intervals *e = &x->exons;

		if (e->v[0].beg != gene->beg[build] || e->v[e->n - 1].end != gene->end[build])
			sdi_check_say(check,
				      "structures.tsv: exons of '%s' end elsewhere than the gene "
				      "on %s",
				      gene->name, stardose_build_name(build));
		if (x->coding.length % 3)
			sdi_check_say(check,
				      "structures.tsv: %" PRIhts_pos " coding bases of '%s' on %s "
				      "are no codons",
				      x->coding.length, gene->name, stardose_build_name(build));
		if (x->exons.n != sdi_gene_extent(gene, 0)->exons.n ||
		    x->coding.length != sdi_gene_extent(gene, 0)->coding.length)
			sdi_check_say(check,
				      "structures.tsv: the builds differ in the exons of '%s'",
				      gene->name);
	}
}

/* What an unlisted variant does to the protein is read from the coding bases. */
static void check_reading(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int build = 0; build < STARDOSE_N_BUILDS; build++) {
		struct sdi_coding coding;

		if (sdi_coding_init(&coding, gene, build))
			check->status = STARDOSE_ENOMEM;
		else if (coding.n && !coding.is_readable)
			sdi_check_say(check,
				      "windows.tsv: the coding bases of '%s' on %s do not read from "
				      "a start codon to the first stop codon",
				      gene->name, stardose_build_name(build));
		sdi_coding_release(&coding);
	}
}

/* A partial allele lacks bases of an exon, the same number on both builds. */
static void check_partial(struct sdi_check *check, const struct stardose_gene *gene)
{
	for (int i = 0; i < gene->exons->n_partial; i++) {
		const struct sdi_partial_allele *p = &gene->exons->partial[i];
		hts_pos_t n[STARDOSE_N_BUILDS];

		for (int build = 0; build < STARDOSE_N_BUILDS; build++)
			n[build] = sdi_intervals_overlap(&sdi_gene_extent(gene, build)->exons,
							 p->lacks[build].beg, p->lacks[build].end);
		if (!n[STARDOSE_BUILD_GRCH37] ||
		    n[STARDOSE_BUILD_GRCH37] != n[STARDOSE_BUILD_GRCH38])
			sdi_check_say(check,
				      "structures.tsv: '%s' of '%s' lacks no exon bases, or other "
				      "ones on the other build",
				      p->name, gene->name);
	}
}

static void check_structures(struct sdi_check *check)
{
	const struct sdi_tsv *tsv = &check->impl->tsv[SDI_STRUCTURES];

	for (int row = 0; row < tsv->n_rows; row++)
		check_structure(check, tsv, row);
	for (int g = 0; g < check->tables->n_genes; g++) {
		check_gene_structures(check, &check->tables->genes[g]);
		check_exons(check, &check->tables->genes[g]);
		check_hybrids(check, &check->tables->genes[g]);
		check_reading(check, &check->tables->genes[g]);
		check_partial(check, &check->tables->genes[g]);
	}
}

/* A frequency belongs to an allele, or to a duplication or tandem. */
static void check_frequencies(struct sdi_check *check)
{
	const struct sdi_tsv *tsv = &check->impl->tsv[SDI_FREQUENCIES];
	int gene_col = sdi_tsv_col(tsv, "gene"), allele_col = sdi_tsv_col(tsv, "allele");

	for (int row = 0; row < tsv->n_rows; row++) {
		const char *gene = sdi_tsv_cell(tsv, row, gene_col),
			   *name = sdi_tsv_cell(tsv, row, allele_col);

		if (!stardose_gene_allele(stardose_tables_gene(check->tables, gene), name) &&
		    !has_structure(&check->impl->tsv[SDI_STRUCTURES], gene, name))
			sdi_check_say(check,
				      "%s:%d: '%s' of '%s' is neither an allele nor a structure",
				      tsv->name, tsv->line[row], name, gene);
	}
}

/* What its loader would refuse, and places beyond the end of a chromosome. */
static void check_evidence(struct sdi_check *check)
{
	struct sdi_claims rows;
	struct stardose_error err;

	if (sdi_claims_open(check->tables, &rows, &err))
		sdi_check_say(check, "%s", err.text);
	for (int i = 0; i < rows.n; i++)
		for (int b = 0; b < STARDOSE_N_BUILDS; b++)
			if (*rows.row[i].chrom &&
			    rows.row[i].at[b].pos >=
				    stardose_chrom_length(check->tables, b, rows.row[i].chrom))
				sdi_check_say(check, "%s:%d: '%s' lies beyond its chromosome",
					      rows.tsv.name, rows.tsv.line[i], rows.row[i].site);
	sdi_claims_release(&rows);
}

static void check_guidance(struct sdi_check *check)
{
	check->n_findings += sdi_guidance_check(check->tables, check->log);
	if (check->tables->guidance)
		check->n_findings += sdi_facts_check(check->tables->guidance, check->log);
}

/* ---- the list ---- */

static sdi_check_fn *const checks[] = {
	check_headers,	    check_languages,  check_sources,	  check_spans,
	sdi_check_variants, sdi_check_alleles,	  check_structures,
	check_frequencies,  sdi_check_phenotypes, sdi_check_structure_models,
	sdi_check_paralog_models,
	check_guidance,	    sdi_check_context,	  check_evidence,
	sdi_check_clinic,
};

int stardose_tables_check(const struct stardose_tables *tables, const struct stardose_log *log)
{
	struct sdi_check check = { tables, tables->impl, log, 0, STARDOSE_OK };

	if (!tables->guidance)
		return STARDOSE_EUSAGE;	/* a part of them proves nothing */
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++)
		checks[i](&check);
	return check.status ? check.status : check.n_findings;
}
