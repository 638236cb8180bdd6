/* stated.c - rows that are of persons with a condition, for those of whom it is stated */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include "context/context_store.h"
#include "guidance/sentence.h"
#include "guidance/stated.h"

#define PREFIX "condition "

/* The condition that the row asks for, or NULL. */
static const char *asked_for(const struct stardose_guidance_line *line)
{
	const char *value = line->row ? line->row->context->value : "";

	return !strncmp(value, PREFIX, sizeof(PREFIX) - 1) ? value + sizeof(PREFIX) - 1 : NULL;
}

static int is_stated(const struct stardose_person *person, const char *condition)
{
	for (int i = 0; person && i < person->n_items; i++) {
		const struct stardose_context_item *item = &person->items[i];

		if (item->kind == STARDOSE_CONTEXT_CONDITION &&
		    !strcasecmp(item->name, condition) &&
		    item->state == STARDOSE_ITEM_CURRENT && !sdi_context_is_denied(item->value))
			return 1;
	}
	return 0;
}

static const char *sentence(struct stardose_guide *guide, const struct stardose_guidance_row *row,
			    const char *condition)
{
	kstring_t s = KS_INITIALIZE;
	char *text = NULL;

	if (!sdi_sentence_not_stated(&s, sdi_guidance_words(guide->tables), row, condition)) {
		text = sdi_arena_alloc(&guide->passing, s.l + 1);
		if (text)
			memcpy(text, s.s, s.l + 1);
	}
	ks_free(&s);
	return text;
}

int sdi_stated_line(struct stardose_guide *guide, struct sdi_line_slot *slot,
		    struct sdi_line_slot **out)
{
	const char *condition = asked_for(slot->beside[0]);
	struct stardose_guidance_line *line;

	*out = slot;
	if (!condition || is_stated(guide->person, condition))
		return STARDOSE_OK;
	line = sdi_arena_alloc(&guide->passing, sizeof(*line));
	*out = sdi_arena_alloc(&guide->passing, sizeof(**out));
	if (!line || !*out)
		return STARDOSE_ENOMEM;
	*line = *slot->beside[0];
	line->guidance = sentence(guide, line->row, condition);
	line->row = NULL;
	line->is_passing = 1;
	line->flags |= (uint32_t)1 << STARDOSE_FLAG_NO_ROW;
	(*out)->beside[0] = line;
	return line->guidance ? STARDOSE_OK : STARDOSE_ENOMEM;
}
