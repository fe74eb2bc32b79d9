/** <wd-surveys>: when contacts are asked how it was, which marks leads look at, and the periodic survey. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { Form } from "./form.js";

const PATH = "workspace/surveys/settings";

export class SurveysForm extends Form {
  async load() {
    return this.app.server.ask("GET", PATH);
  }

  async save() {
    return this.app.server.ask("PUT", PATH, this.values);
  }

  page() {
    const { asks, pulse } = this.values;
    return html`<form class="card card-pad stack" aria-label=${t("Surveys")} @submit=${this.submit}>${this.refusal()}
      <h3>${t("After a conversation or ticket")}</h3>
      ${this.check(t("Ask contacts to rate the help they got"), asks, (on) => this.set({ asks: on }))}
      ${this.whole("low", t("Leads review ratings up to"), 1, 4, t("Every answer that says “not solved” comes to leads as well. 5 is the best rating."))}
      <h3>${t("From time to time")}</h3>
      <p class="hint">${t("A score from 0 to 10, asked a week after something was resolved. Never during a conversation, and not for half a year after a theft.")}</p>
      ${this.check(t("Ask whether they would recommend us"), pulse, (on) => this.set({ pulse: on }))}
      ${this.whole("pulse_share", t("Out of 100 contacts, ask"), 1, 100)}
      ${this.whole("quiet_days", t("Days before the same contact is asked again"), 30, 730)}
      ${this.actions()}</form>`;
  }

  /** @param {string} name @param {string} label @param {number} least @param {number} most @param {string} [hint] */
  whole(name, label, least, most, hint = "") {
    return this.field(name, label, ({ id, described, invalid }) => html`<input class="input input-number" id=${id} name=${name} type="number" min=${least} max=${most} step="1" required aria-describedby=${described} aria-invalid=${invalid} .value=${String(this.values[name] ?? "")} @input=${(/** @type {any} */ e) => this.set({ [name]: e.target.valueAsNumber })} />`, hint);
  }
}

customElements.define("wd-surveys", SurveysForm);
