#include <errno.h>
#include "row_printer.h"

static void print_cell(FILE *to, const cJSON *cell)
{
	const cJSON *item;
	int n = 0;

	if (cJSON_IsString(cell))
		fputs(cell->valuestring, to);
	else if (cJSON_IsNumber(cell))
		fprintf(to, "%.10g", cell->valuedouble);
	else if (cJSON_IsBool(cell))
		fputs(cJSON_IsTrue(cell) ? "yes" : "no", to);
	else if (cJSON_IsArray(cell) && cJSON_GetArraySize(cell))
		cJSON_ArrayForEach(item, cell) {
			if (n++)
				fputc(';', to);
			print_cell(to, item);
		}
	else
		fputc('.', to);
}

static void print_tsv(FILE *to, const cJSON *row, int with_header)
{
	const cJSON *cell;
	int n = 0;

	if (with_header) {
		cJSON_ArrayForEach(cell, row)
			fprintf(to, "%s%s", n++ ? "\t" : "", cell->string);
		fputc('\n', to);
	}
	n = 0;
	cJSON_ArrayForEach(cell, row) {
		if (n++)
			fputc('\t', to);
		print_cell(to, cell);
	}
	fputc('\n', to);
}

int row_print(struct row_printer *printer, cJSON *row, struct stardose_error *err)
{
	FILE *to = printer->out->fp;
	char *text = NULL;
	int ret = STARDOSE_OK;

	errno = 0;
	if (!printer->n_rows)
		printer->n_columns = cJSON_GetArraySize(row);
	if (!row || printer->json.failed || cJSON_GetArraySize(row) != printer->n_columns)
		ret = STARDOSE_ENOMEM;
	else if (printer->type == 't')
		print_tsv(to, row, printer->n_rows == 0);
	else if ((text = cJSON_PrintUnformatted(row)) != NULL)
		fprintf(to, "%s\n", text);
	else
		ret = STARDOSE_ENOMEM;
	if (!ret && ferror(to))
		ret = cli_output_failed(printer->out, err);
	printer->n_rows++;
	cJSON_free(text);
	cJSON_Delete(row);
	return ret;
}
