/** A text in the parts a provider takes, cut where the server cuts it: at paragraphs, lines, sentences, words. */

/** @typedef {"utf16"|"characters"|"bytes"} Unit */

const ENDS = [/\n\s*\n/g, /\n/g, /(?<=[。！？；])|(?<=[.!?;])\s/g, /\s/g];

/** @param {string} text @param {Unit} unit */
export const lengthOf = (text, unit) => (unit === "utf16" ? text.length : unit === "bytes" ? new TextEncoder().encode(text).length : [...text].length);

/** @param {string} text @param {Unit} unit @param {number} longest @returns {string[]} */
export function partsOf(text, unit, longest) {
  const parts = [];
  let rest = text;
  while (lengthOf(rest, unit) > longest) {
    const cut = cutOf(rest, unit, longest);
    parts.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return rest ? [...parts, rest] : parts;
}

/** @param {string} text @param {Unit} unit @param {number} longest */
function cutOf(text, unit, longest) {
  const most = fits(text, unit, longest);
  for (const end of ENDS) {
    const places = [...text.matchAll(end)].map((found) => found.index + found[0].length).filter((at) => at > 0 && at <= most);
    const last = places.at(-1) ?? 0;
    if (last >= most / 2 && last > 0) return last; // a cut near the beginning would make crumbs
  }
  return most;
}

/** How much of its beginning fits, never half a letter. @param {string} text @param {Unit} unit @param {number} longest */
function fits(text, unit, longest) {
  let [length, at] = [0, 0];
  for (const letter of text) {
    length += lengthOf(letter, unit);
    if (length > longest) break;
    at += letter.length;
  }
  return at || [...text][0].length;
}
