/*
 * user_file.h - files that a person names: opened in one way, read as text, lines and fields
 *
 * Nothing here ever reaches a network: a name with "://" is refused, everything else is a path and
 * is opened by the system alone, never by the scheme handlers and plug-ins of htslib.
 */
#ifndef SDI_USER_FILE_H
#define SDI_USER_FILE_H

#include <stddef.h>
#include <htslib/hts.h>
#include <stardose/lines.h>

#define SDI_USER_MAX_BYTES ((size_t)256 << 20)	/* of text, decompressed; no table is larger */

/* ---- opening ---- */

/*
 * sdi_user_open() - open a file for reading as bytes
 * @path: "-" is standard input, which stays open when the result is closed
 * Return: close with hclose(); NULL: @err has STARDOSE_EUSAGE (a URL) or STARDOSE_EINPUT
 */
struct hFILE *sdi_user_open(const char *path, struct stardose_error *err);
/*
 * sdi_user_open_records() - the same for VCF and BCF, which htslib recognises and decompresses
 *
 * Contents that send htslib elsewhere (a htsget ticket, crypt4gh) are refused. What else it may be
 * is for the caller to look at (format.format).
 * Return: close with hts_close(); NULL: STARDOSE_EUSAGE, STARDOSE_EINPUT
 */
htsFile *sdi_user_open_records(const char *path, struct stardose_error *err);
/*
 * sdi_user_records() - the same of bytes that are open already; @bytes is closed with the result,
 * or at once after an error
 * @name: for messages
 */
htsFile *sdi_user_records(struct hFILE *bytes, const char *name, struct stardose_error *err);
/*
 * sdi_user_slurp() - all bytes of a file, decompressed when it is gzipped
 * @most: bytes that are too many, such as SDI_USER_MAX_BYTES
 * @text: owned by the caller (free), with a NUL behind @size bytes; untouched after an error
 * Return: STARDOSE_OK, STARDOSE_EUSAGE (a URL), STARDOSE_EINPUT (cannot be opened or read, too
 * large), STARDOSE_ENOMEM
 */
int sdi_user_slurp(const char *path, size_t most, char **text, size_t *size,
		   struct stardose_error *err);

/*
 * sdi_user_each_line() - as stardose_lines_read()
 * @most: bytes of a line that are too many
 */
int sdi_user_each_line(const char *path, size_t most, stardose_line_fn *take, void *data,
		       struct stardose_error *err);

/* ---- text in memory, cut in place ---- */

struct sdi_user_text {
	char *at, *end;		/* what is left; begin with the text and text + size */
	int line;		/* number of the line just given, 1-based; begin with 0 */
	int has_nul;		/* 1: the line just given has a NUL inside, so it is no text */
	/* for sdi_user_row() and sdi_user_aside() only: */
	const char *path;	/* for messages */
	const char *comment;	/* lines that begin so (after blanks) are no rows */
	const struct stardose_log *log;
};

/*
 * sdi_user_text() - begin with a text whose rows are set aside one by one when they are bad
 * @path, @comment, @log: as in the struct; borrowed
 * @text: @size bytes, NUL behind them; a byte order mark is passed over
 * @what: what it should be, such as "a pedigree"
 * Return: STARDOSE_OK; STARDOSE_EINPUT: it holds binary data
 */
int sdi_user_text(struct sdi_user_text *out, const char *path, const char *what,
		  const char *comment, char *text, size_t size, const struct stardose_log *log,
		  struct stardose_error *err);
/* sdi_user_bom() - bytes of the byte order mark that @text begins with: 3 or 0 */
size_t sdi_user_bom(const char *text, size_t size);
/* sdi_user_line() - the next line without its end (LF or CRLF), or NULL after the last; borrowed */
char *sdi_user_line(struct sdi_user_text *text);
/*
 * sdi_user_row() - the next line that is no comment, not blank, and is UTF-8 text; a line that is
 * not UTF-8 is set aside. NULL after the last
 */
char *sdi_user_row(struct sdi_user_text *text);
/*
 * sdi_user_cut_blanks() - stardose_line_cut() at runs of blanks and tabs: as in BED and FAM files
 */
int sdi_user_cut_blanks(char *line, char **field, int max);
/*
 * sdi_user_aside() - the row just given is set aside, and the log says why: "'FILE' line 5 is set
 * aside: ..."; returns STARDOSE_EROW
 */
int sdi_user_aside(const struct sdi_user_text *text, const char *fmt, ...) STARDOSE_PRINTF(2, 3);
/*
 * sdi_user_contradiction() - the same for a row that contradicts that of line @other: neither is
 * used. @what, @whom: "CYP2D6 of", "person_1"
 */
int sdi_user_contradiction(const struct sdi_user_text *text, int other, const char *what,
			   const char *whom);

#endif
