/*
 * qc_groups.h - genes of all samples by population, as whoever gave the file says; no group is
 * chosen or guessed here, and numbers of few people are not shown
 */
#ifndef QC_GROUPS_H
#define QC_GROUPS_H

#include "qc_call.h"

#define QC_FEWEST 11		/* people; fewer are shown as */
#define QC_FEWER "<11"
#define QC_NOT_GIVEN "not_given"

struct qc_group { char *name; struct qc_cohort cohort; };
struct qc_groups;

/*
 * qc_groups_open() - read @path: sample and population, separated by a tab
 * @out: free with qc_groups_free()
 * Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be read, has a line without both, or a sample in two
 * populations; STARDOSE_ENOMEM
 */
int qc_groups_open(const char *path, struct qc_groups **out, struct stardose_error *err);
void qc_groups_free(struct qc_groups *groups);
/* qc_groups_add() - the calls of one sample; STARDOSE_OK or STARDOSE_ENOMEM */
int qc_groups_add(struct qc_groups *groups, const char *sample, const struct qc_call *calls, int n);
/* qc_groups_sorted() - *@n of them by name, those of whom nothing was given last; borrowed */
const struct qc_group *qc_groups_sorted(struct qc_groups *groups, int *n);
/*
 * qc_groups_hidden() - which counts are not shown: @hidden[i] is 1 of those below QC_FEWEST, and
 * where that is one alone, of the next too, which the rest would tell
 */
void qc_groups_hidden(const struct qc_counter *counter, char *hidden);

#endif
