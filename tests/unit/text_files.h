/*
 * text_files.h - for tests: small files in a folder of their own, and what is printed to stderr
 *
 * Use IN_OWN_FOLDER(test) in the list of tests: the test runs inside of an empty folder, which is
 * removed with what it holds. Include after cmocka.h.
 */
#ifndef TEXT_FILES_H
#define TEXT_FILES_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct own_folder {
	char path[32];
	int back;
};

static inline int enter_own_folder(void **state)
{
	struct own_folder *own = calloc(1, sizeof(*own));

	if (!own)
		return -1;
	strcpy(own->path, "/tmp/stardose.XXXXXX");
	own->back = open(".", O_RDONLY);
	*state = own;
	return own->back >= 0 && mkdtemp(own->path) && !chdir(own->path) ? 0 : -1;
}

/* What is in the folder @path, and it, two levels deep. */
static inline void remove_folder(const char *path)
{
	DIR *dir = opendir(path);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char inside[600];

		if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
			continue;
		snprintf(inside, sizeof(inside), "%.300s/%.255s", path, entry->d_name);
		if (unlink(inside))
			remove_folder(inside);
	}
	if (dir)
		closedir(dir);
	rmdir(path);
}

static inline int leave_own_folder(void **state)
{
	struct own_folder *own = *state;
	int bad = fchdir(own->back);

	close(own->back);
	remove_folder(own->path);
	free(own);
	return bad;
}

#define IN_OWN_FOLDER(test)                                                                        \
	cmocka_unit_test_setup_teardown(test, enter_own_folder, leave_own_folder)

static inline void put_file(const char *name, const void *bytes, size_t size)
{
	FILE *f = fopen(name, "w");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, size, f), size);
	assert_int_equal(fclose(f), 0);
}

static inline void put_text(const char *name, const char *text)
{
	put_file(name, text, strlen(text));
}

/* All of a file with a NUL behind it, new; NULL: it is not there. */
static inline char *text_of_file(const char *name)
{
	FILE *f = fopen(name, "r");
	char *text = f ? calloc(1, 1 << 20) : NULL;

	if (f) {
		assert_non_null(text);
		assert_true(fread(text, 1, (1 << 20) - 1, f) < (1 << 20) - 1);
		fclose(f);
	}
	return text;
}

static inline void assert_file(const char *name, const char *text)
{
	char *is = text_of_file(name);

	if (!is)
		fail_msg("there is no file '%s'", name);
	assert_string_equal(is, text);
	free(is);
}

/* ---- what goes to stdout (1) or stderr (2) in between ---- */

struct heard {
	int stream, kept;
	FILE *file;
};

static inline struct heard listen_to(int stream)
{
	struct heard heard = { stream, dup(stream), tmpfile() };

	assert_true(heard.kept >= 0 && heard.file);
	fflush(NULL);
	assert_true(dup2(fileno(heard.file), stream) >= 0);
	return heard;
}

/* The text since listen_to(), new; the stream is as it was. */
static inline char *heard_text(struct heard *heard)
{
	char *text = calloc(1, 1 << 16);

	fflush(NULL);
	assert_true(dup2(heard->kept, heard->stream) >= 0);
	close(heard->kept);
	rewind(heard->file);
	assert_non_null(text);
	assert_true(fread(text, 1, (1 << 16) - 1, heard->file) < (1 << 16) - 1);
	fclose(heard->file);
	return text;
}

#endif
