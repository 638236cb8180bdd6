/*
 * haplotype_content.h - what one haplotype carries when alleles of several rows are put on it
 */
#ifndef SDI_HAPLOTYPE_CONTENT_H
#define SDI_HAPLOTYPE_CONTENT_H

#include "genotype/evidence.h"

#define SDI_MAX_PIECES 96		/* changes on one haplotype of one cluster */
#define SDI_MAX_PLACED 256		/* rows of one cluster with an allele on one haplotype */

struct sdi_piece {
	struct sdi_change change;
	int note, allele;
}; /* note -1: from several records together */

struct sdi_content {
	int n, n_placed, is_joint;
	struct sdi_piece piece[SDI_MAX_PIECES];
	int placed[SDI_MAX_PLACED];	/* rows whose ALT or '*' the haplotype has */
};

/*
 * sdi_content_put() - put the allele that @row has now on haplotype @hap onto @c
 * Return: 1; 0 when it cannot lie on one haplotype with what is there (@c is then in disorder);
 *         -1 when there is no room
 */
int sdi_content_put(const struct sdi_evidence *e, struct sdi_content *c, int row, int hap);

/*
 * sdi_content_resolve() - several alleles in cis, one of them unexplained: perhaps together they
 * spell what is listed
 * Return: 1 when they do (@c then holds that), 0 when not, STARDOSE_ENOMEM
 */
int sdi_content_resolve(const struct sdi_evidence *e, struct sdi_content *c, int hap);

/*
 * sdi_content_explains() - 1 when the '*' of @row stands for another row's allele that lies on the
 * haplotype over the same bases
 */
int sdi_content_explains(const struct sdi_evidence *e, const struct sdi_content *c, int hap,
			 int row);

/* sdi_content_includes() - 1 when allele @a of @note makes all changes of allele @b of @other */
int sdi_content_includes(const struct sdi_evidence *e, int note, int a, int other, int b);

/* sdi_content_has_star() - 1 when @row is '*' on @hap */
int sdi_content_has_star(const struct sdi_evidence *e, int row, int hap);

#endif
