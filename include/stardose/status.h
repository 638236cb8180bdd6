/* status.h - what every fallible function of libstardose returns, and where the message goes */
#ifndef STARDOSE_STATUS_H
#define STARDOSE_STATUS_H

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define STARDOSE_API __attribute__((visibility("default")))
#define STARDOSE_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define STARDOSE_API
#define STARDOSE_PRINTF(fmt, args)
#endif

enum stardose_status {
	STARDOSE_EOF = 1, /* input ended normally */
	STARDOSE_OK = 0,
	STARDOSE_EUSAGE =
		-1, /* the caller asked for something impossible (unknown gene, sample, ...) */
	STARDOSE_EROW = -2, /* this row or sample is set aside; the rest can go on */
	STARDOSE_EINPUT =
		-3, /* the input cannot be used: not VCF/BCF, truncated, unsorted, wrong build */
	STARDOSE_ETABLE = -4,  /* the tables contradict each other; call nothing */
	STARDOSE_EOUTPUT = -5, /* output cannot be written */
	STARDOSE_ENOMEM = -6
};

#define STARDOSE_ERROR_SIZE 768

/*
 * struct stardose_error - one message for a person: what failed, where, how to mend it
 * No leading capital, no full stop, no newline. Empty string: no error was recorded.
 */
struct stardose_error {
	int status;			/* the enum stardose_status that was returned with it */
	char text[STARDOSE_ERROR_SIZE];
};

/*
 * stardose_error_set() - record a message and hand back the status
 * @err:     may be NULL, then only the status is returned
 * @status:  a negative enum stardose_status
 *
 * Return:   @status, so that a function can end with `return stardose_error_set(...)`
 */
STARDOSE_API int stardose_error_set(struct stardose_error *err, int status, const char *fmt, ...)
	STARDOSE_PRINTF(3, 4);

/*
 * A callback for remarks that do not stop the work (a row set aside, sites absent, ...).
 * @text: one line without newline; valid during the call only
 * @level: STARDOSE_EROW when something was set aside (the program then exits 1); STARDOSE_LOG_NOTE:
 *         worth knowing, and nothing is wrong with what was given; else STARDOSE_OK
 */
#define STARDOSE_LOG_NOTE 2
typedef void stardose_log_fn(void *user, int level, const char *text);

struct stardose_log {
	stardose_log_fn *fn;		/* NULL: remarks are dropped */
	void *user;
};

/* stardose_log_say() - format one remark and pass it on; @log may be NULL */
STARDOSE_API void stardose_log_say(const struct stardose_log *log, int level, const char *fmt, ...)
	STARDOSE_PRINTF(3, 4);

#ifdef __cplusplus
}
#endif
#endif
