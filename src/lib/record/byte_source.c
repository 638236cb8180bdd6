/*
 * byte_source.c - bytes that a function gives, as a file that htslib reads
 *
 * htslib has no public way to make a file of a function, but it reads descriptors: a thread writes
 * what the function gives into a pipe.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "record/byte_source.h"
#include "util/no_memory.h"

#define PIECE 65536

struct sdi_byte_source {
	stardose_read_fn *read;
	void *user;
	int to;			/* the pipe's end for writing */
	int has_failed;
	pthread_t thread;
	char buffer[PIECE];
};

/* Return: 0; -1: nobody reads any longer */
static int put(int to, const char *bytes, size_t n)
{
	while (n) {
		ssize_t done = write(to, bytes, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return -1;
		bytes += done;
		n -= done;
	}
	return 0;
}

static void *feed(void *user)
{
	struct sdi_byte_source *s = user;
	ssize_t n;

	while ((n = s->read(s->user, s->buffer, PIECE)) > 0)
		if (n > PIECE || put(s->to, s->buffer, n))
			break;
	s->has_failed = n < 0 || n > PIECE;
	close(s->to);
	return NULL;
}

/* A closed pipe is to be seen by write(), and signals belong to the program's own threads. */
static int start(struct sdi_byte_source *s)
{
	sigset_t all, before;
	int ret;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);
	ret = pthread_create(&s->thread, NULL, feed, s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return ret;
}

static int make_pipe(int ends[2])
{
	if (pipe(ends))
		return errno;
	for (int i = 0; i < 2; i++)
		fcntl(ends[i], F_SETFD, FD_CLOEXEC);
	return 0;
}

int sdi_byte_source_open(stardose_read_fn *read, void *user, struct sdi_byte_source **out,
			 struct hFILE **bytes, struct stardose_error *err)
{
	struct sdi_byte_source *s = calloc(1, sizeof(*s));
	int ends[2], why = s ? make_pipe(ends) : ENOMEM;

	if (why) {
		free(s);
		return stardose_error_set(err, STARDOSE_EINPUT, "no pipe can be had: %s",
					  strerror(why));
	}
	s->read = read;
	s->user = user;
	s->to = ends[1];
	*bytes = hdopen(ends[0], "r");
	why = *bytes ? start(s) : ENOMEM;
	if (!why) {
		*out = s;
		return STARDOSE_OK;
	}
	if (*bytes)
		hclose_abruptly(*bytes);
	else
		close(ends[0]);
	close(ends[1]);
	free(s);
	return stardose_error_set(err, STARDOSE_EINPUT, "no thread can be had: %s", strerror(why));
}

int sdi_byte_source_close(struct sdi_byte_source *s)
{
	int has_failed;

	pthread_join(s->thread, NULL);
	has_failed = s->has_failed;
	free(s);
	return has_failed;
}
