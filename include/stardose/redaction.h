/*
 * redaction.h - names that stand for persons in calls, guidance and headers (docs/PRIVACY.md)
 *
 *   stardose_redaction_new(tables, key_path, &redaction, &err)
 *   stardose_redaction_name(redaction, sample, &name, &err)     for each name
 *            or stardose_redaction_calls(), stardose_redaction_guidance() for a line of JSON
 *   stardose_redaction_free(redaction)
 *
 * What is left are genotypes and what follows from them, and they identify a person as well.
 * Threads: a handle is for one thread at a time; any number of handles may share the tables.
 */
#ifndef STARDOSE_REDACTION_H
#define STARDOSE_REDACTION_H

#include <stddef.h>
#include <stardose/status.h>
#include <stardose/tables.h>

#ifdef __cplusplus
extern "C" {
#endif

struct stardose_redaction;

/*
 * stardose_redaction_new() - pseudonyms for one run
 * @tables:   borrowed, must outlive it; with guidance for stardose_redaction_guidance()
 * @key_path: a file of at least 16 bytes that pseudonyms are made with, the same in every run;
 *            NULL: "person-1", "person-2", ... in the order in which names are asked for
 * @out:      new, free with stardose_redaction_free(); untouched after an error
 * Return:    STARDOSE_OK; STARDOSE_EUSAGE: the key cannot be read or is too short; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_redaction_new(const struct stardose_tables *tables, const char *key_path,
					struct stardose_redaction **out,
					struct stardose_error *err);
/* stardose_redaction_free() - NULL is nothing to do */
STARDOSE_API void stardose_redaction_free(struct stardose_redaction *redaction);
/*
 * stardose_redaction_name() - what stands for @name, the same for the same name
 * @out: borrowed from @redaction
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_redaction_name(struct stardose_redaction *redaction, const char *name,
					 const char **out, struct stardose_error *err);
/*
 * stardose_redaction_calls() - a line of `stardose call -O j` of @n bytes without the name of its
 * sample and the folder of the tables
 * @out: new, free()
 * Return: STARDOSE_OK; STARDOSE_EINPUT: no such line; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_redaction_calls(struct stardose_redaction *redaction, const char *line,
					  size_t n, char **out, struct stardose_error *err);
/*
 * stardose_redaction_guidance() - a line of `stardose guide -O j` in the same way, also without
 * notes, days, scores, levels and names that no table knows
 */
STARDOSE_API int stardose_redaction_guidance(struct stardose_redaction *redaction,
					     const char *line, size_t n, char **out,
					     struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
