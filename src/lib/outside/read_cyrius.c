/*
 * read_cyrius.c - Cyrius 1.x: <prefix>.tsv (Sample, Genotype, Filter) and <prefix>.json (sample ->
 * object)
 *
 * The program calls one gene and does not name it in its files, so the rows name none either.
 */
#include <stdio.h>
#include <string.h>
#include "outside/outside_read.h"

#define MARK_LIMIT 65536	/* a sample's object has its marks among the first members */
#define MAX_COPIES 12		/* of one allele in a set; the program stops at six of the gene */

static int no_genotype(const char *genotype)
{
	static const char *const words[] = {
		"", "none", ".", "null", "no_call", "no call", "nocall"
	};

	for (size_t i = 0; genotype && i < sizeof(words) / sizeof(*words); i++)
		if (sdi_outside_is(genotype, words[i]))
			return 1;
	return !genotype;
}

/*
 * The copies of x3 in [@at, @end): 1 when nothing stands there, 0 when it is no number from 1 to
 * MAX_COPIES.
 */
static int copies_behind(const char *at, const char *end)
{
	int n = 0;

	if (at == end)
		return 1;
	for (at++; at < end && *at >= '0' && *at <= '9' && n <= MAX_COPIES; at++)
		n = 10 * n + (*at - '0');
	return at == end && n <= MAX_COPIES ? n : 0;
}

/*
 * Append an allele of a set as often as it stands there: *1x2 becomes *1_*1, as each copy may be
 * on either haplotype.
 */
static int put_copies(const char *at, const char *end, kstring_t *out)
{
	const char *x = memchr(at, 'x', end - at);
	const char *stop = x ? x : end;
	int copies = copies_behind(stop, end);

	if (stop - at < 2 || *at != '*' || !copies)
		return STARDOSE_EROW;
	for (int i = 0; i < copies; i++)
		if ((i && kputc('_', out) < 0) || kputsn(at, stop - at, out) < 0)
			return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}

/* Append the set of alleles in [@at, @end), *1_*2_*68 or *1x4; STARDOSE_EROW when it is none. */
static int put_set(const char *at, const char *end, kstring_t *out)
{
	size_t before = out->l;
	int ret = STARDOSE_OK;

	for (const char *stop; at <= end && !ret; at = stop + 1) {
		stop = memchr(at, '_', end - at);
		stop = stop ? stop : end;
		if (out->l > before && kputc('_', out) < 0)
			return STARDOSE_ENOMEM;
		ret = put_copies(at, stop, out);
	}
	return !ret && !memchr(out->s + before, '_', out->l - before) ? STARDOSE_EROW : ret;
}

/*
 * A genotype's readings, joined by ';': diplotypes as they are, sets of alleles with their copies
 * one by one.
 */
static int readings(const char *genotype, kstring_t *out)
{
	for (const char *at = genotype, *end; ; at = end + 1) {
		size_t n = strcspn(at, ";");
		int ret = STARDOSE_OK;

		end = at + n;
		if (at > genotype && kputc(';', out) < 0)
			return STARDOSE_ENOMEM;
		if (memchr(at, '/', n))
			ret = kputsn(at, n, out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
		else
			ret = put_set(at, end, out);
		if (ret < 0 || !*end)
			return ret;
	}
}

/* What a filter means: 1 use the genotype, 2 use it with a remark, 0 it is no call. */
static int filter_use(const char *filter)
{
	static const struct { const char *name; int use;
	} filters[] = {
		{ "PASS", 1 },
		{ "More_than_one_possible_genotype", 1 }, /* then the genotype holds them all */
		{ "Not_assigned_to_haplotypes", 1 },
		{ "LowQ_high_CN", 2 },
	};

	for (size_t i = 0; filter && i < sizeof(filters) / sizeof(*filters); i++)
		if (!strcmp(filter, filters[i].name))
			return filters[i].use;
	return 0;
}

int sdi_cyrius_genotype(const struct sdi_outside_sink *sink, struct sdi_outside_row *row,
			const char *genotype, const char *filter, const char *none,
			struct stardose_error *err)
{
	char why[SDI_SHOWN + 64], shown[SDI_SHOWN];
	kstring_t text = KS_INITIALIZE;
	int use = filter_use(filter), ret;

	if (no_genotype(genotype)) {
		sink->none(sink->user, row->line, row->sample, row->gene,
			   none ? none : "no genotype");
		return STARDOSE_OK;
	}
	if (!use) {
		snprintf(why, sizeof(why), "a genotype that did not pass, filter '%s'",
			 sdi_outside_shown(filter ? filter : "", shown));
		sink->none(sink->user, row->line, row->sample, row->gene, why);
		return STARDOSE_OK;
	}
	ret = readings(genotype, &text);
	if (!ret) {
		row->diplotype = text.s;
		row->remark = use == 2 ? filter : NULL;
		ret = sink->row(sink->user, row, err);
	} else if (ret == STARDOSE_EROW) {
		snprintf(why, sizeof(why),
			 "genotype '%s' is neither a diplotype nor a set of alleles",
			 sdi_outside_shown(genotype, shown));
		sink->bad(sink->user, row->line, why);
		ret = STARDOSE_OK;
	}
	ks_free(&text);
	return ret;
}

static int sniff_tsv(const char *path, const char *text, size_t size)
{
	static const char header[] = "Sample\tGenotype\tFilter";

	(void)path;
	return size > sizeof(header) - 1 && !strncmp(text, header, sizeof(header) - 1) &&
	       strchr("\t\r\n", text[sizeof(header) - 1]);
}

static int read_tsv(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		    struct stardose_error *err)
{
	struct sdi_user_text lines = { .at = text, .end = text + size };
	char *line = sdi_user_line(&lines), *field[3], why[64];
	int n_header = line ? stardose_line_cut(line, '\t', field, 3) : 0, ret = STARDOSE_OK;

	(void)path;
	while (!ret && (line = sdi_user_line(&lines)) != NULL) {
		struct sdi_outside_row row = { .line = lines.line };
		int n = stardose_line_cut(line, '\t', field, 3);

		if (n == 1 && !*field[0] && !lines.has_nul)
			continue;
		snprintf(why, sizeof(why), "%d fields, %d expected", n, n_header);
		if (lines.has_nul || n != n_header) {
			sink->bad(sink->user, lines.line,
				  lines.has_nul ? "a byte 0 inside, so it is no text" : why);
			continue;
		}
		row.sample = field[0];
		ret = sdi_cyrius_genotype(sink, &row, field[1], field[2], NULL, err);
	}
	return ret;
}

const struct sdi_outside_format sdi_outside_cyrius_tsv = { "cyrius-tsv", sniff_tsv, read_tsv };

static int sniff_json(const char *path, const char *text, size_t size)
{
	(void)path;
	return sdi_outside_begins(text, "{") &&
	       sdi_outside_has(text, size, MARK_LIMIT, "\"Genotype\"") &&
	       sdi_outside_has(text, size, MARK_LIMIT, "\"CNV_group\"");
}

/* Why a sample's object has no genotype: the first step of the program that gave nothing. */
static const char *why_none(const cJSON *sample)
{
	const char *group = sdi_outside_json_text(sample, "CNV_group"),
		   *info = sdi_outside_json_text(sample, "Call_info");

	if (cJSON_IsNull(cJSON_GetObjectItemCaseSensitive(sample, "Total_CN")))
		return "the number of copies could not be called";
	if (!group)
		return "the structure (CNV_group) could not be called";
	return info && !strcmp(info, "no_match") ? "its variants match no known alleles"
						 : "no genotype for this structure (CNV_group)";
}

static int read_json(const char *path, char *text, size_t size, const struct sdi_outside_sink *sink,
		     struct stardose_error *err)
{
	cJSON *root, *sample;
	char why[SDI_SHOWN + 64], shown[SDI_SHOWN];
	int ret = sdi_outside_json(text, size, &root, err);

	(void)path;
	if (ret < 0)
		return ret;
	cJSON_ArrayForEach(sample, root) {
		const cJSON *genotype = cJSON_GetObjectItemCaseSensitive(sample, "Genotype");
		struct sdi_outside_row row = { .sample = sample->string };

		if (!cJSON_IsObject(sample) || !genotype ||
		    !(cJSON_IsString(genotype) || cJSON_IsNull(genotype))) {
			snprintf(why, sizeof(why),
				 "sample '%s': no member Genotype that is text or null",
				 sdi_outside_shown(sample->string, shown));
			sink->bad(sink->user, 0, why);
			continue;
		}
		ret = sdi_cyrius_genotype(sink, &row, cJSON_GetStringValue(genotype),
					  sdi_outside_json_text(sample, "Filter"), why_none(sample),
					  err);
		if (ret < 0)
			break;
	}
	cJSON_Delete(root);
	return ret;
}

const struct sdi_outside_format sdi_outside_cyrius_json = { "cyrius-json", sniff_json, read_json };
