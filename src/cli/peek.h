/* peek.h - does an input hold JSON Lines? Found out without losing a byte, also on a pipe */
#ifndef PEEK_H
#define PEEK_H

#include <stardose/status.h>

/*
 * peek_is_json() - is the first byte of @path that is no white space a '{'?
 * @path: "-" is stdin, at most once. Afterwards fd 0 gives all its bytes again: it is rewound where that is
 *        possible; else a thread feeds it, through a pipe, until the program ends.
 * Return: STARDOSE_OK; STARDOSE_EINPUT: cannot be opened or read, or is empty; STARDOSE_ENOMEM
 */
int peek_is_json(const char *path, int *is_json, struct stardose_error *err);

#endif
