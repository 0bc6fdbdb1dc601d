// A coordinator's day, from the sign-in to a pair: with the mouse, with the keyboard alone.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, test } from "node:test";
import { by, decideTheFirst, find, register, runAndPropose, signedIn, startCity } from "./desk.mjs";
import { assertSound, openBrowser, openPage, tabTo, visit } from "./harness.mjs";
import { csv } from "./trial.mjs";

let city, browser, lena, anders, per;
before(async () => {
  city = await startCity();
  browser = await openBrowser();
  lena = await signedIn(browser, city, "coordinator");
  anders = await signedIn(browser, city, "manager");
  per = await signedIn(browser, city, "operator");
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test("a link signs in once and leads to what waits today", async () => {
  await assertSound(lena, { lang: "sv", shot: "desk-today" });
  assert.match(lena.url(), /\/sv\/idag$/);
  const again = await openPage(browser, city.address);
  again.expectedStatus = 404;
  const answer = await again.goto(`/sv${city.links.coordinator}`);
  assert.equal(answer.status(), 404, "the link has been used");
  await again.context().close();
});

test("who is not signed in is led to the sign-in and then on", async () => {
  const page = await openPage(browser, city.address);
  await visit(page, "/sv/personer");
  assert.match(page.url(), /\/sv\/logga-in\?till=/);
  await assertSound(page, { lang: "sv" });
  await page.context().close();
});

test("a person is registered and found again, with their name written otherwise", async () => {
  await register(lena, "sv", "Zoë Nyström");
  await assertSound(lena, { lang: "sv", shot: "desk-person" });
  await find(lena, "sv", "zoe nystrom", "Zoë Nyström");
});

test("somebody registered applies a second time, as a mentor, and the application is corrected", async () => {
  await register(lena, "sv", "Ottilia Dubbel");
  const person = lena.url();
  const further = lena.locator("form[action$='/anmalan']");
  await lena.locator("details:has(form[action$='/anmalan']) summary").click();
  await further.locator("select[name=programme]").selectOption({ index: 1 });
  await further.locator("select[name=part]").selectOption("mentor");
  await further.locator("button").click();
  await lena.waitForURL(/\/ansokningar\/\d+\/ratta\?ny=1$/);
  await assertSound(lena, { lang: "sv", shot: "desk-terms" });
  lena.expectedStatus = 400;
  await lena.locator("#capacity").fill("21");
  await lena.locator("main form[action$='/ratta'] button").click();
  assert.match(await lena.locator("[role=alert] a").getAttribute("href"), /#capacity$/);
  lena.expectedStatus = 200;
  await lena.locator("#capacity").fill("3");
  await lena.locator("#record_check").selectOption("shown");
  await lena.locator("#holds_to").fill("2028-01-31");
  await lena.locator("#least_swedish").selectOption({ label: "A2" });
  await lena.locator("label[for^='offer-']").first().click();
  await lena.locator("main form[action$='/ratta'] button").click();
  await lena.waitForURL(/\/ansokningar\/\d+$/);
  const said = await lena.locator("aside").innerText();
  for (const one of ["3", "Visat", "31 januari 2028", "A2"]) assert.ok(said.includes(one), one);
  await assertSound(lena, { lang: "sv", shot: "desk-application" });
  await lena.goto(person);
  await assertSound(lena, { lang: "sv", shot: "desk-person-twice" });
});

test("whoever stands there already is shown before they stand there twice", async () => {
  await lena.goto("/sv/personer/ny");
  await lena.locator("#name").fill("Zoë Nyström");
  await lena.locator("#programme").selectOption({ index: 1 });
  await lena.locator("#part").selectOption("adept");
  lena.expectedStatus = 400;
  await lena.locator(by.save).first().click();
  await lena.locator("#another").waitFor();
  await assertSound(lena, { lang: "sv", shot: "desk-perhaps" });
  lena.expectedStatus = 200;
});

test("two spreadsheets are looked at, proposed, and taken in by another", async () => {
  await lena.goto("/sv/inlasning");
  const place = await lena.locator("#place option").first().getAttribute("value");
  await lena.locator("#place").selectOption(place);
  await lena.setInputFiles(
    "#adepts",
    csv("adepts.csv", ["Nr;Namn;Yrke;Svenska;Språk", "1;Wanda Importson;svetsare;B1;polska", "2;Xerxes Importson;snickare;B2;persiska"]),
  );
  await lena.setInputFiles("#mentors", csv("mentors.csv", ["Nr;Namn;Yrke;Antal adepter", "M1;Yngve Importson;svetsare;1"]));
  await lena.locator(by.look).click();
  await lena.waitForURL("**/inlasning/granska");
  await assertSound(lena, { lang: "sv", shot: "desk-import-look" });
  await lena.locator(by.propose_lists).first().click();
  await lena.waitForURL(/\/inlasning\/\d+$/);
  assert.equal(await lena.locator(by.approve_lists).count(), 0, "nobody approves their own");
  await assertSound(lena, { lang: "sv", shot: "desk-import" });
  await anders.goto(lena.url());
  await anders.locator(by.approve_lists).click();
  await anders.waitForLoadState();
  await find(lena, "sv", "wanda", "Wanda Importson");
});

test("a round is run, its pairs are proposed, and a yes makes a pair", async () => {
  await runAndPropose(lena, "sv", 0);
  await assertSound(lena, { lang: "sv", shot: "desk-round" });
  await decideTheFirst(lena, "sv");
  await assertSound(lena, { lang: "sv", shot: "desk-rounds" });
});

test("the same with the keyboard alone", async () => {
  const press = async (locator, key = "Enter") => {
    await tabTo(lena, locator, { most: 400 });
    await lena.keyboard.press(key);
  };
  await lena.goto("/en/idag");
  await press(lena.locator("header a[href='/en/omgangar']"));
  await lena.waitForURL("**/en/omgangar");
  await tabTo(lena, lena.locator("main input[name=place]:checked"), { most: 400 });
  await lena.keyboard.press("ArrowDown");
  await press(lena.locator(by.run).first());
  await lena.waitForURL(/\/en\/omgangar\/\d+$/);
  await press(lena.locator(by.propose).first());
  await lena.locator(by.move("approve")).first().waitFor();
  await press(lena.locator(by.move("approve")).first());
  await lena.locator(by.move("accept")).first().waitFor();
  await press(lena.locator(by.move("accept")).first());
  await lena.waitForLoadState();
  await press(lena.locator("header a[href='/en/omgangar']"));
  await lena.waitForURL("**/en/omgangar");
  assert.equal(await lena.locator(by.pairs).count(), 2);
});

/** The six digits of an app (RFC 6238) for a secret in base32. */
function totp(secret, at = Date.now()) {
  const bits = [...secret.replaceAll(" ", "")].map((c) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c).toString(2).padStart(5, "0"));
  const key = Buffer.from(bits.join("").match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const hash = createHmac("sha1", key).update(step).digest();
  return String((hash.readUInt32BE(hash[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

test("somebody new is invited, given a role, signs in with two factors, and ends another sign-in", async () => {
  await per.goto("/sv/medarbetare");
  await per.locator("#name").fill("Nils Ny");
  await per.locator("#email").fill("nils.ny@example.org");
  await per.locator("form[action$='/medarbetare'] button").click();
  const link = (await per.locator("main").innerText()).match(/http:\S+\/inbjudan\/\S+/)[0];
  await assertSound(per, { lang: "sv", shot: "desk-staff" });

  await anders.goto("/sv/medarbetare");
  const give = anders.locator("form[action$='/medarbetare/roll']");
  await give.locator("select[name=account]").selectOption({ label: "Nils Ny" });
  await give.locator("select[name=role]").selectOption("coordinator");
  await give.locator("select[name=programme]").selectOption({ index: 1 });
  await give.locator("button").click();
  await anders.waitForLoadState();

  const password = "sjutton gröna paraplyer";
  const nils = await openPage(browser, city.address);
  await visit(nils, new URL(link).pathname);
  await assertSound(nils, { lang: "sv", shot: "desk-invitation" });
  const secret = await nils.locator("code").innerText();
  assert.equal(await nils.locator("#password").getAttribute("type"), "password", "what is typed is hidden");
  assert.equal(await nils.locator("#password").getAttribute("autocomplete"), "new-password", "a password manager may help");
  await nils.locator("#password").fill(password);
  await nils.locator("#code").fill(totp(secret));
  await nils.locator("main form button").click();
  const codes = await nils.locator("main li").allInnerTexts();
  await assertSound(nils, { lang: "sv", shot: "desk-recovery-codes" });
  assert.equal(codes.length, 10);

  const other = await openPage(browser, city.address);
  for (const [at, page] of [nils, other].entries()) {
    await visit(page, "/sv/logga-in");
    await page.locator("#email").fill("Nils.Ny@example.org");
    await page.locator("#password").fill(password);
    await page.locator("main form button").first().click();
    await page.waitForURL("**/logga-in/steg-tva");
    await assertSound(page, { lang: "sv" });
    await page.locator("#code").fill(codes[at].trim());
    await page.locator("main form button").first().click();
    await page.waitForURL("**/sv/idag");
  }
  await visit(nils, "/sv/jag/inloggningar");
  await assertSound(nils, { lang: "sv", shot: "desk-sessions" });
  const end = nils.locator("form[action$='/jag/inloggningar/avsluta'] button");
  assert.ok((await end.count()) >= 1, "the other sign-in can be ended");
  await end.first().click();
  await nils.waitForLoadState();
  await visit(other, "/sv/idag");
  assert.match(other.url(), /\/sv\/logga-in\?till=/, "the other is not signed in any more");

  await visit(nils, "/sv/jag/inloggningar");
  await nils.locator("main a[href$='/jag/losenord']").click();
  await assertSound(nils, { lang: "sv", shot: "own-password" });
  nils.expectedStatus = 400;
  await nils.locator("#present").fill("inte det jag har");
  await nils.locator("#password").fill("arton blåa paraplyer");
  await nils.locator("main form button").click();
  assert.match(await nils.locator("[role=alert] a").getAttribute("href"), /#present$/, "the present one is asked for");
  await nils.locator("#present").fill(password);
  await nils.locator("#password").fill("password1234");
  await nils.locator("main form button").click();
  assert.match(await nils.locator("[role=alert] a").getAttribute("href"), /#password$/, "a common one is refused");
  await nils.locator("#present").fill(password);
  await nils.locator("#password").fill("arton blåa paraplyer");
  await nils.locator("main form button").click();
  await nils.waitForURL(/\?bytt=losenord$/);
  await nils.locator("main a[href$='/jag/app']").click();
  await nils.locator("main form button").click();
  await assertSound(nils, { lang: "sv", shot: "own-app" });
  const moved = await nils.locator("main code").innerText();
  await nils.locator("#code").fill("12");
  await nils.locator("main form button").click();
  assert.equal(await nils.locator("main code").innerText(), moved, "a wrong code shows the same square");
  await nils.locator("#code").fill(totp(moved));
  await nils.locator("main form button").click();
  await nils.waitForURL(/\?bytt=app$/);
  await assertSound(nils, { lang: "sv", shot: "own-sign-ins" });
  await nils.locator("form[action$='/jag/aterstallningskoder'] button").click();
  assert.equal(await nils.locator("main li").count(), 10);
  await nils.locator("form[action$='/logga-ut'] button").first().click();
  await nils.waitForURL("**/sv/logga-in?ut=1");
  await visit(nils, "/sv/personer");
  assert.match(nils.url(), /\/sv\/logga-in\?till=/, "nor is who has signed out");
});
