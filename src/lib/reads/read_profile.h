/* read_profile.h - what the model made of reads, as outputs show it, kept for a data set */
#ifndef SDI_READ_PROFILE_H
#define SDI_READ_PROFILE_H

#include "reads/copy_model.h"

/* Begin with zeros. Profiles stay where they are. */
struct sdi_read_profiles {
	int n, m;
	struct stardose_read_profile **of;
};

/*
 * sdi_read_profiles_add() - what @copies and @counts show
 * Return: its index, or STARDOSE_ENOMEM
 */
int sdi_read_profiles_add(struct sdi_read_profiles *to, const struct stardose_paralog_model *model,
			  const struct sdi_read_counts *counts,
			  const struct sdi_read_copies *copies);
void sdi_read_profiles_release(struct sdi_read_profiles *profiles);

#endif
