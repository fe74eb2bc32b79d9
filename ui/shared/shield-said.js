// Finds passwords and one-time codes by the words around them: the same rules as safety/passwords.py and safety/codes.py,
// fetched when a text has one of those words. A test compares the verdicts.
import { CODE, PASSWORD } from "./shield-said-tables.js";
import { CODE_HINTS, PASSWORD_HINTS } from "./shield-words.js";

const global = (pattern) => new RegExp(pattern, "gid");
const at = (pattern) => new RegExp(pattern, "iy");
const any = (pattern) => new RegExp(pattern, "i");
const says = (pattern, text, from) => {
  pattern.lastIndex = from;
  return pattern.test(text);
};

const password = {
  patterns: [PASSWORD.BEHIND, PASSWORD.BESIDE, PASSWORD.BEFORE].map(global),
  units: at(PASSWORD.UNITS), asks: at(PASSWORD.ASKS), ends: at(PASSWORD.ENDS), no: any(PASSWORD.NO_VALUE), signs: new RegExp(PASSWORD.SIGNS),
  plain: new Set(PASSWORD.PLAIN.split(" ")),
};
const code = {
  patterns: [CODE.BEHIND, CODE.BEFORE, CODE.BARE].map(global),
  units: at(CODE.UNITS), asks: at(CODE.ASKS), fault: any(CODE.FAULT), year: any(CODE.YEAR), linked: any(CODE.LINKED),
};

function stripped(value) {
  let [start, end] = [0, value.length];
  while (start < end && PASSWORD.TRIMMED.includes(value[start])) start += 1;
  while (end > start && PASSWORD.TRIMMED.includes(value[end - 1])) end -= 1;
  return value.slice(start, end);
}

function looksMadeUp(value) {
  if ((value && PASSWORD.OPENING.includes(value[0])) || password.plain.has(value.toLowerCase())) return false;
  if (/\d/.test(value)) return true;
  const isCamel = /^[A-Za-z]+$/.test(value) && value !== value.toUpperCase() && /[A-Z]/.test(value.slice(1));
  return isCamel || password.signs.test(value);
}

function isLoneWord(text, { groups, end }, value) {
  if (!/^[A-Za-z]{4,}$/.test(value) || password.plain.has(value.toLowerCase())) return false;
  const named = groups.sign || groups.quote || /[^\x00-\x7f]/.test(groups.says);
  return Boolean(named) && says(password.ends, text, end);
}

function isPassword(text, said, beside) {
  const value = stripped(said.groups.value);
  const core = value.replace(/[.!?)]+$/, "");
  if (value.length < 4 || password.no.test(value) || password.no.test(core)) return false;
  if (says(password.asks, text, said.end) || says(password.units, text, said.end)) return false;
  if (!looksMadeUp(core)) return !beside && isLoneWord(text, said, core);
  const isPin = /^\d+$/.test(core) && (said.whole.toLowerCase().startsWith("pin") || said.whole.includes("口令"));
  return !beside || core.length >= 6 || isPin;
}

function isCode(text, { groups, start, end }) {
  if (groups.value !== groups.value.toUpperCase() || says(code.units, text, end) || says(code.asks, text, end)) return false;
  return !code.year.test(groups.value) || code.linked.test(text.slice(Math.max(0, start - 4), start));
}

function* every(text, patterns, kind, judge) {
  let done = -1;
  for (const [i, pattern] of patterns.entries()) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices.groups.value;
      if (start <= done || !judge({ groups: match.groups, start, end, whole: match[0] }, i)) continue;
      done = end;
      yield { kind, start, end, certain: true };
    }
  }
}

export function said(text) {
  const lower = text.toLowerCase();
  const hinted = (hints) => hints.some((hint) => lower.includes(hint));
  const codes = code.fault.test(text) ? code.patterns.slice(0, 2) : code.patterns;
  return [
    ...(hinted(PASSWORD_HINTS) ? every(text, password.patterns, "password", (one, i) => isPassword(text, one, i > 0)) : []),
    ...(hinted(CODE_HINTS) ? every(text, codes, "otp", (one) => isCode(text, one)) : []),
  ];
}
