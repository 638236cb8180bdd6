/* sample_set.h - sample names of all files, in order of first appearance */
#ifndef SDI_SAMPLE_SET_H
#define SDI_SAMPLE_SET_H

struct sdi_sample_set {
	int n, m;
	char **name;
	void *index;	/* private */
};

/*
 * sdi_sample_set_add() - index of @name, added if new; negative enum stardose_status when out of
 * memory
 */
int sdi_sample_set_add(struct sdi_sample_set *set, const char *name);
/* sdi_sample_set_find() - index of @name, or -1 */
int sdi_sample_set_find(const struct sdi_sample_set *set, const char *name);
void sdi_sample_set_release(struct sdi_sample_set *set);

#endif
