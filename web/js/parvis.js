"use strict";
// What is nicer with JavaScript. Every page works without it.
(() => {
  document.documentElement.classList.add("js");

  // The menu on a phone closes on Escape, and when one turns elsewhere.
  const openMenus = () => document.querySelectorAll("details.pv-menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
  });

  // <input type=file aria-describedby=x> … <output id=x>: the name and size of what was chosen.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file") return;
    const place = input.closest(".pv-file")?.querySelector(".pv-file__name");
    if (!place) return;
    const size = new Intl.NumberFormat(document.documentElement.lang, {
      style: "unit",
      unit: "kilobyte",
      maximumFractionDigits: 0,
    });
    place.textContent = [...input.files]
      .map((f) => `${f.name}, ${size.format(Math.max(1, f.size / 1024))}`)
      .join("\n");
  });

  // A form is sent once, however often the button is pressed.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post") return;
    if (form.dataset.sent) return event.preventDefault();
    form.dataset.sent = "yes";
    // Not `disabled`: a disabled button's own name and value would not be sent.
    for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", "true");
  });
  addEventListener("pageshow", () => {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("button")) button.removeAttribute("aria-disabled");
    }
  });

  // J and K move between the rows of <table data-keys tabindex=0> while it has focus, unless the reader has turned
  // that off by the checkbox <input type=checkbox data-keys-switch>. Enter opens or closes the row's <details>.
  const remembered = {
    get: () => {
      try {
        return localStorage.getItem("parvis-keys");
      } catch {
        return null;
      }
    },
    set: (value) => {
      try {
        localStorage.setItem("parvis-keys", value);
      } catch {
        /* private window */
      }
    },
  };
  const keysSwitch = document.querySelector("[data-keys-switch]");
  if (keysSwitch) {
    if (remembered.get() === "off") keysSwitch.checked = false;
    keysSwitch.addEventListener("change", () => remembered.set(keysSwitch.checked ? "on" : "off"));
  }
  const rowsOf = (table) =>
    [...table.tBodies].flatMap((body) => [...body.rows]).filter((row) => !row.matches(".pv-x"));
  document.addEventListener("keydown", (event) => {
    const table = event.target.closest?.("table[data-keys]");
    if (!table || event.ctrlKey || event.metaKey || event.altKey) return;
    if (keysSwitch && !keysSwitch.checked) return;
    if (event.target.matches("input:not([type=checkbox], [type=radio]), select, textarea")) return;
    const rows = rowsOf(table);
    const here = rows.findIndex((row) => row.contains(event.target));
    const step = { j: 1, k: -1 }[event.key.toLowerCase()];
    if (step) {
      const row = rows[Math.min(rows.length - 1, Math.max(0, here + step))];
      if (!row) return;
      rows[here]?.classList.remove("pv-sel");
      row.classList.add("pv-sel");
      row.tabIndex = -1;
      row.focus();
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === rows[here]) {
      const details = rows[here].querySelector("details");
      if (details) details.open = !details.open;
    }
  });

  // <section id=… data-refresh="2">: fetched again every two seconds until the page has none, then the page is shown.
  const watched = document.querySelector("[data-refresh][id]");
  if (watched) {
    const seconds = Math.max(1, Number(watched.dataset.refresh) || 2);
    let wait = seconds;
    const look = async () => {
      try {
        const answer = await fetch(location.href, { cache: "no-store", credentials: "same-origin" });
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const now = answer.ok && page.querySelector("[data-refresh][id]");
        if (!now || answer.redirected) return location.replace(answer.url);
        watched.replaceChildren(...document.importNode(now, true).childNodes);
        wait = seconds;
      } catch {
        wait = Math.min(30, wait * 2); // away from the network: ask more seldom, do not give up
      }
      setTimeout(look, wait * 1000);
    };
    setTimeout(look, wait * 1000);
  }
})();
