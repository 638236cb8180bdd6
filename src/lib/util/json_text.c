/* json_text.c - JSON as text */
#include <stardose/status.h>
#include "util/json_text.h"

int sdi_json_text(kstring_t *out, cJSON *json)
{
	char *text = json ? cJSON_PrintUnformatted(json) : NULL;
	int ret = text && kputs(text, out) >= 0 ? STARDOSE_OK : STARDOSE_ENOMEM;

	cJSON_free(text);
	cJSON_Delete(json);
	return ret;
}

/*
 * Length of the UTF-8 sequence at @s, 0 when it is none (overlong forms and surrogates are none).
 */
static int utf8_length(const unsigned char *s)
{
	static const struct { unsigned char lo, hi, second_lo, second_hi; int n;
	} form[] = {
		{ 0x01, 0x7f, 0, 0, 1 },       { 0xc2, 0xdf, 0x80, 0xbf, 2 },
		{ 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
		{ 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
		{ 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 },
		{ 0xf4, 0xf4, 0x80, 0x8f, 4 },
	};

	for (size_t i = 0; i < sizeof(form) / sizeof(*form); i++) {
		if (*s < form[i].lo || *s > form[i].hi)
			continue;
		if (form[i].n > 1 && (s[1] < form[i].second_lo || s[1] > form[i].second_hi))
			return 0;
		for (int k = 2; k < form[i].n; k++)
			if ((s[k] & 0xc0) != 0x80)
				return 0;
		return form[i].n;
	}
	return 0;
}

int sdi_json_string(kstring_t *out, const char *text)
{
	kstring_t clean = KS_INITIALIZE;
	int n, failed = 0, ret;

	for (const char *s = text; *s && !failed; s += n ? n : 1) {
		n = utf8_length((const unsigned char *)s);
		failed = n ? kputsn(s, n, &clean) < 0 : kputs("\xef\xbf\xbd", &clean) < 0;
	}
	ret = failed ? STARDOSE_ENOMEM
		     : sdi_json_text(out, cJSON_CreateString(clean.s ? clean.s : ""));
	ks_free(&clean);
	return ret;
}
