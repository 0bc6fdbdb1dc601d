// What is put in stays in memory: no file and no log line holds anything of it, while it is used or afterwards.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { openBrowser, openPage, startParvis, visit } from "./harness.mjs";
import { by, calculate, csv, download, takeOwnFiles } from "./trial.mjs";

const marks = ["Zqmarkid", "Zqmarkname", "Zqmarkinterest", "Zqmarkkept", "Zqmarkfile", "Zqmarktitle"];
let parvis, browser, page, ground;
before(async () => {
  ground = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-nothing-kept-"));
  for (const folder of ["work", "tmp", "home"]) fs.mkdirSync(path.join(ground, folder));
  parvis = await startParvis({
    folder: path.join(ground, "work"),
    env: { TMPDIR: path.join(ground, "tmp"), HOME: path.join(ground, "home") },
  });
  browser = await openBrowser();
  page = await openPage(browser, parvis.address);
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
  fs.rmSync(ground, { recursive: true, force: true });
});

function assertNothingKept(when) {
  const files = fs
    .readdirSync(ground, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const holding = files.filter((file) => {
    const bytes = fs.readFileSync(file);
    return marks.some((mark) => file.includes(mark) || bytes.includes(mark) || bytes.includes(Buffer.from(mark, "utf16le")));
  });
  assert.deepEqual(holding, [], `files that hold a mark ${when}`);
  for (const mark of marks) assert.ok(!parvis.said().includes(mark), `${mark} in the log ${when}`);
}

test("nothing of an upload is in any file or log, before it is forgotten and after", async () => {
  await visit(page, "/sv/prova?program=duo");
  const header = "id,namn,yrke,kön,intressen,registreringsdatum,Zqmarkkept";
  await takeOwnFiles(
    page,
    csv("Zqmarkfile-a.csv", [
      header,
      ...[1, 2, 3].map((n) => `Zqmarkid-A${n},Zqmarkname A${n},snickare,kvinna,"läsning, Zqmarkinterest",2026-01-0${n},Zqmarkkept`),
      "Zqmarkid-A1,Zqmarkname twice,snickare,kvinna,,inte ett datum Zqmarkkept,",
      "Zqmarkid-A9,Zqmarkname,Zqmarktitle,man,,,",
    ]),
    csv("Zqmarkfile-m.csv", [
      header,
      ...[1, 2].map((n) => `Zqmarkid-M${n},Zqmarkname M${n},snickare,kvinna,"läsning, Zqmarkinterest",,Zqmarkkept`),
    ]),
  );
  await page.waitForURL("**/prova/kontroll");
  await calculate(page);
  const pairs = await download(page, by.file("pairs.csv"));
  assert.match(pairs.text, /Zqmarkid-A\d,Zqmarkid-M\d/, "the marks went through the round");
  for (const name of ["round.html", "round.json", "certificate.json", "rejects.csv"]) await download(page, by.file(name));
  assertNothingKept("while it is used");
  await page.locator(by.forget).click();
  await page.waitForURL("**/prova/glomt");
  assertNothingKept("once it is forgotten");
  assert.equal(await parvis.stop(), 0);
  assertNothingKept("once the server has stopped");
});
