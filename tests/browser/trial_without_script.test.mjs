// The main job in a browser that runs no JavaScript.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis, visit } from "./harness.mjs";
import { by, calculate, csv, download, pairsOnPage, reachCheck, takeOwnFiles } from "./trial.mjs";

let parvis, browser, page, twin;
before(async () => {
  parvis = await startParvis();
  browser = await openBrowser();
  page = await openPage(browser, parvis.address, { javaScript: false });
  // axe is a script itself: it looks at the same page of the same visit in a browser that gets ours empty.
  twin = await openPage(browser, parvis.address);
  await twin.route("**/parvis*.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
});

async function assertSoundWithoutScript() {
  await twin.context().clearCookies();
  await twin.context().addCookies(await page.context().cookies());
  await visit(twin, page.url());
  await assertSound(twin, { lang: "sv" });
}

test("the demo city goes from the front page to a round that is read and taken away", async () => {
  await visit(page, "/sv/");
  await page.locator("main a[href='/sv/prova']").first().click();
  await page.waitForURL("**/sv/prova");
  await assertSoundWithoutScript();
  await reachCheck(page);
  await assertSoundWithoutScript();
  await calculate(page);
  await assertSoundWithoutScript();
  const unfold = page.locator(by.unfold).first();
  await unfold.locator("summary").click();
  assert.ok(await unfold.locator("table").isVisible());
  const pairs = await download(page, by.file("pairs.csv"));
  assert.match(pairs.text, /^adept_id,mentor_id,score,/);
});

test("other weights and the next page of the round", async () => {
  await page.locator(".pv-weights input").first().fill("0");
  await page.locator(by.weigh).click();
  await page.locator("section[role=status]").waitFor();
  await pairsOnPage(page);
});

test("own files with a title to settle, then forgotten", async () => {
  await visit(page, "/sv/prova?program=yrkesmentorer");
  await takeOwnFiles(
    page,
    csv("adepter.csv", ["id;yrke;kön", "A1;svetsarre;kvinna", "A2;snickare;man"]),
    csv("mentorer.csv", ["id;yrke;kön", "M1;svetsare;man", "M2;snickare;kvinna"]),
  );
  await page.waitForURL("**/sv/prova/kontroll");
  const waiting = page.locator(".pv-settle > li");
  assert.equal(await waiting.count(), 1);
  await waiting.locator("input[type=radio]").first().check();
  await page.locator(by.settle).click();
  await page.locator(by.calculate).waitFor();
  assert.equal(await waiting.count(), 0);
  await calculate(page);
  await page.locator(by.forget).click();
  await page.waitForURL("**/sv/prova/glomt");
  await assertSoundWithoutScript();
});

test("the menu on a phone opens", async () => {
  await visit(page, "/sv/program", { width: 360 });
  const link = page.locator(".pv-menu a").first();
  assert.ok(!(await link.isVisible()));
  await page.locator(".pv-menu summary").click();
  assert.ok(await link.isVisible());
});
