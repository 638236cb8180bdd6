/*
 * options_copy.h - structs of options whose size grows from one version to the next
 *
 * Every public struct of options begins with `size_t size`, which its _init function sets to what
 * the program was compiled with. So a program of an older header works: what its struct lacks has
 * its default.
 */
#ifndef SDI_OPTIONS_COPY_H
#define SDI_OPTIONS_COPY_H

#include <stddef.h>
#include <stardose/status.h>

/*
 * sdi_options_init() - fill the struct of a program with defaults
 * @size:     of the program's struct; what it has beyond @known bytes becomes zero
 * @defaults: the struct as the library knows it, @known bytes; its size is ignored
 */
void sdi_options_init(void *options, size_t size, const void *defaults, size_t known);

/*
 * sdi_options_copy() - take a program's options
 * @out:     the library's struct of @known bytes, filled with defaults by the caller of this
 * @options: of a program, of any size; NULL: the defaults
 * @init:    name of the function that prepares it, for the message
 * Return:   STARDOSE_OK; STARDOSE_EUSAGE: the size is none, or the program asks for something that
 *           only a newer library has
 */
int sdi_options_copy(void *out, size_t known, const void *options, const char *init,
		     struct stardose_error *err);

#endif
