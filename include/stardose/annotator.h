/*
 * annotator.h - a stream of VCF records in, the same records with star alleles, phenotypes and
 * status out
 *
 * Files:    stardose_annotate(tables, &options, in, &output, &err)
 *
 * Streams of another program's making:
 *
 *   stardose_annotator_new(tables, &options, hdr, &ann, &err)
 *   write stardose_annotator_header(ann)
 *   for each record, in order
 *           stardose_annotator_push(ann, rec, &err)             or stardose_annotator_push_line()
 *           while (!(ret = stardose_annotator_pop(ann, &ready, &err)))
 *                   write ready.rec or ready.line
 *   stardose_annotator_finish(ann, &err)
 *   while (!(ret = stardose_annotator_pop(ann, &ready, &err)))
 *           write ready.rec or ready.line
 *   stardose_annotator_free(ann)
 *
 * Records come out in the order in which they went in, each once, and as they were unless they are
 * a definition site of a gene. Such a record, and those behind it, are held back until its gene is
 * complete: a record lies beyond the gene's last reference window, the contig changes, or the
 * stream ends. What is held back beyond
 * @hold_limit bytes goes to a temporary file, so memory does not grow with the number of samples
 * times records.
 *
 * What is added is described in docs/ANNOTATE.md. Tags PGX, PGXD, PGXP, PGXS and PGXG of an
 * earlier run are replaced.
 *
 * Threads: a handle is for one thread at a time; any number of handles may share the tables.
 */
#ifndef STARDOSE_ANNOTATOR_H
#define STARDOSE_ANNOTATOR_H

#include <stddef.h>
#include <htslib/vcf.h>
#include <stardose/call.h>
#include <stardose/guidance.h>
#include <stardose/redaction.h>

#ifdef __cplusplus
extern "C" {
#endif

struct stardose_annotator;

struct stardose_annotator_options {
	size_t size; /* of this struct; set by stardose_annotator_options_init() */
	/*
	 * how to call: copied, NULL: the defaults; samples not selected stay in the output, with
	 * '.' as their values; call_depth, depth_regions, pedigree and population need the whole
	 * stream, so the first definition site and all behind it wait for its end
	 */
	const struct stardose_call_options *call;
	const char *structural; /* VCF or BCF of structural variants, several joined by ',', read
				   for copies when the stream has ended; the same; NULL: none */
	/*
	 * medicines and sources of FORMAT/PGXG; borrowed like strings; needs the whole stream;
	 * NULL: no guidance
	 */
	const struct stardose_guide_options *guide;
	const char *command;	/* for ##stardose_annotateCommand; NULL: that line is left out */
	int no_version;		/* 1: no provenance lines at all */
	size_t hold_limit;	/* bytes of held records in memory; 0: 64 MiB */
	const char *temporary;	/* directory of the temporary file; NULL: $TMPDIR, else /tmp */
	int no_paths;		/* 1: provenance does not name the folder of the tables */
	/*
	 * names for the samples, and a header without other programs' lines and texts
	 * (docs/PRIVACY.md); borrowed until the annotator is freed; NULL: as they are
	 */
	struct stardose_redaction *redaction;
};
/*
 * stardose_annotator_options_init_size() - defaults of the manual, with provenance
 * @size: sizeof(struct stardose_annotator_options) as the program was compiled
 */
STARDOSE_API void stardose_annotator_options_init_size(struct stardose_annotator_options *options,
						       size_t size);
/* stardose_annotator_options_init() - the same with the size of this header */
static inline void stardose_annotator_options_init(struct stardose_annotator_options *options)
{
	stardose_annotator_options_init_size(options, sizeof(*options));
}

/* A record that is ready: either text or a bcf1_t, whichever was pushed. */
struct stardose_annotated {
	const char *line; /* text without newline, @len bytes, then NUL unless it is the line just
			     pushed; or NULL */
	size_t len;
	bcf1_t *rec;		/* or NULL; its ids are those of stardose_annotator_header() */
};

/*
 * stardose_annotator_new() - an annotator for one stream
 * @tables:  borrowed, must outlive the annotator
 * @options: copied; the strings in it are borrowed for the annotator's life
 * @hdr:     header of the records that will be pushed; borrowed for the annotator's life. A header
 * without samples is welcome: the records get INFO/PGX only
 * @build:   what is known of the stream's build (options->call->build comes first);
 * STARDOSE_BUILD_AUTO: the REF bases of the records decide, and everything from the first
 * definition site on is held back until they do
 *
 * Return:   STARDOSE_OK; STARDOSE_EUSAGE: unknown gene or sample; STARDOSE_EINPUT: the header
 * declares a tag of another program under one of our names; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_annotator_new(const struct stardose_tables *tables,
					const struct stardose_annotator_options *options,
					const bcf_hdr_t *hdr, enum stardose_build build,
					struct stardose_annotator **out,
					struct stardose_error *err);
/*
 * stardose_annotator_free() - also records that were not popped, the temporary file and the header;
 * NULL is nothing to do
 */
STARDOSE_API void stardose_annotator_free(struct stardose_annotator *ann);

/*
 * stardose_annotator_header() - @hdr with the declarations and provenance lines; borrowed; ids of
 * @hdr are kept
 */
STARDOSE_API const bcf_hdr_t *stardose_annotator_header(const struct stardose_annotator *ann);

/*
 * stardose_annotator_push() - take the next record
 * @rec: as read with @hdr; may be unpacked by the call. It is copied if it must wait; if it need
 * not, the next stardose_annotator_pop() hands out this very @rec, so pop before it is changed
 *
 * Return: STARDOSE_OK; STARDOSE_EINPUT: malformed at a gene, unsorted, or REF bases contradict the
 * build; STARDOSE_EOUTPUT: temporary file; STARDOSE_EUSAGE: the record before was not popped;
 * STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_annotator_push(struct stardose_annotator *ann, bcf1_t *rec,
					 struct stardose_error *err);
/*
 * stardose_annotator_push_line() - take the next record as text
 * @line: @len bytes without newline; borrowed until the next stardose_annotator_pop(). It is parsed
 *        only if it lies at a gene; otherwise its bytes are passed on untouched, whatever they are
 * Return: as stardose_annotator_push()
 */
STARDOSE_API int stardose_annotator_push_line(struct stardose_annotator *ann, const char *line,
					      size_t len, struct stardose_error *err);

/*
 * stardose_annotator_pop() - the next record that is ready
 * @out:   borrowed until the next call with this annotator
 * Return: STARDOSE_OK; STARDOSE_EOF: nothing is ready (after stardose_annotator_finish(): there is
 * no more); STARDOSE_EINPUT, STARDOSE_EOUTPUT, STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_annotator_pop(struct stardose_annotator *ann,
					const struct stardose_annotated **out,
					struct stardose_error *err);

/*
 * stardose_annotator_finish() - the stream has ended: every gene is complete, the build must be
 * decided
 * Return: STARDOSE_OK; STARDOSE_EINPUT: the build cannot be told, or REF bases contradict
 * it; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_annotator_finish(struct stardose_annotator *ann,
					   struct stardose_error *err);

/* Where stardose_annotate() writes, and how. */
struct stardose_annotate_output {
	size_t size; /* of this struct; set by stardose_annotate_output_init() */
	const char *path;	/* NULL or "-": stdout; after an error the file is unfinished */
	const char *name;	/* what messages call it; NULL: @path */
	char type; /* 'v' VCF, 'z' bgzipped VCF, 'u' BCF uncompressed, 'b' BCF; 0 is 'v' */
	int level;		/* compression 0-9 of 'z' and 'b'; -1: the usual */
};

/*
 * stardose_annotate_output_init_size() - VCF text to stdout
 * @size: sizeof(struct stardose_annotate_output) as the program was compiled
 */
STARDOSE_API void stardose_annotate_output_init_size(struct stardose_annotate_output *output,
						     size_t size);
/* stardose_annotate_output_init() - the same with the size of this header */
static inline void stardose_annotate_output_init(struct stardose_annotate_output *output)
{
	stardose_annotate_output_init_size(output, sizeof(*output));
}

/*
 * stardose_annotate() - annotate a file
 * @path: VCF, bgzipped VCF or BCF; "-": stdin
 * options->call->n_threads extra threads each read, write and match; the bytes written do not
 * depend on it. Text in and text out: records without anything to add are passed on byte for byte.
 */
STARDOSE_API int stardose_annotate(const struct stardose_tables *tables,
				   const struct stardose_annotator_options *options,
				   const char *path, const struct stardose_annotate_output *output,
				   struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
