"""What the module says is what the program says. Needs STARDOSE (the program) and STARDOSE_LIBRARY or an installed libstardose."""
import gc
import json
import os
import subprocess
import sys
import unittest
import warnings

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import stardose  # noqa: E402

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PEOPLE = os.path.join(ROOT, "examples", "two_people.GRCh38.vcf")
PROGRAM = os.environ.get("STARDOSE", "stardose")


def program(*args):
    return subprocess.run([PROGRAM, *args], capture_output=True, text=True, check=False).stdout


class Calls(unittest.TestCase):
    def setUp(self):
        self.remarks = []
        self.s = stardose.Stardose(on_remark=self.remarks.append)
        self.addCleanup(self.s.close)

    def test_lines_are_those_of_the_program(self):
        self.assertEqual("".join(p.line for p in self.s.call(PEOPLE)), program("call", "-O", "j", PEOPLE))

    def test_guidance_lines_are_those_of_the_program(self):
        self.assertEqual("".join(p.line for p in self.s.guide(PEOPLE, drugs=["codeine", "citalopram"])),
                         program("guide", "-O", "j", "--drugs", "codeine,citalopram", PEOPLE))

    def test_taking(self):
        one = list(self.s.guide(PEOPLE, drugs="codeine", taking=["paroxetine 20 mg/d"], samples=["person_1"]))
        self.assertEqual(one[0].line, program("guide", "-O", "j", "--drugs", "codeine", "--taking", "paroxetine 20 mg/d", "-s", "person_1", PEOPLE))
        with self.assertRaises(stardose.UsageError):
            list(self.s.guide(PEOPLE, taking="paroxetine"))

    def test_bytes_paths_and_lists(self):
        with open(PEOPLE, "rb") as fh:
            data = fh.read()
        as_path = [p.line for p in self.s.call(PEOPLE)]
        self.assertEqual(as_path, [p.line for p in self.s.call(data)])
        self.assertEqual(as_path, [p.line for p in self.s.call(bytearray(data))])
        self.assertEqual(as_path, [p.line for p in self.s.call([PEOPLE])])

    def test_types(self):
        person = next(iter(self.s.call(PEOPLE, genes=["CYP2D6"])))
        self.assertEqual((person.sample, person.build, len(person.calls)), ("person_1", "GRCh38", 1))
        call = person.call("CYP2D6")
        self.assertEqual((call.diplotype, call.phenotype, call.status, call.copies), ("*4/*41", "Intermediate Metabolizer", "called", "not_assessed"))
        self.assertEqual(call.candidates[0].activity_score, 0.25)
        self.assertIn("copies_not_assessed", call.reasons)
        self.assertIsNone(person.call("CYP2C19"))
        self.assertEqual(call.data["sites"]["observed"], 163)
        with self.assertRaises(AttributeError):
            call.diplotype = "*1/*1"

    def test_options(self):
        self.assertEqual([p.line for p in self.s.call(PEOPLE, absent="reference", min_gq=20)],
                         program("call", "-O", "j", "--absent", "reference", "--min-gq", "20", PEOPLE).splitlines(True))
        with self.assertRaises(TypeError):
            list(self.s.call(PEOPLE, min_dq=1))
        for bad in ({"absent": "maybe"}, {"build": "hg18"}, {"genes": ["CYP2D7"]}, {"samples": ["nobody"]}):
            with self.assertRaises(stardose.UsageError):
                list(self.s.call(PEOPLE, **bad))

    def test_errors(self):
        for bad in ("no such file.vcf", b"", b"no VCF\n"):
            with self.assertRaises(stardose.InputError) as raised:
                list(self.s.call(bad))
            self.assertEqual(raised.exception.status, -3)
        with self.assertRaises(stardose.UsageError):
            list(self.s.guide(PEOPLE, drugs="notamedicine"))

    def test_remarks_are_told(self):
        list(self.s.guide(PEOPLE, drugs="codeine", taking="notamedicine", samples="person_1"))
        self.assertTrue(any("notamedicine" in text for text in self.remarks), self.remarks)
        with warnings.catch_warnings(record=True) as seen, stardose.Stardose() as s:
            warnings.simplefilter("always")
            list(s.guide(PEOPLE, drugs="codeine", taking="notamedicine", samples="person_1"))
        self.assertTrue(any(issubclass(w.category, stardose.Remark) for w in seen))

    def test_report_bundle_and_cards(self):
        person = next(iter(self.s.guide(PEOPLE, drugs=["codeine"], samples=["person_1"])))
        self.assertEqual(self.s.report(person, is_asked=True), program("report", "--drugs", "codeine", "-s", "person_1", PEOPLE))
        self.assertEqual(self.s.report(person, "patient", is_asked=True), program("report", "--for", "patient", "--drugs", "codeine", "-s", "person_1", PEOPLE))
        self.assertEqual(self.s.fhir(person, all=True), json.loads(program("guide", "-O", "f", "--drugs", "codeine", "-s", "person_1", PEOPLE)))
        self.assertEqual(self.s.cards(person), json.loads(program("guide", "-O", "c", "--drugs", "codeine", "-s", "person_1", PEOPLE))["cards"])
        with self.assertRaises(stardose.InputError):
            self.s.fhir(stardose.Person("x", None, (), (), "{}"))

    def test_guidance_fields(self):
        person = next(iter(self.s.guide(PEOPLE, drugs=["codeine"], samples=["person_1"])))
        cpic = [g for g in person.guidance if g.source == "CPIC" and g.gene_result == "CYP2D6:*4/*41"]
        self.assertEqual([(g.drug, g.action, g.strength) for g in cpic], [("codeine", "standard", "moderate")])
        self.assertIn("copies_not_assessed", cpic[0].flags)

    def test_a_loop_that_is_left(self):
        for person in self.s.guide(PEOPLE):
            break
        for person in self.s.call(PEOPLE):
            break
        gc.collect()
        self.assertEqual(person.sample, "person_1")
        self.assertEqual(len(list(self.s.call(PEOPLE))), 2)

    def test_closed(self):
        s = stardose.Stardose()
        s.close()
        s.close()
        with self.assertRaises(stardose.UsageError):
            list(s.call(PEOPLE))
        with self.assertRaises(stardose.StardoseError):
            stardose.Stardose(tables="/no/such/folder")

    def test_versions(self):
        self.assertEqual(program("--version").split()[1], self.s.version)
        self.assertRegex(self.s.tables_version, r"^20\d\d\.\d\d$")


if __name__ == "__main__":
    unittest.main()
