/*
 * sample_select.h - -s/--samples and -S/--samples-file, as bcftools understands them
 */
#ifndef SDI_SAMPLE_SELECT_H
#define SDI_SAMPLE_SELECT_H

#include <htslib/vcf.h>
#include <stardose/status.h>

/* The @shard-th, from 1, of @n_shards slices; n_shards 0: everything */
struct sdi_sample_slice {
	int shard, n_shards;
};

/* A selection as the user wrote it. */
struct sdi_sample_list {
	int is_set;			/* 0: every sample */
	int exclude;			/* 1: all but these (leading '^') */
	int n;
	char **name;			/* owned */
	struct sdi_sample_slice slice;	/* of those selected; zeros: all of them */
};

/*
 * sdi_sample_list_read() - read -s or -S
 * @list:  comma list, or NULL; a leading '^' excludes
 * @file:  path of a file with one name per line, or NULL; a leading '^' excludes; blank lines are
 * skipped
 * @out:   filled; release with sdi_sample_list_release()
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: both given, file unreadable, no name, or a name given
 * twice; STARDOSE_ENOMEM
 */
int sdi_sample_list_read(const char *list, const char *file, struct sdi_sample_list *out,
			 struct stardose_error *err);
void sdi_sample_list_release(struct sdi_sample_list *list);
/* sdi_sample_list_wants() - 1 when @name is selected */
int sdi_sample_list_wants(const struct sdi_sample_list *list, const char *name);

/*
 * sdi_sample_list_apply() - restrict @hdr, so that every record is subset while it is read
 * Samples keep the order of the file.
 * A slice that holds no sample is refused: its output could not be told from a lost one.
 * @path:      for messages
 * @elsewhere: 1: names that @hdr lacks are no error, they may be in another file of the data set
 *
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: unknown sample, or no sample left (with @elsewhere also
 * STARDOSE_OK, the header then has no samples); STARDOSE_ENOMEM
 */
int sdi_sample_list_apply(const struct sdi_sample_list *list, bcf_hdr_t *hdr, const char *path,
			  int elsewhere, struct stardose_error *err);

/*
 * sdi_sample_mask() - which samples of @hdr are wanted, where the header stays as it is
 * @list, @file: as in struct stardose_call_options; @elsewhere: as above, and none may be left
 * @slice: as in struct sdi_sample_list
 * @out: new array by sample, 1 wanted; free(). NULL when all are
 * Return: STARDOSE_OK; STARDOSE_EUSAGE: unknown sample, or none left; STARDOSE_ENOMEM
 */
int sdi_sample_mask(const bcf_hdr_t *hdr, const char *list, const char *file, int elsewhere,
		    struct sdi_sample_slice slice, uint8_t **out, struct stardose_error *err);

#endif
