// The pages that tell what went wrong, in every language, on a phone and on a big screen.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis, visit } from "./harness.mjs";
import { by, reachCheck, takeOwnFiles } from "./trial.mjs";

const languages = ["sv", "latt", "en", "ar", "uk"];
const widths = [360, 1280];

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

/** Goes to the page by a form, as no link leads there, and asserts how it is answered. */
async function assertAnswered(on, status, act, { lang, shot }) {
  on.expectedStatus = status;
  const [answer] = await Promise.all([
    on.waitForResponse((one) => one.request().resourceType() === "document" && one.request().method() === "POST", {
      timeout: 120_000,
    }),
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
