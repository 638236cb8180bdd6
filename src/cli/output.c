/* output.c - results on stdout, or in a file that appears only when it is complete */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <htslib/bgzf.h>
#include "cli.h"

_Static_assert(sizeof(off_t) == 8, "build with -D_FILE_OFFSET_BITS=64, or large files are cut");

#define BUFFER_BYTES (1 << 20)
#define MAX_LINKS 40 /* symbolic links that lead on to each other, as the kernel counts */

/*
 * What a signal must remove: the one thing that outlives the stack, because a handler has no
 * argument. The file of results, and its index.
 */
static char *volatile unfinished[2];

static void on_signal(int number)
{
	for (int i = 0; i < 2; i++)
		if (unfinished[i])
			unlink(unfinished[i]);
	signal(number, SIG_DFL);
	raise(number);
}

/* Every signal that ends a process by default, but SIGKILL, which nobody can catch. */
static const int endings[] = {
	SIGHUP,	 SIGINT,  SIGQUIT, SIGILL,  SIGTRAP,   SIGABRT, SIGBUS, SIGFPE,
	SIGSEGV, SIGTERM, SIGALRM, SIGUSR1, SIGUSR2,   SIGXCPU, SIGSYS, SIGVTALRM,
	SIGPROF, SIGPIPE, SIGXFSZ,
#ifdef SIGPOLL
	SIGPOLL,
#endif
#ifdef SIGPWR
	SIGPWR,
#endif
#ifdef SIGSTKFLT
	SIGSTKFLT,
#endif
};

void cli_output_guard(int slot, char *path)
{
	struct sigaction old, new = { .sa_handler = on_signal };

	unfinished[slot] = path;
	for (size_t i = 0; path && i < sizeof(endings) / sizeof(*endings); i++)
		if (sigaction(endings[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(endings[i], &new, NULL);
}

void cli_output_signals(void)
{
	/*
	 * A reader that leaves, and a limit on the size of files, are failed writes, which say what
	 * they are.
	 */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

int cli_output_failed(const struct cli_output *out, struct stardose_error *err)
{
	int why = errno;

	if (why == EPIPE) {
		if (err)
			err->text[0] = '\0';
		return STARDOSE_EOUTPUT;
	}
	return stardose_error_set(err, STARDOSE_EOUTPUT, "cannot write '%s': %s",
				  out->final		   ? out->final
				  : strcmp(out->path, "-") ? out->path
							   : "standard output",
				  why ? strerror(why) : "write failed");
}

/* Where @path leads in the end, also where nothing is there yet. Return: new; NULL: no memory */
static char *follow(const char *path)
{
	char *at = realpath(path, NULL), target[PATH_MAX];

	if (at || !(at = strdup(path)))
		return at;
	for (int i = 0; i < MAX_LINKS; i++) {
		ssize_t n = readlink(at, target, sizeof(target) - 1);
		const char *slash = strrchr(at, '/');
		size_t dir = n > 0 && target[0] != '/' && slash ? slash + 1 - at : 0;
		char *next;

		if (n <= 0)
			break;
		target[n] = '\0';
		next = malloc(dir + n + 1);
		if (next)
			snprintf(next, dir + n + 1, "%.*s%s", (int)dir, at, target);
		free(at);
		if (!next)
			return NULL;
		at = next;
	}
	return at;
}

/*
 * The permissions of the file that will be replaced, or those that a new file gets. Where its
 * group cannot be kept, the new group gets no more than everybody.
 */
static void set_mode(int fd, const char *final)
{
	struct stat st, own;
	mode_t mask = umask(0), mode;

	umask(mask);
	if (stat(final, &st) != 0 || fstat(fd, &own) != 0) {
		(void)!fchmod(fd, 0666 & ~mask);
		return;
	}
	mode = st.st_mode & 07777;
	if (st.st_gid != own.st_gid && fchown(fd, -1, st.st_gid) != 0)
		mode &= ~(mode_t)070 | (mode & 07) << 3;
	if (st.st_uid != own.st_uid)
		(void)!fchown(fd, st.st_uid, -1);
	(void)!fchmod(fd, mode);
}

/*
 * htslib writes what is compressed, and takes "s3:x" for a place elsewhere: for us it is a name
 * like any other. Return: new; NULL: no memory
 */
static char *local_name(const char *path)
{
	size_t colon = strcspn(path, ":/");
	char *name = malloc(strlen(path) + sizeof("./"));

	if (name)
		sprintf(name, "%s%s", path[colon] == ':' ? "./" : "", path);
	return name;
}

/* A file beside the final one. */
static int make_beside(struct cli_output *out, const char *path, struct stardose_error *err)
{
	char *name = local_name(path);
	size_t size;
	int fd;

	out->final = name ? follow(name) : NULL;
	free(name);
	if (!out->final)
		return STARDOSE_ENOMEM;
	size = strlen(out->final) + sizeof(".XXXXXX");
	out->path = malloc(size);
	if (!out->path)
		return STARDOSE_ENOMEM;
	snprintf(out->path, size, "%s.XXXXXX", out->final);
	cli_output_guard(0, out->path); /* before there is a file: with thousands of them a signal
					   finds every gap */
	fd = mkstemp(out->path);
	if (fd < 0) {
		cli_output_guard(0, NULL);
		free(out->path);
		out->path = NULL;
		return stardose_error_set(err, STARDOSE_EOUTPUT, "cannot write '%s': %s", path,
					  strerror(errno));
	}
	set_mode(fd, out->final);
	close(fd);
	return STARDOSE_OK;
}

/* ---- a stream whose bytes are compressed: .gz and .bgz, by blocks, so that tabix takes it ---- */

static ssize_t put_compressed(void *bgzf, const char *bytes, size_t n)
{
	return bgzf_write(bgzf, bytes, n);
}

static int close_compressed(void *bgzf)
{
	return bgzf_close(bgzf);
}

#if defined(HAVE_FOPENCOOKIE) || defined(__GLIBC__)
static FILE *compressed(BGZF *bgzf)
{
	const cookie_io_functions_t io = { .write = put_compressed, .close = close_compressed };

	return fopencookie(bgzf, "w", io);
}
#else
static int put_some(void *bgzf, const char *bytes, int n)
{
	return put_compressed(bgzf, bytes, n);
}

static FILE *compressed(BGZF *bgzf)
{
	return funopen(bgzf, NULL, put_some, NULL, close_compressed);
}
#endif

static FILE *open_stream(const char *path, int is_compressed)
{
	BGZF *bgzf;
	FILE *fp;

	if (!is_compressed)
		return fopen(path, "w");
	bgzf = bgzf_open(path, "w");
	fp = bgzf ? compressed(bgzf) : NULL;
	if (bgzf && !fp)
		bgzf_close(bgzf);
	return fp;
}

int cli_output_open(struct cli_output *out, const char *path, int stream,
		    struct stardose_error *err)
{
	struct stat st;
	int ret = STARDOSE_OK, to_stdout = !path || strcmp(path, "-") == 0;

	memset(out, 0, sizeof(*out));
	if (!to_stdout && stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return stardose_error_set(err, STARDOSE_EOUTPUT,
					  "cannot write '%s': it is a directory", path);
	if (to_stdout || (stat(path, &st) == 0 && !S_ISREG(st.st_mode)))
		/* a pipe or device cannot be renamed */
		out->path = to_stdout ? strdup("-") : local_name(path);
	else
		ret = make_beside(out, path, err);
	if (!ret && !out->path)
		ret = STARDOSE_ENOMEM;
	if (!ret && stream) {
		out->fp = to_stdout ? stdout
				    : open_stream(out->path, cli_is_compressed(path));
		if (!out->fp)
			ret = cli_output_failed(out, err);
		else
			setvbuf(out->fp, NULL, _IOFBF, BUFFER_BYTES);
	}
	return ret ? cli_output_close(out, ret, err) : STARDOSE_OK;
}

int cli_output_close(struct cli_output *out, int status, struct stardose_error *err)
{
	if (out->fp) {
		errno = 0;
		if (fflush(out->fp) != 0 || ferror(out->fp))
			status = status < 0 ? status : cli_output_failed(out, err);
		if (out->fp != stdout && fclose(out->fp) != 0)
			status = status < 0 ? status : cli_output_failed(out, err);
		out->fp = NULL;
	}
	if (out->final && out->path) {
		if (!status && rename(out->path, out->final) != 0)
			status = cli_output_failed(out, err);
		if (status)
			unlink(out->path);
		cli_output_guard(0, NULL);
	}
	free(out->path);
	free(out->final);
	out->path = out->final = NULL;
	return status;
}

int cli_output_sink(void *user, const char *bytes, size_t n, struct stardose_error *err)
{
	struct cli_output *out = user;

	errno = 0;
	return fwrite(bytes, 1, n, out->fp) == n ? STARDOSE_OK : cli_output_failed(out, err);
}

int cli_is_one_file(const char *a, const char *b)
{
	struct stat x, y;

	return !stat(a, &x) && !stat(b, &y) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}
