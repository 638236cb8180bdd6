#!/usr/bin/env python3
"""Write paralog_sites.tsv, count_regions.tsv, reference_windows.tsv, unit_shapes.tsv and unit_haplotypes.tsv from facts.

    convert_reads.py FACTS/reads FACTS/truth FACTS/1kgp tables

FACTS/reads holds the aligned substitutions of the gene and its neighbour and the reference of both builds,
FACTS/truth and FACTS/1kgp the people whose structure is known and where they come from. The rows are then
ours to maintain (docs/READS.md); nothing that a build runs needs this script.
"""
import collections, csv, re, sys

HEAD = ['##table=%s', '##version=2026.11', '##date=2026-11-30', '##source=%s', '##licence=%s']
GENE, CHROM, BIN = 'CYP2D6', '22', 250

# segment -> what counts are told of it, and its first and last position on the gene (GRCh38)
SEGMENTS = [('downstream', '-', 42125963, 42126480), ('exon9', 'part', 42126499, 42126752),
            ('exons7_8', 'body', 42126851, 42127841), ('exons4_6', 'body', 42127842, 42128944),
            ('exons2_3', 'body', 42129033, 42129909), ('exon1', 'first', 42130612, 42132016)]
# role, then the first and last position on each build
REGIONS = [('flank', 42105001, 42123000, 42501005, 42519004), ('flank', 42148501, 42162000, 42544503, 42558002),
           ('pair', 42126001, 42132000, 42522004, 42528003), ('pair', 42139715, 42145714, 42535726, 42541725),
           ('link', 42132451, 42135200, 42528458, 42531207), ('spacer', 42138151, 42139650, 42534160, 42535659),
           ('upstream', 42146001, 42148250, 42542003, 42544252)]
# of both genes, from the first site to the last, and the MD5 of the chromosome that it is of (as CRAM has it)
WINDOWS = [('GRCh38', 42125501, 42146000, 'ac37ec46683600f808cdd41eac1d55cd'), ('GRCh37', 42521505, 42542004, 'a718acaa6135fdca8357d5bfe94211dd')]
# unit, pair, link, spacer, upstream, where bases of the neighbour begin (from, to) and end (from, to), note
UNITS = [
    ('gene', 1, 1, 0, 0, None, None, 'the whole gene'),
    ('neighbour', 1, 0, 1, 1, 'all', 'all', 'the neighbour gene and what lies on both sides of it'),
    ('exon9_tandem', 1, 1, 1, 0, 'all', (42126753, 42126850), 'downstream and exon 9 from the neighbour, beside a gene: *36, *4.013, *83'),
    ('exon1_tandem', 1, 1, 1, 0, 'all', (42129910, 42130611), 'all but exon 1 from the neighbour, beside a gene: *68'),
    ('exon9_converted', 1, 1, 0, 0, (42126481, 42126498), (42126753, 42126850), 'exon 9 from the neighbour, what lies downstream not: *36 alone'),
    ('reverse_hybrid', 1, 0, 0, 1, (42126753, 42130611), 'all', 'the 5-prime part from the neighbour, in place of both: *13'),
    ('reverse_tandem', 1, 0, 0, 1, (42126753, 42130611), 'all', 'the same beside a gene and the neighbour'),
]
G, N, T9, T1, C9, R, RT = (u[0] for u in UNITS)
HAPLOTYPES = [[N], [G, N], [G, G, N], [G] * 3 + [N], [G] * 4 + [N], [G, T9, N], [G, T9, T9, N], [G, T9, T9, T9, N], [G, G, T9, N],
              [C9, N], [C9, T9, N], [G, T1, N], [G, T1, T1, N], [G, G, T1, N], [G, T1, T9, N], [R], [G, RT, N]]


def units_of(haplotype):
    """The units of a haplotype by its name in the list of people."""
    if haplotype == '*5': return [N]
    if haplotype == '*13': return [R]
    if haplotype in ('*36', '*83', '*141'): return [C9, N]
    units = []
    for part in haplotype.split('+'):
        m = re.fullmatch(r'(\*[\d.]+)(?:x(\d+))?', part)
        kind = {'*36': T9, '*83': T9, '*68': T1, '*13': RT, '*4.013': T9 if '+' in haplotype else C9}.get(m.group(1), G)
        units += [kind] * int(m.group(2) or 1)
    return sorted(units, key=[G, C9, T9, T1, RT].index) + [N]


def rows_of(path):
    rows = [l.rstrip('\n').split('\t') for l in open(path)]
    return [dict(zip([c.lstrip('#') for c in rows[0]], r)) for r in rows[1:]]


def write(folder, table, source, columns, rows):
    with open('%s/%s.tsv' % (folder, table), 'w') as f:
        f.write('\n'.join(HEAD) % (table, source, 'public domain' if table == 'reference_windows' else 'CC0-1.0') + '\n#' + '\t'.join(columns) + '\n')
        for r in rows: f.write('\t'.join('-' if c is None else str(c) for c in r) + '\n')


def sites(facts):
    for r in rows_of(facts + '/paralog_sites.tsv'):
        if r['use'] != 'use': continue
        at = int(r['d6_pos38'])
        for segment, part, first, last in SEGMENTS:
            if first <= at <= last:
                yield [GENE, at, r['d7_pos38'], r['d6_pos37'], r['d7_pos37'], r['d6_base'], r['d7_base'], segment, part, 'refseq,1kgp']


def regions(facts):
    text, begin = {}, {'38': 42100000, '37': 42496004}
    for b in begin: text[b] = open('%s/ref.GRCh%s.fa' % (facts, b)).read().split('\n', 1)[1].replace('\n', '').upper()
    for role, b38, e38, b37, e37 in REGIONS:
        assert e38 - b38 == e37 - b37 and (e38 - b38 + 1) % BIN == 0, role
        gc = {}
        for b, first in (('38', b38), ('37', b37)):
            s = text[b][first - 1 - begin[b]:][:e38 - b38 + 1]
            gc[b] = [100 * sum(c in 'GC' for c in s[i:i + BIN]) // BIN for i in range(0, len(s), BIN)]
        assert max(abs(x - y) for x, y in zip(gc['38'], gc['37'])) <= 9, (role, gc)
        yield [GENE, role, b38, e38, b37, e37, ','.join(map(str, gc['38'])), 'refseq']


def haplotypes(truth, panel):
    where = {r['sample']: r['superpopulation'] if 'superpopulation' in r else r['superpop'] for r in rows_of(panel + '/samples.tsv')}
    count, total = collections.Counter(), collections.Counter()
    for r in rows_of(truth + '/silver_cyp2d6_dev.tsv'):
        for h in r['diplotype'].split('/'):
            for p in ('all', where[r['sample']]):
                count[p, ','.join(units_of(h))] += 1
                total[p] += 1
    known = [','.join(h) for h in HAPLOTYPES]
    for p, h in count:
        if h not in known: sys.stderr.write('%s: %d of %s are not listed\n' % (p, count[p, h], h))
    for p in sorted(total, key=lambda p: (p != 'all', p)):
        for h in known: yield [GENE, h, p, total[p], count[p, h], '1kgp,cyrius']


def shapes():
    for unit, pair, link, spacer, upstream, beg, end, note in UNITS:
        edges = []
        for edge in (beg, end): edges += ['-', '-'] if edge is None else ['all', 'all'] if edge == 'all' else list(edge)
        yield [GENE, unit, pair, link, spacer, upstream] + edges + [note, 'pharmvar-structural']


def windows(facts):
    for build, beg, end, md5 in WINDOWS:
        text = open('%s/ref.%s.fa' % (facts, build)).read().split('\n', 1)[1].replace('\n', '').upper()
        first = {'GRCh38': 42100000, 'GRCh37': 42496004}[build]
        yield [GENE, build, beg, end, md5, text[beg - 1 - first:end - first], 'refseq']


def main():
    reads, truth, panel, out = sys.argv[1:]
    write(out, 'paralog_sites', 'GRCh37 and GRCh38 primary assembly; 1000 Genomes',
          'gene grch38_pos grch38_paralog grch37_pos grch37_paralog base paralog_base segment part source'.split(), sites(reads))
    write(out, 'count_regions', 'GRCh37 and GRCh38 primary assembly',
          'gene role grch38_beg grch38_end grch37_beg grch37_end gc source'.split(), regions(reads))
    write(out, 'reference_windows', 'GRCh37 and GRCh38 primary assembly', 'gene build beg end md5 sequence source'.split(), windows(reads))
    write(out, 'unit_shapes', 'PharmVar structural variation',
          'gene unit pair link spacer upstream paralog_beg paralog_beg_last paralog_end paralog_end_last note source'.split(), shapes())
    write(out, 'unit_haplotypes', '1000 Genomes; Cyrius', 'gene units population n carriers source'.split(), haplotypes(truth, panel))


main()
