// definitions.mjs - resources against StructureDefinitions as HL7's packages have them: cardinalities, slices, fixed values and
// patterns, types, what references and extensions may lead to or stand on, codes of the packages' own systems, invariants
//
// Reads snapshots only. Value sets are those of the packages that list their codes, and what `valueSet(url)` knows beside them: a required
// binding takes no other code; an extensible one to a set of the packages takes no other code of a system that the set has.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

const CORE = "http://hl7.org/fhir/StructureDefinition/";
const listed = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);
const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);
// the elements of a choice: fixedUri for fixed, valueString for value
const choices = (element, prefix) => Object.entries(element).filter(([key]) => key.startsWith(prefix) && key[prefix.length] >= "A" && key[prefix.length] <= "Z");

// A pattern holds where all it has is there; a fixed value is the value itself.
function like(value, pattern) {
	if (Array.isArray(pattern))
		return Array.isArray(value) && pattern.every((one) => value.some((other) => like(other, one)));
	if (pattern && typeof pattern === "object")
		return !!value && Object.entries(pattern).every(([key, inner]) => like(value[key], inner));
	return value === pattern;
}
const concepts = (list = []) => list.flatMap((concept) => [[concept.code, concept.display], ...concepts(concept.concept)]);
const same = (value, fixed) => like(value, fixed) && like(fixed, value);

function tree(definition) {
	const nodes = new Map();
	for (const element of definition.snapshot.element) {
		const [[, fixed] = []] = choices(element, "fixed");
		const [[, pattern] = []] = choices(element, "pattern");
		const segment = element.id.slice(element.id.lastIndexOf(".") + 1);
		const [name, slice] = segment.split(":");
		const node = {
			id: element.id, path: element.path, name, slice, min: element.min, max: element.max === "*" ? Infinity : Number(element.max), fixed, pattern,
			types: element.type ?? [], binding: element.binding,
			discriminators: element.slicing?.discriminator ?? [], closed: element.slicing?.rules === "closed", constraints: element.constraint ?? [],
			children: [], slices: [],
		};
		nodes.set(node.id, node);
		if (slice)
			nodes.get(node.id.slice(0, -slice.length - 1)).slices.push(node);
		else if (node.id !== segment)
			nodes.get(node.id.slice(0, -segment.length - 1)).children.push(node);
	}
	return nodes.get(definition.snapshot.element[0].id);
}

export class Definitions {
	constructor(folders, valueSet) {
		this.byUrl = new Map();
		this.systems = new Map();
		this.sets = new Map();
		this.trees = new Map();
		this.valueSet = valueSet;
		this.unknownSets = new Set();
		this.n = 0;         // rules that were looked at
		for (const folder of folders) {
			for (const file of readdirSync(folder).filter((name) => /^(StructureDefinition|CodeSystem|ValueSet)-.*\.json$/.test(name))) {
				const resource = JSON.parse(readFileSync(join(folder, file), "utf8"));
				if (resource.resourceType === "StructureDefinition")
					this.byUrl.set(resource.url, resource);
				else if (resource.resourceType === "ValueSet" && resource.compose?.include.every(({ concept, filter }) => concept && !filter))
					this.sets.set(resource.url, resource.compose.include);
				else if (resource.content === "complete")
					this.systems.set(resource.url, new Map(concepts(resource.concept)));
			}
		}
	}

	root(url) {
		if (!this.trees.has(url))
			this.trees.set(url, tree(this.byUrl.get(url)));
		return this.trees.get(url);
	}

	// ---- one bundle ----

	check(bundle) {
		this.faults = [];
		this.target = new Map((bundle.entry ?? []).map((entry) => [entry.fullUrl, entry.resource]));
		for (const resource of this.target.values()) {
			for (const url of resource?.meta?.profile ?? []) {
				this.where = `${resource.resourceType} by ${url.slice(url.lastIndexOf("/") + 1)}`;
				const definition = this.byUrl.get(url);
				if (this.claim(definition, "no package has this profile") && this.claim(definition.type === resource.resourceType, `a profile of ${definition.type}`))
					this.inside(resource, this.root(url));
			}
			this.where = resource?.resourceType;
			this.everywhere(resource, `${resource?.resourceType}`);
		}
		return this.faults;
	}

	claim(holds, text) {
		this.n++;
		if (!holds)
			this.faults.push(`${this.where}: ${text}`);
		return holds;
	}

	// The children of an element: how often each is there, and each of them in turn.
	inside(value, node) {
		for (const child of node.children) {
			const items = this.items(value, child);
			this.often(items.length, child);
			for (const item of items)
				this.item(item, child);
			this.sliced(items, child);
		}
	}

	items(value, node) {
		if (!node.name.endsWith("[x]"))
			return listed(value[node.name]);
		const found = choices(value, node.name.slice(0, -3));
		for (const [key] of found)
			this.claim(node.types.some(({ code }) => upper(code) === key.slice(node.name.length - 3)), `${key} is of no type that ${node.id} has`);
		return found.flatMap(([, item]) => listed(item));
	}

	often(n, node) {
		this.claim(n >= node.min && n <= node.max, `${n} of ${node.id}, not ${node.min}..${node.max === Infinity ? "*" : node.max}`);
	}

	item(item, node) {
		if (node.fixed !== undefined)
			this.claim(same(item, node.fixed), `${node.id} is fixed`);
		if (node.pattern !== undefined)
			this.claim(like(item, node.pattern), `${node.id} has a pattern that ${JSON.stringify(item)} does not hold`);
		if (node.binding?.strength === "required" || this.sets.has(node.binding?.valueSet))
			this.bound(item, node.id, node.binding);
		const targets = node.types.filter(({ code }) => code === "Reference").flatMap(({ targetProfile }) => targetProfile ?? []);
		if (targets.length && item.reference !== undefined)
			this.leads(item.reference, targets, node.id);
		if (item && typeof item === "object")
			this.inside(item, node);
	}

	bound(item, name, { strength, valueSet }) {
		const listing = this.sets.get(valueSet);
		const has = listing ? (system, code) => listing.some((part) => part.system === system && part.concept.some((one) => one.code === code))
			: this.valueSet(valueSet.split("|")[0]);
		const coded = typeof item === "string" ? [{ code: item }] : listed(item.coding ?? item);
		if (!has)
			this.unknownSets.add(valueSet);
		else if (strength === "required" || (strength === "extensible" && coded.some(({ system }) => listing.some((part) => part.system === system))))
			this.claim(coded.some(({ system, code }) => has(system, code)), `${name}: no code of ${valueSet}`);
	}

	leads(reference, targets, name) {
		const target = this.target.get(reference);
		if (this.claim(target, `${name} leads nowhere`))
			this.claim(targets.some((url) => this.conforms(target, url)), `${name} leads to a ${target.resourceType} that it may not lead to`);
	}

	conforms(resource, url) {
		if (url.startsWith(CORE) && [resource.resourceType, "Resource"].includes(url.slice(CORE.length)))
			return true;
		for (let own of resource.meta?.profile ?? [])
			for (; own; own = this.byUrl.get(own)?.baseDefinition)
				if (own === url)
					return true;
		return false;
	}

	// ---- slices ----

	sliced(items, node) {
		const placed = new Set();
		for (const slice of node.slices) {
			const mine = items.filter((item) => node.discriminators.every((by) => this.belongs(item, slice, by)));
			this.often(mine.length, slice);
			for (const item of mine) {
				placed.add(item);
				this.item(item, slice);
			}
		}
		if (node.closed)
			this.claim(placed.size === items.length, `${node.id} has items of no slice`);
	}

	belongs(item, slice, by) {
		if (by.type === "profile") {
			const target = this.target.get(item.reference);
			return !!target && slice.types.flatMap(({ targetProfile }) => targetProfile ?? []).some((url) => this.conforms(target, url));
		}
		if (by.path === "url" && slice.types[0].profile)
			return slice.types[0].profile.includes(item.url);
		let node = slice;
		let values = [item];
		for (const step of by.path.split(".")) {
			node = node?.children.find(({ name }) => name === step);
			values = values.flatMap((value) => listed(value?.[step]));
		}
		const wanted = node?.fixed ?? node?.pattern;
		return wanted !== undefined && values.some((value) => like(value, wanted));
	}

	// ---- what holds wherever it stands: extensions and codings ----

	everywhere(value, path) {
		// an extension inside an extension is the matter of the outer one's definition
		for (const extension of path.endsWith(".extension") ? [] : listed(value?.extension)) {
			const definition = this.byUrl.get(extension.url);
			if (!this.claim(definition?.type === "Extension", `no package has the extension ${extension.url}`))
				continue;
			const may = definition.context.some(({ type, expression }) => type === "element" && [path, "Element"].includes(expression));
			this.claim(may, `${extension.url} may not stand on ${path}`);
			this.item(extension, this.root(extension.url));
		}
		if (typeof value?.code === "string" && this.systems.has(value.system)) {
			const codes = this.systems.get(value.system);
			if (this.claim(codes.has(value.code), `${value.system} has no ${value.code}`))
				this.claim(!("display" in value) || value.display === codes.get(value.code), `${value.code} is not called ${value.display}`);
		}
		if (value && typeof value === "object")
			for (const [key, inner] of Object.entries(value))
				for (const one of listed(inner))
					this.everywhere(one, `${path}.${key}`);
	}

	// ---- invariants ----

	// The errors among the constraints of a profile, each as an expression for the resource as a whole.
	invariants(url) {
		const found = new Map();
		const gather = (node) => {
			for (const { key, severity, expression } of node.constraints) {
				const steps = node.path.split(".").slice(1).map((step) => step.replace("[x]", "")).join(".");
				const whole = steps ? `${steps}.all(${expression})` : expression;
				if (severity === "error" && expression)
					found.set(whole, key);
			}
			for (const next of [...node.children, ...node.slices])
				gather(next);
		};
		gather(this.root(url));
		return found;
	}
}
