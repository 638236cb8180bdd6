/* stream_regions.h - where the records lie that can matter to a caller */
#ifndef SDI_STREAM_REGIONS_H
#define SDI_STREAM_REGIONS_H

#include "caller/call_env.h"
#include "record/record_reader.h"

/* Bases. Repeats around a gene, where breakends of its events lie, end within 12 kb. */
#define SDI_AROUND_GENE 50000

/*
 * sdi_stream_regions() - reference windows, stretches around genes for structural records, and
 * where hints are wanted the tags of structure models and the regions that depth is measured by
 * Regions of the third and fourth kind have gene -1.
 * @out:   new, free()
 * Return: how many, or STARDOSE_ENOMEM
 */
int sdi_stream_regions(const struct sdi_call_env *env, struct sdi_region **out);

/*
 * sdi_near_regions() - what lies around the genes, SDI_VICINITY on each side, in both builds
 * @out: new, free(). Return: how many, or STARDOSE_ENOMEM
 */
int sdi_near_regions(const struct sdi_call_env *env, struct sdi_region **out);

/*
 * sdi_structural_regions() - add to *@regions what lies @around the genes with structural alleles,
 * in both builds. A breakend, or a deletion without INFO/END, is where it begins; it may speak of a
 * gene that it does not reach.
 * @is_sparse: only files whose header declares structural variants are read there
 * Return: the new count or STARDOSE_ENOMEM; *@regions stays valid
 */
int sdi_structural_regions(const struct stardose_gene *const *genes, int n_genes, hts_pos_t around,
			   int is_sparse, struct sdi_region **regions, int n_regions);

#endif
