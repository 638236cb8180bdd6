/* record_text.c - lines of VCF text, most of which are never parsed */
#include <string.h>
#include "record/record_newer.h"
#include "record/record_private.h"
#include "util/no_memory.h"

#define MAX_LINE ((size_t)1 << 30)
#define N_FIXED 9			/* columns before the samples */

static int malformed(struct sdi_reader *r, struct stardose_error *err, const char *why)
{
	return stardose_error_set(err, STARDOSE_EINPUT, "malformed record at %s of '%s': %s",
				  sdi_reader_where(r), r->name, why);
}

/* A line begins that is not on the contig of the line before. */
static int enter_contig(struct sdi_reader *r, const char *line, size_t length, int is_whole,
			struct stardose_error *err)
{
	const char *tab = memchr(line, '\t', length);

	if (length && *line == '#')
		return malformed(r, err,
				 "a header line between records; join files with bcftools concat");
	if (!tab)
		return is_whole ? malformed(r, err, "no tab after CHROM") : SDI_MORE;
	if (tab == line)
		return malformed(r, err, "CHROM is empty");
	return sdi_place_enter(r, line, tab - line, err);
}

/*
 * The first whole number of INFO field @key ("END=") without its sign, or 0; @info up to @end is
 * the INFO column.
 */
static hts_pos_t info_number(const char *info, const char *end, const char *key)
{
	const char *s = info;
	const ptrdiff_t n = strlen(key);
	hts_pos_t value = 0;

	for (; s; s = memchr(s, ';', end - s), s = s ? s + 1 : NULL) {
		if (end - s <= n || memcmp(s, key, n))
			continue;
		for (s += n, s += *s == '-';
		     s < end && *s >= '0' && *s <= '9' && value < HTS_POS_MAX / 16; s++)
			value = 10 * value + (*s - '0');
		return value;
	}
	return 0;
}

/* INFO/END, 1-based, or 0 */
static hts_pos_t info_end(const char *info, const char *end)
{
	return info_number(info, end, "END=");
}

/* The column @n tabs after @s, or NULL. */
static const char *column(const char *s, const char *end, int n)
{
	for (; s && n; n--) {
		s = memchr(s, '\t', end - s);
		s = s ? s + 1 : NULL;
	}
	return s;
}

/*
 * A record that starts before a region reaches into it by the length of REF, by INFO/END or by
 * INFO/SVLEN. INFO is looked at where the header declares END or ALT is of the kind that blocks and
 * structural variants have.
 */
static int weigh_end(struct sdi_reader *r, const char *id, const char *end, int is_whole,
		     struct stardose_error *err)
{
	const char *ref = column(id, end, 1), *alt = column(ref, end, 1),
		   *qual = column(alt, end, 1), *info, *tab;
	hts_pos_t reach;

	if (alt && sdi_place_reaches(r, r->at.pos + (alt - 1 - ref)))
		return SDI_TAKE;
	info = qual ? column(qual, end, 2) : NULL;
	if (!info)
		return is_whole ? malformed(r, err, "fewer than eight columns") : SDI_MORE;
	if (r->has_lengths && memchr(alt, '<', qual - alt)) {
		if (!is_whole)
			return SDI_MORE;
		reach = r->at.pos + sdi_newer_text_length(column(info, end, 1), end);
		if (sdi_place_reaches(r, reach))
			return SDI_TAKE;
	}
	if (!r->has_end && !(qual - alt == 2 && *alt == '.') && !memchr(alt, '<', qual - alt))
		return SDI_SKIP;
	tab = memchr(info, '\t', end - info);
	if (!tab && !is_whole)
		return SDI_MORE;
	end = tab ? tab : end;
	reach = info_end(info, end);
	if (!reach &&
	    memchr(alt, '<', qual - alt)) /* VCF 4.4 makes END optional for structural variants */
		reach = r->at.pos + 1 + info_number(info, end, "SVLEN=");
	return sdi_place_reaches(r, reach) ? SDI_TAKE : SDI_SKIP;
}

int sdi_text_weigh(struct sdi_reader *r, const char *line, size_t length, int is_whole,
		   struct stardose_error *err)
{
	const char *s, *end = line + length;
	struct sdi_place *at = &r->at;
	hts_pos_t pos = 0;
	int ret;

	if (length < at->key.l || !at->key.l || memcmp(line, at->key.s, at->key.l)) {
		ret = enter_contig(r, line, length, is_whole, err);
		if (ret)
			return ret;
	}
	if (!at->spans->n && !at->near->n)
		return SDI_SKIP;
	s = line + at->key.l;
	while (s < end && *s >= '0' && *s <= '9' && pos < HTS_POS_MAX / 16)
		pos = 10 * pos + (*s++ - '0');
	if (s == end && !is_whole)
		return SDI_MORE;
	if (s == end || *s != '\t' || s == line + at->key.l)
		return malformed(r, err, "POS is not a number");
	ret = sdi_place_move(r, pos - 1, err);
	return ret == SDI_MORE ? weigh_end(r, s + 1, end, is_whole, err) : ret;
}

static int n_tabs(const char *s, size_t length)
{
	int n = 0;

	for (size_t i = 0; i < length; i++)
		n += s[i] == '\t';
	return n;
}

/* htslib's word for what vcf_parse() did not like. */
static const char *parse_error(int code)
{
	if (code & BCF_ERR_NCOLS)
		return "the number of columns differs from the header's";
	if (code & (BCF_ERR_CHAR | BCF_ERR_LIMITS))
		return "a FORMAT value cannot be read";
	if (code & BCF_ERR_CTG_INVALID)
		return "the contig name is not allowed";
	if (code & BCF_ERR_TAG_INVALID)
		return "an INFO, FORMAT or FILTER name is not allowed";
	return "it cannot be parsed; bcftools view says more";
}

/*
 * A tag without declaration is taken for text by htslib, and then END says nothing: declare it
 * first.
 */
static int declare_end(struct sdi_reader *r, struct stardose_error *err)
{
	const char *end = r->line.s + r->line.l, *info = column(r->line.s, end, 7), *tab;

	if (r->has_end || !info)
		return STARDOSE_OK;
	tab = memchr(info, '\t', end - info);
	if (!info_end(info, tab ? tab : end))
		return STARDOSE_OK;
	r->has_end = 1;
	if (bcf_hdr_append(r->hdr, "##INFO=<ID=END,Number=1,Type=Integer,Description=\"End "
				   "position of the record\">") < 0 ||
	    bcf_hdr_sync(r->hdr) < 0)
		return sdi_no_memory(err);
	return STARDOSE_OK;
}

/* Without samples there is no FORMAT column either. */
static int tabs_wanted(const struct sdi_reader *r)
{
	return r->n_samples_in_file ? N_FIXED - 1 + r->n_samples_in_file : N_FIXED - 2;
}

/* The line once more, after vcf_parse() has scribbled on its copy. */
static kstring_t *restored(struct sdi_reader *r)
{
	memcpy(r->parsed.s, r->line.s, r->line.l + 1);
	r->parsed.l = r->line.l;
	return &r->parsed;
}

/*
 * htslib takes a tag that the header does not declare for text. It would say so on stderr; here the
 * log does, once for each, but for GT, whose type is known.
 */
static void say_undeclared(const struct sdi_reader *r, int n_declared)
{
	for (int i = n_declared; i < r->hdr->nhrec; i++) {
		bcf_hrec_t *line = r->hdr->hrec[i];
		int id = bcf_hrec_find_key(line, "ID"),
		    is_tag = line->type == BCF_HL_INFO || line->type == BCF_HL_FMT;

		if (is_tag && id >= 0 && strcmp(line->vals[id], "GT"))
			stardose_log_say(&r->log, STARDOSE_OK,
					 "'%s' uses %s/%.80s, which its header does not declare: "
					 "it is taken for text, and numbers in it are not heeded",
					 r->name, line->type == BCF_HL_INFO ? "INFO" : "FORMAT",
					 line->vals[id]);
	}
}

int sdi_text_parse(struct sdi_reader *r, bcf1_t *rec, struct stardose_error *err)
{
	const int bad = BCF_ERR_NCOLS | BCF_ERR_LIMITS | BCF_ERR_CHAR | BCF_ERR_CTG_INVALID |
			BCF_ERR_TAG_INVALID;
	int ret = declare_end(r, err), n_declared = r->hdr->nhrec;

	if (ret)
		return ret;
	/* htslib overlooks surplus columns */
	if (r->n_samples_in_file
		    ? n_tabs(r->line.s, r->line.l) != N_FIXED - 1 + r->n_samples_in_file
		    : !column(r->line.s, r->line.s + r->line.l, N_FIXED - 2))
		return malformed(r, err, parse_error(BCF_ERR_NCOLS));
	if (memchr(r->line.s, '\0', r->line.l))
		return malformed(r, err, "it holds a NUL byte");
	r->parsed.l = 0;
	if (kputsn(r->line.s, r->line.l, &r->parsed) < 0)
		return sdi_no_memory(err);
	if (r->has_prefixes)
		sdi_newer_drop_prefixes(&r->parsed);
	ret = vcf_parse(&r->parsed, r->hdr, rec);
	if (ret < 0 && !r->has_prefixes && sdi_newer_drop_prefixes(restored(r))) {
		bcf_clear(rec);
		ret = vcf_parse(&r->parsed, r->hdr, rec);
	}
	if (ret < 0 || rec->errcode & bad)
		return malformed(r, err, parse_error(rec->errcode));
	if (r->hdr->nhrec > n_declared)
		say_undeclared(r, n_declared);
	if (r->has_lengths)
		sdi_newer_set_length(r->hdr, rec, 1);
	return STARDOSE_OK;
}

/* Part of a line that straddles blocks. */
struct part { int n_tabs, is_dropped, verdict; };

static int add_part(struct sdi_reader *r, struct part *part, const char *s, size_t n,
		    struct stardose_error *err)
{
	part->n_tabs += n_tabs(s, n);
	if (part->is_dropped)
		return STARDOSE_OK;
	if (r->line.l + n > MAX_LINE)
		return malformed(r, err, "its line is longer than 1 GiB");
	if (kputsn(s, n, &r->line) < 0)
		return sdi_no_memory(err);
	return STARDOSE_OK;
}

static int n_fields(const char *s, const char *end)
{
	int n = 1;

	while ((s = memchr(s, ':', end - s))) {
		s++;
		n++;
	}
	return n;
}

/*
 * The file ends without a newline. Whether the last line is whole can only be guessed, and a
 * genotype cut from 0/1 to 0 would be believed; so all columns must be there, and the last one as
 * long as FORMAT says.
 */
static int check_last_line(struct sdi_reader *r, const struct part *part,
			   struct stardose_error *err)
{
	const char *end = r->line.s + r->line.l, *format, *last;
	int is_cut = part->n_tabs != tabs_wanted(r);

	if (!r->n_samples_in_file) /* only sites (every_record): their last column may have any
				      length */
		is_cut = part->n_tabs < N_FIXED - 2;
	else if (!is_cut && !part->is_dropped && r->n_samples_in_file) {
		format = column(r->line.s, end, N_FIXED - 1);
		last = column(format, end, r->n_samples_in_file);
		is_cut = !last || last == end || strchr("/|:,", end[-1]) ||
			 n_fields(last, end) <
				 n_fields(format, memchr(format, '\t', end - format)) ||
			 (!strncmp(format, "GT\t", 3) && !memchr(last, '/', end - last) &&
			  !memchr(last, '|', end - last));
	}
	if (!is_cut)
		return STARDOSE_OK;
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"'%s' is truncated: it ends in the middle of %s; if that record is complete, "
		"end it with a newline",
		r->name, sdi_reader_where(r));
}

/* A line in short to whoever wants it. */
static void tell_near(struct sdi_reader *r, const char *line, size_t n)
{
	struct sdi_near_row row;

	if (r->near_fn && sdi_place_is_near(r) &&
	    sdi_near_row_text(line, n, r->n_samples_in_file, &row))
		r->near_fn(r->near_user, r->at.key.s, r->at.key.l - 1, &row);
}

void sdi_text_tell_near(struct sdi_reader *r) { tell_near(r, r->line.s, r->line.l); }

/* A line that is not whole in the block: gather it, and give it up as soon as it cannot matter. */
static int gather_line(struct sdi_reader *r, struct part *part, struct stardose_error *err)
{
	const char *nl = NULL, *s;
	int ret;

	memset(part, 0, sizeof(*part));
	part->verdict = SDI_MORE;
	while (!nl) {
		if (r->p == r->end && (ret = sdi_text_fill(r, err)) != STARDOSE_OK) {
			if (ret == STARDOSE_EOF)
				ret = check_last_line(r, part, err);
			if (ret)
				return ret;
		}
		s = r->p;
		nl = r->at_eof ? s : memchr(s, '\n', r->end - s);
		r->p = nl ? nl + !r->at_eof : r->end;
		if ((ret = add_part(r, part, s, (nl ? nl : r->end) - s, err)) != STARDOSE_OK)
			return ret;
		if (part->verdict != SDI_MORE)
			continue;
		part->verdict = sdi_text_weigh(r, r->line.s, r->line.l, nl != NULL, err);
		if (part->verdict < 0)
			return part->verdict;
		if (part->verdict == SDI_SKIP && !r->every_record && !sdi_place_is_near(r)) {
			part->is_dropped = 1;
			r->line.l = 0;
		}
	}
	return STARDOSE_OK;
}

/* The next line that is to be returned, in r->line. */
static int next_line(struct sdi_reader *r, int *verdict, struct stardose_error *err)
{
	struct part part;
	const char *s, *nl;
	int ret;

	for (;;) {
		r->line.l = 0;
		if (r->p == r->end && (ret = sdi_text_fill(r, err)) != STARDOSE_OK)
			return ret;
		r->line_no++;
		s = r->p;
		nl = memchr(s, '\n', r->end - s);
		if (!nl) {
			ret = gather_line(r, &part, err);
			if (ret)
				return ret;
			*verdict = part.verdict;
			if (part.is_dropped)
				continue;
			tell_near(r, r->line.s, r->line.l);
			if (*verdict == SDI_SKIP && !r->every_record)
				continue;
			break;
		}
		r->p = nl + 1;
		if (nl - s <= 1 && (nl == s || *s == '\r'))
			continue;			/* a blank line */
		*verdict = sdi_text_weigh(r, s, nl - s, 1, err);
		if (*verdict < 0)
			return *verdict;
		tell_near(r, s, nl - s);
		if (*verdict == SDI_SKIP && !r->every_record)
			continue;
		if (kputsn(s, nl - s, &r->line) < 0)
			return sdi_no_memory(err);
		break;
	}
	if (r->line.l && r->line.s[r->line.l - 1] == '\r')
		r->line.s[--r->line.l] = '\0';
	return STARDOSE_OK;
}

int sdi_text_next(struct sdi_reader *r, bcf1_t *rec, int *matters, struct stardose_error *err)
{
	int verdict, ret = next_line(r, &verdict, err);

	if (ret)
		return ret;
	*matters = verdict == SDI_TAKE;
	if (*matters && (ret = sdi_place_take(r, err)) == STARDOSE_OK)
		ret = sdi_text_parse(r, rec, err);
	return ret;
}
