/* read_reference.c - a sparse reference made of the windows of the tables */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>
#include <htslib/kstring.h>
#include "reads/read_reference.h"
#include "tables/paralog_table.h"

/* The window that contig @i is the chromosome of, by its MD5; or NULL */
static const struct sdi_reference_window *window_of(const struct stardose_tables *tables,
						    sam_hdr_t *hdr, int i)
{
	const struct sdi_reference_window *found = NULL;
	kstring_t md5 = KS_INITIALIZE;

	if (sam_hdr_find_tag_pos(hdr, "SQ", i, "M5", &md5) || !md5.l)
		return NULL;
	for (int g = 0; g < tables->n_genes; g++)
		for (int b = 0; tables->genes[g].paralog && b < STARDOSE_N_BUILDS; b++) {
			const struct sdi_reference_window *w =
				&tables->genes[g].paralog->window[b];

			if (w->seq && !strcasecmp(w->md5, md5.s) &&
			    w->end <= sam_hdr_tid2len(hdr, i))
				found = w;
		}
	ks_free(&md5);
	return found;
}

/* One contig: its name, its length of nothing, the window where it belongs. 0, or -1 */
static int put_contig(int fd, const char *name, hts_pos_t length,
		      const struct sdi_reference_window *w, off_t *at, kstring_t *index)
{
	kstring_t head = KS_INITIALIZE;
	size_t n = w->end - w->beg;
	int bad = ksprintf(&head, ">%s\n", name) < 0 ||
		  pwrite(fd, head.s, head.l, *at) != (ssize_t)head.l;

	*at += head.l;
	ks_free(&head);
	if (bad || pwrite(fd, w->seq, n, *at + w->beg) != (ssize_t)n ||
	    ksprintf(index, "%s\t%" PRIhts_pos "\t%lld\t%" PRIhts_pos "\t%" PRIhts_pos "\n", name,
		     length, (long long)*at, length, length + 1) < 0 ||
	    pwrite(fd, "\n", 1, *at + length) != 1)
		return -1;
	*at += length + 1;
	return 0;
}

static int put_index(const char *path, const kstring_t *index)
{
	kstring_t name = KS_INITIALIZE;
	FILE *fp = ksprintf(&name, "%s.fai", path) < 0 ? NULL : fopen(name.s, "wx");
	int bad = !fp || fwrite(index->s, 1, index->l, fp) != index->l;

	ks_free(&name);
	return fp && fclose(fp) ? -1 : bad ? -1 : 0;
}

/* Return: how many contigs were written, or -1 */
static int put_all(const struct stardose_tables *tables, sam_hdr_t *hdr, int fd, const char *path)
{
	kstring_t index = KS_INITIALIZE;
	off_t at = 0;
	int n = 0;

	for (int i = 0; i < sam_hdr_nref(hdr) && n >= 0; i++) {
		const struct sdi_reference_window *w = window_of(tables, hdr, i);

		if (w)
			n = put_contig(fd, sam_hdr_tid2name(hdr, i), sam_hdr_tid2len(hdr, i), w,
				       &at, &index) ? -1 : n + 1;
	}
	if (n > 0 && put_index(path, &index))
		n = -1;
	ks_free(&index);
	return n;
}

int sdi_read_reference_make(const struct stardose_tables *tables, sam_hdr_t *hdr, char **path)
{
	const char *folder = getenv("TMPDIR");
	kstring_t name = KS_INITIALIZE;
	int fd, n;

	*path = NULL;
	if (ksprintf(&name, "%s/stardose.XXXXXX", folder && *folder ? folder : "/tmp") < 0)
		return STARDOSE_ENOMEM;
	fd = mkstemp(name.s);
	n = fd < 0 ? -1 : put_all(tables, hdr, fd, name.s);
	if (fd >= 0)
		close(fd);
	*path = ks_release(&name);
	if (n > 0)
		return STARDOSE_OK;
	if (fd >= 0)
		sdi_read_reference_remove(*path);
	else
		free(*path);
	*path = NULL;
	return STARDOSE_OK;
}

void sdi_read_reference_remove(char *path)
{
	kstring_t name = KS_INITIALIZE;

	if (!path)
		return;
	if (ksprintf(&name, "%s.fai", path) >= 0)
		remove(name.s);
	remove(path);
	ks_free(&name);
	free(path);
}
