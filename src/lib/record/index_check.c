/* index_check.c - is a .csi, .tbi or .bai index whole, and of the file that it lies beside? */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include <htslib/hts_endian.h>
#include <htslib/kstring.h>
#include "record/index_check.h"
#include "util/memory_file.h"
#include "util/user_file.h"

#define MAX_DEPTH 9		/* of a tree of bins: ids have 31 bits in htslib */
#define MAX_SHIFT 40
#define BUFFER 65536

static const char damaged[] = "is damaged";
static const char of_another[] = "belongs to another file";

/* An index is read as a stream: that of a genome has some megabytes, and each is needed once. */
struct look {
	BGZF *fp;
	uint8_t *buf;
	const uint8_t *at, *end; /* in @buf: bytes read and not taken yet */
	size_t n_read;
	int kept;		/* sdi_memory_file() that gets every byte read; -1 none */
	int is_csi, is_short;	/* is_short: more was asked for than there is */
	int is_of_reads;	/* of BAM: no names, and unplaced reads may lie behind the last offset */
	uint32_t n_bins;	/* ids below it are bins; it and the next one are not */
	uint32_t n_names;
	sdi_index_name_fn *each; /* NULL, or called for each name */
	void *user;
	uint64_t last;		/* greatest virtual offset */
};

static int look_open(struct look *l, const char *path)
{
	struct stardose_error err;
	struct hFILE *file = sdi_user_open(path, &err);

	l->fp = file ? bgzf_hopen(file, "r") : NULL;
	if (file && !l->fp)
		hclose_abruptly(file);
	l->buf = l->fp ? malloc(BUFFER) : NULL;
	l->at = l->end = l->buf;
	return l->buf != NULL;
}

static void look_close(struct look *l)
{
	if (l->fp)
		bgzf_close(l->fp);
	free(l->buf);
}

static void forget(struct look *l)
{
	if (l->kept >= 0)
		close(l->kept);
	l->kept = -1;
}

/* More bytes behind those that are not taken yet. Return: 0 when there are none */
static int fill(struct look *l)
{
	size_t left = l->end - l->at;
	ssize_t n;

	memmove(l->buf, l->at, left);
	n = bgzf_read(l->fp, l->buf + left, BUFFER - left);
	n = n > 0 && l->n_read + n <= SDI_USER_MAX_BYTES ? n : 0;
	l->n_read += n;
	if (l->kept >= 0 && !sdi_memory_write(l->kept, l->buf + left, n))
		forget(l);
	l->at = l->buf;
	l->end = l->buf + left + n;
	return n > 0;
}

/* The next @n bytes, a few. */
static const uint8_t *take(struct look *l, size_t n)
{
	const uint8_t *at;

	while ((size_t)(l->end - l->at) < n)
		if (!fill(l)) {
			l->is_short = 1;
			return NULL;
		}
	at = l->at;
	l->at += n;
	return at;
}

static void skip(struct look *l, uint64_t n)
{
	while (n) {
		size_t here = l->end - l->at;

		here = here < n ? here : (size_t)n;
		l->at += here;
		n -= here;
		if (n && !fill(l)) {
			l->is_short = 1;
			return;
		}
	}
}

static uint32_t take_u32(struct look *l)
{
	const uint8_t *p = take(l, 4);

	return p ? le_to_u32(p) : 0;
}

/* One bin with its chunks. Return: 0 when an offset or the id cannot be. */
static int look_at_bin(struct look *l)
{
	uint32_t bin = take_u32(l), n;
	int is_meta = bin == l->n_bins + 1; /* counts in place of offsets in its second chunk */

	if (l->is_csi)
		take(l, 8);
	n = take_u32(l);
	if (l->is_short || (bin >= l->n_bins && !is_meta) || (is_meta && n != 2))
		return 0;
	for (uint32_t i = 0; i < n; i++) {
		const uint8_t *p = take(l, 16);
		uint64_t beg = p ? le_to_u64(p) : 1, end = p ? le_to_u64(p + 8) : 0;

		if (is_meta && i)
			continue;
		if (beg > end)
			return 0;
		if (end > l->last)
			l->last = end;
	}
	return !l->is_short;
}

static int look_at_contig(struct look *l)
{
	uint32_t n = take_u32(l);

	for (uint32_t i = 0; i < n; i++)
		if (!look_at_bin(l))
			return 0;
	if (!l->is_csi)
		skip(l, 8 * (uint64_t)take_u32(l));
	return !l->is_short;
}

/*
 * What tabix needs to know, and names, each ended by a NUL.
 * Return: the bytes taken; 0 when there are fewer, or the last name has no end
 */
static uint64_t look_at_names(struct look *l)
{
	kstring_t name = KS_INITIALIZE;
	uint32_t n;

	take(l, 24);
	n = take_u32(l);
	for (uint32_t i = 0; i < n && !l->is_short; i++) {
		const uint8_t *c = take(l, 1);

		if (c && *c) {
			l->is_short |= kputc(*c, &name) < 0;
		} else if (c) {
			l->n_names++;
			if (l->each)
				l->each(l->user, name.l ? name.s : "");
			ks_clear(&name);
		}
	}
	n = l->is_short || name.l ? 0 : 28 + n;
	ks_free(&name);
	return n;
}

static int look_at_csi_head(struct look *l, uint32_t *n_contigs)
{
	uint32_t shift = take_u32(l), depth = take_u32(l), n_aux = take_u32(l);
	uint64_t n = n_aux ? look_at_names(l) : 0;

	if (n > n_aux || (n_aux && !n))
		return 0;
	skip(l, n_aux - n);
	*n_contigs = take_u32(l);
	if (l->is_short || depth > MAX_DEPTH || !shift || shift > MAX_SHIFT ||
	    shift + 3 * depth > 60)
		return 0;
	l->n_bins = ((1u << (3 * depth + 3)) - 1) / 7;
	return !n_aux || l->n_names == *n_contigs;
}

static int look_at_head(struct look *l, uint32_t *n_contigs)
{
	const uint8_t *magic = take(l, 4);

	if (!magic || (memcmp(magic, "CSI\1", 4) &&
		       memcmp(magic, l->is_of_reads ? "BAI\1" : "TBI\1", 4)))
		return 0;
	l->is_csi = *magic == 'C';
	if (l->is_csi)
		return look_at_csi_head(l, n_contigs);
	*n_contigs = take_u32(l);
	l->n_bins = ((1u << 18) - 1) / 7;
	if (l->is_of_reads)
		return !l->is_short;
	return look_at_names(l) && l->n_names == *n_contigs;
}

/* Bytes that are left, or some number above @most. */
static size_t left(struct look *l, size_t most)
{
	size_t n = 0;

	do {
		n += l->end - l->at;
		l->at = l->end;
	} while (n <= most && fill(l));
	return n;
}

/* Do the records end where the index says that the last one ends? */
static int ends_at(const char *data, uint64_t offset)
{
	struct stardose_error err;
	struct hFILE *bytes = sdi_user_open(data, &err);
	BGZF *fp = bytes ? bgzf_hopen(bytes, "r") : NULL;
	char more;
	int is_end;

	if (bytes && !fp)
		hclose_abruptly(bytes);
	if (!fp)
		return 1;	/* whoever reads it will say what is wrong */
	is_end = hseek(fp->fp, 0, SEEK_END) > (off_t)(offset >> 16) &&
		 bgzf_seek(fp, (int64_t)offset, SEEK_SET) == 0 && bgzf_read(fp, &more, 1) == 0;
	bgzf_close(fp);
	return is_end;
}

/* Does the file reach as far as the index says? */
static int reaches(const char *data, uint64_t offset)
{
	struct stardose_error err;
	struct hFILE *bytes = sdi_user_open(data, &err);
	off_t size = bytes ? hseek(bytes, 0, SEEK_END) : -1;

	if (bytes)
		hclose_abruptly(bytes);
	return size >= 0 && (uint64_t)size >= offset >> 16;
}

static int is_of_it(const struct look *l, const char *data)
{
	if (!l->last)
		return 1;
	return l->is_of_reads ? reaches(data, l->last) : ends_at(data, l->last);
}

static const char *look_through(struct look *l, const char *data)
{
	uint32_t n_contigs = 0;
	size_t n;

	if (!look_at_head(l, &n_contigs))
		return damaged;
	for (uint32_t i = 0; i < n_contigs; i++)
		if (!look_at_contig(l))
			return damaged;
	n = left(l, 8); /* a count of records without place may follow */
	if (n && n != 8)
		return damaged;
	return is_of_it(l, data) ? NULL : of_another;
}

static const char *check(const char *path, const char *data, int is_of_reads, int *kept)
{
	struct look l = { .is_of_reads = is_of_reads, .kept = kept ? sdi_memory_file() : -1 };
	const char *why = look_open(&l, path) ? look_through(&l, data) : damaged;

	look_close(&l);
	if (why)
		forget(&l);
	if (kept)
		*kept = l.kept;
	return why;
}

const char *sdi_index_check(const char *path, const char *data, int *kept)
{
	return check(path, data, 0, kept);
}

const char *sdi_index_check_reads(const char *path, const char *data)
{
	return check(path, data, 1, NULL);
}

void sdi_index_names(const char *path, sdi_index_name_fn *each, void *user)
{
	struct look l = { .each = each, .user = user, .kept = -1 };
	uint32_t n_contigs;

	if (look_open(&l, path))
		look_at_head(&l, &n_contigs);
	look_close(&l);
}
