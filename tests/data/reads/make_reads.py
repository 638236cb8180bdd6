#!/usr/bin/env python3
"""make_reads.py - BAM and its index of a person with a known structure, for tests: drawn, no person's

    make_reads.py --units A/B [--build GRCh38] [--depth 28] [--length 150] [--sample NAME] [--seed 1]
                  [--captured] [--elsewhere SHARE] [--read-groups N] [--shuffle]
                  [--carries SIDE:POS:BASE]... TABLES OUT.bam

A and B are haplotypes of unit_haplotypes.tsv. A haplotype is pieces of the reference in the order in which unequal
crossing-over joins them; fragments lie evenly over it, with a little noise, and each read is placed where its first base
comes from. Bases at the sites of paralog_sites.tsv are those of the place, all others are C (with --bases those of reference_windows.tsv,
where it has any): nothing looks at them.
--carries: the haplotype A (1) or B (2) has this base at this place of the gene (GRCh38), in every copy.
--captured: of an exome. --lossy: with qualities in three bins. --elsewhere: so many reads fit another place as well (mapping quality 0).

person_1.cram is person_1.bam in reference-based CRAM: the reference is C everywhere but at the sites, and its header names a server as the
place of it, which nobody must ask; person_1_binned.cram has qualities in three bins. windows.cram is a tandem with --bases whose header has the MD5 of the real chromosome.
"""
import argparse, bisect, random, struct, zlib

LENGTH = {'GRCh38': ('chr22', 50818468), 'GRCh37': ('22', 51304566)}
LO, HI = 42108000, 42161500
REP6, LINK_END, REP7, SPACER = 42123191, 42135343, 42135343, 42138115
CODE = str.maketrans('=ACMGRSVTWYHKDBN', '0123456789abcdef')


def rows(path):
    lines = [l.rstrip('\n') for l in open(path) if not l.startswith('##')]
    head = lines[0].lstrip('#').split('\t')
    return [dict(zip(head, l.split('\t'))) for l in lines[1:]]


def middle(row, edge):
    return (int(row[edge]) + int(row[edge + '_last'])) // 2 - 1


class Maker:
    def __init__(self, a):
        self.a, self.rng, self.mark = a, random.Random(a.seed), random.Random(a.seed + 1)     # what is drawn, how it is marked
        self.sites = rows(a.tables + '/paralog_sites.tsv')
        self.shape = {r['unit']: r for r in rows(a.tables + '/unit_shapes.tsv')}
        self.shift = [(int(r['grch38_pos']) - 1, int(r['grch37_pos']) - int(r['grch38_pos'])) for r in self.sites]
        self.shift += [(int(r['grch38_paralog']) - 1, int(r['grch37_paralog']) - int(r['grch38_paralog'])) for r in self.sites]
        self.shift.sort()
        self.base = {}
        for r in rows(a.tables + '/reference_windows.tsv') if a.bases else []:
            if r['build'] == 'GRCh38': self.base.update(enumerate(r['sequence'], int(r['beg']) - 1))
        for r in self.sites:
            for pos, base in (('grch38_pos', 'base'), ('grch38_paralog', 'paralog_base')): self.base[int(r[pos]) - 1] = r[base]

        self.carried = [{int(c.split(':')[1]) - 1: c.split(':')[2] for c in a.carries if c[0] == side} for side in '12']

    def other(self, pos):
        """The base of the neighbour beside @pos of the gene."""
        near = min(self.sites, key=lambda r: abs(int(r['grch38_pos']) - 1 - pos))
        return pos + int(near['grch38_paralog']) - int(near['grch38_pos'])

    def pieces(self, units):
        if units == ['neighbour']: return [(LO, REP6 + 1000), (REP7 + 1000, HI)]
        if units == ['reverse_hybrid']:
            at = middle(self.shape['reverse_hybrid'], 'paralog_beg')
            return [(LO, at), (self.other(at), HI)]
        out, start = [], LO
        for unit in units[:-1]:
            if unit == 'gene': out.append((start, LINK_END))
            elif unit.endswith('_tandem') and not unit.startswith('reverse'):
                at = middle(self.shape[unit], 'paralog_end')
                out += [(REP7, self.other(at)), (at, LINK_END)]
            elif unit == 'exon9_converted':
                a, b = middle(self.shape[unit], 'paralog_beg'), middle(self.shape[unit], 'paralog_end')
                out += [(start, a), (self.other(a), self.other(b)), (b, LINK_END)]
            else: raise SystemExit('make_reads.py: no pieces for ' + unit)
            start = REP6
        return out + [(REP7, HI)]

    def place(self, pos):
        """In the build asked for."""
        if self.a.build == 'GRCh38': return pos
        if not self.shift[0][0] - 500 < pos < self.shift[-1][0] + 500: return pos + 396004
        at = bisect.bisect_left(self.shift, (pos,))
        return pos + min(self.shift[max(at - 1, 0):at + 1], key=lambda s: abs(s[0] - pos))[1]

    def read(self, name, codes, track, at, flag, mate, out):
        n = self.a.length
        pos = self.place(track[at])
        quality = 0 if self.mark.random() < self.a.elsewhere else 60
        group = b'RGZ%d\0' % (1 + self.mark.randrange(self.a.read_groups))
        packed = bytes.fromhex(codes[at:at + n] + '0' * (n & 1))
        record = struct.pack('<iiBBHHHiiii', 0, pos, len(name) + 1, quality, bin_of(pos, pos + n), 1, flag, n, 0, self.place(track[mate]), 0)
        record += name.encode() + b'\0' + struct.pack('<I', n << 4) + packed + (bytes(self.mark.choice((12, 25, 37)) for _ in range(n)) if self.a.lossy else b'\x25' * n) + group
        out.append((pos, self.mark.random() if self.a.shuffle else 0, record, n))

    def reads(self):
        out, number = [], 0
        for side, haplotype in enumerate(self.a.units.split('/')):
            track = [p for beg, end in self.pieces(haplotype.split(',')) for p in range(beg, end)]
            carried = self.carried[side]
            codes = ''.join(carried.get(p) or self.base.get(p, 'C') for p in track).translate(CODE)      # four bits each
            step = 4 * self.a.length / self.a.depth         # both chromosomes, two reads each
            at = self.rng.random() * step
            while at < len(track) - 600:
                insert = min(max(int(self.rng.gauss(440, 50)), self.a.length), 599)
                first = int(at + self.rng.random() * step / 2)
                at += step
                if self.a.captured and (track[min(first, len(track) - 1)] // 300) % 8: continue
                if first + insert > len(track): break
                last = first + insert - self.a.length
                number += 1
                self.read('r%d' % number, codes, track, first, 99, last, out)
                if not self.a.single: self.read('r%d' % number, codes, track, last, 147, first, out)
        return sorted(out, key=lambda r: r[:2])


def bin_of(beg, end):
    end -= 1
    for shift, first in ((14, 4681), (17, 585), (20, 73), (23, 9), (26, 1)):
        if beg >> shift == end >> shift: return first + (beg >> shift)
    return 0


class Blocks:
    """BGZF."""
    def __init__(self, path): self.f, self.data, self.at = open(path, 'wb'), b'', 0
    def tell(self): return self.at << 16 | len(self.data)
    def write(self, data):
        if len(self.data) + len(data) > 60000: self.flush()
        self.data += data
    def flush(self):
        z = zlib.compressobj(9, zlib.DEFLATED, -15)
        body = z.compress(self.data) + z.flush()
        block = b'\x1f\x8b\x08\x04\0\0\0\0\0\xff\x06\0BC\x02\0' + struct.pack('<H', len(body) + 25) + body
        self.f.write(block + struct.pack('<II', zlib.crc32(self.data), len(self.data)))
        self.at, self.data = self.at + len(block) + 8, b''
    def close(self):
        self.flush()
        self.flush()        # an empty block ends the file
        self.f.close()


def write(path, contig, length, groups, sample, reads):
    text = '@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:%s\tLN:%d\n' % (contig, length)
    text += ''.join('@RG\tID:%d\tSM:%s\n' % (i + 1, sample) for i in range(groups if sample else 0))
    text += '@CO\tdrawn by make_reads.py, no person\n'
    f, bins, linear = Blocks(path), {}, {}
    f.write(b'BAM\1' + struct.pack('<i', len(text)) + text.encode() + struct.pack('<ii', 1, len(contig) + 1) + contig.encode() + b'\0' + struct.pack('<i', length))
    f.flush()
    for pos, _, record, n in reads:
        if len(f.data) + len(record) + 4 > 60000: f.flush()
        beg = f.tell()
        f.write(struct.pack('<i', len(record)) + record)
        chunks = bins.setdefault(bin_of(pos, pos + n), [])
        if chunks and chunks[-1][1] == beg: chunks[-1][1] = f.tell()
        else: chunks.append([beg, f.tell()])
        for window in range(pos >> 14, (pos + n - 1 >> 14) + 1): linear.setdefault(window, beg)
    f.close()
    with open(path + '.bai', 'wb') as i:
        i.write(b'BAI\1' + struct.pack('<ii', 1, len(bins)))
        for b in sorted(bins):
            i.write(struct.pack('<Ii', b, len(bins[b])) + b''.join(struct.pack('<QQ', *c) for c in bins[b]))
        n, before = max(linear, default=-1) + 1, 0
        i.write(struct.pack('<i', n))
        for w in range(n):
            before = linear.get(w, before)
            i.write(struct.pack('<Q', before))


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument('tables'); p.add_argument('out'); p.add_argument('--units', default='gene,neighbour/gene,neighbour')
    p.add_argument('--build', default='GRCh38', choices=sorted(LENGTH)); p.add_argument('--depth', type=float, default=28)
    p.add_argument('--length', type=int, default=150); p.add_argument('--sample', default='drawn'); p.add_argument('--seed', type=int, default=1)
    p.add_argument('--bases', action='store_true'); p.add_argument('--lossy', action='store_true'); p.add_argument('--captured', action='store_true'); p.add_argument('--single', action='store_true')
    p.add_argument('--elsewhere', type=float, default=0); p.add_argument('--read-groups', type=int, default=1); p.add_argument('--shuffle', action='store_true')
    p.add_argument('--carries', action='append', default=[])
    a = p.parse_args()
    write(a.out, *LENGTH[a.build], a.read_groups, a.sample, Maker(a).reads())


if __name__ == "__main__": main()
