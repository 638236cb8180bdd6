/*
 * record_observer.h - whoever is shown the records at a gene: one interface for those who collect
 * genotypes, tags and copies
 *
 * An observer is of one gene in one build. It takes of a record what matters to it, keeps nothing
 * of the record itself, and is done after closing; what it found is asked for by its own functions.
 */
#ifndef SDI_RECORD_OBSERVER_H
#define SDI_RECORD_OBSERVER_H

#include "caller/call_env.h"
#include "genotype/collector.h"
#include "structure/copy_collector.h"
#include "structure/tag_collector.h"

/* A record as every observer is shown it. */
struct sdi_shown {
	const bcf_hdr_t *hdr;
	bcf1_t *rec;	   /* may be unpacked further */
	const char *chrom; /* canonical name of its contig */
	const struct sdi_filter_verdict *filter;
};

struct sdi_observer {
	void *self; /* NULL: there is none */
	int (*push)(void *self, const struct sdi_shown *shown, struct stardose_error *err);
	int (*close)(void *self, struct stardose_error *err);
	void (*free)(void *self);
};

/* What of a gene is looked at. */
enum sdi_look {
	SDI_LOOK_GENOTYPES, /* a struct sdi_collector */
	SDI_LOOK_TAGS,	 /* a struct sdi_tag_collector, of genes with a model of their structure */
	SDI_LOOK_COPIES, /* a struct sdi_copy_collector of this one gene, where copies matter */
	SDI_N_LOOKS
};

/* What observers borrow for their life. */
struct sdi_look_options {
	struct sdi_collector_options genotypes;
	struct sdi_copy_options copies;
};
void sdi_look_options_init(struct sdi_look_options *out,
			   const struct stardose_call_options *options);

/* sdi_observer_is_wanted() - 1 when gene number @g is looked at in this way */
int sdi_observer_is_wanted(const struct sdi_call_env *env, int g, enum sdi_look look);
/* sdi_observer_new() - one that is wanted, for records of @n_samples samples */
int sdi_observer_new(const struct sdi_call_env *env, const struct sdi_look_options *options, int g,
		     enum stardose_build build, enum sdi_look look, int n_samples,
		     struct sdi_observer *out, struct stardose_error *err);
/* sdi_observer_release() - free it, and leave none there */
void sdi_observer_release(struct sdi_observer *observer);

#endif
