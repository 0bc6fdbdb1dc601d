// The running server on its own data folder: what it has answered with yes is there after kill -9, and a full disk
// makes it say so, read on, and write again by itself. Twenty kills in the gate, two hundred with PARVIS_LONG.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";

const { PARVIS: program, PARVIS_DISK: disk } = process.env;
const kills = process.env.PARVIS_LONG ? 200 : 20;
let around, data;

before(() => {
  around = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-server-"));
  data = path.join(around, "city");
  execFileSync(program, ["found", "--data", data, "--city", "Lindhamn"], { stdio: "ignore" });
});
after(() => fs.rmSync(around, { recursive: true, force: true }));

/** Serves the city; `link` signs its coordinator in, once. */
async function serve(env = {}) {
  const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", data, "--demo"], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const gone = new Promise((done) => child.on("exit", done));
  const link = await new Promise((found, failed) => {
    const late = setTimeout(() => failed(new Error(`no link within 60 s: ${said}`)), 60_000);
    child.stderr.on("data", (text) => (said += text));
    child.stdout.on("data", (text) => {
      said += text;
      const match = said.match(/(http:\/\/127\.0\.0\.1:\d+\/\S+)  Lena Borg/);
      if (!match) return;
      clearTimeout(late);
      found(new URL(match[1]));
    });
    gone.then((code) => failed(new Error(`parvis serve ended with ${code}: ${said}`)));
  });
  const end = (signal) => (child.kill(signal), gone);
  return { link, end };
}

/** A browser without a window: its cookies, and forms as its pages send them. */
class Client {
  constructor(address) {
    this.origin = address.origin;
    this.cookies = new Map();
  }
  ask(method, to, form) {
    const body = form && new URLSearchParams(form).toString();
    const headers = { cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; "), connection: "close" };
    if (body !== undefined) {
      headers.origin = this.origin;
      headers["content-type"] = "application/x-www-form-urlencoded";
      headers["content-length"] = Buffer.byteLength(body);
    }
    return new Promise((done, failed) => {
      const request = http.request(new URL(to, this.origin), { method, headers }, (answer) => {
        for (const cookie of answer.headers["set-cookie"] ?? []) {
          const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
          this.cookies.set(name, value);
        }
        let text = "";
        answer.on("data", (part) => (text += part));
        answer.on("end", () => done({ status: answer.statusCode, to: answer.headers.location, text }));
        answer.on("error", failed);
      });
      request.on("error", failed);
      request.end(body);
    });
  }
  get(to) {
    return this.ask("GET", to);
  }
  async signIn(link) {
    assert.equal((await this.ask("POST", link.pathname, {})).status, 303);
    const form = await this.get("/sv/personer/ny");
    assert.equal(form.status, 200);
    this.token = form.text.match(/name="token" value="([^"]+)"/)[1];
    this.programme = form.text.match(/id="programme"[\s\S]*?<option value="(\d+)"/)[1];
  }
  register(name) {
    return this.ask("POST", "/sv/personer/ny", {
      token: this.token, name, programme: this.programme, part: "adept", phone: "070-174 06 05", another: "1",
    });
  }
}

async function signedIn(server) {
  const client = new Client(server.link);
  await client.signIn(server.link);
  return client;
}

test("what was answered with yes is there after kill -9", async () => {
  const there = [];
  let random = 20261123;
  for (let kill = 0; kill < kills; ++kill) {
    const server = await serve();
    const client = await signedIn(server);
    for (const one of there.splice(0)) {
      const page = await client.get(one.to);
      assert.equal(page.status, 200, `${one.name} was registered before kill ${kill}`);
      assert.ok(page.text.includes(one.name));
    }
    random = (random * 1103515245 + 12345) % 2147483648;
    // Cut off a moment after the first yes, however slow the machine is.
    let first;
    const begun = new Promise((done) => (first = done));
    const cut = begun
      .then(() => new Promise((done) => setTimeout(done, random % 150)))
      .then(() => server.end("SIGKILL"));
    // Four at once, each until the server is gone.
    await Promise.all(
      [0, 1, 2, 3].map(async (who) => {
        for (let n = 0; ; ++n) {
          const name = `Prov ${"abcdefghijklmnopqrstuvwxyz"[kill % 26]}${kill} ${who}-${n}`;
          const answer = await client.register(name).catch(() => undefined);
          if (!answer) return;
          assert.equal(answer.status, 303, answer.text);
          there.push({ name, to: answer.to });
          first();
        }
      }),
    );
    await cut;
  }
  assert.ok(there.length > 0, "people were registered in the last turn");
  execFileSync(program, ["audit", "verify", "--data", data], { stdio: "pipe" });
});

test("a full disk is told in words, reading goes on where it need not be noted, and it mends itself", async () => {
  const flag = path.join(around, "full");
  const server = await serve({ LD_PRELOAD: disk, DISK_FOLDER: data, DISK_FULL: flag });
  const client = await signedIn(server);
  assert.equal((await client.register("Före Full")).status, 303);
  fs.writeFileSync(flag, "");
  for (let tries = 0; tries < 3; ++tries) {
    const refused = await client.register("Under Full");
    assert.equal(refused.status, 507);
    assert.match(refused.text, /<h1>(?!<)/);
    assert.doesNotMatch(refused.text, /Under Full/);
    assert.equal((await client.get("/sv/program")).status, 200, "pages about nobody are read");
    assert.equal((await client.get("/sv/jag/inloggningar")).status, 200, "nobody is signed out by it");
    assert.equal((await client.get("/sv/personer")).status, 507, "what cannot be noted in the log is not shown");
  }
  fs.rmSync(flag);
  const again = await client.register("Efter Full");
  assert.equal(again.status, 303);
  assert.match((await client.get("/sv/personer?q=full")).text, /Efter Full/);
  assert.doesNotMatch((await client.get("/sv/personer?q=under")).text, /Under Full/);
  assert.equal(await server.end("SIGTERM"), 0);
  execFileSync(program, ["audit", "verify", "--data", data], { stdio: "pipe" });
});
