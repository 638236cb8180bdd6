/*
 * vcf_redact.c - a header without what may name a person: other names for samples, of the lines of
 * other programs only what records need, and no texts in them
 */
#include <stdlib.h>
#include <string.h>
#include "write/vcf_redact.h"
#include "util/no_memory.h"

#define OURS "(stardose)"	/* as vcf_header.c marks our tags */

struct line { const char *s; size_t n; };

static int begins(struct line line, const char *with)
{
	size_t n = strlen(with);

	return line.n >= n && !strncmp(line.s, with, n);
}

static int has(struct line line, const char *text)
{
	size_t n = strlen(text);

	for (size_t i = 0; i + n <= line.n; i++)
		if (!strncmp(line.s + i, text, n))
			return 1;
	return 0;
}

/* ---- one line ---- */

/* Length of "key=value" of a structured line, whose value may be quoted. */
static size_t field_size(const char *s, const char *end)
{
	const char *at = s;
	int is_quoted = 0;

	for (; at < end && (is_quoted || (*at != ',' && *at != '>')); at++) {
		if (*at == '\\' && is_quoted && at + 1 < end)
			at++;
		else if (*at == '"')
			is_quoted = !is_quoted;
	}
	return at - s;
}

static int is_needed(struct line field)
{
	static const char *const needed[] = { "ID=", "Number=", "Type=", "length=", "IDX=" };

	for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
		if (begins(field, needed[i]))
			return 1;
	return 0;
}

/* "##INFO=<ID=DP,Number=1,Type=Integer,Description="redacted">" */
static int put_declaration(struct line line, int is_described, kstring_t *out)
{
	const char *s = memchr(line.s, '<', line.n), *end = line.s + line.n;
	int failed, n = 0;

	if (!s)
		return 0;
	failed = kputsn(line.s, ++s - line.s, out) < 0;
	while (s < end && *s != '>') {
		struct line field = { s, field_size(s, end) };

		if (is_needed(field) && !begins(field, "IDX="))
			failed |= (n++ && kputc(',', out) < 0) ||
				  kputsn(field.s, field.n, out) < 0;
		s += field.n + (s + field.n < end && s[field.n] == ',');
	}
	if (is_described)
		failed |= kputs(",Description=\"redacted\"", out) < 0;
	for (s = strchr(line.s, '<') + 1; s < end && *s != '>';) {	/* where BCF has it: last */
		struct line field = { s, field_size(s, end) };

		if (begins(field, "IDX="))
			failed |= kputc(',', out) < 0 || kputsn(field.s, field.n, out) < 0;
		s += field.n + (s + field.n < end && s[field.n] == ',');
	}
	return failed || kputs(">\n", out) < 0;
}

static int put_samples(struct line line, sdi_rename_fn *rename, void *user, kstring_t *out,
		       struct stardose_error *err)
{
	int column = 0, ret = STARDOSE_OK;

	for (const char *s = line.s, *end = line.s + line.n; s <= end && !ret; column++) {
		const char *tab = memchr(s, '\t', end - s);
		size_t n = (tab ? tab : end) - s;
		char *name = strndup(s, n);
		const char *shown = name;

		if (!name)
			return sdi_no_memory(err);
		if (column > 8)
			ret = rename(user, name, &shown, err);
		if (!ret && ((column && kputc('\t', out) < 0) || kputs(shown, out) < 0))
			ret = sdi_no_memory(err);
		free(name);
		s += n + 1;
	}
	return ret || kputc('\n', out) >= 0 ? ret : sdi_no_memory(err);
}

static int put_line(struct line line, sdi_rename_fn *rename, void *user, kstring_t *out,
		    struct stardose_error *err)
{
	static const char *const described[] = { "##INFO=<", "##FORMAT=<", "##FILTER=<",
						 "##ALT=<" };
	int failed = 0;

	if (begins(line, "#CHROM"))
		return put_samples(line, rename, user, out, err);
	if (begins(line, "##fileformat=") || begins(line, "##stardose_annotateVersion=") ||
	    begins(line, "##stardose_tables=") || begins(line, "##stardose_local=") ||
	    (begins(line, "##") && has(line, OURS) && has(line, "ID=PGX")))
		failed = kputsn(line.s, line.n, out) < 0 || kputc('\n', out) < 0;
	else if (begins(line, "##contig=<"))
		failed = put_declaration(line, 0, out);
	else
		for (size_t i = 0; i < sizeof(described) / sizeof(*described); i++)
			if (begins(line, described[i]))
				failed = put_declaration(line, 1, out);
	return failed ? sdi_no_memory(err) : STARDOSE_OK;
}

/* ---- the header ---- */

int sdi_vcf_redact_header(bcf_hdr_t **hdr, sdi_rename_fn *rename, void *user,
			  struct stardose_error *err)
{
	kstring_t text = KS_INITIALIZE, out = KS_INITIALIZE;
	bcf_hdr_t *made = bcf_hdr_init("r");
	int ret = made && bcf_hdr_format(*hdr, 1, &text) >= 0 ? STARDOSE_OK : sdi_no_memory(err);

	for (const char *s = text.s; !ret && s && *s;) {
		struct line line = { s, strcspn(s, "\n") };

		ret = put_line(line, rename, user, &out, err);
		s += line.n + (s[line.n] == '\n');
	}
	if (!ret && (bcf_hdr_parse(made, out.s) < 0 || bcf_hdr_sync(made) < 0))
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "a header that cannot be read without its texts");
	ks_free(&text);
	ks_free(&out);
	if (ret) {
		if (made)
			bcf_hdr_destroy(made);
		return ret;
	}
	bcf_hdr_destroy(*hdr);
	*hdr = made;
	return STARDOSE_OK;
}
