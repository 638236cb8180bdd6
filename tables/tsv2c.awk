# tsv2c.awk - tables, and templates, as C: one array of bytes per file, and the list of them in the order of names
# usage: LC_ALL=C awk -f tsv2c.awk genes.tsv ... >embedded.inc
# Arrays rather than string literals: a table is longer than compilers promise to take as one literal.
BEGIN {
	for (i = 1; i < 256; i++)
		code[sprintf("%c", i)] = i
	print "/* made by tsv2c.awk; do not edit */"
}

FNR == 1 {
	finish()
	name = FILENAME
	sub(/^.*\//, "", name)
	sub(/\.[a-z]*$/, "", name)
	names[++n] = name
	size = 0
	printf "static const unsigned char table_%s[] = {", name
}

{
	length_of_line = length($0)
	for (i = 1; i <= length_of_line; i++)
		put(code[substr($0, i, 1)])
	put(10)
}

function put(byte)
{
	printf "%s%d,", (size % 24 ? "" : "\n"), byte
	size++
}

function finish()
{
	if (n)
		print "0\n};"
	sizes[n] = size
}

function swap(a, b,   keep)
{
	keep = names[a]; names[a] = names[b]; names[b] = keep
	keep = sizes[a]; sizes[a] = sizes[b]; sizes[b] = keep
}

END {
	finish()
	for (i = 2; i <= n; i++)
		for (j = i; j > 1 && names[j] < names[j - 1]; j--)
			swap(j, j - 1)
	print "static const struct sdi_embedded_table embedded_tables[] = {"
	for (i = 1; i <= n; i++)
		printf "\t{ \"%s\", table_%s, %d },\n", names[i], names[i], sizes[i]
	print "};"
}
