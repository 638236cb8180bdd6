/* outside_join.c - outside results of one gene beside the calls from genotypes */
#include <stdlib.h>
#include <string.h>
#include <htslib/khash.h>
#include <htslib/kstring.h>
#include "call/call_build.h"
#include "call/outside_call.h"
#include "caller/outside_join.h"

KHASH_MAP_INIT_STR(calls, int)
KHASH_MAP_INIT_STR(plain, struct stardose_call *)

#define MAX_NAMED 10

/*
 * Contradictions that are told, in this order; those between rows have been told when they were
 * read.
 */
enum { COPIES, GENOTYPES, OWN, N_KINDS };
static const struct { enum stardose_reason reason; const char *text;
} kinds[N_KINDS] = {
	[COPIES] = { STARDOSE_REASON_COPIES_CONFLICT,
		     "the outside call has another number of copies than the input" },
	[GENOTYPES] = { STARDOSE_REASON_GENOTYPES_DIFFER,
			"the genotypes do not fit the outside call, which is taken," },
	[OWN] = { STARDOSE_REASON_OUTSIDE_DIFFERS,
		  "the outside row gives another phenotype or score than the tables;" },
};

struct sdi_outside_join {
	const struct stardose_outside *outside;
	const struct stardose_gene *gene;
	enum stardose_build build;
	khash_t(calls) *at;	/* key of a call -> its number; keys are owned */
	khash_t(plain) * plain; /* key of an entry -> its call before it is compared with genotypes;
				   both are owned */
	kstring_t key;		/* scratch; after a new call: its key */
	struct { int n; kstring_t names; } met[N_KINDS];
};

struct sdi_outside_join *sdi_outside_join_new(const struct stardose_outside *outside,
					      const struct stardose_gene *gene,
					      enum stardose_build build)
{
	struct sdi_outside_join *join = calloc(1, sizeof(*join));

	if (!join)
		return NULL;
	join->outside = outside;
	join->gene = gene;
	join->build = build;
	join->at = kh_init(calls);
	join->plain = kh_init(plain);
	if (join->at && join->plain)
		return join;
	sdi_outside_join_free(join);
	return NULL;
}

void sdi_outside_join_free(struct sdi_outside_join *join)
{
	if (!join)
		return;
	for (khint_t k = 0; join->at && k < kh_end(join->at); k++)
		if (kh_exist(join->at, k))
			free((char *)kh_key(join->at, k));
	for (khint_t k = 0; join->plain && k < kh_end(join->plain); k++)
		if (kh_exist(join->plain, k)) {
			free((char *)kh_key(join->plain, k));
			sdi_call_free(kh_value(join->plain, k));
		}
	kh_destroy(calls, join->at);
	kh_destroy(plain, join->plain);
	for (int i = 0; i < N_KINDS; i++)
		ks_free(&join->met[i].names);
	ks_free(&join->key);
	free(join);
}

static const struct sdi_outside_entry *entry_of(const struct sdi_outside_join *join,
						const char *sample)
{
	const struct stardose_outside *set = join->outside;
	int at = sdi_outside_sample(set, sample);

	for (int e = at < 0 ? -1 : set->samples[at].first; e >= 0; e = set->entries[e].next)
		if (set->entries[e].gene == join->gene)
			return &set->entries[e];
	return NULL;
}

static void note(struct sdi_outside_join *join, const char *sample,
		 const struct stardose_call *plain, uint64_t reasons)
{
	for (int i = 0; i < N_KINDS; i++) {
		if (!(reasons >> kinds[i].reason & 1) || join->met[i].n++ >= MAX_NAMED)
			continue;
		ksprintf(&join->met[i].names, "%s%.80s", join->met[i].n > 1 ? ", " : "", sample);
		if (i == OWN && plain->views.theirs)
			ksprintf(&join->met[i].names, " (%.80s)", plain->views.theirs);
	}
}

/*
 * Rows that contradict each other, or a program that made no call: no call for this reason, unless
 * genotypes made one.
 */
static int no_result(struct sdi_outside_join *join, enum stardose_reason why,
		     const struct stardose_call *genotyped, int *at, struct stardose_call **call,
		     struct stardose_error *err)
{
	const uint64_t reason = UINT64_C(1) << why;
	khint_t k;

	if (genotyped && genotyped->status != STARDOSE_STATUS_NO_CALL)
		return STARDOSE_OK;
	join->key.l = 0;
	if (ksprintf(&join->key, "none %d %llx", (int)why,
		     genotyped ? (unsigned long long)genotyped->reasons : 0) < 0)
		return STARDOSE_ENOMEM;
	k = kh_get(calls, join->at, join->key.s);
	if (k != kh_end(join->at)) {
		*at = kh_value(join->at, k);
		return STARDOSE_OK;
	}
	return sdi_call_build_none(join->gene, join->build,
				   reason | (genotyped ? genotyped->reasons : 0), NULL, call, err);
}

/* The call that an entry makes by itself, made once for all entries that are equal. */
static int plain_call(struct sdi_outside_join *join, const struct sdi_outside_entry *entry,
		      const struct stardose_call **out, struct stardose_error *err)
{
	struct stardose_call *call;
	char *key;
	khint_t k;
	int is_new = -1, ret = sdi_outside_key(entry, 0, &join->key);

	if (ret)
		return ret;
	k = kh_get(plain, join->plain, join->key.s);
	if (k != kh_end(join->plain)) {
		*out = kh_value(join->plain, k);
		return STARDOSE_OK;
	}
	ret = sdi_outside_call_build(entry, join->outside->choice, join->build, 0, &call, err);
	if (ret)
		return ret;
	key = strdup(join->key.s);
	k = key ? kh_put(plain, join->plain, key, &is_new) : 0;
	if (is_new <= 0) {
		free(key);
		sdi_call_free(call);
		return STARDOSE_ENOMEM;
	}
	kh_value(join->plain, k) = call;
	*out = call;
	return STARDOSE_OK;
}

int sdi_outside_join_sample(struct sdi_outside_join *join, const char *sample,
			    const struct stardose_call *genotyped, int *at,
			    struct stardose_call **call, struct stardose_error *err)
{
	const struct sdi_outside_entry *entry = entry_of(join, sample);
	const struct stardose_call *plain;
	uint64_t more;
	khint_t k;
	int ret;

	*at = -1;
	*call = NULL;
	if (!entry)
		return STARDOSE_OK;
	if (entry->is_conflict || sdi_outside_is_none(entry))
		return no_result(join,
				 entry->is_conflict ? STARDOSE_REASON_OUTSIDE_CONFLICT
						    : STARDOSE_REASON_OUTSIDE_NO_CALL,
				 genotyped, at, call, err);
	ret = plain_call(join, entry, &plain, err);
	if (ret)
		return ret;
	more = sdi_outside_contradictions(plain, genotyped);
	note(join, sample, plain, plain->reasons | more);
	if (sdi_outside_key(entry, more, &join->key) != STARDOSE_OK)
		return STARDOSE_ENOMEM;
	k = kh_get(calls, join->at, join->key.s);
	if (k == kh_end(join->at))
		return sdi_outside_call_build(entry, join->outside->choice, join->build, more, call,
					      err);
	*at = kh_value(join->at, k);
	return STARDOSE_OK;
}

int sdi_outside_join_keep(struct sdi_outside_join *join, int at)
{
	char *key = strdup(join->key.s);
	int is_new = -1;
	khint_t k;

	if (!key)
		return STARDOSE_ENOMEM;
	k = kh_put(calls, join->at, key, &is_new);
	if (is_new <= 0) {
		free(key);
		return STARDOSE_ENOMEM;
	}
	kh_value(join->at, k) = at;
	return STARDOSE_OK;
}

/* Whose phenotype was taken, where it matters. */
static const char *who(const struct sdi_outside_join *join, int kind)
{
	return kind != OWN					    ? ""
	       : join->outside->choice == STARDOSE_OUTSIDE_THEIRS ? " the row's is taken,"
								  : " the tables' is taken,";
}

void sdi_outside_join_say(const struct sdi_outside_join *join, const struct stardose_log *log)
{
	for (int i = 0; join && i < N_KINDS; i++) {
		int n = join->met[i].n;

		if (n && n <= MAX_NAMED)
			stardose_log_say(log, STARDOSE_OK, "%s: %s%s in %d sample%s: %s",
					 join->gene->name, kinds[i].text, who(join, i), n,
					 n == 1 ? "" : "s", join->met[i].names.s);
		else if (n)
			stardose_log_say(log, STARDOSE_OK, "%s: %s%s in %d samples: %s and %d more",
					 join->gene->name, kinds[i].text, who(join, i), n,
					 join->met[i].names.s,
					 n - MAX_NAMED);
	}
}
