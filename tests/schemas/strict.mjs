// strict.mjs - docs/*.schema.json in ajv's strict mode, alone and side by side, and lines of JSON against them
// usage: strict.mjs DOCS NAME=FILE...    NAME is call, guide or report; FILE holds lines of it
import { readFileSync } from "node:fs";
import Ajv from "ajv";

const [docs, ...files] = process.argv.slice(2);
const names = ["call", "guide", "report"];
const schema = name => JSON.parse(readFileSync(`${docs}/stardose-${name}.schema.json`, "utf8"));
let n = 0, bad = 0;

function claim(what, holds) {
	n++;
	if (!holds) { bad++; console.log(`FAIL: ${what}`); }
}

// The validator of a schema, or why there is none; nothing here can reach a network, so a reference that leads elsewhere is one reason.
function compiled(root, others = []) {
	const ajv = new Ajv({ strict: true, allErrors: true });
	try {
		others.forEach(other => ajv.addSchema(other));
		return { validate: ajv.compile(root) };
	} catch (error) {
		return { why: error.message };
	}
}

for (const name of names) {
	const alone = compiled(schema(name));
	claim(`${name} by itself: ${alone.why}`, alone.validate);
	const beside = compiled(schema(name), names.filter(other => other !== name).map(schema));
	claim(`${name} beside the others: ${beside.why}`, beside.validate);
}

for (const file of files) {
	const [name, path] = file.split("=");
	const { validate } = compiled(schema(name));
	const lines = readFileSync(path, "utf8").trimEnd().split("\n");
	claim(`${path} has no line`, lines[0]);
	for (const line of lines) claim(`${name}: ${path}`, validate?.(JSON.parse(line)) || !console.log(validate?.errors?.slice(0, 3)));
	const spoilt = JSON.parse(lines[0]);
	spoilt.further = 1;
	claim(`${name}: a further member passes`, !validate?.(spoilt));
}

// strict mode finds what it is for
const loose = schema("call");
loose.properties.sample = { minLength: 1 };
claim("a keyword without its type passes", compiled(loose).why?.includes("strict mode"));
const misspelt = schema("call");
misspelt.properties.sample.minlength = 1;
claim("a keyword that is none passes", compiled(misspelt).why?.includes("unknown keyword"));
const elsewhere = schema("guide");
elsewhere.properties.sample = { $ref: "stardose-call.schema.json#/properties/sample" };
claim("a reference to another file passes", compiled(elsewhere).why?.includes("can't resolve"));

console.log(`${n - bad} claims held`);
process.exit(bad ? 1 : 0);
