/* template.c - pages with gaps: parsed once into a flat list of steps, filled for every sample */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "report/template.h"
#include "util/json_add.h"
#include "util/text.h"
#include "util/no_memory.h"

#define MAX_NAME 128
#define MAX_DEPTH 32		/* of sections and of partials */

enum step_kind { STEP_TEXT, STEP_VALUE, STEP_SECTION, STEP_INVERTED, STEP_END };

/*
 * A section's @jump is the index of its end; the end's @jump is unused. @text of a value or section
 * is its name as it is looked up:
 * @n_parts words, each with its own zero byte ("a.b": "a\0b\0"). The name "." has no part.
 */
struct step { enum step_kind kind; char *text; size_t n; int jump, n_parts; };

struct sdi_template { int n, m; struct step *steps; };

/* ---- parsing ---- */

struct open_section { int step, line; };

struct parser {
	struct sdi_template *to;
	sdi_template_find_fn *find;
	void *user;
	const struct sdi_template_names *names;	/* NULL: any */
	int depth;			/* of partials */
	struct stardose_error *err;
};

struct page {				/* one file of the template */
	const char *name, *text, *end, *at;
	int line, n_open;
	struct open_section open[MAX_DEPTH];
};

static int wrong(const struct parser *p, const struct page *page, const char *what,
		 const char *name)
{
	return stardose_error_set(p->err, STARDOSE_ETABLE, "%s:%d: %s%s%s", page->name, page->line,
				  what, name ? " " : "", name ? name : "");
}

static int no_memory(const struct parser *p) { return sdi_no_memory(p->err); }

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

/*
 * A step that looks up a name: cut at its dots once, here, and not for every value of every page.
 */
static int add_named_step(struct parser *p, enum step_kind kind, const char *name)
{
	int ret = add_step(p, kind, name, strlen(name));
	struct step *step;

	if (ret || !strcmp(name, "."))
		return ret;
	step = &p->to->steps[p->to->n - 1];
	step->n_parts = 1;
	for (char *c = step->text; *c; c++)
		if (*c == '.') {
			*c = 0;
			step->n_parts++;
		}
	return ret;
}

/* The name of a step is @name. */
static int has_name(const struct step *step, const char *name)
{
	const char *part = step->text;

	for (int i = 0; i < step->n_parts; i++) {
		size_t n = strcspn(name, ".");

		if (strlen(part) != n || memcmp(part, name, n))
			return 0;
		part += n + 1;
		name += n + (name[n] == '.');
	}
	return step->n_parts ? !*name : !strcmp(name, ".");
}

static int is_blank(char c) { return c == ' ' || c == '\t' || c == '\r'; }

/*
 * A tag of section, partial or remark alone on its line: from the line's first byte to behind its
 * line feed.
 */
static int is_alone(const struct page *page, const char *tag, const char *behind,
		    const char **line_beg, const char **line_end)
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
static int tag_name(const struct parser *p, const struct page *page, const char *beg,
		    const char *end, char name[MAX_NAME])
{
	while (beg < end && (is_blank(*beg) || *beg == '\n'))
		beg++;
	while (end > beg && (is_blank(end[-1]) || end[-1] == '\n'))
		end--;
	if (end == beg || end - beg >= MAX_NAME)
		return wrong(p, page,
			     end == beg ? "a tag without a name"
					: "a tag with a name that is too long",
			     NULL);
	memcpy(name, beg, end - beg);
	name[end - beg] = 0;
	if (strpbrk(name, " \t\r\n{}&\"'"))
		return wrong(p, page, "not a name:", name);
	return STARDOSE_OK;
}

/* A value or a section: by a name that a report has. */
static int add_named(struct parser *p, const struct page *page, enum step_kind kind,
		     const char *name)
{
	char part[MAX_NAME], near[160];

	if (!p->names || !sdi_template_names_unknown(p->names, name, part, sizeof(part), near,
						     sizeof(near)))
		return add_named_step(p, kind, name);
	return stardose_error_set(p->err, STARDOSE_ETABLE,
				  "%s:%d: a report has nothing of the name '%s'%s%s", page->name,
				  page->line, part, *near ? "; nearest: " : "", near);
}

static int parse_page(struct parser *p, const char *name, const char *text, size_t n);

static int open_section(struct parser *p, struct page *page, enum step_kind kind, const char *name)
{
	if (page->n_open == MAX_DEPTH)
		return wrong(p, page, "sections are nested too deep at", name);
	page->open[page->n_open++] = (struct open_section){ p->to->n, page->line };
	return add_named(p, page, kind, name);
}

static int close_section(struct parser *p, struct page *page, const char *name)
{
	struct step *opened;
	int ret;

	if (!page->n_open)
		return wrong(p, page, "the end of a section that was not opened:", name);
	opened = &p->to->steps[page->open[--page->n_open].step];
	if (!has_name(opened, name))
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
		ret = add_named(p, page, STEP_VALUE, name);
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
		return wrong(p, &page, "a section that is not closed:",
			     p->to->steps[page.open[page.n_open - 1].step].text);
	}
	if (!ret && page.at < page.end)
		ret = add_step(p, STEP_TEXT, page.at, page.end - page.at);
	return ret;
}

int sdi_template_parse(const char *name, const char *text, size_t n, sdi_template_find_fn *find,
		       void *user, const struct sdi_template_names *names,
		       struct sdi_template **out, struct stardose_error *err)
{
	struct parser p = { .to = calloc(1, sizeof(*p.to)),
			    .find = find,
			    .user = user,
			    .names = names,
			    .err = err };
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

/* What is filled, and what is at hand while it is. */
struct filling {
	const struct sdi_template *t;
	const struct sdi_template_list *list;	/* or NULL */
	kstring_t *out;
	stardose_sink_fn *sink; /* where @out goes when it has grown; NULL: it stays */
	void *sink_user;
	struct stardose_error *err;
	int n;					/* of the scopes, the innermost last */
	const cJSON *scope[MAX_DEPTH * MAX_DEPTH + 1];
};

#define FLUSH_BYTES (1 << 16)

static int short_of_memory(const struct filling *f) { return sdi_no_memory(f->err); }

/* The first part decides the scope, from the innermost outwards; the others are members of that. */
static const cJSON *look_up(const struct filling *f, const struct step *step)
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
	const struct step *step = &f->t->steps[section];
	const cJSON *v = look_up(f, step);
	int is_list = !v && f->list && has_name(step, f->list->name), ret = STARDOSE_OK;

	if ((is_list ? f->list->n > 0 : is_true(v)) == (step->kind == STEP_INVERTED))
		return STARDOSE_OK;
	if (step->kind == STEP_INVERTED)
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
		const struct step *step = &f->t->steps[i];

		if (step->kind == STEP_TEXT) {
			ret = kputsn(step->text, step->n, f->out) < 0 ? short_of_memory(f)
								      : STARDOSE_OK;
		} else if (step->kind == STEP_VALUE) {
			ret = put_value(f, look_up(f, step));
		} else if (step->kind != STEP_END) {
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
