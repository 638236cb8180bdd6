/* reads_text.c - the profile of a sample's reads over a gene, drawn in text */
#include <string.h>
#include "explain/reads_text.h"

#define WIDTH 40		/* characters of a bar */
#define MOST_COPIES 8.0

/* Where on a bar a value lies; shares fill it at 1, copies at MOST_COPIES. */
static int place_of(const struct stardose_read_figure *f, double value)
{
	double at = value / (f->is_share ? 1 : MOST_COPIES) * WIDTH;

	return at < 0 ? 0 : at > WIDTH ? WIDTH : (int)(at + 0.5);
}

/* "=====|===    ": what was seen, and a mark where it is expected to end. */
static void print_figure(struct sdi_page *to, const struct stardose_read_figure *f)
{
	char bar[WIDTH + 2];
	int n = place_of(f, f->seen);

	memset(bar, ' ', WIDTH + 1);
	memset(bar, '=', n);
	bar[place_of(f, f->expected)] = '|';
	bar[WIDTH + 1] = '\0';
	sdi_page_put(to, "    %-10s %5.2f (%.2f +- %.2f)  %s\n", f->name, f->seen, f->expected,
		     f->sd, bar);
}

static void print_answer(struct sdi_page *to, const char *title, const char *units,
			 double posterior)
{
	if (*units)
		sdi_page_put(to, "    %-10s %.4f  %s\n", title, posterior, units);
}

void sdi_explain_reads(struct sdi_page *to, const struct stardose_read_profile *p)
{
	sdi_page_put(to, "  reads       %.0fx, %s%s\n", p->depth, p->verdict,
		     p->has_bases ? "" : " by places alone, without bases");
	if (p->n_drawn > 1)
		sdi_page_put(to, "    drawn      one fragment in %d\n", p->n_drawn);
	print_answer(to, "best", p->units, p->posterior);
	print_answer(to, "second", p->next_units, p->next_posterior);
	for (int i = 0; i < p->n_figures; i++)
		print_figure(to, &p->figure[i]);
}
