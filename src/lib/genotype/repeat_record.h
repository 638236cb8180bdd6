/*
 * repeat_record.h - lengths of a short repeat as sequences
 *
 * ExpansionHunter (and what writes as it does) has ALT <STR8>: so many copies of the unit INFO/RU,
 * where the reference has INFO/REF, behind the base REF. Source: its documentation of output files.
 * Callers that write whole sequences (GangSTR) need nothing of this.
 */
#ifndef SDI_REPEAT_RECORD_H
#define SDI_REPEAT_RECORD_H

#include <htslib/vcf.h>

/* sdi_is_repeat_record() - an ALT of it is <STR> and a number; @rec unpacked to BCF_UN_STR */
int sdi_is_repeat_record(const bcf1_t *rec);
/*
 * sdi_repeat_record() - the same record with REF and ALT spelled out; @rec is not changed
 * @out: new, bcf_destroy()
 * Return: 1; 0: it cannot be spelled (unit or count of the reference missing, another kind of ALT
 *         beside, more than 64 kb of bases); STARDOSE_ENOMEM
 */
int sdi_repeat_record(const bcf_hdr_t *hdr, bcf1_t *rec, bcf1_t **out);

#endif
