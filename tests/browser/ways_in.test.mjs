// A coordinator prepares a way in for somebody without e-mail: on paper, and side by side.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { assertSound, openBrowser, openPage, program, startParvis, visit } from "./harness.mjs";

let folder, parvis, browser;
before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-ways-"));
  const data = path.join(folder, "data");
  execFileSync(program, ["found", "--data", data, "--city", "Lindhamn"], { stdio: "ignore" });
  parvis = await startParvis({ args: ["--data", data, "--demo", "--lang", "sv"] });
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  await parvis?.stop();
  if (folder) fs.rmSync(folder, { recursive: true });
});

async function linkOf(name) {
  for (let waited = 0; waited < 50; ++waited) {
    const line = parvis.said().split("\n").find((one) => one.includes(`  ${name},`));
    if (line) return line.match(/\/in\/(\S+)/)[1];
    await new Promise((done) => setTimeout(done, 100));
  }
  return assert.fail(`no link for ${name}`);
}

test("Lena makes a code on paper and one side by side, and each signs the person in once", async () => {
  const lena = await openPage(browser, parvis.address);
  await visit(lena, `/sv/in/${await linkOf("Lena Borg")}`);
  await lena.locator("main form button").click();
  await visit(lena, "/sv/personer");
  const person = await lena.locator('main a[href*="/personer/"]').evaluateAll((links) =>
    links.map((link) => new URL(link.href).pathname).find((to) => /\/personer\/\d+$/.test(to)));
  for (const [button, shot] of [["kod", "paper"], ["bredvid", "beside"]]) {
    await visit(lena, `${person}/inloggning`, { width: 360 });
    await assertSound(lena, { lang: "sv", shot: "ways-in" });
    await lena.locator(`form[action$="/${button}"] button`).click();
    await assertSound(lena, { lang: "sv", shot: `code-${shot}` });
    const code = await lena.locator(".pv-codes code").innerText();
    const theirs = await openPage(browser, parvis.address);
    await visit(theirs, "/sv/logga-in/kod");
    await theirs.locator("#code").fill(code);
    await theirs.locator('form[action$="/logga-in/kod"] button').click();
    await visit(theirs, "/sv/jag/inloggningar");
    await assertSound(theirs, { lang: "sv", shot: `own-${shot}` });
    const again = await openPage(browser, parvis.address);
    await visit(again, "/sv/logga-in/kod");
    await again.locator("#code").fill(code);
    again.expectedStatus = 400;
    await again.locator('form[action$="/logga-in/kod"] button').click();
    assert.match(again.url(), /logga-in\/kod$/);
  }
  await visit(lena, person.replace("/sv/", "/ar/") + "/inloggning", { width: 360 });
  await assertSound(lena, { lang: "ar", shot: "ways-in-ar" });
});
