// The first page in every language, on a phone and on a big screen.
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis, visit } from "./harness.mjs";

let parvis, browser;
before(async () => {
  parvis = await startParvis();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
});

for (const lang of ["sv", "en", "ar"]) {
  for (const width of [360, 1280]) {
    test(`the front page in ${lang} at ${width} px is sound`, async () => {
      const page = await openPage(browser, parvis.address);
      await visit(page, `/${lang}/`, { width });
      await assertSound(page, { lang, shot: `front-${lang}` });
      await page.context().close();
    });
  }
}

test("an address that leads nowhere is answered by a sound page", async () => {
  const page = await openPage(browser, parvis.address);
  await visit(page, "/sv/finns-inte", { width: 360, status: 404 });
  await assertSound(page, { lang: "sv", shot: "not-found" });
  await page.context().close();
});
