/*
 * record_bcf.c - BCF records, weighed by their fixed bytes while they still lie in the
 * decompressed block
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "record/record_newer.h"
#include "record/record_private.h"

#define N_FIXED 32 /* l_shared, l_indiv, CHROM, POS, rlen, QUAL, n_allele_info, n_fmt_sample */

static uint32_t le32(const uint8_t *x)
{
	return x[0] | (uint32_t)x[1] << 8 | (uint32_t)x[2] << 16 | (uint32_t)x[3] << 24;
}

static int malformed(struct sdi_reader *r, struct stardose_error *err, const char *why)
{
	return stardose_error_set(err, STARDOSE_EINPUT,
				  "malformed record at or after %s of '%s': %s",
				  sdi_reader_where(r), r->name, why);
}

/* Be on the contig that header line @rid names. */
static int enter_rid(struct sdi_reader *r, int rid, struct stardose_error *err)
{
	const char *name;
	int ret;

	if (rid < 0 || rid >= r->n_rid)
		return malformed(r, err, "its contig is not in the header");
	if (r->rid_contig[rid] >= 0 && r->rid_contig[rid] == r->at.contig)
		return STARDOSE_OK;
	name = bcf_hdr_id2name(r->hdr, rid);
	if (!name)
		return malformed(r, err, "its contig is not in the header");
	ret = sdi_place_enter(r, name, strlen(name), err);
	r->rid_contig[rid] = r->at.contig;
	return ret;
}

static int weigh(struct sdi_reader *r, int32_t rid, hts_pos_t pos, hts_pos_t rlen,
		 struct stardose_error *err)
{
	int ret = enter_rid(r, rid, err);

	if (ret)
		return ret;
	if (!r->at.spans->n && !r->at.near->n)
		return SDI_SKIP;
	ret = sdi_place_move(r, pos, err);
	if (ret != SDI_MORE)
		return ret;
	return sdi_place_reaches(r, pos + rlen) ? SDI_TAKE : SDI_SKIP;
}

/*
 * A used-up block is marked as htslib's own readers do: with both numbers zero. Only while jumping
 * are they left, because bgzf_tell(), which tells the iterator when a chunk of the index ends, is
 * made of them.
 */
static int next_block(struct sdi_reader *r, struct stardose_error *err)
{
	if (!r->jumps)
		r->bgzf->block_offset = r->bgzf->block_length = 0;
	return bgzf_read_block(r->bgzf) == 0 ? STARDOSE_OK : sdi_bytes_bad(r, err);
}

/* Go past @n bytes. They are decompressed and their checksums compared, but not copied. */
static int skip_bytes(struct sdi_reader *r, uint64_t n, struct stardose_error *err)
{
	BGZF *bgzf = r->bgzf;
	uint64_t here;
	int ret;

	for (;;) {
		here = bgzf->block_length - bgzf->block_offset;
		if (n <= here)
			break;
		n -= here;
		bgzf->block_offset = bgzf->block_length;
		if ((ret = next_block(r, err)) != STARDOSE_OK)
			return ret;
		if (!bgzf->block_length)
			return stardose_error_set(
				err, STARDOSE_EINPUT,
				"'%s' is truncated: it ends in the middle of a record at %s",
				r->name, sdi_reader_where(r));
	}
	bgzf->block_offset += n;
	return STARDOSE_OK;
}

/*
 * Let htslib read and check the record. Samples are subset afterwards, because bcf_subset_format()
 * trusts the record to have as many samples as the header; reading must not happen to do it before
 * that is known.
 */
static int read_whole(struct sdi_reader *r, bcf1_t *rec, struct stardose_error *err)
{
	uint8_t *keep = r->hdr->keep_samples;
	int ret;

	r->hdr->keep_samples = NULL;
	ret = bcf_read(r->fp, r->hdr, rec);
	r->hdr->keep_samples = keep;
	if (ret == -1)
		return STARDOSE_EOF;
	if (ret < 0)
		return r->bgzf->block_length ? malformed(r, err, "bcftools view says more")
					     : stardose_error_set(err, STARDOSE_EINPUT,
								  "'%s' is truncated: it ends in "
								  "the middle of a record after %s",
								  r->name, sdi_reader_where(r));
	if (rec->n_fmt && (int)rec->n_sample != r->n_samples_in_file)
		return malformed(r, err, "its number of samples differs from the header's");
	if (r->has_lengths)
		sdi_newer_set_length(r->hdr, rec, 0);
	return STARDOSE_OK;
}

/*
 * htslib ends the program when a number is asked for and the record holds text
 * (bcf_get_format_values() in 1.16), and bcf_read() lets such records pass; so they stop here.
 */
static int check_types(struct sdi_reader *r, bcf1_t *rec, struct stardose_error *err)
{
	if (bcf_unpack(rec, BCF_UN_FMT) < 0)
		return malformed(r, err, "its FORMAT columns cannot be read");
	for (int i = 0; i < rec->n_fmt; i++) {
		const bcf_fmt_t *fmt = &rec->d.fmt[i];
		int declared = bcf_hdr_id2type(r->hdr, BCF_HL_FMT, fmt->id),
			is_gt = !strcmp(bcf_hdr_int2id(r->hdr, BCF_DT_ID, fmt->id), "GT");
		int is_number = fmt->type == BCF_BT_INT8 || fmt->type == BCF_BT_INT16 ||
				fmt->type == BCF_BT_INT32;

		if (declared == BCF_HT_REAL && fmt->type == BCF_BT_FLOAT)
			is_number = 1;
		if ((is_gt || declared == BCF_HT_INT || declared == BCF_HT_REAL) && !is_number)
			return malformed(
				r, err,
				"a FORMAT value is not of the type that the header declares");
	}
	return STARDOSE_OK;
}

/* A record in short to whoever wants it, before its samples are subset. */
static void tell_near(struct sdi_reader *r, bcf1_t *rec)
{
	struct sdi_near_row row;

	if (r->near_fn && sdi_place_is_near(r) &&
	    sdi_near_row_record(r->hdr, rec, r->n_samples_in_file, &row))
		r->near_fn(r->near_user, r->at.key.s, r->at.key.l - 1, &row);
}

/* What remains to be done with a record that is returned. */
static int finish(struct sdi_reader *r, bcf1_t *rec, int verdict, struct stardose_error *err)
{
	if (r->hdr->keep_samples && bcf_subset_format(r->hdr, rec) < 0)
		return malformed(r, err, "its samples cannot be subset");
	if (r->has_lengths && verdict == SDI_TAKE)
		sdi_newer_set_length(r->hdr, rec, 1);
	return verdict == SDI_TAKE ? check_types(r, rec, err) : STARDOSE_OK;
}

/* The record that begins here reaches into the next block: read it, then weigh. */
static int step_whole(struct sdi_reader *r, bcf1_t *rec, int only_rid, int *is_eof,
		      struct stardose_error *err)
{
	int verdict, ret = read_whole(r, rec, err);

	*is_eof = ret == STARDOSE_EOF;
	if (ret)
		return ret == STARDOSE_EOF ? SDI_SKIP : ret;
	if (only_rid >= 0 && rec->rid != only_rid) {
		*is_eof = 1;
		return SDI_SKIP;
	}
	verdict = weigh(r, rec->rid, rec->pos, rec->rlen, err);
	if (verdict >= 0)
		tell_near(r, rec);
	if (verdict == SDI_TAKE || (verdict == SDI_SKIP && r->every_record))
		ret = finish(r, rec, verdict, err);
	return ret ? ret : verdict;
}

int sdi_bcf_step(struct sdi_reader *r, bcf1_t *rec, int only_rid, int *is_eof,
		 struct stardose_error *err)
{
	BGZF *bgzf = r->bgzf;
	const uint8_t *x;
	int verdict, ret;

	*is_eof = 0;
	if (bgzf->block_offset >= bgzf->block_length && (ret = next_block(r, err)) != STARDOSE_OK)
		return ret;
	if (!bgzf->block_length) {
		*is_eof = 1;
		return SDI_SKIP;
	}
	if (bgzf->block_length - bgzf->block_offset < N_FIXED || r->has_lengths)
		return step_whole(r, rec, only_rid, is_eof, err);
	x = (const uint8_t *)bgzf->uncompressed_block + bgzf->block_offset;
	if (only_rid >= 0 && (int32_t)le32(x + 8) != only_rid) {
		*is_eof = 1;
		return SDI_SKIP;
	}
	if (le32(x) < N_FIXED - 8)
		return malformed(r, err, "its length is impossible");
	verdict = weigh(r, (int32_t)le32(x + 8), (int32_t)le32(x + 12), (int32_t)le32(x + 16), err);
	if (verdict < 0)
		return verdict;
	if (verdict == SDI_SKIP && !r->every_record && !sdi_place_is_near(r)) {
		ret = skip_bytes(r, 8 + (uint64_t)le32(x) + le32(x + 4), err);
		return ret ? ret : verdict;
	}
	ret = read_whole(r, rec, err);
	if (!ret)
		tell_near(r, rec);
	if (!ret && (verdict == SDI_TAKE || r->every_record))
		ret = finish(r, rec, verdict, err);
	return ret ? ret : verdict;
}

int sdi_bcf_next(struct sdi_reader *r, bcf1_t *rec, int *matters, struct stardose_error *err)
{
	int verdict, is_eof;

	do {
		verdict = sdi_bcf_step(r, rec, -1, &is_eof, err);
		if (is_eof)
			return sdi_bytes_end(r, err);
	} while (verdict == SDI_SKIP && !r->every_record);
	if (verdict < 0)
		return verdict;
	*matters = verdict == SDI_TAKE;
	return *matters ? sdi_place_take(r, err) : STARDOSE_OK;
}
