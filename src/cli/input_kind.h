/* input_kind.h - does an input hold JSON Lines? Found out without losing a byte, also on a pipe */
#ifndef INPUT_KIND_H
#define INPUT_KIND_H

#include <stardose/status.h>

/*
 * input_is_json() - is the first byte of @path, plain or gzipped, that is no white space a '{'?
 * @path: "-" is stdin, at most once. Afterwards fd 0 gives all its bytes again: it is rewound where
 * that is possible; else a thread feeds it, through a pipe, until the program ends. Return:
 * STARDOSE_OK; STARDOSE_EINPUT: cannot be opened or read, or is empty; STARDOSE_ENOMEM
 */
int input_is_json(const char *path, int *is_json, struct stardose_error *err);

#endif
