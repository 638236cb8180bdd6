/* queued_record.c - records as entries of the queue */
#include <string.h>
#include "annotator/queued_record.h"
#include "util/no_memory.h"

/*
 * In front of: genes of both builds, texts of both builds (with NUL), the line or the two parts of
 * a BCF record.
 */
struct head {
	int32_t n_genes[STARDOSE_N_BUILDS];
	uint32_t n_info[STARDOSE_N_BUILDS];
	uint32_t is_record, has_tags;
	uint32_t n_shared, n_indiv;
	int32_t rid;
	uint32_t n_info_fields, n_allele, n_fmt, n_sample;
	float qual;
	int64_t pos, rlen;
};

int sdi_queued_push(struct sdi_queue *queue, const struct sdi_queued *held,
		    struct stardose_error *err)
{
	struct sdi_piece piece[7];
	struct head head;
	bcf1_t *rec = held->rec, *copy = NULL;
	int b, n = 1, ret;

	memset(&head, 0, sizeof(head));
	if (rec && (rec->d.shared_dirty || rec->d.indiv_dirty)) {
		rec = copy = bcf_dup(rec);	/* writes pending edits into the copy's bytes */
		if (!rec)
			return sdi_no_memory(err);
	}
	piece[0] = (struct sdi_piece){ &head, sizeof(head) };
	for (b = 0; b < STARDOSE_N_BUILDS; b++) {
		head.n_genes[b] = held->mark[b].n_genes;
		piece[n++] = (struct sdi_piece){ held->mark[b].gene,
						 held->mark[b].n_genes * sizeof(int32_t) };
	}
	for (b = 0; b < STARDOSE_N_BUILDS; b++) {
		head.n_info[b] = held->mark[b].n_genes ? held->mark[b].info.l + 1 : 0;
		piece[n++] = (struct sdi_piece){ held->mark[b].info.s, head.n_info[b] };
	}
	head.has_tags = held->has_tags;
	if (rec) {
		head.is_record = 1;
		head.n_shared = rec->shared.l;
		head.n_indiv = rec->indiv.l;
		head.rid = rec->rid;
		head.n_info_fields = rec->n_info;
		head.n_allele = rec->n_allele;
		head.n_fmt = rec->n_fmt;
		head.n_sample = rec->n_sample;
		head.qual = rec->qual;
		head.pos = rec->pos;
		head.rlen = rec->rlen;
		piece[n++] = (struct sdi_piece){ rec->shared.s, rec->shared.l };
		piece[n++] = (struct sdi_piece){ rec->indiv.s, rec->indiv.l };
	} else {
		piece[n++] = (struct sdi_piece){ held->line, held->len };
	}
	ret = sdi_queue_push(queue, piece, n, err);
	if (copy)
		bcf_destroy(copy);
	return ret;
}

void sdi_queued_view(const void *data, size_t size, struct sdi_queued_view *out)
{
	const struct head *head = data;
	const char *p = (const char *)(head + 1);
	int b;

	memset(out, 0, sizeof(*out));
	out->entry = data;
	out->has_tags = head->has_tags;
	for (b = 0; b < STARDOSE_N_BUILDS; b++) {
		out->n_genes[b] = head->n_genes[b];
		out->gene[b] = (const int32_t *)p;
		p += head->n_genes[b] * sizeof(int32_t);
	}
	for (b = 0; b < STARDOSE_N_BUILDS; b++) {
		out->info[b] = head->n_info[b] ? p : NULL;
		p += head->n_info[b];
	}
	out->len = size - (p - (const char *)data);
	out->line = head->is_record ? NULL : p;
}

static int fill(kstring_t *to, const char *bytes, size_t n)
{
	ks_clear(to);
	return kputsn(bytes, n, to) < 0;
}

int sdi_queued_record(const struct sdi_queued_view *view, bcf1_t *rec)
{
	const struct head *head = view->entry;
	const char *p = (const char *)(head + 1);
	int b;

	for (b = 0; b < STARDOSE_N_BUILDS; b++)
		p += head->n_genes[b] * sizeof(int32_t) + head->n_info[b];
	bcf_clear(rec);
	rec->rid = head->rid;
	rec->qual = head->qual;
	rec->pos = head->pos;
	rec->rlen = head->rlen;
	rec->n_info = head->n_info_fields;
	rec->n_allele = head->n_allele;
	rec->n_fmt = head->n_fmt;
	rec->n_sample = head->n_sample;
	if (fill(&rec->shared, p, head->n_shared) ||
	    fill(&rec->indiv, p + head->n_shared, head->n_indiv))
		return STARDOSE_ENOMEM;
	return STARDOSE_OK;
}
