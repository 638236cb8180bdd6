/* medicine_index.c - names of medicines by hash */
#include <ctype.h>
#include <string.h>
#include <htslib/khash.h>
#include <stardose/status.h>
#include "tables/medicine_index.h"

/*
 * The next letter of a name as names are compared, and @s behind it: small letters, no blanks
 * around a slash. '\0' at the end, where @s stays.
 */
static char next_letter(const char **s, char before)
{
	const char *p = *s + strspn(*s, " ");

	if (*p != '/' && before != '/')
		p = *s;
	*s = p + (*p != '\0');
	return (char)tolower((unsigned char)*p);
}

static khint_t name_hash(const char *name)
{
	khint_t hash = 0;
	char c = '\0';

	while ((c = next_letter(&name, c)))
		hash = hash * 31 + (unsigned char)c;
	return hash;
}

static int same_name(const char *a, const char *b)
{
	char x = '\0', y = '\0';

	do {
		x = next_letter(&a, x);
		y = next_letter(&b, y);
	} while (x && x == y);
	return x == y;
}

KHASH_INIT(medicines, const char *, int, 1, name_hash, same_name)

int sdi_medicine_index_add(struct sdi_medicine_index *index, const char *name, int drug)
{
	khash_t(medicines) *h = index->by_name;
	khint_t k;
	int is_new;

	if (!h)
		index->by_name = h = kh_init(medicines);
	if (!h)
		return STARDOSE_ENOMEM;
	k = kh_put(medicines, h, name, &is_new);
	if (is_new < 0)
		return STARDOSE_ENOMEM;
	if (is_new)
		kh_val(h, k) = drug;
	return STARDOSE_OK;
}

int sdi_medicine_index_find(const struct sdi_medicine_index *index, const char *name)
{
	khash_t(medicines) *h = index->by_name;
	khint_t k = h ? kh_get(medicines, h, name) : 0;

	return h && k != kh_end(h) ? kh_val(h, k) : -1;
}

void sdi_medicine_index_release(struct sdi_medicine_index *index)
{
	if (index->by_name)
		kh_destroy(medicines, (khash_t(medicines) *)index->by_name);
	index->by_name = NULL;
}
