// The main job on a phone, from right to left.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis, visit } from "./harness.mjs";
import { by, calculate, reachCheck, unfoldAll } from "./trial.mjs";

const width = 360;
let parvis, browser, page;
before(async () => {
  parvis = await startParvis();
  browser = await openBrowser();
  page = await openPage(browser, parvis.address, { lang: "ar" });
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
});
const sound = (shot) => assertSound(page, { lang: "ar", shot: `arabic-${shot}` });

test("the main job in Arabic on a phone, each page from right to left and nothing wider than the screen", async () => {
  await visit(page, "/", { width, lang: "ar" });
  await sound("front");
  await page.locator(".pv-menu summary").click();
  await sound("menu");
  await page.locator(".pv-menu a[href='/ar/prova']").click();
  await page.waitForURL("**/ar/prova");
  await sound("choose");
  await reachCheck(page, { lang: "ar", width });
  await sound("check");
  await calculate(page);
  await sound("round");
  await unfoldAll(page);
  await sound("round-open");
});

test("a wrong weight, other weights, and the visit forgotten", async () => {
  await page.locator(".pv-weights input").first().evaluate((field) => (field.type = "text"));
  await page.locator(".pv-weights input").first().fill("كثير");
  page.expectedStatus = 400;
  await page.locator(by.weigh).click();
  await page.locator(".govuk-error-summary").waitFor();
  await sound("weights-wrong");
  page.expectedStatus = 200;
  await page.locator(".pv-weights input").first().fill("3");
  await page.locator(by.weigh).click();
  await page.locator("section[role=status]").waitFor();
  await page.locator(by.forget).click();
  await page.waitForURL("**/ar/prova/glomt");
  await sound("forgotten");
});

test("columns stand from right to left", async () => {
  await visit(page, "/ar/", { width: 1280 });
  const [logo, menu] = await Promise.all([
    page.locator(".pv-logo").first().boundingBox(),
    page.locator(".pv-head__nav").boundingBox(),
  ]);
  assert.ok(logo.x > menu.x, "the name of the site stands to the right of the menu");
});
