// Behind the wall: a person with protected identity is opened by a protection officer and by nobody else; two records
// of one human being become one and two again; an auditor reads with a reason.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after, before, test } from "node:test";
import { by, find, register, signedIn, startCity, toThePerson } from "./desk.mjs";
import { assertSound, openBrowser, visit } from "./harness.mjs";

let city, browser, lena, karin, maria;
before(async () => {
  city = await startCity();
  browser = await openBrowser();
  lena = await signedIn(browser, city, "coordinator");
  karin = await signedIn(browser, city, "protection_officer");
  maria = await signedIn(browser, city, "auditor");
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

const main = async (page) => page.locator("main").innerText();
const open = async (page, record) => {
  await page.goto("/sv/skyddade");
  await page.locator("#record").fill(record);
  await page.locator("#reason").selectOption({ index: 1 });
  await page.locator("form[action$='/skyddade/oppna'] button").click();
};

test("a registered person is protected: gone for colleagues, opened by alias, and corrected", async () => {
  await register(lena, "sv", "Vide Dold");
  const number = lena.url().match(/\d+$/)[0];
  await karin.goto("/sv/skyddade");
  await assertSound(karin, { lang: "sv", shot: "protected" });
  karin.expectedStatus = 400;
  await karin.locator("#number").fill("987654321");
  await karin.locator("#alias").fill("Rönnen");
  await karin.locator("form[action$='/skyddade/skydda'] button").click();
  assert.match(await karin.locator("[role=alert] a").getAttribute("href"), /#number$/);
  await assertSound(karin, { lang: "sv" });
  await karin.locator("#number").fill(number);
  await karin.locator("form[action$='/skyddade/skydda'] button").click();
  await karin.waitForURL(/\?gjort=skyddad$/);

  lena.expectedStatus = 404;
  assert.equal((await lena.goto(`/sv/personer/${number}`)).status(), 404);
  await lena.goto("/sv/personer");
  await lena.locator(by.find).fill("Vide Dold");
  await lena.locator(by.find).press("Enter");
  await lena.waitForURL("**/personer?q=*");
  assert.equal(await lena.locator(by.person("Vide Dold")).count(), 0);

  await open(karin, "rönnen");
  assert.match(await main(karin), /Vide Dold/);
  assert.doesNotMatch(karin.url(), /\d{3,}$/, "no number stands in the address");
  await assertSound(karin, { lang: "sv", shot: "protected-record" });
  await karin.locator("form[action$='/skyddade/ratta'] button").click();
  await karin.locator("#meeting_place").fill("Stadsparkens kiosk");
  await assertSound(karin, { lang: "sv", shot: "protected-form" });
  await karin.locator("main form button[type=submit]").last().click();
  await karin.waitForURL(/\?gjort=rattad$/);
  await open(karin, "Rönnen");
  assert.match(await main(karin), /Stadsparkens kiosk/);
});

test("the demo's protected person is sealed until it is asked for, in Arabic on a phone", async () => {
  const officer = karin;
  await visit(officer, "/ar/skyddade/ny", { width: 360 });
  await assertSound(officer, { lang: "ar", shot: "protected-new-ar" });
  await officer.goto("/ar/skyddade");
  await officer.locator("#record").fill("Lönnen");
  await officer.locator("#reason").selectOption({ index: 2 });
  await officer.locator("form[action$='/skyddade/oppna'] button").click();
  assert.doesNotMatch(await main(officer), /Påhittade gatan/);
  await assertSound(officer, { lang: "ar", shot: "protected-record-ar" });
  await officer.locator("form:has(input[name=show]) button").click();
  assert.match(await main(officer), /Påhittade gatan/);
});

test("somebody who stands here twice becomes one, and the merge is taken back", async () => {
  await register(lena, "sv", "Tova Dubbel");
  const first = lena.url().match(/\d+$/)[0];
  // A second time, and against the question whether it is the same.
  await lena.goto("/sv/personer/ny");
  await lena.locator("#name").fill("Tova Dubbel");
  await lena.locator("#programme").selectOption({ index: 1 });
  await lena.locator("#part").selectOption("mentor");
  lena.expectedStatus = 400;
  await lena.locator(by.save).first().click();
  await lena.locator("#another").check();
  await lena.locator(by.save).first().click();
  await toThePerson(lena);
  await lena.locator("a[href$='/slaihop']").click();
  await assertSound(lena, { lang: "sv", shot: "merge" });
  await lena.locator(`a[href*='?med=${first}']`).click();
  await assertSound(lena, { lang: "sv", shot: "merge-compare" });
  await lena.locator(`input[name=kept][value='${first}']`).check();
  await lena.locator("form[action$='/slaihop'] button").click();
  await lena.waitForURL(`**/personer/${first}`);
  await find(lena, "sv", "Tova Dubbel", "Tova Dubbel");
  await lena.goto(`/sv/personer/${first}`);
  assert.equal(await lena.locator("section[aria-labelledby=h-applications] dt").count(), 2);
  await assertSound(lena, { lang: "sv", shot: "merged" });
  await lena.locator("form[action$='/dela'] button").click();
  await lena.waitForURL(`**/personer/${first}`);
  assert.equal(await lena.locator("form[action$='/dela']").count(), 0);
});

test("an auditor reads a record from the log with a reason, and the log says which", async () => {
  await maria.goto("/sv/logg");
  await maria.locator("main td a[href*='/personer/']").first().click();
  await assertSound(maria, { lang: "sv", shot: "reading" });
  maria.expectedStatus = 400;
  await maria.locator("form[action$='/las'] button").click();
  await maria.locator("input[name=reason][value=complaint]").check();
  await maria.locator("form[action$='/las'] button").click();
  assert.equal(await maria.locator("section[aria-labelledby=h-life]").count(), 1);
  await assertSound(maria, { lang: "sv" });
  await maria.goto("/sv/logg?act=person_read");
  assert.match(await main(maria), /Någon har klagat/);
});

test("who looked at the protected is read with a reason, and an officer lifts the protection", async () => {
  await maria.goto("/sv/logg");
  maria.expectedStatus = 400;
  await maria.locator("form[action$='/logg/skyddade'] button").click();
  await assertSound(maria, { lang: "sv", shot: "looks-without-reason" });
  await maria.locator("#why_looked").selectOption("inspection");
  await maria.locator("form[action$='/logg/skyddade'] button").first().click();
  assert.match(await main(maria), /Öppnade en skyddad uppgift/);
  await assertSound(maria, { lang: "sv", shot: "looks" });
  await visit(maria, "/sv/register", { width: 360 });
  await assertSound(maria, { lang: "sv", shot: "register" });
  await open(karin, "Rönnen");
  await karin.locator("form[action$='/skyddade/radera'] button").click();
  await assertSound(karin, { lang: "sv", shot: "protected-erase" });
  await open(karin, "Rönnen");
  await karin.locator("form[action$='/skyddade/hav'] button").click();
  await assertSound(karin, { lang: "sv", shot: "protected-lift" });
  await karin.locator("form[action$='/skyddade/hav'] button").click();
  await karin.waitForURL(/\?gjort=havd$/);
});

test("a mentor corrects their own details and reads all that is held about them", async () => {
  const oskar = await signedIn(browser, city, "mentor");
  await oskar.goto("/sv/jag");
  await oskar.locator("a[href$='/ratta']").click();
  await oskar.locator("#phone").fill("070-174 06 06");
  await oskar.locator(by.save).first().click();
  await oskar.waitForURL(/\/jag$/);
  assert.match(await main(oskar), /070-174 06 06/);
  await oskar.locator("a[href$='/jag/uppgifter']").click();
  assert.match(await main(oskar), /070-174 06 06/);
  assert.match(await main(oskar), /Dina anmälningar/);
  assert.doesNotMatch(await main(oskar), /[a-z]_[a-z]/, "no name of a column stands on the page");
  await assertSound(oskar, { lang: "sv", shot: "own-copy" });
  await visit(oskar, "/ar/jag/uppgifter", { width: 360 });
  await assertSound(oskar, { lang: "ar", shot: "own-copy-ar" });
  const { status, text } = await oskar.evaluate(async () => {
    const reply = await fetch("/sv/jag/uppgifter.json");
    return { status: reply.status, text: await reply.text() };
  });
  assert.equal(status, 200);
  const check = "import json, sys, jsonschema\n" +
    "jsonschema.validate(json.load(sys.stdin), json.load(open(sys.argv[1])))";
  execFileSync("python3", ["-c", check, "docs/own-copy.schema.json"], { input: text });
  assert.match(text, /070-174 06 06/);
});
