// The coordinator's work without JavaScript, and in Arabic on a phone.
import { after, before, test } from "node:test";
import { by, decideTheFirst, find, register, runAndPropose, signedIn, startCity } from "./desk.mjs";
import { assertSound, openBrowser, openPage, visit } from "./harness.mjs";

let city, browser, lena;
before(async () => {
  city = await startCity();
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

test("without JavaScript a person is registered and found, and a pair is made", async () => {
  lena = await signedIn(browser, city, "coordinator", { javaScript: false });
  await register(lena, "sv", "Åke Tyst");
  await find(lena, "sv", "ake tyst", "Åke Tyst");
  await runAndPropose(lena, "sv", 0);
  await decideTheFirst(lena, "sv");
});

test("in Arabic on a phone likewise", async () => {
  // The same sign-in, in a browser that runs scripts.
  const page = await openPage(browser, city.address);
  await page.context().addCookies(await lena.context().cookies());
  await visit(page, "/ar/idag", { width: 360 });
  await assertSound(page, { lang: "ar", shot: "desk-today-ar" });
  await register(page, "ar", "مريم الحسن");
  await assertSound(page, { lang: "ar", shot: "desk-person-ar" });
  await find(page, "ar", "مريم", "مريم الحسن");
  await assertSound(page, { lang: "ar", shot: "desk-people-ar" });
  await runAndPropose(page, "ar", 1);
  await assertSound(page, { lang: "ar", shot: "desk-round-ar" });
  await decideTheFirst(page, "ar");
  await assertSound(page, { lang: "ar", shot: "desk-rounds-ar" });
});
