// What the search field asks before a word of it goes anywhere.
import { englishWords, ready, screen as shield } from "../shared/shield.js";

/** The shield's finding; it knows what is a secret, the other function what may become one. */
export async function screen(text) {
  await ready(text);
  return shield(text);
}

/** Whether this may be the beginning of a phrase or a key: more words of the list in a row than people say by chance. */
export async function mayBecomeSecret(text) {
  if (/\S{25,}/.test(text) || /(?:\p{Script=Han}\s+){3}\p{Script=Han}/u.test(text)) return true;
  const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
  if (!words.length) return false;
  const { common, isListed } = await englishWords();
  const inList = words.map((word) => (isListed(word) ? (common.has(word) ? 1 : 2) : 0));
  let [run, rare] = [0, 0];
  return inList.some((kind) => {
    [run, rare] = kind ? [run + 1, rare + (kind === 2)] : [0, 0];
    return run >= 4 && rare >= 2;
  });
}
