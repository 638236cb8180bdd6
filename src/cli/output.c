/* output.c - results on stdout, or in a file that appears only when it is complete */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "cli.h"

#define BUFFER_BYTES (1 << 20)

/*
 * What a signal must remove: the one thing that outlives the stack, because a handler has no
 * argument.
 */
static char *volatile unfinished;

static void on_signal(int number)
{
	if (unfinished)
		unlink(unfinished);
	signal(number, SIG_DFL);
	raise(number);
}

static void guard(char *path)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
	struct sigaction old, new = { .sa_handler = on_signal };

	unfinished = path;
	for (size_t i = 0; path && i < sizeof(numbers) / sizeof(*numbers); i++)
		if (sigaction(numbers[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
			sigaction(numbers[i], &new, NULL);
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

/* A file beside @final, with the permissions that a new file gets. */
static int make_beside(struct cli_output *out, const char *path, struct stardose_error *err)
{
	char *real =
		realpath(path, NULL); /* a link keeps pointing where it did; NULL for a new file */
	size_t size;
	mode_t mask = umask(0);
	int fd;

	umask(mask);
	out->final = real ? real : strdup(path);
	if (!out->final)
		return STARDOSE_ENOMEM;
	size = strlen(out->final) + sizeof(".XXXXXX");
	out->path = malloc(size);
	if (!out->path)
		return STARDOSE_ENOMEM;
	snprintf(out->path, size, "%s.XXXXXX", out->final);
	guard(out->path); /* before there is a file: with thousands of them a signal finds every gap
			   */
	fd = mkstemp(out->path);
	if (fd < 0) {
		guard(NULL);
		free(out->path);
		out->path = NULL;
		return stardose_error_set(err, STARDOSE_EOUTPUT, "cannot write '%s': %s", path,
					  strerror(errno));
	}
	fchmod(fd, 0666 & ~mask);
	close(fd);
	return STARDOSE_OK;
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
		out->path = strdup(to_stdout ? "-" : path); /* a pipe or device cannot be renamed */
	else
		ret = make_beside(out, path, err);
	if (!ret && !out->path)
		ret = STARDOSE_ENOMEM;
	if (!ret && stream) {
		out->fp = to_stdout ? stdout : fopen(out->path, "w");
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
		guard(NULL);
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
