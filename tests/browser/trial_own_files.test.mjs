// Own spreadsheets, right and wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, root, startParvis, visit } from "./harness.mjs";
import { asWorkbook, by, calculate, csv, pairsOnPage, takeOwnFiles } from "./trial.mjs";

let parvis, browser, page;
before(async () => {
  parvis = await startParvis();
  browser = await openBrowser();
  page = await openPage(browser, parvis.address);
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
});

const adepts = csv("adepter.csv", ["id;yrke;kön;anmäld", "A1;svetsarre;kvinna;2026-03-01", "A2;snickare;man;3/4 2026"]);
const mentors = csv("mentorer.csv", ["id;yrke;kön", "M1;svetsare;man", "M2;snickare;kvinna"]);

test("spreadsheets as programmes have them become a round", async () => {
  await visit(page, "/sv/prova?program=duo");
  await takeOwnFiles(page, `${root}/examples/spreadsheets/adepts.csv`, `${root}/examples/spreadsheets/mentors.csv`);
  await page.waitForURL("**/prova/kontroll");
  await assertSound(page, { lang: "sv" });
  await calculate(page);
  await pairsOnPage(page);
});

test("workbooks are read as well as CSV", async () => {
  await visit(page, "/sv/prova?program=duo");
  await takeOwnFiles(page, asWorkbook(adepts), asWorkbook(mentors));
  await page.waitForURL("**/prova/kontroll");
  assert.match(await page.locator(".pv-kpis").innerText(), /adepter\.xlsx\s+1\s[\s\S]*mentorer\.xlsx\s+2\s/);
});

test("a misspelt title is settled by writing another, and a wrong word is told at its field", async () => {
  await visit(page, "/sv/prova?program=duo");
  await takeOwnFiles(page, adepts, mentors);
  await page.waitForURL("**/prova/kontroll");
  const written = page.locator(".pv-settle .govuk-input").first();
  await written.fill("qqqq");
  page.expectedStatus = 400;
  await page.locator(by.settle).click();
  await page.locator(".govuk-error-summary").waitFor();
  await assertErrorSummary();
  assert.equal(await written.inputValue(), "qqqq");
  await assertSound(page, { lang: "sv", shot: "titles-wrong" });
  page.expectedStatus = 200;
  await written.fill("svetsare");
  await page.locator(by.settle).click();
  await page.waitForFunction(() => !document.querySelector(".pv-settle"));
  await calculate(page);
  assert.match(await page.locator(by.pairs).allInnerTexts().then((rows) => rows.join("\n")), /A1[\s\S]*M1/);
});

/** The summary says what is wrong, has focus, and its links lead to the fields. */
async function assertErrorSummary() {
  const summary = page.locator(".govuk-error-summary");
  assert.ok(
    await summary.evaluate((element) => element.contains(document.activeElement)),
    "the summary of what is wrong has focus",
  );
  assert.match(await page.title(), /^(Fel|Error|To mend|Att rätta)/, "the title of the page says that something is wrong");
  const link = summary.locator("a").first();
  await link.click();
  const field = page.locator(":focus");
  const described = await field.getAttribute("aria-describedby");
  const words = await page.locator(`[id="${described.split(" ").at(-1)}"]`).innerText();
  assert.ok(words.includes((await link.innerText()).trim()), "the field says the same as the summary");
}

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const wrong_files = {
  "a picture that is called adepts.csv": { name: "adepts.csv", mimeType: "text/csv", buffer: png },
  "an empty file": { name: "adepts.csv", mimeType: "text/csv", buffer: Buffer.alloc(0) },
  "a file over 8 MB": { name: "adepts.csv", mimeType: "text/csv", buffer: Buffer.alloc(8_500_000, "id,yrke\n") },
  "a quote that never ends": csv("adepts.csv", ["id,yrke", 'A1,"svetsare', "A2,snickare"]),
};
for (const [what, file] of Object.entries(wrong_files)) {
  test(`${what} is told on the same page, and nothing of what was chosen is lost`, async () => {
    await visit(page, "/sv/prova?program=duo");
    const programme = await page.locator(by.programme).inputValue();
    page.expectedStatus = 400;
    await takeOwnFiles(page, file, mentors);
    await page.locator(".govuk-error-summary").waitFor();
    await assertErrorSummary();
    assert.equal(await page.locator(by.programme).inputValue(), programme);
    assert.ok(await page.locator(by.own).isChecked(), "own files are still chosen");
    assert.equal(await page.locator(".govuk-error-summary a").count(), 1, "the good file is not blamed");
    await assertSound(page, { lang: "sv", shot: `wrong-file-${what.split(" ")[1]}` });
    page.expectedStatus = 200;
  });
}

test("the good one of two spreadsheets is kept until the other is mended", async () => {
  await visit(page, "/sv/prova?program=duo");
  page.expectedStatus = 400;
  await takeOwnFiles(page, csv("adepts.csv", ["id,yrke", 'A1,"svetsare', "A2,snickare"]), mentors);
  await page.locator(".govuk-error-summary").waitFor();
  page.expectedStatus = 200;
  // The kept one is named, and nobody need choose it again.
  assert.match(await page.locator(".pv-files").innerText(), /mentorer\.csv/);
  assert.ok(!(await page.locator(by.mentors).isVisible()), "no field asks for it");
  await page.setInputFiles(by.adepts, csv("adepts.csv", ["id,yrke", "A1,svetsare"]));
  await page.locator(by.go_on).click();
  await page.waitForURL("**/prova/kontroll");
  await calculate(page);
  assert.match(await page.locator(by.pairs).first().innerText(), /A1[\s\S]*M/);
});

test("spreadsheets without ids say so, and lead back to the choice", async () => {
  await visit(page, "/sv/prova?program=duo");
  await takeOwnFiles(page, csv("adepts.csv", ["yrke,kön", "svetsare,man"]), mentors);
  await page.waitForURL("**/prova/kontroll");
  assert.equal(await page.locator(by.calculate).count(), 0);
  assert.ok((await page.locator(".pv-t--rows tbody tr").count()) > 0);
  await assertSound(page, { lang: "sv", shot: "without-ids" });
  await page.locator("main a.govuk-button").click();
  await page.waitForURL("**/sv/prova");
  assert.ok(await page.locator(by.own).isChecked());
});
