/* record_place.c - contig and position against the regions, before anything is parsed */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include "record/record_private.h"
#include "util/no_memory.h"

struct contig {
	char *name;
	const char *chrom;		/* canonical; NULL: none of the tables' */
	enum stardose_build build;	/* that the name belongs to */
	int is_left;			/* 1: a record on another contig followed */
};

KHASH_MAP_INIT_STR(contig, int)

struct sdi_seen {
	int n, m;
	struct contig *contig;
	khash_t(contig) *by_name;
};

static const struct sdi_spans no_spans = { 0, NULL };

int sdi_seen_new(struct sdi_seen **out)
{
	struct sdi_seen *seen = calloc(1, sizeof(*seen));

	if (!seen || !(seen->by_name = kh_init(contig))) {
		free(seen);
		return STARDOSE_ENOMEM;
	}
	*out = seen;
	return STARDOSE_OK;
}

void sdi_seen_free(struct sdi_seen *seen)
{
	if (!seen)
		return;
	for (int i = 0; i < seen->n; i++)
		free(seen->contig[i].name);
	free(seen->contig);
	kh_destroy(contig, seen->by_name);
	free(seen);
}

const char *sdi_seen_only_unknown_samples(const struct sdi_seen *seen)
{
	for (int i = 0; i < seen->n; i++)
		if (seen->contig[i].chrom)
			return NULL;
	return seen->n ? seen->contig[0].name : NULL;
}

/*
 * Index of a contig name, which is new to the file or not; negative when out of memory. Takes over
 * @name.
 */
static int seen_index(struct sdi_reader *r, char *name)
{
	struct sdi_seen *seen = r->seen;
	struct contig *more, *contig;
	int absent;
	khint_t k = kh_get(contig, seen->by_name, name);

	if (k != kh_end(seen->by_name)) {
		free(name);
		return kh_val(seen->by_name, k);
	}
	if (seen->n == seen->m) {
		more = realloc(seen->contig, (seen->m ? 2 * (size_t)seen->m : 64) * sizeof(*more));
		if (!more)
			goto no_memory;
		seen->contig = more;
		seen->m = seen->m ? 2 * seen->m : 64;
	}
	k = kh_put(contig, seen->by_name, name, &absent);
	if (absent < 0)
		goto no_memory;
	contig = &seen->contig[seen->n];
	*contig = (struct contig){ .name = name, .build = STARDOSE_BUILD_AUTO };
	contig->chrom = sdi_contig_names_find(r->names, name, &contig->build);
	kh_val(seen->by_name, k) = seen->n;
	return seen->n++;
no_memory:
	free(name);
	return STARDOSE_ENOMEM;
}

const struct sdi_spans *sdi_place_spans(const struct sdi_reader *r,
					const struct sdi_region_set *set, const char *name,
					enum stardose_build of_name)
{
	int chrom = sdi_region_set_find(set, name);
	const struct sdi_spans *of;

	if (chrom < 0 || (of_name != STARDOSE_BUILD_AUTO && r->build != STARDOSE_BUILD_AUTO &&
			  of_name != r->build))
		return &no_spans;
	of = set->chrom[chrom].of;
	if (r->build != STARDOSE_BUILD_AUTO)
		return &of[r->build];
	return &of[of_name == STARDOSE_BUILD_AUTO ? SDI_EITHER_BUILD : (int)of_name];
}

void sdi_place_refresh(struct sdi_reader *r)
{
	const struct contig *contig = r->at.key.l ? &r->seen->contig[r->at.contig] : NULL;
	const char *chrom = contig ? contig->chrom : NULL;
	enum stardose_build build = contig ? contig->build : STARDOSE_BUILD_AUTO;

	r->at.span = 0;
	r->at.spans = sdi_place_spans(r, &r->regions, chrom, build);
	r->at.near = sdi_place_spans(r, &r->near, chrom, build);
	r->at.both = sdi_place_spans(r, &r->both, chrom, build);
}

int sdi_place_touches(const struct sdi_reader *r, struct sdi_span span)
{
	for (int i = 0; i < r->at.both->n; i++)
		if (r->at.both->v[i].beg < span.end && span.beg < r->at.both->v[i].end)
			return 1;
	return 0;
}

int sdi_place_is_near(const struct sdi_reader *r)
{
	const struct sdi_place *at = &r->at;

	for (int i = 0; i < at->near->n; i++)
		if (at->pos >= at->near->v[i].beg && at->pos < at->near->v[i].end)
			return at->pos >= at->jump.beg && at->pos < at->jump.end;
	return 0;
}

int sdi_place_enter(struct sdi_reader *r, const char *name, size_t length,
		    struct stardose_error *err)
{
	struct sdi_place *at = &r->at;
	char *copy = strndup(name, length);
	int contig = copy ? seen_index(r, copy) : STARDOSE_ENOMEM;

	if (contig >= 0 && at->key.l && at->contig != contig)
		r->seen->contig[at->contig].is_left = 1;
	at->key.l = 0;
	if (contig < 0 || kputsn(name, length, &at->key) < 0 || kputc('\t', &at->key) < 0)
		return sdi_no_memory(err);
	at->contig = contig;
	at->pos = -2;
	sdi_place_refresh(r);
	if (r->seen->contig[contig].is_left && !r->jumps)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is not sorted: contig '%s' comes back after other contigs "
			"at %s; sort it with bcftools sort",
			r->name, r->seen->contig[contig].name, sdi_reader_where(r));
	return STARDOSE_OK;
}

int sdi_place_move(struct sdi_reader *r, hts_pos_t pos, struct stardose_error *err)
{
	struct sdi_place *at = &r->at;
	const struct sdi_spans *spans = at->spans;

	if (pos < at->pos) {
		hts_pos_t before = at->pos;

		at->pos = pos;
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is not sorted: position %" PRIhts_pos " of contig '%.*s' comes "
			"after position %" PRIhts_pos " at %s; sort it with bcftools sort",
			r->name, pos + 1, (int)at->key.l - 1, at->key.s, before + 1,
			sdi_reader_where(r));
	}
	at->pos = pos;
	while (at->span < spans->n && spans->v[at->span].end <= pos)
		at->span++;
	if (at->span == spans->n)
		return SDI_SKIP;
	return pos >= spans->v[at->span].beg ? SDI_TAKE : SDI_MORE;
}

int sdi_place_reaches(const struct sdi_reader *r, hts_pos_t end)
{
	return r->at.span < r->at.spans->n && end > r->at.spans->v[r->at.span].beg;
}

int sdi_place_take(struct sdi_reader *r, struct stardose_error *err)
{
	struct sdi_region_chrom *chrom =
		&r->regions.chrom[sdi_region_set_find(&r->regions,
						      r->seen->contig[r->at.contig].chrom)];

	if (chrom->contig < 0)
		chrom->contig = r->at.contig;
	if (chrom->contig == r->at.contig)
		return STARDOSE_OK;
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"'%s' names chromosome %s in two ways, '%s' and '%s'; give every contig "
		"one name, for example with bcftools annotate --rename-chrs",
		r->name, chrom->name, r->seen->contig[chrom->contig].name,
		r->seen->contig[r->at.contig].name);
}
