/*
 * medicine_index.h - which medicine of the tables has a name
 *
 * Every row of guidance names its medicine, and so do holes, facts and conversions: names are
 * looked up by hash, so that loading takes time by the rows and not by rows times medicines.
 */
#ifndef SDI_MEDICINE_INDEX_H
#define SDI_MEDICINE_INDEX_H

/* Zeros to begin with. */
struct sdi_medicine_index { void *by_name; };

/*
 * sdi_medicine_index_add() - @name finds the medicine @drug, unless it finds another one already
 * @name: borrowed; upper and lower case alike, blanks around '/' do not count
 * @drug: 0-based place of the medicine in struct stardose_guidance_tables.drugs
 * Return: STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_medicine_index_add(struct sdi_medicine_index *index, const char *name, int drug);
/* sdi_medicine_index_find() - the medicine that has the name, or -1 */
int sdi_medicine_index_find(const struct sdi_medicine_index *index, const char *name);
void sdi_medicine_index_release(struct sdi_medicine_index *index);

#endif
