/** <wd-callbacks>: whether contacts can book a call, how many in a half hour, how often somebody is tried. Leads decide. Fetched by who opens it. */
import { html } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { Form } from "./form.js";

const CHOICES = { seats: [1, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 50], tries: [1, 2, 3, 4, 5], pause: [5, 10, 15, 20, 30, 45, 60, 120, 240] };
const NUMBERS = /** @type {(keyof typeof CHOICES)[]} */ (Object.keys(CHOICES));

/** Of a list that one chooses from. @param {any} rules */
const worded = (rules) => ({ ...rules, ...Object.fromEntries(NUMBERS.map((name) => [name, String(rules[name])])) });

export class CallbacksForm extends Form {
  async load() {
    return worded(await this.app.server.ask("GET", "callback-rules"));
  }

  async save() {
    const { dials, ...body } = this.values;
    const counted = Object.fromEntries(NUMBERS.map((name) => [name, Number(body[name])]));
    return worded(await this.app.server.ask("PUT", "callback-rules", { ...body, ...counted }));
  }

  /** @param {keyof typeof CHOICES} name @param {string} label @param {string} hint */
  choice(name, label, hint) {
    const known = new Set([...CHOICES[name], Number(this.values[name])]);
    return this.select(name, label, [...known].sort((a, b) => a - b).map((one) => [String(one), number(one)]), hint);
  }

  page() {
    const { on, dials } = this.values;
    return html`<form class="stack" novalidate @submit=${this.submit}>
      ${dials ? "" : html`<p class="banner banner-wait">${icon("warn")}<span>${t("Nobody can dial here yet, so no call is offered. The operator names a provider:")} <code>voice.provider</code></span></p>`}
      <p class="muted">${t("Contacts book a half hour inside your hours, or keep their place in line. Our agent is rung first, then the contact. Nobody is called outside the hours.")}</p>
      ${this.check(t("Contacts can book a call"), on, (turned) => this.set({ on: turned }))}
      ${this.choice("seats", t("Calls in each half hour"), t("Each takes one agent out of the line."))}
      ${this.choice("tries", t("Times that a contact is rung"), t("Then it goes on in writing, with a ticket."))}
      ${this.choice("pause", t("Minutes until the next try"), t("Twice as long each time."))}
      <p class="faint small">${t("What is booked stays booked, whatever you change.")}</p>
      ${this.refusal()}${this.actions()}</form>`;
  }
}

customElements.define("wd-callbacks", CallbacksForm);
