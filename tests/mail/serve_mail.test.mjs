// The server's own loop over the outbox, to a real mail server: codes and links for new passwords arrive, what is not
// taken comes later, and a stop leaves nothing half sent. All of it over the server's own TLS.
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import https from "node:https";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { makeCertificate } from "../certificate.mjs";

const program = process.env.PARVIS;
const password = "sjutton gröna paraplyer";
let certificate, folder, data, mails, server, refusing, waiting;

before(async () => {
  certificate = makeCertificate();
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "parvis-mail-"));
  data = path.join(folder, "data");
  mails = [];
  waiting = [];
  server = new SMTPServer({
    key: certificate.key,
    cert: certificate.cert,
    onAuth: (auth, _session, done) =>
      auth.username === "parvis" && auth.password === "hemligt" ? done(null, { user: "parvis" }) : done(new Error("no")),
    async onData(stream, _session, done) {
      const mail = await simpleParser(stream);
      if (refusing) return done(Object.assign(new Error("later"), { responseCode: 451 }));
      mails.push(mail);
      waiting.splice(0).forEach((arrived) => arrived());
      done();
    },
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  fs.writeFileSync(path.join(folder, "secret"), "hemligt\n");
  fs.writeFileSync(path.join(folder, "mail.toml"),
    `address = "https://parvis.example.org"\nhost = "127.0.0.1"\nport = ${server.server.address().port}\n` +
    `user = "parvis"\npassword_file = "secret"\nfrom = "parvis@lindhamn.example"\nca_file = "${certificate.ca_file}"\n`);
  execFileSync(program, ["found", "--data", data, "--city", "Lindhamn"], { stdio: "ignore" });
  execFileSync(program, ["user", "add", "--data", data, "--email", "lena@lindhamn.example", "--role", "manager"],
    { input: `${password}\n`, stdio: ["pipe", "ignore", "inherit"] });
});
after(async () => {
  await new Promise((done) => server.close(done));
  certificate.remove();
  fs.rmSync(folder, { recursive: true });
});

async function serve() {
  const child = spawn(program, ["serve", "--listen", "127.0.0.1:0", "--data", data, "--mail", path.join(folder, "mail.toml"),
    "--tls-cert", certificate.ca_file, "--tls-key", path.join(path.dirname(certificate.ca_file), "key.pem"), "--lang", "sv"],
  { stdio: ["ignore", "pipe", "pipe"] });
  const address = await new Promise((found, failed) => {
    child.on("exit", (code) => failed(new Error(`parvis ended with ${code}`)));
    createInterface({ input: child.stdout }).on("line", (line) => found(line.replace(/\/$/, "")));
  });
  return {
    address,
    stop: async () => {
      child.kill("SIGTERM");
      const [code] = await once(child, "exit");
      return code;
    },
  };
}

async function ask(address, method, to, fields) {
  const body = fields && new URLSearchParams(fields).toString();
  const request = https.request(new URL(to, address), {
    method,
    ca: certificate.cert,
    headers: body === undefined ? {} : {
      origin: address,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": Buffer.byteLength(body),
    },
  });
  request.end(body);
  const [reply] = await once(request, "response");
  const parts = [];
  for await (const part of reply) parts.push(part);
  return { status: reply.statusCode, headers: reply.headers, text: Buffer.concat(parts).toString() };
}

const arrives = () => new Promise((done, late) => {
  if (mails.length) return done(mails.shift());
  const timer = setTimeout(() => late(new Error("no mail within 20 s")), 20_000);
  waiting.push(() => {
    clearTimeout(timer);
    done(mails.shift());
  });
});

test("a link to a new password arrives, leads to the city's address and counts once", async () => {
  const parvis = await serve();
  try {
    const known = await ask(parvis.address, "POST", "/sv/losenord", { email: "lena@lindhamn.example" });
    const mail = await arrives();
    const unknown = await ask(parvis.address, "POST", "/sv/losenord", { email: "nobody@lindhamn.example" });
    assert.equal(known.status, 200);
    assert.equal(known.text, unknown.text);
    assert.match(known.headers["strict-transport-security"] ?? "", /max-age/);
    assert.equal(mail.to.value[0].address, "lena@lindhamn.example");
    const link = mail.text.match(/https:\/\/parvis\.example\.org(\/sv\/nytt-losenord\/\S+)/)[1];
    assert.equal((await ask(parvis.address, "GET", link)).status, 200);
    const weak = await ask(parvis.address, "POST", link, { password: "kort", code: "000000" });
    assert.equal(weak.status, 400);
    // Without the app there is no way: a wrong code uses the link up.
    const wrong = await ask(parvis.address, "POST", link, { password: "arton gula paraplyer", code: "000000" });
    assert.equal(wrong.status, 400);
    assert.equal((await ask(parvis.address, "GET", link)).status, 404);
  } finally {
    assert.equal(await parvis.stop(), 0);
  }
});

test("what the mail server does not take waits, and a stop is clean meanwhile", async () => {
  refusing = true;
  const parvis = await serve();
  try {
    await ask(parvis.address, "POST", "/sv/losenord", { email: "lena@lindhamn.example" });
    await new Promise((done) => setTimeout(done, 4_000));
    assert.equal(mails.length, 0);
  } finally {
    assert.equal(await parvis.stop(), 0);
  }
  refusing = false;
});

test("beyond this computer Parvis starts with https only, and says how", () => {
  const refused = (more) => spawnSync(program, ["serve", "--lang", "en", ...more], { encoding: "utf8", timeout: 20_000 });
  const plain = refused(["--listen", "0.0.0.0:0"]);
  assert.equal(plain.status, 2);
  assert.match(plain.stderr, /--tls-cert FILE and --tls-key FILE, or --behind-proxy/);
  const demo = refused(["--listen", "0.0.0.0:0", "--data", data, "--demo"]);
  assert.equal(demo.status, 2);
  const half = refused(["--listen", "127.0.0.1:0", "--tls-cert", certificate.ca_file]);
  assert.equal(half.status, 2);
  const wrong = refused(["--listen", "127.0.0.1:0", "--tls-cert", path.join(folder, "secret"), "--tls-key", path.join(folder, "secret")]);
  assert.equal(wrong.status, 3);
  assert.match(wrong.stderr, /holds no certificate/);
});
