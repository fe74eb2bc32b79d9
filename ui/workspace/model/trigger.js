/** Where somebody who writes calls for a list: a slash or an at sign before the cursor, and what was typed behind it. */

/** @typedef {"reply"|"mention"} Kind */
/** @typedef {{kind: Kind, start: number, query: string}} Trigger  `start`: where its sign stands */

// The slash key of a Chinese keyboard writes 、 or ／. A slash inside of a word, a date or an address calls for nothing.
const REPLY = /(?:^|[\s。，；：！？（“])([/／、])([^\s/／、]*)$/u;
// Names have blanks in them, and Chinese has none before a name; a mail address is no name.
const MENTION = /(?<![\p{Script=Latin}\d._-])[@＠]([^\n@＠]{0,40})$/u;

/** @param {string} text @param {number} caret @param {Kind} kind @returns {Trigger|null} */
export function triggerAt(text, caret, kind) {
  const found = (kind === "reply" ? REPLY : MENTION).exec(text.slice(0, caret));
  if (!found) return null;
  const query = found[found.length - 1];
  return { kind, start: caret - query.length - 1, query };
}
