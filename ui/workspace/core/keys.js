/** The keys of `commands.js`. Single ones outside of fields only: whoever writes a word must not resolve a conversation with it. */
import { COMMANDS, isPossible } from "./commands.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {import("./commands.js").Command} Command */

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const SINGLE = new Map(COMMANDS.flatMap((command) => (command.key ? [[command.key, command]] : [])));
const WITH_CONTROL = new Map(COMMANDS.flatMap((command) => (command.control ? [[command.control, command]] : [])));

/** @param {KeyboardEvent} event @returns {Command|undefined} */
function meant(event) {
  if (event.defaultPrevented || event.isComposing || event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) return event.shiftKey ? undefined : WITH_CONTROL.get(event.key.toLowerCase());
  const target = event.composedPath()[0];
  if (target instanceof Element && target.matches(FIELDS)) return undefined;
  return SINGLE.get(event.key) ?? (event.shiftKey ? undefined : SINGLE.get(event.key.toLowerCase())); // with caps lock on as well
}

/** The conversation of the row that has the focus, if another one is open. @param {App} app */
function focusedRow(app) {
  const row = document.activeElement?.closest("a.conv");
  const id = row?.getAttribute("href")?.slice(1).split("/")[0] ?? "";
  return id === app.thread.id ? "" : id;
}

/** A key of the open conversation, pressed on a row of the list, means that row. @param {App} app @param {Command} command */
export async function run(app, command) {
  const row = command.section === "open" ? focusedRow(app) : "";
  if (row) await app.go(row);
  if (isPossible(app, command)) await command.run(app);
}

/** @param {App} app @returns {() => void} stop */
export function listenToKeys(app) {
  const press = (/** @type {KeyboardEvent} */ event) => {
    const command = meant(event);
    if (!command || app.session.state !== "in" || app.dialogs.name) return;
    if (!isPossible(app, command) && !focusedRow(app)) return;
    event.preventDefault();
    run(app, command);
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
