/* report_course.c - "course": the clinic record of the line of guidance, as clinic/ has it */
#include "clinic/course.h"
#include "report/report_model.h"

void sdi_report_course(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		       struct sdi_json *j)
{
	const struct sdi_course_options options = { facts->hamd_bands, facts->trial_rule,
						     facts->since };
	struct sdi_record record;
	struct sdi_course course = { &record, &facts->words, &options, guide, j };

	if (sdi_record_read(facts->tables, guide, &record) == STARDOSE_OK)
		sdi_course_add(&course, to);
	else
		j->failed = 1;
	sdi_record_release(&record);
}
