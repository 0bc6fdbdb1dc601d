// The public pages in every language, on a phone and on a big screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis, visit } from "./harness.mjs";

const languages = ["sv", "latt", "en", "ar", "uk"];
const widths = [360, 1280];
const pages = {
  front: "/",
  catalogue: "/program",
  "catalogue-searched": "/program?q=sjukskoterrska",
  programme: "/program/yrkesmentorer",
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
