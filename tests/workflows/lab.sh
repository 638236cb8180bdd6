#!/bin/sh
# docs/LAB.md: its fenced commands, in their order and in one shell, with twelve people in place of
# 10,000, a FHIR server that only listens, and the program that is built already.
. "${top_srcdir:=$(cd "$(dirname "$0")/../.." && pwd)}/tests/common.sh"
top=$(cd "$top_srcdir" && pwd)
. "$top/tests/workflows/one_node.sh"
need python3 bgzip git
. "$top/tests/workflows/cohort.sh"
page=$top/docs/LAB.md
made_people 12

# what the reader has: a clone that is built, and files
mkdir -p stardose/build stardose/data
for entry in examples workflows docs quickstart; do ln -s "$top/$entry" stardose/; done
ln -s "$STARDOSE" stardose/build/stardose
for i in $(seq 12); do bgzip -c "people/p$i.vcf" >"stardose/data/p$i.g.vcf.gz"; done

# a server that takes transactions: one line for each
cat >server.py <<'PYTHON'
import http.server, json, sys
class Server(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        bundle = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        good = (bundle["resourceType"] == "Bundle" and bundle["type"] == "transaction"
                and self.headers["Content-Type"] == "application/fhir+json"
                and all("request" in entry for entry in bundle["entry"]))
        with open("taken", "a") as log:
            print("good" if good else "bad", file=log)
        self.send_response(200 if good else 422)
        self.end_headers()
        self.wfile.write(b'{"resourceType": "Bundle", "type": "transaction-response"}')
    def log_message(self, *words):
        pass
server = http.server.HTTPServer(("127.0.0.1", 0), Server)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
python3 server.py >port & server=$!
end() { kill $server 2>/dev/null; type slurm_stop >/dev/null && slurm_stop; rm -rf "$tmp"; }
trap end EXIT
while [ ! -s port ]; do sleep 0.1; done
FHIR_SERVER=http://127.0.0.1:$(cat port); export FHIR_SERVER

slurm='' multiqc=''
if (slurm_possible) >why && [ "${SLURM_CONF-}" != none ]; then
	slurm=yes; slurm_here; trap end EXIT
fi
[ -z "$(command -v multiqc)" ] || multiqc=yes

# The blocks, one file each, with what stands in for the large and the skipped.
awk '/^```sh$/ { n++; file = sprintf("block.%02d", n); next } /^```$/ { file = ""; next }
	file { print >file }' "$page"
blocks=$(ls block.* | wc -l)
[ "$blocks" -ge 8 ] && pass || fail "only $blocks blocks in docs/LAB.md"
{
	echo 'set -e'
	for block in block.*; do
		case $(cat "$block") in
		*'git clone'*) echo 'skipped: the clone and quickstart: the first step of CI does them' >&2
			echo 'cd stardose'; continue ;;
		esac
		sed -i 's/^tasks=100$/tasks=4/' "$block"
		[ -n "$slurm" ] || ! grep -q slurm/submit "$block" || {
			echo 'skipped: Slurm is not here' >&2
			sed -i 's,^workflows/slurm/submit.*,stardose call -l files.txt -o calls.jsonl.gz,' "$block"
		}
		[ -n "$multiqc" ] || ! grep -q ^multiqc "$block" || {
			echo 'skipped: MultiQC is not here' >&2
			sed -i /^multiqc/d "$block"
		}
		cat "$block"
	done
	echo 'echo the end'
} >script 2>skipped
bash script >out 2>err
[ "$(tail -n 1 out)" = 'the end' ] && pass || fail "the commands stop: $(tail -n 5 err)"
grep -qF '*1/*17' out && pass || fail 'no call on the page of the terminal'
for file in person_1.html person_1.patient.html calls.jsonl.gz by_gene.tsv guidance.jsonl.gz; do
	[ -s "stardose/$file" ] && pass || fail "no $file"
done
[ "$(gzip -cd stardose/calls.jsonl.gz | wc -l)" = 12 ] && pass || fail 'not twelve people'
[ -z "$multiqc" ] || [ -s stardose/multiqc/multiqc_report.html ] && pass || fail 'no report of MultiQC'
[ "$(grep -c good taken)" = 12 ] && pass || fail "the server took $(grep -c good taken) of 12"
cat skipped
done_testing
