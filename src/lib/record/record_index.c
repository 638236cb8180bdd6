/* record_index.c - jump to the regions where a .tbi or .csi index lies beside the file */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <htslib/tbx.h>
#include "record/index_check.h"
#include "record/record_private.h"
#include "util/memory_file.h"

struct jump {
	const char *contig;		/* borrowed from the index or the header */
	int tid;
	struct sdi_span span;
	hts_itr_t *itr;
	uint64_t contig_at;		/* virtual offset of the first jump on the contig */
};

struct sdi_jumps {
	tbx_t *tbx;			/* text */
	hts_idx_t *idx;			/* BCF */
	int n, m;
	struct jump *jump;		/* in the order of the file */
	int current, is_inside,
		n_read; /* the jump that goes on, or comes next; records read in it */
	int last;			/* the jump before it that was not passed over, -1 none */
	hts_pos_t
		returned_to; /* records before it were returned by an earlier jump on this contig */
	struct stardose_error *err;	/* of the call of sdi_jumps_next() that is going on */
	int status, verdict;
};

void sdi_jumps_free(struct sdi_jumps *jumps)
{
	if (!jumps)
		return;
	for (int i = 0; i < jumps->n; i++)
		hts_itr_destroy(jumps->jump[i].itr);
	free(jumps->jump);
	if (jumps->tbx)
		tbx_destroy(jumps->tbx);
	if (jumps->idx)
		hts_idx_destroy(jumps->idx);
	free(jumps);
}

static int is_older(const struct stat *a, const struct stat *b)
{
	if (a->st_mtim.tv_sec != b->st_mtim.tv_sec)
		return a->st_mtim.tv_sec < b->st_mtim.tv_sec;
	return a->st_mtim.tv_nsec < b->st_mtim.tv_nsec;
}

static void say_unused(const struct sdi_reader *r, const char *path, const char *suffix,
		       const char *why)
{
	stardose_log_say(&r->log, STARDOSE_OK,
			 "the index '%s%s' %s, so it is not used; make it again with "
			 "bcftools index -f",
			 path, suffix, why);
}

/*
 * The index of @path, if there is one that can be used; else NULL, and the log says what is wrong
 * with the one that is there. What reads every record needs no more of it than names, and those of
 * text alone.
 */
char *sdi_index_find(struct sdi_reader *r, const char *path)
{
	static const char *const suffix[] = { ".csi", ".tbi" };
	const char *why = NULL, *first = NULL;
	kstring_t name = KS_INITIALIZE;
	struct stat data, index;
	int found = 0, at_fault = 0;

	if (!strcmp(path, "-") || r->fp->format.compression != bgzf || stat(path, &data) ||
	    !S_ISREG(data.st_mode) || (r->is_bcf && r->every_record))
		return NULL;
	for (int i = 0; i < (r->is_bcf ? 1 : 2) && !found; i++) {
		name.l = 0;
		if (ksprintf(&name, "%s%s", path, suffix[i]) < 0 || stat(name.s, &index))
			continue;
		why = is_older(&index, &data) ? "is older than the file"
		      : r->every_record	      ? NULL
					      : sdi_index_check(name.s, path, &r->index_fd);
		found = !why;
		if (why && !first) {
			first = why;
			at_fault = i;
		}
	}
	if (!found && first)
		say_unused(r, path, suffix[at_fault], first);
	if (!found)
		ks_free(&name);
	return ks_release(&name);
}

void sdi_index_drop(struct sdi_reader *r)
{
	if (r->index_fd >= 0)
		close(r->index_fd);
	r->index_fd = -1;
}

static int load_index(struct sdi_reader *r, struct sdi_jumps *jumps, const char *path,
		      const char *index)
{
	char in_memory[SDI_MEMORY_NAME];

	if (r->index_fd >= 0) {
		sdi_memory_name(r->index_fd, in_memory);
		index = in_memory;
	}
	if (r->is_bcf)
		jumps->idx = hts_idx_load3(path, index, HTS_FMT_CSI, HTS_IDX_SILENT_FAIL);
	else
		jumps->tbx = tbx_index_load3(path, index, HTS_IDX_SILENT_FAIL);
	sdi_index_drop(r);
	if (jumps->tbx && (jumps->tbx->conf.preset & 0xffff) != TBX_VCF) {
		tbx_destroy(jumps->tbx);
		jumps->tbx = NULL;
	}
	return jumps->idx || jumps->tbx;
}

static int read_text(BGZF *fp, void *data, void *rec, int *tid, hts_pos_t *beg, hts_pos_t *end);
static int read_bcf(BGZF *fp, void *data, void *rec, int *tid, hts_pos_t *beg, hts_pos_t *end);

static hts_itr_t *query(const struct sdi_jumps *jumps, int tid, struct sdi_span span)
{
	return hts_itr_query(jumps->tbx ? jumps->tbx->idx : jumps->idx, tid, span.beg, span.end,
			     jumps->tbx ? read_text : read_bcf);
}

static int add_jump(struct sdi_jumps *jumps, const char *contig, int tid, struct sdi_span span)
{
	struct jump *more;
	hts_itr_t *itr = query(jumps, tid, span);

	if (!itr)
		return STARDOSE_ENOMEM;
	if (!itr->n_off) {				/* no records there */
		hts_itr_destroy(itr);
		return STARDOSE_OK;
	}
	if (jumps->n == jumps->m) {
		more = realloc(jumps->jump, (jumps->m + 32) * sizeof(*more));
		if (!more) {
			hts_itr_destroy(itr);
			return STARDOSE_ENOMEM;
		}
		jumps->jump = more;
		jumps->m += 32;
	}
	jumps->jump[jumps->n++] = (struct jump){ contig, tid, span, itr, itr->off[0].u };
	return STARDOSE_OK;
}

/* Every region on one contig as a jump. */
static int add_contig(struct sdi_reader *r, struct sdi_jumps *jumps, const char *contig, int tid)
{
	enum stardose_build build = STARDOSE_BUILD_AUTO;
	const char *chrom = sdi_contig_names_find(r->names, contig, &build);
	const struct sdi_spans *spans =
		sdi_place_spans(r, &r->both, chrom, build);
	int first = jumps->n, ret = STARDOSE_OK;

	for (int i = 0; i < spans->n && !ret; i++)
		ret = add_jump(jumps, contig, tid, spans->v[i]);
	for (int i = first + 1; i < jumps->n; i++)
		jumps->jump[i].contig_at = jumps->jump[first].contig_at;
	return ret;
}

static int by_place(const void *a, const void *b)
{
	const struct jump *x = a, *y = b;

	if (x->contig_at != y->contig_at)
		return x->contig_at > y->contig_at ? 1 : -1;
	return (x->span.beg > y->span.beg) - (x->span.beg < y->span.beg);
}

/*
 * Join jumps of which the second would decompress the block again in which the first one ends. The
 * last chunk of an iterator holds its region; those before it hold long records that begin
 * elsewhere.
 */
static int join_jumps(struct sdi_jumps *jumps)
{
	int n = 0;

	for (int i = 1; i < jumps->n; i++) {
		struct jump *a = &jumps->jump[n], *b = &jumps->jump[i];
		const hts_pair64_max_t *end = &a->itr->off[a->itr->n_off - 1],
				       *beg = &b->itr->off[b->itr->n_off - 1];
		struct sdi_span both = { a->span.beg, b->span.end };
		hts_itr_t *itr;

		if (a->tid != b->tid || beg->u >> 16 > end->v >> 16) {
			if (++n != i) {
				jumps->jump[n] = *b;
				b->itr = NULL;
			}
			continue;
		}
		itr = query(jumps, a->tid, both);
		if (!itr)
			return STARDOSE_ENOMEM;
		hts_itr_destroy(a->itr);
		hts_itr_destroy(b->itr);
		b->itr = NULL;
		a->itr = itr;
		a->span = both;
	}
	if (jumps->n)
		jumps->n = n + 1;
	return STARDOSE_OK;
}

/* Name of contig @tid of the index, or NULL. */
static const char *name_of(const struct sdi_reader *r, const char *const *names, int tid)
{
	return names ? names[tid] : bcf_hdr_id2name(r->hdr, tid);
}

/*
 * Is there a record on any contig that the tables know? An index may also list contigs that the
 * header only declares.
 */
static int has_known(const struct sdi_reader *r, const struct sdi_jumps *jumps,
		     const char *const *names, int n)
{
	const struct sdi_span all = { 0, HTS_POS_MAX };
	int found = jumps->n > 0;

	for (int i = 0; i < n && !found; i++) {
		const char *name = name_of(r, names, i);
		hts_itr_t *itr = name && sdi_contig_names_find(r->names, name, NULL)
					 ? query(jumps, i, all)
					 : NULL;

		found = itr && itr->n_off;
		hts_itr_destroy(itr);
	}
	return found;
}

/* Return: 1: jump; 0: rather not */
static int plan(struct sdi_reader *r, struct sdi_jumps *jumps)
{
	int n = r->n_rid, ret = STARDOSE_OK, is_wise;
	const char **names = NULL;

	if (jumps->tbx && !(names = tbx_seqnames(jumps->tbx, &n)))
		return 0;
	for (int i = 0; i < n && !ret; i++) {
		const char *name = name_of(r, names, i);

		if (name)
			ret = add_contig(r, jumps, name, i);
	}
	/*
	 * Where all names are strange the file is read through, which finds that out and says so.
	 */
	is_wise = !ret && has_known(r, jumps, names, n);
	free(names);
	if (jumps->n)
		qsort(jumps->jump, jumps->n, sizeof(*jumps->jump), by_place);
	return is_wise && join_jumps(jumps) == STARDOSE_OK;
}

struct undeclared { bcf_hdr_t *hdr; int n; };

static void count_undeclared(void *user, const char *name)
{
	struct undeclared *u = user;

	u->n += bcf_hdr_name2id(u->hdr, name) < 0;
}

static void declare(void *user, const char *name)
{
	struct undeclared *u = user;

	if (bcf_hdr_name2id(u->hdr, name) < 0)
		bcf_hdr_printf(u->hdr, "##contig=<ID=%s>", name);
}

/*
 * BCF can be written of text whose header lacks contigs, if its index has them. Most headers lack
 * none, so an index is not looked through before a name asks for it.
 */
static void declare_contigs(struct sdi_reader *r, const char *path, const char *index)
{
	struct undeclared u = { r->hdr, 0 };
	const char *why;

	sdi_index_names(index, count_undeclared, &u);
	if (!u.n)
		return;
	why = sdi_index_check(index, path, NULL);
	if (why) {
		say_unused(r, index, "", why);
		return;
	}
	sdi_index_names(index, declare, &u);
	(void)!bcf_hdr_sync(r->hdr);
}

void sdi_jumps_open(struct sdi_reader *r, const char *path, const char *index)
{
	/* an index of one-base blocks would miss those that reach into a region by FORMAT/LEN */
	int is_of_use = index && !r->has_lengths && !r->every_record;
	struct sdi_jumps *jumps = is_of_use ? calloc(1, sizeof(*jumps)) : NULL;

	if (index && r->every_record)
		declare_contigs(r, path, index);
	if (!jumps) {
		sdi_index_drop(r);
		return;
	}
	if (!load_index(r, jumps, path, index) || !plan(r, jumps)) {
		sdi_jumps_free(jumps);
		return;
	}
	jumps->last = -1;
	r->jumps = jumps;
	r->line_no = 0;
}

static int stray(struct sdi_reader *r)
{
	return r->jumps->status = stardose_error_set(r->jumps->err, STARDOSE_EINPUT,
						     "the index of '%s' does not fit it; make it "
						     "again with bcftools index -f",
						     r->name);
}

/*
 * The iterator asks for one record after the other. It is told of a record that matters that it
 * reaches everywhere, of any other that it reaches nowhere; so the regions are compared in one way,
 * with and without index.
 */
static int report(struct sdi_reader *r, int verdict, hts_pos_t *beg, hts_pos_t *end)
{
	struct sdi_jumps *jumps = r->jumps;

	jumps->n_read++;
	if (verdict < 0) {
		jumps->status = verdict;
		return -2;
	}
	*beg = r->at.pos;
	*end = verdict == SDI_TAKE && r->at.pos >= jumps->returned_to ? HTS_POS_MAX : -2;
	return 0;
}

static int read_text(BGZF *fp, void *data, void *rec, int *tid, hts_pos_t *beg, hts_pos_t *end)
{
	struct sdi_reader *r = data;
	struct sdi_jumps *jumps = r->jumps;
	int verdict, ret = bgzf_getline(fp, '\n', &r->line);

	(void)rec;
	*tid = jumps->jump[jumps->current].tid;
	if (ret < -1)
		jumps->status = sdi_bytes_bad(r, jumps->err);
	if (ret < 0)
		return ret == -1 && !jumps->n_read ? stray(r) : ret;
	if (r->line.l < r->at.key.l || memcmp(r->line.s, r->at.key.s, r->at.key.l)) {
		*tid = *beg = *end = -1;		/* another contig: past the end */
		return jumps->n_read ? 0 : stray(r);
	}
	verdict = sdi_text_weigh(r, r->line.s, r->line.l, 1, jumps->err);
	if (verdict >= 0)
		sdi_text_tell_near(r);
	return report(r, verdict, beg, end);
}

static int read_bcf(BGZF *fp, void *data, void *rec, int *tid, hts_pos_t *beg, hts_pos_t *end)
{
	struct sdi_reader *r = data;
	struct sdi_jumps *jumps = r->jumps;
	int is_past, verdict;

	(void)fp;
	*tid = jumps->jump[jumps->current].tid;
	verdict = sdi_bcf_step(r, rec, *tid, &is_past, jumps->err);
	if (verdict >= 0 && is_past) {
		*tid = *beg = *end = -1;
		return jumps->n_read ? 0 : stray(r);
	}
	return report(r, verdict, beg, end);
}

/* Go to the next jump that still matters. Return: STARDOSE_OK, STARDOSE_EOF, or an error */
static int begin_jump(struct sdi_reader *r, struct stardose_error *err)
{
	struct sdi_jumps *jumps = r->jumps;
	const struct jump *jump, *last = jumps->last < 0 ? NULL : &jumps->jump[jumps->last];
	int ret;

	for (; jumps->current < jumps->n; jumps->current++) {
		jump = &jumps->jump[jumps->current];
		ret = sdi_place_enter(r, jump->contig, strlen(jump->contig), err);
		if (ret)
			return ret;
		if (!sdi_place_touches(r, jump->span))
			continue; /* of the build that has been excluded meanwhile */
		if (!last || last->tid != jump->tid)
			jumps->returned_to = -2;
		else if (last->span.end > jumps->returned_to)
			jumps->returned_to = last->span.end;
		r->at.jump = jump->span;
		if (jumps->returned_to > r->at.jump.beg)
			r->at.jump.beg = jumps->returned_to;
		jumps->is_inside = 1;
		jumps->n_read = 0;
		return STARDOSE_OK;
	}
	return STARDOSE_EOF;
}

static void end_jump(struct sdi_jumps *jumps)
{
	jumps->is_inside = 0;
	jumps->last = jumps->current++;
}

static int finish(struct sdi_reader *r, bcf1_t *rec, struct stardose_error *err)
{
	int ret = sdi_place_take(r, err);

	if (ret || r->is_bcf)
		return ret;
	if (r->line.l && r->line.s[r->line.l - 1] == '\r')
		r->line.s[--r->line.l] = '\0';
	return sdi_text_parse(r, rec, err);
}

int sdi_jumps_next(struct sdi_reader *r, bcf1_t *rec, int *matters, struct stardose_error *err)
{
	struct sdi_jumps *jumps = r->jumps;
	int ret;

	jumps->err = err;
	jumps->status = STARDOSE_OK;
	for (;;) {
		if (!jumps->is_inside && (ret = begin_jump(r, err)) != STARDOSE_OK)
			return ret;
		ret = hts_itr_next(r->bgzf, jumps->jump[jumps->current].itr, rec, r);
		if (jumps->status)
			return jumps->status;
		if (ret < -1)
			return sdi_bytes_bad(r, err);
		if (ret >= 0) {
			*matters = 1;
			return finish(r, rec, err);
		}
		end_jump(jumps);
	}
}
