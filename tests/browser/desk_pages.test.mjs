// Every page that each role can come to, by following the links from its first page: sound with axe, no link leads
// nowhere, nothing scrolls sideways.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { by, decideTheFirst, roles, runAndPropose, signedIn, startCity } from "./desk.mjs";
import { assertSound, openBrowser, openPage, visit } from "./harness.mjs";
import { csv } from "./trial.mjs";

let city, browser;
const at_work = {};
before(async () => {
  city = await startCity();
  browser = await openBrowser();
  for (const role of roles) at_work[role] = await signedIn(browser, city, role);
  // What there is to see: a round with proposals, a pair, an import that waits.
  const lena = at_work.coordinator;
  await runAndPropose(lena, "sv", 0);
  await decideTheFirst(lena, "sv");
  await lena.goto("/sv/inlasning");
  await lena.setInputFiles("#adepts", csv("adepts.csv", ["Nr;Namn;Yrke;Svenska", "1;Wanda Importson;svetsare;B1", "2;;målare;B1"]));
  await lena.setInputFiles("#mentors", csv("mentors.csv", ["Nr;Namn;Yrke;Antal adepter", "M1;Yngve Importson;kosmonautlots;1"]));
  await lena.locator(by.look).click();
  await lena.waitForURL("**/inlasning/granska");
  await lena.locator(by.propose_lists).first().click();
  await lena.waitForLoadState();
});
after(async () => {
  await browser?.close();
  await city?.stop();
});

/** Two pages are of one kind when only numbers and what is asked for differ. */
const kind_of = (to) => to.replace(/\?.*/, "?").replace(/\/\d+/g, "/{n}");
/** Behind sign-in: what is public has its own tests. */
const is_public = (to, lang) => new RegExp(`^/${lang}(/|/program.*|/prova.*|/om|/uppgifter|/tillganglighet)?$`).test(to);

/** The same page for another reader is looked at once: what differs are numbers, tokens and their name. */
const looked_at = new Set();
async function isNew(page, width) {
  const text = await page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    for (const name of copy.querySelectorAll(".pv-me")) name.remove();
    return copy.outerHTML;
  });
  const key = `${width} ${text.replace(/value="[^"]*"/g, "").replace(/\d+/g, "")}`;
  if (looked_at.has(key)) return false;
  looked_at.add(key);
  return true;
}

async function linksOn(page) {
  const all = await page.locator("a[href]").evaluateAll((found) => found.map((link) => link.href));
  return [...new Set(all)].filter((to) => to.startsWith(`${city.address}/`)).map((to) => to.slice(city.address.length).replace(/#.*/, ""));
}

for (const role of roles) {
  for (const [lang, width] of [["sv", 1280], ["ar", 360]]) {
    test(`every page of the ${role} is sound in ${lang} at ${width} px and leads somewhere`, async () => {
      const page = at_work[role];
      const seen = new Set(), answers = new Set(), faults = [];
      const to_see = [`/${lang}/idag`, `/${lang}/jag`];
      while (to_see.length > 0) {
        const to = to_see.shift();
        if (seen.has(kind_of(to))) continue;
        seen.add(kind_of(to));
        try {
          await visit(page, to, { width });
          const shot = process.env.PARVIS_SHOTS ? `role-${role}-${lang}${kind_of(to).replace(/[^a-z]+/g, "-")}` : undefined;
          if (await isNew(page, width)) await assertSound(page, { lang, shot });
        } catch (fault) {
          faults.push(fault.message);
          page.troubles.length = 0;
        }
        for (const link of await linksOn(page)) {
          if (!answers.has(kind_of(link))) {
            answers.add(kind_of(link));
            const answer = await page.request.get(link);
            if (answer.status() !== 200) faults.push(`${link} on ${to} answers ${answer.status()}`);
          }
          const is_page = link.startsWith(`/${lang}/`) && !/\.(json|csv|html|xlsx)$/.test(link.replace(/\?.*/, ""));
          if (is_page && !is_public(link.replace(/\?.*/, ""), lang)) to_see.push(link);
        }
        if (lang === "sv") {
          await page.setViewportSize({ width: 360, height: 900 });
          const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (over > 0) faults.push(`${to} scrolls ${over} px sideways at 360 px`);
        }
      }
      assert.deepEqual(faults, []);
      assert.ok(seen.size >= 3, `${[...seen]}`);
    });
  }
}
