/**
 * The shield in the workspace: nothing that is a secret is saved, sent or searched, whoever types it. What may be one (a
 * transaction ID and a private key can look the same) is saved and sent only after its writer was asked.
 */
import { t } from "../../shared/i18n.js";
import { ready, screen } from "../../shared/shield.js";

/** @param {string} text @returns {"clear"|"unsure"|"secret"|"unread"} unread: ask again once `readable` is through */
export function verdict(text) {
  const found = screen(text);
  if (found?.kind === "unread") return "unread";
  return !found ? "clear" : found.certain ? "secret" : "unsure";
}

/** The shield fetches what this text calls for. @param {string} text */
export const readable = (text) => ready(text);

/** Why what was typed, taken together, goes nowhere; empty where it may go. @param {string[]} typed */
export async function refusalOf(typed) {
  const whole = typed.join("\n");
  try {
    await ready(whole);
  } catch {
    return t("The server cannot be reached. Check the connection and try again.");
  }
  return verdict(whole) === "secret" ? t("This looks like a recovery phrase, a private key or a password. It is not saved and cannot be sent. Nobody in support needs it.") : "";
}

/** The text with the doubtful digits called by their name, as their writer said. @param {string} text */
export function asTransactionId(text) {
  const found = screen(text);
  if (!found) return text;
  const letters = [...text];
  letters.splice(found.start, 0, `${t("transaction ID (hash)")} `);
  return letters.join("");
}
