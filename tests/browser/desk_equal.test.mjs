// A bound on equal opportunity in the city's own rounds: the coordinator sees what it would cost, a manager switches it on
// with its ground, and the coordinator's next round is held to it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { by, signedIn, startCity } from "./desk.mjs";
import { assertSound, openBrowser } from "./harness.mjs";

let city, browser;
before(async () => {
  city = await startCity();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

const section = "section[aria-labelledby=h-equal]";

async function runRound(page, lang) {
  await page.goto(`/${lang}/omgangar`);
  const places = await page.locator("select#place option").evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
  if (places.length) await page.locator("select#place").selectOption(places[0]);
  await page.locator(by.run).click();
  await page.waitForURL(/\/omgangar\/\d+$/);
  return page.url();
}

test("a manager decides about the bound, and the coordinator's next round keeps it", async () => {
  const lena = await signedIn(browser, city, "coordinator");
  const first = await runRound(lena, "sv");
  await lena.locator(section).waitFor();
  assert.equal(await lena.locator(`${section} input`).count(), 0, "a coordinator reads only");
  assert.ok((await lena.locator(`${section} .pv-choice`).count()) >= 2);
  await assertSound(lena, { lang: "sv", shot: "desk-equal-read" });

  const anders = await signedIn(browser, city, "manager", { lang: "ar" });
  await anders.goto(first.replace("/sv/", "/ar/"));
  await anders.locator(`${section} input[name=most]`).nth(1).check();
  anders.expectedStatus = 409;
  await anders.locator(`${section} button`).click();
  await anders.locator("#ground-error, #error-summary-title, .govuk-error-summary").first().waitFor();
  await assertSound(anders, { lang: "ar", shot: "desk-equal-ground" });
  anders.expectedStatus = 200;
  await anders.locator(`${section} input[name=most]`).nth(1).check();
  await anders.locator("#ground").fill("Jämställdhetsplan 2026 § 4");
  await anders.locator(`${section} button`).click();
  await anders.waitForURL(/\/ar\/omgangar\/\d+$/);
  assert.match(await anders.locator(section).innerText(), /Jämställdhetsplan 2026 § 4/);
  for (const width of [360, 1280]) {
    await anders.setViewportSize({ width, height: 900 });
    await assertSound(anders, { lang: "ar", shot: "desk-equal-manager" });
  }

  const next = await runRound(lena, "sv");
  assert.notEqual(next, first);
  assert.match(await lena.locator("section[aria-labelledby=h-bound]").innerText(), /Jämställdhetsplan 2026 § 4/);
  for (const width of [360, 1280]) {
    await lena.setViewportSize({ width, height: 900 });
    await assertSound(lena, { lang: "sv", shot: "desk-equal-kept" });
  }

  // Lifted, the round after is as it would have been; the one that was held to the bound stays so.
  await anders.reload();
  await anders.locator(`${section} input[value='']`).check();
  await anders.locator(`${section} button`).click();
  await anders.waitForURL(/\/ar\/omgangar\/\d+$/);
  await runRound(lena, "sv");
  assert.equal(await lena.locator("section[aria-labelledby=h-bound]").count(), 0);
  await lena.goto(next);
  assert.equal(await lena.locator("section[aria-labelledby=h-bound]").count(), 1);
});
