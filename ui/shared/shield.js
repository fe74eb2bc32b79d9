// The secret shield in the browser: the same rules as the server's, asked before a text goes anywhere or is kept.
import { keys } from "./shield-keys.js";
import { phrases } from "./shield-phrases.js";

const UNUSUAL = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u24b6-\u24e9\u{1d400}-\u{1d7ff}]/u;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]/u;

/** Plain letters for odd ones, and where each character (and the end) stood. */
function fold(text) {
  let plain = "";
  const places = [];
  let at = 0;
  for (const letter of text) {
    if (!INVISIBLE.test(letter)) {
      const folded = UNUSUAL.test(letter) ? letter.normalize("NFKC") : letter;
      plain += /^[0-9A-Za-z]$/.test(folded) ? folded : letter;
      while (places.length < plain.length) places.push(at);
    }
    at += letter.length;
  }
  return { plain, place: (i) => places[i], end: (i) => places[i - 1] + String.fromCodePoint(text.codePointAt(places[i - 1])).length };
}

const codePoints = (text, end) => [...text.slice(0, end)].length;

/**
 * The worst thing in a text: the first that is certain, else the first that may be a key and must be asked about.
 * @param {string} text
 * @param {string[]} context what the same person wrote before in this conversation, oldest first
 * @returns {{kind: "mnemonic"|"privkey_hex"|"wif"|"xprv", start: number, end: number, certain: boolean, continued?: boolean} | null}
 *   `continued`: earlier texts hold the beginning, and they were sent;
 *   places in code points, as the server counts them
 */
export function screen(text, context = []) {
  const folded = UNUSUAL.test(text) ? fold(text) : null;
  const plain = folded?.plain ?? text;
  const found = [...phrases(plain, context), ...keys(plain, context)].sort((a, b) => a.start - b.start);
  const worst = found.find((finding) => finding.certain) ?? found[0];
  if (!worst) return null;
  const [start, end] = folded ? [folded.place(worst.start), folded.end(worst.end)] : [worst.start, worst.end];
  return { ...worst, start: codePoints(text, start), end: codePoints(text, end) };
}
