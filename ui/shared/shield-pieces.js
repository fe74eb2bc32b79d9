// A phrase that is sent in pieces: the same rules as safety/pieces.py, fetched with the second text. A test compares
// the verdicts.
import { LISTED, NONE, STRANGER, chains, finding } from "./shield-chains.js";

const [TURNS, BETWEEN, ENOUGH_ALONE, LONGEST] = [24, 3, 3, 600];

/** The longest row of listed words, if it is most of the text or long enough to be told from prose. */
function piece(text, kind) {
  const words = text.length <= LONGEST ? kind.plain(text).match(kind.token) ?? [] : [];
  const of = words.map((word) => (kind.numbers.has(word) ? 1 : 0));
  const listed = of.filter(Boolean).length;
  const stray = kind.han && words.length === 1 && [...words[0]].length === 1;
  if (!words.length || (!of.join("").includes("1".repeat(ENOUGH_ALONE)) && 2 * listed < words.length && !stray)) return [];
  const judge = (word) => (kind.numbers.has(word) ? LISTED : kind.han && [...word].length === 1 ? STRANGER : NONE);
  const rows = [...chains(text, kind.token, judge, kind.plain)];
  const longest = rows.reduce((one, other) => (other.length > one.length ? other : one), []);
  const letters = (text.match(/\p{L}/gu) ?? []).length;
  const ofThem = longest.reduce((sum, { start, end }) => sum + end - start, 0);
  return longest.length >= ENOUGH_ALONE || 2 * ofThem >= letters ? longest : [];
}

function earlier(context, kind) {
  const found = [];
  let silent = 0;
  for (const text of context.slice(-TURNS).reverse()) {
    const part = piece(text, kind);
    silent = part.length ? 0 : silent + 1;
    if (silent > BETWEEN) break;
    if (part.length) found.unshift(part);
  }
  return found;
}

/** `kinds`: the lists that the text calls for. */
export function pieces(text, context, kinds) {
  for (const kind of kinds) {
    const last = piece(text, kind);
    const before = last.length ? earlier(context, kind) : [];
    const joined = [...before, last].flat().map((one) => ({ ...one, gap: "" }));
    if (before.length && kind.isWhole(joined)) return [{ ...finding(last), continued: true }];
  }
  return [];
}
