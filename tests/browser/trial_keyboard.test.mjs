// From the front page to a round that is read, changed and forgotten: with the keyboard alone.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertNoInnerScroll, walkWithTab } from "./focus.mjs";
import { openBrowser, openPage, startParvis, tabTo } from "./harness.mjs";
import { by } from "./trial.mjs";

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

const has_focus = (locator) => locator.evaluate((element) => element === document.activeElement);
/** Walks the page both ways, then comes back to its beginning as a newly opened page. */
async function assertWalkable() {
  const down = await walkWithTab(page);
  const up = await walkWithTab(page, { key: "Shift+Tab" });
  assert.equal(up.length, down.length, `as many stops up as down on ${page.url()}`);
  assert.match(down[0], /Skip to the content/);
  await assertNoInnerScroll(page);
  await page.reload();
}

test("the link past the menu comes first and leads past the menu", async () => {
  await page.goto("/en/");
  await page.keyboard.press("Tab");
  const skip = page.locator(".govuk-skip-link");
  assert.ok(await has_focus(skip));
  const place = await skip.boundingBox();
  assert.ok(place.width > 50 && place.height > 15, "it is seen when it has focus");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(
    await page.evaluate(() => document.querySelector("main").contains(document.activeElement)),
    "the next stop lies in the content",
  );
});

test("one comes from the front page to where a programme is chosen", async () => {
  await page.goto("/en/");
  await assertWalkable();
  await tabTo(page, page.locator("main a[href='/en/prova']").first());
  await page.keyboard.press("Enter");
  await page.waitForURL("**/en/prova");
});

test("a programme and the demo city are chosen with arrows and space", async () => {
  await assertWalkable();
  await tabTo(page, page.locator(by.programme));
  const first = await page.locator(by.programme).inputValue();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await page.locator(by.programme).inputValue(), first);
  await page.keyboard.press("Home");
  for (let pressed = 0; pressed < 30; ++pressed) {
    if ((await page.locator(by.programme).inputValue()).startsWith("yrkesmentorer")) break;
    await page.keyboard.press("ArrowDown");
  }
  await tabTo(page, page.locator(by.demo));
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.locator(by.own).isChecked());
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Space");
  assert.ok(await page.locator(by.demo).isChecked());
  await tabTo(page, page.locator(by.go_on));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/en/prova/kontroll");
});

test("what was understood is checked, and a title settled", async () => {
  await assertWalkable();
  const settle = page.locator(".pv-settle > li").first();
  assert.ok((await settle.count()) > 0, "the demo city has a misspelt title");
  const waiting = await page.locator(".pv-settle > li").count();
  const chosen = settle.locator("input[type=radio]:checked");
  await tabTo(page, chosen, { most: 80 });
  await page.keyboard.press("ArrowUp");
  assert.ok(await settle.locator("input[type=radio]").nth(-2).isChecked(), "the arrow chose a suggestion");
  await tabTo(page, page.locator(by.settle), { most: 400 });
  await page.keyboard.press("Space");
  await page.waitForFunction((before) => document.querySelectorAll(".pv-settle > li").length < before, waiting);
  await tabTo(page, page.locator(by.calculate), { most: 80 });
  await page.keyboard.press("Enter");
  await page.waitForURL("**/prova/omgang", { timeout: 30_000 });
});

test("the round is read, row by row", async () => {
  await assertWalkable();
  await tabTo(page, page.locator("table[data-keys]"));
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".pv-t--round details[open]").count(), 1);
  await page.keyboard.press("Enter");
  const summary = page.locator(by.unfold).first().locator("summary");
  await tabTo(page, summary);
  await page.keyboard.press("Space");
  assert.equal(await page.locator(".pv-t--round details[open]").count(), 1);
});

test("the weights are changed with the arrows and the round calculated again", async () => {
  const weight = page.locator(".pv-weights input").first();
  const was = Number(await weight.inputValue());
  await tabTo(page, weight, { most: 200 });
  await page.keyboard.press("ArrowDown");
  assert.equal(Number(await weight.inputValue()), was - 1);
  await tabTo(page, page.locator(by.weigh));
  await page.keyboard.press("Enter");
  await page.getByText("Against the round before").waitFor();
});

test("a file is taken away and the visit forgotten", async () => {
  await tabTo(page, page.locator(by.file("round.html")), { most: 400 });
  const coming = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  assert.equal((await coming).suggestedFilename(), "round.html");
  await tabTo(page, page.locator(by.forget));
  await page.keyboard.press("Enter");
  await page.waitForURL("**/prova/glomt");
  await assertWalkable();
  assert.deepEqual(page.troubles, []);
});

test("the menu on a phone opens, is walked and closes", async () => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/en/program");
  await assertWalkable();
  await tabTo(page, page.locator(".pv-menu summary"));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await has_focus(page.locator(".pv-menu a").first()));
  await page.keyboard.press("Escape");
  assert.ok(await has_focus(page.locator(".pv-menu summary")));
});
