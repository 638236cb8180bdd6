/* read_open.c - BAM or CRAM of one sample, opened at a gene */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/cram.h>
#include <htslib/hfile.h>
#include <htslib/kstring.h>
#include "reads/read_index.h"
#include "reads/read_open.h"
#include "reads/read_pass.h"
#include "reads/read_reference.h"
#include "util/hts_quiet.h"
#include "util/no_memory.h"
#include "util/user_file.h"

/* htslib looks for the reference of a CRAM here; nothing is found, and no server is asked. */
static const char nowhere[] = "/nonexistent/%s";

struct sdi_read_file {
	struct sdi_read_request request;
	char *path, *sample, *made;	/* made: a reference of our own, removed at the end */
	samFile *fp;
	sam_hdr_t *hdr;
	hts_idx_t *idx;
	hts_itr_t *itr;
	int is_cram, has_bases;
};

/* The index of a CRAM is part of the open file, so that goes last. */
static void close_file(struct sdi_read_file *f)
{
	if (f->itr)
		hts_itr_destroy(f->itr);
	if (f->idx)
		hts_idx_destroy(f->idx);
	sam_hdr_destroy(f->hdr);
	if (f->fp)
		hts_close(f->fp);
}

void sdi_read_file_close(struct sdi_read_file *file)
{
	if (!file)
		return;
	sdi_hts_hush();
	close_file(file);
	sdi_hts_unhush();
	sdi_read_reference_remove(file->made);
	free(file->path);
	free(file->sample);
	free(file);
}

/* ---- what it is ---- */

static int open_bytes(struct sdi_read_file *f, struct stardose_error *err)
{
	struct hFILE *bytes = sdi_user_open(f->path, err);
	htsFormat format = { 0 };

	if (!bytes)
		return err->status;
	if (hts_detect_format(bytes, &format) ||
	    (format.format != bam && format.format != cram)) {
		hclose_abruptly(bytes);
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' is neither BAM nor CRAM; samtools view -b makes "
					  "BAM of SAM",
					  f->path);
	}
	f->is_cram = format.format == cram;
	f->fp = hts_hopen(bytes, f->path, "r");
	if (f->fp)
		return STARDOSE_OK;
	hclose_abruptly(bytes);
	return stardose_error_set(err, STARDOSE_EINPUT, "cannot read '%s': damaged or truncated",
				  f->path);
}

/* A CRAM must not make htslib ask a server for its reference. */
static int stay_here(void)
{
	const char *given = getenv("REF_PATH");

	return given && *given && !strstr(given, "://") ? STARDOSE_OK
	       : setenv("REF_PATH", nowhere, 1)		? STARDOSE_ENOMEM
							: STARDOSE_OK;
}

static int use_reference(struct sdi_read_file *f, const char *path, struct stardose_error *err)
{
	if (hts_set_opt(f->fp, CRAM_OPT_REFERENCE, path))
		return stardose_error_set(err, STARDOSE_EINPUT, "cannot use the reference '%s'",
					  path);
	f->has_bases = 1;
	return STARDOSE_OK;
}

/* The user's reference; else what the tables have of the one that the header names by MD5. */
static int find_reference(struct sdi_read_file *f, struct stardose_error *err)
{
	int ret;

	if (f->request.reference)
		return use_reference(f, f->request.reference, err);
	ret = sdi_read_reference_make(f->request.tables, f->hdr, &f->made);
	if (ret)
		return sdi_no_memory(err);
	if (!f->made)
		return STARDOSE_OK;
	/* slices reach beyond the window: their MD5 is not that of what is there */
	if (hts_set_opt(f->fp, CRAM_OPT_IGNORE_MD5, 1))
		return sdi_no_memory(err);
	return use_reference(f, f->made, err);
}

/* What of a CRAM is decoded: without a reference places alone, which need none. */
static int choose_fields(struct sdi_read_file *f, struct stardose_error *err)
{
	int fields = SAM_QNAME | SAM_FLAG | SAM_RNAME | SAM_POS | SAM_MAPQ | SAM_CIGAR;
	int ret;

	f->has_bases = !f->is_cram;
	if (!f->is_cram)
		return STARDOSE_OK;
	ret = find_reference(f, err);
	if (f->has_bases)
		fields |= SAM_SEQ | SAM_QUAL;
	if (!ret && (hts_set_opt(f->fp, CRAM_OPT_REQUIRED_FIELDS, fields) ||
		     hts_set_opt(f->fp, CRAM_OPT_DECODE_MD, 0)))
		ret = sdi_no_memory(err);
	return ret;
}

static int load_index(struct sdi_read_file *f, struct stardose_error *err)
{
	char *name = NULL;
	int ret = sdi_read_index_find(f->path, f->is_cram, &name, err);
	kstring_t here = KS_INITIALIZE;

	if (ret)
		return ret;
	/* "s3:x.bai" is a file of this folder, not one of a server */
	if (ksprintf(&here, "%s%s", *name == '/' ? "" : "./", name) < 0)
		ret = sdi_no_memory(err);
	if (!ret)
		f->idx = sam_index_load3(f->fp, f->path, here.s, HTS_IDX_SILENT_FAIL);
	if (!ret && !f->idx)
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "the index '%s' is damaged; samtools index makes it anew",
					 name);
	ks_free(&here);
	free(name);
	return ret;
}

/* ---- whose it is ---- */

/* The sample that all @RG lines name. */
static int find_sample(struct sdi_read_file *f, struct stardose_error *err)
{
	kstring_t name = KS_INITIALIZE, first = KS_INITIALIZE;
	int n = sam_hdr_count_lines(f->hdr, "RG"), several = 0;

	for (int i = 0; i < n; i++) {
		if (sam_hdr_find_tag_pos(f->hdr, "RG", i, "SM", &name) || !name.l)
			continue;
		several |= first.l && strcmp(first.s, name.s);
		if (!first.l && kputs(name.s, &first) < 0)
			several = -1;
	}
	ks_free(&name);
	f->sample = ks_release(&first);
	if (several < 0)
		return sdi_no_memory(err);
	if (several)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' holds reads of several samples; samtools split "
					  "parts them",
					  f->path);
	return f->sample ? STARDOSE_OK
			 : stardose_error_set(err, STARDOSE_EINPUT,
					      "'%s' names no sample (@RG SM); give NAME=%s", f->path,
					      f->path);
}

static int open_all(struct sdi_read_file *f, struct stardose_error *err)
{
	int ret = stay_here() ? sdi_no_memory(err) : open_bytes(f, err);

	if (!ret && !(f->hdr = sam_hdr_read(f->fp)))
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "the header of '%s' is damaged or truncated", f->path);
	if (!ret)
		ret = choose_fields(f, err);
	if (!ret && f->request.sample)
		ret = (f->sample = strdup(f->request.sample)) ? STARDOSE_OK : sdi_no_memory(err);
	else if (!ret)
		ret = find_sample(f, err);
	return ret ? ret : load_index(f, err);
}

int sdi_read_file_open(const struct sdi_read_request *request, struct sdi_read_file **out,
		       struct stardose_error *err)
{
	struct sdi_read_file *f = calloc(1, sizeof(*f));
	int ret;

	if (!f || !(f->path = strdup(request->path))) {
		free(f);
		return sdi_no_memory(err);
	}
	f->request = *request;
	sdi_hts_hush();
	ret = open_all(f, err);
	sdi_hts_unhush();
	if (ret)
		sdi_read_file_close(f);
	else
		*out = f;
	return ret;
}

const char *sdi_read_file_sample(const struct sdi_read_file *file) { return file->sample; }

/* ---- where it is ---- */

/* The contig that is the gene's chromosome, and of which build it is by its length. */
static int find_contig(const struct sdi_read_file *f, const struct stardose_gene *gene,
		       enum stardose_build *build, struct stardose_error *err)
{
	int found = -1;

	for (int i = 0; i < sam_hdr_nref(f->hdr); i++) {
		const char *chrom = sdi_contig_names_find(
			f->request.names, sam_hdr_tid2name(f->hdr, i), NULL);
		hts_pos_t length = sam_hdr_tid2len(f->hdr, i);

		for (int b = 0; chrom && !strcmp(chrom, gene->chrom) && b < STARDOSE_N_BUILDS; b++)
			if (length == stardose_chrom_length(f->request.tables, b, gene->chrom)) {
				found = i;
				*build = b;
			}
	}
	if (found < 0)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' has no chromosome %s of GRCh37 or GRCh38", f->path,
					  gene->chrom),
		       -1;
	if (f->request.build != STARDOSE_BUILD_AUTO && f->request.build != *build)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' is %s, but the genotypes are %s; give files of one "
					  "build",
					  f->path, stardose_build_name(*build),
					  stardose_build_name(f->request.build)),
		       -1;
	return found;
}

static int next_read(void *data, bam1_t *read)
{
	struct sdi_read_file *f = data;

	return sam_itr_next(f->fp, f->itr, read);
}

/* A file that was cut off reads well as far as the gene: its end mark is asked for. */
static int is_whole(const struct sdi_read_file *f) { return hts_check_EOF(f->fp) != 0; }

static int count(struct sdi_read_file *f, const struct stardose_gene *gene,
		 struct sdi_read_counts *out, struct stardose_error *err)
{
	enum stardose_build build = STARDOSE_BUILD_AUTO;
	int tid = find_contig(f, gene, &build, err), ret;
	hts_pos_t beg, end;

	if (tid < 0)
		return STARDOSE_EINPUT;
	sdi_read_span(gene->paralog, build, &beg, &end);
	hts_itr_destroy(f->itr);
	f->itr = sam_itr_queryi(f->idx, tid, beg, end);
	if (!f->itr)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "the index of '%s' knows nothing of chromosome %s",
					  f->path, gene->chrom);
	ret = is_whole(f) ? sdi_read_pass(gene, build, f->has_bases, next_read, f, out)
			  : STARDOSE_EINPUT;
	if (ret == STARDOSE_EINPUT)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' is truncated or damaged; its reads are not used",
					  f->path);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_read_file_count(struct sdi_read_file *file, const struct stardose_gene *gene,
			struct sdi_read_counts *out, struct stardose_error *err)
{
	int ret;

	sdi_hts_hush();
	ret = count(file, gene, out, err);
	sdi_hts_unhush();
	return ret;
}
