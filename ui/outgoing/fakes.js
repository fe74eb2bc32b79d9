/** What people reported as a fake of us. A lead decides what it is, and follows who was asked to take it down. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {{id: string, shown: string, state: string, state_name: string, reports: number, version: number}} Fake */
/** @typedef {{target: string, name: string, state: string, note: string, due_at: number|null, letter: string}} Takedown */
/** @typedef {{fake: Fake, reports: {said: string}[], takedowns: Takedown[]}} Whole */
/** @typedef {{items: Fake[], states: [string, string][]}} Fakes */
/** @typedef {import("./main.js").Outgoing} Page */

const PATH = "/api/workspace/fakes";

/** @param {Page} page @returns {Promise<Fakes>} */
export const fetchFakes = (page) => page.api.get(PATH);

/** @param {Page} page @param {Fakes} fakes @param {Whole|null} opened */
export function fakesCard(page, { items, states }, opened) {
  return html`<section class="card" aria-label=${t("Reported fakes")}><h2 class="card-head">${t("Reported fakes")}</h2>
    ${items.length
      ? html`<ul class="plain rows">${repeat(items, ({ id }) => id, (fake) => row(page, fake, states, opened?.fake.id === fake.id ? opened : null))}</ul>`
      : html`<div class="empty">${icon("check-circle")}<b>${t("Nobody has reported a fake.")}</b></div>`}</section>`;
}

/** @param {Page} page @param {Fake} fake @param {[string, string][]} states @param {Whole|null} whole */
function row(page, fake, states, whole) {
  const chip = { confirmed: "chip-danger", reported: "chip-wait" }[fake.state] ?? "";
  const look = async () => page.openFake(whole ? null : await page.api.get(`${PATH}/${fake.id}`));
  return html`<li class="card-body stack" data-fake=${fake.id}><div class="rule"><div class="grow"><b class="mono">${fake.shown}</b><p class="muted small">${t("Times reported: {count}", { count: fake.reports })}</p></div>
      <span class="chip ${chip}">${fake.state_name}</span><button class="btn btn-s" type="button" aria-expanded=${String(!!whole)} @click=${look}>${t("Look")}</button></div>
    ${whole ? details(page, whole, states) : nothing}</li>`;
}

/** @param {Page} page @param {Whole} whole @param {[string, string][]} states */
function details(page, { fake, reports, takedowns }, states) {
  const ways = { confirmed: t("It is a fake"), not_fake: t("It is none"), ...(fake.state === "confirmed" && { gone: t("It is down") }) };
  const decide = (/** @type {string} */ state) => page.doing(() => page.api.post(`${PATH}/${fake.id}/decision`, { state, version: fake.version }), t("Kept. It stands under the link of each report, and in the conversation of whoever has one with us."));
  return html`${reports.filter(({ said }) => said).map(({ said }) => html`<blockquote class="said small">${said}</blockquote>`)}
    ${page.leads ? html`<div class="inline">${Object.entries(ways).filter(([state]) => state !== fake.state).map(([state, words]) => html`<button class="btn btn-s" type="button" @click=${() => decide(state)}>${words}</button>`)}</div>` : nothing}
    ${page.leads && fake.state === "confirmed" ? takedowns.map((one) => takedown(page, fake, one, states)) : nothing}`;
}

/** @param {Page} page @param {Fake} fake @param {Takedown} one @param {[string, string][]} states */
function takedown(page, fake, one, states) {
  /** @param {Partial<Takedown>} changed */
  const step = (changed) => {
    const { state, note, due_at } = { ...one, ...changed };
    return page.doing(() => page.api.put(`${PATH}/${fake.id}/takedowns/${one.target}`, { state, note, due_at }), t("Noted."), changed.note ? [changed.note] : []);
  };
  const due = one.due_at ? new Date(one.due_at).toISOString().slice(0, 10) : "";
  return html`<fieldset class="stack-s"><legend class="label">${one.name}</legend><details><summary>${t("The letter")}</summary><pre class="said small">${one.letter}</pre></details>
    <div class="inline"><select class="input" aria-label=${t("State")} @change=${(/** @type {any} */ e) => step({ state: e.target.value })}>${states.map(([state, words]) => html`<option value=${state} ?selected=${state === one.state}>${words}</option>`)}</select>
      <label class="inline small">${t("Ask again on")} <input class="input" type="date" .value=${due} @change=${(/** @type {any} */ e) => step({ due_at: e.target.valueAsNumber || null })} /></label>
      <input class="input" maxlength="200" aria-label=${t("Note")} placeholder=${t("Their reference")} .value=${one.note} @change=${(/** @type {any} */ e) => step({ note: e.target.value })} /></div></fieldset>`;
}
