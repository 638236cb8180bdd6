/* record_observer.c - collectors behind one interface */
#include <string.h>
#include "caller/record_observer.h"

static int push_genotypes(void *self, const struct sdi_shown *shown, struct stardose_error *err)
{
	return sdi_collector_push(self, shown->hdr, shown->rec, shown->filter, err);
}

static int close_genotypes(void *self, struct stardose_error *err)
{
	return sdi_collector_close(self, err);
}

static void free_genotypes(void *self) { sdi_collector_free(self); }

static int push_tags(void *self, const struct sdi_shown *shown, struct stardose_error *err)
{
	return sdi_tag_collector_push(self, shown->hdr, shown->rec, shown->filter, err);
}

static int close_tags(void *self, struct stardose_error *err)
{
	(void)self;
	(void)err;
	return STARDOSE_OK;
}

static void free_tags(void *self) { sdi_tag_collector_free(self); }

static int push_copies(void *self, const struct sdi_shown *shown, struct stardose_error *err)
{
	return sdi_copy_collector_push(self, shown->hdr, shown->rec, shown->chrom, shown->filter,
				       err);
}

static int close_copies(void *self, struct stardose_error *err)
{
	return sdi_copy_collector_close(self, err);
}

static void free_copies(void *self) { sdi_copy_collector_free(self); }

void sdi_look_options_init(struct sdi_look_options *out,
			   const struct stardose_call_options *options)
{
	out->genotypes = (struct sdi_collector_options){
		.absent_is_reference = options->absent_is_reference,
		.min_gq = options->min_gq,
		.min_dp = options->min_dp,
		.min_gp = options->min_gp,
		.min_r2 = options->min_r2,
		.apply_filters = options->apply_filters,
	};
	out->copies = (struct sdi_copy_options){ .apply_filters = options->apply_filters,
						 .min_gq = options->min_gq };
}

int sdi_observer_is_wanted(const struct sdi_call_env *env, int g, enum sdi_look look)
{
	switch (look) {
	case SDI_LOOK_TAGS: return env->genes[g]->structure && !env->is_stream;
	default: return 1;
	}
}

int sdi_observer_new(const struct sdi_call_env *env, const struct sdi_look_options *options, int g,
		     enum stardose_build build, enum sdi_look look, int n_samples,
		     struct sdi_observer *out, struct stardose_error *err)
{
	struct sdi_collector *genotypes = NULL;
	struct sdi_tag_collector *tags = NULL;
	struct sdi_copy_collector *copies = NULL;
	int ret;

	switch (look) {
	case SDI_LOOK_TAGS:
		ret = sdi_tag_collector_new(env->genes[g]->structure, build, n_samples,
					    &options->genotypes, &tags, err);
		*out = (struct sdi_observer){ tags, push_tags, close_tags, free_tags };
		return ret;
	case SDI_LOOK_COPIES:
		ret = sdi_copy_collector_new(&env->genes[g], 1, build, n_samples, &options->copies,
					     &copies, err);
		*out = (struct sdi_observer){ copies, push_copies, close_copies, free_copies };
		return ret;
	default:
		ret = sdi_collector_new(env->genes[g], build, n_samples, &options->genotypes,
					&genotypes, err);
		*out = (struct sdi_observer){ genotypes, push_genotypes, close_genotypes,
					      free_genotypes };
		return ret;
	}
}

void sdi_observer_release(struct sdi_observer *observer)
{
	if (observer->self)
		observer->free(observer->self);
	memset(observer, 0, sizeof(*observer));
}
