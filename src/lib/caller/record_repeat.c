/* record_repeat.c - parts of a data set may share a record at their edge, and no other */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "caller/gene_stream.h"
#include "util/no_memory.h"

static uint64_t mixed(uint64_t h, uint64_t word)
{
	h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 32;
}

/* Eight bytes at a time: every record of every gene is hashed. */
static uint64_t hash_bytes(uint64_t h, const void *bytes, size_t n)
{
	const unsigned char *p = bytes;
	uint64_t word = 0;

	for (; n >= sizeof(word); p += sizeof(word), n -= sizeof(word)) {
		memcpy(&word, p, sizeof(word));
		h = mixed(h, word);
	}
	word = 0;
	memcpy(&word, p, n);
	return n ? mixed(h, word) : h;
}

#define ENOUGH 4096 /* bytes of genotypes that tell one record from another */
static uint32_t hash_record(const bcf1_t *rec)
{
	uint64_t h = UINT64_C(14695981039346656037);

	for (int a = 0; a < rec->n_allele; a++)
		h = hash_bytes(h, rec->d.allele[a], strlen(rec->d.allele[a]) + 1);
	return (uint32_t)hash_bytes(h, rec->indiv.s, rec->indiv.l < ENOUGH ? rec->indiv.l : ENOUGH);
}

static int twice(const struct sdi_gene_stream *s, int g, const bcf1_t *rec,
		 struct stardose_error *err)
{
	return stardose_error_set(err, STARDOSE_EINPUT,
				  "'%s' has %s of sample '%s' at %s:%" PRIhts_pos
				  ", which an earlier file has too; give each site once",
				  s->name ? s->name : "the input", s->env->genes[g]->name,
				  s->n_samples ? s->sample[0] : "", s->windows.contig.s,
				  rec->pos + 1);
}

static int add_record(struct sdi_stream_gene *gene, struct sdi_record_seen seen)
{
	if (gene->n_records == gene->m_records) {
		int m = gene->m_records ? 2 * gene->m_records : 64;
		struct sdi_record_seen *grown = realloc(gene->records, m * sizeof(*grown));

		if (!grown)
			return STARDOSE_ENOMEM;
		gene->records = grown;
		gene->m_records = m;
	}
	gene->records[gene->n_records++] = seen;
	return STARDOSE_OK;
}

int sdi_gene_stream_is_repeated(struct sdi_gene_stream *s, int g, bcf1_t *rec,
				struct stardose_error *err)
{
	struct sdi_stream_gene *gene = &s->gene[g];
	struct sdi_record_seen seen = { rec->pos, s->n_files, 0 };
	hts_pos_t last = 0;
	int found = 0, is_same = 0;

	bcf_unpack(rec, BCF_UN_STR);
	seen.hash = hash_record(rec);
	for (int i = 0; i < gene->n_records && gene->records[0].file != s->n_files; i++) {
		const struct sdi_record_seen *old = &gene->records[i];

		if (old->file == s->n_files)
			continue;
		last = old->pos > last ? old->pos : last;
		if (old->pos == rec->pos) {
			found = 1;
			is_same |= old->hash == seen.hash;
		}
	}
	if (found && !(is_same && rec->rlen > 1 && rec->pos + rec->rlen > last))
		return twice(s, g, rec, err);
	if (gene->last_file != s->n_files) {
		gene->last_file = s->n_files;
		if (!gene->n_files++ && s->name && !(gene->name = strdup(s->name)))
			return sdi_no_memory(err);
	}
	return found ? 1 : add_record(gene, seen) ? sdi_no_memory(err) : 0;
}
