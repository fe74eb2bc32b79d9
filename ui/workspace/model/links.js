/** Links in what contacts wrote: found, and made unusable until somebody decided to open one. */

const SCHEME = /[a-z][a-z0-9+.-]{1,20}:[/\\]{1,3}[^\s<>"'“”‘’《》（），。；、！？]+/.source;
const NAME = /(?<![\p{L}\p{N}@.-])(?:[\p{L}\p{N}_-]{1,63}[.．]|[a-z0-9-]{1,63}[。｡]){1,8}[a-z][a-z0-9-]{1,23}(?![\p{L}\p{N}@])(?::\d{1,5})?(?:[/?#][!-~]*)?/.source;
const LINK = new RegExp(`${SCHEME}|${NAME}`, "giu");
const ENDS = /[.,;:!?)\]}*'"_]+$/; // what a sentence puts behind an address

/** @param {string} text @returns {{part: string, link: boolean}[]} */
export function withLinks(text) {
  const parts = [];
  let at = 0;
  for (const { 0: found, index } of text.matchAll(LINK)) {
    const link = found.replace(ENDS, "");
    parts.push({ part: text.slice(at, index), link: false }, { part: link, link: true });
    at = index + link.length;
  }
  return [...parts, { part: text.slice(at), link: false }].filter(({ part }) => part);
}

/** As it may be read, compared and copied: no program takes it for a link. @param {string} link */
export const bare = (link) => link.replace(/^http(?=s?:)/i, "hxxp").replaceAll(/[.．。｡]/g, "[.]");

/** A whole text for a list or a notice. @param {string} text */
export const defanged = (text) => withLinks(text).map(({ part, link }) => (link ? bare(part) : part)).join("");

/** Where it would lead, or null for what no browser should open. @param {string} link */
export function addressOf(link) {
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:[/\\]/i.test(link) ? link : "https:" + link);
    return /^https?:$/.test(url.protocol) ? url : null;
  } catch {
    return null;
  }
}
