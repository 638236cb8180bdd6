/*
 * queued_record.h - a record and what is known of it, as one entry of the queue
 *
 * While the build is not proven an entry carries the marks of both builds.
 */
#ifndef SDI_QUEUED_RECORD_H
#define SDI_QUEUED_RECORD_H

#include <htslib/kstring.h>
#include <htslib/vcf.h>
#include <stardose/tables.h>
#include "annotator/record_queue.h"

/*
 * What a record is in one build: a definition site of these genes, with this INFO/PGX; or nothing
 * (n_genes 0).
 */
struct sdi_mark {
	int n_genes, m_genes;
	int *gene;			/* indices, ascending */
	kstring_t info;
};

struct sdi_queued {
	const struct sdi_mark *mark;	/* of each build (STARDOSE_N_BUILDS) */
	int has_tags;			/* 1: tags of an earlier run are in it */
	const char *line;		/* text of @len bytes, or NULL */
	size_t len;
	bcf1_t *rec;			/* or a BCF record */
};

/* sdi_queued_push() - append a copy to the queue */
int sdi_queued_push(struct sdi_queue *queue, const struct sdi_queued *held,
		    struct stardose_error *err);

/* An entry looked at in place: pointers into the queue. */
struct sdi_queued_view {
	int n_genes[STARDOSE_N_BUILDS];
	const int32_t *gene[STARDOSE_N_BUILDS];
	const char *info[STARDOSE_N_BUILDS];
	int has_tags;
	const char *line;		/* or NULL: a BCF record, see sdi_queued_record() */
	size_t len;
	const void *entry;
};

/* sdi_queued_view() - read an entry as sdi_queue_front() gives it */
void sdi_queued_view(const void *data, size_t size, struct sdi_queued_view *out);
/*
 * sdi_queued_record() - copy the BCF record of an entry into @rec. Return: STARDOSE_OK,
 * STARDOSE_ENOMEM
 */
int sdi_queued_record(const struct sdi_queued_view *view, bcf1_t *rec);

#endif
