/** The first letters of Chinese words as they are typed ("转接" → "zj"), by the order the browser sorts Chinese in. No table of characters. */

// The first character of each letter in that order; no Chinese syllable begins with i, u or v.
const FIRST = [..."阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥扨它穵夕丫帀"];
const LETTERS = "abcdefghjklmnopqrstwxyz";
const HAN = /\p{Script=Han}/u;

/** @type {Intl.Collator|undefined} */
let collator;

/** @param {string} character */
function initial(character) {
  if (!HAN.test(character)) return /[a-z0-9]/i.test(character) ? character.toLowerCase() : "";
  collator ??= new Intl.Collator("zh-CN-u-co-pinyin");
  const at = FIRST.findLastIndex((first) => /** @type {Intl.Collator} */ (collator).compare(first, character) <= 0);
  return LETTERS[at] ?? "";
}

/** @param {string} text */
export const initials = (text) => [...text].map(initial).join("");
