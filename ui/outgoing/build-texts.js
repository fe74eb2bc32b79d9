/** What of a build leaves this page: of a signature only its beginning, since a private key looks just like it. */
import { t } from "../shared/i18n.js";

const LONGEST = 1_000_000; // signs of a file, as the server takes them
const SHORT = 16;

const bare = (/** @type {string} */ digest) => digest.replace(/^sha-?256[:=\s]*/i, "").replace(/[:\s]/g, "");

/** By these digits a signature is known again, and they are nobody's key. What is no signature stays as it was typed. @param {string} digest */
export const withheld = (digest) => (/^[\da-f]{16,64}$/i.test(bare(digest)) ? bare(digest).slice(0, SHORT) : digest);

/** What somebody wrote, as the shield reads it. @param {Record<string, string>} build */
export const written = (build) => Object.entries(build).filter(([name]) => name !== "standing" && name !== "platform").map(([, text]) => text);

/** The text of a file. What is not UTF-8 was written by a table program in Chinese. @param {File} file */
export async function toImport(file) {
  const bytes = await file.arrayBuffer();
  const text = decoded(bytes);
  if (text.length > LONGEST) throw { message: t("This file is too large. Import it in parts.") };
  return text || "[]"; // an empty file is a list that names no build, and the server says so
}

/** @param {ArrayBuffer} bytes */
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}
