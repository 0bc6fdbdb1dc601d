// The steps of a trial in every language, on a phone and on a big screen, folded and unfolded.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis, visit } from "./harness.mjs";
import { by, calculate, demoCity, takeOwnFiles, unfoldAll } from "./trial.mjs";

const languages = ["sv", "latt", "en", "ar", "uk"];
const widths = [360, 1280];
const pages = {
  front: "/",
  choose: "/prova",
  check: "/prova/kontroll",
  round: "/prova/omgang",
  forgotten: "/prova/glomt",
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
    for (const [name, to] of Object.entries(pages).slice(1)) {
      test(`the page ${name} in ${lang} at ${width} px is sound`, async () => {
        await visit(page, `/${lang}${to}`, { width });
        if (name === "round") await unfoldAll(page);
        await assertSound(page, { lang, shot: `${name}-${lang}` });
      });
    }
  }
}

test("every link leads somewhere", async () => {
  const asked = new Set();
  for (const lang of languages)
    for (const to of Object.values(pages)) {
      await visit(page, `/${lang}${to}`);
      const broken = await page.evaluate(() =>
        [...document.querySelectorAll("a[href*='#']")]
          .filter((link) => link.pathname + link.search === location.pathname + location.search)
          .filter((link) => !document.getElementById(decodeURIComponent(link.hash.slice(1))))
          .map((link) => link.href),
      );
      assert.deepEqual(broken, [], `links within ${page.url()}`);
      const links = await page.locator("a[href]").evaluateAll((all) => all.map((link) => link.href));
      // Of the same question about each adept, one.
      for (const link of links) asked.add(link.split("#")[0].replace(/adept=\d+/, "adept=0"));
    }
  const bad = [];
  for (const link of asked) {
    if (!link.startsWith(parvis.address)) continue;
    const answer = await page.request.get(link);
    if (!answer.ok()) bad.push(`${answer.status()} ${link}`);
  }
  assert.deepEqual(bad, []);
});

test("a long round that is under way tells how far it has come", async () => {
  const city = demoCity({ adepts: 10000, mentors: 6000 });
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
