/*
 * replay.c - the fuzz targets without a fuzzer: each file named on the command line goes through
 * once
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
	FILE *fp = fopen(path, "rb");
	uint8_t *data;
	size_t size;
	int ret = 1;

	if (!fp) {
		perror(path);
		return 1;
	}
	data = malloc(1 << 22);
	if (data) {
		size = fread(data, 1, 1 << 22, fp);
		/* a buffer of the exact size, so that a sanitizer sees a read past the end */
		uint8_t *exact = malloc(size ? size : 1);

		for (size_t i = 0; exact && i < size; i++)
			exact[i] = data[i];
		if (exact)
			ret = LLVMFuzzerTestOneInput(exact, size);
		free(exact);
	}
	free(data);
	fclose(fp);
	return ret;
}

int main(int argc, char **argv)
{
	int n_bad = 0;

	for (int i = 1; i < argc; i++)
		n_bad += replay(argv[i]) != 0;
	fprintf(stderr, "%d inputs replayed\n", argc - 1);
	return n_bad != 0;
}
