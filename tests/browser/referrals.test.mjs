// A case worker refers a person who agrees, sees what became of it, and no longer once the person agrees no more; and
// an adept says on their own page who may be told.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { by, signedIn, startCity } from "./desk.mjs";
import { assertSound, openBrowser, visit } from "./harness.mjs";

let city, browser, jonas, lena, rana;
before(async () => {
  city = await startCity();
  browser = await openBrowser();
  jonas = await signedIn(browser, city, "referrer");
  lena = await signedIn(browser, city, "coordinator");
  rana = await signedIn(browser, city, "adept");
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

const main = async (page) => page.locator("main").innerText();
const consents = "section[aria-labelledby=h-consents]";
const withdraw = `${consents} form:has(input[name=consent]) button`;

test("a person is referred only when they agree, and what was written stays", async () => {
  await jonas.goto("/sv/remitteringar");
  assert.match(await main(jonas), /Yara Påhittad/);
  await assertSound(jonas, { lang: "sv", shot: "referrals" });
  await jonas.locator("main a[href='/sv/personer/ny']").click();
  await jonas.locator("#name").fill("Ilir Remitterad");
  await jonas.locator("#programme").selectOption({ index: 1 });
  await jonas.locator("#sender").selectOption({ index: 1 });
  jonas.expectedStatus = 400;
  await jonas.locator(by.save).first().click();
  assert.match(await jonas.locator("[role=alert] a").getAttribute("href"), /#agrees$/);
  assert.equal(await jonas.locator("#name").inputValue(), "Ilir Remitterad");
  await assertSound(jonas, { lang: "sv", shot: "referral-refused" });
  await jonas.locator("#agrees").selectOption("yes");
  await jonas.locator(by.save).first().click();
  await jonas.waitForURL("**/sv/remitteringar");
  await jonas.locator(by.person("Ilir Remitterad")).click();
  await jonas.waitForURL(/\/personer\/\d+$/);
  assert.equal((await jonas.locator("h1").innerText()).trim(), "Ilir Remitterad");
  await assertSound(jonas, { lang: "sv", shot: "referred-person" });
});

test("what became of it is told until the person agrees no more", async () => {
  const number = jonas.url().match(/\d+$/)[0];
  await lena.goto(`/sv/personer/${number}`);
  await assertSound(lena, { lang: "sv", shot: "consents" });
  await lena.locator("main a[href*='/ansokningar/']").click();
  await lena.locator("form:has(input[name=move][value=find_eligible]) button").click();
  await lena.waitForURL(/\/personer\/\d+/);
  await jonas.goto("/sv/remitteringar");
  assert.match(await jonas.locator("tr", { hasText: "Ilir Remitterad" }).innerText(), /[Vv]äntar/);
  await lena.goto(`/sv/personer/${number}`);
  await lena.locator(withdraw).click();
  await lena.locator(withdraw).waitFor({ state: "detached" });
  assert.match(await lena.locator(consents).innerText(), /tillbakataget/);
  await jonas.goto("/sv/remitteringar");
  assert.doesNotMatch(await main(jonas), /Ilir Remitterad/);
  jonas.expectedStatus = 404;
  assert.equal((await jonas.goto(`/sv/personer/${number}`)).status(), 404);
});

test("an adept says who may be told and takes it back, in Arabic on a phone", async () => {
  await visit(rana, "/ar/jag", { width: 360 });
  assert.equal(await rana.locator(withdraw).count(), 0);
  await rana.locator(`${consents} summary`).click();
  await rana.locator("#recipient").selectOption({ index: 1 });
  await rana.locator("#purpose").selectOption({ index: 1 });
  await assertSound(rana, { lang: "ar", shot: "own-consents-ar" });
  await rana.locator("form:has(#recipient) button").click();
  await rana.locator(withdraw).waitFor();
  await assertSound(rana, { lang: "ar", shot: "own-consent-given-ar" });
  await rana.locator(withdraw).click();
  await rana.locator(withdraw).waitFor({ state: "detached" });
});

test("a case worker's list in Arabic on a phone", async () => {
  await visit(jonas, "/ar/remitteringar", { width: 360 });
  await assertSound(jonas, { lang: "ar", shot: "referrals-ar" });
});
