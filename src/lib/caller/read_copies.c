/* read_copies.c - copies that reads tell become facts of samples */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <htslib/kstring.h>
#include "caller/read_copies.h"
#include "reads/read_open.h"
#include "reads/read_pass.h"
#include "tables/gene_exons.h"
#include "util/no_memory.h"
#include "util/user_file.h"

/* Does a segment that counts @kind lie on part @part of the gene? */
static int is_on(const struct stardose_gene *gene, int part, enum sdi_segment_part kind)
{
	const struct stardose_paralog_model *m = gene->paralog;
	const struct sdi_intervals *where = &gene->exons->at[STARDOSE_BUILD_GRCH38].part[part];

	for (int i = 0; i < m->n_sites; i++) {
		hts_pos_t pos = m->sites[i].gene[STARDOSE_BUILD_GRCH38];

		if (m->segment[m->sites[i].segment].part == kind &&
		    sdi_intervals_overlap(where, pos, pos + 1))
			return 1;
	}
	return 0;
}

/* Without bases a unit may be a hybrid, unless none can be by what the regions count. */
static int has_number(const struct sdi_read_copies *c)
{
	return !c->hybrids_open || (c->best.part == c->best.body && c->best.body == c->best.first &&
				    c->best.count[SDI_COUNT_SPACER] == 2);
}

void sdi_read_copies_take(const struct stardose_gene *gene, const struct sdi_read_copies *copies,
			  struct sdi_structure_facts *facts)
{
	struct sdi_copy_counts counts = sdi_copies_unknown;

	if (copies->verdict) {
		facts->reasons |= UINT64_C(1) << (STARDOSE_REASON_READS_SHALLOW + copies->verdict -
						  SDI_READS_SHALLOW);
		return;
	}
	if (!has_number(copies)) {
		facts->reasons |= UINT64_C(1) << STARDOSE_REASON_SUSPECTED_HYBRID;
		return;
	}
	counts.copies = copies->best.body;
	for (int p = 0; !copies->hybrids_open && gene->exons && p < gene->exons->n_parts; p++)
		if (is_on(gene, p, SDI_SEGMENT_PART))
			counts.part[p] = copies->best.part;
		else if (is_on(gene, p, SDI_SEGMENT_FIRST))
			counts.part[p] = copies->best.first;
	sdi_facts_counts(facts, &counts, STARDOSE_COPIES_FROM_READS);
}

/* ---- one file ---- */

static void say(const struct stardose_caller *c, const struct stardose_gene *gene,
		const char *sample, const struct sdi_read_copies *copies)
{
	if (copies->verdict)
		stardose_log_say(&c->options.log, STARDOSE_OK,
				 "%s: reads of '%s' (%.0fx) do not tell its copies: %s", gene->name,
				 sample, copies->depth, sdi_read_verdict_name(copies->verdict));
}

/* What tells which allele the extra copies are of. */
static int take_alleles(struct sdi_gene_calls *gc, int sample, const struct sdi_read_counts *counts)
{
	int ret = STARDOSE_OK;

	for (int i = 0; i < counts->n_alleles && !ret; i++)
		ret = sdi_depth_list_add(&gc->by_reads, sample, counts->alleles[i].bit,
					 counts->alleles[i].carried, counts->alleles[i].other);
	return ret;
}

static int take_gene(struct stardose_caller *c, int g, int sample, struct sdi_read_file *file,
		     struct stardose_error *err)
{
	const struct stardose_gene *gene = c->genes[g];
	struct sdi_read_counts counts = { 0 };
	struct sdi_read_copies copies;
	struct sdi_structure_facts *facts = NULL;
	int ret = sdi_read_file_count(file, gene, &counts, err), at = 0;

	if (!ret && sdi_copy_model(gene->paralog, &counts, c->options.population, &copies))
		ret = sdi_no_memory(err);
	if (!ret && ((at = sdi_read_profiles_add(&c->reads, gene->paralog, &counts, &copies)) < 0 ||
		     !(facts = sdi_caller_facts(c, sample, g))))
		ret = sdi_no_memory(err);
	if (!ret && copies.verdict == SDI_READS_CALLED &&
	    take_alleles(&c->by_gene[g], sample, &counts))
		ret = sdi_no_memory(err);
	sdi_read_counts_release(&counts);
	if (ret)
		return ret;
	facts->reads = at + 1;
	sdi_read_copies_take(gene, &copies, facts);
	say(c, gene, c->samples.name[sample], &copies);
	return STARDOSE_OK;
}

static int take_file(struct stardose_caller *c, struct sdi_read_file *file, const char *path,
		     struct stardose_error *err)
{
	int sample = sdi_sample_set_find(&c->samples, sdi_read_file_sample(file)), ret = 0;

	/* of people whom nobody asked for here a list may say what it likes */
	if (sample < 0 && (c->options.samples || c->options.samples_file || c->options.is_part))
		return STARDOSE_OK;
	if (sample < 0)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is of sample '%s', whom the genotype files do not have; NAME=%s says "
			"of whom it is",
			path, sdi_read_file_sample(file), path);
	for (int g = 0; g < c->n_genes && !ret; g++) {
		const struct sdi_structure_facts *known =
			sdi_sample_facts_find(&c->by_gene[g].facts, sample);

		if (!c->genes[g]->paralog)
			continue;
		if (known && known->reads)
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "'%s' is of sample '%s', whose reads were counted "
						  "before",
						  path, c->samples.name[sample]);
		ret = take_gene(c, g, sample, file, err);
	}
	return ret;
}

static int is_counted(const struct stardose_caller *c)
{
	for (int g = 0; g < c->n_genes; g++)
		if (c->genes[g]->paralog)
			return 1;
	return 0;
}

int stardose_caller_read_alignment(struct stardose_caller *caller, const char *sample,
				   const char *path, const char *reference,
				   struct stardose_error *err)
{
	struct sdi_read_request request = { path,	   reference, caller->tables,
					    caller->names, 0,	      sample };
	struct stardose_error why = { 0 };
	struct sdi_read_file *file = NULL;
	int ret = sdi_caller_settle(caller, err);

	if (ret)
		return ret;
	if (!is_counted(caller))
		return STARDOSE_OK;
	request.build = caller->build;
	ret = sdi_read_file_open(&request, &file, &why);
	if (!ret)
		ret = take_file(caller, file, path, &why);
	sdi_read_file_close(file);
	if (ret != STARDOSE_EINPUT)
		return ret ? stardose_error_set(err, ret, "%s", why.text) : STARDOSE_OK;
	stardose_log_say(&caller->options.log, STARDOSE_EROW, "%s", why.text);
	return STARDOSE_OK;
}

/* ---- the files of the options ---- */

/* "NAME=FILE": what stands before the first '=' is a name where no folder is in it. */
static int take_item(struct stardose_caller *c, char *item, struct stardose_error *err)
{
	char *equals = strchr(item, '='), *slash = strchr(item, '/');
	const char *path = item, *sample = NULL;

	if (equals && equals != item && (!slash || slash > equals)) {
		*equals = '\0';
		sample = item;
		path = equals + 1;
	}
	return stardose_caller_read_alignment(c, sample, path, c->options.reference, err);
}

static int take_list(struct stardose_caller *c, struct stardose_error *err)
{
	struct sdi_user_text lines;
	char *text = NULL, *line;
	size_t size = 0;
	int ret = sdi_user_slurp(c->options.reads_list, SDI_USER_MAX_BYTES, &text, &size, err);

	if (!ret)
		ret = sdi_user_text(&lines, c->options.reads_list, "a list of files", "#", text,
				    size, &c->options.log, err);
	while (!ret && (line = sdi_user_row(&lines)))
		ret = take_item(c, line, err);
	free(text);
	return ret;
}

int sdi_read_copies_all(struct stardose_caller *c, struct stardose_error *err)
{
	char *list = c->options.reads ? strdup(c->options.reads) : NULL, *save = NULL;
	int ret = c->options.reads && !list ? sdi_no_memory(err) : STARDOSE_OK;

	for (char *item = list ? strtok_r(list, ",", &save) : NULL; item && !ret;
	     item = strtok_r(NULL, ",", &save))
		ret = take_item(c, item, err);
	free(list);
	return !ret && c->options.reads_list ? take_list(c, err) : ret;
}

int sdi_read_copies_check_reference(const char *path, struct stardose_error *err)
{
	kstring_t fai = KS_INITIALIZE;
	int is_there;

	if (!path)
		return STARDOSE_OK;
	if (strstr(path, "://"))
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "'%s' is on the network, which is not used; fetch the "
					  "file first",
					  path);
	if (ksprintf(&fai, "%s.fai", path) < 0)
		return sdi_no_memory(err);
	is_there = !access(path, R_OK) && !access(fai.s, R_OK);
	ks_free(&fai);
	return is_there ? STARDOSE_OK
			: stardose_error_set(err, STARDOSE_EINPUT,
					     "cannot read the reference '%s' and its index; samtools "
					     "faidx %s makes one",
					     path, path);
}
