/* user_file.c - files that a person names: opened in one way, read as text, lines and fields */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>
#include <htslib/bgzf.h>
#include <htslib/hfile.h>
#include <htslib/kstring.h>
#include "util/hts_quiet.h"
#include "util/no_memory.h"
#include "util/text.h"
#include "util/user_file.h"

#define BOM "\xef\xbb\xbf"
#define PIECE 65536

/* ---- opening ---- */

static const char *shown(const char *path) { return strcmp(path, "-") ? path : "standard input"; }

/* "http://", "s3+https://", "file://": a letter, then letters, digits and "+.-". */
static int is_url(const char *path)
{
	const char *s = path;

	if (!isalpha((unsigned char)*s))
		return 0;
	while (isalnum((unsigned char)*s) || (*s && strchr("+.-", *s)))
		s++;
	return !strncmp(s, "://", 3);
}

static void close_keeping_errno(int fd)
{
	int why = errno;

	close(fd);
	errno = why;
}

static int open_descriptor(const char *path)
{
	struct stat st;
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC)
				   : fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);

	if (fd >= 0 && !fstat(fd, &st) && S_ISDIR(st.st_mode)) {
		close(fd);
		errno = EISDIR;
		return -1;
	}
	return fd;
}

struct hFILE *sdi_user_open(const char *path, struct stardose_error *err)
{
	struct hFILE *fp;
	int fd;

	if (is_url(path)) {
		stardose_error_set(err, STARDOSE_EUSAGE,
				   "'%s' is on the network, which is not used; fetch the file "
				   "first",
				   path);
		return NULL;
	}
	fd = open_descriptor(path);
	fp = fd < 0 ? NULL : hdopen(fd, "r");
	if (fd >= 0 && !fp)
		close_keeping_errno(fd);
	if (!fp)
		stardose_error_set(err, STARDOSE_EINPUT, "cannot open '%s': %s", shown(path),
				   strerror(errno));
	return fp;
}

htsFile *sdi_user_open_records(const char *path, struct stardose_error *err)
{
	struct hFILE *bytes = sdi_user_open(path, err);

	return bytes ? sdi_user_records(bytes, path, err) : NULL;
}

htsFile *sdi_user_records(struct hFILE *bytes, const char *path, struct stardose_error *err)
{
	htsFormat format;
	htsFile *fp = NULL;

	errno = 0;
	if (hts_detect_format(bytes, &format) == 0 && format.format != htsget &&
	    format.format != hts_crypt4gh_format)
		fp = hts_hopen(bytes, path, "r");
	else if (!errno)
		errno = ENOEXEC;
	if (fp)
		return fp;
	if (errno == ENOEXEC || !errno)
		stardose_error_set(err, STARDOSE_EINPUT, "'%s' is neither VCF nor BCF",
				   shown(path));
	else
		stardose_error_set(err, STARDOSE_EINPUT, "cannot read '%s': %s", shown(path),
				   strerror(errno));
	hclose_abruptly(bytes);
	return NULL;
}

static BGZF *open_text(const char *path, struct stardose_error *err)
{
	struct hFILE *bytes = sdi_user_open(path, err);
	BGZF *fp = bytes ? bgzf_hopen(bytes, "r") : NULL;

	if (bytes && !fp) {
		stardose_error_set(err, STARDOSE_EINPUT, "cannot read '%s': %s", shown(path),
				   errno ? strerror(errno) : "damaged");
		hclose_abruptly(bytes);
	}
	return fp;
}

/* Up to PIECE bytes more, with a NUL behind them. Return: their number, 0 at the end, or < 0. */
static ssize_t read_piece(BGZF *fp, const char *path, kstring_t *buf, struct stardose_error *err)
{
	ssize_t n;

	if (ks_resize(buf, buf->l + PIECE + 1) < 0)
		return sdi_no_memory(err);
	n = bgzf_read(fp, buf->s + buf->l, PIECE);
	if (n < 0)
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "cannot read '%s': damaged or truncated", shown(path));
	buf->l += n;
	buf->s[buf->l] = '\0';
	return n;
}

int sdi_user_slurp(const char *path, size_t most, char **text, size_t *size,
		   struct stardose_error *err)
{
	struct stardose_error why = { 0 };
	kstring_t buf = KS_INITIALIZE;
	BGZF *fp;
	ssize_t n;

	sdi_hts_hush();
	fp = open_text(path, &why);
	n = fp ? 1 : why.status;
	while (n > 0 && buf.l <= most)
		n = read_piece(fp, path, &buf, &why);
	if (n > 0)
		n = stardose_error_set(&why, STARDOSE_EINPUT,
				       "'%s' is larger than %zu MB, which is too much", shown(path),
				       most >> 20);
	if (fp)
		bgzf_close(fp);
	sdi_hts_unhush();
	if (n < 0) {
		ks_free(&buf);
		return stardose_error_set(err, why.status, "%s", why.text);
	}
	*size = ks_len(&buf);
	*text = ks_release(&buf);
	return STARDOSE_OK;
}

/* ---- lines of a stream ---- */

/* One stream being read; what comes before @used is done. */
struct stream {
	BGZF *fp;
	const char *path;
	kstring_t buf;
	size_t used, most;
	int line;
	stardose_line_fn *take;
	void *data;
};

static int give_line(struct stream *s, char *line, size_t n, struct stardose_error *err)
{
	s->line++;
	if (n && line[n - 1] == '\r')
		n--;
	line[n] = '\0';
	if (memchr(line, '\0', n) || !sdi_is_utf8(line))
		return stardose_error_set(err, STARDOSE_EINPUT, "'%s' line %d is not UTF-8 text",
					  s->path, s->line);
	return s->take(s->data, line, n, s->line, err);
}

/* All lines whose end is there; of the rest it is remembered how far it was looked at. */
static int give_lines(struct stream *s, size_t looked_at, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (char *from = s->buf.s + looked_at, *nl;
	     !ret && (nl = memchr(from, '\n', s->buf.s + s->buf.l - from));) {
		char *line = s->buf.s + s->used;

		from = nl + 1;
		s->used = from - s->buf.s;
		ret = give_line(s, line, nl - line, err);
	}
	return ret;
}

static int read_stream(struct stream *s, struct stardose_error *err)
{
	ssize_t n;
	int ret = STARDOSE_OK;

	for (;;) {
		size_t rest = s->buf.l - s->used;

		if (rest > s->most)
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "'%s' line %d is longer than %zu MB", s->path,
						  s->line + 1, s->most >> 20);
		if (rest)
			memmove(s->buf.s, s->buf.s + s->used, rest);
		s->buf.l = rest;
		s->used = 0;
		n = read_piece(s->fp, s->path, &s->buf, err);
		if (n <= 0)
			break;
		ret = give_lines(s, rest, err);
		if (ret)
			return ret;
	}
	return n < 0 ? (int)n : s->buf.l ? give_line(s, s->buf.s, s->buf.l, err) : STARDOSE_OK;
}

int sdi_user_each_line(const char *path, size_t most, stardose_line_fn *take, void *data,
		       struct stardose_error *err)
{
	struct stardose_error why = { 0 };
	struct stream s = { .path = shown(path), .most = most, .take = take, .data = data };
	int ret;

	sdi_hts_hush();
	s.fp = open_text(path, &why);
	ret = s.fp ? read_stream(&s, err) : stardose_error_set(err, why.status, "%s", why.text);
	ks_free(&s.buf);
	if (s.fp)
		bgzf_close(s.fp);
	sdi_hts_unhush();
	return ret;
}

int stardose_lines_read(const char *path, stardose_line_fn *take, void *user,
			struct stardose_error *err)
{
	return sdi_user_each_line(path, SDI_USER_MAX_BYTES, take, user, err);
}

/* ---- text in memory ---- */

size_t sdi_user_bom(const char *text, size_t size)
{
	return size >= 3 && !memcmp(text, BOM, 3) ? 3 : 0;
}

int sdi_user_text(struct sdi_user_text *out, const char *path, const char *what,
		  const char *comment, char *text, size_t size, const struct stardose_log *log,
		  struct stardose_error *err)
{
	*out = (struct sdi_user_text){ .at = text + sdi_user_bom(text, size),
				       .end = text + size,
				       .path = path,
				       .comment = comment,
				       .log = log };
	if (memchr(text, '\0', size))
		return stardose_error_set(err, STARDOSE_EINPUT,
					  "'%s' is not %s: it holds binary data", path, what);
	return STARDOSE_OK;
}

char *sdi_user_line(struct sdi_user_text *text)
{
	char *line = text->at, *stop;

	if (line >= text->end)
		return NULL;
	stop = memchr(line, '\n', text->end - line);
	text->at = stop ? stop + 1 : text->end;
	if (!stop)
		stop = text->end;
	if (stop > line && stop[-1] == '\r')
		stop--;
	*stop = '\0';
	text->line++;
	text->has_nul = strlen(line) != (size_t)(stop - line);
	return line;
}

char *sdi_user_row(struct sdi_user_text *text)
{
	size_t n_comment = strlen(text->comment);
	char *line;

	while ((line = sdi_user_line(text))) {
		const char *first = line + strspn(line, " \t\r");

		if (!*first || !strncmp(first, text->comment, n_comment))
			continue;
		if (sdi_is_utf8(line))
			return line;
		sdi_user_aside(text, "it is not UTF-8 text");
	}
	return NULL;
}

static char *without_blanks(char *field)
{
	size_t n;

	field += strspn(field, " \t");
	for (n = strlen(field); n && strchr(" \t\r", field[n - 1]); n--)
		field[n - 1] = '\0';
	return field;
}

static void fill(char **field, int from, int max, char *nothing)
{
	for (int i = from; i < max; i++)
		field[i] = nothing;
}

int stardose_line_cut(char *line, char separator, char **field, int max)
{
	char *nothing = line + strlen(line);
	int n = 0;

	while (line) {
		char *stop = strchr(line, separator);

		if (stop)
			*stop++ = '\0';
		if (n < max)
			field[n] = without_blanks(line);
		n++;
		line = stop;
	}
	fill(field, n, max, nothing);
	return n;
}

int stardose_line_column(char *const *field, int n, const char *name)
{
	for (int i = 0; i < n; i++)
		if (!strcasecmp(field[i] + (!i && *field[i] == '#'), name))
			return i;
	return -1;
}

int sdi_user_cut_blanks(char *line, char **field, int max)
{
	char *nothing = line + strlen(line), *save = NULL;
	int n = 0;

	for (char *s = strtok_r(line, " \t\r", &save); s; s = strtok_r(NULL, " \t\r", &save)) {
		if (n < max)
			field[n] = s;
		n++;
	}
	fill(field, n, max, nothing);
	return n;
}

int sdi_user_aside(const struct sdi_user_text *text, const char *fmt, ...)
{
	char why[512];
	va_list args;

	va_start(args, fmt);
	vsnprintf(why, sizeof(why), fmt, args);
	va_end(args);
	stardose_log_say(text->log, STARDOSE_EROW, "'%s' line %d is set aside: %s", text->path,
			 text->line, why);
	return STARDOSE_EROW;
}

int sdi_user_contradiction(const struct sdi_user_text *text, int other, const char *what,
			   const char *whom)
{
	return sdi_user_aside(text, "it contradicts line %d, so neither is used: %.40s %.80s",
			      other, what, whom);
}
