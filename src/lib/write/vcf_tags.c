/* vcf_tags.c - put the tags of stardose into one record, as text or as bcf1_t */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include "write/vcf_tags.h"
#include "util/no_memory.h"

/* A stretch of a line; end points behind it. */
struct span { const char *beg, *end; };

int sdi_vcf_clean(const char *text, int keep_bars, kstring_t *out)
{
	const char *reserved = keep_bars ? ":;=,%" : ":;=,%|&";
	int bad = 0;

	if (!*text)
		return kputc('.', out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
	for (; *text && !bad; text++) {
		unsigned char c = *text;

		if (c == ' ')
			bad = kputc('_', out) < 0;
		else if (iscntrl(c) || strchr(reserved, c))
			bad = ksprintf(out, "%%%02X", c) < 0;
		else
			bad = kputc(c, out) < 0;
	}
	return bad ? STARDOSE_ENOMEM : STARDOSE_OK;
}

static int n_formats(const struct sdi_vcf_tags *tags)
{
	return tags->n_formats ? tags->n_formats : SDI_N_CALL_TAGS;
}

static int n_ours(const struct sdi_vcf_tags *tags)
{
	return tags->n_ours ? tags->n_ours : SDI_N_CALL_TAGS;
}

/* The field that starts at @p and ends before @sep or @end. */
static struct span field(const char *p, const char *end, char sep)
{
	const char *q = memchr(p, sep, end - p);

	return (struct span){ p, q ? q : end };
}

static int is(struct span s, const char *text)
{
	size_t len = strlen(text);

	return (size_t)(s.end - s.beg) == len && !memcmp(s.beg, text, len);
}

static int is_dot(struct span s) { return s.end - s.beg == 1 && *s.beg == '.'; }

static int is_info_tag(struct span s)
{
	size_t len = strlen(SDI_INFO_TAG);

	return (size_t)(s.end - s.beg) >= len && !memcmp(s.beg, SDI_INFO_TAG, len) &&
	       (s.beg + len == s.end || s.beg[len] == '=');
}

static int is_format_tag(struct span s, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (is(s, sdi_format_tags[i]))
			return 1;
	return 0;
}

/* Column @column, from 0; beg is NULL when the line has fewer. */
static struct span column(const char *line, const char *end, int column)
{
	while (column-- > 0) {
		line = memchr(line, '\t', end - line);
		if (!line)
			return (struct span){ NULL, NULL };
		line++;
	}
	return field(line, end, '\t');
}

int sdi_vcf_line_has_tags(const char *line, size_t len)
{
	struct span info = column(line, line + len, 7), part;
	const char *p, *end;

	if (!info.beg)
		return 0;
	for (p = info.beg; p < info.end; p = part.end + 1)
		if (is_info_tag(part = field(p, info.end, ';')))
			return 1;
	if (info.end == line + len)
		return 0;
	end = field(info.end + 1, line + len, '\t').end;
	for (p = info.end + 1; p < end; p = part.end + 1)
		if (is_format_tag(part = field(p, end, ':'), SDI_N_FORMAT_TAGS))
			return 1;
	return 0;
}

/* INFO without our tag, then with the new one. */
static int put_info(struct span info, const char *value, kstring_t *out)
{
	struct span part;
	const char *p;
	size_t start = out->l;
	int bad = 0, found = 0;

	for (p = info.beg; p < info.end && !found; p = part.end + 1)
		found = is_info_tag(part = field(p, info.end, ';'));
	if (!found && !is_dot(info)) {
		bad = kputsn(info.beg, info.end - info.beg, out) < 0;
	} else if (found) {
		for (p = info.beg; p < info.end && !bad; p = part.end + 1) {
			part = field(p, info.end, ';');
			if (is_info_tag(part))
				continue;
			bad = (out->l > start && kputc(';', out) < 0) ||
			      kputsn(part.beg, part.end - part.beg, out) < 0;
		}
	}
	if (value) {
		if (out->l > start && out->s[out->l - 1] != ';')
			bad |= kputc(';', out) < 0;
		bad |= kputs(SDI_INFO_TAG "=", out) < 0 || kputs(value, out) < 0;
	} else if (out->l == start) {
		bad |= kputc('.', out) < 0;
	}
	return bad;
}

/* Which subfields of FORMAT stay. */
struct layout {
	int n;			/* subfields in the input, 0 for "." */
	int n_kept;
	uint8_t *drop;		/* NULL: none is dropped, so columns are copied as they are */
};

static int put_format(struct span format, const struct sdi_vcf_tags *tags, struct layout *layout,
		      kstring_t *out)
{
	struct span part;
	const char *p;
	int i, bad = 0, any = 0;

	if (!is_dot(format))
		for (p = format.beg; p <= format.end; p = part.end + 1) {
			any |= is_format_tag(part = field(p, format.end, ':'), n_ours(tags));
			layout->n++;
		}
	if (any && !(layout->drop = calloc(layout->n, 1)))
		return -1;
	for (i = 0, p = format.beg; i < layout->n && !bad; i++, p = part.end + 1) {
		part = field(p, format.end, ':');
		if (any && (layout->drop[i] = is_format_tag(part, n_ours(tags))))
			continue;
		bad = (layout->n_kept++ && kputc(':', out) < 0) ||
		      kputsn(part.beg, part.end - part.beg, out) < 0;
	}
	for (i = 0; i < n_formats(tags) && tags->values && !bad; i++)
		bad = (layout->n_kept + i && kputc(':', out) < 0) ||
		      kputs(sdi_format_tags[i], out) < 0;
	if (!layout->n_kept && !tags->values)
		bad |= kputc('.', out) < 0;
	return bad ? -1 : 0;
}

/* A sample column without our subfields. Returns how many it holds now, or -1. */
static int put_kept(struct span sample, const struct layout *layout, kstring_t *out)
{
	struct span part;
	const char *p;
	int i, n = 0;

	for (i = 0, p = sample.beg; p <= sample.end; i++, p = part.end + 1) {
		part = field(p, sample.end, ':');
		if (i < layout->n && layout->drop[i])
			continue;
		if ((n++ && kputc(':', out) < 0) || kputsn(part.beg, part.end - part.beg, out) < 0)
			return -1;
	}
	return n;
}

static int put_sample(struct span sample, const struct layout *layout,
		      const struct sdi_vcf_values *values, kstring_t *out)
{
	const char *p;
	int n = 1, bad = 0;

	if (layout->drop) {
		n = put_kept(sample, layout, out);
		if (n < 0)
			return -1;
	} else if (!layout->n) {
		n = 0;			/* FORMAT and the column are "." */
	} else {
		for (p = sample.beg; p < sample.end; p++)
			n += *p == ':';
		bad = kputsn(sample.beg, sample.end - sample.beg, out) < 0;
	}
	if (!values)
		return bad || (!n && kputc('.', out) < 0) ? -1 : 0;
	for (; n < layout->n_kept && !bad; n++)
		bad = kputs(n ? ":." : ".", out) < 0;
	return bad || (n && kputc(':', out) < 0) ||
			       kputsn(values->joined, values->joined_len, out) < 0
		       ? -1
		       : 0;
}

int sdi_vcf_tags_line(const char *line, size_t len, const struct sdi_vcf_tags *tags, kstring_t *out,
		      struct stardose_error *err)
{
	const char *end = line + len, *p;
	struct span info = column(line, end, 7), format, sample;
	struct layout layout = { 0 };
	int i, bad;

	if (!info.beg)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "a record has fewer than eight columns");
	/*
	 * room for everything at once: what there is, and what we add to each sample at its usual
	 * length
	 */
	if (ks_resize(out, out->l + len + (tags->info ? strlen(tags->info) : 0) + 64 +
			    (tags->values ? 40 * (size_t)tags->n_samples : 0)) < 0 ||
	    kputsn(line, info.beg - line, out) < 0 || put_info(info, tags->info, out))
		return sdi_no_memory(err);
	if (info.end == end && !tags->n_samples)
		return STARDOSE_OK;
	if (info.end == end)
		return stardose_error_set(err, STARDOSE_EINPUT, "a record has no FORMAT column");
	format = field(info.end + 1, end, '\t');
	bad = kputc('\t', out) < 0 || put_format(format, tags, &layout, out);
	for (i = 0, p = format.end; p < end && i < tags->n_samples && !bad; i++, p = sample.end) {
		sample = field(p + 1, end, '\t');
		bad = kputc('\t', out) < 0 ||
		      put_sample(sample, &layout, tags->values ? tags->values(tags->user, i) : NULL,
				 out);
	}
	free(layout.drop);
	if (bad)
		return sdi_no_memory(err);
	if (i < tags->n_samples || p < end)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "a record has %s sample columns than the header",
					  p < end ? "more" : "fewer");
	return STARDOSE_OK;
}

int sdi_vcf_record_has_tags(const bcf_hdr_t *hdr, bcf1_t *rec)
{
	int i;

	if (bcf_get_info(hdr, rec, SDI_INFO_TAG))
		return 1;
	for (i = 0; i < SDI_N_FORMAT_TAGS; i++)
		if (bcf_get_fmt(hdr, rec, sdi_format_tags[i]))
			return 1;
	return 0;
}

/* One FORMAT tag of all samples: strings padded with zeros to the longest, as BCF stores them. */
static int update_format(const bcf_hdr_t *hdr, bcf1_t *rec, const struct sdi_vcf_tags *tags,
			 int which, kstring_t *scratch)
{
	const struct sdi_vcf_values *values;
	size_t width = 1;
	int i;

	for (i = 0; i < tags->n_samples; i++) {
		values = tags->values(tags->user, i);
		if ((size_t)values->len[which] > width)
			width = values->len[which];
	}
	if (ks_resize(scratch, width * tags->n_samples + 1) < 0)
		return -1;
	memset(scratch->s, 0, width * tags->n_samples);
	for (i = 0; i < tags->n_samples; i++) {
		values = tags->values(tags->user, i);
		memcpy(scratch->s + width * i, values->value[which], values->len[which]);
	}
	return bcf_update_format(hdr, rec, sdi_format_tags[which], scratch->s,
				 width * tags->n_samples, BCF_HT_STR);
}

int sdi_vcf_tags_record(const bcf_hdr_t *hdr, bcf1_t *rec, const struct sdi_vcf_tags *tags,
			kstring_t *scratch, struct stardose_error *err)
{
	int i, bad = 0;

	if (bcf_get_info(hdr, rec, SDI_INFO_TAG))
		bad = bcf_update_info(hdr, rec, SDI_INFO_TAG, NULL, 0, BCF_HT_STR) < 0;
	if (tags->info)
		bad |= bcf_update_info_string(hdr, rec, SDI_INFO_TAG, tags->info) < 0;
	for (i = 0; i < SDI_N_FORMAT_TAGS && !bad; i++) {
		if (tags->values && tags->n_samples && i < n_formats(tags))
			bad = update_format(hdr, rec, tags, i, scratch) < 0;
		else if (i < n_ours(tags) && bcf_get_fmt(hdr, rec, sdi_format_tags[i]))
			bad = bcf_update_format(hdr, rec, sdi_format_tags[i], NULL, 0, BCF_HT_STR) <
			      0;
	}
	return bad ? sdi_no_memory(err) : STARDOSE_OK;
}
