// Every page in every language, on a phone and on a big screen: the public ones, the steps of a trial, and those that
// tell what went wrong.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis, visit } from "./harness.mjs";
import { by, calculate, demoCity, reachCheck, takeOwnFiles } from "./trial.mjs";

const languages = ["sv", "en", "ar"];
const widths = [360, 1280];
const pages = {
  front: "/",
  catalogue: "/program",
  "catalogue-searched": "/program?q=sjukskoterrska",
  programme: "/program/yrkesmentorer",
  choose: "/prova",
  check: "/prova/kontroll",
  round: "/prova/omgang",
  forgotten: "/prova/glomt",
  about: "/om",
  privacy: "/uppgifter",
  accessibility: "/tillganglighet",
  "not-found": "/finns-inte",
};

let parvis, browser, page;
before(async () => {
  parvis = await startParvis();
  browser = await openBrowser();
  page = await openPage(browser, parvis.address);
  // Few people: axe needs ten seconds for the demo city's round, which the journeys show it.
  const city = demoCity({ adepts: 24, mentors: 14 });
  await visit(page, "/sv/prova?program=duo");
  await takeOwnFiles(page, `${city}/adepts.csv`, `${city}/mentors.csv`);
  await calculate(page);
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
});

for (const lang of languages) {
  for (const width of widths) {
    for (const [name, to] of Object.entries(pages)) {
      test(`the page ${name} in ${lang} at ${width} px is sound`, async () => {
        await visit(page, `/${lang}${to}`, { width, status: name === "not-found" ? 404 : 200 });
        await assertSound(page, { lang, shot: `${name}-${lang}` });
      });
    }
  }
}

test("every programme's page is sound", async () => {
  await visit(page, "/sv/program", { width: 360 });
  const links = await page.locator("main a[href^='/sv/program/']").evaluateAll((all) => [
    ...new Set(all.map((link) => new URL(link.href).pathname)),
  ]);
  assert.ok(links.length >= 7, "the catalogue leads to the programmes");
  for (const to of links) {
    await visit(page, to, { width: 360 });
    await assertSound(page, { lang: "sv", shot: `programme-${to.split("/").at(-1)}` });
  }
});

test("every link of every page leads somewhere", async () => {
  const asked = new Set();
  for (const lang of languages)
    for (const to of Object.values(pages)) {
      await visit(page, `/${lang}${to}`, { status: to === "/finns-inte" ? 404 : 200 });
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll("a[href*='#']")]
          .filter((link) => link.pathname === location.pathname)
          .filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1))))
          .map((link) => link.href),
      );
      assert.deepEqual(broken, [], `links within ${page.url()}`);
      const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
      for (const link of links) asked.add(link.split("#")[0]);
    }
  const bad = [];
  for (const link of asked) {
    if (!link.startsWith(parvis.address) || link.endsWith("/finns-inte")) continue;
    const answer = await page.request.get(link);
    if (!answer.ok()) bad.push(`${answer.status()} ${link}`);
  }
  assert.deepEqual(bad, []);
});

test("a long round that is under way tells how far it has come", async () => {
  const city = demoCity({ adepts: 4000, mentors: 2000 });
  const own = await openPage(browser, parvis.address);
  await visit(own, "/sv/prova?program=duo");
  await takeOwnFiles(own, `${city}/adepts.csv`, `${city}/mentors.csv`);
  await own.waitForURL("**/prova/kontroll");
  // The page under way is held still while it is looked at.
  let still = true;
  await own.route("**/prova/raknar", async (route) => {
    while (still && route.request().resourceType() === "fetch") await new Promise((go) => setTimeout(go, 50));
    await route.continue();
  });
  await own.locator(by.calculate).click();
  await own.waitForURL("**/prova/raknar");
  for (const width of widths) {
    await own.setViewportSize({ width, height: 900 });
    await assertSound(own, { lang: "sv", shot: "running-sv" });
  }
  still = false;
  await own.waitForURL("**/prova/omgang", { timeout: 120_000 });
  await own.unrouteAll({ behavior: "ignoreErrors" });
  await visit(own, "/sv/prova/omgang?page=2", { width: 360 });
  await assertSound(own, { lang: "sv", shot: "round-second" });
  await own.context().close();
});

/** Goes to the page by a form, as no link leads there, and asserts how it is answered. */
async function assertAnswered(on, status, act, { lang, shot }) {
  on.expectedStatus = status;
  const [answer] = await Promise.all([
    on.waitForResponse((one) => one.request().resourceType() === "document" && one.request().method() === "POST"),
    act(),
  ]);
  assert.equal(answer.status(), status);
  await on.waitForLoadState("load");
  for (const width of widths) {
    await on.setViewportSize({ width, height: 900 });
    await assertSound(on, { lang, shot });
  }
}

for (const lang of languages) {
  test(`a form with another's token is answered by a sound page in ${lang}`, async () => {
    const own = await openPage(browser, parvis.address);
    await visit(own, `/${lang}/prova`);
    await own.evaluate(() => {
      for (const field of document.querySelectorAll("[name=token]")) field.value = "of another visit";
    });
    await assertAnswered(own, 403, () => own.locator(by.go_on).click(), { lang, shot: `error-403-${lang}` });
    await own.context().close();
  });

  test(`a page whose visit is over says so in ${lang}`, async () => {
    const own = await openPage(browser, parvis.address);
    await reachCheck(own, { lang });
    await own.context().clearCookies();
    await assertAnswered(own, 403, () => own.locator(by.calculate).click(), { lang, shot: `expired-${lang}` });
    await own.context().close();
  });

  test(`an address that is only for forms is answered by a sound page in ${lang}`, async () => {
    for (const width of widths) {
      await visit(page, `/${lang}/prova/rakna`, { width, status: 405 });
      await assertSound(page, { lang, shot: `error-405-${lang}` });
    }
  });
}

test("files that are too large for the server are answered by a sound page", async () => {
  const own = await openPage(browser, parvis.address);
  await visit(own, "/sv/prova");
  const large = { name: "stor.csv", mimeType: "text/csv", buffer: Buffer.alloc(12_000_000, "a;b\n") };
  await assertAnswered(own, 413, () => takeOwnFiles(own, large, large), { lang: "sv", shot: "error-413" });
  await own.context().close();
});
