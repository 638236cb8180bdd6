/*
 * hts_quiet.h - htslib's own lines kept off stderr while the library works
 *
 * What they would say the library says itself, with place and remedy: in errors, or in the caller's
 * log. htslib has one level for the process, so it is off while any thread is between the two
 * calls, and is then what it was.
 */
#ifndef SDI_HTS_QUIET_H
#define SDI_HTS_QUIET_H

/* sdi_hts_hush() - from here on; calls nest, also over threads */
void sdi_hts_hush(void);
/* sdi_hts_unhush() - the end of one sdi_hts_hush(); errno stays as it is */
void sdi_hts_unhush(void);

#endif
