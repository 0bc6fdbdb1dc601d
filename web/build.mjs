// Builds what the browser is sent, into one folder: `node web/build.mjs OUT`.
//
//   parvis.css, parvis.rtl.css   the theme, left to right and right to left
//   round.css, round.rtl.css     the part that round.html carries in itself
//   parvis.js, mark.svg, fonts/  as they are
//
// A font is named by its content in the style sheets, in the way src/app/assets names every file.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import rtlcss from "rtlcss";
import * as sass from "sass";

const web = path.dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) {
  console.error("Say where to: node web/build.mjs OUT");
  process.exit(2);
}

// 32-bit FNV-1a, as content_hash in src/app/assets/assets.cpp. It tells versions apart and guards nothing.
function contentHash(bytes) {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}

function withHashedFonts(css) {
  return css.replace(/url\("?(fonts\/[^")]+)\.woff2"?\)/g, (_, font) => {
    const hash = contentHash(fs.readFileSync(path.join(web, `${font}.woff2`)));
    return `url("/assets/${font}.${hash}.woff2")`;
  });
}

function write(name, bytes) {
  const file = path.join(out, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
}

for (const name of ["parvis", "round"]) {
  const { css } = sass.compile(path.join(web, "styles", `${name}.scss`), {
    style: "compressed",
    charset: false,
    loadPaths: [path.join(web, "..", "node_modules")],
    quietDeps: true,
  });
  const finished = withHashedFonts(css);
  write(`${name}.css`, finished);
  write(`${name}.rtl.css`, rtlcss.process(finished));
}
write("parvis.js", fs.readFileSync(path.join(web, "js", "parvis.js")));
write("mark.svg", fs.readFileSync(path.join(web, "mark.svg")));
for (const font of fs.readdirSync(path.join(web, "fonts"))) {
  write(`fonts/${font}`, fs.readFileSync(path.join(web, "fonts", font)));
}
