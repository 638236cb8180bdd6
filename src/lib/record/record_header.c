/* record_header.c - the header of VCF or BCF, and why it cannot be used */
#include <stdlib.h>
#include <string.h>
#include "record/record_private.h"
#include "util/no_memory.h"

#define MAX_HEADER ((size_t)1 << 30)
static const char fixed_columns[] = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO";

static int truncated(struct sdi_reader *r, struct stardose_error *err)
{
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"'%s' ends within its header, before the #CHROM line; it is truncated", r->name);
}

/* Append the next line, with its newline but without a carriage return. */
static int header_line(struct sdi_reader *r, kstring_t *text, struct stardose_error *err)
{
	const char *nl = NULL;
	size_t from = text->l;
	int ret;

	while (!nl) {
		if (r->p == r->end && (ret = sdi_text_fill(r, err)) != STARDOSE_OK)
			return ret == STARDOSE_EOF ? truncated(r, err) : ret;
		nl = memchr(r->p, '\n', r->end - r->p);
		if (kputsn(r->p, (nl ? nl : r->end) - r->p, text) < 0)
			return sdi_no_memory(err);
		r->p = nl ? nl + 1 : r->end;
		if (text->l > MAX_HEADER)
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "the header of '%s' is larger than 1 GiB",
						  r->name);
	}
	r->line_no++;
	if (memchr(text->s + from, '\0', text->l - from))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "line %d of '%s' holds a NUL byte; it is not text",
					  (int)r->line_no, r->name);
	if (text->l && text->s[text->l - 1] == '\r')
		text->l--;
	return kputc('\n', text) < 0 ? sdi_no_memory(err) : STARDOSE_OK;
}

static int text_header(struct sdi_reader *r, kstring_t *text, size_t *columns,
		       struct stardose_error *err)
{
	int ret;

	do {
		*columns = text->l;
		if ((ret = header_line(r, text, err)) != STARDOSE_OK)
			return ret;
		if (text->l - *columns == 1)
			text->l = *columns;		/* a blank line */
		else if (text->s[*columns] != '#')
			return stardose_error_set(
				err, STARDOSE_EINPUT,
				"line %d of '%s' is a record, but no #CHROM line came "
				"before it; the header is incomplete",
				(int)r->line_no, r->name);
	} while (text->l == *columns || strncmp(text->s + *columns, "#CHROM", 6));
	return STARDOSE_OK;
}

/* Magic, length, text; read in pieces, because the length may be a lie. */
static int bcf_header(struct sdi_reader *r, kstring_t *text, size_t *columns,
		      struct stardose_error *err)
{
	uint8_t fixed[9];
	size_t left, piece;
	char *line;

	if (bgzf_read(r->bgzf, fixed, sizeof(fixed)) != sizeof(fixed))
		return truncated(r, err);
	if (memcmp(fixed, "BCF\2", 4))
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is BCF of a version before 2; convert it with an old bcftools",
			r->name);
	left = (size_t)fixed[5] | (size_t)fixed[6] << 8 | (size_t)fixed[7] << 16 |
	       (size_t)fixed[8] << 24;
	for (; left; left -= piece) {
		piece = left < 1 << 20 ? left : 1 << 20;
		if (ks_resize(text, text->l + piece + 2) < 0)
			return sdi_no_memory(err);
		if (bgzf_read(r->bgzf, text->s + text->l, piece) != (ssize_t)piece)
			return truncated(r, err);
		text->l += piece;
	}
	text->l = text->s ? strnlen(text->s, text->l) : 0;
	if (kputc('\n', text) < 0)
		return sdi_no_memory(err);
	line = !strncmp(text->s, "#CHROM", 6) ? text->s - 1 : strstr(text->s, "\n#CHROM");
	if (!line)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "the header of '%s' has no #CHROM line", r->name);
	*columns = line + 1 - text->s;
	return STARDOSE_OK;
}

static int check_columns(struct sdi_reader *r, const char *line, struct stardose_error *err)
{
	const char *rest = line + sizeof(fixed_columns) - 1;

	if (strncmp(line, fixed_columns, sizeof(fixed_columns) - 1))
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"the #CHROM line of '%s' must begin with the eight columns "
			"CHROM POS ID REF ALT QUAL FILTER INFO, separated by tabs",
			r->name);
	if (*rest == '\n' && r->every_record)
		return STARDOSE_OK; /* sites without genotypes can be passed on */
	if (*rest == '\n' || !strncmp(rest, "\tFORMAT\n", 8) || !strncmp(rest, "\tFORMAT\t\n", 9))
		return r->every_record ? STARDOSE_OK
				       : stardose_error_set(err, STARDOSE_EINPUT,
							    "'%s' has no samples, only sites; a "
							    "file with genotypes is needed",
							    r->name);
	if (strncmp(rest, "\tFORMAT\t", 8))
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"the #CHROM line of '%s' has no FORMAT column before its samples", r->name);
	return STARDOSE_OK;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/*
 * htslib refused the header; the likely reason is that a sample comes twice. The #CHROM line at
 * @line is cut up.
 */
static int refused(struct sdi_reader *r, char *line, struct stardose_error *err)
{
	int n = 0, m = 1, ret = 0;
	char **name, *rest = line;

	line[strcspn(line, "\n")] = '\0';
	for (const char *s = line; *s; s++)
		m += *s == '\t';
	name = calloc(m, sizeof(*name));
	if (!name)
		return sdi_no_memory(err);
	while (rest && n < m)
		name[n++] = strsep(&rest, "\t");
	if (n > 9)
		qsort(name + 9, n - 9, sizeof(*name), by_text);
	for (int i = 10; i < n && !ret; i++)
		if (!strcmp(name[i - 1], name[i]))
			ret = stardose_error_set(
				err, STARDOSE_EINPUT,
				"sample '%s' is in the #CHROM line of '%s' twice; rename "
				"one with bcftools reheader --samples",
				name[i], r->name);
	free(name);
	return ret ? ret
		   : stardose_error_set(
			     err, STARDOSE_EINPUT,
			     "the header of '%s' cannot be parsed; bcftools view -h says "
			     "more",
			     r->name);
}

int sdi_header_read(struct sdi_reader *r, struct stardose_error *err)
{
	kstring_t text = KS_INITIALIZE;
	size_t columns = 0;
	int ret = r->is_bcf ? bcf_header(r, &text, &columns, err)
			    : text_header(r, &text, &columns, err);

	if (!ret)
		ret = check_columns(r, text.s + columns, err);
	if (!ret && !(r->hdr = bcf_hdr_init("r")))
		ret = sdi_no_memory(err);
	if (!ret && bcf_hdr_parse(r->hdr, text.s) < 0)
		ret = refused(r, text.s + columns, err);
	if (!ret)
		r->n_samples_in_file = bcf_hdr_nsamples(r->hdr);
	ks_free(&text);
	return ret;
}
