/* template_fill.c - the gaps of a parsed page, filled for every sample, and escaped for HTML */
#include <stdint.h>
#include <string.h>
#include <stardose/report.h>
#include "report/template_step.h"
#include "util/json_add.h"
#include "util/no_memory.h"
#include "util/text.h"

/* What is filled, and what is at hand while it is. */
struct filling {
	const struct sdi_template *t;
	const struct sdi_template_list *list; /* or NULL */
	kstring_t *out;
	stardose_sink_fn *sink; /* where @out goes when it has grown; NULL: it stays */
	void *sink_user;
	struct stardose_error *err;
	int n; /* of the scopes, the innermost last */
	const cJSON *scope[SDI_TEMPLATE_DEPTH * SDI_TEMPLATE_DEPTH + 1];
};

#define FLUSH_BYTES (1 << 16)

static int short_of_memory(const struct filling *f) { return sdi_no_memory(f->err); }

/* The first part decides the scope, from the innermost outwards; the others are members of that. */
static const cJSON *look_up(const struct filling *f, const struct sdi_template_step *step)
{
	const char *part = step->text;
	const cJSON *found = NULL;

	if (!step->n_parts)
		return f->scope[f->n - 1];
	for (int i = f->n - 1; i >= 0 && !found; i--)
		found = sdi_json_get(f->scope[i], part);
	for (int k = 1; k < step->n_parts && found; k++) {
		part += strlen(part) + 1;
		found = sdi_json_get(found, part);
	}
	return found;
}

static int is_true(const cJSON *v)
{
	if (!v || cJSON_IsNull(v) || cJSON_IsFalse(v))
		return 0;
	if (cJSON_IsString(v))
		return *v->valuestring != 0;
	return !cJSON_IsArray(v) || v->child;
}

static int put_value(const struct filling *f, const cJSON *v)
{
	int failed = 0;

	if (cJSON_IsString(v))
		failed = sdi_html_escape(f->out, v->valuestring) != STARDOSE_OK;
	else if (cJSON_IsNumber(v))
		failed = ksprintf(f->out, "%.10g", v->valuedouble) < 0;
	else if (cJSON_IsBool(v))
		failed = kputs(cJSON_IsTrue(v) ? "true" : "false", f->out) < 0;
	return failed ? short_of_memory(f) : STARDOSE_OK;
}

static int flush(const struct filling *f)
{
	int ret = f->out->l ? f->sink(f->sink_user, f->out->s, f->out->l, f->err) : STARDOSE_OK;

	f->out->l = 0;
	return ret;
}

static int fill(struct filling *f, int beg, int end);

static int fill_inside(struct filling *f, int section, const cJSON *v)
{
	int ret;

	f->scope[f->n++] = v;
	ret = fill(f, section + 1, f->t->steps[section].jump);
	f->n--;
	return ret;
}

/* Once for each element of the list that comes bit by bit. */
static int fill_list(struct filling *f, int section)
{
	int ret = STARDOSE_OK;

	for (int i = 0; i < f->list->n && !ret; i++) {
		cJSON *element = NULL;

		ret = f->list->next(f->list->user, i, &element, f->err);
		if (!ret)
			ret = fill_inside(f, section, element);
		cJSON_Delete(element);
		if (!ret && f->sink && f->out->l >= FLUSH_BYTES)
			ret = flush(f);
	}
	return ret;
}

static int fill_section(struct filling *f, int section)
{
	const struct sdi_template_step *step = &f->t->steps[section];
	const cJSON *v = look_up(f, step);
	int is_list = !v && f->list && sdi_template_step_has(step, f->list->name),
	    ret = STARDOSE_OK;

	if ((is_list ? f->list->n > 0 : is_true(v)) == (step->kind == SDI_STEP_INVERTED))
		return STARDOSE_OK;
	if (step->kind == SDI_STEP_INVERTED)
		return fill(f, section + 1, step->jump);
	if (is_list)
		return fill_list(f, section);
	if (!cJSON_IsArray(v))
		return fill_inside(f, section, v);
	for (const cJSON *each = v->child; each && !ret; each = each->next)
		ret = fill_inside(f, section, each);
	return ret;
}

static int fill(struct filling *f, int beg, int end)
{
	int ret = STARDOSE_OK;

	for (int i = beg; i < end && !ret; i++) {
		const struct sdi_template_step *step = &f->t->steps[i];

		if (step->kind == SDI_STEP_TEXT) {
			ret = kputsn(step->text, step->n, f->out) < 0 ? short_of_memory(f)
								      : STARDOSE_OK;
		} else if (step->kind == SDI_STEP_VALUE) {
			ret = put_value(f, look_up(f, step));
		} else if (step->kind != SDI_STEP_END) {
			ret = fill_section(f, i);
			i = step->jump;
		}
	}
	return ret;
}

int sdi_template_render(const struct sdi_template *template, const cJSON *data, kstring_t *out)
{
	struct filling f = { .t = template, .out = out };

	f.scope[f.n++] = data;
	return fill(&f, 0, template->n);
}

int sdi_template_stream(const struct sdi_template *template, const cJSON *data,
			const struct sdi_template_list *list, stardose_sink_fn *sink,
			void *sink_user, struct stardose_error *err)
{
	kstring_t out = KS_INITIALIZE;
	struct filling f = { .t = template,
			     .list = list,
			     .out = &out,
			     .sink = sink,
			     .sink_user = sink_user,
			     .err = err };
	int ret;

	f.scope[f.n++] = data;
	ret = fill(&f, 0, template->n);
	if (!ret)
		ret = flush(&f);
	ks_free(&out);
	return ret;
}

/* ---- escaping ---- */

static int turns_direction(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069);
}

static int is_control(uint32_t c)
{
	return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0x2028 ||
	       c == 0x2029;
}

static const char *entity(uint32_t c)
{
	return c == '&'	   ? "&amp;"
	       : c == '<'  ? "&lt;"
	       : c == '>'  ? "&gt;"
	       : c == '"'  ? "&quot;"
	       : c == '\'' ? "&#39;"
			   : NULL;
}

/* Letters and most of what else people write needs no care. */
static int is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '&' && c != '<' && c != '>' && c != '"' && c != '\'';
}

int sdi_html_escape(kstring_t *out, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	int failed = ks_resize(out, out->l + strlen(text) + 1) < 0;

	while (*s && !failed) {
		const unsigned char *plain = s;
		uint32_t code;
		int n;

		while (is_plain(*s))
			s++;
		failed = s > plain && kputsn((const char *)plain, s - plain, out) < 0;
		if (!*s)
			break;
		n = sdi_utf8(s, &code);

		if (!n || is_control(code) || turns_direction(code))
			failed |= kputs(SDI_UTF8_REPLACEMENT, out) < 0;
		else if (entity(code))
			failed |= kputs(entity(code), out) < 0;
		else
			failed |= kputsn((const char *)s, n, out) < 0;
		s += n ? n : 1;
	}
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}

char *stardose_html_escape(const char *text)
{
	kstring_t out = KS_INITIALIZE;

	if (sdi_html_escape(&out, text) || kputs("", &out) < 0) {
		ks_free(&out);
		return NULL;
	}
	return ks_release(&out);
}
