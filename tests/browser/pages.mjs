// pages.mjs - the pages of `stardose report` in a real browser: accessible, one page on paper, narrow, silent
//
// usage: node pages.mjs test CLINICIAN PATIENT CROWD_CLINICIAN CROWD_PATIENT RANDOM_CLINICIAN RANDOM_PATIENT
//        (folders that `stardose report -o DIR/` wrote: people, people with ever more medicines, people with random lists)
//        node pages.mjs sheets FOLDER                 (sheets: one page on paper each)
//        node pages.mjs picture OUT.png PAGE.html [width=N] [height=N] [dark] [grey] [paper=A4]
//
// Environment: CHROMIUM (the browser, else the distribution's). Prints a line per failure; the last line counts what held.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PAPERS = ["A4", "Letter"];
const PHONE = 360;

let held = 0;
let failed = 0;
function claim(holds, text) {
	if (holds) {
		held++;
	} else {
		failed++;
		console.log(`FAIL: ${text}`);
	}
}

const executablePath = process.env.CHROMIUM || ["/usr/bin/chromium", "/usr/bin/chromium-browser"].find(existsSync);
const start = () => chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-lcd-text"] });

// A page, and what it did that a page must not do.
async function open(context, path) {
	const page = await context.newPage();
	const url = pathToFileURL(resolve(path)).href;
	const misdeeds = [];
	page.on("console", (message) => message.type() === "error" && misdeeds.push(`console: ${message.text()}`));
	page.on("pageerror", (error) => misdeeds.push(`script: ${error.message}`));
	page.on("request", (request) => request.url() !== url && misdeeds.push(`request: ${request.url()}`));
	await page.goto(url);
	return { page, misdeeds };
}

async function accessible(page, name) {
	await page.addScriptTag({ path: AXE });
	// the dark page differs in its colours only
	for (const [colorScheme, runOnly, least] of [["light", { type: "tag", values: WCAG }, 10], ["dark", { type: "rule", values: ["color-contrast"] }, 1]]) {
		await page.emulateMedia({ colorScheme });
		const found = await page.evaluate((which) => globalThis.axe.run(document, { runOnly: which }), runOnly);
		claim(found.passes.length >= least, `${name}, ${colorScheme}: axe looked at next to nothing`);
		const where = found.violations.map((v) => `${v.id} (${v.help}) at ${v.nodes.slice(0, 3).map((n) => `${n.target} ${n.any.map((a) => a.message)}`).join("; ")}`);
		claim(where.length === 0, `${name}, ${colorScheme}: ${where.join("\n    ")}`);
	}
	await page.emulateMedia({ colorScheme: "light" });
}

// Text spacing of WCAG 1.4.12 and a phone's width: nothing may stick out sideways (tables scroll in their own box).
async function narrow(page, name) {
	await page.setViewportSize({ width: PHONE, height: 780 });
	const out = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	claim((await out()) <= 0, `${name}: scrolls sideways at ${PHONE} px`);
	const style = await page.addStyleTag({ content: "* { letter-spacing: .12em !important; word-spacing: .16em !important; line-height: 1.5 !important }" });
	claim((await out()) <= 0, `${name}: scrolls sideways at ${PHONE} px with wide letters`);
	await style.evaluate((element) => element.remove());
	await page.setViewportSize({ width: 1100, height: 900 });
}

// How many pages it prints as.
async function print(page, format, scratch) {
	const pdf = join(scratch, "page.pdf");
	await page.pdf({ path: pdf, format, preferCSSPageSize: false });
	return execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 26 }).split("\f").slice(0, -1).map((text) => text.replace(/\s+/g, " ").trim());
}

// Width and height of what is printed on a page, in CSS pixels: the paper without the margins of style.css.
const MM = 96 / 25.4;
const SHEETS = { A4: [(210 - 24) * MM, (297 - 20) * MM], Letter: [(215.9 - 24) * MM, (279.4 - 20) * MM] };
const LAYOUTS = ["large", "small run", "smaller run", "close run", "smallest run"];
// A layout is taken where the one before would leave less than this of the page.
const NARROW = 0.17;

// Height of an element as it is laid out for print, in pages; `layout` replaces the class of the first page.
async function pagesHigh(page, paper, selector, layout) {
	const [width, height] = SHEETS[paper];
	await page.setViewportSize({ width: Math.floor(width), height: Math.floor(height) });
	const high = await page.evaluate(([s, l]) => {
		const element = document.querySelector(s);
		const before = element.className;
		if (l)
			element.className = `first ${l}`;
		const h = element.getBoundingClientRect().bottom - document.body.getBoundingClientRect().top;
		element.className = before;
		return h;
	}, [selector, layout]);
	return high / height;
}

// One page up to seven medicines in use of which every one acts on the others; what is longer runs on, a ninth for each.
const longest = (n) => (n <= 7 ? 1 : Math.max(1.2, n / 9));
// By layout taken: how far first pages stay from overflowing, and from a layout that was not needed.
const reserves = {};
// The first page is one page; a smaller layout is taken only where the one before overflows, or nearly does.
async function firstPageFits(page, name) {
	await page.emulateMedia({ media: "print" });
	const taken = await page.evaluate(() => document.querySelector(".first").className.replace(/^first /, ""));
	const at = LAYOUTS.indexOf(taken);
	claim(at >= 0, `${name}: the layout is "${taken}"`);
	const n = await page.evaluate(() => document.querySelectorAll(".uses tbody tr").length);
	for (const paper of PAPERS) {
		const high = await pagesHigh(page, paper, ".first");
		claim(high <= longest(n), `${name}, ${paper}: the first page takes ${high.toFixed(2)} pages as "${taken}"`);
		(reserves[taken] ||= { full: [], before: [] }).full.push(longest(n) - high);
	}
	if (at > 0) {
		const before = Math.max(await pagesHigh(page, "A4", ".first", LAYOUTS[at - 1]), await pagesHigh(page, "Letter", ".first", LAYOUTS[at - 1]));
		reserves[taken].before.push(before - (1 - NARROW));
		claim(before > 1 - NARROW, `${name}: "${taken}" was taken, and "${LAYOUTS[at - 1]}" takes ${before.toFixed(2)} pages`);
	}
	await page.emulateMedia({ media: "screen" });
	await page.setViewportSize({ width: 1100, height: 900 });
}

function sayReserves() {
	const least = (list) => (list.length ? list.sort((a, b) => a - b).slice(0, 3).map((r) => (100 * r).toFixed(1)).join(", ") : "none");
	for (const layout of LAYOUTS.filter((l) => reserves[l])) {
		const { full, before } = reserves[layout];
		console.log(`first pages, "${layout}": ${full.length / PAPERS.length}; least reserves in % of a page: ${least(full)} below it, ${least(before)} before it was needless`);
	}
}

// On paper: the summary ends on page 1, what follows begins behind it without a blank third of a page, and all is short.
const MOST_PAGES = 8;
async function clinicianOnPaper(page, name, scratch) {
	const words = (selector) => page.evaluate((s) => document.querySelector(s).innerText.replace(/\s+/g, " ").trim(), selector);
	const n = await page.evaluate(() => document.querySelectorAll(".uses tbody tr").length);
	const last = (await words(".first > :last-child")).slice(-40);
	for (const paper of PAPERS) {
		const pages = await print(page, paper, scratch);
		const plain = (text) => text.replace(/\s/g, "");
		claim(n > 7 || plain(pages[0]).includes(plain(last)), `${name}, ${paper}: the summary does not end on page 1 (${pages.length} pages); page 2 begins: ${pages[1].slice(0, 80)}`);
		claim(pages.length > 1 && pages.length <= MOST_PAGES + n / 4, `${name}, ${paper}: ${pages.length} pages`);
		const blank = emptiest(join(scratch, "page.pdf"), pages.length - 1);
		claim(blank < 1 / 3, `${name}, ${paper}: ${Math.round(100 * blank)} % of a page is blank below`);
	}
	await firstPageFits(page, name);
}

// The largest share of blank paper below the last text of the first n pages.
function emptiest(pdf, n) {
	const boxes = execFileSync("pdftotext", ["-bbox", "-l", String(n), pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 27 });
	let most = 0;
	for (const sheet of boxes.split("<page ").slice(1)) {
		const height = Number(/height="([0-9.]+)"/.exec(sheet)[1]);
		const lowest = Math.max(0, ...[...sheet.matchAll(/yMax="([0-9.]+)"/g)].map((m) => Number(m[1])));
		most = Math.max(most, (height - lowest) / height);
	}
	return most;
}

async function patientOnPaper(page, name, scratch) {
	const n = await page.evaluate(() => document.querySelectorAll(".rows .medicine h4, .rows .medicine .names > ul > li").length);
	for (const paper of PAPERS) {
		const pages = await print(page, paper, scratch);
		claim(pages.length <= (n > 12 ? 3 : 2), `${name}, ${paper}: ${pages.length} pages, not at most two`);
	}
}

// Laid out, not printed: as many people as one has patience for. What is near to the end of two pages is printed.
const NEAR = 1.9;
async function patientFits(page, name, scratch) {
	await page.emulateMedia({ media: "print" });
	const high = Math.max(await pagesHigh(page, "A4", "main"), await pagesHigh(page, "Letter", "main"));
	claim(high <= 2, `${name}: ${high.toFixed(2)} pages, not at most two`);
	if (high > NEAR)
		await patientOnPaper(page, name, scratch);
}

async function listWorks(page, name) {
	const rows = () => page.locator("tbody tr:visible").count();
	const all = await rows();
	await page.fill("#filter", "poor");
	claim((await rows()) > 0 && (await rows()) < all, `${name}: the filter shows ${await rows()} of ${all}`);
	await page.fill("#filter", "");
	claim((await rows()) === all, `${name}: an empty filter hides someone`);
	const head = page.locator("th button").first();
	await head.focus();
	const order = async () => (await page.locator("tbody th").allInnerTexts()).join("\n");
	await page.keyboard.press("Enter");
	const up = await order();
	await page.keyboard.press("Enter");
	claim(up.split("\n").reverse().join("\n") === (await order()), `${name}: the head of a column does not turn the order round`);
	claim((await page.locator("th[aria-sort=descending]").count()) === 1, `${name}: no column says how it is sorted`);
}

async function withoutScripts(browser, path) {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const { page } = await open(context, path);
	claim(!(await page.locator("#filter").isVisible()), "the index offers a filter that does nothing without scripts");
	claim((await page.locator("tbody tr").count()) > 1, "the index lists nobody without scripts");
	await context.close();
}

async function testPage(context, path, name, onPaper, scratch) {
	const { page, misdeeds } = await open(context, path);
	await accessible(page, name);
	await narrow(page, name);
	await onPaper(page, name, scratch);
	claim(misdeeds.length === 0, `${name}: ${misdeeds.join("; ")}`);
	await page.close();
}

async function testPaper(context, path, name, onPaper, scratch) {
	const { page } = await open(context, path);
	await onPaper(page, name, scratch);
	await page.close();
}

const pagesIn = (folder) => readdirSync(folder).filter((file) => file !== "index.html").sort();

// One tab for many pages: opening one takes longer than laying it out.
async function testMany(context, folder, reader, fits, scratch) {
	const page = await context.newPage();
	for (const file of pagesIn(folder)) {
		await page.goto(pathToFileURL(resolve(join(folder, file))).href);
		await fits(page, `${reader} ${file.slice(0, 24)}`, scratch);
	}
	await page.close();
}

async function test(clinician, patient, crowdClinician, crowdPatient, randomClinician, randomPatient) {
	const scratch = mkdtempSync(join(tmpdir(), "stardose-pages-"));
	const browser = await start();
	const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
	for (const [folder, reader, onPaper] of [[clinician, "clinician", clinicianOnPaper], [patient, "patient", patientOnPaper]])
		for (const file of pagesIn(folder))
			await testPage(context, join(folder, file), `${reader} ${file.slice(0, 24)}`, onPaper, scratch);
	for (const [folder, reader, onPaper] of [[crowdClinician, "clinician", clinicianOnPaper], [crowdPatient, "patient", patientOnPaper]])
		for (const file of pagesIn(folder))
			await testPaper(context, join(folder, file), `${reader} ${file.slice(0, 10)} ... ${file.slice(-9)}`, onPaper, scratch);
	await testMany(context, randomClinician, "random clinician", firstPageFits, scratch);
	await testMany(context, randomPatient, "random patient", patientFits, scratch);
	await testPage(context, join(clinician, "index.html"), "index", listWorks, scratch);
	await withoutScripts(browser, join(clinician, "index.html"));
	await browser.close();
	rmSync(scratch, { recursive: true });
	sayReserves();
	console.log(`${held} claims held, ${failed} failed`);
	process.exitCode = failed || !held ? 1 : 0;
}

// Sheets are for paper: one page on A4 and Letter, and still a page in a browser.
async function sheetOnPaper(page, name, scratch) {
	for (const paper of PAPERS) {
		const pages = await print(page, paper, scratch);
		claim(pages.length === 1, `${name}, ${paper}: ${pages.length} pages`);
	}
}

async function sheets(folder) {
	const scratch = mkdtempSync(join(tmpdir(), "stardose-sheets-"));
	const browser = await start();
	const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
	for (const file of readdirSync(folder).sort())
		await testPage(context, join(folder, file), file, sheetOnPaper, scratch);
	await browser.close();
	rmSync(scratch, { recursive: true });
	console.log(`${held} claims held, ${failed} failed`);
	process.exitCode = failed || !held ? 1 : 0;
}

async function picture(out, path, ...words) {
	const value = (key, usual) => (words.find((w) => w.startsWith(`${key}=`)) || `=${usual}`).split("=")[1];
	const height = Number(value("height", 0));
	const browser = await start();
	const context = await browser.newContext({ viewport: { width: Number(value("width", 1100)), height: height || 900 }, colorScheme: words.includes("dark") ? "dark" : "light" });
	const { page } = await open(context, path);
	if (words.includes("grey"))
		await page.addStyleTag({ content: "html { filter: grayscale(1) }" });
	if (value("paper", ""))
		await page.pdf({ path: out, format: value("paper", "") });
	else
		await page.screenshot({ path: out, fullPage: !height });
	await browser.close();
}

const [what, ...rest] = process.argv.slice(2);
if (what === "test" && rest.length === 6)
	await test(...rest);
else if (what === "sheets" && rest.length === 1)
	await sheets(...rest);
else if (what === "picture" && rest.length >= 2)
	await picture(...rest);
else
	console.log(readFileSync(new URL(import.meta.url), "utf8").split("\n").slice(2, 7).join("\n")), (process.exitCode = 2);
