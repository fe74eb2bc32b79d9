/** <wd-promises>: within how many open minutes somebody answers. Administrators change it, leads read it. */
import { html, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { channelWord } from "../workspace/view/words.js";
import { icon } from "../shared/icons.js";
import { Form } from "./form.js";

/** @typedef {{metric: string, minutes: number, warn_after: number|null, priority: string, channel: string, from_first_message: boolean, desk: string, organization: string}} Target */

const NEW = { metric: "next_reply", minutes: 60, warn_after: 40, priority: "", channel: "", from_first_message: false, desk: "", organization: "" };

export class PromisesForm extends Form {
  /** What the next target is to be about. @type {Target} */
  next = { ...NEW };
  /** @type {{id: string, name: string}[]} whose contacts may be promised something of their own */
  organizations = [];

  async load() {
    const [policies, organizations] = await Promise.all([this.app.server.ask("GET", "policies"), this.app.server.ask("GET", "organizations")]);
    this.organizations = organizations.items;
    return policies.items[0];
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
      <p class="hint">${t("How many minutes of open time may pass until the first reply. Contacts are told the time of day it comes to.")} ${t("The time to resolution pauses while you wait for the contact or for somebody outside.")}</p>
      <div class="table-wrap" tabindex="0" role="group" aria-label=${t("Promises")}><table class="table promised"><thead><tr><th scope="col">${t("For whom")}</th><th scope="col">${t("Within")}</th><th scope="col">${t("Warn the leads after")}</th></tr></thead>
        <tbody>${this.values.targets.map((/** @type {Target} */ target, /** @type {number} */ at) => this.row(target, at))}</tbody></table></div>
      ${may ? this.adding() : nothing}
      ${may ? this.actions(t("Save the promises")) : html`<p class="hint">${t("Only administrators can change the promises. You can read them.")}</p>`}</form>`;
  }

  /** One more, for what no other target says already. */
  adding() {
    const { next } = this;
    const pick = (/** @type {keyof Target} */ field, /** @type {string} */ label, /** @type {[string, string][]} */ options) => html`<select class="input input-narrow" aria-label=${label} @change=${(/** @type {any} */ e) => ((this.next = { ...next, [field]: e.target.value }), this.requestUpdate())}>${options.map(([value, words]) => html`<option value=${value} ?selected=${value === next[field]}>${words}</option>`)}</select>`;
    const known = this.values.targets.some((/** @type {Target} */ one) => WHOM.every((field) => one[field] === next[field]));
    return html`<div class="inline" role="group" aria-label=${t("One more promise")}>
      ${pick("metric", t("What is promised"), ["first_reply", "next_reply", "resolution"].map((metric) => [metric, metricWord(metric)]))}
      ${pick("priority", t("For which urgency"), ["", "normal", "high", "security"].map((priority) => [priority, priority ? priorityWord(priority) : t("Everybody")]))}
      ${pick("channel", t("On which channel"), ["", "webchat", "email", "form"].map((channel) => [channel, channel ? channelWord(channel) : t("Every channel")]))}
      ${pick("desk", t("For which desk"), ["", ...Object.keys(desks())].map((desk) => [desk, desk ? deskWord(desk) : t("Every desk")]))}
      ${this.organizations.length ? pick("organization", t("For which organization"), [["", t("Every organization")], ...this.organizations.map(({ id, name }) => /** @type {[string, string]} */ ([id, name]))]) : nothing}
      <button class="btn btn-s" type="button" ?disabled=${known} @click=${() => this.set({ targets: [...this.values.targets, { ...next }] })}>${icon("plus")}${t("Add a promise")}</button></div>`;
  }

  /** @param {Target} target @param {number} at */
  row(target, at) {
    const may = this.app.session.administers;
    const who = [target.metric !== "first_reply" && metricWord(target.metric), target.priority ? priorityWord(target.priority) : t("Everybody"), target.channel && channelWord(target.channel), target.desk && deskWord(target.desk), target.organization && this.named(target.organization)].filter(Boolean).join(" · ");
    return html`<tr><th scope="row">${who}</th>
      <td>${this.minutes(target.metric === "first_reply" ? t("{who}: first reply within, minutes", { who }) : t("{who}: within, minutes", { who }), target.minutes, (minutes) => this.change(at, { minutes: minutes ?? 0 }), `targets[${at}].minutes`)}</td>
      <td><div class="inline nowrap">${this.minutes(t("{who}: warn after, minutes", { who }), target.warn_after, (warn_after) => this.change(at, { warn_after }), `targets[${at}].warn_after`)}
        ${!may || (target.metric === "first_reply" && this.values.targets.length === 1) ? nothing : html`<button class="btn btn-quiet btn-icon btn-s" type="button" aria-label=${t("Remove: {name}", { name: who })} @click=${() => this.set({ targets: this.values.targets.filter((/** @type {Target} */ _, /** @type {number} */ index) => index !== at) })}>${icon("x")}</button>`}</div></td></tr>`;
  }

  /** One that is gone is shown by its id, so that it can be taken off. @param {string} id */
  named(id) {
    return this.organizations.find((one) => one.id === id)?.name ?? id;
  }

  /** @param {string} label @param {number|null} value @param {(value: number|null) => void} changed @param {string} field */
  minutes(label, value, changed, field) {
    if (!this.app.session.administers) return html`<span class="num">${value ? `${number(value)} ${t("min")}` : "–"}</span>`;
    const wrong = (this.problem?.body?.errors ?? []).some((/** @type {{field: string}} */ one) => one.field === field || one.field === field.replace(/\[\d+\]/, "[...]"));
    return html`<span class="inline nowrap"><input class="input input-number" type="number" min="1" step="1" aria-label=${label} aria-invalid=${wrong ? "true" : "false"} .value=${String(value ?? "")} @input=${(/** @type {any} */ e) => changed(e.target.value === "" ? null : e.target.valueAsNumber)} /><span class="muted">${t("min")}</span></span>`;
  }
}

/** @type {(keyof Target)[]} what two targets may not both say */
const WHOM = ["metric", "priority", "channel", "desk", "organization"];

/** @param {string} metric */
const metricWord = (metric) => ({ first_reply: t("First reply"), next_reply: t("Next reply"), resolution: t("Resolution") })[metric] ?? metric;

/** @returns {Record<string, string>} */
const desks = () => ({ funds: t("Funds desk"), risk: t("Risk desk"), development: t("Development desk"), legal: t("Legal desk"), partner: t("Partner desk") });

/** @param {string} kind */
const deskWord = (kind) => desks()[kind] ?? kind;

/** @param {string} priority */
const priorityWord = (priority) => ({ high: t("Urgent"), security: t("Money at risk"), normal: t("Ordinary") })[priority] ?? priority;

customElements.define("wd-promises", PromisesForm);
