/** <wd-promises>: within how many open minutes somebody answers. Administrators change it, leads read it. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { channelWord } from "../workspace/view/words.js";
import { Form } from "./form.js";

/** @typedef {{metric: string, minutes: number, warn_after: number|null, priority: string, channel: string, from_first_message: boolean}} Target */

export class PromisesForm extends Form {
  async load() {
    const [policy] = (await this.app.server.ask("GET", "policies")).items;
    return policy;
  }

  async save() {
    const { id, ...body } = this.values;
    return this.app.server.ask("PUT", `policies/${id}`, body);
  }

  /** @param {number} at @param {Partial<Target>} changed */
  change(at, changed) {
    this.set({ targets: this.values.targets.map((/** @type {Target} */ one, /** @type {number} */ index) => (index === at ? { ...one, ...changed } : one)) });
  }

  page() {
    const may = this.app.session.administers;
    return html`<form class="card card-pad stack" aria-label=${t("Promises")} @submit=${this.submit}><h3>${t("Promises")}</h3>${this.refusal()}
      <p class="hint">${t("Within how many minutes of open time somebody gets the first reply. Contacts are told the time it comes to.")}</p>
      <fieldset class="stack bare" ?disabled=${!may}>
        <div class="table-wrap"><table class="table"><thead><tr><th scope="col">${t("Who")}</th><th scope="col">${t("First reply within")}</th><th scope="col">${t("Warn the leads after")}</th></tr></thead>
          <tbody>${this.values.targets.map((/** @type {Target} */ target, /** @type {number} */ at) => this.row(target, at))}</tbody></table></div>
        ${may ? this.actions(t("Save the promises")) : html`<p class="hint">${t("Administrators change the promises.")}</p>`}
      </fieldset></form>`;
  }

  /** @param {Target} target @param {number} at */
  row(target, at) {
    const who = [target.priority ? priorityWord(target.priority) : t("Everybody"), target.channel && channelWord(target.channel)].filter(Boolean).join(" · ");
    return html`<tr><th scope="row">${who}</th>
      <td>${this.minutes(t("{who}: first reply within, minutes", { who }), target.minutes, (minutes) => this.change(at, { minutes: minutes ?? 0 }), `targets[${at}].minutes`)}</td>
      <td>${this.minutes(t("{who}: warn after, minutes", { who }), target.warn_after, (warn_after) => this.change(at, { warn_after }), `targets[${at}].warn_after`)}</td></tr>`;
  }

  /** @param {string} label @param {number|null} value @param {(value: number|null) => void} changed @param {string} field */
  minutes(label, value, changed, field) {
    const wrong = (this.problem?.body?.errors ?? []).some((/** @type {{field: string}} */ one) => one.field === field || one.field === field.replace(/\[\d+\]/, "[...]"));
    return html`<span class="inline nowrap"><input class="input input-number" type="number" min="1" step="1" aria-label=${label} aria-invalid=${wrong ? "true" : "false"} .value=${String(value ?? "")} @input=${(/** @type {any} */ e) => changed(e.target.value === "" ? null : e.target.valueAsNumber)} /><span class="muted">${t("min")}</span></span>`;
  }
}

/** @param {string} priority */
const priorityWord = (priority) => ({ high: t("Urgent"), security: t("Money at risk"), normal: t("Ordinary") })[priority] ?? priority;

customElements.define("wd-promises", PromisesForm);
