/* record_bytes.c - the next bytes of a file, where reading stands, and what is wrong with them */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <htslib/hfile.h>
#include "record/record_private.h"

const char *sdi_reader_where(struct sdi_reader *r)
{
	if (r->line_no > 0)
		snprintf(r->where, sizeof(r->where), "line %" PRId64, r->line_no);
	else if (r->at.key.l && r->at.pos > -2)
		snprintf(r->where, sizeof(r->where), "%.*s:%" PRIhts_pos, (int)r->at.key.l - 1,
			 r->at.key.s, r->at.pos + 1);
	else if (r->at.key.l)
		snprintf(r->where, sizeof(r->where), "contig %.*s", (int)r->at.key.l - 1,
			 r->at.key.s);
	else
		snprintf(r->where, sizeof(r->where), "its beginning");
	return r->where;
}

int sdi_bytes_bad(struct sdi_reader *r, struct stardose_error *err)
{
	return stardose_error_set(
		err, STARDOSE_EINPUT,
		"cannot read '%s' on from %s: the compressed data are truncated or damaged; "
		"copy or make the file again",
		r->name, sdi_reader_where(r));
}

/* A BGZF file ends with an empty block; without it the file was cut at a block border. */
int sdi_bytes_end(struct sdi_reader *r, struct stardose_error *err)
{
	r->at_eof = 1;
	if (r->bgzf && r->bgzf->is_compressed && !r->bgzf->is_gzip && r->bgzf->no_eof_block)
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' is truncated: the BGZF end-of-file block is missing after %s; "
			"copy or make the file again",
			r->name, sdi_reader_where(r));
	return STARDOSE_EOF;
}

int sdi_text_fill(struct sdi_reader *r, struct stardose_error *err)
{
	BGZF *bgzf = r->bgzf;
	ssize_t n;

	if (r->at_eof)
		return STARDOSE_EOF;
	if (!bgzf) {
		n = hread(r->fp->fp.hfile, r->buf, SDI_PLAIN_BUFFER);
		if (n < 0)
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "cannot read '%s' on from %s: %s", r->name,
						  sdi_reader_where(r), strerror(errno));
		r->p = r->buf;
		r->end = r->buf + n;
		return n ? STARDOSE_OK : sdi_bytes_end(r, err);
	}
	if (bgzf->block_offset >= bgzf->block_length && bgzf_read_block(bgzf) != 0)
		return sdi_bytes_bad(r, err);
	if (!bgzf->block_length)
		return sdi_bytes_end(r, err);
	/* The block is read in place: nothing but lines that matter is ever copied. */
	r->p = (const char *)bgzf->uncompressed_block + bgzf->block_offset;
	r->end = (const char *)bgzf->uncompressed_block + bgzf->block_length;
	bgzf->block_offset = bgzf->block_length = 0;
	return STARDOSE_OK;
}
