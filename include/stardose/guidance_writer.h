/*
 * guidance_writer.h - guidance as text: tab-separated rows or JSON Lines (docs/GUIDANCE.md
 * describes the columns)
 *
 *   stardose_guidance_writer_new(tables, &options, &writer, &err)
 *   stardose_guidance_writer_begin(writer, &err)
 *   stardose_guidance_writer_sample(writer, sample, guidance, call_json, n, &err)	for each
 * sample stardose_guidance_writer_finish(writer, &err) stardose_guidance_writer_free(writer)
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
STARDOSE_API void stardose_guidance_writer_free(struct stardose_guidance_writer *writer);

#ifdef __cplusplus
}
#endif
#endif
