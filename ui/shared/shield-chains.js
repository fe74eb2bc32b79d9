// Words of a list one after another in a text: the same rules as safety/chains.py. A test compares the verdicts.
import { sha256 } from "./sha256.js";

export const NONE = 0;
export const STRANGER = 1;
export const SLIP = 2;
export const LISTED = 3;
export const WINDOW = 12;
export const ENOUGH = 9;
export const FEWEST = 5;
const LENGTHS = [12, 15, 18, 21, 24];
const LETTER = /\p{L}/gu;
const NUMBER = /[0-9\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f]+/g;
const BLANKS = /[ \t\r\n\u3000]+/g;
const letters = (gap) => (gap.match(LETTER) ?? []).length;

const isSeparator = (gap) => gap.length === 1 || ([...gap.trim()].length <= 12 && letters(gap) <= 4);
const endsSentence = (gap, word) => /^[.!?]\s+$/.test(gap) && word[0] !== word[0].toLowerCase() && word !== word.toUpperCase();
const marks = (gap) => (gap === " " ? "" : gap.replace(BLANKS, "").replace(NUMBER, "#"));

export const count = (chain, fit) => chain.filter((one) => one.fit === fit).length;
export const distinct = (chain) => new Set(chain.map((one) => one.word)).size;
export const isEven = (chain) => new Set(chain.slice(1).map((one) => one.gap)).size <= 2;
export const isMarked = (chain) => 2 * chain.filter((one) => one.gap).length > chain.length;
export const finding = (chain) => ({ kind: "mnemonic", start: chain[0].start, end: chain.at(-1).end, certain: true });

/** Rows of fitting words with nothing but separators between and no two strangers side by side. */
export function* chains(text, token, judge, plain) {
  let row = [];
  for (const { 0: found, index } of text.matchAll(token)) {
    const word = plain(found);
    const fit = judge(word);
    const gap = row.length ? text.slice(row.at(-1).end, index) : "";
    if (row.length && (fit === NONE || !isSeparator(gap) || endsSentence(gap, found))) {
      yield row;
      row = [];
    }
    if (fit === STRANGER && (!row.length || row.at(-1).fit === STRANGER)) {
      yield row;
      row = [];
    }
    if (fit !== NONE) row.push({ word, fit, start: index, end: index + found.length, gap: marks(gap) });
  }
  yield row;
}

/** Without strangers at its ends, unless they make the number of words one of a phrase. */
export function trimmed(chain) {
  let [start, end] = [0, chain.length];
  while (start < end && chain[start].fit === STRANGER) start += 1;
  while (end > start && chain[end - 1].fit === STRANGER) end -= 1;
  for (const [first, last] of [[start - 1, end], [start, end + 1], [start - 1, end + 1]]) {
    if (!LENGTHS.includes(end - start) && LENGTHS.includes(last - first) && first >= 0 && last <= chain.length) return chain.slice(first, last);
  }
  return chain.slice(start, end);
}

/** The checksum inside a phrase: these words, all of them and in this order, are a valid one. */
export function fits(phrase, numbers) {
  if (!LENGTHS.includes(phrase.length) || !phrase.every((word) => numbers.has(word))) return false;
  const bits = phrase.map((word) => numbers.get(word).toString(2).padStart(11, "0")).join("");
  const check = phrase.length / 3;
  const entropy = Uint8Array.from(bits.slice(0, -check).match(/.{8}/g), (byte) => Number.parseInt(byte, 2));
  return sha256(entropy)[0].toString(2).padStart(8, "0").slice(0, check) === bits.slice(-check);
}

export const lengths = LENGTHS;
const cuts = (word) => Array.from({ length: word.length - 1 }, (_, i) => word.slice(0, i + 1) + word.slice(i + 2));

/** Whether one slip of the finger after the first letter makes a word one of these. */
export function slipsOf(words, prose) {
  let slips = null;
  return (word) => {
    if (word.length < 4 || word.length > 10 || prose.has(word)) return false;
    slips ??= new Set([...words, ...words.flatMap(cuts)]);
    return slips.has(word) || cuts(word).some((cut) => slips.has(cut));
  };
}

/** The number of each word, and of the four letters that tell the words of a Latin list apart. */
export const numbered = (words, short) => new Map([...(short ? words.map((word, i) => [word.slice(0, 4), i]) : []), ...words.map((word, i) => [word, i])]);
