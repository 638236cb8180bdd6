/*
 * test_header_person.c - what of a header looks as if it named a person, and what only looks a
 * little like it: lines of pipelines, days of runs, numbers of samples
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>
#include "caller/header_person.h"
#include "header_text.h"

static void assert_person(const char *lines, const char *samples, int wanted)
{
	bcf_hdr_t *hdr = header_of(lines, samples);

	if (sdi_header_person(hdr) != wanted)
		fail_msg("'%s' with '%s': %d is wanted", lines, samples, wanted);
	bcf_hdr_destroy(hdr);
}

static void lines_with_a_field_of_a_person(void **state)
{
	static const char *const lines[] = {
		"##patient=Jane Doe\n",
		"##DOB=1984-02-11\n",
		"##MRN=0012345\n",
		"##PatientName=x\n",
		"##Patient_ID=7\n",
		"##SAMPLE=<ID=s1,Name=\"Jane Doe\">\n",
		"##SAMPLE=<ID=s1,DOB=1984>\n",
		"##Sample=<ID=s1,surname=Doe>\n",
		"##META=<ID=x,MRN=12>\n",
		"##individual=<ID=s1,name=Jane>\n",
		"##donor=first patient, MRN 12\n",
		"##subject=surname: Doe\n",
		"##dateofbirth=11.2.84\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_person(lines[i], "\ts1", 1);
}

static void lines_of_pipelines(void **state)
{
	static const char *const lines[] = {
		"",
		"##source=patientCaller v2\n",
		"##fileDate=19840211\n",
		"##reference=file:///data/doe_jane/ref.fa\n",
		"##SAMPLE=<ID=s1,Description=\"liver\">\n",
		"##SAMPLE=<ID=s1,Mixture=\"1.\">\n",
		"##contig=<ID=chr1,length=248956422,assembly=GRCh38>\n",
		"##INFO=<ID=NAME,Number=1,Type=String,Description=\"name of the patient group\">\n",
		"##FILTER=<ID=LowQual,Description=\"low quality, birth of a new filter\">\n",
		"##bcftools_viewCommand=view -s Patient.vcf; Date=Mon Feb 11 1984\n",
		"##PEDIGREE=<ID=child,Father=f,Mother=m>\n",
		"##pipeline=<ID=x,Name=\"germline\">\n", /* the name of no person's line */
		"##patients=12\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		assert_person(lines[i], "\ts1", 0);
}

static void samples_that_are_called_like_persons(void **state)
{
	static const char *const names[] = {
		"\tDoe, Jane",	   "\tMRN0012",	    "\tMRN-17",	      "\tpatient_7",
		"\ts1\tDoe, Jane", "\t19840211",    "\t1984-02-11",   "\tjd_19840211_a",
		"\tDOB1984-02-11", "\tx1900-01-01", "\t2009-12-31-b", "\tPatientID 7",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_person("", names[i], 1);
}

static void samples_that_are_not(void **state)
{
	static const char *const names[] = {
		"",
		"\tNA12878",
		"\tHG00276\tHG00277",
		"\t20240211_run7", /* a day of a run */
		"\t2010-01-01",
		"\t1899-12-31",
		"\t119840211", /* longer numbers */
		"\t198402119",
		"\t19841311", /* no month */
		"\t19840232", /* no day */
		"\t1984-0211",
		"\t198402",
		"\tdoe, jane",
		"\tA,B",
		"\tdombey", /* words that such words are part of */
		"\tMRNA7x_mrnas",
		"\toutpatients7",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		assert_person("", names[i], 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_with_a_field_of_a_person),
		cmocka_unit_test(lines_of_pipelines),
		cmocka_unit_test(samples_that_are_called_like_persons),
		cmocka_unit_test(samples_that_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
