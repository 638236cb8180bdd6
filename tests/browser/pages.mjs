// pages.mjs - the pages of `stardose report` in a real browser: accessible, one page on paper, narrow, silent
//
// usage: node pages.mjs test CLINICIAN PATIENT CROWD_CLINICIAN CROWD_PATIENT     folders that `stardose report -o DIR/` wrote
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

// The text of each printed page, in its order.
async function print(page, format, scratch) {
	const pdf = join(scratch, "page.pdf");
	await page.pdf({ path: pdf, format, preferCSSPageSize: false });
	return execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 26 }).split("\f").slice(0, -1).map((text) => text.replace(/\s+/g, " ").trim());
}

async function clinicianOnPaper(page, name, scratch) {
	const words = (selector) => page.evaluate((s) => document.querySelector(s).innerText.replace(/\s+/g, " ").trim(), selector);
	const last = (await words(".first > :last-child")).slice(-40);
	const evidence = await words("#evidence h2");
	for (const paper of PAPERS) {
		const pages = await print(page, paper, scratch);
		const plain = (text) => text.replace(/\s/g, "");
		claim(plain(pages[0]).includes(plain(last)), `${name}, ${paper}: the summary does not end on page 1 (${pages.length} pages); page 2 begins: ${pages[1].slice(0, 80)}`);
		claim(pages.length > 1 && pages[1].startsWith(evidence), `${name}, ${paper}: page 2 does not begin with "${evidence}" but "${(pages[1] || "").slice(0, 80)}"`);
	}
}

async function patientOnPaper(page, name, scratch) {
	for (const paper of PAPERS) {
		const pages = await print(page, paper, scratch);
		claim(pages.length <= 2, `${name}, ${paper}: ${pages.length} pages, not at most two`);
	}
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

async function test(clinician, patient, crowdClinician, crowdPatient) {
	const scratch = mkdtempSync(join(tmpdir(), "stardose-pages-"));
	const browser = await start();
	const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
	for (const [folder, reader, onPaper] of [[clinician, "clinician", clinicianOnPaper], [patient, "patient", patientOnPaper]])
		for (const file of pagesIn(folder))
			await testPage(context, join(folder, file), `${reader} ${file.slice(0, 24)}`, onPaper, scratch);
	for (const [folder, reader, onPaper] of [[crowdClinician, "clinician", clinicianOnPaper], [crowdPatient, "patient", patientOnPaper]])
		for (const file of pagesIn(folder))
			await testPaper(context, join(folder, file), `${reader} ${file.slice(0, 10)} ... ${file.slice(-9)}`, onPaper, scratch);
	await testPage(context, join(clinician, "index.html"), "index", listWorks, scratch);
	await withoutScripts(browser, join(clinician, "index.html"));
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
if (what === "test" && rest.length === 4)
	await test(...rest);
else if (what === "picture" && rest.length >= 2)
	await picture(...rest);
else
	console.log(readFileSync(new URL(import.meta.url), "utf8").split("\n").slice(2, 6).join("\n")), (process.exitCode = 2);
