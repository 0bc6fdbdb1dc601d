// A real OpenID Connect provider on this machine, a proxy in front of it that can change what either side says, a
// browser of few words, and our client.
import { spawn } from "node:child_process";
import crypto from "node:crypto";
import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { createInterface } from "node:readline";
import { Provider } from "oidc-provider";

export const redirect_uri = "https://parvis.lindhamn.example/inloggad";
export const after_logout_uri = "https://parvis.lindhamn.example/";
export const client_id = "parvis:lindhamn";
export const client_secret = "a secret/with:signs+and 100% & more";
export const now = () => Math.floor(Date.now() / 1000);

/** A signing key with its name, as the provider keeps it. */
export function makeKey(kid, alg = "RS256") {
  const pair = alg === "ES256" ? crypto.generateKeyPairSync("ec", { namedCurve: "P-256" })
    : crypto.generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { kid, alg, ...pair, jwk: { ...pair.privateKey.export({ format: "jwk" }), kid, alg, use: "sig" } };
}

const text64 = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

/** A compact token, signed as the header says; `none` is signed with nothing. */
export function sign(header, payload, key) {
  const said = `${text64(header)}.${text64(payload)}`;
  const data = Buffer.from(said);
  let signature = Buffer.alloc(0);
  if (header.alg === "HS256") signature = crypto.createHmac("sha256", key).update(data).digest();
  else if (header.alg === "RS256") signature = crypto.sign("sha256", data, key.privateKey);
  else if (header.alg === "PS256")
    signature = crypto.sign("sha256", data, {
      key: key.privateKey, padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 });
  else if (header.alg === "ES256")
    signature = crypto.sign("sha256", data, { key: key.privateKey, dsaEncoding: "ieee-p1363" });
  return `${said}.${signature.toString("base64url")}`;
}

export function parts(token) {
  const [header, payload] = token.split(".").slice(0, 2).map((part) => JSON.parse(Buffer.from(part, "base64url")));
  return { header, payload };
}

/** What the provider remembers, in one Map, so that it survives a change of its signing keys. */
const memory = (kept) => (kind) => {
  const name = (id) => `${kind} ${id}`;
  const all = (wanted) => [...kept.values()].find(wanted);
  return {
    upsert: async (id, payload) => void kept.set(name(id), payload),
    find: async (id) => kept.get(name(id)),
    findByUid: async (uid) => all((payload) => payload.kind === kind && payload.uid === uid),
    findByUserCode: async () => undefined,
    consume: async (id) => void (kept.get(name(id)).consumed = now()),
    destroy: async (id) => void kept.delete(name(id)),
    revokeByGrantId: async (grant) => {
      for (const [key, payload] of kept) if (payload.grantId === grant) kept.delete(key);
    },
  };
};

function makeProvider(issuer, key, method, kept, redirect_uris) {
  const provider = new Provider(issuer, {
    clients: [{
      client_id, client_secret, redirect_uris, post_logout_redirect_uris: [after_logout_uri],
      token_endpoint_auth_method: method, id_token_signed_response_alg: key.alg }],
    jwks: { keys: [key.jwk] },
    adapter: memory(kept),
    cookies: { keys: ["the same at each change of signing keys"] },
    clientAuthMethods: [method],
    conformIdTokenClaims: false,
    claims: { openid: ["sub", "amr"], email: ["email", "email_verified"], profile: ["name"] },
    scopes: ["openid", "email", "profile"],
    enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256", "ES256"] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    renderError: (ctx, out) => (ctx.body = out),
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: "amira@lindhamn.example", email_verified: true, name: "Amira أميرة" }),
    }),
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({ accountId: ctx.oidc.session.accountId, clientId: ctx.oidc.client.clientId });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  provider.proxy = true;
  return provider;
}

/**
 * `world.tamper` holds what the proxy changes: `description`, `keys` and `token` get ({ status, headers, body }) and
 * may change it; `authorize` gets the URLSearchParams of the request, `exchange` those of the form; `login` answers
 * what the interaction ends with.
 */
export async function openWorld({
  certificate, method = "client_secret_basic", alg = "RS256", redirect_uris = [redirect_uri] } = {}) {
  const world = { tamper: {}, asked: [], key: makeKey("first", alg), certificate };
  const kept = new Map();
  const inner = http.createServer(async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return world.callback(request, response);
    const login = world.tamper.login?.() ?? { login: { accountId: "amira-1" } };
    await world.provider.interactionFinished(request, response, login, { mergeWithLastSubmission: false });
  });
  inner.listen(0, "127.0.0.1");
  await once(inner, "listening");

  const relay = async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    let body = Buffer.concat(parts);
    let path = request.url;
    world.asked.push(path.split("?")[0]);
    if (path.startsWith("/auth?") && world.tamper.authorize) {
      const query = new URLSearchParams(path.slice(6));
      world.tamper.authorize(query);
      path = `/auth?${query}`;
    }
    const headers = { ...request.headers, "x-forwarded-proto": certificate ? "https" : "http" };
    if (path === "/token") {
      const form = new URLSearchParams(body.toString());
      world.exchanged = { form: new URLSearchParams(form), headers };
      world.tamper.exchange?.(form);
      body = Buffer.from(form.toString());
      headers["content-length"] = body.length;
    }
    const onward = http.request({ host: "127.0.0.1", port: inner.address().port, path, method: request.method, headers });
    onward.end(body);
    const [incoming] = await once(onward, "response");
    const received = [];
    for await (const part of incoming) received.push(part);
    const answer = { status: incoming.statusCode, headers: incoming.headers, body: Buffer.concat(received).toString() };
    const what = { "/.well-known/openid-configuration": "description", "/jwks": "keys", "/token": "token" }[path];
    world.tamper[what]?.(answer);
    delete answer.headers["transfer-encoding"];
    if (!answer.lies) answer.headers["content-length"] = Buffer.byteLength(answer.body);
    response.writeHead(answer.status, answer.headers);
    response.write(answer.body);
    if (answer.lies) response.socket.end();
    else response.end();
  };
  const outer = certificate ? https.createServer({ key: certificate.key, cert: certificate.cert }, relay) : http.createServer(relay);
  outer.listen(0, "127.0.0.1");
  await once(outer, "listening");
  world.issuer = `${certificate ? "https" : "http"}://127.0.0.1:${outer.address().port}`;
  world.use = (key) => {
    world.key = key;
    world.provider = makeProvider(world.issuer, key, method, kept, redirect_uris);
    world.callback = world.provider.callback();
  };
  world.use(world.key);
  world.close = async () => {
    inner.closeAllConnections();
    outer.closeAllConnections();
    await Promise.all([inner, outer].map((server) => new Promise((done) => server.close(done))));
  };
  return world;
}

/** Walks from our link through the provider's pages until it is sent back to us: the answer, as pairs. */
export async function browse(url, world, jar = new Map()) {
  for (let step = 0; step < 10; ++step) {
    const [reply] = await once(
      (url.startsWith("https") ? https : http).get(url, {
        ca: world.certificate?.cert,
        headers: { cookie: [...jar].map(([name, value]) => `${name}=${value}`).join("; ") } }), "response");
    reply.resume();
    for (const cookie of reply.headers["set-cookie"] ?? []) {
      const [, name, value] = cookie.match(/^([^=]+)=([^;]*)/);
      if (value) jar.set(name, value);
      else jar.delete(name);
    }
    if (!reply.headers.location) throw Object.assign(new Error(`the provider stays at ${url}`), { status: reply.statusCode });
    url = new URL(reply.headers.location, url).href;
    if (url.startsWith(redirect_uri)) return [...new URL(url).searchParams];
  }
  throw new Error("the provider sends us in circles");
}

/** Our relying party as a program: one line in, one line out. */
export async function openClient(settings) {
  const child = spawn(process.env.OIDC_CLIENT, { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (line) => {
    child.stdin.write(JSON.stringify(line) + "\n");
    const { value, done } = await lines.next();
    if (done) throw new Error("the client ended");
    return JSON.parse(value);
  };
  const ready = await ask({ client_id, client_secret, redirect_uri, after_logout_uri, ...settings });
  return {
    ready,
    begin: (wish = {}) => ask({ do: "begin", now: now(), ...wish }),
    finish: (answer, kept, at = now()) => ask({ do: "finish", answer, kept, now: at }),
    logout: () => ask({ do: "logout", now: now() }),
    close: async () => {
      child.stdin.end();
      await once(child, "exit");
    },
  };
}
