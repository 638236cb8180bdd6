/* report_index.c - entries of the index to a file, and back through the template */
#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "report/report_index.h"
#include "report/template_text.h"
#include "util/json_add.h"
#include "util/json_text.h"
#include "util/no_memory.h"

static int failed_file(const char *what, struct stardose_error *err)
{
	return stardose_error_set(err, STARDOSE_EOUTPUT, "cannot %s the entries of the index: %s",
				  what, errno ? strerror(errno) : "no reason given");
}

/* A file without a name, so that nothing of it can be left behind. */
static int open_entries(struct sdi_report_index *index, const char *dir, struct stardose_error *err)
{
	kstring_t path = KS_INITIALIZE;
	sigset_t all, before;
	int fd;

	if (ksprintf(&path, "%s/entries.XXXXXX", dir) < 0)
		return sdi_no_memory(err);
	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all, &before);	/* so that the name goes in any case */
	fd = mkstemp(path.s);
	if (fd >= 0)
		unlink(path.s);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	ks_free(&path);
	index->entries = fd >= 0 ? fdopen(fd, "w+") : NULL;
	if (index->entries)
		return STARDOSE_OK;
	stardose_error_set(err, STARDOSE_EOUTPUT, "cannot write in the folder '%s': %s", dir,
			   strerror(errno));
	if (fd >= 0)
		close(fd);
	return STARDOSE_EOUTPUT;
}

int sdi_report_index_open(struct sdi_report_index *index, const struct sdi_words *words,
			  int is_wanted, const char *temporary,
			  struct stardose_error *err)
{
	int ret;

	if (!is_wanted)
		return STARDOSE_OK;
	if (!temporary && !(temporary = getenv("TMPDIR")))
		temporary = "/tmp";
	ret = sdi_template_open("index", NULL, words, &index->page, err);
	return ret ? ret : open_entries(index, temporary, err);
}

void sdi_report_index_release(struct sdi_report_index *index)
{
	sdi_template_free(index->page);
	if (index->entries)
		fclose(index->entries);
	cJSON_Delete(index->made_by);
	ks_free(&index->line);
	memset(index, 0, sizeof(*index));
}

/* ---- entries ---- */

static void add_genes(struct sdi_json *j, cJSON *to, const cJSON *model)
{
	cJSON *genes = sdi_json_add_array(j, to, "genes");
	const cJSON *card;

	cJSON_ArrayForEach(card, sdi_json_get(model, "genes")) {
		cJSON *item = sdi_json_add_object(j, genes, NULL);

		sdi_json_add_text(j, item, "gene", sdi_json_get_text(card, "gene"));
		sdi_json_add_text(j, item, "level", sdi_json_get_text(card, "level"));
		sdi_json_add_bool(j, item, "is_firm", cJSON_IsTrue(sdi_json_get(card, "is_firm")));
	}
}

/* The name of a file as an address: what the name has of '%' is no escape there. */
static void add_address(struct sdi_json *j, cJSON *to, const char *file)
{
	kstring_t s = KS_INITIALIZE;
	int failed = 0;

	for (; *file; file++)
		failed |= *file == '%' ? kputs("%25", &s) < 0 : kputc(*file, &s) < 0;
	if (failed)
		j->failed = 1;
	sdi_json_add_text(j, to, "href", s.s);
	ks_free(&s);
}

static cJSON *entry_of(const cJSON *model, const char *file)
{
	const cJSON *n_discuss = sdi_json_get(sdi_json_get(model, "first_page"), "n_discuss");
	struct sdi_json j = { 0 };
	cJSON *entry = cJSON_CreateObject();

	sdi_json_add_text(&j, entry, "sample", sdi_json_get_text(model, "sample"));
	sdi_json_add_text(&j, entry, "file", file);
	add_address(&j, entry, file);
	sdi_json_add_number(&j, entry, "n_discuss", cJSON_GetNumberValue(n_discuss));
	sdi_json_add_number(&j, entry, "n_without_result",
			    cJSON_GetArraySize(sdi_json_get(model, "genes_without_result")));
	add_genes(&j, entry, model);
	if (!j.failed)
		return entry;
	cJSON_Delete(entry);
	return NULL;
}

int sdi_report_index_add(struct sdi_report_index *index, const cJSON *model, const char *file,
			 struct stardose_error *err)
{
	if (!index->entries)
		return STARDOSE_OK;
	if (!index->made_by &&
	    !(index->made_by = cJSON_Duplicate(sdi_json_get(model, "stardose_report"), 1)))
		return sdi_no_memory(err);
	index->line.l = 0;
	if (sdi_json_text(&index->line, entry_of(model, file)) != STARDOSE_OK ||
	    kputc('\n', &index->line) < 0)
		return sdi_no_memory(err);
	errno = 0;
	if (fwrite(index->line.s, 1, index->line.l, index->entries) != index->line.l)
		return failed_file("keep", err);
	index->n++;
	return STARDOSE_OK;
}

/* ---- the page ---- */

/* One line of the file, without its line feed. */
static int read_line(struct sdi_report_index *index, struct stardose_error *err)
{
	char piece[4096];

	index->line.l = 0;
	errno = 0;
	while (fgets(piece, sizeof(piece), index->entries)) {
		if (kputs(piece, &index->line) < 0)
			return sdi_no_memory(err);
		if (index->line.s[index->line.l - 1] == '\n')
			return STARDOSE_OK;
	}
	return failed_file("read back", err);
}

static int next_entry(void *user, int place, cJSON **element, struct stardose_error *err)
{
	struct sdi_report_index *index = user;
	int ret;

	errno = 0;
	if (!place && fseek(index->entries, 0, SEEK_SET))
		return failed_file("read back", err);
	ret = read_line(index, err);
	if (!ret && !(*element = cJSON_ParseWithLength(index->line.s, index->line.l)))
		ret = sdi_no_memory(err);
	return ret;
}

int sdi_report_index_page(struct sdi_report_index *index, stardose_sink_fn *sink, void *sink_user,
			  struct stardose_error *err)
{
	const struct sdi_template_list people = {
		.name = "people", .n = index->n, .next = next_entry, .user = index
	};
	struct sdi_json j = { 0 };
	cJSON *data;
	int ret;

	if (!index->entries)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "no index was asked for: has_index is 0");
	errno = 0;
	if (fflush(index->entries))
		return failed_file("keep", err);
	data = cJSON_CreateObject();
	sdi_json_add_number(&j, data, "n_people", index->n);
	if (index->made_by)
		sdi_json_put(&j, data, "stardose_report", cJSON_Duplicate(index->made_by, 1));
	ret = j.failed ? sdi_no_memory(err)
		       : sdi_template_stream(index->page, data, &people, sink, sink_user, err);
	cJSON_Delete(data);
	if (!ret && fseek(index->entries, 0, SEEK_END))	/* more may come */
		ret = failed_file("keep", err);
	return ret;
}
