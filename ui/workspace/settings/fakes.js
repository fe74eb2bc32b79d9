/** <wd-fakes>: what people reported as a fake of us. A lead decides what it is, and follows who was asked to take it down. */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { copy, Form } from "./form.js";

/** @typedef {{id: string, shown: string, state: string, state_name: string, reports: number, version: number}} Fake */
/** @typedef {{target: string, name: string, state: string, note: string, due_at: number|null, letter: string}} Takedown */
/** @typedef {{fake: Fake, plain: string, reports: {at: number, said: string}[], takedowns: Takedown[]}} Whole */

export class FakesPage extends Form {
  async load() {
    /** @type {{items: Fake[], states: [string, string][]}} */
    this.told = await this.app.server.ask("GET", "fakes");
    return {};
  }

  /** @param {string} id */
  async open(id) {
    /** @type {Whole|null} */
    this.whole = this.whole?.fake.id === id ? null : await this.app.server.ask("GET", `fakes/${id}`);
    this.requestUpdate();
  }

  /** @param {Fake} fake @param {string} state */
  decide(fake, state) {
    this.act(this.app.server.ask("POST", `fakes/${fake.id}/decision`, { state, version: fake.version }));
  }

  /** @param {Takedown} one @param {Partial<Takedown>} changed */
  step(one, changed) {
    const { state, note, due_at } = { ...one, ...changed };
    this.act(this.app.server.ask("PUT", `fakes/${this.whole?.fake.id}/takedowns/${one.target}`, { state, note, due_at }));
  }

  /** @param {Promise<unknown>} done */
  act(done) {
    const id = this.whole?.fake.id;
    this.whole = null;
    done.then(() => this.load(), (problem) => this.app.toasts.problem(problem)).then(() => (id ? this.open(id) : this.requestUpdate()));
  }

  page() {
    const { items } = /** @type {{items: Fake[]}} */ (this.told);
    return html`<section class="card"><ul class="plain">${items.map((one) => html`<li><div class="line line-pad"><div class="grow"><b class="mono">${one.shown}</b><p class="muted small">${t("Times reported: {count}", { count: one.reports })}</p></div>
        <span class="chip ${one.state === "confirmed" ? "chip-danger" : one.state === "reported" ? "chip-wait" : ""}">${one.state_name}</span>
        <button class="btn btn-s" type="button" aria-expanded=${String(this.whole?.fake.id === one.id)} @click=${() => this.open(one.id)}>${t("Look")}</button></div>
      ${this.whole?.fake.id === one.id ? this.details(this.whole) : nothing}</li>`)}</ul>${items.length ? nothing : html`<p class="card-body muted">${t("Nobody has reported a fake.")}</p>`}</section>`;
  }

  /** @param {Whole} whole */
  details({ fake, reports, takedowns }) {
    const choices = { confirmed: t("It is a fake"), not_fake: t("It is none"), gone: t("It is down") };
    const open = Object.entries(choices).filter(([state]) => state !== fake.state && (state !== "gone" || fake.state === "confirmed"));
    return html`<div class="card-body stack">${reports.filter(({ said }) => said).map(({ said }) => html`<blockquote class="small">${said}</blockquote>`)}
      ${this.app.session.leads ? html`<div class="actions">${open.map(([state, words]) => html`<button class="btn btn-s" type="button" @click=${() => this.decide(fake, state)}>${words}</button>`)}</div>
      ${fake.state === "confirmed" ? takedowns.map((one) => this.takedown(one)) : nothing}` : nothing}</div>`;
  }

  /** @param {Takedown} one */
  takedown(one) {
    const due = one.due_at ? new Date(one.due_at).toISOString().slice(0, 10) : "";
    return html`<div class="split"><b>${one.name}</b><button class="btn btn-s" type="button" @click=${() => copy(this.app, one.letter)}>${icon("mail")}${t("Copy the letter")}</button>
      <select class="input input-narrow" aria-label=${t("State")} @change=${(/** @type {any} */ e) => this.step(one, { state: e.target.value })}>${this.told?.states.map(([state, words]) => html`<option value=${state} ?selected=${state === one.state}>${words}</option>`)}</select>
      <input class="input input-narrow" type="date" aria-label=${t("Ask again on")} .value=${due} @change=${(/** @type {any} */ e) => this.step(one, { due_at: e.target.valueAsNumber || null })} />
      <input class="input" maxlength="200" aria-label=${t("Note")} placeholder=${t("Their reference")} .value=${one.note} @change=${(/** @type {any} */ e) => this.step(one, { note: e.target.value })} /></div>`;
  }
}

customElements.define("wd-fakes", FakesPage);
