/*
 * report_face.h - "face": what the first page shows, in its order
 *
 * It is made of what the report has already (medicines_now, genes, classes) and of the line of
 * guidance; nothing is judged again but which line of a medicine stands first, what it rests on and
 * how sure that is (report_why.h). docs/REPORT.md describes every member.
 */
#ifndef SDI_REPORT_FACE_H
#define SDI_REPORT_FACE_H

#include "report/report_why.h"

/* sdi_report_face() - adds "face" to the report @to, after all other parts but the plain ones */
void sdi_report_face(const struct sdi_report_facts *facts, const cJSON *guide, cJSON *to,
		     struct sdi_json *j);

/* The parts of it, each added to @face */
/* "uses": medicines in use, those that need a look first, with what they rest on */
void sdi_face_uses(const struct sdi_why *why, const cJSON *to, cJSON *face);
/* "headline", "surest", "not_known": one sentence each, the last two may be null */
void sdi_face_headline(const struct sdi_why *why, const cJSON *to, cJSON *face);
/* "genes" and "quiet_genes": those that touch a medicine of the page, and the others */
void sdi_face_genes(const struct sdi_why *why, const cJSON *to, cJSON *face);
/*
 * sdi_face_elsewhere() - append to "elsewhere" the gene of @card, when a source asks for something by
 * it in a medicine outside psychiatry. Returns whether it did
 */
int sdi_face_elsewhere(const struct sdi_why *why, const cJSON *to, cJSON *list, const cJSON *card);
/*
 * sdi_face_asks_genes() - "genes", "genes_text" of a procedure: results of the genes that a
 * guideline's fact about it names
 */
void sdi_face_asks_genes(const struct sdi_why *why, const cJSON *to, cJSON *special,
			 const struct stardose_drug *drug);
/* sdi_face_rows_ask() - does a row of @medicine that asks for more than the usual name @gene? */
int sdi_face_rows_ask(const cJSON *medicine, const char *gene);
/* "board", "special": other medicines by class, beside those in use; procedures, psychedelics */
void sdi_face_board(const struct sdi_why *why, const cJSON *to, cJSON *face);
/* "fit": which of the layouts for paper holds the page; after all other parts */
void sdi_face_fit(struct sdi_json *j, const cJSON *to, cJSON *face);

/*
 * sdi_add_ruled_out_by() - append to @list the medicines in use whose label calls @drug, were it
 * taken beside them, contraindicated or to be avoided
 */
void sdi_add_ruled_out_by(const struct sdi_why *why, cJSON *list, const cJSON *to,
			  const char *drug);
/* sdi_face_lead() - the voice of @medicine that stands first; NULL: no source has a line */
const cJSON *sdi_face_lead(const struct sdi_why *why, const cJSON *medicine);
/* sdi_face_row() - the row of @medicine that @voice goes by, or NULL */
const cJSON *sdi_face_row(const cJSON *medicine, const cJSON *voice);
/*
 * sdi_face_sure() - sdi_add_sure() of a medicine: by its first voice where that asks for something
 */
enum sdi_sure sdi_face_sure(const struct sdi_why *why, cJSON *to, const cJSON *medicine);
/* sdi_face_asks() - does the medicine ask for more than the usual? */
int sdi_face_asks(const cJSON *medicine);

#endif
