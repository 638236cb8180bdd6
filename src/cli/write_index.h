/* write_index.h - -W: an index beside the VCF or BCF that was just written */
#ifndef CLI_WRITE_INDEX_H
#define CLI_WRITE_INDEX_H

#include "cli.h"

/* common->write_index; the row of the option is WRITE_INDEX_OPTION */
enum { WRITE_INDEX_NO, WRITE_INDEX_AUTO, WRITE_INDEX_CSI, WRITE_INDEX_TBI };
#define WRITE_INDEX_OPTION                                                                         \
	{                                                                                          \
		'W', "write-index", "=csi|tbi", OPT_WORD,                                          \
			offsetof(struct cli_common, write_index),                                  \
			"index the output file as well [csi]", "no|auto|csi|tbi"                   \
	}

struct write_index { char *path, *final; }; /* begin with zeros */

/*
 * write_index_check() - can what the command line asks for be done?
 * @type: of the output, as -O has it
 * Return: STARDOSE_OK, STARDOSE_EUSAGE
 */
int write_index_check(const struct cli_common *common, char type, struct stardose_error *err);
/*
 * write_index() - make the index of the finished but unnamed file @out; nothing where none was
 * asked for or @out is no regular file
 */
int write_index(struct write_index *index, const struct cli_common *common, char type,
		const struct cli_output *out, struct stardose_error *err);
/* write_index_close() - after cli_output_close(): name the index, or remove it when @status < 0 */
int write_index_close(struct write_index *index, int status, struct stardose_error *err);

#endif
