/** What was learnt, version by version, and the way back. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { moment, number, t } from "../shared/i18n.js";
import { percent } from "./charts.js";

/** @typedef {{n: number, first: number, right: number, right_low: number, answered: number}} Trial */
/** @typedef {{id: string, at: number, by: string, in_force: boolean, answer_from: number|null, judged: number, lessons: number, before: Trial, after: Trial}} Version */
/** @typedef {import("./main.js").Answers} Page */

const SHIPPED = "shipped";

/** @param {Page} page @param {Version[]} versions @param {string} inForce */
export function versionsCard(page, versions, inForce) {
  const refit = () => page.doing(() => page.api.post("/api/answers/refit", {}), (/** @type {any} */ made) => (made.running ? t("It is learning, which takes a few minutes here. Load this page again then.") : !made.version ? t("There was nothing new to learn.") : made.in_force ? t("Learnt. The new version answers now.") : t("Learnt, but it found fewer right answers: it waits, and the version before goes on.")), [], "versions");
  return html`<section class="card" aria-label=${t("Versions")}><div class="card-head head"><h2>${t("Versions")}</h2><button class="btn btn-s" type="button" @click=${refit}>${t("Learn now")}</button></div>
    ${page.told("versions")}
    <div class="table-wrap" tabindex="0" role="group" aria-label=${t("Versions")}><table class="table"><thead><tr><th scope="col">${t("Learnt")}</th><th scope="col" class="n">${t("Judged questions")}</th><th scope="col" class="n">${t("Phrasings learnt")}</th><th scope="col" class="n">${t("Answers from")}</th><th scope="col" class="n">${t("Right topic first, before and after")}</th><th scope="col"><span class="sr">${t("In force")}</span></th></tr></thead>
      <tbody>${repeat(versions, ({ id }) => id, (one) => row(page, one))}
        <tr data-version=${SHIPPED}><td>${t("As shipped")}</td><td class="n">–</td><td class="n">–</td><td class="n">–</td><td class="n">–</td><td>${way(page, SHIPPED, inForce === SHIPPED)}</td></tr></tbody></table></div>
    <p class="card-body hint">${t("It learns every night from what agents confirmed. Each version was tried on questions that it had not learnt.")}</p></section>`;
}

/** @param {Page} page @param {Version} one */
function row(page, one) {
  const tried = one.after.n ? `${percent(one.before.first)} → ${percent(one.after.first)}` : "–";
  return html`<tr data-version=${one.id}><td><time>${moment(one.at)}</time>${one.by ? html` <span class="muted small">${t("by a lead")}</span>` : nothing}</td><td class="n">${number(one.judged)}</td><td class="n">${number(one.lessons)}</td>
    <td class="n">${one.answer_from === null ? t("as shipped") : one.answer_from > 1 ? t("answers nothing") : percent(one.answer_from, 1)}</td><td class="n">${tried}</td><td>${way(page, one.id, one.in_force)}</td></tr>`;
}

/** @param {Page} page @param {string} id @param {boolean} inForce */
function way(page, id, inForce) {
  if (inForce) return html`<span class="chip chip-line">${t("In force")}</span>`;
  return html`<button class="btn btn-s" type="button" @click=${() => page.doing(() => page.api.post(`/api/answers/versions/${id}`, {}), t("This version answers now."), [], "versions")}>${t("Use this one")}</button>`;
}
