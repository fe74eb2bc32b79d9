// Verifies a signed list of official channels. One ES module to be copied into a wallet; no dependencies.
//
//   const { document, roots, mark } = await verify(text, { roots: [ROOT], known: markKeptSinceLastTime });
//   keep(roots, mark);      // for the next time
//   document.entries;       // [{ kind: "site", value: "wallet.example" }, ...]
//
// What is signed, and how it is written for that: see verifier.py, of which this is the twin.

const VERSION = 1;
const AHEAD = 10 * 60 * 1000; // ms: a telephone's clock may be behind by so much
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const NAME = /^[a-z][a-z0-9_-]*$/;
const KEY = /^[0-9a-f]{64}$/;
const SIGNATURE = /^[0-9a-f]{128}$/;

/**
 * The list must not be believed. `code`: malformed, unknown_version, wrong_root, bad_signature, mandate_expired,
 * not_yet_valid, expired, rolled_back; or no_ed25519, where this browser cannot check a signature at all.
 */
export class NotBelieved extends Error {
  constructor(code) {
    super(code === "no_ed25519" ? "This browser's WebCrypto has no Ed25519; the list cannot be checked here." : code);
    this.code = code;
  }
}

/** `roots`: public keys that the wallet came with or kept from last time; `known`: the mark kept from last time. */
export async function verify(text, { roots, now = new Date(), known = [0, 0] }) {
  const { document, signature } = read(text);
  if (document.version !== VERSION) throw new NotBelieved("unknown_version");
  const { keys } = document;
  must(isObject(keys) && Array.isArray(keys.roots) && isObject(keys.mandate));
  const trusted = await follow(keys.roots, [...roots]);
  const mandate = keys.mandate;
  if (!trusted.includes(mandate.by)) throw new NotBelieved("wrong_root");
  await check(mandate.by, "mandate", unsigned(mandate), mandate.signature);
  await check(mandate.key, "document", document, signature);
  inTime(mandate.from, mandate.until, now, "mandate_expired");
  inTime(document.issued, document.expires, now, "expired");
  must(Number.isInteger(mandate.number) && Number.isInteger(document.serial));
  const mark = [mandate.number, document.serial];
  if (mark[0] < known[0] || (mark[0] === known[0] && mark[1] < known[1])) throw new NotBelieved("rolled_back");
  return { document, roots: trusted, mark };
}

/** RFC 8785 of strings, whole numbers from 0 to 2^53 - 1, lists and objects; nothing else. */
export function canonical(value) {
  if (typeof value === "string") {
    must(isWellFormed(value));
    return JSON.stringify(value);
  }
  if (typeof value === "number") {
    must(Number.isSafeInteger(value) && value >= 0);
    return String(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  must(isObject(value));
  const names = Object.keys(value).sort();
  must(names.every((name) => NAME.test(name)));
  return `{${names.map((name) => `"${name}":${canonical(value[name])}`).join(",")}}`;
}

function read(text) {
  let said;
  try {
    said = JSON.parse(text);
  } catch {
    throw new NotBelieved("malformed");
  }
  must(isObject(said) && isObject(said.document) && typeof said.signature === "string");
  canonical(said.document);
  return said;
}

/** Each root names its successor, which takes its place. */
async function follow(successions, roots) {
  let trusted = roots;
  for (const one of successions) {
    if (!trusted.includes(one.by)) continue;
    await check(one.by, "root", unsigned(one), one.signature);
    trusted = trusted.map((root) => (root === one.by ? one.key : root));
  }
  return trusted;
}

async function check(key, what, statement, signature) {
  must(KEY.test(key) && SIGNATURE.test(signature));
  const said = new TextEncoder().encode(`walletdesk registry ${VERSION} ${what}\n${canonical(statement)}`);
  const usable = await imported(key);
  if (!usable || !(await crypto.subtle.verify("Ed25519", usable, bytes(signature), said))) {
    throw new NotBelieved("bad_signature");
  }
}

/** Nothing where these bytes are no key. */
async function imported(key) {
  if (!globalThis.crypto?.subtle) throw new NotBelieved("no_ed25519");
  try {
    return await crypto.subtle.importKey("raw", bytes(key), "Ed25519", false, ["verify"]);
  } catch (error) {
    if (error.name === "NotSupportedError") throw new NotBelieved("no_ed25519");
    return null;
  }
}

function inTime(begins, ends, now, late) {
  must(TIME.test(begins) && TIME.test(ends) && !isNaN(Date.parse(begins)) && !isNaN(Date.parse(ends)));
  if (now.getTime() + AHEAD < Date.parse(begins)) throw new NotBelieved("not_yet_valid");
  if (now.getTime() >= Date.parse(ends)) throw new NotBelieved(late);
}

function unsigned({ signature: _, ...statement }) {
  return statement;
}

function bytes(hex) {
  return Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
}

function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isWellFormed(text) {
  return !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(text);
}

function must(holds) {
  if (!holds) throw new NotBelieved("malformed");
}
