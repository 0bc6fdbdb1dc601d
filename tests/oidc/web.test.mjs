// Signing in at a real provider through Parvis's own pages: there, back, and every answer that is not the right one.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { client_id, client_secret, openWorld } from "./provider.mjs";

const program = process.env.PARVIS;

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

/** A browser of few words, with the cookies of one window. */
class Browser {
  constructor(address, jar = new Map()) {
    Object.assign(this, { address, jar });
  }
  async ask(method, to, fields, more = {}) {
    const url = new URL(to, this.address);
    const body = fields && new URLSearchParams(fields).toString();
    const request = http.request(url, {
      method,
      headers: {
        cookie: [...this.jar].map(([name, value]) => `${name}=${value}`).join("; "),
        ...(body !== undefined && {
          origin: this.address,
          "content-type": "application/x-www-form-urlencoded",
          "content-length": Buffer.byteLength(body),
        }),
        ...more,
      },
    });
    request.end(body);
    const [reply] = await once(request, "response");
    const parts = [];
    for await (const part of reply) parts.push(part);
    if (url.origin === this.address)
      for (const cookie of reply.headers["set-cookie"] ?? []) {
        const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
        if (value) this.jar.set(name, value);
        else this.jar.delete(name);
      }
    return { status: reply.statusCode, headers: reply.headers, text: Buffer.concat(parts).toString() };
  }
  get = (to) => this.ask("GET", to);
  post = (to, fields) => this.ask("POST", to, fields);
  /** From our button to the provider's address. */
  async begin(action = "/sv/logga-in/leverantor", fields = {}) {
    const reply = await this.post(action, { tjanst: "city", ...fields });
    assert.equal(reply.status, 200, reply.text);
    return reply.headers.refresh.match(/^0;url=(.+)$/)[1];
  }
  async token() {
    return (await this.get("/sv/jag")).text.match(/name="token" value="([^"]+)"/)[1];
  }
}

/** Through the provider's pages, until it sends the browser back to us: the address. */
async function walk(url, jar = new Map()) {
  for (let step = 0; step < 10; ++step) {
    const [reply] = await once(
      http.get(url, { headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") } }), "response");
    reply.resume();
    for (const cookie of reply.headers["set-cookie"] ?? []) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    assert.ok(reply.headers.location, `the provider stays at ${url} with ${reply.statusCode}`);
    url = new URL(reply.headers.location, url).href;
    if (url.includes("/logga-in/tillbaka/")) return url;
  }
  throw new Error("the provider sends us in circles");
}

let world, other, folder, address, child, links;
before(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-sign-in-"));
  const port = await freePort();
  address = `http://127.0.0.1:${port}`;
  const back = (id) => `${address}/sv/logga-in/tillbaka/${id}`;
  world = await openWorld({ redirect_uris: [back("city")] });
  other = await openWorld({ redirect_uris: [back("other")] });
  fs.writeFileSync(path.join(folder, "secret"), client_secret + "\n");
  const service = (id, name, issuer) =>
    `[[service]]\nid = "${id}"\nname = "${name}"\nissuer = "${issuer}"\nclient_id = "${client_id}"\n` +
    `client_secret_file = "secret"\nsecond_factor_amr = ["mfa"]\n`;
  fs.writeFileSync(path.join(folder, "sign-in.toml"),
    `address = "${address}"\n` + service("city", "Stadens inloggning", world.issuer) + service("other", "Annan", other.issuer));
  const data = path.join(folder, "data");
  execFileSync(program, ["found", "--data", data, "--city", "Lindhamn", "--language", "sv"], { stdio: "ignore" });
  child = spawn(program, ["serve", "--listen", `127.0.0.1:${port}`, "--data", data, "--demo", "--lang", "sv",
    "--sign-in", path.join(folder, "sign-in.toml")], { stdio: ["ignore", "pipe", "inherit"] });
  links = new Map();
  await new Promise((ready, failed) => {
    child.on("exit", (code) => failed(new Error(`parvis ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => {
      const match = line.match(/\/in\/(\S+) {2}(.+), (.+)$/);
      if (match) links.set(match[2], match[1]);
      if (links.size === 10) ready();
    });
  });
});
after(async () => {
  child?.kill("SIGTERM");
  if (child) await once(child, "exit");
  await world?.close();
  await other?.close();
  if (folder) fs.rmSync(folder, { recursive: true });
});

/** The provider says that this person has signed in, in two steps or one. */
function provide(sub, { mfa = false } = {}) {
  world.tamper.login = () => ({ login: { accountId: sub, ...(mfa && { amr: ["pwd", "mfa"] }) } });
}
async function byDemoLink(name) {
  const browser = new Browser(address);
  const reply = await browser.post(`/sv/in/${links.get(name)}`, {});
  assert.equal(reply.status, 303);
  return browser;
}
const isSignedIn = async (browser) => (await browser.get("/sv/jag")).status === 200;

test("Rana connects the city's sign-in to her account and is known by it from then on", async () => {
  const rana = await byDemoLink("Rana Saleh");
  provide("rana-1");
  const away = await rana.begin("/sv/jag/koppla", { token: await rana.token() });
  const back = await rana.get(await walk(away));
  assert.equal(back.status, 303);
  assert.equal(back.headers.location, "/sv/jag/inloggningar?kopplad=1");
  const later = new Browser(address);
  const reply = await later.get(await walk(await later.begin("/sv/logga-in/leverantor", { till: "/sv/jag" })));
  assert.equal(reply.headers.location, "/sv/jag");
  assert.ok(await isSignedIn(later));
  assert.match((await later.get("/sv/jag")).text, /Rana Saleh/);
});

test("a service asked for two steps lets staff in; asked for one it does not", async () => {
  const lena = await byDemoLink("Lena Borg");
  provide("lena-1", { mfa: true });
  const back = await lena.get(await walk(await lena.begin("/sv/jag/koppla", { token: await lena.token() })));
  assert.equal(back.status, 303);
  const with_two = new Browser(address);
  assert.equal((await with_two.get(await walk(await with_two.begin()))).status, 303);
  assert.equal((await with_two.get("/sv/personer")).status, 200);
  provide("lena-1");
  const with_one = new Browser(address);
  const reply = await with_one.get(await walk(await with_one.begin()));
  assert.equal(reply.status, 400);
  assert.ok(!(await isSignedIn(with_one)));
});

test("whoever the provider knows and we do not is not let in", async () => {
  provide("nobody-1");
  const browser = new Browser(address);
  const reply = await browser.get(await walk(await browser.begin()));
  assert.equal(reply.status, 400);
  assert.ok(!(await isSignedIn(browser)));
});

const begun = async () => {
  provide("rana-1");
  const browser = new Browser(address);
  return { browser, url: new URL(await walk(await browser.begin())) };
};

test("an answer with another state is refused, and cannot be mended", async () => {
  const { browser, url } = await begun();
  const right = url.searchParams.get("state");
  url.searchParams.set("state", "another");
  assert.equal((await browser.get(url.href)).status, 400);
  url.searchParams.set("state", right);
  assert.equal((await browser.get(url.href)).status, 400);
  assert.ok(!(await isSignedIn(browser)));
});

test("an answer counts once", async () => {
  const { browser, url } = await begun();
  const jar = new Map(browser.jar);
  assert.equal((await browser.get(url.href)).status, 303);
  const again = new Browser(address, jar);
  assert.equal((await again.get(url.href)).status, 400);
  assert.ok(!(await isSignedIn(again)));
});

test("the same code in another sign-in is refused by the provider", async () => {
  const first = await begun();
  assert.equal((await first.browser.get(first.url.href)).status, 303);
  const second = await begun();
  second.url.searchParams.set("code", first.url.searchParams.get("code"));
  assert.equal((await second.browser.get(second.url.href)).status, 400);
  assert.ok(!(await isSignedIn(second.browser)));
});

test("another browser's answer signs nobody in", async () => {
  const { url } = await begun();
  const stranger = new Browser(address);
  assert.equal((await stranger.get(url.href)).status, 400);
  const also_begun = new Browser(address);
  await also_begun.begin();
  assert.equal((await also_begun.get(url.href)).status, 400);
  assert.ok(!(await isSignedIn(stranger)));
  assert.ok(!(await isSignedIn(also_begun)));
});

test("an answer that comes to another service's address, or from another issuer, is a mix-up", async () => {
  const first = await begun();
  const elsewhere = first.url.href.replace("/tillbaka/city", "/tillbaka/other");
  assert.equal((await first.browser.get(elsewhere)).status, 400);
  const second = await begun();
  second.url.searchParams.set("iss", other.issuer);
  assert.equal((await second.browser.get(second.url.href)).status, 400);
  assert.ok(!(await isSignedIn(first.browser)));
  assert.ok(!(await isSignedIn(second.browser)));
});

test("a sign-in is begun by our own page alone, and leads nowhere but to our own pages", async () => {
  const browser = new Browser(address);
  const strange = await browser.ask("POST", "/sv/logga-in/leverantor", { tjanst: "city" }, { origin: "https://evil.example" });
  assert.equal(strange.status, 403);
  assert.equal((await browser.post("/sv/logga-in/leverantor", { tjanst: "none" })).status, 400);
  provide("rana-1");
  const reply = await browser.get(await walk(await browser.begin("/sv/logga-in/leverantor", { till: "//evil.example/" })));
  assert.equal(reply.headers.location, "/sv/idag");
});

test("a fresh proof asks the provider anew, and takes nobody else's", async () => {
  provide("rana-1");
  const rana = new Browser(address);
  const jar = new Map();
  await rana.get(await walk(await rana.begin(), jar));
  assert.match((await rana.get("/sv/logga-in/igen")).text, /Stadens inloggning/);
  const away = new URL(await rana.begin("/sv/logga-in/igen/leverantor", { token: await rana.token(), till: "/sv/jag" }));
  assert.equal(away.searchParams.get("max_age"), "0");
  assert.equal(away.searchParams.get("prompt"), "login");
  const reply = await rana.get(await walk(away.href, jar));
  assert.equal(reply.headers.location, "/sv/jag");
  provide("oskar-1");
  const strange = await rana.get(
    await walk(await rana.begin("/sv/logga-in/igen/leverantor", { token: await rana.token() })));
  assert.equal(strange.status, 400);
});

test("a session here and one at the provider end each for themselves, as the handbook says", async () => {
  provide("rana-1");
  const rana = new Browser(address);
  const jar = new Map();
  await rana.get(await walk(await rana.begin(), jar));
  assert.ok(await isSignedIn(rana));
  // The provider forgets her; ours goes on until its own time.
  const there = new Map(jar);
  jar.clear();
  assert.ok(await isSignedIn(rana));
  // Ours ends; the provider still knows her, and signs her in again without a question.
  assert.equal((await rana.post("/sv/logga-ut", { token: await rana.token() })).status, 303);
  assert.ok(!(await isSignedIn(rana)));
  provide("oskar-1");
  await rana.get(await walk(await rana.begin(), there));
  assert.match((await rana.get("/sv/jag")).text, /Rana Saleh/);
});

test("an identity belongs to one account, and an e-mail address connects nobody", async () => {
  const oskar = await byDemoLink("Oskar Sund");
  provide("rana-1");
  const taken = await oskar.get(await walk(await oskar.begin("/sv/jag/koppla", { token: await oskar.token() })));
  assert.equal(taken.status, 400);
});

test("the demo's people show once more who they are by a button, and nobody else does", async () => {
  const oskar = await byDemoLink("Anders Wik");
  const key = [...oskar.jar.values()].join();
  const reply = await oskar.post("/sv/logga-in/igen", { token: await oskar.token(), till: "/sv/jag" });
  assert.equal(reply.headers.location, "/sv/jag");
  assert.notEqual([...oskar.jar.values()].join(), key);
  provide("rana-1");
  const rana = new Browser(address);
  await rana.get(await walk(await rana.begin()));
  assert.equal((await rana.post("/sv/logga-in/igen", { token: await rana.token() })).status, 400);
});
