/* build_proof.c - which build are these records of? */
#include <stardose/call.h>
#include "caller/build_proof.h"

static int is_clear(const int match[], const int mismatch[], int build, int enough)
{
	int other = !build;

	return match[build] >= enough && mismatch[build] * 4 <= match[build] &&
	       (mismatch[other] * 4 > match[other] || !match[other]);
}

static int contradiction(enum stardose_build named, const int match[STARDOSE_N_BUILDS],
			 const int mismatch[STARDOSE_N_BUILDS], struct stardose_error *err)
{
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"header or --build say %s, but REF bases at definition sites agree with GRCh37 at "
		"%d of %d records, with "
		"GRCh38 at %d of %d; correct --build or the contig lines of the header",
		stardose_build_name(named), match[STARDOSE_BUILD_GRCH37],
		match[STARDOSE_BUILD_GRCH37] + mismatch[STARDOSE_BUILD_GRCH37],
		match[STARDOSE_BUILD_GRCH38],
		match[STARDOSE_BUILD_GRCH38] + mismatch[STARDOSE_BUILD_GRCH38]);
}

static int undecidable(const int match[STARDOSE_N_BUILDS], const int mismatch[STARDOSE_N_BUILDS],
		       struct stardose_error *err)
{
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"cannot tell the build: REF bases at definition sites agree with GRCh37 at %d of "
		"%d records, with "
		"GRCh38 at %d of %d; give --build, or contig lengths in the header",
		match[STARDOSE_BUILD_GRCH37],
		match[STARDOSE_BUILD_GRCH37] + mismatch[STARDOSE_BUILD_GRCH37],
		match[STARDOSE_BUILD_GRCH38],
		match[STARDOSE_BUILD_GRCH38] + mismatch[STARDOSE_BUILD_GRCH38]);
}

int sdi_build_decide(enum stardose_build named, const int match[STARDOSE_N_BUILDS],
		     const int mismatch[STARDOSE_N_BUILDS], int at_end, enum stardose_build *out,
		     struct stardose_error *err)
{
	int is_named = named != STARDOSE_BUILD_AUTO;

	*out = at_end ? named : STARDOSE_BUILD_AUTO;
	for (int build = 0; build < STARDOSE_N_BUILDS; build++)
		if (is_clear(match, mismatch, build, at_end && !is_named ? 1 : SDI_BUILD_ENOUGH)) {
			*out = build;
			return is_named && build != (int)named
				       ? contradiction(named, match, mismatch, err)
				       : STARDOSE_OK;
		}
	if (at_end && !is_named && match[0] + match[1] + mismatch[0] + mismatch[1])
		return undecidable(match, mismatch, err);
	return STARDOSE_OK;
}

int sdi_build_verify(enum stardose_build build, const int match[STARDOSE_N_BUILDS],
		     const int mismatch[STARDOSE_N_BUILDS], const char *first_mismatch,
		     struct stardose_error *err)
{
	if (build == STARDOSE_BUILD_AUTO || mismatch[build] * 4 <= match[build] + mismatch[build])
		return STARDOSE_OK;
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"REF bases contradict %s: %d of %d records at definition sites disagree, first %s; "
		"check the build (--build) and the reference that the file was called on",
		stardose_build_name(build), mismatch[build], match[build] + mismatch[build],
		first_mismatch);
}
