/** Small questions about a text. */

const HAN = /\p{Script=Han}/u;

/** The language a message is shown in, so that Han glyphs and punctuation are the right ones. @param {string} text */
export function languageOf(text) {
  return HAN.test(text) ? "zh-CN" : "en";
}

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
