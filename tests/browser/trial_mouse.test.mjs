// From the front page to a round that is read, changed, taken away and forgotten: with the mouse.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis } from "./harness.mjs";
import { by, csv, download, pairsOnPage, takeOwnFiles } from "./trial.mjs";

let parvis, browser, page;
before(async () => {
  parvis = await startParvis();
  browser = await openBrowser();
  page = await openPage(browser, parvis.address);
  await page.setViewportSize({ width: 1280, height: 900 });
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
});

const button = (name) => page.getByRole("button", { name, exact: true });
const files = () => page.locator(".pv-downloads");
const rowsOf = (text) => text.trim().split("\n");

test("one clicks from the front page to where a programme is chosen", async () => {
  await page.goto("/en/");
  await page.getByRole("main").getByRole("link", { name: "Try a matching" }).first().click();
  await page.getByRole("heading", { level: 1, name: "Try a matching" }).waitFor();
  await assertSound(page, { lang: "en" });
});

test("a track of a programme and the demo city lead to the page where they are checked", async () => {
  await page.getByLabel("Which programme?").selectOption("stockholmsmentor/occupation");
  await page.getByText("The demo city Lindhamn").click();
  await button("Continue").click();
  await page.getByRole("heading", { level: 1, name: "Check what was understood" }).waitFor();
  assert.match(await page.locator(".pv-meta").innerText(), /Stockholm Mentor · Occupation/);
  assert.match(await page.locator(".pv-kpis").innerText(), /of 120 rows[\s\S]*of 90 rows/);
});

test("calculating gives a round with pairs, reasons, and why the others have none", async () => {
  await button("Calculate the pairs").click();
  await page.getByRole("heading", { level: 1, name: "Proposed pairs" }).waitFor();
  await pairsOnPage(page);
  assert.ok((await page.locator(by.pairs).first().locator(".pv-why3 li").count()) > 0, "a pair has reasons");
  assert.ok((await page.locator(".pv-t--un tbody tr").count()) > 0, "somebody waits in this round");
  assert.match(await page.locator(".pv-t--un tbody tr").first().innerText(), /stopped by|places are taken/);
});

test("how a score came about opens at a click", async () => {
  const unfold = page.locator(by.unfold).first();
  assert.ok(!(await unfold.locator("table").isVisible()));
  await unfold.locator("summary").click();
  assert.ok(await unfold.locator("table").isVisible());
  assert.match(await unfold.innerText(), /Speaks for[\s\S]*(Next best|no other mentor)/);
});

test("other weights give another round, which says what changed", async () => {
  const weights = page.locator(".pv-weights input");
  const count = await weights.count();
  assert.ok(count >= 2, "the track has criteria to weigh");
  for (let i = 0; i < count; ++i) await weights.nth(i).fill(i === count - 1 ? "1000" : "0");
  await button("Calculate again").click();
  await page.getByText("Against the round before").waitFor();
  assert.equal(await weights.nth(count - 1).inputValue(), "1000");
  await assertSound(page, { lang: "en" });
  await button("Back to the programme's weights").click();
  await page.waitForFunction(() => document.querySelector(".pv-weights input")?.value !== "0");
});

test("a weight that is no number is told at its field, and the round stays", async () => {
  await page.locator(".pv-weights input").first().fill("-3");
  page.expectedStatus = 400;
  await button("Calculate again").click();
  await page.locator(".govuk-error-summary").waitFor();
  await pairsOnPage(page);
  await assertSound(page, { lang: "en" });
  await page.locator(".govuk-error-summary a").click();
  assert.ok(await page.locator(".govuk-input--error").evaluate((field) => field === document.activeElement));
  page.expectedStatus = 200;
});

test("each file of the round can be taken away, and they agree", async () => {
  await page.goto("/en/prova/omgang");
  const pairs = await download(page, by.file("pairs.csv"));
  assert.equal(pairs.name, "pairs.csv");
  assert.match(rowsOf(pairs.text)[0], /^adept_id,mentor_id,score,\w+/);
  const count = rowsOf(pairs.text).length - 1;

  const round = JSON.parse((await download(page, by.file("round.json"))).text);
  assert.equal(round.pairs.length, count);
  const certificate = JSON.parse((await download(page, by.file("certificate.json"))).text);
  assert.equal(certificate.matched, count);
  assert.equal(certificate.cover.adepts.length + certificate.cover.mentors.length >= 0, true);

  const html = (await download(page, by.file("round.html"))).text;
  const policy = html.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)"/)?.[1];
  assert.match(policy.replaceAll("&#39;", "'"), /^default-src 'none'; style-src 'sha256-[\w+/]{43}=';/);
  assert.ok(!html.includes("<script"));
  // All pairs stand in the file, and fifty at a time on the page.
  assert.equal(html.match(/class="pv-unfold"/g).length, count);
  assert.equal(await page.locator(by.pairs).count(), Math.min(50, count));

  const rejects = await download(page, by.file("rejects.csv"));
  assert.equal(rowsOf(rejects.text)[0], "file,row,column,value,reason,effect");
  assert.ok(rowsOf(rejects.text).length > 1, "the demo city has rows that cannot be read");
  assert.equal(await page.locator(by.file("titles.csv")).count(), 0, "no title has been settled");
});

test("a title that is settled by choosing takes part and can be taken along", async () => {
  await page.goto("/en/prova");
  await page.getByLabel("Which programme?").selectOption("duo");
  await takeOwnFiles(
    page,
    csv("adepts.csv", ["id,occupation,gender", "A1,svetsarre,woman", "A2,snickare,man"]),
    csv("mentors.csv", ["id,occupation,gender", "M1,svetsare,man", "M2,snickare,woman"]),
  );
  await page.getByRole("heading", { name: "Titles to settle" }).waitFor();
  await assertSound(page, { lang: "en", shot: "trial-titles-en" });
  const settled = page.locator(".pv-settle > li").first();
  assert.match(await settled.innerText(), /svetsarre/);
  await settled.locator("input[type=radio]").first().check();
  await button("Save the choices").click();
  await page.waitForFunction(() => !document.querySelector(".pv-settle"));
  assert.match(await page.locator(".pv-kpis").innerText(), /2\s+of 2 rows/);
  await button("Calculate the pairs").click();
  await page.getByRole("heading", { level: 1, name: "Proposed pairs" }).waitFor();
  const titles = await download(page, by.file("titles.csv"));
  assert.equal(rowsOf(titles.text)[0], "title,ssyk,meant");
  assert.match(rowsOf(titles.text)[1], /^svetsarre,\d{4},\S/);
});

test("what is forgotten is gone, also for who goes back", async () => {
  await button("Forget now").click();
  await page.getByRole("heading", { level: 1, name: "The visit is forgotten" }).waitFor();
  await assertSound(page, { lang: "en", shot: "trial-forgotten-en" });
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "Your visit is over" }).waitFor();
  assert.equal(await page.locator(by.pairs).count(), 0);
  for (const gone of ["/en/prova/omgang", "/en/prova/kontroll", "/en/prova/raknar"]) {
    await page.goto(gone);
    await page.getByRole("heading", { level: 1, name: "Your visit is over" }).waitFor();
  }
  const file = await page.request.get("/en/prova/filer/pairs.csv");
  assert.doesNotMatch(await file.text(), /adept_id/);
  assert.deepEqual(page.troubles, []);
});
