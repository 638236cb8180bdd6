/*
 * caller_log.c - what a caller tells in the log when all files are read: genes that nobody has,
 * contradictions
 */
#include <htslib/kstring.h>
#include "caller/caller_impl.h"

static int count_silent(const struct stardose_caller *c, const struct sdi_gene_calls *gc)
{
	int n = 0;

	for (int i = 0; i < c->samples.n; i++)
		n += !gc->of_sample[i];
	return n;
}

/*
 * Genes without any record have no gaps to report: they have nothing else. One line for those that
 * nobody has.
 */
int sdi_caller_say_silent_genes(const struct stardose_caller *c)
{
	kstring_t names = KS_INITIALIZE;
	int n_genes = 0, failed = 0;

	for (int g = 0; g < c->n_genes; g++) {
		int n = count_silent(c, &c->by_gene[g]);

		if (n && n < c->samples.n)
			stardose_log_say(&c->options.log, STARDOSE_OK,
					 "%s: %d of %d samples have no record %s, so it is not "
					 "called for them",
					 c->genes[g]->name, n, c->samples.n,
					 c->options.absent_is_reference
						 ? "within 1 Mb"
						 : "at any definition site");
		else if (n)
			failed |= ksprintf(&names, "%s%s", n_genes++ ? ", " : "",
					   c->genes[g]->name) < 0;
	}
	if (n_genes && !failed && c->options.absent_is_reference)
		stardose_log_say(&c->options.log, STARDOSE_OK,
				 "%s: no record within 1 Mb, so nothing shows that anybody looked "
				 "there, and not called; --covered FILE names regions that were "
				 "looked at",
				 names.s);
	else if (n_genes && !failed)
		stardose_log_say(&c->options.log, STARDOSE_OK,
				 "%s: no record at any definition site, so not called; a gVCF or a "
				 "VCF with all sites of these genes would mend it",
				 names.s);
	ks_free(&names);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

/* What hints at copies is lost where a gene is cut over files of different samples. */
void sdi_caller_say_tags_apart(const struct stardose_caller *c)
{
	for (int g = 0; g < c->n_genes; g++)
		if (c->by_gene[g].has_tags_apart && c->by_gene[g].n > 1)
			stardose_log_say(&c->options.log, STARDOSE_OK,
					 "%s: a file without its definition sites has bases that "
					 "go with its copies, and other samples than the file with "
					 "the sites; hints of a deletion or an extra copy go "
					 "without them; give every file the same samples "
					 "(bcftools view -S)",
					 c->genes[g]->name);
}

#define MAX_NAMED 10

/* A contradiction is named, whoever is right. */
int sdi_caller_say_conflicts(const struct stardose_caller *c, const struct sdi_gene_calls *gc)
{
	kstring_t names = KS_INITIALIZE;
	int n = 0, failed = 0;

	for (int i = 0; gc->facts.n && i < c->samples.n; i++) {
		if (!(gc->calls[gc->of_sample[i]]->reasons >> STARDOSE_REASON_COPIES_CONFLICT & 1))
			continue;
		if (n++ < MAX_NAMED)
			failed |=
				ksprintf(&names, "%s%s", n > 1 ? ", " : "", c->samples.name[i]) < 0;
	}
	if (n > MAX_NAMED)
		failed |= ksprintf(&names, " and %d more", n - MAX_NAMED) < 0;
	if (n && !failed)
		stardose_log_say(&c->options.log, STARDOSE_OK,
				 "%s: what speaks of its copies contradicts itself or the "
				 "genotypes in %d sample%s: %s",
				 gc->gene->name, n, n == 1 ? "" : "s", names.s);
	ks_free(&names);
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}
