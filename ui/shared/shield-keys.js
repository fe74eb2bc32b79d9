// Finds private keys: the same rules as safety/keys.py and safety/hex_cues.py. A test compares the verdicts.
import { payload } from "./base58.js";
import { HEX_CUES } from "./shield-words.js";

const SHORTEST = 51;
const RUN = /[0-9A-Za-z]{51,}/g;
const HEX = /^(?:0[xX])?[0-9a-fA-F]{64}$/;
const PIECES = /(^|[^0-9a-zA-Z])((?:0[xX])?[0-9a-fA-F]{4,32}(?:[ \t\r\n:-]{1,3}[0-9a-fA-F]{4,32}){1,15})(?![0-9a-zA-Z])/g;
const REACHES = [40, 200];
const [WEAK, AFTER, SAME, TURNS] = [20, 6, 2, 3];
const CUES = new RegExp(HEX_CUES, "g");

function isWif(text) {
  if (text.length !== 51 && text.length !== 52) return false;
  return payload(text, 33) !== null || payload(text, 34)?.[33] === 1;
}

const isXprv = (text) => text.length >= 107 && text.length <= 112 && payload(text, 78)?.[45] === 0;

const cues = (text, distance) => [...text.toLowerCase().matchAll(CUES)].map((cue) => ({
  secret: cue.groups.secret !== undefined,
  far: distance(cue) + (cue.groups.weak === undefined ? 0 : WEAK),
}));
const before = (text) => cues(text, (cue) => text.length - cue.index - cue[0].length);
const after = (text) => cues(text, (cue) => cue.index + AFTER);

function nearest(found) {
  const secret = Math.min(...found.filter((cue) => cue.secret).map((cue) => cue.far));
  const open = Math.min(...found.filter((cue) => !cue.secret).map((cue) => cue.far));
  if (secret === Infinity) return open === Infinity ? "silent" : "public";
  if (open !== Infinity && Math.abs(secret - open) <= SAME) return "open";
  return secret < open ? "secret" : "public";
}

/** What the words around say of the digits: secret, public, open (both, equally near) or silent. */
export function verdict(text, start, end, context) {
  let near = "silent";
  for (const reach of REACHES) {
    if (near === "silent") near = nearest([...before(text.slice(Math.max(0, start - reach), start)), ...after(text.slice(end, end + reach))]);
  }
  for (const earlier of context.slice(-TURNS).reverse()) {
    if (near === "silent") near = nearest(before(earlier.slice(-REACHES[1])));
  }
  return near;
}

function judge(text, digits, start, context) {
  const found = (kind, certain = true) => ({ kind, start, end: start + digits.length, certain });
  if (HEX.test(digits)) {
    const says = verdict(text, start, start + digits.length, context);
    if (says === "secret") return found("privkey_hex");
    return says === "public" ? null : found("privkey_hex", false);
  }
  if (isWif(digits)) return found("wif");
  return isXprv(digits) ? found("xprv") : null;
}

function judgePieces(text, digits, start, context) {
  const end = start + digits.length;
  const whole = digits.replace(/^0[xX]|[ \t\r\n:-]/g, "");
  return whole.length === 64 && verdict(text, start, end, context) === "secret" ? { kind: "privkey_hex", start, end, certain: true } : null;
}

export function keys(text, context) {
  if (text.length < SHORTEST) return [];
  const runs = [...text.matchAll(RUN)].map((run) => judge(text, run[0], run.index, context));
  const pieces = [...text.matchAll(PIECES)].map((run) => judgePieces(text, run[2], run.index + run[1].length, context));
  return [...runs, ...pieces].filter(Boolean);
}
