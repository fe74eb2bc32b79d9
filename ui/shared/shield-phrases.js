// Phrases of the English list: the same rules as safety/english.py, fetched when a text has enough Latin words. A test
// compares the verdicts.
import { COMMON, ENGLISH } from "./bip39-en.js";
import { ENOUGH, FEWEST, LISTED, NONE, SLIP, STRANGER, WINDOW, chains, count, distinct, finding, fits, isEven, lengths, numbered, slipsOf, trimmed } from "./shield-chains.js";
import { PROSE, STOPS } from "./shield-words.js";

const TOKEN = /[A-Za-z]+/g;
export const numbers = numbered(ENGLISH, true);
const stops = new Set(STOPS);
const prose = new Set(PROSE);
export const common = new Set(COMMON);
const listed = new Set(ENGLISH);
export const isListed = (word) => listed.has(word);
const isSlip = slipsOf(ENGLISH, prose);
const lower = (word) => word.toLowerCase();

function judge(word) {
  if (numbers.has(word)) return LISTED;
  if (isSlip(word)) return SLIP;
  return word.length < 3 || stops.has(word) ? NONE : STRANGER;
}

const ordinary = (chain) => chain.filter(({ word }) => common.has(word)).length;

function isDrawn(window) {
  const strangers = count(window, STRANGER);
  if (strangers && !isEven(window)) return false;
  return count(window, LISTED) >= ENOUGH && ordinary(window) <= (strangers ? 4 : 7) && distinct(window) >= 7;
}

function isPartial(chain, spokenOf) {
  const [known, strangers, usual] = [count(chain, LISTED), count(chain, STRANGER), ordinary(chain)];
  if (distinct(chain) * 3 < chain.length * 2 || (strangers && !isEven(chain))) return false;
  if (known >= ENOUGH) return usual * (strangers ? 4 : 2) <= known;
  if (known + count(chain, SLIP) >= ENOUGH && known >= ENOUGH - 2 && usual * 4 <= known) return !strangers;
  return spokenOf && FEWEST <= known && known === chain.length && usual * 4 <= known;
}

function phraseIn(chain, spokenOf) {
  const drawn = chain.map((_, i) => i).filter((i) => i + WINDOW <= chain.length && isDrawn(chain.slice(i, i + WINDOW)));
  if (drawn.length) return trimmed(chain.slice(drawn[0], drawn.at(-1) + WINDOW));
  for (let from = 0; from < 6; from += 1) {
    const length = lengths.find((n) => fits(chain.slice(from, from + n).map(({ word }) => word), numbers));
    if (length) return chain.slice(from, from + length);
  }
  const whole = trimmed(chain);
  if (isPartial(whole, spokenOf)) return whole;
  const rare = whole.map(({ word }, i) => (numbers.has(word) && !common.has(word) ? i : -1)).filter((i) => i >= 0);
  const core = rare.length ? whole.slice(rare[0], rare.at(-1) + 1) : [];
  return isPartial(core, spokenOf) ? core : null;
}

function isDense(of) {
  let sum = 0;
  return of.some((mark, i) => {
    sum += mark - (of[i - WINDOW] ?? 0);
    return sum >= ENOUGH - 2;
  });
}

/** What a phrase in pieces is put together by. */
export const kind = { token: TOKEN, numbers, plain: lower, han: false, isWhole: (chain) => isPartial(chain, false) };

export function english(text, spokenOf) {
  const of = (text.toLowerCase().match(TOKEN) ?? []).map((word) => (numbers.has(word) ? 1 : 0));
  if (!isDense(of) && !(of.join("").includes("1".repeat(FEWEST)) && spokenOf())) return [];
  const found = [...chains(text, TOKEN, judge, lower)].filter((chain) => chain.length).map((chain) => phraseIn(chain, spokenOf()));
  return found.filter((chain) => chain?.length).map(finding);
}
