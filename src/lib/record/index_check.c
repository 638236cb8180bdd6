/* index_check.c - is a .csi, .tbi or .bai index whole, and of the file that it lies beside? */
#include <stdlib.h>
#include <string.h>
#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include <htslib/hts_endian.h>
#include "record/index_check.h"
#include "util/user_file.h"

#define MAX_DEPTH 9		/* of a tree of bins: ids have 31 bits in htslib */
#define MAX_SHIFT 40

static const char damaged[] = "is damaged";
static const char of_another[] = "belongs to another file";

struct look {
	const uint8_t *at, *end;
	int is_csi, is_short;	/* is_short: more was asked for than there is */
	int is_of_reads;	/* of BAM: no names, and unplaced reads may lie behind the last offset */
	uint32_t n_bins;	/* ids below it are bins; it and the next one are not */
	uint64_t last;		/* greatest virtual offset */
};

static const uint8_t *take(struct look *l, size_t n)
{
	const uint8_t *at = l->at;

	if ((size_t)(l->end - at) < n) {
		l->is_short = 1;
		return NULL;
	}
	l->at += n;
	return at;
}

static uint32_t take_u32(struct look *l)
{
	const uint8_t *p = take(l, 4);

	return p ? le_to_u32(p) : 0;
}

/* A count of items of @bytes each that must still fit; negative ones are too large. */
static uint32_t take_count(struct look *l, size_t bytes)
{
	uint32_t n = take_u32(l);

	if (n > (size_t)(l->end - l->at) / bytes)
		l->is_short = 1;
	return l->is_short ? 0 : n;
}

/* One bin with its chunks. Return: 0 when an offset or the id cannot be. */
static int look_at_bin(struct look *l)
{
	uint32_t bin = take_u32(l), n;
	const uint8_t *p;
	int is_meta = bin == l->n_bins + 1; /* counts in place of offsets in its second chunk */

	if (l->is_csi)
		take(l, 8);
	n = take_count(l, 16);
	p = take(l, 16 * (size_t)n);
	if (l->is_short || (bin >= l->n_bins && !is_meta) || (is_meta && n != 2))
		return 0;
	for (uint32_t i = 0; i < (is_meta ? 1 : n); i++) {
		uint64_t beg = le_to_u64(p + 16 * (size_t)i),
			 end = le_to_u64(p + 16 * (size_t)i + 8);

		if (beg > end)
			return 0;
		if (end > l->last)
			l->last = end;
	}
	return 1;
}

static int look_at_contig(struct look *l)
{
	uint32_t n = take_count(l, l->is_csi ? 16 : 8);

	for (uint32_t i = 0; i < n; i++)
		if (!look_at_bin(l))
			return 0;
	if (!l->is_csi) {
		n = take_count(l, 8);
		take(l, 8 * (size_t)n);
	}
	return !l->is_short;
}

/* The names of a tabix index: @n_contigs texts, each ended by a NUL. */
static int look_at_names(struct look *l, uint32_t n_contigs)
{
	uint32_t n = take_count(l, 1), n_names = 0;
	const char *names = (const char *)take(l, n);

	for (uint32_t i = 0; names && i < n; i++)
		n_names += !names[i];
	return !l->is_short && (!n || !names[n - 1]) && n_names == n_contigs;
}

static int look_at_head(struct look *l, uint32_t *n_contigs)
{
	uint32_t shift, depth, n_aux;
	struct look aux = *l;

	if (!l->is_csi) {
		*n_contigs = take_count(l, 8);
		l->n_bins = ((1u << 18) - 1) / 7;
		if (l->is_of_reads)
			return !l->is_short;
		return take(l, 24) && look_at_names(l, *n_contigs);
	}
	shift = take_u32(l);
	depth = take_u32(l);
	n_aux = take_count(l, 1);
	aux.at = l->at;
	take(l, n_aux);
	*n_contigs = take_count(l, 4);
	if (l->is_short || depth > MAX_DEPTH || !shift || shift > MAX_SHIFT ||
	    shift + 3 * depth > 60)
		return 0;
	l->n_bins = ((1u << (3 * depth + 3)) - 1) / 7;
	aux.end = aux.at + n_aux;
	return !n_aux || (take(&aux, 24) && look_at_names(&aux, *n_contigs));
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
	const uint8_t *magic = take(l, 4);
	uint32_t n_contigs = 0;

	if (!magic || (memcmp(magic, "CSI\1", 4) &&
		       memcmp(magic, l->is_of_reads ? "BAI\1" : "TBI\1", 4)))
		return damaged;
	l->is_csi = *magic == 'C';
	if (!look_at_head(l, &n_contigs))
		return damaged;
	for (uint32_t i = 0; i < n_contigs; i++)
		if (!look_at_contig(l))
			return damaged;
	/* a count of records without place may follow */
	if (l->at != l->end && l->end - l->at != 8)
		return damaged;
	return is_of_it(l, data) ? NULL : of_another;
}

static const char *check(const char *path, const char *data, int is_of_reads)
{
	struct look l = { .is_of_reads = is_of_reads };
	struct stardose_error err;
	const char *why;
	char *text;
	size_t size;

	if (sdi_user_slurp(path, SDI_USER_MAX_BYTES, &text, &size, &err) != STARDOSE_OK)
		return damaged;
	l.at = (const uint8_t *)text;
	l.end = l.at + size;
	why = look_through(&l, data);
	free(text);
	return why;
}

const char *sdi_index_check(const char *path, const char *data) { return check(path, data, 0); }

const char *sdi_index_check_reads(const char *path, const char *data)
{
	return check(path, data, 1);
}
