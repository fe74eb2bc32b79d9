/** Organizations: whose people go to the partner desk, and who of us looks after them. For those who lead. */
import { html, nothing, repeat } from "../vendor/lit.js";
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
    <button class="btn">${id ? t("Keep") : t("Add")}</button>${id ? html`<button class="btn" type="button" data-asks=${`organization-${id}`} @click=${() => page.ask(`organization-${id}`)}>${t("Remove")}</button>` : nothing}</form>
    ${id && page.asked === `organization-${id}` ? removal(page, id, name) : nothing}`;
}

/** @param {Page} page @param {string} id @param {string} name */
function removal(page, id, name) {
  const act = () => {
    page.asked = "";
    return page.sending("organizations", () => page.api.delete(`${PATH}/${id}`), t("Removed."));
  };
  return page.question({
    ask: t("Remove {name}?", { name }),
    lost: t("Its people are served like everybody else from the next time they ask for a person. Conversations and tickets stay."),
    keep: t("Keep it"),
    lose: t("Remove"),
    act,
  });
}

/** @typedef {{organization: {id: string, name: string}|null, by_hand: boolean, choices: {id: string, name: string}[]}} Membership */

/** @param {string} conversation */
export const placePath = (conversation) => `/api/workspace/conversations/${conversation}/organization`;

/** To which organization a contact belongs, for who may read their conversation. @param {Page} page @param {Membership} place @param {string} conversation */
export function placeCard(page, { organization, by_hand: byHand, choices }, conversation) {
  const save = (/** @type {any} */ event) => {
    event.preventDefault();
    const chosen = event.target.elements.organization.value || null;
    return page.sending("place", () => page.api.put(placePath(conversation), { organization: chosen }), t("Kept. It counts from the next time they ask for a person."));
  };
  const how = !organization ? t("They belong to no organization.") : byHand ? t("Put there by hand: {name}", { name: organization.name }) : t("By an address they proved: {name}", { name: organization.name });
  return html`<article class="stack-l"><div class="stack-s"><a class="small" href=${`/workspace#${conversation}`}>${icon("left", true)} ${t("Back to the conversation")}</a><h2 tabindex="-1">${t("Organization of the contact")}</h2></div>
    <section class="card card-pad stack">${page.told("place")}<p>${how}</p>
    <form class="line-form" data-place @submit=${save}><div class="field"><label for="place">${t("Organization")}</label>
      <select class="input" id="place" name="organization"><option value="" ?selected=${!byHand}>${t("As the proven address says")}</option>${choices.map(({ id, name }) => html`<option value=${id} ?selected=${byHand && id === organization?.id}>${name}</option>`)}</select></div>
      <button class="btn">${t("Keep")}</button></form>
    ${choices.length ? nothing : html`<p class="small muted">${t("There is no organization yet. A lead can add one.")}</p>`}
    <p class="small muted">${t("Who belongs to an organization is served by the partner desk. Put somebody there only if you know it; it is written into the audit.")}</p></section></article>`;
}
