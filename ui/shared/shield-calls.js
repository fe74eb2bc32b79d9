// Which parts of the shield a text calls for: the same rules as safety/calls.py. A test compares the verdicts.
import { CODE_HINTS, HAN_ROW, HANGUL, KANA, LATIN, LONE_HAN, LONE_ROW, NUMBERS, PASSWORD_HINTS, SPOKEN, STOPS } from "./shield-words.js";

const [FEWEST, ENOUGH, TURNS, SHORTEST, LONGEST] = [5, 7, 24, 3, 600];
const [spoken, latin, kana, hangul, lone] = [SPOKEN, LATIN, KANA, HANGUL, LONE_HAN].map((one) => new RegExp(one, "g"));
const [row, loneRow, decimals] = [HAN_ROW, LONE_ROW, NUMBERS].map((one) => new RegExp(one));
const stops = new Set(STOPS);
const KEY = /[0-9A-Za-z]{80}|[Ss][0-9A-Za-z]{27}|cipher_?text|encoded|"salt"/i;

export const isSpokenOf = (text, context) => [...context.slice(-2), text].join("\n").toLowerCase().search(spoken) >= 0;
export const withoutCues = (text) => text.toLowerCase().replace(spoken, (cue) => " ".repeat(cue.length));

const tally = (token, texts) => texts.reduce((sum, text) => sum + (text.match(token) ?? []).length, 0);
const has = (token, text) => text.search(token) >= 0;
const isLittle = (word) => word.length < SHORTEST || stops.has(word.toLowerCase());

function isBare(text) {
  const words = text.length <= LONGEST ? text.match(latin) ?? [] : [];
  return words.length > 0 && !words.some(isLittle);
}

function bareRun(text, numbers) {
  let [longest, run] = [0, 0];
  for (const word of text.match(latin) ?? []) {
    if (isLittle(word)) run = 0;
    else if (!numbers.has(word.toLowerCase())) longest = Math.max(longest, run += 1);
  }
  return longest;
}

/** Whether a text has so many Latin words, with those before it, that they may be a phrase. */
export const isLatin = (text, context) => has(latin, text) && tally(latin, [...context.slice(-TURNS), text]) >= FEWEST;

function callsForLatin(text, around, numbers) {
  const alone = bareRun(text, numbers);
  if (alone >= ENOUGH || (alone >= FEWEST && isSpokenOf(text, around.slice(0, -1)))) return true;
  return around.length > 1 && isBare(text) && around.filter(isBare).reduce((sum, one) => sum + bareRun(one, numbers), 0) >= ENOUGH;
}

const callsForHan = (text, around) =>
  (has(lone, text) && tally(lone, around) >= FEWEST) || (row.test(text) && (isSpokenOf(text, around.slice(0, -1)) || loneRow.test(text)));

/** The lists beside the English one, by the names of their files. `numbers`: the English words, where there are Latin ones. */
export function lists(text, context, numbers) {
  const around = [...context.slice(-TURNS), text];
  return [
    ...(numbers && callsForLatin(text, around, numbers) ? ["cs", "fr", "it", "pt", "es"] : []),
    ...(has(kana, text) && tally(kana, around) >= FEWEST ? ["ja"] : []),
    ...(has(hangul, text) && tally(hangul, around) >= FEWEST ? ["ko"] : []),
    ...(callsForHan(text, around) ? ["zh-hans", "zh-hant"] : []),
  ];
}

/** Passwords and codes, and the keys that are seldom: whether there is anything to look for. */
export function others(text) {
  const said = text.toLowerCase();
  return [
    ...([...PASSWORD_HINTS, ...CODE_HINTS].some((hint) => said.includes(hint)) ? ["said"] : []),
    ...(KEY.test(text) || (text.split(",").length >= 32 && decimals.test(text)) ? ["keys"] : []),
  ];
}
