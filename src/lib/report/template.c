/* template.c - pages with gaps are parsed once into a flat list of steps */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "report/template_step.h"
#include "util/no_memory.h"

#define MAX_NAME 128

struct open_section {
	int step, line;
};

struct parser {
	struct sdi_template *to;
	sdi_template_find_fn *find;
	void *user;
	const struct sdi_template_names *names; /* NULL: any */
	int depth;				/* of partials */
	struct stardose_error *err;
};

struct page { /* one file of the template */
	const char *name, *text, *end, *at;
	int line, n_open;
	struct open_section open[SDI_TEMPLATE_DEPTH];
};

static int wrong(const struct parser *p, const struct page *page, const char *what,
		 const char *name)
{
	return stardose_error_set(p->err, STARDOSE_ETABLE, "%s:%d: %s%s%s", page->name, page->line,
				  what, name ? " " : "", name ? name : "");
}

static int no_memory(const struct parser *p) { return sdi_no_memory(p->err); }

static int add_step(struct parser *p, enum sdi_template_step_kind kind, const char *text, size_t n)
{
	struct sdi_template *t = p->to;
	char *copy = malloc(n + 1);

	if (t->n == t->m) {
		int m = t->m ? 2 * t->m : 64;
		struct sdi_template_step *grown =
			copy ? realloc(t->steps, m * sizeof(*grown)) : NULL;

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
	t->steps[t->n++] = (struct sdi_template_step){ .kind = kind, .text = copy, .n = n };
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
static int add_named_step(struct parser *p, enum sdi_template_step_kind kind, const char *name)
{
	int ret = add_step(p, kind, name, strlen(name));
	struct sdi_template_step *step;

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
int sdi_template_step_has(const struct sdi_template_step *step, const char *name)
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
static int add_named(struct parser *p, const struct page *page, enum sdi_template_step_kind kind,
		     const char *name)
{
	char part[MAX_NAME], near[160];

	if (!p->names ||
	    !sdi_template_names_unknown(p->names, name, part, sizeof(part), near, sizeof(near)))
		return add_named_step(p, kind, name);
	return stardose_error_set(p->err, STARDOSE_ETABLE,
				  "%s:%d: a report has nothing of the name '%s'%s%s", page->name,
				  page->line, part, *near ? "; nearest: " : "", near);
}

static int parse_page(struct parser *p, const char *name, const char *text, size_t n);

static int open_section(struct parser *p, struct page *page, enum sdi_template_step_kind kind,
			const char *name)
{
	if (page->n_open == SDI_TEMPLATE_DEPTH)
		return wrong(p, page, "sections are nested too deep at", name);
	page->open[page->n_open++] = (struct open_section){ p->to->n, page->line };
	return add_named(p, page, kind, name);
}

static int close_section(struct parser *p, struct page *page, const char *name)
{
	struct sdi_template_step *opened;
	int ret;

	if (!page->n_open)
		return wrong(p, page, "the end of a section that was not opened:", name);
	opened = &p->to->steps[page->open[--page->n_open].step];
	if (!sdi_template_step_has(opened, name))
		return wrong(p, page, "the end of another section than the last opened:", name);
	opened->jump = p->to->n;
	ret = add_step(p, SDI_STEP_END, "", 0);
	return ret;
}

static int include(struct parser *p, struct page *page, const char *name)
{
	const char *text;
	size_t n;
	int ret;

	if (p->depth == SDI_TEMPLATE_DEPTH)
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
		ret = add_step(p, SDI_STEP_TEXT, page->at, text_end - page->at);
	if (!ret && kind == '#')
		ret = open_section(p, page, SDI_STEP_SECTION, name);
	else if (!ret && kind == '^')
		ret = open_section(p, page, SDI_STEP_INVERTED, name);
	else if (!ret && kind == '/')
		ret = close_section(p, page, name);
	else if (!ret && kind == '>')
		ret = include(p, page, name);
	else if (!ret && !has_kind)
		ret = add_named(p, page, SDI_STEP_VALUE, name);
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
		ret = add_step(p, SDI_STEP_TEXT, page.at, page.end - page.at);
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
