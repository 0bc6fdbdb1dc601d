// What a coordinator decides in their own name: a pair known from before, another mentor, the end of a round.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { by, fillIn, register, runAndPropose, signedIn, startCity } from "./desk.mjs";
import { assertSound, openBrowser } from "./harness.mjs";

let city, browser, lena;
before(async () => {
  city = await startCity();
  browser = await openBrowser();
  lena = await signedIn(browser, city, "coordinator");
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test("who is registered is asked for the rest at once: the target groups", async () => {
  await fillIn(lena, "sv", "Amina Redan", "adept");
  await lena.waitForURL(/\/ansokningar\/\d+\/ratta\?ny=1$/);
  await assertSound(lena, { lang: "sv", shot: "terms-new" });
  // A wish that the programme keeps as a rule, so that it can say no later.
  await lena.locator("label[for^='wish-']").first().click();
  await lena.locator("label[for^='group-']").nth(0).click();
  await lena.locator("label[for^='group-']").nth(3).click();
  await lena.locator("main form[action$='/ratta'] button").click();
  await lena.waitForURL(/\/ansokningar\/\d+$/);
  assert.match(await lena.locator("aside").innerText(), /nyanländ/i);
  await lena.locator("main a[href$='/ratta']").click();
  assert.equal(await lena.locator("input[id^='group-']:checked").count(), 2, "what was ticked stays");
  await lena.locator("label[for^='group-']").nth(3).click();
  await lena.locator("main form[action$='/ratta'] button").click();
  await lena.waitForURL(/\/ansokningar\/\d+$/);
  await lena.locator("main a[href$='/ratta']").click();
  assert.equal(await lena.locator("input[id^='group-']:checked").count(), 1, "and what was not, does not");
});

test("a pair known from before is recorded, against a rule only by name", async () => {
  await lena.goto(lena.url().replace("/ratta", ""));
  assert.equal(await lena.locator("main a[href$='/par']").count(), 0, "nobody is a pair before they are found eligible");
  const application = lena.url();
  await lena.locator("form:has(input[name=move][value=find_eligible]) button").click();
  await lena.waitForURL(/\/personer\/\d+/);
  await lena.goto(application);
  await lena.locator("main a[href$='/par']").click();
  await assertSound(lena, { lang: "sv", shot: "known-pair" });
  const all = await lena.locator("input[name=mentor]").count();
  await lena.locator("#name").fill("axel");
  await lena.locator("#name").press("Enter");
  await lena.waitForURL(/\?name=/);
  const found = await lena.locator("input[name=mentor]").count();
  assert.ok(found >= 1 && found < all, `${found} of ${all} are called Axel`);
  lena.expectedStatus = 400;
  await lena.locator("main form[method=post] button").last().click();
  assert.deepEqual(
    await lena.locator("[role=alert] a").evaluateAll((all) => all.map((one) => one.hash)),
    ["#mentor", "#reason"],
    "a mentor and a reason are asked for",
  );
  await lena.locator("input[name=mentor]").first().check();
  await lena.locator("#reason").selectOption({ index: 1 });
  await lena.locator("#first_day").fill("2030-01-01");
  await lena.locator("main form[method=post] button").last().click();
  assert.match(await lena.locator("[role=alert] a").getAttribute("href"), /#first_day$/, "they cannot meet already then");
  await lena.locator("#first_day").fill("2026-03-02");
  lena.expectedStatus = 409;
  await lena.locator("main form[method=post] button").last().click();
  assert.match(await lena.locator("[role=alert] a").getAttribute("href"), /#gives_way$/, "a rule says no");
  await assertSound(lena, { lang: "sv", shot: "known-pair-refused" });
  lena.expectedStatus = 200;
  await lena.locator("#gives_way").check();
  await lena.locator("main form[method=post] button").last().click();
  await lena.waitForURL(/\/personer\/\d+$/);
  assert.match(await lena.locator("main").innerText(), /2 mars 2026/);
  await assertSound(lena, { lang: "sv", shot: "known-pair-there" });
  await lena.goto("/sv/omgangar");
  assert.equal(await lena.locator(by.pairs, { hasText: "Amina Redan" }).count(), 1);
});

test("another mentor takes the place of the one proposed", async () => {
  await runAndPropose(lena, "sv", 0);
  const round = lena.url();
  const proposals = lena.locator("section[aria-labelledby=h-proposals] tbody tr");
  const row = await proposals.first().innerText();
  await proposals.first().locator("a[href$='/byt']").click();
  await assertSound(lena, { lang: "sv", shot: "other-mentor" });
  const name = (await lena.locator("label[for='mentor']").innerText()).trim();
  await lena.locator("input[name=mentor]").first().check();
  await lena.locator("#reason").selectOption({ index: 1 });
  lena.expectedStatus = 409;
  await lena.locator("main form[method=post] button").last().click();
  await lena.waitForLoadState();
  if (await lena.locator("#gives_way").count()) {
    await lena.locator("#gives_way").check();
    await lena.locator("main form[method=post] button").last().click();
  }
  lena.expectedStatus = 200;
  await lena.waitForURL(round);
  assert.ok(!row.includes(name));
  assert.equal(await proposals.filter({ hasText: name }).count(), 1, `${name} stands in the proposal now`);
});

test("a round is checked by the independent checker, and closed", async () => {
  const round = lena.url();
  await lena.locator("form[action$='/kontrollera'] button").click();
  assert.match(await lena.locator("section[aria-labelledby=h-check] [role=status]").innerText(), /Bevisat/);
  await assertSound(lena, { lang: "sv", shot: "round-checked" });
  await lena.goto(round);
  await lena.locator("form[action$='/stang'] button").click();
  await lena.waitForURL(round);
  assert.match(await lena.locator("main").innerText(), /Omgången är stängd/);
  assert.equal(await lena.locator("form[action$='/stang'], form[action$='/forslag']").count(), 0);
  await assertSound(lena, { lang: "sv", shot: "round-closed" });
});
