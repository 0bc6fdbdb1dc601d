// Who is signed in by a real provider, and who is not when somebody tampers with what it says.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import { test } from "node:test";
import { makeCertificate } from "../certificate.mjs";
import {
  after_logout_uri, browse, client_id, client_secret, makeKey, now, openClient, openWorld, parts, redirect_uri, sign,
} from "./provider.mjs";

async function inWorld(body, world_options = {}, settings = {}) {
  const world = await openWorld(world_options);
  const client = await openClient({ issuer: world.issuer, ...settings });
  try {
    await body(world, client);
  } finally {
    await client.close();
    await world.close();
  }
}

/** From link to answer, with no more said than a person would. */
async function signIn(world, client, wish) {
  const begun = await client.begin(wish);
  if (begun.no) return begun;
  return client.finish(await browse(begun.url, world), begun.kept);
}

/** The proxy gives the answer to /token another ID token, made from the real one. */
const instead = (make) => (world) => {
  world.tamper.token = (answer) => {
    const body = JSON.parse(answer.body);
    body.id_token = make({ token: body.id_token, ...parts(body.id_token), world });
    answer.body = JSON.stringify(body);
  };
};
/** The same, signed by the provider's own key: only the claims are wrong. */
const claims = (change) => instead(({ header, payload, world }) => {
  const changed = structuredClone(payload);
  change(changed, world);
  return sign(header, changed, world.key);
});
const answer = (change) => (world) => (world.tamper.token = change);
const stranger = makeKey("first");

test("Amira is signed in, and we know what we need and no more", () =>
  inWorld(async (world, client) => {
    const begun = await client.begin();
    const query = new URL(begun.url).searchParams;
    assert.equal(query.get("code_challenge_method"), "S256");
    assert.equal(query.get("code_challenge"), crypto.createHash("sha256").update(begun.kept.verifier).digest("base64url"));
    assert.deepEqual([query.get("state"), query.get("nonce")], [begun.kept.state, begun.kept.nonce]);
    assert.equal(query.get("response_type"), "code");
    assert.equal(query.get("scope"), "openid email profile");
    assert.ok(!begun.url.includes(encodeURIComponent(client_secret)));
    const answer = await browse(begun.url, world);
    assert.equal(new Map(answer).get("iss"), world.issuer);
    const amira = await client.finish(answer, begun.kept);
    assert.equal(world.exchanged.form.get("code_verifier"), begun.kept.verifier);
    assert.equal(world.exchanged.form.get("client_secret"), null);
    assert.deepEqual(
      [amira.iss, amira.sub, amira.email, amira.email_verified, amira.name],
      [world.issuer, "amira-1", "amira@lindhamn.example", true, "Amira أميرة"]);
    assert.equal(amira.json.aud, client_id);
    const another = await client.begin();
    for (const secret of ["state", "nonce", "verifier"]) assert.notEqual(another.kept[secret], begun.kept[secret]);
  }));

for (const alg of ["PS256", "ES256"])
  test(`a provider that signs by ${alg} is understood`, () =>
    inWorld(async (world, client) => assert.equal((await signIn(world, client)).sub, "amira-1"), { alg }));

test("a provider that wants the secret in the form gets it there", () =>
  inWorld(async (world, client) => {
    assert.equal((await signIn(world, client)).sub, "amira-1");
    assert.equal(world.exchanged.form.get("client_secret"), client_secret);
    assert.equal(world.exchanged.headers.authorization, undefined);
  }, { method: "client_secret_post" }));

test("behind TLS by the city's own certificate, and nobody else's", async () => {
  const certificate = makeCertificate();
  try {
    await inWorld(
      async (world, client) => {
        assert.equal((await signIn(world, client)).sub, "amira-1");
        const distrustful = await openClient({ issuer: world.issuer, loopback: false });
        assert.equal((await distrustful.begin()).no, "unreachable");
        await distrustful.close();
      },
      { certificate }, { ca_file: certificate.ca_file, loopback: false });
  } finally {
    certificate.remove();
  }
});

// What a tampered token is answered with.
const refused = {
  "alg none": ["wrong_signature", instead(({ payload }) => sign({ alg: "none" }, payload))],
  "alg none with the old signature": ["wrong_signature", instead(({ token, payload }) =>
    sign({ alg: "none", kid: "first" }, payload) + token.split(".")[2])],
  "alg in other letters": ["wrong_signature", instead(({ header, token }) =>
    [Buffer.from(JSON.stringify({ ...header, alg: "rs256" })).toString("base64url"), ...token.split(".").slice(1)].join("."))],
  "HS256 keyed with the public key": ["wrong_signature", instead(({ payload, world }) =>
    sign({ alg: "HS256", kid: "first" }, payload, world.key.publicKey.export({ type: "spki", format: "pem" })))],
  "HS256 keyed with the client's secret": ["wrong_signature", instead(({ payload }) =>
    sign({ alg: "HS256", kid: "first" }, payload, client_secret))],
  "RS256 announced for a PS256 signature": ["wrong_signature", instead(({ header, payload, world }) => {
    const [, , signature] = sign({ ...header, alg: "PS256" }, payload, world.key).split(".");
    return sign({ ...header, alg: "RS256" }, payload, world.key).replace(/[^.]*$/, signature);
  })],
  "a signature by somebody else": ["wrong_signature", instead(({ header, payload }) => sign(header, payload, stranger))],
  "claims changed under the signature": ["wrong_signature", instead(({ token, payload }) => {
    const [header, , signature] = token.split(".");
    return [header, Buffer.from(JSON.stringify({ ...payload, sub: "manager-1" })).toString("base64url"), signature].join(".");
  })],
  "no signature": ["wrong_signature", instead(({ token }) => token.replace(/[^.]*$/, ""))],
  "an unknown key": ["unknown_key", instead(({ header, payload, world }) => sign({ ...header, kid: "second" }, payload, world.key))],
  "a key brought along": ["wrong_signature", instead(({ header, payload }) =>
    sign({ ...header, jwk: stranger.publicKey.export({ format: "jwk" }) }, payload, stranger))],
  "a key to fetch elsewhere": ["wrong_signature", instead(({ header, payload, world }) =>
    sign({ ...header, jku: `${world.issuer}/elsewhere`, x5u: `${world.issuer}/elsewhere` }, payload, stranger))],
  "another issuer": ["wrong_issuer", claims((payload) => (payload.iss = "https://login.example.org"))],
  "the issuer with a slash": ["wrong_issuer", claims((payload) => (payload.iss += "/"))],
  "no issuer": ["wrong_issuer", claims((payload) => delete payload.iss)],
  "another audience": ["wrong_audience", claims((payload) => (payload.aud = "another"))],
  "two audiences": ["wrong_audience", claims((payload) => (payload.aud = [client_id, "another"]))],
  "no audience": ["wrong_audience", claims((payload) => delete payload.aud)],
  "another party": ["wrong_party", claims((payload) => (payload.azp = "another"))],
  "another nonce": ["wrong_nonce", claims((payload) => (payload.nonce = "another"))],
  "no nonce": ["wrong_nonce", claims((payload) => delete payload.nonce)],
  expired: ["expired", claims((payload) => (payload.exp = now() - 61))],
  "from the future": ["from_the_future", claims((payload) => (payload.iat = now() + 120))],
  "not valid yet": ["from_the_future", claims((payload) => (payload.nbf = now() + 120))],
  "no exp": ["no_times", claims((payload) => delete payload.exp)],
  "no iat": ["no_times", claims((payload) => delete payload.iat)],
  "exp as a text": ["malformed", claims((payload) => (payload.exp = String(payload.exp)))],
  "no subject": ["no_subject", claims((payload) => (payload.sub = ""))],
  "a subject without end": ["no_subject", claims((payload) => (payload.sub = "a".repeat(256)))],
  "claims said twice": ["malformed", instead(({ header, payload, world }) =>
    sign(header, JSON.stringify(payload).replace(/}$/, `,"sub":"manager-1"}`), world.key))],
  "claims nested without end": ["malformed", instead(({ header, payload, world }) =>
    sign(header, JSON.stringify(payload).replace(/}$/, `,"x":${"[".repeat(40)}${"]".repeat(40)}}`), world.key))],
  "a token cut short": ["wrong_signature", instead(({ token }) => token.slice(0, -10))],
  "a token without its end": ["malformed", instead(({ token }) => token.split(".").slice(0, 2).join("."))],
  "no token": ["malformed", instead(() => undefined)],
  "an answer cut short": ["malformed", answer((it) => (it.body = it.body.slice(0, it.body.length / 2)))],
  "an answer that breaks off": ["unreachable", answer((it) => {
    it.lies = true;
    it.headers["content-length"] = it.body.length;
    it.body = it.body.slice(0, it.body.length / 2);
  })],
  "an answer without end": ["unreachable", answer((it) => (it.body = it.body.replace("{", `{"x":"${"x".repeat(2_000_000)}",`)))],
  "an answer that says two tokens": ["malformed", answer((it) => (it.body = it.body.replace("{", `{"id_token":"a.b.c",`)))],
  "an answer that is a page": ["malformed", answer((it) => (it.body = "<!doctype html>"))],
  "a redirect": ["malformed", answer((it) => {
    it.status = 307;
    it.headers.location = "/jwks";
  })],
  "keys cut short": ["unreachable", (world) => (world.tamper.keys = (it) => (it.body = it.body.slice(0, -5)))],
  "keys without end": ["unreachable", (world) => (world.tamper.keys = (it) => (it.body += " ".repeat(2_000_000)))],
  "no keys": ["unknown_key", (world) => (world.tamper.keys = (it) => (it.body = `{"keys":[]}`))],
};
for (const kid of ["../../../../etc/passwd", "' OR '1'='1", "first\0", "", "x".repeat(100_000), 7, null, ["first"]])
  refused[`a key named ${JSON.stringify(kid).slice(0, 40)}`] = [/unknown_key|wrong_signature|malformed/,
    instead(({ header, payload }) => sign({ ...header, kid }, payload, stranger))];

for (const [what, [no, tamper]] of Object.entries(refused))
  test(`nobody is signed in by ${what}`, () =>
    inWorld(async (world, client) => {
      tamper(world);
      const said = await signIn(world, client);
      assert.match(said.no ?? `signed in: ${said.sub}`, no instanceof RegExp ? no : new RegExp(`^${no}$`));
      assert.ok(said.why.length > 0);
      assert.ok(!world.asked.includes("/elsewhere"));
    }));

const descriptions = {
  "another issuer": ["unsuitable", (it) => (it.issuer = "https://login.example.org")],
  "the issuer with a slash": ["unsuitable", (it) => (it.issuer += "/")],
  "an insecure place for codes": ["unsuitable", (it) => (it.token_endpoint = "http://login.example.org/token")],
  "an insecure place for keys": ["unsuitable", (it) => (it.jwks_uri = "http://login.example.org/jwks")],
  "a page of another kind": ["unsuitable", (it) => (it.authorization_endpoint = "javascript:alert(1)")],
  "no S256": ["unsuitable", (it) => (it.code_challenge_methods_supported = ["plain"])],
  "no code flow": ["unsuitable", (it) => (it.response_types_supported = ["id_token"])],
};
for (const [what, [no, change]] of Object.entries(descriptions))
  test(`no sign-in begins with a provider that describes itself with ${what}`, () =>
    inWorld(async (world, client) => {
      world.tamper.description = (answer) => {
        const body = JSON.parse(answer.body);
        change(body);
        answer.body = JSON.stringify(body);
      };
      assert.equal((await client.begin()).no, no);
    }));

test("a description cut short or without end is none", () =>
  inWorld(async (world, client) => {
    world.tamper.description = (answer) => (answer.body = answer.body.slice(0, 100));
    assert.equal((await client.begin()).no, "unsuitable");
    world.tamper.description = (answer) => (answer.body += " ".repeat(2_000_000));
    assert.equal((await client.begin({ now: now() + 10 })).no, "unreachable");
    world.tamper = {};
    assert.ok((await client.begin({ now: now() + 20 })).url);
  }));

test("an issuer without https is not configured", async () => {
  for (const [issuer, loopback] of [
    ["http://login.example.org", true], ["http://127.0.0.1:9", false], ["ftp://login.example.org", true],
    ["https://login.example.org/?x", true], ["https://a:b@login.example.org", true]]) {
    const client = await openClient({ issuer, loopback });
    assert.match(client.ready.no, /https/, issuer);
    await client.close().catch(() => {});
  }
});

test("a code counts once", () =>
  inWorld(async (world, client) => {
    const begun = await client.begin();
    const answer = await browse(begun.url, world);
    assert.equal((await client.finish(answer, begun.kept)).sub, "amira-1");
    assert.equal((await client.finish(answer, begun.kept)).no, "code_refused");
  }));

test("a code that somebody else was given is refused", () =>
  inWorld(async (world, client) => {
    const theirs = await client.begin();
    const stolen = new Map(await browse(theirs.url, world)).get("code");
    const ours = await client.begin();
    const answer = (await browse(ours.url, world)).map(([name, value]) => [name, name === "code" ? stolen : value]);
    assert.equal((await client.finish(answer, ours.kept)).no, "code_refused");
  }));

test("an answer to another session, from another issuer, or too late is refused", () =>
  inWorld(async (world, client) => {
    const begun = await client.begin();
    const answer = await browse(begun.url, world);
    const changed = (name, to) => answer.filter(([n]) => n !== name || to !== null).map(([n, v]) => [n, n === name ? to : v]);
    const other = await client.begin();
    assert.equal((await client.finish(answer, other.kept)).no, "wrong_state");
    assert.equal((await client.finish(changed("state", ""), begun.kept)).no, "wrong_state");
    assert.equal((await client.finish(changed("state", null), begun.kept)).no, "wrong_state");
    assert.equal((await client.finish(changed("iss", "https://login.example.org"), begun.kept)).no, "mixed_up");
    assert.equal((await client.finish(changed("iss", null), begun.kept)).no, "mixed_up");
    assert.equal((await client.finish(answer, { ...begun.kept, issuer: "https://login.example.org" })).no, "mixed_up");
    assert.equal((await client.finish([...answer, ["code", "x"]], begun.kept)).no, "malformed");
    assert.equal((await client.finish(answer, begun.kept, now() + 601)).no, "too_late");
    assert.ok(!world.asked.includes("/token"));
    assert.equal((await client.finish(answer, begun.kept)).sub, "amira-1");
  }));

test("who says no at the provider is told so", () =>
  inWorld(async (world, client) => {
    world.tamper.login = () => ({ error: "access_denied" });
    assert.equal((await signIn(world, client)).no, "declined");
  }));

test("a wrong secret is the operator's matter", () =>
  inWorld(async (world, client) => assert.equal((await signIn(world, client)).no, "client_refused"),
    {}, { client_secret: "another" }));

// PKCE: whatever is done to it on the way, the provider has the challenge and refuses.
for (const [what, no, tamper] of [
  ["dropped", /code_refused/, { authorize: (query) => (query.delete("code_challenge"), query.delete("code_challenge_method")) }],
  ["made plain", /not_signed_in/, { authorize: (query) => query.set("code_challenge_method", "plain") }],
  ["replaced", /code_refused/, { authorize: (query) => query.set("code_challenge", "x".repeat(43)) }],
  ["left unproven", /code_refused/, { exchange: (form) => form.delete("code_verifier") }],
  ["proven wrong", /code_refused/, { exchange: (form) => form.set("code_verifier", "x".repeat(64)) }],
])
  test(`a challenge that is ${what} signs nobody in`, () =>
    inWorld(async (world, client) => {
      world.tamper = tamper;
      assert.match((await signIn(world, client)).no ?? "signed in", no);
    }));

test("a provider that says nothing of S256 gets it all the same", () =>
  inWorld(async (world, client) => {
    world.tamper.description = (answer) => {
      const body = JSON.parse(answer.body);
      delete body.code_challenge_methods_supported;
      answer.body = JSON.stringify(body);
    };
    const begun = await client.begin();
    assert.equal(new URL(begun.url).searchParams.get("code_challenge_method"), "S256");
    assert.equal((await client.finish(await browse(begun.url, world), begun.kept)).sub, "amira-1");
  }));

test("new keys in the middle of a sign-in are followed, and the old ones no longer count", () =>
  inWorld(async (world, client) => {
    assert.equal((await signIn(world, client)).sub, "amira-1");
    const old = world.key;
    const begun = await client.begin();
    const answer = await browse(begun.url, world);
    world.use(makeKey("second"));
    assert.equal((await client.finish(answer, begun.kept)).sub, "amira-1");
    instead(({ payload }) => sign({ alg: "RS256", kid: "first" }, payload, old))(world);
    assert.equal((await signIn(world, client)).no, "unknown_key");
  }));

test("a flood of made-up keys does not become a flood of questions", () =>
  inWorld(async (world, client) => {
    let n = 0;
    instead(({ header, payload, world: it }) => sign({ ...header, kid: `made up ${n++}` }, payload, it.key))(world);
    for (let i = 0; i < 10; ++i) assert.equal((await signIn(world, client)).no, "unknown_key");
    assert.equal(world.asked.filter((path) => path === "/jwks").length, 2);
    assert.equal(world.asked.filter((path) => path === "/.well-known/openid-configuration").length, 1);
    world.tamper = {};
    assert.equal((await signIn(world, client)).sub, "amira-1");
  }));

test("a fresh sign-in is one that happened since we asked", () =>
  inWorld(async (world, client) => {
    const fresh = await signIn(world, client, { max_age: 0 });
    assert.equal(fresh.sub, "amira-1");
    assert.ok(Math.abs(fresh.signed_in_at - now()) < 30);
    claims((payload) => (payload.auth_time = now() - 3_600))(world);
    assert.equal((await signIn(world, client, { max_age: 0 })).no, "signed_in_too_long_ago");
    claims((payload) => delete payload.auth_time)(world);
    assert.equal((await signIn(world, client, { max_age: 0 })).no, "signed_in_too_long_ago");
  }));

test("who must have a second factor is not in without", () =>
  inWorld(async (world, client) => {
    assert.equal((await signIn(world, client)).no, "no_second_factor");
    claims((payload) => (payload.amr = ["pwd", "mfa"]))(world);
    assert.deepEqual((await signIn(world, client)).amr, ["pwd", "mfa"]);
  }, {}, { amr: ["mfa", "otp"] }));

test("signing out leads to the provider's page and back", () =>
  inWorld(async (world, client) => {
    const url = new URL((await client.logout()).url);
    assert.equal(`${url.origin}${url.pathname}`, `${world.issuer}/session/end`);
    assert.deepEqual(Object.fromEntries(url.searchParams), {
      client_id, post_logout_redirect_uri: after_logout_uri, state: "back-1" });
    await assert.rejects(browse(url.href, world), { status: 200 });
  }));

test("the place we are sent back to is ours alone", () =>
  inWorld(async (world, client) => {
    const begun = await client.begin();
    const url = new URL(begun.url);
    assert.equal(url.searchParams.get("redirect_uri"), redirect_uri);
    url.searchParams.set("redirect_uri", "https://evil.example/");
    await assert.rejects(browse(url.href, world), { status: 400 });
  }));
