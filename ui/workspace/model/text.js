/** Small questions about a text. */

/** Cut `text` around each place where `word` occurs, whatever its case. @param {string} text @param {string} word @returns {{part: string, hit: boolean}[]} */
export function marked(text, word) {
  if (!word) return [{ part: text, hit: false }];
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return text
    .split(new RegExp(`(${escaped})`, "iu"))
    .map((part, at) => ({ part, hit: at % 2 === 1 }))
    .filter(({ part }) => part !== "");
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

/** Addresses, hashes and the like stand out, so that they can be compared. @param {string} text @returns {{part: string, hash: boolean}[]} */
export function withHashes(text) {
  return text
    .split(LONG)
    .map((part, at) => ({ part, hash: at % 2 === 1 }))
    .filter(({ part }) => part !== "");
}

/** Cut `text` around each `@name` of these. @param {string} text @param {string[]} names @returns {{part: string, name: boolean}[]} */
export function withNames(text, names) {
  if (!names.length) return [{ part: text, name: false }];
  const escaped = [...names].sort((a, b) => b.length - a.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return text
    .split(new RegExp(`([@＠](?:${escaped.join("|")}))`, "iu"))
    .map((part, at) => ({ part, name: at % 2 === 1 }))
    .filter(({ part }) => part !== "");
}
