/* template.c - pages with gaps: parsed once into a flat list of steps, filled for every sample */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "report/template.h"
#include "util/utf8.h"

#define MAX_NAME 128
#define MAX_DEPTH 32		/* of sections and of partials */

enum step_kind { STEP_TEXT, STEP_VALUE, STEP_SECTION, STEP_INVERTED, STEP_END };

/* A section's @jump is the index of its end; the end's @jump is unused. */
struct step { enum step_kind kind; char *text; size_t n; int jump; };

struct sdi_template { int n, m; struct step *steps; };

/* ---- parsing ---- */

struct open_section { int step, line; };

struct parser {
	struct sdi_template *to;
	sdi_template_find_fn *find;
	void *user;
	int depth;			/* of partials */
	struct stardose_error *err;
};

struct page {				/* one file of the template */
	const char *name, *text, *end, *at;
	int line, n_open;
	struct open_section open[MAX_DEPTH];
};

static int wrong(const struct parser *p, const struct page *page, const char *what, const char *name)
{
	return stardose_error_set(p->err, STARDOSE_ETABLE, "%s:%d: %s%s%s", page->name, page->line, what, name ? " " : "", name ? name : "");
}

static int no_memory(const struct parser *p) { return stardose_error_set(p->err, STARDOSE_ENOMEM, "out of memory"); }

static int add_step(struct parser *p, enum step_kind kind, const char *text, size_t n)
{
	struct sdi_template *t = p->to;
	char *copy = malloc(n + 1);

	if (t->n == t->m) {
		int m = t->m ? 2 * t->m : 64;
		struct step *grown = copy ? realloc(t->steps, m * sizeof(*grown)) : NULL;

		if (!grown) {
			free(copy);
			return no_memory(p);
		}
		t->steps = grown;
		t->m = m;
	}
	if (!copy)
		return no_memory(p);
	memcpy(copy, text, n);
	copy[n] = 0;
	t->steps[t->n++] = (struct step){ .kind = kind, .text = copy, .n = n };
	return STARDOSE_OK;
}

static const char *find_text(const char *at, const char *end, const char *what)
{
	size_t n = strlen(what);

	for (; at + n <= end; at++)
		if (!memcmp(at, what, n))
			return at;
	return NULL;
}

static int is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/* A tag of section, partial or remark alone on its line: from the line's first byte to behind its line feed. */
static int is_alone(const struct page *page, const char *tag, const char *behind, const char **line_beg, const char **line_end)
{
	const char *a = tag, *b = behind;

	while (a > page->text && is_blank(a[-1]))
		a--;
	while (b < page->end && is_blank(*b))
		b++;
	if ((a > page->text && a[-1] != '\n') || (b < page->end && *b != '\n'))
		return 0;
	*line_beg = a;
	*line_end = b < page->end ? b + 1 : b;
	return 1;
}

/* The name in a tag, without the blanks around it. */
static int tag_name(const struct parser *p, const struct page *page, const char *beg, const char *end, char name[MAX_NAME])
{
	while (beg < end && (is_blank(*beg) || *beg == '\n'))
		beg++;
	while (end > beg && (is_blank(end[-1]) || end[-1] == '\n'))
		end--;
	if (end == beg || end - beg >= MAX_NAME)
		return wrong(p, page, end == beg ? "a tag without a name" : "a tag with a name that is too long", NULL);
	memcpy(name, beg, end - beg);
	name[end - beg] = 0;
	if (strpbrk(name, " \t\r\n{}&\"'"))
		return wrong(p, page, "not a name:", name);
	return STARDOSE_OK;
}

static int parse_page(struct parser *p, const char *name, const char *text, size_t n);

static int open_section(struct parser *p, struct page *page, enum step_kind kind, const char *name)
{
	if (page->n_open == MAX_DEPTH)
		return wrong(p, page, "sections are nested too deep at", name);
	page->open[page->n_open++] = (struct open_section){ p->to->n, page->line };
	return add_step(p, kind, name, strlen(name));
}

static int close_section(struct parser *p, struct page *page, const char *name)
{
	struct step *opened;
	int ret;

	if (!page->n_open)
		return wrong(p, page, "the end of a section that was not opened:", name);
	opened = &p->to->steps[page->open[--page->n_open].step];
	if (strcmp(opened->text, name))
		return wrong(p, page, "the end of another section than the last opened:", name);
	opened->jump = p->to->n;
	ret = add_step(p, STEP_END, "", 0);
	return ret;
}

static int include(struct parser *p, struct page *page, const char *name)
{
	const char *text;
	size_t n;
	int ret;

	if (p->depth == MAX_DEPTH)
		return wrong(p, page, "templates include each other without end at", name);
	text = p->find ? p->find(p->user, name, &n) : NULL;
	if (!text)
		return wrong(p, page, "there is no template", name);
	p->depth++;
	ret = parse_page(p, name, text, n);
	p->depth--;
	return ret;
}

static int count_lines(const char *beg, const char *end)
{
	int n = 0;

	while (beg < end)
		n += *beg++ == '\n';
	return n;
}

/* @tag points at "{{"; text before it is not yet added. */
static int parse_tag(struct parser *p, struct page *page, const char *tag)
{
	const char *close = find_text(tag, page->end, "}}"), *text_end = tag, *behind;
	char kind = tag + 2 < page->end ? tag[2] : 0, name[MAX_NAME];
	int has_kind = kind && strchr("#^/>!", kind) != NULL, ret = STARDOSE_OK;

	page->line += count_lines(page->at, tag);
	if (!close)
		return wrong(p, page, "a tag that has no end", NULL);
	if (kind == '{' || kind == '&')
		return wrong(p, page, "values are always escaped: write {{name}}", NULL);
	behind = close + 2;
	if (kind != '!')
		ret = tag_name(p, page, tag + 2 + has_kind, close, name);
	if (has_kind)
		is_alone(page, tag, behind, &text_end, &behind);
	if (!ret && text_end > page->at)
		ret = add_step(p, STEP_TEXT, page->at, text_end - page->at);
	if (!ret && kind == '#')
		ret = open_section(p, page, STEP_SECTION, name);
	else if (!ret && kind == '^')
		ret = open_section(p, page, STEP_INVERTED, name);
	else if (!ret && kind == '/')
		ret = close_section(p, page, name);
	else if (!ret && kind == '>')
		ret = include(p, page, name);
	else if (!ret && !has_kind)
		ret = add_step(p, STEP_VALUE, name, strlen(name));
	page->line += count_lines(tag, behind);
	page->at = behind;
	return ret;
}

static int parse_page(struct parser *p, const char *name, const char *text, size_t n)
{
	struct page page = { .name = name, .text = text, .end = text + n, .at = text, .line = 1 };
	const char *tag;
	int ret = STARDOSE_OK;

	while (!ret && (tag = find_text(page.at, page.end, "{{")))
		ret = parse_tag(p, &page, tag);
	if (!ret && page.n_open) {
		page.line = page.open[page.n_open - 1].line;
		return wrong(p, &page, "a section that is not closed:", p->to->steps[page.open[page.n_open - 1].step].text);
	}
	if (!ret && page.at < page.end)
		ret = add_step(p, STEP_TEXT, page.at, page.end - page.at);
	return ret;
}

int sdi_template_parse(const char *name, const char *text, size_t n, sdi_template_find_fn *find, void *user,
		       struct sdi_template **out, struct stardose_error *err)
{
	struct parser p = { .to = calloc(1, sizeof(*p.to)), .find = find, .user = user, .err = err };
	int ret = p.to ? parse_page(&p, name, text, n) : no_memory(&p);

	if (ret)
		sdi_template_free(p.to);
	else
		*out = p.to;
	return ret;
}

void sdi_template_free(struct sdi_template *template)
{
	if (!template)
		return;
	for (int i = 0; i < template->n; i++)
		free(template->steps[i].text);
	free(template->steps);
	free(template);
}

/* ---- filling ---- */

struct stack { int n; const cJSON *at[MAX_DEPTH * MAX_DEPTH + 1]; };

/* A member, and a member of that, as far as the dots go. */
static const cJSON *member(const cJSON *of, const char *name)
{
	while (of) {
		size_t n = strcspn(name, ".");
		char part[MAX_NAME];

		memcpy(part, name, n);
		part[n] = 0;
		of = cJSON_GetObjectItemCaseSensitive(of, part);
		if (!name[n])
			return of;
		name += n + 1;
	}
	return NULL;
}

static const cJSON *look_up(const struct stack *stack, const char *name)
{
	size_t n = strcspn(name, ".");
	char first[MAX_NAME];

	if (!strcmp(name, "."))
		return stack->at[stack->n - 1];
	memcpy(first, name, n);
	first[n] = 0;
	for (int i = stack->n - 1; i >= 0; i--)
		if (cJSON_GetObjectItemCaseSensitive(stack->at[i], first))
			return member(stack->at[i], name);
	return NULL;
}

static int is_true(const cJSON *v)
{
	if (!v || cJSON_IsNull(v) || cJSON_IsFalse(v))
		return 0;
	if (cJSON_IsString(v))
		return *v->valuestring != 0;
	return !cJSON_IsArray(v) || v->child;
}

static int put_value(kstring_t *out, const cJSON *v)
{
	if (cJSON_IsString(v))
		return sdi_html_escape(out, v->valuestring);
	if (cJSON_IsNumber(v))
		return ksprintf(out, "%.10g", v->valuedouble) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
	if (cJSON_IsBool(v))
		return kputs(cJSON_IsTrue(v) ? "true" : "false", out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
	return STARDOSE_OK;
}

static int fill(const struct sdi_template *t, int beg, int end, struct stack *stack, kstring_t *out);

static int fill_inside(const struct sdi_template *t, int section, const cJSON *v, struct stack *stack, kstring_t *out)
{
	int ret;

	stack->at[stack->n++] = v;
	ret = fill(t, section + 1, t->steps[section].jump, stack, out);
	stack->n--;
	return ret;
}

static int fill_section(const struct sdi_template *t, int section, struct stack *stack, kstring_t *out)
{
	const struct step *step = &t->steps[section];
	const cJSON *v = look_up(stack, step->text);
	int ret = STARDOSE_OK;

	if (is_true(v) == (step->kind == STEP_INVERTED))
		return STARDOSE_OK;
	if (step->kind == STEP_INVERTED)
		return fill(t, section + 1, step->jump, stack, out);
	if (!cJSON_IsArray(v))
		return fill_inside(t, section, v, stack, out);
	for (const cJSON *each = v->child; each && !ret; each = each->next)
		ret = fill_inside(t, section, each, stack, out);
	return ret;
}

static int fill(const struct sdi_template *t, int beg, int end, struct stack *stack, kstring_t *out)
{
	int ret = STARDOSE_OK;

	for (int i = beg; i < end && !ret; i++) {
		const struct step *step = &t->steps[i];

		if (step->kind == STEP_TEXT) {
			ret = kputsn(step->text, step->n, out) < 0 ? STARDOSE_ENOMEM : STARDOSE_OK;
		} else if (step->kind == STEP_VALUE) {
			ret = put_value(out, look_up(stack, step->text));
		} else if (step->kind != STEP_END) {
			ret = fill_section(t, i, stack, out);
			i = step->jump;
		}
	}
	return ret;
}

int sdi_template_render(const struct sdi_template *template, const cJSON *data, kstring_t *out)
{
	struct stack stack = { .n = 1, .at = { data } };

	return fill(template, 0, template->n, &stack, out);
}

/* ---- escaping ---- */

static int turns_direction(uint32_t c)
{
	return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static int is_control(uint32_t c) { return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029; }

static const char *entity(uint32_t c)
{
	return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : c == '\'' ? "&#39;" : NULL;
}

int sdi_html_escape(kstring_t *out, const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	int failed = ks_resize(out, out->l + strlen(text) + 1) < 0;

	while (*s && !failed) {
		uint32_t code;
		int n = sdi_utf8(s, &code);

		if (!n || is_control(code) || turns_direction(code))
			failed = kputs(SDI_UTF8_REPLACEMENT, out) < 0;
		else if (entity(code))
			failed = kputs(entity(code), out) < 0;
		else
			failed = kputsn((const char *)s, n, out) < 0;
		s += n ? n : 1;
	}
	return failed ? STARDOSE_ENOMEM : STARDOSE_OK;
}
