/** Organizations: whose people go to the partner desk, and who of us looks after them. For those who lead. */
import { html, repeat } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {import("./main.js").Tickets} Page */
/** @typedef {{id: string, name: string, domains: string[], owner: string|null, version: number}} Organization */

export const PATH = "/api/organizations";

/** @param {Page} page */
export function organizationsCard(page) {
  const none = { id: "", name: "", domains: [], owner: null, version: 0 };
  return html`<details class="card fold card-pad" id="organizations"><summary>${icon("chevron", true)}${t("Organizations")}</summary>
    <div class="stack"><p class="small muted">${t("Who proved an address at one of these domains goes to the partner desk, first to the agent named here.")}</p>
    ${page.told("organizations")}
    ${repeat(page.organizations, ({ id }) => id, (one) => form(page, one))}
    <b>${t("Add an organization")}</b>${form(page, none)}</div></details>`;
}

/** @param {Page} page @param {Organization} organization */
function form(page, { id, name, domains, owner, version }) {
  const of = (/** @type {string} */ field) => `organization-${field}${id}`;
  const save = async (/** @type {any} */ event) => {
    event.preventDefault();
    const { target } = event;
    const { called, at, by } = target.elements;
    const body = { name: called.value.trim(), domains: at.value.split(/[\s,;，、]+/).filter(Boolean), owner: by.value || null, version };
    const act = () => (id ? page.api.put(`${PATH}/${id}`, body) : page.api.post(PATH, body));
    if ((await page.sending("organizations", act, t("Kept."), [body.name, ...body.domains])) && !id) target.reset();
  };
  return html`<form class="line-form" data-organization=${id || "new"} aria-label=${name || t("Add an organization")} @submit=${save}>
    <div class="field"><label for=${of("name")}>${t("Name")}</label><input class="input" id=${of("name")} name="called" maxlength="100" required autocomplete="off" .value=${name} /></div>
    <div class="field"><label for=${of("domains")}>${t("Domains of its addresses")}</label><input class="input" id=${of("domains")} name="at" maxlength="1000" autocomplete="off" spellcheck="false" .value=${domains.join(", ")} /></div>
    <div class="field"><label for=${of("owner")}>${t("Looked after by")}</label><select class="input" id=${of("owner")} name="by"><option value="">${t("Anybody of the desk")}</option>${[...page.people].map(([agent, called]) => html`<option value=${agent} ?selected=${agent === owner}>${called}</option>`)}</select></div>
    <button class="btn">${id ? t("Keep") : t("Add")}</button></form>`;
}
