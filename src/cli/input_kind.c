/* input_kind.c - the first bytes of an input, without losing them */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <htslib/kstring.h>
#include "cli.h"
#include "input_kind.h"

#define MAX_BLANK 65536		/* no input begins with more white space than this */

static int is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

static int cannot(const char *path, struct stardose_error *err)
{
	return stardose_error_set(err, STARDOSE_EINPUT, "cannot read %s: %s", path,
				  strerror(errno));
}

#define GZIP_FIRST '\x1f'	/* no text begins with it */

/* The first byte that is no white space; 0: there is none. */
static char first_of(const char *s, size_t n)
{
	for (; n; s++, n--)
		if (!is_blank(*s))
			return *s;
	return 0;
}

/* The same of what @head holds compressed; 0 too when it is damaged. */
static char first_inflated(const kstring_t *head)
{
	char bytes[512];
	z_stream z = { .next_in = (Bytef *)head->s, .avail_in = head->l };
	int ret;
	char first;

	if (inflateInit2(&z, MAX_WBITS + 16) != Z_OK)
		return 0;
	do {
		z.next_out = (Bytef *)bytes;
		z.avail_out = sizeof(bytes);
		ret = inflate(&z, Z_SYNC_FLUSH);
		first = first_of(bytes, sizeof(bytes) - z.avail_out);
	} while (!first && ret == Z_OK && !z.avail_out);
	inflateEnd(&z);
	return first;
}

/* Read up to the first byte that says something; everything read goes to @head. */
static int read_head(int fd, const char *path, kstring_t *head, int *is_json,
		     struct stardose_error *err)
{
	char bytes[512], first = 0;
	ssize_t n;

	while (!first && head->l < MAX_BLANK) {
		do
			n = read(fd, bytes, sizeof(bytes));
		while (n < 0 && errno == EINTR);
		if (n < 0)
			return cannot(path, err);
		if (n == 0 && head->l && *head->s == GZIP_FIRST)
			return STARDOSE_OK; /* whoever reads it says what is wrong */
		if (n == 0)
			return stardose_error_set(err, STARDOSE_EINPUT, "%s is empty", path);
		if (kputsn(bytes, n, head) < 0)
			return cli_no_memory(err);
		first = *head->s == GZIP_FIRST ? first_inflated(head) : first_of(bytes, n);
	}
	*is_json = first == '{';
	return STARDOSE_OK;
}

struct feed { int from, to; char *head; size_t n; };

static int write_all(int fd, const char *bytes, size_t n)
{
	while (n) {
		ssize_t done = write(fd, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		bytes += done;
		n -= done;
	}
	return 0;
}

/* Whoever reads may have had enough: that is the end, and no signal. */
static void *feeder(void *arg)
{
	enum { BYTES = 1 << 16 };
	struct feed *f = arg;
	char *bytes = malloc(BYTES);
	sigset_t pipe_gone;
	ssize_t n;

	sigemptyset(&pipe_gone);
	sigaddset(&pipe_gone, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &pipe_gone, NULL);
	if (bytes && write_all(f->to, f->head, f->n) == 0)
		while (((n = read(f->from, bytes, BYTES)) < 0 && errno == EINTR) || n > 0)
			if (n > 0 && write_all(f->to, bytes, n) < 0)
				break;
	close(f->to);
	close(f->from);
	free(bytes);
	free(f->head);
	free(f);
	return NULL;
}

static int start_feeder(struct feed *f)
{
	pthread_t thread;
	int ends[2];

	if (pipe(ends) < 0)
		return -1;
	f->from = dup(STDIN_FILENO);
	f->to = ends[1];
	if (f->from < 0 || dup2(ends[0], STDIN_FILENO) < 0)
		return -1;
	close(ends[0]);
	errno = pthread_create(&thread, NULL, feeder, f);
	if (errno)
		return -1;
	pthread_detach(thread);
	return 0;
}

/* Put @head back in front of what stdin still has. */
static int put_back(const kstring_t *head, struct stardose_error *err)
{
	struct feed *f;

	if (lseek(STDIN_FILENO, -(off_t)head->l, SEEK_CUR) >= 0)
		return STARDOSE_OK;
	f = calloc(1, sizeof(*f));
	if (f)
		f->head = malloc(head->l);
	if (!f || !f->head) {
		free(f);
		return cli_no_memory(err);
	}
	memcpy(f->head, head->s, head->l);
	f->n = head->l;
	if (start_feeder(f) == 0)
		return STARDOSE_OK;
	free(f->head);
	free(f);
	return cannot("standard input", err);
}

int input_is_json(const char *path, int *is_json, struct stardose_error *err)
{
	int is_stdin = !strcmp(path, "-"), fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY), ret;
	kstring_t head = KS_INITIALIZE;

	*is_json = 0;
	if (fd < 0)
		return stardose_error_set(err, STARDOSE_EINPUT, "cannot open '%s': %s", path,
					  strerror(errno));
	ret = read_head(fd, is_stdin ? "standard input" : path, &head, is_json, err);
	if (!is_stdin)
		close(fd);
	else if (!ret)
		ret = put_back(&head, err);
	ks_free(&head);
	return ret;
}
