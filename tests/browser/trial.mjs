// The steps of *Try a matching*, whatever the language: what a page has to offer is found by what it does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { program, visit } from "./harness.mjs";

export const by = {
  programme: "#programme",
  demo: "input[name=data][value=demo]",
  own: "input[name=data][value=own]",
  adepts: "#adepts",
  mentors: "#mentors",
  go_on: "form[action$='/prova'] button",
  calculate: "form[action$='/prova/rakna'] button",
  settle: "form[action$='/prova/titlar'] button",
  weigh: "form[action$='/prova/vikter'] button:not([name])",
  forget: "form[action$='/prova/glom'] button",
  pairs: ".pv-t--round > tbody > tr",
  unfold: ".pv-t--round details.pv-unfold",
  file: (name) => `.pv-downloads a[href$='/prova/filer/${name}']`,
};

/** Opens the first page, takes the demo city and stops at the page where it is checked. */
export async function reachCheck(page, { lang = "sv", programme = "yrkesmentorer", width } = {}) {
  await visit(page, `/${lang}/prova?program=${programme}`, { width });
  await page.locator(by.demo).check();
  await page.locator(by.go_on).click();
  await page.waitForURL(`**/${lang}/prova/kontroll`);
}

export async function reachRound(page, options = {}) {
  await reachCheck(page, options);
  await calculate(page);
}

export async function calculate(page) {
  await page.locator(by.calculate).click();
  await page.waitForURL("**/prova/omgang", { timeout: 30_000 });
}

export async function takeOwnFiles(page, adepts, mentors) {
  await page.locator(by.own).check();
  await page.setInputFiles(by.adepts, adepts);
  await page.setInputFiles(by.mentors, mentors);
  await page.locator(by.go_on).click();
}

/** A spreadsheet as a file that is chosen in the browser. */
export function csv(name, lines) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
}

/** A city of the asked size as `parvis demo` writes it: a folder with adepts and mentors as CSV and XLSX. */
export function demoCity({ adepts = 60, mentors = 40 } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-city-"));
  const size = ["--adepts", `${adepts}`, "--mentors", `${mentors}`];
  execFileSync(program, ["demo", "--out", folder, ...size], { stdio: "ignore" });
  return folder;
}

/** Clicks a link to a file and reads what came. */
export async function download(page, locator) {
  const [coming] = await Promise.all([page.waitForEvent("download"), page.locator(locator).first().click()]);
  return {
    name: coming.suggestedFilename(),
    text: fs.readFileSync(await coming.path(), "utf8"),
  };
}

export async function pairsOnPage(page) {
  const count = await page.locator(by.pairs).count();
  assert.ok(count > 0, "the round has pairs");
  return count;
}
