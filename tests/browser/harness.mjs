// What every browser test stands on: Parvis started as a reader would start it, Debian's headless Chromium, and the checks
// that hold for every page. Run with `node --test "tests/browser/*.test.mjs"`; PARVIS names another program than build/parvis.
//
//   const parvis = await startParvis();
//   const browser = await openBrowser();
//   const page = await openPage(browser, parvis.address);
//   await visit(page, "/sv/", { width: 360 });
//   await assertSound(page, { lang: "sv", shot: "front-sv" });
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { chromium } from "playwright-core";

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const program = process.env.PARVIS ?? path.join(root, "build/parvis");
export const shots = path.join(root, "build/shots");
const right_to_left = new Set(["ar"]);
// Plain Swedish is Swedish to a browser.
const html_code = (lang) => (lang === "latt" ? "sv" : lang);

/** Starts `parvis serve` on a free port and waits for the address it prints. */
export async function startParvis({ args = [], env = {}, folder = root } = {}) {
  assert.ok(fs.existsSync(program), `${program} is missing: ./dev build makes it`);
  const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", ...args], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (text) => (said += text));
  const address = await new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error(`no address within 30 s: ${said}`)), 30_000);
    createInterface({ input: child.stdout }).on("line", (line) => {
      said += `${line}\n`;
      const match = line.match(/http:\/\/127\.0\.0\.1:\d+/);
      if (match) {
        clearTimeout(late);
        found(match[0]);
      }
    });
    child.on("error", failed);
    child.on("exit", (code) => failed(new Error(`parvis serve ended with ${code}: ${said}`)));
  });
  return {
    address,
    said: () => said,
    /** Ends it as an operator would; answers its exit code. */
    stop: () =>
      new Promise((done) => {
        if (child.exitCode !== null) return done(child.exitCode);
        child.on("exit", done);
        child.kill("SIGTERM");
      }),
  };
}

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium-headless-shell",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page of its own (cookies too) that remembers what went wrong in `page.troubles`. */
export async function openPage(browser, address, { javaScript = true, lang, media = {} } = {}) {
  const context = await browser.newContext({
    baseURL: address,
    javaScriptEnabled: javaScript,
    locale: lang,
    reducedMotion: "reduce",
    ...media,
  });
  const page = await context.newPage();
  page.troubles = [];
  page.expectedStatus = 200;
  page.on("console", (message) => {
    // Chromium reports a page that answers 404 as an error; an error page is visited on purpose.
    const own = message.location().url === page.url() && page.expectedStatus >= 400;
    if (message.type() === "error" && !own) page.troubles.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => page.troubles.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(`${address}/`) && !/^(data|blob|about):/.test(url))
      page.troubles.push(`asked for ${url}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400 && response.request().resourceType() !== "document") {
      page.troubles.push(`${response.status()} for ${response.url()}`);
    }
  });
  if (javaScript) {
    await page.addInitScript(() => {
      window.violations = [];
      document.addEventListener("securitypolicyviolation", (event) =>
        window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`),
      );
    });
  }
  return page;
}

/** Opens `to` in a window of this width and asserts the status. `lang` is what the browser asks for. */
export async function visit(page, to, { width = 1280, height = 900, lang, status = 200 } = {}) {
  page.expectedStatus = status;
  await page.setViewportSize({ width, height });
  if (lang) await page.setExtraHTTPHeaders({ "accept-language": lang });
  const answer = await page.goto(to, { waitUntil: "load" });
  assert.equal(answer.status(), status, `status of ${to}`);
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  return answer;
}

/** axe with every rule of the standards and every rule it runs by default; nothing disabled, nothing excluded. */
export const axe_tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
export async function axeViolations(page) {
  // Not through @axe-core/playwright: carrying over what is not a violation takes as long as looking. Neither is what
  // passed told in full.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(
    async (tags) => (await globalThis.axe.run({ runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] }))
      .violations,
    axe_tags,
  );
  return violations.flatMap((violation) =>
    violation.nodes.map(
      (node) => `${violation.id}: ${node.target.join(" ")}\n  ${node.html}\n  ${node.failureSummary}`,
    ),
  );
}

/** Runs in the page: what of its text cannot be read, because it is cut off or because two texts lie on each other. */
function clippedTexts() {
  const found = [];
  const seen = (element) => element.checkVisibility({ visibilityProperty: true });
  // Only for those who listen.
  const unseen = (element) => element.closest(".pv-vh, .govuk-visually-hidden, .govuk-skip-link, title");
  const right = document.documentElement.clientWidth;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const element = text.parentElement;
    if (!text.data.trim() || !seen(element) || unseen(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const place of range.getClientRects()) {
      if (place.width < 1) continue;
      if (place.left < -1 || place.right > right + 1) found.push(`outside the page: ${text.data.trim()}`);
      for (let around = element; around && around !== document.body; around = around.parentElement) {
        if (getComputedStyle(around).overflowX === "visible") continue;
        const frame = around.getBoundingClientRect();
        const scrolls = ["auto", "scroll"].includes(getComputedStyle(around).overflowX);
        if (!scrolls && (place.left < frame.left - 2 || place.right > frame.right + 2))
          found.push(`cut off by ${around.tagName}.${around.className.baseVal ?? around.className}: ${text.data.trim()}`);
      }
    }
  }
  for (const chart of document.querySelectorAll("svg")) {
    const words = [...chart.querySelectorAll("text")].filter(seen).map((text) => [text, text.getBoundingClientRect()]);
    words.forEach(([one, a], at) =>
      words.slice(at + 1).forEach(([other, b]) => {
        const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (wide > 1 && high > 0.4 * Math.min(a.height, b.height))
          found.push(`on each other: ${one.textContent} | ${other.textContent}`);
      }),
    );
  }
  return [...new Set(found)];
}

/** What holds for every page, the error pages too. `shot` names a picture in build/shots. */
export async function assertSound(page, { lang, shot } = {}) {
  const where = `${page.url()} at ${page.viewportSize().width} px`;
  if (shot) await shoot(page, shot);
  await page.evaluate(`window.clippedTexts = ${clippedTexts}`);
  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    title: document.title,
    h1: document.querySelectorAll("h1").length,
    main: document.querySelectorAll("main").length,
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    styles: document.querySelectorAll("[style]").length,
    violations: window.violations ?? [],
    clipped: clippedTexts(),
  }));
  if (lang) {
    assert.equal(seen.lang, html_code(lang), `language of ${where}`);
    assert.equal(seen.dir, right_to_left.has(lang) ? "rtl" : "ltr", `direction of ${where}`);
  }
  assert.notEqual(seen.title, "", `title of ${where}`);
  assert.equal(seen.h1, 1, `one h1 on ${where}`);
  assert.equal(seen.main, 1, `one main on ${where}`);
  assert.ok(seen.over <= 0, `${where} scrolls ${seen.over} px sideways`);
  assert.deepEqual(seen.clipped, [], `text cut off on ${where}`);
  assert.equal(seen.styles, 0, `style attributes on ${where}`);
  assert.deepEqual(seen.violations, [], `content security policy on ${where}`);
  assert.deepEqual(await axeViolations(page), [], `axe on ${where}`);
  assert.deepEqual(page.troubles, [], `troubles on ${where}`);
}

export async function shoot(page, name) {
  fs.mkdirSync(shots, { recursive: true });
  // Hiding the caret would leave style attributes on the fields.
  await page.screenshot({
    path: path.join(shots, `${name}-${page.viewportSize().width}.png`),
    fullPage: true,
    caret: "initial",
  });
}

/** Presses Tab until `locator` has focus, as one does who has no mouse. */
export async function tabTo(page, locator, { most = 60 } = {}) {
  for (let pressed = 0; pressed < most; ++pressed) {
    await page.keyboard.press("Tab");
    if (await locator.evaluate((element) => element === document.activeElement)) return;
  }
  assert.fail(`${locator} was not reached with ${most} presses of Tab`);
}
