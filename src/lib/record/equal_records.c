/* equal_records.c - the records of one position, compared by their bytes */
#include <stdlib.h>
#include <string.h>
#include <stardose/status.h>
#include "record/equal_records.h"

void sdi_equal_records_reset(struct sdi_equal_records *r)
{
	r->rid = -1;
	r->n = 0;
}

void sdi_equal_records_release(struct sdi_equal_records *r)
{
	for (int i = 0; i < SDI_MAX_EQUAL; i++)
		ks_free(&r->kept[i]);
	sdi_equal_records_reset(r);
}

/* Behind the ID, which is the first thing in the bytes of a record. */
static const char *body(const bcf1_t *rec, size_t *len)
{
	*len = rec->shared.l - rec->unpack_size[0];
	return rec->shared.s + rec->unpack_size[0];
}

static int is_equal(const kstring_t *kept, const bcf1_t *rec)
{
	size_t len;
	const char *shared = body(rec, &len);

	return kept->l == len + rec->indiv.l && !memcmp(kept->s, shared, len) &&
	       (!rec->indiv.l || !memcmp(kept->s + len, rec->indiv.s, rec->indiv.l));
}

static int keep(struct sdi_equal_records *r, const bcf1_t *rec)
{
	kstring_t *to;
	size_t len;
	const char *shared = body(rec, &len);

	if (r->n == SDI_MAX_EQUAL)
		return 0;
	to = &r->kept[r->n];
	ks_clear(to);
	if (kputsn(shared, len, to) < 0 ||
	    (rec->indiv.l && kputsn(rec->indiv.s, rec->indiv.l, to) < 0))
		return STARDOSE_ENOMEM;
	r->n++;
	return 0;
}

int sdi_equal_records_has(struct sdi_equal_records *r, bcf1_t *rec)
{
	if (rec->d.shared_dirty || rec->d.indiv_dirty || bcf_unpack(rec, BCF_UN_STR) < 0)
		return 0; /* its bytes are not what it says */
	if (r->rid != rec->rid || r->pos != rec->pos)
		r->n = 0;
	r->rid = rec->rid;
	r->pos = rec->pos;
	for (int i = 0; i < r->n; i++)
		if (is_equal(&r->kept[i], rec))
			return 1;
	return keep(r, rec);
}
