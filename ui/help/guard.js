// What the search field asks before a word of it goes anywhere.
import { COMMON, ENGLISH } from "../shared/bip39-en.js";
import { screen as shield } from "../shared/shield.js";

/** The shield's finding; it knows what is a secret, the other function what may become one. */
export function screen(text) {
  return shield(text);
}

/** Whether this may be the beginning of a phrase or a key: more words of the list in a row than people say by chance. */
export function mayBecomeSecret(text) {
  if (/\S{25,}/.test(text) || /(?:\p{Script=Han}\s+){3}\p{Script=Han}/u.test(text)) return true;
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const inList = words.map((word) => (ENGLISH.includes(word) ? (COMMON.includes(word) ? 1 : 2) : 0));
  let [run, rare] = [0, 0];
  return inList.some((kind) => {
    [run, rare] = kind ? [run + 1, rare + (kind === 2)] : [0, 0];
    return run >= 4 && rare >= 2;
  });
}
