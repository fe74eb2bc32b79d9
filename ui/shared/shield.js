// The secret shield in the browser: the same rules as the server's, asked before a text goes anywhere or is kept.
//
// What every text needs is here. The lists of ten languages, passwords and codes, and keys that are seldom are fetched
// when a text calls for them; until they are here it is not known what the text holds, and it goes nowhere.
import { isLatin, isSpokenOf, lists, others } from "./shield-calls.js";
import { keys } from "./shield-keys.js";

const UNUSUAL = /[\u00ad\u1100-\u11ff\u200b-\u200f\u2060-\u2064\u24b6-\u24e9\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\uff66-\uff9f\u0300-\u036f\u3099\u309a\u{1d400}-\u{1d7ff}]/u;
const CLUSTER = /[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?|[\p{L}\p{N}]?[\u0300-\u036f\u3099\u309a]+|[\uff66-\uff9d][\uff9e\uff9f]?|[\s\S]/gu;
const INVISIBLE = /^[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]$/;

function plainLetter(cluster) {
  if (INVISIBLE.test(cluster)) return "";
  if (!UNUSUAL.test(cluster)) return cluster;
  const [made] = cluster.normalize("NFKC");
  return /^[\p{L}\p{N}]$/u.test(made) ? made : [...cluster][0];
}

/** Plain letters for odd ones, and where each character stood, from and to. */
function fold(text) {
  let plain = "";
  const places = [];
  for (const { 0: cluster, index } of text.matchAll(CLUSTER)) {
    plain += plainLetter(cluster);
    while (places.length < plain.length) places.push([index, index + cluster.length]);
  }
  return { plain, places };
}

const FETCH = {
  english: () => import("./shield-phrases.js"), pieces: () => import("./shield-pieces.js"),
  said: () => import("./shield-said.js"), keys: () => import("./shield-rare.js"), foreign: () => import("./shield-foreign.js"),
  cs: () => import("./bip39/cs.js"), fr: () => import("./bip39/fr.js"), it: () => import("./bip39/it.js"), pt: () => import("./bip39/pt.js"),
  es: () => import("./bip39/es.js"), ja: () => import("./bip39/ja.js"), ko: () => import("./bip39/ko.js"),
  "zh-hans": () => import("./bip39/zh-hans.js"), "zh-hant": () => import("./bip39/zh-hant.js"),
};
const here = new Map();
const kinds = new Map();

const plainOf = (text) => (UNUSUAL.test(text) ? fold(text).plain : text);

const isIn = (text, context) => isLatin(text, context) && here.get("english");

/** What must be fetched now; once it is here there may be more. */
function missing(text, context) {
  const called = lists(text, context, isIn(text, context)?.numbers);
  const latin = isLatin(text, context) ? ["english"] : [];
  const foreign = called.length ? ["foreign"] : [];
  const pieces = context.length && (latin.length || foreign.length) ? ["pieces"] : [];
  return [...latin, ...called, ...foreign, ...pieces, ...others(text)].filter((name) => !here.has(name));
}

const fetched = async (name) => here.set(name, await FETCH[name]());

/** Resolves once everything is here that this text calls for; fails where it cannot be fetched. */
export async function ready(text, context = []) {
  const plain = plainOf(text);
  for (let names = missing(plain, context); names.length; names = missing(plain, context)) await Promise.all(names.map(fetched));
}

/** Fetch what texts most often call for, so that writing goes on without a network. */
export const warm = () => Promise.all(["english", "pieces", "said"].filter((name) => !here.has(name)).map(fetched)).catch(() => {});

/** The English list, for those who ask what may become a phrase. */
export async function englishWords() {
  if (!here.has("english")) await fetched("english");
  return here.get("english");
}

function kindOf(name) {
  if (!kinds.has(name)) kinds.set(name, here.get("foreign").kindOf(name, here.get(name).WORDS));
  return kinds.get(name);
}

function phrases(text, context) {
  const spokenOf = () => isSpokenOf(text, context);
  const latin = isIn(text, context);
  const known = latin ? latin.english(text, spokenOf) : [];
  if (known.length) return known;
  const called = lists(text, context, latin?.numbers).map(kindOf);
  const { foreign, unspaced } = called.length ? here.get("foreign") : {};
  const found = called.length ? foreign(text, called, spokenOf) : [];
  const chinese = called.filter(({ han }) => han);
  if (!found.length && chinese.length) found.push(...unspaced(text, chinese, spokenOf));
  const every = latin ? [latin.kind, ...called] : called;
  return found.length || !context.length || !every.length ? found : here.get("pieces").pieces(text, context, every);
}

const meet = (one, other) => one.start < other.end && other.start < one.end;

function all(text, context) {
  const wanted = others(text);
  const found = [...phrases(text, context), ...(wanted.includes("keys") ? here.get("keys").rare(text, context) : []), ...keys(text, context)];
  const said = wanted.includes("said") ? here.get("said").said(text).filter((one) => !found.some((other) => meet(one, other))) : [];
  return [...found, ...said].sort((a, b) => a.start - b.start);
}

const codePoints = (text, end) => [...text.slice(0, end)].length;

/**
 * The worst thing in a text: the first that is certain, else the first that may be a key and must be asked about.
 * @param {string} text
 * @param {string[]} context what the same person wrote before in this conversation, oldest first
 * @returns {{kind: "mnemonic"|"privkey_hex"|"wif"|"xprv"|"solana_key"|"solana_key_json"|"keystore"|"password"|"otp"|"unread",
 *   start: number, end: number, certain: boolean, continued?: boolean} | null}
 *   `continued`: earlier texts hold the beginning, and they were sent; `unread`: ask again after `ready`;
 *   places in code points, as the server counts them
 */
export function screen(text, context = []) {
  const folded = UNUSUAL.test(text) ? fold(text) : null;
  const plain = folded?.plain ?? text;
  if (missing(plain, context).length) return { kind: "unread", start: 0, end: 0, certain: false };
  const found = all(plain, context);
  const worst = found.find((finding) => finding.certain) ?? found[0];
  if (!worst) return null;
  const [start, end] = folded ? [folded.places[worst.start][0], folded.places[worst.end - 1][1]] : [worst.start, worst.end];
  return { ...worst, start: codePoints(text, start), end: codePoints(text, end) };
}
