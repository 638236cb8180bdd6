/* diag.c - what the program says on stderr, and what it exits with */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "cli.h"

/*
 * The cursor stands behind a line of progress: this is about the terminal, of which there is one.
 */
static int is_in_progress;

void cli_progress(const char *text)
{
	if (text && isatty(STDERR_FILENO))
		is_in_progress = fprintf(stderr, "\r%s", text) > 0 && !fflush(stderr);
	else if (!text && is_in_progress)
		is_in_progress = fputc('\n', stderr) == EOF;
}

/* What is not to be shown; as the terminal, of the process. */
static const char **hidden;
static int n_hidden, is_hiding;

void cli_hide(const char *secret)
{
	const char **grown;

	is_hiding = 1; /* also where the input has no name: standard input */
	if (!secret || !*secret || !strcmp(secret, "-"))
		return;
	grown = realloc(hidden, (n_hidden + 1) * sizeof(*grown));
	if (!grown)
		return;
	hidden = grown;
	hidden[n_hidden++] = secret;
}

/* Length of a hidden text, or of a part of one that is a list, at the beginning of @text; or 0. */
static size_t hidden_at(const char *text)
{
	size_t most = 0;

	for (int i = 0; i < n_hidden; i++)
		for (const char *s = hidden[i]; s; s = strchr(s, ',') ? strchr(s, ',') + 1 : NULL) {
			size_t n = strcspn(s, ",");

			if (n > most && !strncmp(text, s, n))
				most = n;
		}
	return most;
}

/* What stands between the first and the last quote is somebody's; so is a hidden text. */
static void put_hiding(kstring_t *line, const char *text)
{
	const char *first = strchr(text, '\''), *last = strrchr(text, '\'');

	while (*text) {
		size_t n = hidden_at(text);

		if (text == first && last > first) {
			kputs("'...'", line);
			text = last + 1;
		} else if (n) {
			kputs("...", line);
			text += n;
		} else {
			kputc((unsigned char)*text < ' ' || *text == 127 ? '?' : *text, line);
			text++;
		}
	}
}

/* One line whatever is in @text: a file name may hold a newline. Written at once. */
static void say(const char *kind, const char *text)
{
	kstring_t line = KS_INITIALIZE;

	cli_progress(NULL);
	ksprintf(&line, "stardose: %s: ", kind);
	if (is_hiding)
		put_hiding(&line, text);
	for (; !is_hiding && *text; text++)
		kputc((unsigned char)*text < ' ' || *text == 127 ? '?' : *text, &line);
	kputc('\n', &line);
	if (line.s)
		fwrite(line.s, 1, line.l, stderr);
	fflush(stderr);
	ks_free(&line);
}

void cli_error(const char *text) { say("error", text); }
void cli_warning(const char *text) { say("warning", text); }

#define MOST_TOLD 20		/* remarks about the input, one line each */

/* Length of "CYP2D6" or "CYP2C9, HLA-B" before the ": " of a remark about genes, else 0. */
static size_t gene_list(const char *text)
{
	size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-, ");

	return n && text[0] >= 'A' && text[0] <= 'Z' && !strncmp(text + n, ": ", 2) ? n : 0;
}

/* Append the names of the list @text that are not there yet. */
static void add_genes(kstring_t *genes, const char *text, size_t n)
{
	const char *end = text + n;

	while (text < end) {
		size_t len = strcspn(text, ",:"), old = 0;

		for (const char *at = genes->s; at && !old; at = strchr(at, ',')) {
			at += strspn(at, ", ");
			old = strcspn(at, ",") == len && !strncmp(at, text, len);
		}
		if (!old)
			ksprintf(genes, "%s%.*s", genes->l ? ", " : "", (int)len, text);
		text += len + strspn(text + len, ", ");
		if (*text == ':')
			break;
	}
}

/* A remark that there is no memory to keep is told at once instead. */
static void hold(struct cli_remarks *r, const char *text, size_t n_genes)
{
	add_genes(&r->genes, text, n_genes);
	if (!r->first.s && kputs(text, &r->first) < 0)
		cli_warning(text);
	else
		r->n_genes++;
}

static void take_remark(void *user, int level, const char *text)
{
	struct cli_common *common = user;
	struct cli_remarks *r = &common->remarks;
	size_t n_genes = gene_list(text);

	if (level == STARDOSE_EROW)
		common->n_set_aside++;
	if (common->quiet)
		return;
	if (level == STARDOSE_LOG_NOTE && (common->verbosity || r->n_told < MOST_TOLD))
		r->n_told += (say("note", text), 1);
	else if (common->verbosity)
		cli_warning(text);
	else if (n_genes && level != STARDOSE_EROW)
		hold(r, text, n_genes);
	else if (r->n_told < MOST_TOLD)
		r->n_told += (cli_warning(text), 1);
	else
		r->n_held_back++;
}

/* One remark as it is; several as one line: the genes, and what the first one says. */
static void tell_genes(const struct cli_remarks *r)
{
	kstring_t line = KS_INITIALIZE;
	const char *what = r->first.s ? r->first.s + gene_list(r->first.s) + 2 : "";

	if (r->n_genes == 1 || (r->n_genes && !r->genes.l))
		cli_warning(r->first.s);
	if (r->n_genes < 2 || !r->genes.l)
		return;
	ksprintf(&line, "%s: %d remarks, of which -v tells all; the first: %.*s", r->genes.s,
		 r->n_genes, (int)strcspn(what, ";"), what);
	if (line.s)
		cli_warning(line.s);
	ks_free(&line);
}

/* Does @why name the file, as "'FILE' ..." or "FILE:3: ..."? A short name may be of another word.
 */
static int is_named(const char *why, const char *file)
{
	const size_t n = strlen(file);

	for (const char *at = why; n && (at = strstr(at, file)); at++)
		if ((at == why || strchr(" '", at[-1])) && (at[n] == '\'' || at[n] == ':'))
			return 1;
	return 0;
}

/* Told whatever the number of them: what is missing from the results must be known by name. */
int cli_set_aside(struct cli_common *common, const char *file, const char *why)
{
	kstring_t text = KS_INITIALIZE;

	common->n_set_aside++;
	if ((is_named(why, file) ? ksprintf(&text, "set aside: %s", why)
				 : ksprintf(&text, "'%s' is set aside: %s", file, why)) < 0)
		return STARDOSE_ENOMEM;
	if (common->quiet)
		cli_error(text.s);
	else
		cli_warning(text.s);
	ks_free(&text);
	return STARDOSE_OK;
}

void cli_tell_rest(struct cli_common *common, int is_failed)
{
	struct cli_remarks *r = &common->remarks;
	char text[96];

	if (!is_failed)
		tell_genes(r);
	if (!is_failed && r->n_held_back) {
		snprintf(text, sizeof(text), "%d more remarks of this kind, which -v tells",
			 r->n_held_back);
		cli_warning(text);
	}
	ks_free(&r->genes);
	ks_free(&r->first);
}

struct stardose_log cli_log(struct cli_common *common)
{
	return (struct stardose_log){ take_remark, common };
}

int cli_no_memory(struct stardose_error *err)
{
	return stardose_error_set(err, STARDOSE_ENOMEM, "out of memory");
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
