/** Saved replies as plain functions: which match what was typed, in which language, and what is still to be filled in. */

/** @typedef {import("../wire.js").SavedReply} SavedReply */

const FIELD = /\{([a-z_]+(?::[a-z0-9_-]+)?)\}/g;
export const CURSOR = "{cursor}";

/** The wording for a language: the very one, its nearest, any. @param {SavedReply} reply @param {string} locale @returns {string} */
export function wordingFor(reply, locale) {
  const has = Object.keys(reply.wordings);
  const language = locale.split("-")[0];
  return has.find((one) => one === locale) ?? has.find((one) => one.split("-")[0] === language) ?? has[0];
}

/** Best first: by shortcode, then by title, then by what they say. @param {SavedReply[]} replies @param {string} query @param {string} locale */
export function matching(replies, query, locale) {
  const word = query.toLowerCase();
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply, word, locale) }))
    .filter(({ rank }) => rank < NONE)
    .sort((a, b) => a.rank - b.rank)
    .map(({ reply }) => reply);
}

const NONE = 4;

/** @param {SavedReply} reply @param {string} word @param {string} locale */
function rankOf(reply, word, locale) {
  const { title } = reply.wordings[wordingFor(reply, locale)];
  if (reply.shortcode.startsWith(word)) return 0;
  if (title.toLowerCase().startsWith(word)) return 1;
  if (title.toLowerCase().includes(word) || reply.shortcode.includes(word)) return 2;
  return Object.values(reply.wordings).some((said) => `${said.title}\n${said.text}`.toLowerCase().includes(word)) ? 3 : NONE;
}

/** @param {string} text @returns {string[]} */
export const namesIn = (text) => [...new Set([...text.matchAll(FIELD)].map(([, name]) => name))];

/** What is left to fill in by hand before this may be sent. @param {string} text @param {Set<string>} fields  those there are */
export const openFields = (text, fields) => namesIn(text).filter((name) => fields.has(name) || /^(?:link|article):/.test(name));

/**
 * The text as it goes into the field, and what is selected there: the place of the cursor, else the first field
 * that is still open, else the end.
 * @param {string} text @param {Record<string, string>} values @returns {{text: string, from: number, to: number}}
 */
export function filled(text, values) {
  const whole = text.replace(FIELD, (field, name) => values[name] ?? field);
  const at = whole.indexOf(CURSOR);
  if (at >= 0) return { text: whole.replace(CURSOR, ""), from: at, to: at };
  const [open] = whole.matchAll(FIELD);
  return open ? { text: whole, from: open.index, to: open.index + open[0].length } : { text: whole, from: whole.length, to: whole.length };
}
