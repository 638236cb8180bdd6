/*
 * annotator_impl.h - the annotator from inside: shared by annotator.c, where records go in, and
 * annotator_pop.c, where they come out
 */
#ifndef SDI_ANNOTATOR_IMPL_H
#define SDI_ANNOTATOR_IMPL_H

#include "annotator/annotated_gene.h"
#include "annotator/annotator.h"
#include "annotator/gene_guidance.h"

struct stardose_annotator {
	struct stardose_annotator_options options;	/* .call is the next */
	struct stardose_call_options call;
	const struct stardose_tables *tables;
	const bcf_hdr_t *hdr;
	bcf_hdr_t *out_hdr;
	int n_ours; /* FORMAT tags that may stand in records and go: sdi_vcf_tags_ours() */
	int n_samples, was_annotated, is_finished;
	struct stardose_caller *caller;
	const struct sdi_gene_stream *stream; /* of the caller; NULL once it is finished */
	int *global;			      /* by sample: of the caller, or -1 */
	struct sdi_annotated_gene *gene;      /* by gene */
	struct stardose_guide *guide;	      /* NULL: guidance is not asked for */
	struct sdi_gene_guidance guidance;
	int is_proven; /* the build is, and the genes know it */
	int is_whole;  /* some option needs the whole file before the first gene is called */
	enum stardose_build build; /* once finished */
	uint64_t n_sites;

	struct sdi_queue *queue;
	int drop_front;			  /* the front entry was handed out: forget it */
	struct stardose_annotated direct; /* a record that need not wait, until it is popped */
	struct stardose_annotated popped; /* the last one */
	struct sdi_mark mark[STARDOSE_N_BUILDS]; /* of the record at hand */
	bcf1_t *parsed, *rec; /* scratch: a line at a gene; a record on its way out */
	bcf_hdr_t *parse_hdr; /* for lines that nobody has parsed: parsing may add to it */
	kstring_t line, out, joined, word[SDI_N_FORMAT_TAGS]; /* scratch */
	struct sdi_vcf_values combined;			      /* of several genes at one record */
};

/* How many FORMAT tags are put. */
static inline int sdi_annotator_n_formats(const struct stardose_annotator *ann)
{
	return ann->guide ? SDI_N_FORMAT_TAGS : SDI_N_CALL_TAGS;
}

/* Named or proven. */
static inline enum stardose_build sdi_annotator_build_of(const struct stardose_annotator *ann)
{
	return ann->stream ? ann->stream->build : ann->build;
}

/* Records have come near genes, and nothing tells the build yet. */
static inline int sdi_annotator_is_open_question(const struct stardose_annotator *ann)
{
	return ann->stream && sdi_gene_stream_is_open_question(ann->stream);
}

/* What was handed out is no longer looked at. */
static inline void sdi_annotator_let_go(struct stardose_annotator *ann)
{
	if (ann->drop_front)
		sdi_queue_drop(ann->queue);
	ann->drop_front = 0;
}

/*
 * sdi_annotator_retire() - a gene that is complete and that no record waits for (any more) needs no
 * memory
 */
void sdi_annotator_retire(struct stardose_annotator *ann, int g);

#endif
