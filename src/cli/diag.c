/* diag.c - what the program says on stderr, and what it exits with */
#include <unistd.h>
#include "cli.h"

/*
 * The cursor stands behind a line of progress: this is about the terminal, of which there is one.
 */
static int is_in_progress;

void cli_progress(const char *text)
{
	if (text && isatty(STDERR_FILENO))
		is_in_progress = fprintf(stderr, "\r%s", text) > 0;
	else if (!text && is_in_progress)
		is_in_progress = fputc('\n', stderr) == EOF;
}

/* One line whatever is in @text: a file name may hold a newline. */
static void say(const char *kind, const char *text)
{
	cli_progress(NULL);
	fprintf(stderr, "stardose: %s: ", kind);
	for (; *text; text++)
		fputc((unsigned char)*text < ' ' || *text == 127 ? '?' : *text, stderr);
	fputc('\n', stderr);
}

void cli_error(const char *text) { say("error", text); }
void cli_warning(const char *text) { say("warning", text); }

static void take_remark(void *user, int level, const char *text)
{
	struct cli_common *common = user;

	if (level == STARDOSE_EROW)
		common->n_set_aside++;
	cli_warning(text);
}

struct stardose_log cli_log(struct cli_common *common)
{
	return (struct stardose_log){ take_remark, common };
}

int cli_exit_code(int status)
{
	switch (status) {
	case STARDOSE_EOF:
	case STARDOSE_OK: return 0;
	case STARDOSE_EROW: return 1;
	case STARDOSE_EUSAGE: return 2;
	case STARDOSE_ETABLE: return 4;
	case STARDOSE_EOUTPUT: return 5;
	default:
		return 3; /* STARDOSE_EINPUT; out of memory is an input that this machine cannot use
			   */
	}
}
