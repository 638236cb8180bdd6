/*
 * report_file_name.c - the name of a person's page: safe on every file system, whatever the person
 * is called
 */
#include <inttypes.h>
#include <string.h>
#include <strings.h>
#include <htslib/kstring.h>
#include <stardose/report.h>
#include "tables/table_text.h"

/* A name that file systems would refuse is cut, and told apart by a hash of the whole. */
#define LONGEST_NAME 200

static int is_digit(char c) { return c >= '0' && c <= '9'; }

static int is_safe(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' ||
	       c == '-' || c == '.';
}

/* What Windows takes for a device, with whatever suffix: CON.txt is the console too. */
static int is_device(const char *name)
{
	static const char *const device[] = { "con", "prn", "aux", "nul" }, *const port[] = {
		"com", "lpt"
	};
	size_t n = strcspn(name, ".");

	for (size_t i = 0; n == 3 && i < sizeof(device) / sizeof(*device); i++)
		if (!strncasecmp(name, device[i], 3))
			return 1;
	for (size_t i = 0; n == 4 && i < sizeof(port) / sizeof(*port); i++)
		if (!strncasecmp(name, port[i], 3) && is_digit(name[3]))
			return 1;
	return 0;
}

static int is_reserved(const char *sample)
{
	return *sample == '.' || !strcasecmp(sample, "index") || is_device(sample);
}

char *stardose_report_file_name(const char *sample, const char *suffix)
{
	kstring_t name = KS_INITIALIZE;
	int failed = *sample ? 0 : kputs("%00", &name) < 0;

	for (const char *s = sample; *s; s++) {
		int keep = is_safe(*s) && (s > sample || !is_reserved(sample));

		failed |= keep ? kputc(*s, &name) < 0
			       : ksprintf(&name, "%%%02X", (unsigned char)*s) < 0;
	}
	if (name.l > LONGEST_NAME) {
		name.l = LONGEST_NAME;
		failed |= ksprintf(&name, "-%016" PRIx64,
				   sdi_fnv(SDI_FNV_START, sample, strlen(sample))) < 0;
	}
	failed |= ksprintf(&name, ".%s", suffix) < 0;
	if (failed)
		ks_free(&name);
	return ks_release(&name);
}
