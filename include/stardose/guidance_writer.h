/*
 * guidance_writer.h - guidance as text: tab-separated rows or JSON Lines (docs/GUIDANCE.md
 * describes the columns)
 *
 *   stardose_guidance_writer_new(tables, &options, &writer, &err)
 *   stardose_guidance_writer_begin(writer, &err)
 *   stardose_guidance_writer_sample(writer, sample, guidance, call_json, n, &err)	for each
 * sample stardose_guidance_writer_finish(writer, &err) stardose_guidance_writer_free(writer)
 *
 * Threads: a handle is for one thread at a time; any number of handles may share the tables.
 */
#ifndef STARDOSE_GUIDANCE_WRITER_H
#define STARDOSE_GUIDANCE_WRITER_H

#include <stardose/guidance.h>
#include <stardose/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

struct stardose_guidance_writer;

/*
 * stardose_guidance_writer_new() - @tables is borrowed and must outlive the writer; @options is
 * copied
 */
STARDOSE_API int stardose_guidance_writer_new(const struct stardose_tables *tables,
					      const struct stardose_writer_options *options,
					      struct stardose_guidance_writer **out,
					      struct stardose_error *err);
/*
 * stardose_guidance_writer_note() - rows: one more line of provenance ("key=value"), left out with
 * no_version; @note is borrowed
 */
STARDOSE_API void stardose_guidance_writer_note(struct stardose_guidance_writer *writer,
						const char *note);
/*
 * stardose_guidance_writer_only_actionable() - leave out lines that ask for no more than the usual
 * approach, unless something in use acts on the medicine and no line goes by that; before _begin()
 */
STARDOSE_API void stardose_guidance_writer_only_actionable(
	struct stardose_guidance_writer *writer);
/*
 * stardose_guidance_writer_begin() - what stands above the first sample: provenance and header
 * line (nothing for JSON Lines)
 */
STARDOSE_API int stardose_guidance_writer_begin(struct stardose_guidance_writer *writer,
						struct stardose_error *err);
/*
 * stardose_guidance_writer_sample() - the rows, or the one line, of one sample
 * @guidance:  as stardose_guide_calls() or _results() gave it; lines that are not passing must stay
 * until stardose_guidance_writer_free(), because the text of each distinct line is made once and
 * kept by its address
 * @call_json: JSON Lines only: the object of the sample as `stardose call -O j` writes it, @n
 * bytes; the members "guidance" and "stardose_guide" are added to it, everything else stays byte
 * for byte
 */
STARDOSE_API int stardose_guidance_writer_sample(struct stardose_guidance_writer *writer,
						 const char *sample,
						 const struct stardose_guidance *guidance,
						 const char *call_json, size_t n,
						 struct stardose_error *err);
/* stardose_guidance_writer_finish() - hand what is left to the sink */
STARDOSE_API int stardose_guidance_writer_finish(struct stardose_guidance_writer *writer,
						 struct stardose_error *err);
/* stardose_guidance_writer_free() - what was not finished is lost; NULL is nothing to do */
STARDOSE_API void stardose_guidance_writer_free(struct stardose_guidance_writer *writer);

/*
 * stardose_guide_line() - everything about one sample of a caller, as one line of `guide -O j`: its
 * calls and the guidance that follows from them; what stardose_report_add() and
 * stardose_fhir_bundle() take
 * @tables: that the caller and the guide were made with
 * @guide:  has been told whom the line is of (stardose_guide_about()), if anything is known; it
 *          remembers the calls by their addresses, so free it before the caller
 * @caller: finished; JSON names single variants only when made with options.keep_sites
 * @sample: 0-based
 * @out:    new text that ends with a line feed and a zero byte, free(); untouched after an error
 * @n:      its bytes, without the zero byte; may be NULL
 * For a few samples: a cohort is faster through a struct stardose_guidance_writer, which makes the
 * text of lines that people share once.
 * Return:  STARDOSE_OK; STARDOSE_EUSAGE: no such sample; STARDOSE_ENOMEM
 */
STARDOSE_API int stardose_guide_line(const struct stardose_tables *tables,
				     struct stardose_guide *guide,
				     const struct stardose_caller *caller, int sample, char **out,
				     size_t *n, struct stardose_error *err);

#ifdef __cplusplus
}
#endif
#endif
