/** The `?` sheet: every key, in the order of a working day. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { withControl } from "./key.js";

/** @returns {[string, [string, string][]][]} */
const sheet = () => [
  [t("Conversations"), [
    ["J", t("Next in the list")],
    ["K", t("The one before")],
    ["W", t("Take the longest wait")],
    ["1 2 3", t("To do, all open, resolved")],
    ["/", t("Search in all messages")],
  ]],
  [t("The open one"), [
    ["A", t("Accept or take over")],
    ["X", t("Pass an offer on")],
    ["R", t("Write a reply")],
    ["N", t("Write an internal note")],
    [withControl("↵"), t("Send")],
    ["F", t("Attach files")],
    ["T", t("Transfer")],
    ["E", t("Resolve and next")],
    ["⇧ E", t("Resolve")],
    ["O", t("Open again")],
    ["G", t("To the newest message")],
  ]],
  [t("Around it"), [
    ["P", t("About the contact")],
    ["S", t("My availability")],
    ["L", t("Alerts")],
    ["?", t("This sheet")],
    ["Esc", t("Out of the field, close")],
  ]],
];

/** @returns {import("./dialog.js").Content} */
export function keysDialog() {
  return {
    title: t("Keys"),
    wide: true,
    body: html`<p class="muted small">${t("Single keys work outside of fields.")}</p>
      <div class="keys">${sheet().map(([name, keys]) => html`<section><h3>${name}</h3><dl>${keys.map(([press, does]) => html`<div><dt><kbd class="kbd">${press}</kbd></dt><dd>${does}</dd></div>`)}</dl></section>`)}</div>`,
  };
}
