/* json_text.h - JSON as text, appended to a buffer */
#ifndef SDI_JSON_TEXT_H
#define SDI_JSON_TEXT_H

#include <cjson/cJSON.h>
#include <htslib/kstring.h>

/*
 * sdi_json_text() - print @json without spaces and delete it. Return: STARDOSE_OK, STARDOSE_ENOMEM
 * (also when @json is NULL)
 */
int sdi_json_text(kstring_t *out, cJSON *json);
/*
 * sdi_json_string() - @text as a JSON string; bytes that are not UTF-8 become U+FFFD. Return:
 * STARDOSE_OK, STARDOSE_ENOMEM
 */
int sdi_json_string(kstring_t *out, const char *text);

#endif
