/* repeat_record.c - lengths of a short repeat as sequences */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <htslib/kstring.h>
#include <stardose/status.h>
#include "genotype/repeat_record.h"
#include "util/text.h"

#define MAX_BASES 65536
/* Lengths around the reference that nobody has are ALTs too: who counts copies has excluded them. */
#define N_MORE 3

/* The number of "<STR8>", or -1. */
static long copies_of(const char *alt)
{
	char *end;
	long n;

	if (strncmp(alt, "<STR", 4) || !isdigit((unsigned char)alt[4]))
		return -1;
	n = strtol(alt + 4, &end, 10);
	return !strcmp(end, ">") && n <= MAX_BASES ? n : -1;
}

int sdi_is_repeat_record(const bcf1_t *rec)
{
	for (int i = 1; i < rec->n_allele; i++)
		if (copies_of(rec->d.allele[i]) >= 0)
			return 1;
	return 0;
}

/* The unit, and how many of it the reference has: 0 when the record does not say. */
static int read_unit(const bcf_hdr_t *hdr, bcf1_t *rec, char **unit, int32_t *n_reference)
{
	int32_t *count = NULL;
	int m_unit = 0, m_count = 0, found;

	*unit = NULL;
	found = bcf_get_info_string(hdr, rec, "RU", unit, &m_unit) > 0 && sdi_is_sequence(*unit) &&
		bcf_get_info_int32(hdr, rec, "REF", &count, &m_count) == 1 && *count > 0 &&
		*count <= MAX_BASES && strlen(*unit) * (size_t)*count <= MAX_BASES;
	if (found)
		*n_reference = *count;
	free(count);
	return found;
}

static int put_repeat(kstring_t *to, const char *anchor, const char *unit, long n)
{
	int bad = kputs(anchor, to) < 0;

	while (n-- > 0 && !bad)
		bad = kputs(unit, to) < 0;
	return bad;
}

static int has_length(const bcf1_t *rec, long n)
{
	for (int i = 1; i < rec->n_allele; i++)
		if (copies_of(rec->d.allele[i]) == n)
			return 1;
	return 0;
}

/* "C,CATAT,CATATAT": as bcf_update_alleles_str() takes them. */
static int put_alleles(kstring_t *to, const bcf1_t *rec, const char *unit, int32_t n_reference)
{
	int bad = put_repeat(to, rec->d.allele[0], unit, n_reference);

	for (int i = 1; i < rec->n_allele && !bad; i++)
		bad = kputc(',', to) < 0 ||
		      put_repeat(to, rec->d.allele[0], unit, copies_of(rec->d.allele[i]));
	for (long n = n_reference - N_MORE; n <= n_reference + N_MORE && !bad; n++)
		if (n >= 0 && n != n_reference && !has_length(rec, n))
			bad = kputc(',', to) < 0 || put_repeat(to, rec->d.allele[0], unit, n);
	return bad;
}

static int can_be_spelled(const bcf1_t *rec, const char *unit)
{
	size_t bases = 0; /* of all alleles */

	for (int i = 1; i < rec->n_allele; i++) {
		const long n = copies_of(rec->d.allele[i]);

		if (n < 0 || (bases += strlen(unit) * (size_t)n) > MAX_BASES)
			return 0;
	}
	return strlen(rec->d.allele[0]) == 1;
}

int sdi_repeat_record(const bcf_hdr_t *hdr, bcf1_t *rec, bcf1_t **out)
{
	char *unit;
	int32_t n_reference = 0;
	kstring_t alleles = KS_INITIALIZE;
	int ret = read_unit(hdr, rec, &unit, &n_reference) && can_be_spelled(rec, unit);

	*out = NULL;
	if (ret && put_alleles(&alleles, rec, unit, n_reference))
		ret = STARDOSE_ENOMEM;
	if (ret > 0) {
		*out = bcf_dup(rec);
		if (!*out || bcf_update_alleles_str(hdr, *out, alleles.s) ||
		    bcf_unpack(*out, BCF_UN_STR)) {
			if (*out)
				bcf_destroy(*out);
			*out = NULL;
			ret = STARDOSE_ENOMEM;
		}
	}
	free(unit);
	ks_free(&alleles);
	return ret;
}
