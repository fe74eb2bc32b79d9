/** The `?` sheet: every key, in the order of a working day. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { COMMANDS } from "../core/commands.js";
import { withControl } from "./key.js";

/** @typedef {import("../core/commands.js").Command} Command */

/** How the key of a command is written, or nothing. @param {Command} command */
export const pressOf = ({ press, key, control }) => press ?? (control ? withControl(control.toUpperCase()) : key?.toUpperCase());

/** @param {import("../core/app.js").App} app @returns {import("./dialog.js").Content} */
export function keysDialog(app) {
  const sections = /** @type {const} */ ([["list", t("Conversations")], ["open", t("The open one")], ["around", t("Around it")]]);
  return {
    title: t("Keys"),
    wide: true,
    body: html`<p class="muted small">${t("Single keys work outside of fields.")} ${t("In the list they mean the row that has the focus.")}</p>
      <div class="keys">${sections.map(([section, name]) => html`<section><h3>${name}</h3><dl>${keysOf(app, section).map(([press, does]) => html`<div><dt><kbd class="kbd">${press}</kbd></dt><dd>${does}</dd></div>`)}</dl></section>`)}</div>`,
  };
}

/** @param {import("../core/app.js").App} app @param {Command["section"]} section @returns {[string, string][]} */
function keysOf(app, section) {
  const keys = COMMANDS.flatMap((command) => {
    const press = command.section === section && (!command.leads || app.session.leads) && pressOf(command);
    return press ? [/** @type {[string, string]} */ ([press, command.name(t)])] : [];
  });
  return section === "open" ? [...keys, [app.profile.chosen.send_key === "enter" ? "↵" : withControl("↵"), t("Send")]] : keys;
}
