// A city with a memory, its invented staff, and the steps of a coordinator's work, whatever the language: what a page
// has to offer is found by where it leads.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { openPage, program, startParvis, visit } from "./harness.mjs";

/** The demo city's people, by the role in which they sign in. */
const names = {
  coordinator: "Lena Borg",
  manager: "Anders Wik",
  partner_coordinator: "Eva Ström",
  referrer: "Jonas Alm",
  analyst: "Sara Lind",
  auditor: "Maria Falk",
  operator: "Per Dahl",
  protection_officer: "Karin Ås",
  adept: "Rana Saleh",
  mentor: "Oskar Sund",
};
export const roles = Object.keys(names);

/** Founds the demo city in a folder of its own and serves it. `links[role]` signs in once. */
export async function startCity() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-desk-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  const data = path.join(folder, "city");
  execFileSync(program, ["found", "--data", data, "--city", "Lindhamn"], { stdio: "ignore" });
  const parvis = await startParvis({ args: ["--data", data, "--demo"] });
  const link_of = (name) => parvis.said().match(new RegExp(`http://[^ ]+(/in/[^ ]+)  ${name}`))?.[1];
  for (let tries = 0; !roles.every((role) => link_of(names[role])); ++tries) {
    assert.ok(tries < 100, `a link for each role: ${parvis.said()}`);
    await new Promise((done) => setTimeout(done, 100));
  }
  const links = Object.fromEntries(roles.map((role) => [role, link_of(names[role])]));
  return { ...parvis, links };
}

/** A page of its own in which this role is signed in, at what waits for it. */
export async function signedIn(browser, city, role, { lang = "sv", width = 1280, ...options } = {}) {
  const page = await openPage(browser, city.address, options);
  await visit(page, `/${lang}${city.links[role]}`, { width });
  await page.locator("main form button").click();
  await page.waitForURL((url) => !url.pathname.includes("/in/"));
  return page;
}

export const by = {
  save: "main form[action*='/personer/'] button:not([name])",
  find: "main input[name=q]",
  look: "form[action$='/inlasning'] button",
  propose_lists: "form[action$='/inlasning/forslag'] button",
  approve_lists: "form:has(input[name=move][value=approve]) button",
  run: "form[action$='/omgangar'] button:not([name])",
  propose: "form[action$='/forslag'] button",
  move: (move) => `form[action*='/forslag/'] button[name=move][value=${move}]`,
  pairs: "section[aria-labelledby=h-pairs] tbody tr",
  person: (name) => `main a[href*='/personer/']:has-text("${name}")`,
};

/** Fills in the form for somebody new in the first programme, and sends it. */
export async function fillIn(page, lang, name, part) {
  await page.goto(`/${lang}/personer`);
  await page.locator(`main a[href='/${lang}/personer/ny']`).click();
  await page.waitForURL(`**/${lang}/personer/ny`);
  await page.locator("#name").fill(name);
  await page.locator("#programme").selectOption({ index: 1 });
  await page.locator("#part").selectOption(part);
  await page.locator(by.save).first().click();
}

/** The same, and on to the person's page. */
export async function register(page, lang, name) {
  await fillIn(page, lang, name, "adept");
  await toThePerson(page);
  assert.equal((await page.locator("h1").innerText()).trim(), name);
}

/** Past the question for the rest of an application. */
export async function toThePerson(page) {
  await page.waitForURL(/\/ansokningar\/\d+\/ratta\?ny=1$/);
  await page.locator("main form a[href*='/personer/']").click();
  await page.waitForURL(/\/personer\/\d+$/);
}

export async function find(page, lang, words, name) {
  await page.goto(`/${lang}/personer`);
  await page.locator(by.find).fill(words);
  await page.locator(by.find).press("Enter");
  await page.waitForURL("**/personer?q=*");
  assert.equal(await page.locator(by.person(name)).count(), 1, `${words} finds ${name}`);
}

/** Runs a round in the programme with this place in the list, and proposes all its pairs. */
export async function runAndPropose(page, lang, place) {
  await page.goto(`/${lang}/omgangar`);
  await page.locator("main input[name=place]").nth(place).check();
  await page.locator(by.run).first().click();
  await page.waitForURL(/\/omgangar\/\d+$/);
  await page.locator(by.propose).first().click();
  await page.locator(by.move("approve")).first().waitFor();
}

/** Says yes to the first of the proposals, for the coordinator and then for the two, until the pair is there. */
export async function decideTheFirst(page, lang) {
  await page.goto(`/${lang}/omgangar`);
  const before = await page.locator(by.pairs).count();
  await page.locator(by.move("approve")).first().click();
  await page.locator(by.move("accept")).first().click();
  await page.goto(`/${lang}/omgangar`);
  assert.equal(await page.locator(by.pairs).count(), before + 1, "one pair more");
}
