# tsv2c.awk - tables, and templates, as C: one array of bytes per file, the list of them in the order of names, and their checksum
# usage: LC_ALL=C awk [-v packed=1] -f tsv2c.awk genes.tsv ... >embedded.inc
# packed: the bytes are those of gzip, a sixth, and each start of the program unpacks them.
# Arrays rather than string literals: a table is longer than compilers promise to take as one literal.
# The checksum is FNV-1a, 64 bit, over name, NUL and bytes of each (table_text.h); made here so that no start of the program has
# to read every byte of them.
BEGIN {
	for (i = 1; i < 256; i++)
		code[sprintf("%c", i)] = i
	fnv_start()
	for (i = 2; i < ARGC; i++)
		for (j = i; j > 1 && name_of(ARGV[j]) < name_of(ARGV[j - 1]); j--) {
			keep = ARGV[j]; ARGV[j] = ARGV[j - 1]; ARGV[j - 1] = keep
		}
	print "/* made by tsv2c.awk; do not edit */"
}

FNR == 1 {
	finish()
	names[++n] = name_of(FILENAME)
	size = 0
	for (i = 1; i <= length(names[n]); i++)
		fnv(code[substr(names[n], i, 1)])
	fnv(0)
	printf "static const unsigned char table_%s[] = {", symbol_of(names[n])
	if (packed)
		put_packed("gzip -9nc " FILENAME " | od -A n -v -t u1")
}

{
	length_of_line = length($0)
	for (i = 1; i <= length_of_line; i++)
		put(code[substr($0, i, 1)])
	put(10)
}

function name_of(path)
{
	sub(/^.*\//, "", path)
	sub(/\.[a-z]*$/, "", path)
	return path
}

# "words.de" as a name in C
function symbol_of(name)
{
	gsub(/[^A-Za-z0-9_]/, "_", name)
	return name
}

function put(byte)
{
	if (!packed)
		printf "%s%d,", (size % 24 ? "" : "\n"), byte
	size++
	fnv(byte)
}

function put_packed(command,   line)
{
	while ((command | getline line) > 0) {
		packed_sizes[n] += split(line, part, " ")
		gsub(/^ +| +$/, "", line)
		gsub(/ +/, ",", line)
		printf "\n%s,", line
	}
	close(command)
}

function finish()
{
	if (n)
		print "0\n};"
	sizes[n] = size
}

# 64 bits as four of 16, the least first: awk has no larger whole numbers, and no exclusive or.
function fnv_start(   a, b, x, bit)
{
	h0 = 8997; h1 = 33826; h2 = 40164; h3 = 52210
	for (a = 0; a < 16; a++)
		for (b = 0; b < 16; b++) {
			x = 0
			for (bit = 1; bit < 16; bit *= 2)
				if (int(a / bit) % 2 != int(b / bit) % 2)
					x += bit
			xor[16 * a + b] = x
		}
}

# Exclusive or with the byte, then times 2^40 + 435
function fnv(byte,   low, t1, t2, t3)
{
	low = h0 % 256
	h0 += 16 * xor[16 * int(low / 16) + int(byte / 16)] + xor[16 * (low % 16) + byte % 16] - low
	t1 = 435 * h1 + int(435 * h0 / 65536)
	t2 = 435 * h2 + int(t1 / 65536) + 256 * h0
	t3 = 435 * h3 + int(t2 / 65536) + 256 * h1
	h0 = 435 * h0 % 65536; h1 = t1 % 65536; h2 = t2 % 65536; h3 = t3 % 65536
}

END {
	finish()
	print "static const struct sdi_embedded_table embedded_tables[] = {"
	for (i = 1; i <= n; i++)
		printf "\t{ \"%s\", table_%s, %d, %d },\n", names[i], symbol_of(names[i]), sizes[i], packed_sizes[i]
	print "};"
	printf "#define EMBEDDED_CHECKSUM \"%04x%04x%04x%04x\"\n", h3, h2, h1, h0
}
