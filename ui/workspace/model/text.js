/** Small questions about a text. */

/** @typedef {{part: string, hit: boolean}[]} Parts */

/** Cut at a pattern with one group, which is kept. @param {string} text @param {RegExp} pattern @returns {Parts} */
const cut = (text, pattern) => text.split(pattern).map((part, at) => ({ part, hit: at % 2 === 1 })).filter(({ part }) => part);

/** Cut around each place where one of the `words` occurs behind its `sign`, whatever its case; longer words first. @param {string} text @param {string[]} words @param {string} [sign] @returns {Parts} */
export function marked(text, words, sign = "") {
  const wanted = words.filter(Boolean).sort((a, b) => b.length - a.length).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return wanted.length ? cut(text, new RegExp(`(${sign}(?:${wanted.join("|")}))`, "iu")) : [{ part: text, hit: false }];
}

/** @param {number} bytes */
export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The last characters of an id: enough to tell two anonymous contacts apart. @param {string} id */
export function shortId(id) {
  return id.slice(-4).toUpperCase();
}

const LONG = /((?:0x)?[0-9a-f]{32,}|[1-9A-HJ-NP-Za-km-z]{32,90})/i;

/** Addresses, hashes and the like stand out, so that they can be compared. @param {string} text */
export const withHashes = (text) => cut(text, LONG);
