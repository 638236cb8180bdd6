/*
 * fuzz_outside.c - any bytes as a result file of another program: each reader takes them apart, or
 * says why it cannot
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "outside/outside_read.h"

/* A message is one line of text. */
static void check_words(const char *why)
{
	if (!why || !*why)
		abort();
	for (; *why; why++)
		if ((unsigned char)*why < ' ')
			abort();
}

static int take_row(void *user, const struct sdi_outside_row *row, struct stardose_error *err)
{
	(void)err;
	*(size_t *)user += row->sample ? strlen(row->sample) : 0;
	*(size_t *)user += row->gene ? strlen(row->gene) : 0;
	*(size_t *)user += row->diplotype ? strlen(row->diplotype) : 0;
	*(size_t *)user += row->remark ? strlen(row->remark) : 0;
	if (row->line < 0)
		abort();
	return STARDOSE_OK;
}

static void take_bad(void *user, int line, const char *why)
{
	(void)user;
	check_words(why);
	if (line < 0)
		abort();
}

static void take_none(void *user, int line, const char *sample, const char *gene, const char *why)
{
	*(size_t *)user += sample ? strlen(sample) : 0;
	*(size_t *)user += gene ? strlen(gene) : 0;
	if (why)
		check_words(why);
	if (line < 0)
		abort();
}

static void take_note(void *user, const char *text)
{
	(void)user;
	check_words(text);
}

static void read_as(const struct sdi_outside_format *format, const char *path, const uint8_t *data,
		    size_t size)
{
	struct stardose_error err = { 0 };
	size_t length = 0;
	struct sdi_outside_sink sink = { &length, take_row, take_bad, take_none, take_note };
	char *text = malloc(size + 1);
	int ret;

	if (!text)
		return;
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	format->sniff(path, text, size);
	ret = format->read(path, text, size, &sink, &err);
	if (ret != STARDOSE_OK && ret != STARDOSE_EINPUT && ret != STARDOSE_ENOMEM)
		abort();
	if (ret == STARDOSE_EINPUT)
		check_words(err.text);
	free(text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (int i = 0; sdi_outside_formats[i]; i++) {
		read_as(sdi_outside_formats[i], "", data, size);
		read_as(sdi_outside_formats[i], "cyp2d6/made_2d6.alleles", data, size);
	}
	return 0;
}
