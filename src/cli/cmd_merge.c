/* cmd_merge.c - stardose merge: outputs of shards as the output of the whole */
#include <stdlib.h>
#include <string.h>
#include <stardose/lines.h>
#include "cli.h"
#include "name_set.h"
#include "part.h"

struct merge {
	struct part *parts;
	int n;
	struct name_set *seen;
	const struct part *now;
	kstring_t sample; /* of the row before */
	struct cli_output out;
};

/* ---- do the parts belong together? ---- */

/* The first line of @a that @b has not: what they differ in, for people. */
static void first_difference(const char *a, const char *b, char *out, size_t size)
{
	size_t at = 0, beg = 0;

	for (; a[at] && a[at] == b[at]; at++)
		if (a[at] == '\n')
			beg = at + 1;
	snprintf(out, size, "%.*s", (int)strcspn(a + beg, "\n"), a + beg);
}

static int check_heads(const struct merge *m, struct stardose_error *err)
{
	char line[200];

	for (int i = 1; i < m->n; i++) {
		const struct part *a = &m->parts[0], *b = &m->parts[i];

		if (a->kind != b->kind)
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "'%s' and '%s' are not of one kind", a->path,
						  b->path);
		if (!strcmp(a->head.s, b->head.s))
			continue;
		first_difference(b->head.s, a->head.s, line, sizeof(line));
		return stardose_error_set(
			err, STARDOSE_EINPUT,
			"'%s' was made by another command, program or tables than "
			"'%s': it has %s",
			b->path, a->path, line);
	}
	return STARDOSE_OK;
}

static int by_shard(const void *a, const void *b)
{
	const struct part *x = a, *y = b;

	return (x->shard > y->shard) - (x->shard < y->shard);
}

/* Shards say how many there are: each must be here, once. Other parts keep their order. */
static int check_shards(struct merge *m, struct stardose_error *err)
{
	const int n_shards = m->parts[0].n_shards;

	for (int i = 1; i < m->n; i++)
		if (m->parts[i].n_shards != n_shards)
			return stardose_error_set(
				err, STARDOSE_EINPUT,
				"'%s' and '%s' are not shards of one set: they are %d/%d and %d/%d",
				m->parts[0].path, m->parts[i].path, m->parts[0].shard, n_shards,
				m->parts[i].shard, m->parts[i].n_shards);
	if (!n_shards)
		return STARDOSE_OK;
	qsort(m->parts, m->n, sizeof(*m->parts), by_shard);
	for (int i = 1; i < m->n; i++)
		if (m->parts[i].shard == m->parts[i - 1].shard)
			return stardose_error_set(err, STARDOSE_EINPUT,
						  "'%s' and '%s' are both shard %d/%d",
						  m->parts[i - 1].path, m->parts[i].path,
						  m->parts[i].shard, n_shards);
	for (int i = 0; i < n_shards; i++)
		if (i >= m->n || m->parts[i].shard != i + 1)
			return stardose_error_set(err, STARDOSE_EINPUT, "shard %d/%d is missing",
						  i + 1, n_shards);
	return STARDOSE_OK;
}

/* ---- rows ---- */

static int begin_sample(struct merge *m, const char *sample, size_t n, struct stardose_error *err)
{
	int added = name_set_add(m->seen, sample, n, err);

	if (added < 0)
		return added;
	m->sample.l = 0;
	if (kputsn(sample, n, &m->sample) < 0)
		return cli_no_memory(err);
	return added ? STARDOSE_OK
		     : stardose_error_set(err, STARDOSE_EINPUT,
					  "sample '%.200s' of '%s' comes a second time; nothing is "
					  "joined",
					  m->sample.s, m->now->path);
}

static int put_row(void *user, const char *sample, size_t n_sample, const char *text, size_t n,
		   struct stardose_error *err)
{
	struct merge *m = user;
	int is_same = m->now->kind == PART_TSV && m->sample.s && m->sample.l == n_sample &&
		      !memcmp(m->sample.s, sample, n_sample);
	int ret = is_same ? STARDOSE_OK : begin_sample(m, sample, n_sample, err);

	if (!ret)
		ret = cli_output_sink(&m->out, text, n, err);
	return ret ? ret : cli_output_sink(&m->out, "\n", 1, err);
}

static int put_parts(struct merge *m, struct stardose_error *err)
{
	const struct part *first = &m->parts[0];
	int ret = STARDOSE_OK;

	if (first->kind == PART_TSV)
		ret = cli_output_sink(&m->out, first->head.s, first->head.l, err);
	for (int i = 0; !ret && i < m->n; i++) {
		m->now = &m->parts[i];
		ks_clear(&m->sample); /* rows of a sample do not go on in another part */
		ret = part_rows(m->now, put_row, m, err);
	}
	return ret;
}

/* ---- samples that should be there ---- */

struct missing {
	const struct merge *m;
	int n;
	kstring_t first;
};

static int find_name(void *user, char *line, size_t n, int number, struct stardose_error *err)
{
	struct missing *missing = user;

	(void)n;
	(void)number;
	line[strcspn(line, "\t")] = '\0'; /* a sex may stand behind it */
	if (!*line || name_set_has(missing->m->seen, line))
		return STARDOSE_OK;
	if (!missing->n++ && kputs(line, &missing->first) < 0)
		return cli_no_memory(err);
	return STARDOSE_OK;
}

static int check_samples(const struct merge *m, const char *path, struct stardose_error *err)
{
	struct missing missing = { m, 0, KS_INITIALIZE };
	int ret = path ? stardose_lines_read(path, find_name, &missing, err) : STARDOSE_OK;

	if (!ret && missing.n)
		ret = stardose_error_set(err, STARDOSE_EINPUT,
					 "%d sample%s of '%s' %s in no output, '%.200s' the first",
					 missing.n, missing.n > 1 ? "s" : "", path,
					 missing.n > 1 ? "are" : "is", missing.first.s);
	ks_free(&missing.first);
	return ret;
}

static int merge(struct merge *m, const struct cli_common *common, char **files,
		 struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	for (int i = 0; !ret && i < m->n; i++)
		ret = part_open(&m->parts[i], files[i], err);
	if (!ret)
		ret = check_heads(m, err);
	if (!ret)
		ret = check_shards(m, err);
	if (!ret)
		ret = cli_output_open(&m->out, common->output, 1, err);
	if (ret)
		return ret;
	ret = put_parts(m, err);
	if (!ret)
		ret = check_samples(m, common->samples_file, err);
	return cli_output_close(&m->out, ret, err);
}

static int run(const struct cmd *cmd, void *options, int n, char **args, struct stardose_error *err)
{
	struct merge m = { .parts = calloc(n + 1, sizeof(*m.parts)),
			   .n = n,
			   .seen = name_set_new(),
			   .sample = KS_INITIALIZE };
	int ret = m.parts && m.seen ? STARDOSE_OK : cli_no_memory(err);

	(void)cmd;
	if (!ret && !n)
		ret = stardose_error_set(err, STARDOSE_EUSAGE,
					 "merge wants outputs; see 'stardose merge --help'");
	if (!ret)
		ret = merge(&m, options, args, err);
	for (int i = 0; m.parts && i < n; i++)
		part_release(&m.parts[i]);
	free(m.parts);
	name_set_free(m.seen);
	ks_free(&m.sample);
	return ret;
}

static const struct opt opts[] = {
	{ 'S', "samples-file", "FILE", OPT_STRING, offsetof(struct cli_common, samples_file),
	  "fail unless every sample of FILE, one name per line, is there", NULL },
	{ 'o', "output", "FILE", OPT_STRING, offsetof(struct cli_common, output),
	  "write to FILE, which appears when complete; .gz: in BGZF [stdout]", NULL },
	{ 0 }
};
static const struct opt_group groups[] = { { "Merging", opts }, { 0 } };

const struct cmd cmd_merge = {
	.name = "merge",
	.usage = "[options] OUT...",
	.about = "outputs of shards, checked and joined",
	.groups = groups,
	.size = sizeof(struct cli_common),
	.run = run,
	.notes = "OUT is what 'stardose call' or 'stardose guide' wrote, as TSV or JSON Lines, "
		 "plain or compressed.\n",
};
