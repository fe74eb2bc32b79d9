// A few fields that ask for public things. What is typed stays in them until the server took it; a secret empties its field.
import { LitElement, html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { ready, screen } from "./shield.js";

const TYPES = { email: "email", date: "date", phone: "tel" };

/** What there is to choose from; it may hang on what stands in another field. */
const optionsOf = ({ options = [] }, values) => (options.call ? options(values) : options);

/** `send` gets the values by field id and may throw a Problem: what it says of a field is shown there. `stopped` gets the shield's finding. */
export class WdForm extends LitElement {
  static properties = { fields: { attribute: false }, given: { attribute: false }, send: { attribute: false }, stopped: { attribute: false },
    skip: { attribute: false }, skipWords: {}, tell: { attribute: false }, button: {}, note: {}, errors: { state: true }, busy: { state: true }, values: { state: true } };

  constructor() {
    super();
    Object.assign(this, { errors: {}, busy: false, given: {}, values: {} });
  }

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    if (this.hasAttribute("autofocus")) this.querySelector("input")?.focus();
  }

  /** A whole phrase or key is stopped the moment it stands here. */
  input({ target }) {
    if (target.type === "date") this.values = { [target.name]: target.value }; // what can be chosen may depend on it
    const found = screen(target.value);
    if (found?.kind === "unread") ready(target.value).then(() => this.input({ target }), () => {}); // told when it is sent
    if (found?.certain) this.stop(target, found);
  }

  stop(field, found) {
    field.value = "";
    this.stopped({ ...found, certain: true, continued: false }); // nothing of it went out before
  }

  async submit(event) {
    event.preventDefault();
    if (this.busy) return;
    const form = event.target;
    const values = Object.fromEntries([...new FormData(form)].map(([id, value]) => [id, value.trim()]));
    const typed = Object.values(values);
    try {
      await Promise.all(typed.map((one) => ready(one, typed.filter((other) => other !== one))));
    } catch {
      return this.tell({ unreachable: true });
    }
    if (this.holdsSecret(form, values)) return;
    this.errors = Object.fromEntries(this.fields.filter((one) => one.required && !values[one.id]).map((one) => [one.id, t("This is needed.")]));
    if (Object.keys(this.errors).length) return this.toError();
    this.busy = true;
    try {
      await this.send(values);
    } catch (problem) {
      this.errors = Object.fromEntries((problem.body?.errors ?? []).map((one) => [one.field.split(".").at(-1), one.detail]));
      if (Object.keys(this.errors).length) await this.toError();
      else this.tell(problem);
    } finally {
      this.busy = false;
    }
  }

  /** A phrase may be spread over the fields. Only a transaction ID may look like a key. */
  holdsSecret(form, values) {
    for (const { id, kind } of this.fields.filter((one) => values[one.id] && !one.options?.length)) {
      const found = screen(values[id], Object.values(values).filter((one) => one !== values[id]));
      if (!found || (kind === "tx" && !found.certain)) continue;
      this.stop(form.elements[id], found);
      return true;
    }
    return false;
  }

  async toError() {
    await this.updateComplete;
    this.querySelector("[aria-invalid=true], fieldset:has(+ .error) input")?.focus();
  }

  render() {
    return html`<form class="w-form" novalidate autocomplete="off" @submit=${this.submit}>
      <div class="w-body">${this.fields.map((one) => this.field(one))}${this.note ? html`<div class="banner">${icon("info")}<span>${this.note}</span></div>` : nothing}</div>
      <div class="w-foot w-two">${this.skip ? html`<button class="btn btn-quiet" type="button" @click=${this.skip}>${this.skipWords ?? t("Go on without it")}</button>` : nothing}
        <button class="btn btn-line btn-l grow" aria-disabled=${this.busy ? "true" : "false"}>${this.button}</button></div></form>`;
  }

  field(one) {
    const { id, kind, name, hint, required } = one;
    const options = optionsOf(one, this.values);
    const wrong = this.errors[id];
    const words = html`${name} ${required ? nothing : html`<span class="faint">${t("optional")}</span>`}`;
    const error = wrong ? html`<p class="error" id=${`${id}-error`} role="alert">${icon("warn")}<span>${wrong}</span></p>` : nothing;
    if (kind === "choice")
      return html`<div class="field"><fieldset class="stack-s" aria-describedby=${wrong ? `${id}-error` : nothing}><legend class="label">${words}</legend><div class="choices">
        ${options.map((option) => html`<label class="choice"><input type="radio" name=${id} value=${option.id} ?checked=${this.given[id] === option.id}>${option.text}</label>`)}</div></fieldset>${error}</div>`;
    return html`<div class="field"><label for=${id}>${words}</label>
      <input class="input input-l" id=${id} name=${id} type=${TYPES[kind] ?? "text"} dir=${kind === "text" ? "auto" : "ltr"} maxlength="500" spellcheck="false" autocapitalize="off"
        placeholder=${hint ?? ""} .value=${this.given[id] ?? this.given[kind] ?? ""} min=${one.min ?? nothing} max=${one.max ?? nothing} list=${options.length ? `${id}-list` : nothing}
        aria-required=${required ? "true" : "false"} aria-invalid=${wrong ? "true" : "false"} aria-describedby=${wrong ? `${id}-error` : nothing} @input=${this.input}>
      ${options.length ? html`<datalist id=${`${id}-list`}>${options.map((option) => html`<option value=${option.text}></option>`)}</datalist>` : nothing}${error}</div>`;
  }
}

customElements.define("wd-form", WdForm);
