// Keys that are seldom met: Solana, Stellar, XRP, wallet files. The same rules as safety/solana.py, ledgers.py and
// keystore.py, fetched when a text has something of that shape. A test compares the verdicts.
import { XRP, decoded, payload } from "./base58.js";
import { publicKey } from "./ed25519.js";
import { verdict } from "./shield-keys.js";
import { LOCKED, SEED, WITNESS } from "./shield-rare-tables.js";
import { NUMBERS } from "./shield-words.js";

const MOST = 50; // rows of numbers in one text that are looked at: each costs a curve's multiplication
const found = (kind, match, certain = true) => ({ kind, start: match.index, end: match.index + match[0].length, certain });
const same = (one, other) => one.every((byte, i) => byte === other[i]);
const isKeypair = (raw) => raw?.length === 64 && same(publicKey(raw.slice(0, 32)), raw.slice(32));

const solana = (text) => [...text.matchAll(/[0-9A-Za-z]{51,}/g)].filter(([run]) => run.length >= 80 && run.length < 90 && isKeypair(decoded(run, 64))).map((run) => found("solana_key", run));

function judgeNumbers(text, row, context) {
  const values = row[0].match(/\d+/g).map(Number);
  if (values.some((value) => value > 255) || (values.length !== 32 && values.length !== 64)) return [];
  if (isKeypair(Uint8Array.from(values))) return [found("solana_key_json", row)];
  const says = verdict(text, row.index, row.index + row[0].length, context);
  if (says === "secret") return [found("solana_key_json", row)];
  return says !== "public" && values.length === 64 && row[0].trimStart()[0] === "[" ? [found("solana_key_json", row, false)] : [];
}

const numbers = (text, context) => (text.split(",").length >= 32 ? [...text.matchAll(new RegExp(NUMBERS, "g"))].slice(0, MOST).flatMap((row) => judgeNumbers(text, row, context)) : []);

function base32(text) {
  const bits = [...text].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  return Uint8Array.from(bits.match(/.{8}/g), (byte) => Number.parseInt(byte, 2));
}

function crc16(bytes) {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte << 8;
    for (let i = 0; i < 8; i += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc;
}

function isSeed([text]) {
  if (text[0] === "S") {
    const raw = base32(text);
    return raw[0] === 144 && crc16(raw.slice(0, -2)) === raw[33] + raw[34] * 256;
  }
  return payload(text, 17, XRP)?.[0] === 0x21 || same([1, 0xe1, 0x4b], payload(text, 19, XRP) ?? []);
}

const seeds = (text) => [...text.matchAll(new RegExp(SEED, "g"))].filter(isSeed).map((seed) => found("wif", seed));

const REACH = 3000;
/** The outermost braces about it, as far as they are there. */
function around(text, from, to, start, end) {
  let [left, right, depth] = [from, to, 0];
  for (let i = from - 1; i >= start; i -= 1) {
    if (text[i] === "{" || text[i] === "}") depth += text[i] === "{" ? 1 : -1;
    if (depth > 0) [left, depth] = [i, 0];
  }
  depth = 0;
  for (let i = to; i < end; i += 1) {
    if (text[i] === "{" || text[i] === "}") depth += text[i] === "}" ? 1 : -1;
    if (depth > 0) [right, depth] = [i + 1, 0];
  }
  return [left, right];
}

function* keystores(text) {
  let done = 0;
  for (const locked of text.matchAll(new RegExp(LOCKED, "gi"))) {
    if (locked.index < done) continue;
    const to = locked.index + locked[0].length;
    const [start, end] = [Math.max(done, locked.index - REACH), Math.min(text.length, to + REACH)];
    if (!new RegExp(WITNESS, "i").test(text.slice(start, end))) continue;
    const [left, right] = around(text, locked.index, to, start, end);
    done = right;
    yield { kind: "keystore", start: left, end: right, certain: true };
  }
}

export const rare = (text, context) => [...keystores(text), ...solana(text), ...seeds(text), ...numbers(text, context)];
