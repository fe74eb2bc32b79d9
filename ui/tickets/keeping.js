/** Which team is which desk, and how soon it answers. For those who lead. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {import("./main.js").Tickets} Page */
/** @typedef {import("./main.js").Desk} Desk */

/** @param {Page} page */
export function desksCard(page) {
  return html`<details class="card fold card-pad" id="desks"><summary>${icon("chevron", true)}${t("Which team is which desk")}</summary>
    <div class="stack"><p class="small muted">${t("A desk's tickets are seen by its team, by their owner and by leads. Choosing another team hands all of them over.")}</p>
    ${page.told("desks")}${page.desks.items.map((desk) => deskForm(page, desk))}</div></details>`;
}

/** @param {Page} page @param {Desk} desk */
function deskForm(page, { kind, name, team, minutes, version }) {
  const save = (/** @type {any} */ event) => {
    event.preventDefault();
    const { team: chosen, minutes: within } = event.target.elements;
    const body = { team: chosen.value, minutes: within.value ? Number(within.value) : null, version };
    return page.sending("desks", () => page.api.put(`/api/workspace/desks/${kind}`, body), t("Kept."));
  };
  return html`<form class="line-form" data-desk-of=${kind} @submit=${save}><b>${name}</b>
    <div class="field"><label for=${`team-${kind}`}>${t("Team")}</label><select class="input" id=${`team-${kind}`} name="team" required><option value="">${t("No team yet")}</option>${[...page.teams].map(([id, called]) => html`<option value=${id} ?selected=${id === team}>${called}</option>`)}</select></div>
    <div class="field"><label for=${`minutes-${kind}`}>${t("Answers within (minutes while open)")}</label><input class="input" id=${`minutes-${kind}`} name="minutes" type="number" min="1" max="129600" .value=${String(minutes ?? "")} /></div>
    <button class="btn">${t("Keep")}</button></form>`;
}
