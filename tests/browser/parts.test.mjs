// The parts of web/README.md, dressed by the style sheets and moved by the script, before any page uses them.
// They are served under the product's own content security policy.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import { after, before, test } from "node:test";
import axe from "axe-core";
import { assertSound, axe_tags, openBrowser, openPage, root, tabTo, visit } from "./harness.mjs";

const out = path.join(root, "build/parts");
const policy =
  "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const types = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

const manual = fs.readFileSync(path.join(root, "web/README.md"), "utf8");
function partsOf(heading) {
  const section = manual.split(/^## /m).find((text) => text.startsWith(heading));
  return [...section.matchAll(/```html\n([\s\S]*?)```/g)].map((match) => match[1]);
}
const [head, foot] = partsOf("Frame");
const trial = partsOf("Prova en matchning");
const pages = {
  trial: { main: `<main id="innehall" class="pv-wrap"><h1>Prova en matchning</h1>${trial.join("")}</main>` },
  round: {
    main: `<main id="innehall" class="pv-page pv-page--1280">${partsOf("The round").join("")}</main>`,
    body: "pv-work",
  },
  programme: { main: `<main id="innehall" class="pv-wrap">${partsOf("A programme's page").join("")}</main>` },
};

function pageOf({ main, body = "", alone = false }, lang) {
  const rtl = lang === "ar";
  const sheet = `/assets/${alone ? "round" : "parvis"}${rtl ? ".rtl" : ""}.css`;
  return (
    `<!doctype html><html lang="${lang}" dir="${rtl ? "rtl" : "ltr"}"><head><meta charset="utf-8"><title>Delar</title>` +
    `<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="/assets/mark.svg">` +
    `<link rel="stylesheet" href="${sheet}">${alone ? "" : '<script src="/assets/parvis.js" defer></script>'}</head>` +
    `<body class="${body}">${alone ? "" : head}${main}${alone ? "" : foot}</body></html>`
  );
}

let server, browser, address, posts, asked;
const answers = new Map();
before(async () => {
  execFileSync(process.execPath, [path.join(root, "web/build.mjs"), out]);
  server = http.createServer((request, response) => {
    const { pathname } = new URL(request.url, "http://127.0.0.1");
    response.setHeader("content-security-policy", policy);
    if (request.method === "POST") {
      posts += 1;
      return setTimeout(
        () => response.end("<!doctype html><html lang=sv><title>Sent</title><h1>Sent</h1>"),
        300,
      );
    }
    if (answers.has(pathname)) {
      asked += 1;
      response.setHeader("content-type", "text/html; charset=utf-8");
      return response.end(answers.get(pathname)());
    }
    const file = path.join(out, pathname.replace("/assets/", "").replace(/\.[0-9a-f]{8}\.woff2$/, ".woff2"));
    if (!fs.existsSync(file) || fs.statSync(file).isDirectory()) return response.writeHead(404).end();
    response.setHeader("content-type", types[path.extname(file)] ?? "text/plain");
    response.end(fs.readFileSync(file));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  address = `http://127.0.0.1:${server.address().port}`;
  browser = await openBrowser();
});
after(async () => {
  await browser?.close();
  server?.close();
});

async function open(name, html, { width = 1280, ...options } = {}) {
  answers.set(name, typeof html === "function" ? html : () => html);
  posts = asked = 0;
  const page = await openPage(browser, address, options);
  await visit(page, name, { width });
  return page;
}

test("axe leaves out none of the rules it runs by default", () => {
  const ran = new Set(axe.getRules(axe_tags).map((rule) => rule.ruleId));
  const unasked = ["experimental", "deprecated"];
  const left_out = axe
    .getRules()
    .filter((rule) => !ran.has(rule.ruleId) && !rule.tags.some((tag) => unasked.includes(tag)));
  // What is left are the rules of level AAA, which axe itself does not run by default.
  assert.deepEqual(
    left_out.filter((rule) => !rule.tags.includes("wcag2aaa")),
    [],
  );
});

for (const [name, content] of Object.entries(pages)) {
  for (const lang of ["sv", "ar"]) {
    for (const width of [360, 1280]) {
      test(`the parts of ${name} are sound in ${lang} at ${width} px`, async () => {
        const page = await open(`/${name}`, pageOf(content, lang), { width });
        await assertSound(page, { lang, shot: `parts-${name}-${lang}` });
        await page.context().close();
      });
    }
  }
}

test("the round is dressed by its own sheet alone", async () => {
  const page = await open("/alone", pageOf({ ...pages.round, alone: true }, "sv"));
  await assertSound(page, { lang: "sv", shot: "parts-alone" });
  await page.context().close();
});

test("the menu on a phone closes on Escape and gives focus back", async () => {
  const page = await open("/menu", pageOf(pages.programme, "sv"), { width: 360 });
  const menu = page.locator(".pv-menu summary");
  await menu.click();
  await page.locator(".pv-menu a").first().focus();
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".pv-menu[open]").count(), 0);
  assert.ok(await menu.evaluate((element) => element === document.activeElement));
  await page.context().close();
});

test("a chosen file is named beside its field", async () => {
  const page = await open("/files", pageOf(pages.trial, "sv"));
  await page.setInputFiles("#adepts", {
    name: "adepter.csv",
    mimeType: "text/csv",
    buffer: Buffer.alloc(3000),
  });
  assert.match(await page.locator("output[for=adepts]").innerText(), /^adepter\.csv, 3\s?kB$/);
  await page.context().close();
});

test("a form is sent once, however often the button is pressed", async () => {
  const page = await open("/twice", pageOf(pages.trial, "sv"));
  await page.evaluate(() => {
    const button = document.querySelector("form button");
    button.click();
    button.click();
  });
  await page.getByRole("heading", { name: "Sent" }).waitFor();
  assert.equal(posts, 1);
  await page.context().close();
});

test("J and K walk the rows while the table has focus, and can be turned off", async () => {
  const page = await open("/keys", pageOf(pages.round, "sv"));
  const rowInFocus = () =>
    page.evaluate(() => document.activeElement.querySelector("th")?.innerText.split("\n")[0]);
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  await tabTo(page, page.locator("table[data-keys]"));
  await page.keyboard.press("j");
  assert.equal(await rowInFocus(), "Samira Haddad");
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  assert.equal(await rowInFocus(), "Oleksandr Melnyk");
  await page.keyboard.press("k");
  assert.equal(await rowInFocus(), "Farida Noori");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("details.pv-unfold[open]").count(), 1);
  await page.locator("[data-keys-switch]").uncheck();
  await page.locator("table[data-keys]").focus();
  await page.keyboard.press("j");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "TABLE");
  await page.context().close();
});

test("work under way is looked at again until it is done", async () => {
  const busy = pageOf(
    {
      main: `<main id="innehall"><h1>Räknar</h1>${trial.find((part) => part.includes("data-refresh"))}</main>`,
    },
    "sv",
  );
  const done = pageOf({ main: "<main id=innehall><h1>Klart</h1></main>" }, "sv");
  const page = await open("/job", () => (asked < 3 ? busy : done));
  await page.getByRole("heading", { name: "Klart" }).waitFor({ timeout: 15_000 });
  assert.ok(asked >= 3);
  await page.context().close();
});
