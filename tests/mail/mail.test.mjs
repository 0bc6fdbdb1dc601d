// What reaches a mailbox, and what Parvis understands when nothing does.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import net from "node:net";
import { after, before, test } from "node:test";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { makeCertificate } from "../certificate.mjs";

let certificate;
let elsewhere;
before(() => {
  certificate = makeCertificate();
  elsewhere = makeCertificate("DNS:smtp.example.org");
});
after(() => {
  certificate.remove();
  elsewhere.remove();
});

/** No line longer than mail wants them; the boundary's is libcurl's own. */
function assertShortLines(raw) {
  for (const line of raw.toString("latin1").split("\r\n"))
    assert.ok(line.length <= 78 || line.startsWith("Content-Type: multipart/alternative; boundary="), line);
}

const no = (code, text) => Object.assign(new Error(text), { responseCode: code });

/** A real SMTP server that keeps what it took. */
async function openServer(options = {}) {
  const taken = [];
  const server = new SMTPServer({
    authOptional: true,
    key: certificate.key,
    cert: certificate.cert,
    onData(stream, session, done) {
      const parts = [];
      stream.on("data", (part) => parts.push(part));
      stream.on("end", () => {
        taken.push({
          raw: Buffer.concat(parts),
          secure: session.secure,
          user: session.user,
          hello: session.hostNameAppearsAs,
          from: session.envelope.mailFrom.address,
          to: session.envelope.rcptTo.map((one) => one.address),
        });
        done();
      });
    },
    ...options,
  });
  server.on("error", () => {});
  server.listen(0, "127.0.0.1");
  await once(server.server, "listening");
  return { port: server.server.address().port, taken, close: () => new Promise((done) => server.close(done)) };
}

async function send(port, changes = {}) {
  const child = spawn(process.env.MAIL_CLIENT, { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(JSON.stringify({
    port,
    from_name: "Parvis i Lindhamn",
    from: "parvis@lindhamn.example",
    to_name: "Åsa Ek",
    to: "asa@lindhamn.example",
    subject: "Välkommen",
    text: "Hej Åsa!\n",
    message_id: "7f3a@lindhamn.example",
    written_at: 1795389502,
    ca_file: certificate.ca_file,
    ...changes,
  }));
  let said = "";
  child.stdout.on("data", (text) => (said += text));
  const [code] = await once(child, "close");
  assert.equal(code, 0);
  return JSON.parse(said);
}

async function withServer(options, body) {
  const server = await openServer(options);
  try {
    await body(server);
  } finally {
    await server.close();
  }
}

test("a mail goes out behind TLS and reads as it was written", () =>
  withServer({}, async ({ port, taken }) => {
    const text = "Hej Åsa!\n\n.\n..två punkter\nFrom here on\n" + "Lång rad på åäö. ".repeat(100) + "\nslut \n=3D\n";
    assert.deepEqual(await send(port, { text, html: "<p lang=\"sv\">Hej Åsa!</p>" }), { sent: true });
    assert.equal(taken.length, 1);
    assert.equal(taken[0].secure, true);
    assert.equal(taken[0].hello, "parvis.example.org");
    assert.deepEqual([taken[0].from, taken[0].to], ["parvis@lindhamn.example", ["asa@lindhamn.example"]]);
    const raw = taken[0].raw.toString("latin1");
    assert.match(raw, /^[\x20-\x7e\r\n]*$/);
    assertShortLines(taken[0].raw);
    const mail = await simpleParser(taken[0].raw);
    assert.equal(mail.subject, "Välkommen");
    assert.deepEqual(mail.to.value, [{ name: "Åsa Ek", address: "asa@lindhamn.example" }]);
    assert.deepEqual(mail.from.value, [{ name: "Parvis i Lindhamn", address: "parvis@lindhamn.example" }]);
    assert.equal(mail.messageId, "<7f3a@lindhamn.example>");
    assert.equal(mail.date.toISOString(), "2026-11-22T23:18:22.000Z");
    assert.equal(mail.headers.get("auto-submitted"), "auto-generated");
    assert.equal(mail.headers.get("content-type").value, "multipart/alternative");
    assert.equal(mail.text.replaceAll("\r\n", "\n"), text);
    assert.equal(mail.html.trim(), '<p lang="sv">Hej Åsa!</p>');
    assert.deepEqual(mail.attachments, []);
    for (const name of ["from", "to", "subject", "date", "message-id", "mime-version", "content-type"])
      assert.equal(mail.headerLines.filter((line) => line.key === name).length, 1, name);
  }));

const subjects = {
  Swedish: "Din mentor väntar på dig – möt hen på Östra förskolan på torsdag klockan tio, med åäö och ÅÄÖ",
  Arabic: "مرحبا أميرة، مرشدك ينتظرك يوم الخميس الساعة العاشرة في المكتبة الكبيرة بوسط المدينة",
  Ukrainian: "Вітаємо, Маріє! Ваш наставник чекає на вас у четвер о десятій у міській бібліотеці, м’який знак ґ",
  "plain but long": "A subject in plain letters that goes on for longer than one line of a header wants to be, and on",
  "emoji and joined": "👩‍🔧 svetsare söker 👨‍👩‍👧‍👦 ".repeat(6),
  "looking encoded": "=?UTF-8?Q?not?= an encoded word",
};
for (const [language, subject] of Object.entries(subjects))
  test(`the subject arrives whole: ${language}`, () =>
    withServer({}, async ({ port, taken }) => {
      const name = subject.slice(0, 30);
      assert.deepEqual(await send(port, { subject, to_name: name, text: subject + "\n" }), { sent: true });
      assertShortLines(taken[0].raw);
      const mail = await simpleParser(taken[0].raw);
      assert.equal(mail.subject, subject);
      assert.equal(mail.to.value[0].name, name);
      assert.equal(mail.text.trimEnd(), subject.trimEnd());
    }));

test("a name with quotes, a comma and an at sign stays one name", () =>
  withServer({}, async ({ port, taken }) => {
    const name = 'Ek, "Bo" \\ <bo@x.example>';
    assert.deepEqual(await send(port, { to_name: name }), { sent: true });
    const mail = await simpleParser(taken[0].raw);
    assert.deepEqual(mail.to.value, [{ name, address: "asa@lindhamn.example" }]);
  }));

test("a domain in other letters goes out in its ASCII form", () =>
  withServer({}, async ({ port, taken }) => {
    assert.deepEqual(await send(port, { to: "asa@åäö.example" }), { sent: true });
    assert.match(taken[0].raw.toString(), /^ <asa@xn--4cab6c\.example>\r$/m);
    assert.deepEqual(taken[0].to, ["asa@åäö.example"]); // the server's own reading of what it was told
  }));

test("the same mail sent again is the same mail", () =>
  withServer({}, async ({ port, taken }) => {
    await send(port);
    await send(port);
    const [first, second] = await Promise.all(taken.map((one) => simpleParser(one.raw)));
    assert.equal(first.messageId, second.messageId);
    assert.deepEqual(first.date, second.date);
  }));

for (const field of ["subject", "to_name", "from_name", "to", "from", "message_id"])
  test(`nobody slips a header in by ${field}`, () =>
    withServer({}, async ({ port, taken }) => {
      for (const end of ["\r\n", "\n", "\r", "\u2028", "\u0085", "\0"]) {
        const good = { to: "asa@lindhamn.example", from: "parvis@lindhamn.example", message_id: "1@x.example" };
        const answer = await send(port, { [field]: `${good[field] ?? "Hej"}${end}Bcc: all@lindhamn.example` });
        assert.equal(answer.when, "never", JSON.stringify(end));
      }
      assert.equal(taken.length, 0);
    }));

test("with user and password", () =>
  withServer({
    authOptional: false,
    onAuth: ({ username, password }, _session, done) =>
      username === "parvis" && password === "lösen ord" ? done(null, { user: username }) : done(no(535, "no")),
  }, async ({ port, taken }) => {
    assert.deepEqual(await send(port, { user: "parvis", password: "lösen ord" }), { sent: true });
    assert.equal(taken[0].user, "parvis");
    const wrong = await send(port, { user: "parvis", password: "other" });
    assert.deepEqual([wrong.when, wrong.why], ["later", "sign_in_refused"]);
    const without = await send(port);
    assert.deepEqual([without.when, without.why], ["later", "sign_in_refused"]);
    assert.equal(taken.length, 1);
  }));

test("TLS from the first byte", () =>
  withServer({ secure: true }, async ({ port, taken }) => {
    assert.deepEqual(await send(port, { security: "tls" }), { sent: true });
    assert.equal(taken[0].secure, true);
  }));

test("a server without STARTTLS gets nothing, not even the password", () => {
  let asked = false;
  return withServer({
    disabledCommands: ["STARTTLS"],
    allowInsecureAuth: true,
    onAuth: (_auth, _session, done) => ((asked = true), done(null, { user: "x" })),
  }, async ({ port, taken }) => {
    const answer = await send(port, { user: "parvis", password: "secret" });
    assert.deepEqual([answer.when, answer.why], ["later", "no_tls"]);
    assert.equal(taken.length, 0);
    assert.equal(asked, false);
  });
});

test("in the clear to this machine, when told so", () =>
  withServer({ disabledCommands: ["STARTTLS"] }, async ({ port, taken }) => {
    assert.deepEqual(await send(port, { security: "none" }), { sent: true });
    assert.equal(taken[0].secure, false);
    const other = await send(port, { security: "none", host: "smtp.lindhamn.example" });
    assert.deepEqual([other.when, other.why], ["never", "setting"]);
  }));

test("a certificate that nobody vouches for, or for another name, is not enough", async () => {
  await withServer({}, async ({ port, taken }) => {
    assert.equal((await send(port, { ca_file: "" })).why, "no_tls");
    assert.equal((await send(port, { ca_file: elsewhere.ca_file })).why, "no_tls");
    assert.equal(taken.length, 0);
  });
  await withServer({ key: elsewhere.key, cert: elsewhere.cert }, async ({ port, taken }) => {
    assert.equal((await send(port, { ca_file: elsewhere.ca_file })).why, "no_tls");
    assert.equal(taken.length, 0);
  });
});

const noes = [
  ["a recipient that is not there", { onRcptTo: (_a, _s, done) => done(no(550, "no such user")) }, "never", "refused", 550],
  ["a mailbox that is full today", { onRcptTo: (_a, _s, done) => done(no(452, "later")) }, "later", "not_yet", 452],
  ["grey listing", { onMailFrom: (_a, _s, done) => done(no(450, "later")) }, "later", "not_yet", 450],
  ["a sender that is not welcome", { onMailFrom: (_a, _s, done) => done(no(553, "no")) }, "never", "refused", 553],
  ["a message found wanting", { onData: (s, _s, done) => s.resume().on("end", () => done(no(554, "no"))) }, "never", "refused", 554],
  ["a full disk", { onData: (s, _s, done) => s.resume().on("end", () => done(no(452, "later"))) }, "later", "not_yet", 452],
  ["a greeting that says no", { onConnect: (_s, done) => done(no(554, "no")) }, "later", "not_yet", 554],
];
for (const [what, options, when, why, code] of noes)
  test(`${what} is understood`, () =>
    withServer(options, async ({ port }) => {
      assert.deepEqual(await send(port), { sent: false, when, why, code });
    }));

/** A server that follows a script and dies at its end: what the other says decides the next line. */
async function withScript(script, body) {
  const server = net.createServer((socket) => {
    let step = 0;
    let kept = "";
    socket.on("error", () => {});
    const say = () => (script[step].say === null ? socket.destroy() : socket.write(script[step].say + "\r\n"));
    say();
    socket.on("data", (data) => {
      kept += data.toString("latin1");
      while (step + 1 < script.length && kept.includes(script[step + 1].after)) {
        kept = kept.slice(kept.indexOf(script[step + 1].after) + script[step + 1].after.length);
        step += 1;
        say();
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await body(server.address().port);
  } finally {
    server.close();
  }
}
const polite = [
  { say: "220 here" },
  { after: "EHLO", say: "250 here" },
  { after: "MAIL FROM", say: "250 ok" },
  { after: "RCPT TO", say: "250 ok" },
  { after: "DATA", say: "354 go on" },
  { after: "\r\n.\r\n", say: "250 taken" },
];
const died = (at) => [...polite.slice(0, at), { ...polite[at], say: null }];
for (const [what, script, why] of [
  ["before it greets", died(0), "no_connection"],
  ["at our greeting", died(1), "no_connection"],
  ["at the sender", died(2), "broken_off"],
  ["at the recipient", died(3), "broken_off"],
  ["in the middle of the message", [...polite.slice(0, 5), { after: "Hej", say: null }], "broken_off|unanswered"],
  ["after the last byte", died(5), "unanswered"],
])
  test(`a server that dies ${what} is asked again later`, () =>
    withScript(script, async (port) => {
      const answer = await send(port, { security: "none", text: "Hej\n".repeat(200_000) });
      assert.deepEqual([answer.sent, answer.when], [false, "later"]);
      // The sockets may hold all of a mail's greatest length: then the sender knows no better than that all was sent.
      assert.ok(why.split("|").includes(answer.why), `${answer.why}, not ${why}`);
    }));

test("a server that falls silent does not keep us", () =>
  withScript([{ say: "220 here" }], async (port) => {
    const answer = await send(port, { security: "none", limit_ms: 300 });
    assert.deepEqual([answer.when, answer.why], ["later", "no_connection"]);
  }));

test("a server that falls silent after the last byte may have it", () =>
  withScript(polite.slice(0, 5), async (port) => {
    const answer = await send(port, { security: "none", limit_ms: 500 });
    assert.deepEqual([answer.when, answer.why], ["later", "unanswered"]);
  }));

test("a STARTTLS that is answered with a plain text trick is left", () =>
  withScript([
    { say: "220 here" },
    { after: "EHLO", say: "250-here\r\n250 STARTTLS" },
    { after: "STARTTLS", say: "220 go\r\n250 AUTH PLAIN" },
  ], async (port) => {
    const answer = await send(port);
    assert.deepEqual([answer.sent, answer.when], [false, "later"]);
  }));
