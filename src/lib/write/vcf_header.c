/* vcf_header.c - declare the tags of stardose, say where their values come from */
#include <ctype.h>
#include <string.h>
#include "write/provenance.h"
#include "write/vcf_tags.h"
#include "util/no_memory.h"

/*
 * Every Description of ours ends in this; it tells our tags from another program's of the same
 * name.
 */
#define MARK "(stardose)"

const char *const sdi_format_tags[SDI_N_FORMAT_TAGS] = { "PGXD", "PGXP", "PGXS", "PGXG" };

static const struct {
	int line_type;
	const char *key, *id, *number, *description;
} declarations[1 + SDI_N_FORMAT_TAGS] = {
	{ BCF_HL_INFO, "INFO", SDI_INFO_TAG, ".",
	  "Pharmacogene variants that this record speaks of: gene|rsID|star alleles that need it, "
	  "joined by &|effect|"
	  "numbers of the alleles of this record that carry it, joined by & (0 REF, . "
	  "none) " MARK },
	{ BCF_HL_FMT, "FORMAT", "PGXD", "1",
	  "Diplotype of the gene in PGX; the best ranked where several fit, see PGXS; genes joined "
	  "by & " MARK },
	{ BCF_HL_FMT, "FORMAT", "PGXP", "1",
	  "Phenotype on which all diplotypes that fit agree, else Indeterminate; blanks as "
	  "_ " MARK },
	{ BCF_HL_FMT, "FORMAT", "PGXS", "1",
	  "Status of the call: called, assumed, incomplete, ambiguous, partial, no_call or "
	  "outside " MARK },
	{ BCF_HL_FMT, "FORMAT", "PGXG", ".",
	  "Guidance that rests on the gene: medicine|source|action|context; without context where "
	  "the source has one for all, action . where it has no row for the result " MARK },
};

static const char *hrec_value(bcf_hrec_t *hrec, const char *key)
{
	int i = bcf_hrec_find_key(hrec, key);

	return i >= 0 && hrec->vals[i] ? hrec->vals[i] : "";
}

/* The tag is declared already: renew the text if it is ours, refuse if it is not. */
static int redeclare(bcf_hrec_t *hrec, int which, struct stardose_error *err)
{
	const char *text = declarations[which].description;
	int at = bcf_hrec_find_key(hrec, "Description");

	if (strcmp(hrec_value(hrec, "Type"), "String") ||
	    strcmp(hrec_value(hrec, "Number"), declarations[which].number) ||
	    !strstr(hrec_value(hrec, "Description"), MARK))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "the header declares %s/%s, which is not stardose's tag "
					  "of that name; remove or "
					  "rename it first, as in 'bcftools annotate -x %s/%s'",
					  declarations[which].key, declarations[which].id,
					  declarations[which].key, declarations[which].id);
	if (bcf_hrec_set_val(hrec, at, text, strlen(text), 1) < 0)
		return sdi_no_memory(err);
	return STARDOSE_OK;
}

static int is_ours(bcf_hrec_t *hrec)
{
	return strstr(hrec_value(hrec, "Description"), MARK) != NULL;
}

int sdi_vcf_tags_ours(const bcf_hdr_t *hdr)
{
	bcf_hrec_t *hrec = bcf_hdr_get_hrec(hdr, BCF_HL_FMT, "ID",
					    sdi_format_tags[SDI_N_FORMAT_TAGS - 1], NULL);

	return hrec && is_ours(hrec) ? SDI_N_FORMAT_TAGS : SDI_N_CALL_TAGS;
}

static int declare(bcf_hdr_t *hdr, int n_formats, int *was_annotated, struct stardose_error *err)
{
	bcf_hrec_t *hrec;
	int i, ret;

	for (i = 0; i < 1 + SDI_N_FORMAT_TAGS; i++) {
		hrec = bcf_hdr_get_hrec(hdr, declarations[i].line_type, "ID", declarations[i].id,
					NULL);
		if (i > n_formats && (!hrec || !is_ours(hrec)))
			continue;
		if (hrec) {
			*was_annotated = 1;
			if ((ret = redeclare(hrec, i, err)) < 0)
				return ret;
		} else if (bcf_hdr_printf(
				   hdr, "##%s=<ID=%s,Number=%s,Type=String,Description=\"%s\">",
				   declarations[i].key, declarations[i].id, declarations[i].number,
				   declarations[i].description) < 0) {
			return sdi_no_memory(err);
		}
	}
	return STARDOSE_OK;
}

/* A command line on one header line. */
static int one_line(const char *text, kstring_t *out)
{
	for (; *text; text++)
		if (kputc(iscntrl((unsigned char)*text) ? ' ' : *text, out) < 0)
			return -1;
	return 0;
}

/* Append lines that end in newlines. */
static int append_lines(bcf_hdr_t *hdr, char *text)
{
	char *line, *rest = NULL;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
		if (bcf_hdr_append(hdr, line) < 0)
			return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}

static int add_provenance(bcf_hdr_t *hdr, const struct stardose_tables *tables, const char *command)
{
	kstring_t text = KS_INITIALIZE;
	int ret = sdi_provenance_program(&text, "annotate");

	if (!ret && command)
		ret = kputs("##stardose_annotateCommand=", &text) < 0 ||
				      one_line(command, &text) < 0 || kputc('\n', &text) < 0
			      ? STARDOSE_ENOMEM
			      : STARDOSE_OK;
	if (!ret)
		ret = sdi_provenance_tables(&text, tables);
	if (!ret)
		ret = sdi_provenance_local(&text, tables);
	if (!ret)
		ret = append_lines(hdr, text.s);
	ks_free(&text);
	return ret;
}

/*
 * The lines of an earlier run; bcf_hdr_remove() finds no structured line without ID, so these go
 * by hand.
 */
static void remove_provenance(bcf_hdr_t *hdr)
{
	int i, n = 0;

	bcf_hdr_remove(hdr, BCF_HL_GEN, "stardose_annotateVersion");
	bcf_hdr_remove(hdr, BCF_HL_GEN, "stardose_annotateCommand");
	bcf_hdr_remove(hdr, BCF_HL_GEN, "stardose_local");
	for (i = 0; i < hdr->nhrec; i++)
		if (hdr->hrec[i]->type == BCF_HL_STR &&
		    !strcmp(hdr->hrec[i]->key, "stardose_tables"))
			bcf_hrec_destroy(hdr->hrec[i]);
		else
			hdr->hrec[n++] = hdr->hrec[i];
	hdr->nhrec = n;
}

int sdi_vcf_tags_header(const bcf_hdr_t *in, const struct stardose_tables *tables,
			const char *command, int n_formats, bcf_hdr_t **out, int *was_annotated,
			struct stardose_error *err)
{
	bcf_hdr_t *hdr = bcf_hdr_dup(in);
	int ret;

	if (!hdr)
		return sdi_no_memory(err);
	*was_annotated = 0;
	remove_provenance(hdr);
	ret = declare(hdr, n_formats, was_annotated, err);
	if (!ret && ((tables && add_provenance(hdr, tables, command)) || bcf_hdr_sync(hdr) < 0))
		ret = sdi_no_memory(err);
	if (ret) {
		bcf_hdr_destroy(hdr);
		return ret;
	}
	*out = hdr;
	return STARDOSE_OK;
}
