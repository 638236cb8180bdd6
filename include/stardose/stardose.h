/*
 * stardose.h - everything that libstardose offers
 *
 * From a VCF to a page for a person:
 *
 *   tables   <stardose/tables.h>          genes, alleles, rules: opened once, shared by all threads
 *            <stardose/table_rows.h>      what they hold, as TSV or JSON Lines
 *   outside  <stardose/outside.h>         results of other programs, for a caller
 *   call     <stardose/call.h>            samples and genes to diplotypes and phenotypes
 *            <stardose/diplotype.h>       diplotypes as text, read and compared
 *   writer   <stardose/writer.h>          calls as TSV, JSON Lines, PharmCAT's outside calls
 *   context  <stardose/context.h>         what else a person takes and has
 *   guidance <stardose/guidance.h>        what sources say about medicines
 *   writer   <stardose/guidance_writer.h> guidance as TSV or JSON Lines
 *   report   <stardose/report.h>          a line of guidance as HTML
 *   privacy  <stardose/redaction.h>       names that stand for persons
 *   FHIR     <stardose/fhir.h>            a line of guidance as a FHIR R4 bundle
 *   explain  <stardose/explain.h>         why a call is what it is, why a row applies
 *   annotate <stardose/annotator.h>       a stream of VCF records with calls in it
 *   lines    <stardose/lines.h>           a text file, line by line
 *   sites    <stardose/sites.h>           where a file must show something
 *
 * Every function that can fail returns an enum stardose_status and, where a struct stardose_error
 * is given, says in it what failed, where, and how to mend it. Handles come from a _new function
 * and go with _free; what a const pointer shows is borrowed from the handle. examples/ has programs
 * that use nothing else, and libstardose(3) is a way in.
 */
#ifndef STARDOSE_STARDOSE_H
#define STARDOSE_STARDOSE_H

#include <stardose/version.h>
#include <stardose/status.h>
#include <stardose/tables.h>
#include <stardose/diplotype.h>
#include <stardose/outside.h>
#include <stardose/call.h>
#include <stardose/writer.h>
#include <stardose/table_rows.h>
#include <stardose/context.h>
#include <stardose/guidance.h>
#include <stardose/guidance_writer.h>
#include <stardose/report.h>
#include <stardose/redaction.h>
#include <stardose/fhir.h>
#include <stardose/explain.h>
#include <stardose/annotator.h>
#include <stardose/lines.h>
#include <stardose/sites.h>

#endif
