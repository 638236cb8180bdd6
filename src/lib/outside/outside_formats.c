/* outside_formats.c - the formats that --outside reads, in the order in which they are tried */
#include "outside/outside_format.h"

const struct sdi_outside_format *const sdi_outside_formats[] = {
	NULL
};
