/** What stands above each page of the staff beside the workspace: its name, the pages beside it, the way back. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {"tickets"|"knowledge"|"searches"|"answers"|"staffing"|"surveys"|"reports"|"outgoing"|"settings"|"lost"} Place as its folder and its words are called */

/** What each page is called, where it is, and whether it is for leads alone. @returns {[Place, string, string, boolean][]} */
const places = () => [
  ["tickets", t("Tickets"), "/workspace/tickets", false],
  ["knowledge", t("Articles"), "/workspace/knowledge", false],
  ["searches", t("Searches and slang"), "/workspace/searches", true],
  ["answers", t("Answers of the bot"), "/workspace/answers", true],
  ["staffing", t("Staffing"), "/workspace/staffing", true],
  ["surveys", t("Surveys"), "/workspace/surveys", false],
  ["reports", t("Reports"), "/workspace/reports", false],
  ["outgoing", t("Texts and fakes"), "/workspace/outgoing", false],
  ["settings", t("Settings"), "/workspace/settings/profile", false],
];

/** @param {Place} place */
export const calledPlace = (place) => places().find(([name]) => name === place)?.[1] ?? "";

/** @param {Place} place @param {{inside: boolean, leads: boolean, back?: string, called?: string}} of `inside`: somebody is signed in */
export function staffHead(place, { inside, leads, back = "/workspace", called = calledPlace(place) }) {
  return html`<header class="staff-head"><div class="split"><h1 tabindex="-1">${called}</h1><a class="small" href=${back}>${icon("left", true)} ${t("Back to the workspace")}</a></div>
    ${inside ? html`<nav class="tabs" aria-label=${t("Beside the workspace")}>${places().filter(([, , , forLeads]) => leads || !forLeads).map(([name, called, address]) => html`<a href=${address} aria-current=${name === place ? "page" : nothing}>${called}</a>`)}</nav>` : nothing}</header>`;
}
