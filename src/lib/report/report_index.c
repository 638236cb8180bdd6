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
	free(index->places);
	free(index->sorted);
	memset(index, 0, sizeof(*index));
}

/* ---- entries ---- */

enum { LOOK_AT = 4 };	/* medicines that an entry names */
/* A name that is not known stands behind what is contraindicated, before all else (report_use.c) */
enum { LIST_INCOMPLETE = 1089 };

static double number(const cJSON *of, const char *name)
{
	return cJSON_IsNumber(sdi_json_get(of, name)) ? sdi_json_get(of, name)->valuedouble : 0;
}

/* The first of the medicines in use has the most urgent need of a look, if any has. */
static int urgency_of(const cJSON *model)
{
	const cJSON *use = cJSON_GetArrayItem(sdi_json_get(sdi_json_get(model, "face"), "uses"), 0);
	int urgency = (int)number(use, "urgency");

	return cJSON_IsTrue(sdi_json_get(model, "is_list_incomplete")) && urgency < LIST_INCOMPLETE
		       ? LIST_INCOMPLETE
		       : urgency;
}

static int note_place(struct sdi_report_index *index, const cJSON *model,
		      struct stardose_error *err)
{
	const cJSON *face = sdi_json_get(model, "face");
	struct sdi_index_place *more;

	if (index->n == index->m) {
		index->m = index->m ? 2 * index->m : 64;
		more = realloc(index->places, index->m * sizeof(*more));
		if (!more)
			return sdi_no_memory(err);
		index->places = more;
	}
	index->places[index->n] = (struct sdi_index_place){
		.offset = index->length,
		.n = index->n,
		.urgency = urgency_of(model),
		.n_look = (int)number(face, "n_look"),
	};
	return STARDOSE_OK;
}

/* Who needs a look most comes first; of equals who comes first in the input. */
static int by_urgency(const void *a, const void *b)
{
	const struct sdi_index_place *x = a, *y = b;

	if (x->urgency != y->urgency)
		return x->urgency > y->urgency ? -1 : 1;
	if (x->n_look != y->n_look)
		return x->n_look > y->n_look ? -1 : 1;
	return x->n < y->n ? -1 : x->n > y->n;
}

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

/* Of the medicines in use that need a look the first ones, which the page has in this order. */
static void add_look(struct sdi_json *j, cJSON *to, const cJSON *uses)
{
	static const char *const copied[] = { "word", "symbol", "sure_symbol", "sure_word" };
	cJSON *look = sdi_json_add_array(j, to, "look");
	const cJSON *use;

	cJSON_ArrayForEach(use, uses) {
		cJSON *item;

		if (cJSON_GetArraySize(look) == LOOK_AT)
			return;
		if (!cJSON_IsTrue(sdi_json_get(use, "needs_look")) ||
		    cJSON_IsTrue(sdi_json_get(use, "is_not_known")))
			continue;
		item = sdi_json_add_object(j, look, NULL);
		sdi_json_add_text(j, item, "drug", sdi_json_get_text(use, "inn"));
		for (size_t i = 0; i < sizeof(copied) / sizeof(*copied); i++)
			sdi_json_add_text(j, item, copied[i], sdi_json_get_text(use, copied[i]));
		sdi_json_add_bool(j, item, "is_contraindicated",
				  cJSON_IsTrue(sdi_json_get(use, "is_contraindicated")));
	}
}

static void add_coverage(struct sdi_json *j, cJSON *to, const cJSON *tested)
{
	double total = cJSON_GetNumberValue(sdi_json_get(tested, "sites_total")),
	       seen = cJSON_GetNumberValue(sdi_json_get(tested, "sites_seen"));
	cJSON *coverage = total > 0 ? sdi_json_add_object(j, to, "coverage") : NULL;

	if (!coverage)
		return;
	sdi_json_add_number(j, coverage, "per_cent", (int)(100 * seen / total));
	sdi_json_add_number(j, coverage, "sites_seen", seen);
	sdi_json_add_number(j, coverage, "sites_total", total);
}

static cJSON *entry_of(const cJSON *model, const char *file)
{
	const cJSON *n_discuss = sdi_json_get(sdi_json_get(model, "first_page"), "n_discuss"),
		    *face = sdi_json_get(model, "face"), *names;
	struct sdi_json j = { 0 };
	cJSON *entry = cJSON_CreateObject();

	sdi_json_add_text(&j, entry, "sample", sdi_json_get_text(model, "sample"));
	sdi_json_add_text(&j, entry, "file", file);
	add_address(&j, entry, file);
	sdi_json_add_number(&j, entry, "n_discuss", cJSON_GetNumberValue(n_discuss));
	sdi_json_add_number(&j, entry, "n_without_result",
			    cJSON_GetArraySize(sdi_json_get(model, "genes_without_result")));
	sdi_json_add_bool(&j, entry, "has_genes_without_result",
			  cJSON_IsTrue(sdi_json_get(model, "has_genes_without_result")));
	add_genes(&j, entry, model);
	names = sdi_json_get(model, "names_not_known");
	sdi_json_put(&j, entry, "names_not_known", cJSON_Duplicate(names, 1));
	sdi_json_add_number(&j, entry, "n_uses", number(face, "n_uses"));
	sdi_json_add_number(&j, entry, "n_look", number(face, "n_look"));
	add_look(&j, entry, sdi_json_get(face, "uses"));
	add_coverage(&j, entry, sdi_json_get(model, "tested"));
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
	if (note_place(index, model, err) != STARDOSE_OK)
		return STARDOSE_ENOMEM;
	errno = 0;
	if (fwrite(index->line.s, 1, index->line.l, index->entries) != index->line.l)
		return failed_file("keep", err);
	index->length += (off_t)index->line.l;
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
	if (fseeko(index->entries, index->sorted[place].offset, SEEK_SET))
		return failed_file("read back", err);
	ret = read_line(index, err);
	if (!ret && !(*element = cJSON_ParseWithLength(index->line.s, index->line.l)))
		ret = sdi_no_memory(err);
	return ret;
}

/* More people may come after a page, so the order of the input is kept. */
static int sort_places(struct sdi_report_index *index)
{
	free(index->sorted);
	index->sorted = malloc((index->n + 1) * sizeof(*index->sorted));
	if (!index->sorted)
		return STARDOSE_ENOMEM;
	if (index->n)
		memcpy(index->sorted, index->places, index->n * sizeof(*index->sorted));
	qsort(index->sorted, index->n, sizeof(*index->sorted), by_urgency);
	return STARDOSE_OK;
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
	if (sort_places(index) != STARDOSE_OK)
		return sdi_no_memory(err);
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
