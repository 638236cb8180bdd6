/* record_copies.c - findings of structural records become facts of samples */
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include "caller/record_copies.h"
#include "caller/record_tears.h"
#include "caller/stream_regions.h"
#include "record/record_reader.h"
#include "util/no_memory.h"

#define AROUND_GENE_ALONE                                                                          \
	2000000 /* a file of structural variants is small: breakends far off are met too */
#define CONFLICT (UINT64_C(1) << STARDOSE_REASON_COPIES_CONFLICT)

/* Samples of one gene that the same records speak of in the same way. */
struct contradiction {
	const struct sdi_copy_finding *finding;
	int n, first;
};

static int add_contradiction(struct contradiction **list, int *n,
			     const struct sdi_copy_finding *finding, int sample)
{
	struct contradiction *more;

	for (int i = 0; i < *n; i++)
		if ((*list)[i].finding == finding) {
			(*list)[i].n++;
			return STARDOSE_OK;
		}
	more = realloc(*list, (*n + 1) * sizeof(*more));
	if (!more)
		return STARDOSE_ENOMEM;
	*list = more;
	more[(*n)++] = (struct contradiction){ finding, 1, sample };
	return STARDOSE_OK;
}

static void say(const struct sdi_record_copies *to, int g, const char *name,
		const struct contradiction *list, int n)
{
	for (int i = 0; i < n; i++)
		stardose_log_say(
			&to->env->options->log, STARDOSE_OK,
			"%s: what %s%s%s says of its copies in %d sample%s (%s'%s') contradicts "
			"itself or what was read before: %s",
			to->env->genes[g]->name, name ? "'" : "", name ? name : "the input",
			name ? "'" : "", list[i].n, list[i].n > 1 ? "s" : "",
			list[i].n > 1 ? "the first is " : "", to->env->samples->name[list[i].first],
			list[i].finding->note);
}

/* Add what structural records say of a sample to its facts. */
static void add_finding(struct sdi_structure_facts *facts, const struct sdi_copy_finding *finding)
{
	int is_more = facts->n_losses > 0;

	facts->reasons |= finding->reasons;
	if (finding->counts.copies >= 0)
		sdi_facts_counts(facts, &finding->counts, STARDOSE_COPIES_FROM_RECORD);
	else if ((finding->reasons & CONFLICT) && facts->from <= STARDOSE_COPIES_FROM_RECORD) {
		facts->from = STARDOSE_COPIES_FROM_RECORD;
		facts->copies = -1;
	}
	for (int i = 0; i < finding->n_losses; i++) {
		struct sdi_loss loss = finding->loss[i];
		int n = facts->n_losses;

		if (is_more)
			loss.phase =
				SDI_LOSS_UNPHASED; /* two files need not mean the same haplotype */
		sdi_losses_add(facts->loss, &n, &loss);
		facts->n_losses = n;
	}
}

/* Remember which records spoke; those of several files stand one behind the other. */
static int note_records(const struct sdi_record_copies *to, struct sdi_structure_facts *facts,
			const char *note)
{
	kstring_t s = KS_INITIALIZE;
	int index = STARDOSE_ENOMEM;

	if ((!facts->records ||
	     ksprintf(&s, "%s; ", to->env->record_texts->name[facts->records - 1]) >= 0) &&
	    kputs(note, &s) >= 0)
		index = sdi_sample_set_add(to->env->record_texts, s.s);
	ks_free(&s);
	if (index >= 0)
		facts->records = index + 1;
	return index < 0 ? index : STARDOSE_OK;
}

/* Return: 1 when this is a contradiction to be told, 0, or STARDOSE_ENOMEM */
static int take_finding(const struct sdi_record_copies *to, int g, int sample,
			const struct sdi_copy_finding *finding)
{
	struct sdi_structure_facts *facts = sdi_sample_facts_at(&to->by_gene[g].facts, sample);
	uint64_t before;

	if (!facts || (*finding->note && note_records(to, facts, finding->note)))
		return STARDOSE_ENOMEM;
	before = facts->reasons;
	add_finding(facts, finding);
	return (facts->reasons & ~before & CONFLICT) != 0;
}

int sdi_record_copies_take(const struct sdi_record_copies *to, int g,
			   const struct sdi_copy_collector *collector, int at, const int *global,
			   int n_samples, const char *name, struct stardose_error *err)
{
	struct contradiction *list = NULL;
	int n = 0, ret = STARDOSE_OK;

	for (int i = 0; i < n_samples && !ret; i++) {
		const struct sdi_copy_finding *finding =
			global[i] < 0 ? NULL : sdi_copy_collector_finding(collector, at, i);

		ret = finding ? take_finding(to, g, global[i], finding) : STARDOSE_OK;
		if (ret > 0)
			ret = add_contradiction(&list, &n, finding, global[i]);
	}
	say(to, g, name, list, n);
	free(list);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

void sdi_record_copies_ignored(const struct sdi_record_copies *to, const char *name, int n)
{
	if (n)
		stardose_log_say(
			&to->env->options->log, STARDOSE_OK,
			"%s%s%s has %d breakends within genes that tell neither of a deletion nor "
			"of a tandem duplication; no number of copies follows from them",
			name ? "'" : "", name ? name : "the input", name ? "'" : "", n);
}

/* ---- a file of its own ---- */

static int find_build(const struct sdi_record_copies *to, const struct sdi_reader *reader,
		      const char *path, enum stardose_build *out, struct stardose_error *err)
{
	enum stardose_build named = sdi_reader_header_build(reader),
			    known = to->env->options->build;

	if (known == STARDOSE_BUILD_AUTO)
		known = to->build;
	if (named != STARDOSE_BUILD_AUTO && known != STARDOSE_BUILD_AUTO && named != known)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is %s, but the genotypes are %s; give files of one build", path,
			stardose_build_name(named), stardose_build_name(known));
	*out = named != STARDOSE_BUILD_AUTO ? named : known;
	if (*out == STARDOSE_BUILD_AUTO)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"nothing names the genome build of '%s'; give --build GRCh37 or "
			"--build GRCh38",
			path);
	return STARDOSE_OK;
}

static int *find_samples(const struct sdi_record_copies *to, const bcf_hdr_t *hdr, const char *path)
{
	int n = bcf_hdr_nsamples(hdr), n_known = 0, *global = malloc((n ? n : 1) * sizeof(*global));

	for (int i = 0; global && i < n; i++) {
		global[i] = sdi_sample_set_find(to->env->samples, hdr->samples[i]);
		n_known += global[i] >= 0;
	}
	if (global && !n_known)
		stardose_log_say(
			&to->env->options->log, STARDOSE_EROW,
			"'%s' has no sample that the genotype files have (its first is '%s'), "
			"so nothing of it is used; bcftools reheader -s renames samples",
			path, n ? hdr->samples[0] : "none");
	return global;
}

static int read_all(struct sdi_reader *reader, const char *apply_filters,
		    struct sdi_copy_collector *collector, struct sdi_record_tears *tears,
		    struct stardose_error *err)
{
	const bcf_hdr_t *hdr = sdi_reader_header(reader);
	struct sdi_filter_list filters;
	bcf1_t *rec = bcf_init();
	int ret;

	if (!rec || sdi_filter_list_init(&filters, apply_filters)) {
		bcf_destroy(rec);
		return sdi_no_memory(err);
	}
	while (!(ret = sdi_reader_next(reader, rec, NULL, err))) {
		const struct sdi_filter_verdict filter = sdi_filter_judge(&filters, hdr, rec);

		ret = sdi_copy_collector_push(collector, hdr, rec, sdi_reader_chrom(reader, rec),
					      &filter, err);
		if (!ret)
			ret = sdi_record_tears_push(tears, hdr, rec, sdi_reader_chrom(reader, rec),
						    &filter, err);
		if (ret)
			break;
	}
	sdi_filter_list_release(&filters);
	bcf_destroy(rec);
	return ret == STARDOSE_EOF ? sdi_copy_collector_close(collector, err) : ret;
}

static int read_file(const struct sdi_record_copies *to, struct sdi_reader *reader,
		     const char *path, struct stardose_error *err)
{
	const struct sdi_copy_options options = { .apply_filters = to->env->options->apply_filters,
						  .min_gq = to->env->options->min_gq };
	const bcf_hdr_t *hdr = sdi_reader_header(reader);
	struct sdi_copy_collector *collector = NULL;
	struct sdi_record_tears *tears = NULL;
	enum stardose_build build;
	int *global = NULL, ret = find_build(to, reader, path, &build, err);

	if (ret)
		return ret;
	sdi_reader_set_build(reader, build);
	ret = sdi_copy_collector_new(to->env->genes, to->env->n_genes, build, bcf_hdr_nsamples(hdr),
				     &options, &collector, err);
	if (!ret && !(global = find_samples(to, hdr, path)))
		ret = sdi_no_memory(err);
	if (!ret)
		ret = sdi_record_tears_new(to->env, build, bcf_hdr_nsamples(hdr), &tears, err);
	if (!ret)
		ret = read_all(reader, options.apply_filters, collector, tears, err);
	for (int g = 0; g < to->env->n_genes && !ret; g++)
		ret = sdi_record_copies_take(to, g, collector, g, global, bcf_hdr_nsamples(hdr),
					     path, err);
	if (!ret)
		ret = sdi_record_tears_take(tears, to->by_gene, global, bcf_hdr_nsamples(hdr), err);
	if (!ret)
		sdi_record_copies_ignored(to, path, sdi_copy_collector_n_ignored(collector));
	free(global);
	sdi_copy_collector_free(collector);
	sdi_record_tears_free(tears);
	return ret;
}

int sdi_record_copies_read(const struct sdi_record_copies *to, const char *path,
			   struct stardose_error *err)
{
	struct sdi_reader_options options = {
		.build = to->env->options->build,
		.both_builds = 1,
		.n_threads = to->env->options->n_threads,
		.log = to->env->options->log,
	};
	struct sdi_reader *reader = NULL;
	struct sdi_region *regions = NULL;
	int n = sdi_structural_regions(to->env->genes, to->env->n_genes, AROUND_GENE_ALONE, 0,
				       &regions, 0),
	    ret;

	if (n < 0)
		return sdi_no_memory(err);
	ret = sdi_reader_open(path, to->env->tables, regions, n, &options, &reader, err);
	free(regions);
	if (!ret)
		ret = read_file(to, reader, path, err);
	sdi_reader_close(reader);
	return ret;
}
