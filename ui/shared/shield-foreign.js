// Phrases of the nine other lists: the same rules as safety/foreign.py and safety/unspaced.py, fetched with the first
// list that a text calls for. A test compares the verdicts.
import { withoutCues } from "./shield-calls.js";
import { ENOUGH, FEWEST, LISTED, NONE, SLIP, STRANGER, WINDOW, chains, count, distinct, finding, fits, isEven, isMarked, numbered, slipsOf, trimmed } from "./shield-chains.js";
import { COMMON_HAN, COUNTERS } from "./shield-foreign-tables.js";
import { HAN, HAN_ROW, HANGUL, KANA, LATIN, LONE_ROW, PROSE, STOPS } from "./shield-words.js";

const [TOO_COMMON, MARKED, UNANNOUNCED, COMMON, UNLISTED] = [5.35, 4.7, 5.6, 4, 4];
const common = new Set(COMMON_HAN);
const counters = new RegExp(COUNTERS, "g");
const stops = new Set(STOPS);
const prose = new Set(PROSE);
const TOKENS = { ja: KANA, ko: HANGUL, "zh-hans": HAN, "zh-hant": HAN };
const ACCENT = /[\u00c0-\u017f]/g;
const KATAKANA = /[\u30a1-\u30f6]/g;

function base(letter) {
  const [first] = letter.normalize("NFD");
  return first < "\u0080" ? first : letter;
}

const plain = (text) => text.toLowerCase().replace(ACCENT, base).replace(KATAKANA, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/** What is to know of one list, made once from its words. */
export function kindOf(name, words) {
  const han = name.startsWith("zh");
  const latin = !TOKENS[name];
  const whole = new Set(words);
  const numbers = numbered(words, latin);
  const isSlip = slipsOf(words, prose);
  const kind = { name, han, latin, numbers, plain, token: new RegExp(TOKENS[name] ?? LATIN, "g") };
  kind.judge = (word) => {
    if (!latin) return han && [...word].length > 1 ? NONE : numbers.has(word) ? LISTED : STRANGER;
    if (whole.has(word) || (numbers.has(word) && !stops.has(word))) return LISTED;
    if (word.length < 3 || stops.has(word)) return NONE;
    return isSlip(word) ? SLIP : STRANGER;
  };
  kind.isWhole = (chain) => distinct(chain) * 3 >= chain.length * 2 && phraseIn(chain, kind, false) !== null;
  return kind;
}

function rarity(words, { numbers }) {
  const of = (word) => {
    const rare = Math.log((numbers.get(word) ?? 0) + 1);
    return common.has(word) ? Math.min(rare, COMMON) : rare || UNLISTED;
  };
  return words.reduce((sum, word) => sum + of(word), 0) / Math.max(1, words.length);
}

const isProse = (chain, kind) => kind.han && rarity(chain.map(({ word }) => word), kind) < (isMarked(chain) ? MARKED : TOO_COMMON);
const isDrawn = (window, kind) => count(window, LISTED) >= ENOUGH && distinct(window) >= 7 && !isProse(window, kind);

function isPartial(chain, kind, spokenOf) {
  const [listed, strangers] = [count(chain, LISTED), count(chain, STRANGER)];
  if (distinct(chain) * 3 < chain.length * 2 || isProse(chain, kind)) return false;
  if (listed >= ENOUGH - 1 && (listed + count(chain, SLIP) >= ENOUGH || (strangers && isEven(chain)))) return true;
  return spokenOf && listed >= FEWEST && listed >= chain.length - 1 && !strangers;
}

function phraseIn(chain, kind, spokenOf) {
  const ends = chain.map((_, i) => i + 1).filter((end) => end >= WINDOW && isDrawn(chain.slice(end - WINDOW, end), kind));
  if (ends.length) return trimmed(chain.slice(ends[0] - WINDOW, ends.at(-1)));
  const whole = trimmed(chain);
  const valid = () => fits(whole.map(({ word }) => word), kind.numbers) && !isProse(whole, kind);
  return isPartial(whole, kind, spokenOf) || valid() ? whole : null;
}

function found(text, kind, spokenOf) {
  const listed = (plain(text).match(kind.token) ?? []).filter((word) => kind.numbers.has(word)).length;
  if (listed < FEWEST || (listed < ENOUGH - 1 && !spokenOf())) return [];
  const counted = kind.han && (text.match(counters) ?? []).length >= FEWEST;
  const rows = chains(counted ? text.replace(counters, (one) => "1".repeat(one.length)) : text, kind.token, kind.judge, plain);
  return [...rows].filter((row) => row.length).map((row) => phraseIn(row, kind, spokenOf())).filter((row) => row?.length).map(finding);
}

const covered = (findings) => findings.reduce((sum, { start, end }) => sum + end - start, 0);

export function foreign(text, kinds, spokenOf) {
  const every = kinds.map((kind) => found(text, kind, spokenOf));
  return every.reduce((one, other) => (covered(other) > covered(one) ? other : one), []);
}

const GAP = /[ \t\u3000\n|/-]/;
const mnemonic = (start, end) => ({ kind: "mnemonic", start, end, certain: true });

function drawnIn(row, start, kinds) {
  const places = [...row].map((letter, i) => (GAP.test(letter) ? -1 : i)).filter((i) => i >= 0);
  const letters = places.map((i) => row[i]);
  const isSeed = (window, kind) => window.filter((one) => kind.numbers.has(one)).length >= WINDOW - 1 && rarity(window, kind) >= TOO_COMMON;
  const starts = letters.map((_, i) => i).filter((i) => i + WINDOW <= letters.length && kinds.some((kind) => isSeed(letters.slice(i, i + WINDOW), kind)));
  return starts.length ? [mnemonic(start + places[starts[0]], start + places[starts.at(-1) + WINDOW - 1] + 1)] : [];
}

/** Chinese phrases without separators. */
export function unspaced(text, kinds, spokenOf) {
  if (spokenOf()) return [...withoutCues(text).matchAll(new RegExp(HAN_ROW, "g"))].flatMap((row) => drawnIn(row[0], row.index, kinds));
  const valid = (row) => kinds.some((kind) => rarity([...row], kind) >= UNANNOUNCED && fits([...row], kind.numbers));
  return [...text.matchAll(new RegExp(LONE_ROW, "g"))].filter((row) => valid(row[0])).map((row) => mnemonic(row.index, row.index + row[0].length));
}
