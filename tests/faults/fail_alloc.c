/*
 * fail_alloc.c - preloaded: let the nth allocation that our own code asks for fail
 *
 * FAIL_ALLOC=n fails the nth call of malloc, calloc, realloc, reallocarray, strdup or strndup that
 * comes from the main program, where libstardose is linked in. htslib and libc keep their memory:
 * their behaviour is not ours to test. FAIL_ALLOC_REPORT=file gets "1" when the nth call was
 * reached.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long wanted = -1, seen;
static uintptr_t program_beg, program_end;
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t n, size_t size);
extern void *__libc_realloc(void *p, size_t size);

/* the first object that the loader lists is the main program */
static int main_program(struct dl_phdr_info *info, size_t size, void *data)
{
	(void)size, (void)data;
	for (int i = 0; i < info->dlpi_phnum; i++) {
		const ElfW(Phdr) *part = &info->dlpi_phdr[i];

		if (part->p_type != PT_LOAD)
			continue;
		if (!program_beg)
			program_beg = info->dlpi_addr + part->p_vaddr;
		program_end = info->dlpi_addr + part->p_vaddr + part->p_memsz;
	}
	return 1;
}

__attribute__((constructor)) static void prepare(void)
{
	const char *text = getenv("FAIL_ALLOC");

	dl_iterate_phdr(main_program, NULL);
	if (text)
		wanted = atol(text);
}

static int fails(const void *caller)
{
	const char *report;

	if (wanted < 0 || (uintptr_t)caller < program_beg || (uintptr_t)caller >= program_end)
		return 0;
	if (__atomic_add_fetch(&seen, 1, __ATOMIC_RELAXED) != wanted)
		return 0;
	if ((report = getenv("FAIL_ALLOC_REPORT"))) {
		int fd = open(report, O_WRONLY | O_CREAT | O_TRUNC, 0600);

		if (fd >= 0) {
			ssize_t n = write(fd, "1\n", 2);

			(void)n;
			close(fd);
		}
	}
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}
void *calloc(size_t n, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}
void *realloc(void *p, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(p, size);
}

void *reallocarray(void *p, size_t n, size_t size)
{
	size_t bytes;

	if (fails(__builtin_return_address(0)))
		return NULL;
	if (__builtin_mul_overflow(n, size, &bytes)) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_realloc(p, bytes);
}

char *strndup(const char *s, size_t n)
{
	size_t length = strnlen(s, n);
	char *copy = fails(__builtin_return_address(0)) ? NULL : __libc_malloc(length + 1);

	if (copy) {
		memcpy(copy, s, length);
		copy[length] = '\0';
	}
	return copy;
}

char *strdup(const char *s)
{
	size_t size = strlen(s) + 1;
	char *copy = fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);

	return copy ? memcpy(copy, s, size) : NULL;
}
