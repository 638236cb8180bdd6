/*
 * memory_file.h - bytes in memory as a file, for libraries that open files by their name alone
 */
#ifndef SDI_MEMORY_FILE_H
#define SDI_MEMORY_FILE_H

#include <stddef.h>

#define SDI_MEMORY_NAME 32

/*
 * sdi_memory_file() - an empty file that lies in memory and has no name in any folder
 * Return: a descriptor, to be closed with close(); -1: this system has no such files. Whoever calls
 * has another way then.
 */
int sdi_memory_file(void);

/* sdi_memory_write() - append @n bytes. Return: 0 when there is no room for them */
int sdi_memory_write(int fd, const void *bytes, size_t n);

/* sdi_memory_name() - the name under which @fd can be opened by this process, from its beginning */
void sdi_memory_name(int fd, char name[SDI_MEMORY_NAME]);

#endif
