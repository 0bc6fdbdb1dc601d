// Equal opportunity as a bound: what it costs is seen before it is chosen, and the two rounds stand side by side after.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, startParvis } from "./harness.mjs";
import { reachRound } from "./trial.mjs";

let parvis, browser;
before(async () => {
  parvis = await startParvis();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
});

const figures = (page, panel) =>
  page.locator(`section[aria-labelledby=${panel}] tbody tr`).evaluateAll((rows) => rows.map((row) => row.innerText));

for (const { lang, width } of [
  { lang: "sv", width: 1280 },
  { lang: "ar", width: 360 },
]) {
  test(`a bound is chosen by what it costs, in ${lang} at ${width} px`, async () => {
    const page = await openPage(browser, parvis.address);
    await page.setViewportSize({ width, height: 900 });
    await reachRound(page, { lang, width });
    // What other mentors would cost: none costs less than nothing, and the cheapest stands first.
    await page.locator("a[href*='adept='][href$='#h-others']").first().click();
    await page.waitForURL(/adept=\d+#h-others$/);
    const others = page.locator("section[aria-labelledby=h-others] tbody tr");
    assert.ok((await others.count()) >= 2, "somebody else may be the mentor as well");
    assert.match(await others.last().innerText(), /\d/);
    await assertSound(page, { lang, shot: `others-${lang}` });

    const choices = page.locator("section[aria-labelledby=h-equal]");
    assert.ok((await choices.locator("input[name=most]").count()) >= 3, "no bound and at least two bounds");
    assert.ok(await choices.locator("input[value='']").isChecked());
    await assertSound(page, { lang, shot: `equal-choice-${lang}` });

    await choices.locator("input[name=most]").nth(1).check();
    const most = Number(await choices.locator("input[name=most]").nth(1).getAttribute("value"));
    await choices.locator("button").click();
    await page.waitForURL("**/prova/omgang");
    assert.equal((await figures(page, "h-bound")).length, 2, "women and men");
    const compared = await figures(page, "h-compared");
    assert.equal(compared.length, 5);
    // The last row: percentage points apart, before and now.
    const [was, is] = compared[4].match(/\d+[.,]\d/g).map((number) => Number(number.replace(",", ".")));
    assert.ok(is * 100 <= most && most < was * 100, `${was} became ${is}, at most ${most / 100} was asked for`);
    assert.ok(await page.locator("section[aria-labelledby=h-equal] input[name=most]").nth(1).isChecked());
    await assertSound(page, { lang, shot: `equal-kept-${lang}` });

    // Other weights keep the bound; choosing none takes it away.
    await page.locator("section[aria-labelledby=h-weights] button").first().click();
    await page.waitForURL("**/prova/omgang");
    await page.locator("section[aria-labelledby=h-bound]").waitFor();
    await page.locator("section[aria-labelledby=h-equal] input[value='']").check();
    await page.locator("section[aria-labelledby=h-equal] button").click();
    await page.waitForURL("**/prova/omgang");
    assert.equal(await page.locator("section[aria-labelledby=h-bound]").count(), 0);
    await page.context().close();
  });
}
