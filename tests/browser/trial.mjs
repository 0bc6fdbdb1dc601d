// The steps of *Try a matching*, whatever the language: what a page has to offer is found by what it does.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { crc32 } from "node:zlib";
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
export async function reachCheck(page, { lang = "sv", programme = "stockholmsmentor/occupation", width } = {}) {
  await visit(page, `/${lang}/prova`, { width });
  await page.locator(by.programme).selectOption(programme);
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

/** Opens all that is folded, but the menu. */
export function unfoldAll(page) {
  return page.evaluate(() => {
    for (const folded of document.querySelectorAll("main details")) folded.open = true;
  });
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

/** A city of the asked size as `parvis demo` writes it: a folder with adepts.csv and mentors.csv. */
export function demoCity({ adepts = 60, mentors = 40 } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-city-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
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

/** The same table as a workbook, the way a spreadsheet program writes one: text in each cell, packed without pressing. */
export function asWorkbook(file) {
  const cell = (text) =>
    `<c t="inlineStr"><is><t>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</t></is></c>`;
  const lines = file.buffer.toString().trim().split("\n");
  const rows = lines.map((line) => `<row>${line.split(";").map(cell).join("")}</row>`).join("");
  const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
  const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
  const links = "http://schemas.openxmlformats.org/package/2006/relationships";
  const kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const buffer = zip({
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kinds}.worksheet+xml"/></Types>`,
    "_rels/.rels": `<Relationships xmlns="${links}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships xmlns="${links}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  });
  return { name: file.name.replace(/csv$/, "xlsx"), mimeType: `${kinds}.sheet`, buffer };
}

function zip(parts) {
  const u16 = (n) => Buffer.from(Uint16Array.of(n).buffer);
  const u32 = (n) => Buffer.from(Uint32Array.of(n).buffer);
  const bodies = [], index = [];
  let at = 0;
  for (const [name, text] of Object.entries(parts)) {
    const bytes = Buffer.from(text);
    // Version, flags, method (stored), time, day, check sum, sizes, length of the name, no extra field.
    const about = [u16(20), u16(0), u16(0), u16(0), u16(0x21), u32(crc32(bytes)), u32(bytes.length), u32(bytes.length), u16(name.length), u16(0)];
    const body = Buffer.concat([u32(0x04034b50), ...about, Buffer.from(name), bytes]);
    index.push(Buffer.concat([u32(0x02014b50), u16(20), ...about, u16(0), u16(0), u16(0), u32(0), u32(at), Buffer.from(name)]));
    bodies.push(body);
    at += body.length;
  }
  const directory = Buffer.concat(index);
  const end = Buffer.concat([u32(0x06054b50), u16(0), u16(0), u16(index.length), u16(index.length), u32(directory.length), u32(at), u16(0)]);
  return Buffer.concat([...bodies, directory, end]);
}
