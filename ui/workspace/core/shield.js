/**
 * The shield in the workspace: nothing that is a secret is saved, sent or searched, whoever types it. What may be one (a
 * transaction ID and a private key can look the same) is saved and sent only after its writer was asked.
 */
import { screen } from "../../shared/shield.js";

/** @typedef {"clear"|"unsure"|"secret"} Verdict */

/** @param {string} text @param {string[]} cleared  pieces whose writer said that they are no secret */
function find(text, cleared) {
  const asked = cleared.reduce((rest, piece) => rest.replaceAll(piece, " "), text);
  const found = screen(asked);
  return found && { ...found, piece: [...asked].slice(found.start, found.end).join("") };
}

/** @param {string} text @param {string[]} [cleared] @returns {Verdict} */
export function verdict(text, cleared = []) {
  const found = find(text, cleared);
  return !found ? "clear" : found.certain ? "secret" : "unsure";
}

/** The piece to ask about. @param {string} text @param {string[]} cleared */
export const doubtful = (text, cleared) => find(text, cleared)?.piece ?? "";
