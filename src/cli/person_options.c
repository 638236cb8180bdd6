/* person_options.c - --taking, --context, --date, --convention */
#include <string.h>
#include "person_options.h"

static int check(const struct person_options *o, struct stardose_error *err)
{
	if (o->taking && o->context)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--taking and --context both describe persons; put the "
					  "medicines of --taking into "
					  "the file");
	if ((o->date || o->convention) && !o->taking && !o->context)
		return stardose_error_set(err, STARDOSE_EUSAGE,
					  "--%s has no effect without --context or --taking",
					  o->date ? "date" : "convention");
	return STARDOSE_OK;
}

int person_options_open(struct cli_common *common, const struct person_options *o,
			const struct stardose_tables *tables, struct about *out,
			struct stardose_error *err)
{
	const struct stardose_context_options options = { sizeof(options), o->date,
							   o->convention };
	const struct stardose_log log = cli_log(common);
	int ret = check(o, err);

	if (ret || (!o->taking && !o->context))
		return ret;
	/* the file may say who is male; a pipe gives it once only */
	if (o->context && !common->sex && strcmp(o->context, "-"))
		common->sex = o->context;
	ret = stardose_context_new(tables, &options, &out->context, err);
	if (!ret && o->taking)
		ret = stardose_context_taking(out->context, o->taking, err);
	else if (!ret)
		ret = stardose_context_read(out->context, o->context, &log, err);
	if (!ret)
		ret = stardose_context_resolve(out->context, &log, err);
	return ret;
}

int person_options_sample(struct about *about, struct stardose_guide *guide, const char *sample,
			  struct stardose_error *err)
{
	if (!about->context)
		return STARDOSE_OK;
	if (about->n_samples++ && stardose_context_is_for_one(about->context))
		return stardose_error_set(
			err, STARDOSE_EUSAGE,
			"--taking is for one sample, and there are several ('%.80s' is the "
			"second); "
			"choose one with -s, or describe them in a file for --context",
			sample);
	stardose_guide_about(guide, stardose_context_person(about->context, sample));
	return STARDOSE_OK;
}

void person_options_finish(struct about *about, struct cli_common *common)
{
	const struct stardose_log log = cli_log(common);

	const int is_part = common->samples || common->samples_file || common->n_shards;

	if (about->context)
		stardose_context_unused(about->context, &log,
					is_part ? STARDOSE_OK : STARDOSE_EROW);
}

const char *person_options_note(const struct about *about)
{
	if (!about->context)
		return "stardose_interactions=not assessed: no list of medicines was given";
	if (stardose_context_n_not_known(about->context))
		return "stardose_interactions=incomplete: a name in the list of medicines is not "
		       "known, or a row could not be read";
	if (!stardose_context_has_list(about->context))
		return "stardose_interactions=not assessed: no list of medicines was given";
	return "stardose_interactions=assessed for the medicines that were given";
}

void person_options_close(struct about *about) { stardose_context_free(about->context); }
