// round.html as somebody opens it who got it in a mail: from the disk, in each language, and on paper.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { assertSound, openBrowser, openPage, root, shots, startParvis, visit } from "./harness.mjs";
import { by, calculate, demoCity, download, reachRound, takeOwnFiles } from "./trial.mjs";

let parvis, browser, page, folder;
before(async () => {
  parvis = await startParvis();
  browser = await openBrowser();
  page = await openPage(browser, parvis.address);
  folder = demoCity({ adepts: 24, mentors: 14 });
  await visit(page, "/sv/prova?program=duo");
  await takeOwnFiles(page, `${folder}/adepts.csv`, `${folder}/mentors.csv`);
  await calculate(page);
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
});

for (const lang of ["sv", "latt", "en", "ar", "uk"]) {
  test(`the round as a file is sound and prints, in ${lang}`, async () => {
    await visit(page, `/${lang}/prova/omgang`);
    const file = path.join(folder, `round-${lang}.html`);
    fs.writeFileSync(file, (await download(page, by.file("round.html"))).text);
    const alone = await openPage(browser, "file://");
    for (const width of [360, 1280]) {
      await alone.setViewportSize({ width, height: 900 });
      await alone.goto(pathToFileURL(file).href);
      await alone.evaluate(() => document.fonts.ready.then(() => undefined));
      assert.notEqual(
        await alone.evaluate(() => getComputedStyle(document.body).marginTop),
        "8px",
        "the embedded style sheet is taken",
      );
      await assertSound(alone, { lang, shot: `file-${lang}` });
    }
    fs.mkdirSync(shots, { recursive: true });
    const pdf = await alone.pdf({ path: path.join(shots, `round-${lang}.pdf`), format: "A4" });
    const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    assert.ok(sheets >= 2 && sheets <= 20, `${sheets} pages for some twenty people`);
    await alone.emulateMedia({ media: "print" });
    await alone.setViewportSize({ width: 794, height: 1123 });
    await assertSound(alone, { lang, shot: `print-${lang}` });
    await alone.context().close();
  });
}

/** The words that stand above a line, in the order of the page: what a reader of the picture reads. */
function wordsAbove(page, line) {
  return page.evaluate((line) => {
    const words = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const range = document.createRange();
      range.selectNodeContents(texts.currentNode);
      const { top, height, width } = range.getBoundingClientRect();
      const word = texts.currentNode.textContent.replace(/\s+/g, " ").trim();
      // Half a pixel more or less must not decide: what stands near the line is left out.
      if (word && height > 1 && width > 1 && top + scrollY < line - 40) words.push(word);
    }
    return `${words.join("\n")}\n`;
  }, line);
}

test("the README's picture shows today's round", async () => {
  await reachRound(page, { lang: "sv", width: 1280 });
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const picture = path.join(shots, "readme-round.png");
  await page.screenshot({ path: picture, clip: { x: 0, y: 0, width: 1280, height: 1000 }, fullPage: true });
  assert.ok(fs.statSync(picture).size > 20_000);
  const read = await wordsAbove(page, 1000);
  const golden = path.join(root, "tests/golden/readme_round.txt");
  if (process.env.PARVIS_GOLDEN === "rewrite") {
    fs.writeFileSync(golden, read);
    fs.copyFileSync(picture, path.join(root, "docs/round.png"));
  }
  assert.equal(read, fs.readFileSync(golden, "utf8"), "the picture is old: ./dev golden makes it anew");
});
