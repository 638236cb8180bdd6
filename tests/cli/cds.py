"""cds.py - cards of `stardose guide -O c` and the service of examples/ by a client that knows CDS Hooks only
usage: cds.py STARDOSE SERVICE CALLS    (CALLS: JSON Lines of two people)
"""
import http.client
import json
import re
import subprocess
import sys

STARDOSE, SERVICE, CALLS = sys.argv[1:]
RXNORM = "http://www.nlm.nih.gov/research/umls/rxnorm"
faults = []


def claim(holds, what):
    if not holds:
        faults.append(what)


def run(*args):
    with open(CALLS, encoding="utf-8") as fh:
        return [json.loads(line) for line in subprocess.run([STARDOSE, "guide", "-q", *args], stdin=fh, capture_output=True, text=True).stdout.splitlines()]


def sound(card):
    """Members of CDS Hooks 2.0 and their kinds."""
    claim(set(card) <= {"summary", "indicator", "detail", "source", "uuid"}, "members %s" % sorted(card))
    claim(card["summary"] and len(card["summary"]) < 140, "a summary of %d characters" % len(card["summary"]))
    claim(card["indicator"] in ("info", "warning", "critical"), "an indicator %s" % card["indicator"])
    claim(card["source"].get("label"), "a card without source")
    claim(re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", card.get("uuid", "0" * 8 + "-0000" * 3 + "-" + "0" * 12)), "uuid")
    detail = card.get("detail", "")
    claim(not re.search(r"(?<!\\)[*_<>`]", detail), "marks of Markdown in %r" % detail[:80])


def plain(text):
    return re.sub(r"\\(.)", r"\1", text)


def true(cards, guide):
    """Each line that asks for something is in the card of its medicine and source, each medicine has a card."""
    direction = {}
    for row in subprocess.run([STARDOSE, "tables", "show", "vocabulary"], capture_output=True, text=True).stdout.splitlines():
        cell = row.split("\t")
        if cell[0] == "action":
            direction[cell[1]] = cell[4]
    for line in guide["guidance"]:
        asks = direction.get(line["action"], "none") not in ("usual", "none") and "reference_result" not in line["flags"]
        of_source = [c for c in cards if c["summary"].startswith(line["drug"] + ": ") and c["source"]["label"] == line["source"]]
        if asks:
            claim(len(of_source) == 1 and line["guidance"] in plain(of_source[0]["detail"]), "%s, %s: no card" % (line["drug"], line["source"]))
            claim(of_source and of_source[0]["indicator"] != "info", "%s: no warning" % line["drug"])
            claim(line["action"] != "contraindicated" or of_source[0]["indicator"] == "critical", "%s: not critical" % line["drug"])
        claim([c for c in cards if c["summary"].startswith(line["drug"] + ": ")], "%s: no card at all" % line["drug"])


DRUGS = "codeine,thioridazine,citalopram,abacavir,ibuprofen,amiodarone"
for more in ([], ["--taking", "none"], ["--taking", "paroxetine 20 mg/d"], ["--drugs", "paroxetine,notamedicine"]):
    if more[:1] == ["--taking"] and more[1] != "none":
        more = more + ["--drugs", "codeine"]
    args = ["--drugs", DRUGS] if "--drugs" not in more else []
    cards = subprocess.run([STARDOSE, "guide", "-q", "-O", "c", *args, *more], input=open(CALLS).readline(), capture_output=True, text=True).stdout
    guide = subprocess.run([STARDOSE, "guide", "-q", "-O", "j", *args, *more], input=open(CALLS).readline(), capture_output=True, text=True).stdout
    cards = json.loads(cards)
    claim(set(cards) == {"cards"}, "not an answer")
    for one in cards["cards"]:
        sound(one)
    true(cards["cards"], json.loads(guide))
    if "notamedicine" in str(more):
        claim(any(c["summary"].startswith("notamedicine: not known") for c in cards["cards"]), "a name that is not known is passed over")
claim(len(run("-O", "c", "--drugs", "codeine")) == 2, "not a line for each person")
claim(run("-O", "c", "--drugs", "codeine") == run("-O", "c", "--drugs", "codeine"), "not the same twice")

# ---- the service ----
process = subprocess.Popen([sys.executable, SERVICE, "--calls", CALLS, "--stardose", STARDOSE, "--port", "0"], stdout=subprocess.PIPE, text=True)
port = int(process.stdout.readline().split()[-1])


def ask(method, path, body=None):
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    client.request(method, path, body if body is None or isinstance(body, (str, bytes)) else json.dumps(body), {"Content-Type": "application/json"})
    answer = client.getresponse()
    return answer.status, json.loads(answer.read())


def order(id_, code=None, text=None, system=RXNORM):
    concept = {"coding": [{"system": system, "code": code}]} if code else {}
    if text:
        concept["text"] = text
    return {"resource": {"resourceType": "MedicationRequest", "id": id_, "status": "draft", "intent": "order", "medicationCodeableConcept": concept}}


def taking(*codes):
    return {"medications": {"resourceType": "Bundle", "entry": [{"resource": {
        "resourceType": "MedicationStatement", "status": status, "medicationCodeableConcept": {"coding": [{"system": RXNORM, "code": code}]}}} for code, status in codes]}}


def request(hook, orders, prefetch, patient="person_1", **more):
    return {"hook": hook, "hookInstance": "d1577c69-dfbe-44ad-ba6d-3e05e953b2ea", "prefetch": prefetch,
            "context": dict({"userId": "Practitioner/1", "patientId": patient, "draftOrders": {"resourceType": "Bundle", "entry": orders}}, **more)}


try:
    status, found = ask("GET", "/cds-services")
    claim(status == 200 and sorted(s["hook"] for s in found["services"]) == ["order-select", "order-sign"], "discovery")
    for one in found["services"]:
        claim({"hook", "description", "id", "prefetch"} <= set(one), "a service without %s" % one)
    select, sign = ("/cds-services/" + next(s["id"] for s in found["services"] if s["hook"] == h) for h in ("order-select", "order-sign"))

    codeine, thioridazine = order("a", "2670"), order("b", "10502")
    status, answer = ask("POST", sign, request("order-sign", [codeine, thioridazine], taking()))
    claim(status == 200, "order-sign: %s" % answer)
    for one in answer.get("cards", []):
        sound(one)
    claim([c["indicator"] for c in answer["cards"] if c["summary"].startswith("thioridazine")] == ["critical"], "thioridazine is contraindicated")
    status, answer = ask("POST", select, request("order-select", [codeine, thioridazine], taking(), selections=["MedicationRequest/a"]))
    claim(status == 200 and not any("thioridazine" in c["summary"] for c in answer["cards"]) and answer["cards"], "what was not selected has a card")
    alone = answer["cards"]
    # current medicines change the answer; one that was stopped does not
    status, answer = ask("POST", sign, request("order-sign", [codeine], taking(("32937", "active"))))
    claim(status == 200 and any("paroxetine" in c.get("detail", "") for c in answer["cards"]), "paroxetine in use is not seen: %s" % answer)
    status, answer = ask("POST", sign, request("order-sign", [codeine], taking(("32937", "stopped"))))
    claim(answer["cards"] == alone, "a medicine that was stopped counts")
    # what is not known is said
    for unknown in (order("c", "999999999", "elixir"), order("c", text="elixir"), order("c", "2670", "elixir", system="http://snomed.info/sct")):
        status, answer = ask("POST", sign, request("order-sign", [unknown], taking()))
        claim(status == 200 and [c["summary"].startswith("elixir: not known") for c in answer["cards"]] == [True], "an order that is not known: %s" % answer)
    status, answer = ask("POST", sign, request("order-sign", [order("d", text="Codeine")], taking()))
    claim(answer["cards"] == alone, "a medicine by its name: %s" % answer)
    status, answer = ask("POST", sign, request("order-sign", [codeine], taking(("123", "active"))))
    claim(any("not known here" in c["summary"] for c in answer["cards"]), "a medicine in use that is not known is passed over")
    status, answer = ask("POST", sign, request("order-sign", [codeine], taking(), patient="nobody"))
    claim(status == 200 and answer["cards"][0]["summary"].startswith("No pharmacogenomic result"), "a patient without result: %s" % answer)
    status, answer = ask("POST", sign, request("order-sign", [codeine], taking(), patient="*bold* [x](y)"))
    for one in answer["cards"]:
        sound(one)
    claim(ask("POST", sign, request("order-sign", [], taking()))[1] == {"cards": []}, "no order, and a card")
    # requests that are none
    claim(ask("POST", sign, request("order-sign", [codeine], None))[0] == 412, "no prefetch")
    claim(ask("POST", sign, request("order-select", [codeine], taking()))[0] == 400, "another hook")
    for bad in ("{", "[]", '{"hook":"order-sign","context":7}', '{"hook":"order-sign","context":{"draftOrders":{"entry":[7]}},"prefetch":{"medications":{}}}'):
        claim(ask("POST", sign, bad)[0] == 400, "%s is taken" % bad)
    claim(ask("POST", "/cds-services/other", "{}")[0] == 404 and ask("GET", "/")[0] == 404, "a path that is none")
    hostile = [order("e", text='codeine,--tables,/etc/passwd'), order("f", text="$(reboot)\n-o x"), order("g", text="x" * 5000)]
    status, answer = ask("POST", sign, request("order-sign", hostile, taking()))
    claim(status == 200 and len(answer["cards"]) == 3 and all("not known" in c["summary"] or len(c["summary"]) == 139 for c in answer["cards"]), "hostile names")
    claim(ask("GET", "/cds-services")[0] == 200, "the service is gone")
finally:
    process.terminate()
    process.wait()
for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
