#include <ctype.h>
#include <stardose/version.h>
#include "write/provenance.h"

int sdi_provenance_tables(kstring_t *out, const struct stardose_tables *tables)
{
	int failed = ksprintf(out, "##stardose_tables=<Version=%s,Checksum=%s,Origin=\"",
			      tables->version, tables->checksum) < 0;

	/* the name of a folder may hold anything, also what would begin another header line */
	for (const char *s = tables->origin; *s && !failed; s++)
		failed = kputc(iscntrl((unsigned char)*s) || *s == '"' || *s == '\\' ? '?' : *s,
			       out) < 0;
	return failed || kputs("\">\n", out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_provenance_program(kstring_t *out, const char *command)
{
	int ret = ksprintf(out, "##stardose_%sVersion=%s+htslib-%s\n", command, stardose_version(),
			   hts_version());

	return ret < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
}

int sdi_provenance_local(kstring_t *out, const struct stardose_tables *tables)
{
	int n = 0, ret = 0;

	for (int i = 0; i < tables->n_genes; i++)
		if (tables->genes[i].local)
			ret |= ksprintf(out, "%s%s",
					n++ ? "," : "##stardose_local=", tables->genes[i].name) < 0;
	if (n)
		ret |= kputc('\n', out) < 0;
	return ret ? STARDOSE_ENOMEM : STARDOSE_OK;
}
