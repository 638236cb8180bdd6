/*
 * record_private.h - the reader from the inside; only for the files of this folder
 *
 *   record_reader.c  open, next, close
 *   record_header.c  header text -> bcf_hdr_t, with reasons when it is unusable
 *   record_skip.c    where the reader is, and whether a record there can matter
 *   record_text.c    bytes -> lines -> the lines that matter
 *   record_bcf.c     the same for BCF, from the fixed bytes of each record
 *   record_index.c   jumps instead of reading through
 */
#ifndef SDI_RECORD_PRIVATE_H
#define SDI_RECORD_PRIVATE_H

#include <sys/types.h>
#include <htslib/bgzf.h>
#include <htslib/kstring.h>
#include "record/contig_names.h"
#include "record/region_set.h"
#include "record/record_reader.h"

_Static_assert(sizeof(off_t) == 8, "build with -D_FILE_OFFSET_BITS=64, or large files are cut");

/* What is known of a record so far; negative values are an enum stardose_status. */
enum sdi_verdict {
	SDI_SKIP,		/* it overlaps no region */
	SDI_TAKE,		/* it does */
	SDI_MORE		/* its end, or more of its line, must be seen first */
};

struct sdi_seen;		/* contig names that records used so far (record_skip.c) */
struct sdi_jumps;		/* record_index.c */

/* Where in the file the reader is. */
struct sdi_place {
	kstring_t key; /* CHROM of the last record plus a tab; empty before the first one */
	int contig;			/* index of the name in @seen */
	const struct sdi_spans *spans;	/* that matter on this contig */
	const struct sdi_spans *near;	/* of which records are told in short */
	const struct sdi_spans *both;	/* both of them, for jumps */
	struct sdi_span jump; /* what the jump that goes on has and none before it had; reading
				 through: everything */
	int span;			/* first of them that does not end before @pos */
	hts_pos_t pos; /* of the last record on this contig, -2 before the first one */
};

struct sdi_reader {
	char *name;			/* for messages: path or "standard input" */
	htsFile *fp;
	BGZF *bgzf;			/* NULL: uncompressed text */
	bcf_hdr_t *hdr;
	int n_samples_in_file;
	int is_bcf, every_record;
	int has_end;			/* the header declares INFO/END */
	int has_lengths;	/* FORMAT/LEN is declared (record_newer.h) */
	int has_prefixes;	/* VCF 4.4 or later (record_newer.h) */
	enum stardose_build build, header_build;
	struct stardose_log log;
	struct sdi_contig_names *names;
	struct sdi_region_set regions, near, both;
	sdi_near_fn *near_fn;		/* NULL: nobody is told */
	void *near_user;
	struct sdi_seen *seen;
	struct sdi_place at;
	struct sdi_jumps *jumps;	/* NULL: read through */
	int index_fd; /* sdi_memory_file() of the index until it is loaded; -1 none */

	char *buf;			/* uncompressed text: what @p points into */
	const char *p, *end;		/* text: bytes decompressed and not used yet */
	int at_eof;
	kstring_t line,
		parsed; /* the line last returned; a copy that vcf_parse() may scribble on */
	int64_t line_no;		/* 1-based; 0 when the reader jumps */
	int *rid_contig, n_rid; /* BCF: contig name index of a header contig, -1 not met yet */
	char where[320];		/* sdi_reader_where() */
};

/* record_bytes.c, which all the others use */
#define SDI_PLAIN_BUFFER 65536	/* bytes at reader->buf, for files that are not compressed */
/* sdi_reader_where() - "line 17" or "chr22:42126611" for a message; valid until the next call */
const char *sdi_reader_where(struct sdi_reader *reader);
/*
 * sdi_text_fill() - more bytes for reader->p; STARDOSE_OK, STARDOSE_EOF, STARDOSE_EINPUT (damaged,
 * truncated)
 */
int sdi_text_fill(struct sdi_reader *reader, struct stardose_error *err);
/*
 * sdi_bytes_bad() - the message for bytes that cannot be decompressed; sdi_bytes_end() - was that
 * the real end?
 */
int sdi_bytes_bad(struct sdi_reader *reader, struct stardose_error *err);
int sdi_bytes_end(struct sdi_reader *reader, struct stardose_error *err);

/*
 * record_header.c: fill reader->hdr from the start of the file; STARDOSE_OK, STARDOSE_EINPUT,
 * STARDOSE_ENOMEM
 */
int sdi_header_read(struct sdi_reader *reader, struct stardose_error *err);

/* record_place.c */
int sdi_seen_new(struct sdi_seen **out);
void sdi_seen_free(struct sdi_seen *seen);
/*
 * sdi_seen_only_unknown_samples() - the first contig name when the tables know none of those seen,
 * else NULL; borrowed
 */
const char *sdi_seen_only_unknown_samples(const struct sdi_seen *seen);
/* sdi_place_enter() - the next record is on contig @name; STARDOSE_EINPUT when that contig was left
 * before (not while jumping: there the same contig may be entered again, and its positions start
 * anew) */
int sdi_place_enter(struct sdi_reader *reader, const char *name, size_t length,
		    struct stardose_error *err);
/* sdi_place_refresh() - the set of regions changed */
void sdi_place_refresh(struct sdi_reader *reader);
/*
 * sdi_place_spans() - those of @set on chromosome @chrom (NULL: none) under a name of build
 * @of_name, of the builds that are still possible; borrowed
 */
const struct sdi_spans *sdi_place_spans(const struct sdi_reader *reader,
					const struct sdi_region_set *set, const char *chrom,
					enum stardose_build of_name);
/* sdi_place_touches() - is any record of @span wanted, whole or in short, on the contig here? */
int sdi_place_touches(const struct sdi_reader *reader, struct sdi_span span);
/* sdi_place_is_near() - does a record at the place have to be told in short? */
int sdi_place_is_near(const struct sdi_reader *reader);
/*
 * sdi_place_move() - the next record starts at 0-based @pos; a verdict (SDI_MORE: ask with its
 * end) or STARDOSE_EINPUT
 */
int sdi_place_move(struct sdi_reader *reader, hts_pos_t pos, struct stardose_error *err);
/*
 * sdi_place_reaches() - does a record at the place overlap a region if it ends at @end (0-based,
 * exclusive)?
 */
int sdi_place_reaches(const struct sdi_reader *reader, hts_pos_t end);
/*
 * sdi_place_take() - a record here is going to be returned; STARDOSE_EINPUT when the chromosome
 * has had another name
 */
int sdi_place_take(struct sdi_reader *reader, struct stardose_error *err);

/* record_text.c */
/*
 * sdi_text_weigh() - a verdict on a line; @is_whole 0: only its first @length bytes are there,
 * SDI_MORE is possible
 */
int sdi_text_weigh(struct sdi_reader *reader, const char *line, size_t length, int is_whole,
		   struct stardose_error *err);
/* sdi_text_tell_near() - reader->line in short to whoever wants to be told of it */
void sdi_text_tell_near(struct sdi_reader *reader);
/* sdi_text_parse() - turn reader->line into @rec */
int sdi_text_parse(struct sdi_reader *reader, bcf1_t *rec, struct stardose_error *err);
int sdi_text_next(struct sdi_reader *reader, bcf1_t *rec, int *matters, struct stardose_error *err);

/* record_bcf.c */
/*
 * sdi_bcf_step() - go past one record and, where the verdict (or every_record) asks for it, fill
 * @rec
 * @only_rid: -1, or a header contig: a record on another one ends the step with STARDOSE_EOF
 * Return: SDI_SKIP, SDI_TAKE; with @is_eof set: the end; STARDOSE_EINPUT
 */
int sdi_bcf_step(struct sdi_reader *reader, bcf1_t *rec, int only_rid, int *is_eof,
		 struct stardose_error *err);
int sdi_bcf_next(struct sdi_reader *reader, bcf1_t *rec, int *matters, struct stardose_error *err);

/* record_index.c */
/*
 * sdi_index_find() - the name of the index that lies beside @path, new; NULL: none that can be
 * used, and where one is damaged, older, or another file's, the log says so
 */
char *sdi_index_find(struct sdi_reader *reader, const char *path);
/* sdi_index_drop() - give up reader->index_fd, loaded or not */
void sdi_index_drop(struct sdi_reader *reader);
/*
 * sdi_jumps_open() - set reader->jumps if @index (or NULL), of @path, helps; otherwise, and with
 * every_record, the file is read through (and contigs that the index of a text file names are
 * declared in the header)
 */
void sdi_jumps_open(struct sdi_reader *reader, const char *path, const char *index);
void sdi_jumps_free(struct sdi_jumps *jumps);
int sdi_jumps_next(struct sdi_reader *reader, bcf1_t *rec, int *matters,
		   struct stardose_error *err);

#endif
