// Leaving the register: somebody asks, a manager answers, and what is left is a receipt.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { by, find, register, signedIn, startCity } from "./desk.mjs";
import { assertSound, openBrowser } from "./harness.mjs";

let city, browser, lena, anders;
before(async () => {
  city = await startCity();
  browser = await openBrowser();
  lena = await signedIn(browser, city, "coordinator");
  anders = await signedIn(browser, city, "manager");
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test("a coordinator proposes that somebody is erased, a manager says yes, and nobody finds them again", async () => {
  await register(lena, "sv", "Dag Låne");
  await lena.locator("a[href$='/radering']").click();
  await assertSound(lena, { lang: "sv" });
  lena.expectedStatus = 400;
  await lena.locator("form[action$='/radering'] button").click();
  assert.equal(await lena.locator("[role=alert] a").count(), 1, "a reason is asked for");
  await assertSound(lena, { lang: "sv" });
  await lena.locator("input[name=reason]").first().check();
  await lena.locator("form[action$='/radering'] button").click();
  await lena.waitForURL(/\/personer\/\d+$/);
  const record = lena.url().match(/\d+$/)[0];

  await anders.goto("/sv/radering");
  await assertSound(anders, { lang: "sv", shot: "erasures" });
  await anders.locator(`tr:has(a[href$='/personer/${record}']) a[href*='/radering/']`).click();
  await assertSound(anders, { lang: "sv", shot: "erasure" });
  assert.match(await anders.locator("main").innerText(), /Dag Låne/);
  await anders.locator("form:has(input[name=move][value=yes]) button").click();
  await assertSound(anders, { lang: "sv", shot: "erasure-receipt" });
  const receipt = await anders.locator("main").innerText();
  assert.match(receipt, new RegExp(record));
  assert.doesNotMatch(receipt, /Dag Låne/);

  await lena.goto("/sv/personer");
  await lena.locator(by.find).fill("Dag Låne");
  await lena.locator(by.find).press("Enter");
  await lena.waitForURL("**/personer?q=*");
  assert.equal(await lena.locator(by.person("Dag Låne")).count(), 0);
  lena.expectedStatus = 404;
  const answer = await lena.goto(`/sv/personer/${record}`);
  assert.equal(answer.status(), 404);
});

test("an adept asks on their own page in Arabic on a phone, and sees that it was answered with no", async () => {
  const rana = await signedIn(browser, city, "adept", { lang: "ar", width: 360 });
  await rana.goto("/ar/jag");
  await rana.locator("form[action$='/jag/radering'] button").click();
  await rana.waitForURL(/\/jag$/);
  assert.equal(await rana.locator("form[action$='/jag/radering']").count(), 0, "once is enough");
  await assertSound(rana, { lang: "ar" });

  await anders.goto("/sv/radering");
  await anders.locator("tr:has(.pv-badge--warn) a[href*='/radering/']").first().click();
  assert.match(await anders.locator("main").innerText(), /Rana Saleh/);
  await anders.locator("#reason").selectOption({ index: 1 });
  await anders.locator("form:has(input[name=move][value=no]) button").click();
  await anders.waitForURL(/\/radering$/);
  await rana.goto("/ar/jag");
  assert.equal(await rana.locator("form[action$='/jag/radering']").count(), 1);
  await find(lena, "sv", "Rana Saleh", "Rana Saleh");
});

test("a rule of how long is set from a day to come, and one without a board is told at its field", async () => {
  await anders.goto("/sv/gallring");
  await assertSound(anders, { lang: "sv", shot: "retention" });
  await anders.locator("#days").fill("400");
  await anders.locator("#first_day").fill("2099-01-01");
  anders.expectedStatus = 400;
  await anders.locator("form[action$='/gallring'] button").click();
  assert.match(await anders.locator("[role=alert] a").getAttribute("href"), /#decided$/);
  await assertSound(anders, { lang: "sv" });
  await anders.locator("#decided").fill("Påhittade nämnden § 1");
  await anders.locator("form[action$='/gallring'] button").click();
  await anders.waitForURL(/\/gallring$/);
  assert.match(await anders.locator("table").nth(1).innerText(), /Påhittade nämnden § 1/);
});
