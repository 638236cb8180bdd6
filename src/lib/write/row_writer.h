/*
 * row_writer.h - what the writers of calls and of guidance share: buffered output whose repeated
 * parts are made once
 *
 * Many samples share a call or a line of guidance by address. Its text is made at the first use and
 * copied after.
 */
#ifndef SDI_ROW_WRITER_H
#define SDI_ROW_WRITER_H

#include <htslib/kstring.h>
#include <stardose/writer.h>

struct sdi_row_writer {
	const struct stardose_tables *tables;
	struct stardose_writer_options options;
	const char *command;				/* for the provenance lines: "call" */
	int (*header)(kstring_t *to); /* the line of column names; NULL: there is none */
	int (*text)(kstring_t *to, const struct sdi_row_writer *w,
		    const void *item); /* of one item, without the sample; a status */
	const char *note;		/* a further line of provenance, or NULL */
	void *index;			/* private: address of an item -> its text */
	kstring_t kept;			/* private: the texts, one after the other */
	kstring_t out;			/* what has not gone to the sink */
	kstring_t tail;			/* JSON: what ends every line; filled by the writer */
};

/*
 * sdi_row_writer_init() - @w is zeroed but for command, header and text. STARDOSE_OK or
 * STARDOSE_ENOMEM
 */
int sdi_row_writer_init(struct sdi_row_writer *w, const struct stardose_tables *tables,
			const struct stardose_writer_options *options, struct stardose_error *err);
void sdi_row_writer_release(struct sdi_row_writer *w);
/* sdi_row_writer_begin() - provenance and the header line; nothing for JSON Lines */
int sdi_row_writer_begin(struct sdi_row_writer *w, struct stardose_error *err);
/*
 * sdi_row_writer_put() - append the text of @item behind @prefix; @item must keep its address and
 * content
 */
int sdi_row_writer_put(struct sdi_row_writer *w, const char *prefix, size_t len, const void *item);
/*
 * sdi_row_writer_put_once() - the same without keeping the text: @item may be another one tomorrow
 */
int sdi_row_writer_put_once(struct sdi_row_writer *w, const char *prefix, size_t len,
			    const void *item);
/*
 * sdi_row_writer_finish() - after a sample: turn @ret into a message, or empty a buffer that is
 * full
 */
int sdi_row_writer_finish(struct sdi_row_writer *w, int ret, struct stardose_error *err);
int sdi_row_writer_flush(struct sdi_row_writer *w, struct stardose_error *err);

#endif
