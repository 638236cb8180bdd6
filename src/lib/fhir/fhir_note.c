/* fhir_note.c - what a row of the context says beside its number, as notes of its resource */
#include "fhir/fhir_note.h"
#include "context/row_detail.h"

void sdi_fhir_note_words(struct sdi_fhir *f, cJSON *to, const char *code, const char *name,
			 const char *value)
{
	kstring_t text = KS_INITIALIZE;

	f->j.failed |= sdi_put_words(&text, &f->facts->words, "fhir", code, name, value, NULL) != 0;
	sdi_fhir_add_note(f, to, text.s);
	ks_free(&text);
}

void sdi_fhir_note_detail(struct sdi_fhir *f, cJSON *to, const struct sdi_fact *fact,
			  const char *name)
{
	kstring_t value = KS_INITIALIZE;

	if (sdi_detail_get(fact->detail, name, &value))
		sdi_fhir_note_words(f, to, name, name, value.s);
	ks_free(&value);
}

void sdi_fhir_note_recorded(struct sdi_fhir *f, cJSON *to, const struct sdi_fact *fact,
			    const char *key)
{
	kstring_t value = KS_INITIALIZE, code = KS_INITIALIZE;

	if (sdi_detail_get(fact->detail, key, &value)) {
		f->j.failed |= ksprintf(&code, "%s_%s", key, value.s) < 0;
		sdi_fhir_add_note(f, to,
				  f->j.failed ? NULL
					      : sdi_word_text(&f->facts->words, "recorded", code.s));
	}
	ks_free(&value);
	ks_free(&code);
}

void sdi_fhir_enter_recorded(struct sdi_fhir *f, cJSON *resource)
{
	const char *url = sdi_fhir_enter(f, resource);

	if (url)
		sdi_json_add_text(&f->j, sdi_json_add_object(&f->j, f->recorded, NULL), "url", url);
}
