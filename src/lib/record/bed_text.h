/* bed_text.h - what every reader of BED asks of a row */
#ifndef SDI_BED_TEXT_H
#define SDI_BED_TEXT_H

#include <htslib/hts.h>

/* sdi_bed_is_display() - a browser's line between the regions ("track", "browser"), no region */
int sdi_bed_is_display(const char *line);
/* sdi_bed_position() - 1 with a whole number of at most ten digits, 0-based, in @out; else 0 */
int sdi_bed_position(const char *text, hts_pos_t *out);

#endif
