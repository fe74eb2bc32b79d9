/** What became of a text: by lines first, and within lines that changed by words; in Chinese by characters. */
import { html } from "../vendor/lit.js";

/** @typedef {["same"|"gone"|"new", string]} Part */

const MOST = 3_000_000; // pairs to be compared: beyond, a text is shown as gone and the other as new
const WORDS = /\p{Script=Han}|[^\s\p{Script=Han}]+|\s+/gu;

/** @param {string} before @param {string} after @returns {Part[]} */
export function differences(before, after) {
  const lines = compare(before.split(/(?<=\n)/), after.split(/(?<=\n)/));
  /** @type {Part[]} */
  const parts = [];
  for (let at = 0; at < lines.length; at += 1) {
    const [how, text] = lines[at];
    const next = lines[at + 1];
    if (how === "gone" && next?.[0] === "new") {
      parts.push(...compare(text.match(WORDS) ?? [], next[1].match(WORDS) ?? []));
      at += 1;
    } else parts.push([how, text]);
  }
  return parts;
}

/** The longest pieces in common stay; runs of a kind are one part. @param {string[]} before @param {string[]} after @returns {Part[]} */
function compare(before, after) {
  if (before.length * after.length > MOST) return [["gone", before.join("")], ["new", after.join("")]];
  const width = after.length + 1;
  const common = new Uint16Array((before.length + 1) * width);
  for (let i = before.length - 1; i >= 0; i -= 1) {
    for (let j = after.length - 1; j >= 0; j -= 1) common[i * width + j] = before[i] === after[j] ? common[(i + 1) * width + j + 1] + 1 : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
  }
  /** @type {Part[]} */
  const parts = [];
  const say = (/** @type {Part[0]} */ how, /** @type {string} */ text) => {
    const last = parts.at(-1);
    if (last?.[0] === how) last[1] += text;
    else parts.push([how, text]);
  };
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) say("same", before[i++]), (j += 1);
    else if (i < before.length && (j === after.length || common[(i + 1) * width + j] >= common[i * width + j + 1])) say("gone", before[i++]);
    else say("new", after[j++]);
  }
  return parts;
}

/** @param {string} before @param {string} after @param {string} name */
export const compared = (before, after, name) => html`<div class="compare" role="group" aria-label=${name} tabindex="0">${differences(before, after).map(([how, text]) => (how === "gone" ? html`<del>${text}</del>` : how === "new" ? html`<ins>${text}</ins>` : text))}</div>`;
