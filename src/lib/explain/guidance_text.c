/*
 * guidance_text.c - explained rows of guidance for people, printed from the JSON that
 * describes them
 */
#include "explain/guidance_text.h"
#include "tables/condition.h"

static const char *text_of(const cJSON *object, const char *name)
{
	const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);

	return cJSON_IsString(item) ? item->valuestring : ".";
}

static const cJSON *member(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

static void print_code(struct sdi_page *to, const char *title, const cJSON *code)
{
	sdi_page_put(to, "  %-11s %s: %s\n", title, text_of(code, "code"),
		     text_of(code, "meaning"));
}

static void print_codes(struct sdi_page *to, const char *title, const cJSON *codes)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, codes)
		print_code(to, title, item);
}

static void print_conditions(struct sdi_page *to, const char *margin, const cJSON *conditions)
{
	const cJSON *item;

	cJSON_ArrayForEach(item, conditions) sdi_page_put(
		to, "%s%s: %s\n", margin, text_of(item, "gene"), text_of(item, "condition"));
}

void sdi_explain_print_row(struct sdi_page *to, const cJSON *row)
{
	const cJSON *item;

	sdi_page_put(to, "row %s%s\n  %-11s %s\n", text_of(row, "row_id"),
		cJSON_IsTrue(member(row, "local")) ? "  (local)" : "", "medicine",
		text_of(row, "drug"));
	if (member(row, "about"))
		sdi_page_put(to, "  %-11s %s\n", "about", text_of(row, "about"));
	if (member(row, "source")) {
		print_code(to, "source", member(row, "source"));
		print_code(to, "context", member(row, "context"));
		print_conditions(to, "  condition   ", member(row, "conditions"));
		print_code(to, "action", member(row, "action"));
		print_codes(to, "also", member(row, "also"));
		sdi_page_put(to, "  %-11s %s\n", "dose", text_of(row, "dose"));
		print_code(to, "strength", member(row, "strength"));
		print_codes(to, "evidence", member(row, "evidence"));
	}
	print_code(to, "label", member(row, "label"));
	sdi_page_put(to, "  %-11s %s\n  %-11s %s\n  %-11s %s\n", "citation",
		     text_of(row, "citation"), "confidence", text_of(row, "confidence"), "guidance",
		     text_of(row, "guidance"));
	cJSON_ArrayForEach(item, member(row, "beside")) {
		sdi_page_put(to, "  beside      %s  %s\n", text_of(item, "row_id"),
			text_of(item, "action"));
		print_conditions(to, "                ", member(item, "conditions"));
	}
}

void sdi_explain_print_rule(struct sdi_page *to, const cJSON *rule)
{
	sdi_page_put(to, "rule %s\n", text_of(rule, "row_id"));
	print_codes(to, "part", member(rule, "rules"));
}

void sdi_explain_print_agent(struct sdi_page *to, const cJSON *agent)
{
	const cJSON *item, *interactions = member(agent, "interactions");

	sdi_page_put(to, "%s\n", text_of(agent, "row_id"));
	cJSON_ArrayForEach(item, member(agent, "contains"))
		sdi_page_put(to, "  contains    %s\n", item->valuestring);
	cJSON_ArrayForEach(item, interactions) sdi_page_put(
		to, "  %-11s %s %s%s%s\n              %s\n", text_of(item, "gene"),
		text_of(item, "strength"), text_of(item, "effect"),
		cJSON_IsTrue(member(item, "by_fda")) ? " by FDA's table"
						     : ", a class of another source than FDA",
		cJSON_IsTrue(member(item, "local")) ? "  (local)" : "", text_of(item, "citation"));
	if (!cJSON_GetArraySize(interactions))
		sdi_page_put(
			to, "  no row      no source that was read names it as acting on an enzyme "
			    "here; that does not mean that it does not\n");
}

static void print_score(struct sdi_page *to, const cJSON *scale)
{
	const cJSON *score = member(scale, "activity_score");

	sdi_page_put(to, "%s", text_of(scale, "phenotype"));
	if (cJSON_IsNumber(score))
		sdi_page_put(to, ", activity score %g", score->valuedouble);
}

static void print_results(struct sdi_page *to, const cJSON *results)
{
	const cJSON *result, *candidate;

	cJSON_ArrayForEach(result, results) {
		sdi_page_put(to, "  %-8s %s\n", text_of(result, "gene"), text_of(result, "status"));
		cJSON_ArrayForEach(candidate, member(result, "candidates")) {
			const cJSON *cpic = member(candidate,
						   sdi_scale_name(STARDOSE_GUIDELINE_CPIC)),
				    *dpwg = member(candidate,
						   sdi_scale_name(STARDOSE_GUIDELINE_DPWG));

			sdi_page_put(to, "    %s  ", text_of(candidate, "diplotype"));
			print_score(to, cpic);
			if (!cJSON_Compare(cpic, dpwg, 1)) {
				sdi_page_put(to, "; by DPWG's scale ");
				print_score(to, dpwg);
			}
			sdi_page_put(to, "%c", '\n');
		}
	}
}

static void print_line(struct sdi_page *to, const cJSON *line)
{
	static const char *const columns[] = { "guidance", "action", "dose",
					       "strength", "label",  "citation" };
	const cJSON *item;

	for (size_t i = 0; i < sizeof(columns) / sizeof(*columns); i++)
		if (cJSON_IsString(member(line, columns[i])))
			sdi_page_put(to, "      %-9s %s\n", columns[i], text_of(line, columns[i]));
	cJSON_ArrayForEach(item, member(line, "conversions")) sdi_page_put(
		to, "      medicines %s, rule %s, basis %s: %s\n", text_of(item, "gene"),
		text_of(item, "rule"), text_of(item, "basis"), text_of(item, "text"));
	cJSON_ArrayForEach(item, member(line, "flags")) {
		const cJSON *text = member(member(line, "flag_texts"), item->valuestring);

		sdi_page_put(to, "      flag      %s%s%s\n", item->valuestring,
			cJSON_IsString(text) ? ": " : "",
			cJSON_IsString(text) ? text->valuestring : "");
	}
}

/* Of a row that does not apply, only what does not hold. */
static void print_verdicts(struct sdi_page *to, const cJSON *conditions, int applies)
{
	const cJSON *condition, *candidate;

	cJSON_ArrayForEach(condition, conditions) {
		if (applies && cJSON_IsString(member(condition, "estimate_under")))
			sdi_page_put(to, "      %s estimated under %s\n",
				     text_of(condition, "gene"),
				     text_of(condition, "estimate_under"));
		cJSON_ArrayForEach(
			candidate,
			member(condition,
			       "candidates")) if (applies ||
						  !cJSON_IsTrue(member(candidate, "holds")))
			sdi_page_put(to, "      %s %s: %s\n", text_of(condition, "gene"),
				text_of(candidate, "result"), text_of(candidate, "because"));
		if (member(condition, "more_candidates")->valueint)
			sdi_page_put(to, "      and %d more candidates\n",
				member(condition, "more_candidates")->valueint);
	}
}

/* Rows that apply first. */
static void print_group(struct sdi_page *to, const cJSON *group)
{
	const cJSON *item, *genes = member(group, "genes"), *rows = member(group, "rows");
	int n = 0;

	sdi_page_put(to, "  %s, by ", text_of(group, "source"));
	cJSON_ArrayForEach(item, genes)
		sdi_page_put(to, "%s%s", n++ ? " and " : "", item->valuestring);
	sdi_page_put(to, "%c", '\n');
	for (int applies = 1; applies >= 0; applies--)
		cJSON_ArrayForEach(item, rows) {
			if (!cJSON_IsTrue(member(item, "applies")) != !applies)
				continue;
			sdi_page_put(to, "    %s  %s  (%s)\n", applies ? "applies" : "does not",
				text_of(item, "row_id"), text_of(item, "context"));
			print_verdicts(to, member(item, "conditions"), applies);
			if (applies)
				print_line(to, member(item, "line"));
		}
	if (cJSON_IsObject(member(group, "no_row"))) {
		sdi_page_put(to, "    no row\n");
		cJSON_ArrayForEach(item, member(group, "no_row_because"))
			sdi_page_put(to, "      because   %s: %s\n", text_of(item, "code"),
				text_of(item, "meaning"));
		print_line(to, member(group, "no_row"));
	}
}

/* "  dose     above: now 40 mg/day, at most 20 mg/day (...)", then all limits */
static void print_doses(struct sdi_page *to, const cJSON *doses)
{
	const cJSON *dose, *limit;

	cJSON_ArrayForEach(dose, doses) {
		sdi_page_put(to, "  dose %s: %s\n", text_of(dose, "shown_as"),
			     text_of(dose, "comparison"));
		cJSON_ArrayForEach(limit, member(dose, "limits"))
			sdi_page_put(to, "      %-9s %s  [%s%s%s]\n", text_of(limit, "comparison"),
				     text_of(limit, "text"), text_of(limit, "citation"),
				     cJSON_IsString(member(limit, "row_id"))
					     ? "; "
					     : "",
				     cJSON_IsString(member(limit, "row_id"))
					     ? text_of(limit, "row_id")
					     : "");
	}
}

void sdi_explain_print_drug(struct sdi_page *to, const cJSON *json)
{
	const cJSON *item;

	sdi_page_put(to, "sample %s  medicine %s\n", text_of(json, "sample"),
		     text_of(json, "drug"));
	print_results(to, member(json, "results"));
	print_doses(to, member(json, "doses"));
	cJSON_ArrayForEach(item, member(json, "lines_without_rows")) {
		sdi_page_put(to, "  %s  %s\n", text_of(item, "source"), text_of(item, "context"));
		print_line(to, item);
	}
	cJSON_ArrayForEach(item, member(json, "groups"))
		print_group(to, item);
	sdi_page_put(to, "%c", '\n');
}
