/* memory_file.c - bytes in memory as a file */
#include "config.h" /* memfd_create() is an extension */
#include <stdio.h>
#include <unistd.h>
#ifdef HAVE_MEMFD_CREATE
#include <sys/mman.h>
#endif
#include "util/memory_file.h"

int sdi_memory_file(void)
{
#ifdef HAVE_MEMFD_CREATE
	char name[SDI_MEMORY_NAME];
	int fd = memfd_create("stardose", MFD_CLOEXEC);

	if (fd < 0)
		return -1;
	sdi_memory_name(fd, name);
	if (!access(name, R_OK)) /* /proc may not be there */
		return fd;
	close(fd);
#endif
	return -1;
}

int sdi_memory_write(int fd, const void *bytes, size_t n)
{
	const char *p = bytes;

	while (n) {
		ssize_t done = write(fd, p, n);

		if (done <= 0)
			return 0;
		p += done;
		n -= (size_t)done;
	}
	return 1;
}

void sdi_memory_name(int fd, char name[SDI_MEMORY_NAME])
{
	snprintf(name, SDI_MEMORY_NAME, "/proc/self/fd/%d", fd);
}
