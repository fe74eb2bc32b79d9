/** Words that several parts of the board share. */
import { html } from "../../vendor/lit.js";
import { number, spoken, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { contactName, skillWord } from "../view/words.js";

/** @typedef {import("./wire.js").Range} Range */
/** @typedef {import("./wire.js").Shown} Shown */

/** A wait is a stretch, or it is unknown; never one number. @param {Range|null} wait */
export const rangeWords = (wait) => (wait ? t("{low}–{high} min", { low: number(wait.low), high: number(wait.high) }) : few());

/** What cannot be told yet, said calmly. */
export const few = () => html`<span class="few">${t("not enough data yet")}</span>`;

/** @param {Range|null} wait */
export const rangeBasis = (wait) =>
  wait
    ? tn("From {count} wait that ended in the last 60 minutes; eight in ten were in this range.", "From {count} waits that ended in the last 60 minutes; eight in ten were in this range.", wait.of)
    : t("Shown once 5 waits have ended within 60 minutes.");

/** What whoever came now would be told. @param {import("./wire.js").Expected|null|undefined} told */
export const expectedNow = (told) =>
  told ? html`<div class="tiny faint" title=${t("Based on {recent} waits of the last {minutes} min and {usual} at this time on earlier days.", { recent: number(told.recent), minutes: number(told.minutes), usual: number(told.usual) })}>${t("now {low}–{high} min", { low: number(told.low), high: number(told.high) })}</div>` : "";

/** @param {import("./wire.js").Queue} queue */
export function queueName({ team, also, skill, level = 1, language }) {
  const asked = skill && (level > 1 ? t("{skill}, level {level}", { skill: skillWord(skill), level: number(level) }) : skillWord(skill));
  const parts = [team ? (also ? t("{team}, and {also} too", { team: team.name, also: also.name }) : team.name) : t("General queue"), asked, language && new Intl.DisplayNames(spoken(), { type: "language" }).of(language)];
  return parts.filter(Boolean).join(" · ");
}

/** Why they wait. @param {import("./wire.js").Queue} queue */
export function reasonWords({ reason, waiting, also }) {
  if (!waiting) return t("nobody waits");
  const words = {
    no_agent_online: t("nobody suitable is online"),
    all_at_capacity: t("everybody online is at capacity"),
    no_skill: t("no agent has the skill or language"),
    below_level: t("those online have the skill, but at too low a level"),
    outside_hours: t("outside the opening hours"),
  };
  const why = words[/** @type {keyof typeof words} */ (reason)] ?? t("there is room; being assigned now");
  return also ? t("{why}; the second team may take it too", { why }) : why;
}

/** @param {Shown} shown */
export const talkLink = (shown) => html`<a href="/workspace#${shown.id}">${contactName(shown.contact)}</a>`;

/** @param {Shown} shown */
export function urgency({ priority }) {
  if (priority === "normal") return "";
  return priority === "security"
    ? html`<span class="chip chip-danger">${icon("warn")}${t("Security")}</span>`
    : html`<span class="chip chip-wait">${t("Urgent")}</span>`;
}

/** @param {import("../core/app.js").App} app @param {Shown} shown @param {string} [instead] */
export function moveButton(app, shown, instead = "") {
  const name = contactName(shown.contact);
  return html`<button class="btn btn-s" type="button" aria-label=${t("Move the conversation of {name}", { name })}
    @click=${() => app.dialogs.open("transfer", { conversation: shown.id, assignee: shown.assignee?.id ?? instead })}>${icon("swap")}${t("Move")}</button>`;
}
