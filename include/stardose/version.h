/*
 * version.h - which version a program is compiled with, and which library it runs with
 *
 * The numbers are those of the program too: configure reads them here. Before 1.0 any minor
 * version may change the interface; docs/VERSIONS.md says what holds from then on.
 *
 * Threads: everything here may be called from any thread.
 */
#ifndef STARDOSE_VERSION_H
#define STARDOSE_VERSION_H

#include <stardose/status.h>

#ifdef __cplusplus
extern "C" {
#endif

#define STARDOSE_VERSION_MAJOR 0
#define STARDOSE_VERSION_MINOR 1
#define STARDOSE_VERSION_PATCH 0

#define STARDOSE_VERSION_TEXT_(number) #number
#define STARDOSE_VERSION_JOIN_(a, b, c)                                                            \
	STARDOSE_VERSION_TEXT_(a) "." STARDOSE_VERSION_TEXT_(b) "." STARDOSE_VERSION_TEXT_(c)
/* STARDOSE_VERSION - of these headers, such as "0.1.0" */
#define STARDOSE_VERSION                                                                           \
	STARDOSE_VERSION_JOIN_(STARDOSE_VERSION_MAJOR, STARDOSE_VERSION_MINOR,                     \
			       STARDOSE_VERSION_PATCH)
/* STARDOSE_VERSION_NUMBER - the same for #if: 10000 major + 100 minor + patch */
#define STARDOSE_VERSION_NUMBER                                                                    \
	(STARDOSE_VERSION_MAJOR * 10000 + STARDOSE_VERSION_MINOR * 100 + STARDOSE_VERSION_PATCH)

/* stardose_version() - of the library that runs, as STARDOSE_VERSION; static */
STARDOSE_API const char *stardose_version(void);

#ifdef __cplusplus
}
#endif
#endif
