/* name_set.h - names that came before: samples that may come once, remarks that are made once */
#ifndef CLI_NAME_SET_H
#define CLI_NAME_SET_H

#include <stddef.h>
#include <stardose/status.h>

struct name_set;

/* name_set_new() - empty; NULL: no memory */
struct name_set *name_set_new(void);
/* name_set_free() - NULL is nothing to do */
void name_set_free(struct name_set *set);
/* name_set_has() - 1 when @name is there */
int name_set_has(const struct name_set *set, const char *name);
/*
 * name_set_add() - a copy of the first @n bytes of @name
 * Return: 1: it is new; 0: it was there; STARDOSE_ENOMEM
 */
int name_set_add(struct name_set *set, const char *name, size_t n, struct stardose_error *err);

#endif
