/* part.h - one output of many: of which kind it is, who made it, and its rows one by one */
#ifndef CLI_PART_H
#define CLI_PART_H

#include <htslib/kstring.h>
#include <stardose/status.h>

enum part_kind { PART_TSV, PART_JSON };

struct part {
	const char *path;
	enum part_kind kind;
	int shard, n_shards; /* that its mark says; 0: it has none */
	kstring_t head;	     /* what must be the same in all: TSV: the lines above the rows;
				JSON: what ends each line; without the mark of the shard */
};

/* A row. @sample: @n_sample bytes, as it stands there; @text: without line feed and mark */
typedef int part_row(void *user, const char *sample, size_t n_sample, const char *text, size_t n,
		     struct stardose_error *err);

/*
 * part_open() - read what stands above the rows
 * Return: STARDOSE_OK; STARDOSE_EINPUT: it is no output of 'call' or 'guide', does not say which
 * tables made it, or was cut off; STARDOSE_EUSAGE: not a file; STARDOSE_ENOMEM
 */
int part_open(struct part *part, const char *path, struct stardose_error *err);
/* part_has_mark() - 1 when the line of JSON says which shard it, or the calls in it, are of */
int part_has_mark(const char *line);
void part_release(struct part *part);
/*
 * part_rows() - give every row to @take
 * Return: STARDOSE_OK; STARDOSE_EINPUT: a row is damaged, or was made by others than the first;
 * what @take gave
 */
int part_rows(const struct part *part, part_row *take, void *user, struct stardose_error *err);

#endif
