/** What the palette offers for what was typed: actions, then conversations, then a search. Recently used first. */
import { t } from "../../shared/i18n.js";
import { contactName } from "../view/words.js";
import { defanged } from "../model/links.js";
import { initials } from "../model/initials.js";
import { shortId } from "../model/text.js";
import { COMMANDS, isPossible } from "./commands.js";
import { recall, remember } from "./kept.js";
import { run } from "./keys.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("../wire.js").Head} Head */
/** @typedef {{id: string, kind: "action"|"conversation"|"search", name: string, about: string, press: import("./commands.js").Command|null, run: () => unknown}} Choice */

const RECENT = "walletdesk.palette";
const REMEMBERED = 8;
const MOST = 9; // of one kind: the rest is found by another letter

/** @returns {string[]} */
const recent = () => (recall(RECENT) ?? "").split(" ").filter(Boolean);

/** @param {string} id */
export const used = (id) => remember(RECENT, [id, ...recent().filter((one) => one !== id)].slice(0, REMEMBERED).join(" "));

/** How well the words fit what was typed: 0 not at all, 3 from the beginning. @param {string} typed @param {string[]} texts */
export function fit(typed, ...texts) {
  const wanted = typed.trim().toLowerCase();
  if (!wanted) return 1;
  const found = texts.map((text) => text.toLowerCase());
  if (found.some((text) => text.startsWith(wanted))) return 3;
  if (found.some((text) => text.split(/[\s:：，,]+/).some((word) => word.startsWith(wanted)))) return 2;
  return wanted.split(/\s+/).every((part) => found.some((text) => text.includes(part))) ? 1 : 0;
}

/** @param {App} app @param {string} typed @returns {Choice[]} */
export function choices(app, typed) {
  const looked = typed.trim();
  return [...actions(app, typed), ...(looked ? [...conversations(app, typed), ...search(app, looked)] : [])];
}

/** @param {App} app @param {string} typed @returns {Choice[]} */
function actions(app, typed) {
  const before = recent();
  const age = (/** @type {string} */ id) => (before.includes(id) ? before.indexOf(id) : REMEMBERED);
  return COMMANDS.filter((command) => !["palette", "back"].includes(command.id) && isPossible(app, command))
    .map((command) => ({ command, name: command.name(t) }))
    .map((one) => ({ ...one, fits: fit(typed, one.name, one.command.name((english) => english), initials(one.name)) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits || age(a.command.id) - age(b.command.id))
    .slice(0, typed.trim() ? MOST : undefined)
    .map(({ command, name }) => ({ id: command.id, kind: "action", name, about: "", press: command, run: () => run(app, command) }));
}

/** Those this screen knows, by name, short code or ticket. @param {App} app @param {string} typed @returns {Choice[]} */
function conversations(app, typed) {
  return [...app.inbox.heads.values()]
    .map((head) => ({ head, name: contactName(head.contact) }))
    .map((one) => ({ ...one, fits: fit(typed, one.name, initials(one.name), shortId(one.head.contact.id), ...one.head.tickets.map(String)) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits || b.head.last_at - a.head.last_at)
    .slice(0, MOST)
    .map(({ head, name }) => ({ id: head.id, kind: "conversation", name, about: defanged(head.subject || head.last_text), press: null, run: () => app.go(head.id) }));
}

/** @param {App} app @param {string} looked @returns {Choice[]} */
function search(app, looked) {
  return [{ id: "search-for", kind: "search", name: t("Search in all messages: {words}", { words: looked }), about: "", press: null, run: () => app.searchFor(looked) }];
}
