// Finds recovery phrases: the same rules as safety/phrases.py and safety/chains.py. A test compares the verdicts.
import { COMMON, ENGLISH, PROSE } from "./bip39-en.js";
import { sha256 } from "./sha256.js";

const [WINDOW, ENOUGH, FEWEST, TURNS] = [12, 9, 5, 24];
const LENGTHS = [12, 15, 18, 21, 24];
const TOKEN = /[A-Za-z]+/g;
const LETTER = /\p{L}/gu;
const CUES = [
  "助记词", "助記詞", "助记码", "注记词", "註記詞", "住记词", "恢复词", "恢復詞",
  "种子", "種子", "单词", "單詞", "mnemonic", "seed", "recovery phrase", "recovery words", "secret phrase",
  "secret words", "backup phrase", "backup words", "wallet phrase", "12 words", "24 words", "phrase is",
];

const words = new Set(ENGLISH);
const known = new Set([...ENGLISH, ...ENGLISH.map((word) => word.slice(0, 4))]);
const common = new Set(COMMON);
const prose = new Set(PROSE);
const numbers = new Map([...ENGLISH.map((word, i) => [word.slice(0, 4), i]), ...ENGLISH.map((word, i) => [word, i])]);

const cuts = (word) => Array.from({ length: word.length - 1 }, (_, i) => word.slice(0, i + 1) + word.slice(i + 2));
let slips = null;
function isSlip(word) {
  if (word.length < 4 || word.length > 9 || prose.has(word)) return false;
  slips ??= new Set([...ENGLISH, ...ENGLISH.flatMap(cuts)]);
  return slips.has(word) || cuts(word).some((cut) => slips.has(cut));
}

/** The checksum inside a phrase: these words, all of them and in this order, are a valid one. */
function fits(phrase) {
  if (!LENGTHS.includes(phrase.length) || !phrase.every((word) => numbers.has(word))) return false;
  const bits = phrase.map((word) => numbers.get(word).toString(2).padStart(11, "0")).join("");
  const check = phrase.length / 3;
  const entropy = Uint8Array.from(bits.slice(0, -check).match(/.{8}/g), (byte) => Number.parseInt(byte, 2));
  return sha256(entropy)[0].toString(2).padStart(8, "0").slice(0, check) === bits.slice(-check);
}

const listed = (chain) => chain.filter((word) => known.has(word)).length;
const ordinary = (chain) => chain.filter((word) => common.has(word)).length;
const isDrawn = (window) => listed(window) >= ENOUGH && ordinary(window) <= 7 && new Set(window).size >= 7;

function isPartial(chain, spokenOf) {
  if (new Set(chain).size * 3 < chain.length * 2) return false;
  if (listed(chain) >= ENOUGH) return ordinary(chain) * 2 <= listed(chain);
  return spokenOf && listed(chain) >= FEWEST && listed(chain) === chain.length && ordinary(chain) * 4 <= chain.length;
}

function isSeparator(gap) {
  return gap.length === 1 || ([...gap.trim()].length <= 12 && (gap.match(LETTER) ?? []).length <= 4);
}

/** Runs of fitting words with nothing but separators between: [word, start, end] each. */
function* chains(text) {
  let chain = [];
  for (const match of text.matchAll(TOKEN)) {
    const word = match[0].toLowerCase();
    const fitting = known.has(word) || isSlip(word);
    if (chain.length && !(fitting && isSeparator(text.slice(chain.at(-1)[2], match.index)))) {
      yield chain;
      chain = [];
    }
    if (fitting) chain.push([word, match.index, match.index + match[0].length]);
  }
  yield chain;
}

/** Where in the chain the phrase stands, as [from, to), or null. */
function phraseIn(chain, spokenOf) {
  const drawn = chain.map((_, i) => i).filter((i) => i + WINDOW <= chain.length && isDrawn(chain.slice(i, i + WINDOW)));
  if (drawn.length) return [drawn[0], drawn.at(-1) + WINDOW];
  for (let from = 0; from < 6; from += 1) {
    const length = LENGTHS.find((n) => fits(chain.slice(from, from + n)));
    if (length) return [from, from + length];
  }
  if (isPartial(chain, spokenOf)) return [0, chain.length];
  const rare = chain.map((word, i) => (known.has(word) && !common.has(word) ? i : -1)).filter((i) => i >= 0);
  const core = rare.length ? [rare[0], rare.at(-1) + 1] : [0, 0];
  return isPartial(chain.slice(...core), spokenOf) ? core : null;
}

function isDense(marks) {
  let count = 0;
  return marks.some((mark, i) => {
    count += mark - (marks[i - WINDOW] ?? 0);
    return count >= ENOUGH;
  });
}

const isSpokenOf = (text, context) => {
  const said = [...context.slice(-2), text].join("\n").toLowerCase();
  return CUES.some((cue) => said.includes(cue));
};

function lead(tokens) {
  const end = tokens.findIndex((word) => !words.has(word));
  return end < 0 ? tokens : tokens.slice(0, end);
}

/** A phrase sent in pieces: this text begins with words of the list, the texts before it end with them. */
function continued(text, tokens, context) {
  const head = lead(tokens);
  let joined = head;
  for (const before of context.slice(-TURNS).reverse()) {
    const spoken = before.toLowerCase().match(TOKEN) ?? [];
    const tail = lead([...spoken].reverse()).reverse();
    joined = [...tail, ...joined];
    if (tail.length < spoken.length || !tail.length) break;
  }
  if (joined.length === head.length || !(isPartial(joined, false) || fits(joined))) return [];
  const places = [...text.matchAll(TOKEN)];
  const last = places[head.length - 1];
  return [{ kind: "mnemonic", start: places[0].index, end: last.index + last[0].length, certain: true, continued: true }];
}

export function phrases(text, context) {
  const tokens = text.toLowerCase().match(TOKEN);
  if (!tokens) return [];
  const marks = tokens.map((word) => (known.has(word) ? 1 : 0));
  const spokenOf = marks.join("").includes("1".repeat(FEWEST)) && isSpokenOf(text, context);
  const found = [];
  if (spokenOf || isDense(marks)) {
    for (const chain of chains(text)) {
      const place = chain.length ? phraseIn(chain.map(([word]) => word), spokenOf) : null;
      if (place) found.push({ kind: "mnemonic", start: chain[place[0]][1], end: chain[place[1] - 1][2], certain: true });
    }
  }
  return found.length || !context.length || !words.has(tokens[0]) ? found : continued(text, tokens, context);
}
