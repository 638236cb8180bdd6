/*
 * sample_order.h - a file whose samples are those of a stream in another order
 */
#ifndef SDI_SAMPLE_ORDER_H
#define SDI_SAMPLE_ORDER_H

#include <htslib/vcf.h>
#include <stardose/status.h>

/* Begins with zeros. */
struct sdi_sample_order {
	int n, *from;	 /* by sample of the stream: of the file; NULL: they are in one order */
	bcf1_t *turned;	 /* the record at hand, in the stream's order */
	uint8_t *values; /* scratch: of one field */
	size_t m_values;
};

/*
 * sdi_sample_order_find() - where a file has the samples @name of a stream
 * Return: 1: here they are, and @from tells where (or NULL: in the same places); 0: the file has
 * others; STARDOSE_ENOMEM
 */
int sdi_sample_order_find(char *const *name, int n, const bcf_hdr_t *hdr, int **from);

/*
 * sdi_sample_order_turn() - @rec with its samples in the order of the stream: itself, or a copy
 * that is valid until the next call; NULL when out of memory
 */
bcf1_t *sdi_sample_order_turn(struct sdi_sample_order *order, bcf1_t *rec);
void sdi_sample_order_release(struct sdi_sample_order *order);

#endif
