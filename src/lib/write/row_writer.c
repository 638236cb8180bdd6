/* row_writer.c - buffered output whose repeated parts are made once */
#include <htslib/khash.h>
#include "write/provenance.h"
#include "write/row_writer.h"
#include "util/no_memory.h"
#include "util/options_copy.h"

#define FLUSH_BYTES (1 << 18)

struct span { size_t beg, len; };	/* of an item's text in kept */
KHASH_INIT(text, khint64_t, struct span, 1, kh_int64_hash_func, kh_int64_hash_equal)

void stardose_writer_options_init_size(struct stardose_writer_options *options, size_t size)
{
	const struct stardose_writer_options defaults = { .kind = STARDOSE_WRITE_TSV };

	sdi_options_init(options, size, &defaults, sizeof(defaults));
}

int sdi_row_writer_init(struct sdi_row_writer *w, const struct stardose_tables *tables,
			const struct stardose_writer_options *options, struct stardose_error *err)
{
	w->tables = tables;
	w->index = kh_init(text);
	return w->index ? sdi_options_copy(&w->options, sizeof(w->options), options,
					   "stardose_writer_options_init", err)
			: sdi_no_memory(err);
}

void sdi_row_writer_release(struct sdi_row_writer *w)
{
	if (w->index)
		kh_destroy(text, (khash_t(text) *)w->index);
	ks_free(&w->kept);
	ks_free(&w->out);
	ks_free(&w->tail);
}

int sdi_row_writer_flush(struct sdi_row_writer *w, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (w->out.l)
		ret = w->options.sink(w->options.sink_user, w->out.s, w->out.l, err);
	w->out.l = 0;
	return ret;
}

int sdi_row_writer_begin(struct sdi_row_writer *w, struct stardose_error *err)
{
	int ret = STARDOSE_OK;

	if (w->options.kind == STARDOSE_WRITE_JSON_LINES)
		return ret;
	if (!w->options.no_version) {
		ret = sdi_provenance_program(&w->out, w->command);
		if (!ret)
			ret = sdi_provenance_tables(&w->out, w->tables);
		if (!ret && w->note)
			ret = ksprintf(&w->out, "##%s\n", w->note) < 0 ? STARDOSE_ENOMEM
								       : STARDOSE_OK;
	}
	if (!ret && w->options.shard &&
	    ksprintf(&w->out, "##stardose_shard=%s\n", w->options.shard) < 0)
		ret = STARDOSE_ENOMEM;
	if (!ret)
		ret = sdi_provenance_local(&w->out, w->tables);
	if (!ret && w->header)
		ret = w->header(&w->out);
	return ret ? sdi_no_memory(err) : STARDOSE_OK;
}

int sdi_row_writer_put(struct sdi_row_writer *w, const char *prefix, size_t len, const void *item)
{
	khash_t(text) *index = w->index;
	struct span text;
	int is_new, ret;
	khint_t k = kh_put(text, index, (khint64_t)(uintptr_t)item, &is_new);

	if (is_new < 0)
		return STARDOSE_ENOMEM;
	if (is_new) {
		size_t beg = w->kept.l;

		ret = w->text(&w->kept, w, item);
		if (ret) {
			kh_del(text, index, k);
			return ret;
		}
		kh_value(index, k) = (struct span){ beg, w->kept.l - beg };
	}
	text = kh_value(index, k);
	if (kputsn(prefix, len, &w->out) < 0)
		return STARDOSE_ENOMEM;
	if (!text.len)		/* an item that has nothing to say; perhaps none has had */
		return STARDOSE_OK;
	return kputsn(w->kept.s + text.beg, text.len, &w->out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_row_writer_put_once(struct sdi_row_writer *w, const char *prefix, size_t len,
			    const void *item)
{
	return kputsn(prefix, len, &w->out) < 0 ? STARDOSE_ENOMEM
						: w->text(&w->out, w, item);
}

int sdi_row_writer_finish(struct sdi_row_writer *w, int ret, struct stardose_error *err)
{
	if (ret)
		return sdi_no_memory(err);
	return w->out.l < FLUSH_BYTES ? ret : sdi_row_writer_flush(w, err);
}
