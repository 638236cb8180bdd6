// spoilings.mjs - ways to spoil a bundle: what, which checks refuse it (all that do, in the order of bundles.mjs), how
//
// A check that is not named lets it pass: R4's JSON schema has no rule against control characters, empty lists and objects, a text where a
// data type belongs, several values of one choice, days that the calendar does not have, and elements that must be there but are
// primitive; it knows no profile, and follows no reference. "own" is tests/cli/fhir.py.
const first = (list) => list[0];
const hasComponent = (o, code) => o.component.find((c) => c.code.coding[0].code === code);

export const spoilings = [
	["an unknown element of an observation", "schema structure own", (b, of) => { of("Observation").colour = "red"; }],
	["an unknown element deep inside", "schema structure own", (b, of) => { first(of("Observation").component).code.coding[0].colour = "red"; }],
	["a resource that does not exist", "schema structure profiles own", (b, of) => { of("Device").resourceType = "Gadget"; }],
	["a bundle of no type", "structure own", (b) => { delete b.type; }],
	["a bundle of a type that R4 does not have", "schema structure own", (b) => { b.type = "heap"; }],
	["a text in place of an object", "structure profiles invariants own", (b, of) => { of("Observation").code = "Genotype"; }],
	["a text in place of a list", "schema structure profiles own", (b, of) => { of("Observation").category = of("Observation").category[0]; }],
	["a number in place of a text", "schema own", (b, of) => { of("Task").description = 1; }],
	["an empty text", "schema own", (b, of) => { of("Task").description = ""; }],
	["an empty list", "own", (b, of) => { of("DiagnosticReport").result = []; }],
	["an empty object", "invariants own", (b, of) => { of("DiagnosticReport").subject = {}; }],
	["a null", "structure profiles own", (b, of) => { of("DiagnosticReport").subject = null; }],
	["a control character", "own", (b, of) => { of("Task").description += "\u0007"; }],
	["two values of one choice", "profiles own", (b, of) => { of("Observation").valueString = "x"; }],
	["a value of a type that the choice does not have", "schema structure profiles own", (b, of) => { of("Observation").valueAddress = { text: "x" }; }],
	["a status that R4 does not have, observation", "schema structure profiles own", (b, of) => { of("Observation").status = "ok"; }],
	["a status that R4 does not have, medicine", "structure own", (b, of) => { of("MedicationStatement").status = "taken"; }],
	["a status that R4 does not have, task", "schema structure profiles own", (b, of) => { of("Task").status = "open"; }],
	["a status of R4 that the profile does not have, task", "profiles own", (b, of) => { of("Task").status = "completed"; }],
	["an order in place of a proposal", "profiles own", (b, of) => { of("Task").intent = "order"; }],
	["no status, observation", "structure profiles own", (b, of) => { delete of("Observation").status; }],
	["no status, task", "structure profiles own", (b, of) => { delete of("Task").status; }],
	["no code, observation", "schema structure profiles own", (b, of) => { delete of("Observation").code; }],
	["no value, genotype", "profiles own", (b, of) => { delete of("Observation", "genotype").valueCodeableConcept; }],
	["a value, implication", "profiles invariants own", (b, of) => { of("Observation", "therapeutic-implication").valueString = "x"; }],
	["derived from nothing, implication", "profiles own", (b, of) => { delete of("Observation", "therapeutic-implication").derivedFrom; }],
	["one category only", "profiles own", (b, of) => { of("Observation").category.pop(); }],
	["another code than the profile's", "profiles own", (b, of) => { of("Observation", "genotype").code.coding[0].code = "84413-5"; }],
	["the gene twice as conclusion", "profiles own", (b, of) => {
		const o = of("Observation", "therapeutic-implication");
		o.component.push(hasComponent(o, "conclusion-string"));
	}],
	["a component without value", "profiles own", (b, of) => { delete hasComponent(of("Observation", "genotype"), "48018-6").valueCodeableConcept; }],
	["a code that the guide's own system does not have", "profiles own", (b, of) => { of("Observation", "therapeutic-implication").component.push(
		{ code: { coding: [{ system: "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs", code: "hunch" }] }, valueString: "x" }); }],
	["a name that the guide's own system does not have", "profiles own", (b, of) => { of("Observation", "therapeutic-implication").code.coding[0].display = "Implication"; }],
	["a proposal of another list than LL4049-4", "own", (b, of) => { of("Task").code = { coding: [{ system: "http://loinc.org", code: "LA9657-3" }] }; }],
	["a result of LOINC that is none of the guide's", "profiles own", (b, of) => {
		hasComponent(of("Observation", "therapeutic-implication"), "therapeutic-implication").valueCodeableConcept = { coding: [{ system: "http://loinc.org", code: "LA6668-3" }] };
	}],
	["a profile that does not exist", "profiles own", (b, of) => { of("Observation").meta.profile[0] += "s"; }],
	["the profile of another resource", "profiles own", (b, of) => { of("Observation").meta.profile = of("Task").meta.profile; }],
	["a day that is no day", "schema own", (b, of) => { of("DiagnosticReport").effectiveDateTime = "2026-13-01"; }],
	["a day that the calendar does not have", "own", (b, of) => { of("DiagnosticReport").effectiveDateTime = "2026-02-30"; }],
	["a day as people write it", "schema own", (b, of) => { of("DiagnosticReport").effectiveDateTime = "22.11.2026"; }],
	["a period that ends before it starts", "invariants own", (b, of) => { of("MedicationStatement").effectivePeriod = { start: "2026-03-01", end: "2026-01-01" }; }],
	["a reference that leads nowhere", "profiles own", (b, of) => { of("Observation").subject.reference = "urn:uuid:00000000-0000-8000-8000-000000000000"; }],
	["a reference to another kind of resource", "own", (b, of) => { of("Observation").subject.reference = b.entry.find((e) => e.resource.resourceType === "Device").fullUrl; }],
	["derived from a proposal", "profiles own", (b, of) => {
		of("Observation", "therapeutic-implication").derivedFrom[0].reference = b.entry.find((e) => e.resource.resourceType === "Task").fullUrl;
	}],
	["an action that is an observation", "profiles own", (b, of) => {
		of("DiagnosticReport").extension.find((e) => e.url.endsWith("/recommended-action")).valueReference = of("DiagnosticReport").result[0];
	}],
	["an address twice", "profiles invariants own", (b) => { b.entry[1].fullUrl = b.entry[0].fullUrl; }],
	["an extension that does not exist", "profiles own", (b, of) => { of("DiagnosticReport").extension[0].url += "s"; }],
	["an extension where it may not stand", "profiles own", (b, of) => { of("Task").extension = [of("DiagnosticReport").extension.find((e) => e.url.endsWith("/genomic-report-note"))]; }],
	["an extension with the value of another", "profiles own", (b, of) => {
		const extension = of("DiagnosticReport").extension.find((e) => e.url.endsWith("/genomic-report-note"));
		delete extension.valueAnnotation;
		extension.valueString = "x";
	}],
	["an extension with a value and an extension inside", "profiles invariants own", (b, of) => { of("DiagnosticReport").extension[0].extension = [{ url: "x", valueString: "x" }]; }],
	["a resource inside a resource inside a resource", "invariants own", (b, of) => {
		of("DiagnosticReport").contained = [{ resourceType: "Patient", contained: [{ resourceType: "Patient" }] }];
	}],
	["a report without a code", "schema structure profiles own", (b, of) => { delete of("DiagnosticReport").code; }],
	["a device name of no type", "structure own", (b, of) => { delete of("Device").deviceName[0].type; }],
	["a medicine of nobody", "schema structure own", (b, of) => { delete of("MedicationStatement").subject; }],
	["a code of no coding's system", "profiles own", (b, of) => { delete of("Observation", "genotype").category[0].coding[0].system; }],
];

// the same of what was measured and tried, which has no profile
const named = (b, name) => b.entry.map((entry) => entry.resource).find((one) => one.code?.text === name);
export const recordSpoilings = [
	["a score without a code", "schema structure own", (b) => { delete named(b, "PHQ-9").code; }],
	["a score without a status", "structure own", (b) => { delete named(b, "PHQ-9").status; }],
	["a score of a status that R4 does not have", "schema structure own", (b) => { named(b, "PHQ-9").status = "done"; }],
	["a total as text", "schema structure own", (b) => { named(b, "PHQ-9").valueQuantity.value = "21"; }],
	["a total and a text", "own", (b) => { named(b, "PHQ-9").valueString = "21"; }],
	["a grade of a score", "own", (b) => { named(b, "PHQ-9").interpretation = [{ text: "severe" }]; }],
	["a range of a score", "own", (b) => { named(b, "PHQ-9").referenceRange = [{ text: "20 to 27: severe" }]; }],
	["a code of LOINC with a wrong check digit", "own", (b) => { named(b, "PHQ-9").code.coding[0].code = "44261-7"; }],
	["an answer that is no number", "schema structure own", (b) => { named(b, "PHQ-9").component[0].valueInteger = "1"; }],
	["an answer without its question", "schema structure own", (b) => { delete named(b, "PHQ-9").component[0].code; }],
	["a total for a scale that has none", "own", (b) => { named(b, "C-SSRS").valueQuantity = { value: 1 }; }],
	["a day with a time and no zone", "schema own", (b) => { named(b, "clozapine").effectiveDateTime = "2026-08-03T08:30"; }],
	["a level in a unit without a system", "own", (b) => { delete named(b, "clozapine").valueQuantity.system; }],
	["a comparator that R4 does not have", "schema structure own", (b) => { named(b, "CRP").valueQuantity.comparator = "~"; }],
	["a range that says nothing", "invariants own", (b) => { named(b, "clozapine").referenceRange = [{ type: named(b, "clozapine").referenceRange[0].type }]; }],
	["a procedure of nobody", "schema structure own", (b) => { delete named(b, "psychotherapy").subject; }],
	["a procedure of a status that R4 does not have", "structure own", (b) => { named(b, "psychotherapy").status = "over"; }],
	["a procedure that ends before it starts", "invariants own", (b) => { named(b, "psychotherapy").performedPeriod = { start: "2026-03-01", end: "2026-01-01" }; }],
	["a score among the results", "own", (b, of) => {
		const url = b.entry.find((entry) => entry.resource.code?.text === "PHQ-9").fullUrl;
		(b.entry.map((entry) => entry.resource).find((one) => one.resourceType === "DiagnosticReport").result ??= []).push({ reference: url });
	}],
];
