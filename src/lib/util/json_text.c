/* json_text.c - JSON as text */
#include <stardose/status.h>
#include "util/json_text.h"
#include "util/text.h"

int sdi_json_text(kstring_t *out, cJSON *json)
{
	char *text = json ? cJSON_PrintUnformatted(json) : NULL;
	int ret = text && kputs(text, out) >= 0 ? STARDOSE_OK : STARDOSE_ENOMEM;

	cJSON_free(text);
	cJSON_Delete(json);
	return ret;
}

int sdi_json_string(kstring_t *out, const char *text)
{
	kstring_t clean = KS_INITIALIZE;
	uint32_t code;
	int n, failed = 0, ret;

	for (const char *s = text; *s && !failed; s += n ? n : 1) {
		n = sdi_utf8((const unsigned char *)s, &code);
		failed = n ? kputsn(s, n, &clean) < 0 : kputs(SDI_UTF8_REPLACEMENT, &clean) < 0;
	}
	ret = failed ? STARDOSE_ENOMEM
		     : sdi_json_text(out, cJSON_CreateString(clean.s ? clean.s : ""));
	ks_free(&clean);
	return ret;
}
