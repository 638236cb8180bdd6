/* build_proof.h - which build are these records of? */
#ifndef SDI_BUILD_PROOF_H
#define SDI_BUILD_PROOF_H

#include <stardose/tables.h>

/*
 * One chance match of a single base has odds of one in four: so many records are asked for before
 * the end.
 */
#define SDI_BUILD_ENOUGH 8

/*
 * sdi_build_decide() - weigh the REF bases seen at the definition sites of each build
 * @named:  the build that the header or the user names, or STARDOSE_BUILD_AUTO. A named build only
 * has to agree: the little that suffices at the end where nothing is named is no ground to
 * contradict it
 * @match, @mismatch: by enum stardose_build, records whose REF agrees with that build's window, or
 * does not
 * @at_end: no more records will come, so decide on little evidence or say that it cannot be done
 * @out:    STARDOSE_BUILD_AUTO while undecided (also at the end when no build is named and no
 * record spoke at all)
 *
 * Return: STARDOSE_OK; STARDOSE_EINPUT when the evidence is contradictory or contradicts @named
 * (message with both scores)
 */
int sdi_build_decide(enum stardose_build named, const int match[STARDOSE_N_BUILDS],
		     const int mismatch[STARDOSE_N_BUILDS], int at_end, enum stardose_build *out,
		     struct stardose_error *err);

/*
 * sdi_build_verify() - do the REF bases agree with a build that the header or the user named?
 * Return: STARDOSE_OK; STARDOSE_EINPUT when more than one record in four disagrees
 */
int sdi_build_verify(enum stardose_build build, const int match[STARDOSE_N_BUILDS],
		     const int mismatch[STARDOSE_N_BUILDS], const char *first_mismatch,
		     struct stardose_error *err);

#endif
