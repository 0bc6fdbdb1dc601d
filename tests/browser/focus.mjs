// Focus as one sees it who has no mouse, and nothing that holds it back.
import assert from "node:assert/strict";

/** Runs in the page: how an element and what belongs to it look, to see whether focus shows. */
function lookOf(element) {
  const parts = [element, element.closest("label"), element.nextElementSibling, element.querySelector("svg")];
  return parts.filter(Boolean).flatMap((part) =>
    [undefined, "::before", "::after"].map((pseudo) => {
      const style = getComputedStyle(part, pseudo);
      const outline = style.outlineStyle === "none" ? "none" : `${style.outlineStyle} ${style.outlineWidth} ${style.outlineColor}`;
      return { outline, shadow: style.boxShadow, ground: style.backgroundColor, border: style.border };
    }),
  );
}

/**
 * Asserts that what has focus can be seen, and that it looks different from when it had not: `walkWithTab` calls it
 * for each stop. Answers a short name of what has focus.
 */
async function assertFocusSeen(page) {
  const stop = await page.evaluate(`(() => {
    const lookOf = ${lookOf};
    const now = document.activeElement;
    const before = window.lastStop;
    const unchanged = before && before.element !== now && before.element.isConnected &&
      JSON.stringify(lookOf(before.element)) === before.look ? before.name : null;
    if (!now || now === document.body || now === document.documentElement) return { name: null, unchanged };
    const place = now.getBoundingClientRect();
    const words = (now.getAttribute("aria-label") || now.innerText || now.id || now.name || now.value || "").trim();
    const name = now.tagName.toLowerCase() + " " + words.slice(0, 40).split("\\n")[0];
    const look = lookOf(now);
    const ringed = look.some((part) => part.outline !== "none" || part.shadow !== "none");
    const high = document.documentElement.clientHeight, wide = document.documentElement.clientWidth;
    const inView = place.width > 0 && place.bottom > 0 && place.top < high && place.right > 0 && place.left < wide;
    const x = Math.max(1, Math.min(wide - 1, (place.left + place.right) / 2));
    const y = (Math.max(place.top, 0) + Math.min(place.bottom, high)) / 2;
    const top = document.elementFromPoint(x, y);
    const covered = top && !now.contains(top) && !top.contains(now) && !top.closest("label")?.contains(now)
      ? top.outerHTML.slice(0, 120) : null;
    window.lastStop = { element: now, look: JSON.stringify(look), name };
    return { name, unchanged, ringed, inView, covered };
  })()`);
  const where = new URL(page.url()).pathname;
  assert.equal(stop.unchanged, null, `focus did not change the look on ${where}`);
  if (stop.name === null) return null;
  assert.ok(stop.ringed, `no ring around "${stop.name}" on ${where}`);
  assert.ok(stop.inView, `"${stop.name}" has focus out of view on ${where}`);
  assert.equal(stop.covered, null, `"${stop.name}" has focus under something else on ${where}`);
  return stop.name;
}

/**
 * Presses Tab (or Shift+Tab) from where focus is until it has left the page, and asserts that it is seen at each stop
 * and comes past all that can have it: nothing holds it back. Answers the stops in order.
 */
export async function walkWithTab(page, { key = "Tab", most = 600 } = {}) {
  await page.evaluate(() => {
    document.activeElement?.blur();
    window.lastStop = undefined;
    window.walked = [];
  });
  const stops = [];
  for (let pressed = 0; pressed < most; ++pressed) {
    await page.keyboard.press(key);
    const stop = await assertFocusSeen(page);
    const again = await page.evaluate(() => {
      const again = window.walked.includes(document.activeElement);
      window.walked.push(document.activeElement);
      return again;
    });
    if (stop === null || again) {
      const missed = await page.evaluate(() =>
        [...document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex]")]
          .filter((element) => element.tabIndex >= 0 && element.type !== "hidden" && element.checkVisibility())
          // Arrows move within a group of radio buttons, Tab past it.
          .filter((element) => element.type !== "radio" || element.checked)
          .filter((element) => !window.walked.includes(element))
          .map((element) => element.outerHTML.slice(0, 160)),
      );
      assert.deepEqual(missed, [], `what ${key} never comes to on ${page.url()}`);
      return stops;
    }
    stops.push(stop);
  }
  assert.fail(`${key} does not come out of ${page.url()}: ${stops.slice(-5).join(", ")}`);
}

/** Asserts that no part of the page scrolls by itself up and down, where keys and fingers would be caught. */
export async function assertNoInnerScroll(page) {
  const inner = await page.evaluate(() =>
    [...document.body.querySelectorAll("*")]
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowY))
      .filter((element) => element.scrollHeight > element.clientHeight + 1)
      .map((element) => element.outerHTML.slice(0, 160)),
  );
  assert.deepEqual(inner, [], `what scrolls by itself on ${page.url()}`);
}
