#!/usr/bin/env python3
"""cds_service.py - a CDS Hooks service around `stardose guide -O c`, to try it and to start from

usage: cds_service.py --calls CALLS.jsonl [--stardose PROGRAM] [--port N]

CALLS.jsonl has what `stardose call -O j` wrote; the name of a sample is the id of the patient in the hook's context. Draft orders are known
by RxNorm, else by the name beside the code; the medicines in use come from prefetch. Prints "listening on PORT" when it does; port 0 is any
free one. Only the standard library of Python 3.8 is used.

It is an example: it listens on 127.0.0.1 alone, checks no tokens (CDS Hooks has JWT for that) and writes no log of people. A receiver of real
orders puts it behind its own gate.
"""
import argparse
import http.server
import json
import subprocess

RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
HOOKS = {"stardose-order-select": "order-select", "stardose-order-sign": "order-sign"}
PREFETCH = {"medications": "MedicationStatement?patient={{context.patientId}}&status=active,intended"}
MOST_BYTES = 4 << 20


class Refused(Exception):
    """An answer that is not 200: its status and why."""
    def __init__(self, status, why):
        super().__init__(why)
        self.status = status


class Names:
    """Medicines by RxNorm and by name, from the program's own table."""
    def __init__(self, program):
        text = subprocess.run([program, "tables", "show", "drugs"], check=True, capture_output=True, text=True).stdout
        rows = [line.split("\t") for line in text.splitlines() if not line.startswith("##")]
        at = {name.lstrip("#"): i for i, name in enumerate(rows[0])}
        self.by_code, self.by_name = {}, {}
        for row in rows[1:]:
            drug = row[at["drug"]]
            if row[at["rxnorm"]] != "-":
                self.by_code[row[at["rxnorm"]]] = drug
            for name in [drug] + row[at["names"]].split(";"):
                self.by_name.setdefault(name.lower(), drug)

    def find(self, concept):
        """(the medicine or None, what the receiver calls it)"""
        codings = concept.get("coding", [])
        said = [concept.get("text")] + [c.get("display") for c in codings]
        called = next((t for t in said if t), None) or next((c.get("code") for c in codings if c.get("code")), "a medicine without a name")
        for coding in codings:
            if coding.get("system") == RXNORM and coding.get("code") in self.by_code:
                return self.by_code[coding["code"]], called
        for text in said:
            if text and text.lower() in self.by_name:
                return self.by_name[text.lower()], called
        return None, called


def resources(bundle):
    return [entry["resource"] for entry in (bundle or {}).get("entry", []) if "resource" in entry]


def drafts(context):
    """The draft orders; for order-select the ones that were just selected."""
    orders = [r for r in resources(context.get("draftOrders")) if r.get("resourceType") == "MedicationRequest"]
    chosen = context.get("selections")
    if chosen is not None:
        orders = [r for r in orders if "%s/%s" % (r["resourceType"], r.get("id")) in chosen]
    return [order.get("medicationCodeableConcept", {}) for order in orders]


def in_use(prefetch):
    if "medications" not in (prefetch or {}):
        raise Refused(412, "prefetch 'medications' is needed: without the medicines in use, interactions would be missed in silence")
    live = ("active", "intended", "on-hold")
    return [r.get("medicationCodeableConcept", {}) for r in resources(prefetch["medications"]) if r.get("status") in live]


def told(summary, detail):
    return {"summary": summary[:139], "indicator": "info", "detail": detail, "source": {"label": "stardose"}}


class Service:
    def __init__(self, program, calls):
        self.program, self.names, self.people = program, Names(program), {}
        with open(calls, encoding="utf-8") as fh:
            for line in fh:
                if line.strip():
                    self.people[json.loads(line)["sample"]] = line

    def guide(self, person, orders, taken):
        args = [self.program, "guide", "-q", "-O", "c", "--drugs=" + ",".join(orders), "--taking=" + (",".join(taken) or "none")]
        done = subprocess.run(args, input=person, capture_output=True, text=True, timeout=20)
        if done.returncode not in (0, 1) or not done.stdout:  # 1: a name of the list was set aside
            raise Refused(500, "stardose guide: exit status %d: %s" % (done.returncode, done.stderr.strip()[:300]))
        return json.loads(done.stdout)["cards"]

    def answer(self, hook, request):
        if request.get("hook") != hook:
            raise Refused(400, "the hook is not %s" % hook)
        context = request.get("context", {})
        orders = [self.names.find(c) for c in drafts(context)]
        taken = [self.names.find(c) for c in in_use(request.get("prefetch"))]
        cards = [told("%s: not known here, nothing was assessed" % called, "Neither its RxNorm code nor its name is one of the tables'. "
                      "Codes are those of ingredients.") for drug, called in orders if not drug]
        lost = sorted({called for drug, called in taken if not drug})
        known = sorted({drug for drug, _ in orders if drug})
        if not known:
            return {"cards": cards}
        person = self.people.get(context.get("patientId"))
        if person is None:
            return {"cards": cards + [told("No pharmacogenomic result of this patient is here", "Nothing was assessed for: " + ", ".join(known))]}
        if lost:
            cards.append(told("Medicines in use that are not known here", "Their interactions were not assessed: " + ", ".join(lost)))
        return {"cards": self.guide(person, known, sorted({drug for drug, _ in taken if drug})) + cards}


def handler(service):
    class Handler(http.server.BaseHTTPRequestHandler):
        def send(self, status, body):
            data = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self):
            if self.path != "/cds-services":
                return self.send(404, {"error": "no such service"})
            self.send(200, {"services": [{"id": id_, "hook": hook, "title": "stardose",
                                          "description": "What published sources say about the medicines of an order, given results of genes",
                                          "prefetch": PREFETCH} for id_, hook in HOOKS.items()]})

        def do_POST(self):
            try:
                hook = HOOKS.get(self.path.rpartition("/cds-services/")[2] if self.path.startswith("/cds-services/") else "")
                if not hook:
                    raise Refused(404, "no such service")
                length = int(self.headers.get("Content-Length", 0))
                if not 0 < length <= MOST_BYTES:
                    raise Refused(413, "a request of %d bytes" % length)
                request = json.loads(self.rfile.read(length))
                if not isinstance(request, dict):
                    raise Refused(400, "no JSON object")
                self.send(200, service.answer(hook, request))
            except Refused as why:
                self.send(why.status, {"error": str(why)})
            except (ValueError, KeyError, TypeError, AttributeError) as why:
                self.send(400, {"error": "not a request of CDS Hooks: %s" % why})
            except subprocess.TimeoutExpired:
                self.send(500, {"error": "stardose guide took too long"})

        def log_message(self, *_):
            pass
    return Handler


def main():
    options = argparse.ArgumentParser(description="CDS Hooks around stardose guide -O c")
    options.add_argument("--calls", required=True)
    options.add_argument("--stardose", default="stardose")
    options.add_argument("--port", type=int, default=8000)
    given = options.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", given.port), handler(Service(given.stardose, given.calls)))
    print("listening on %d" % server.server_port, flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()


if __name__ == "__main__":
    main()
