/** What every form of the settings does: fetch, tell what is not saved, save, and put each refusal beside its field. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { refusalOf, verdict } from "../workspace/core/shield.js";
import { Watch } from "../workspace/core/signals.js";

/** @typedef {import("./desk.js").Desk} App */

let numbered = 0;

/** Every text in it. @param {unknown} value @returns {string[]} */
const texts = (value) => (typeof value === "string" ? [value] : value && typeof value === "object" ? Object.values(value).flatMap(texts) : []);

export class Form extends LitElement {
  static properties = { app: { attribute: false }, values: { state: true }, state: { state: true }, problem: { state: true } };

  /** Which field a refusal is about that names none. @type {Record<string, string>} */
  codes = {};

  constructor() {
    super();
    /** @type {App} */
    this.app = /** @type {any} */ (null);
    /** @type {any} what stands in the fields; null until it came */
    this.values = null;
    this.kept = "";
    /** @type {""|"failed"|"saving"|"saved"} */
    this.state = "";
    /** @type {any} */
    this.problem = null;
    this.number = ++numbered; // so that two forms of one kind can stand on a page
    new Watch(this, "locale");
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.fetch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.app.unsaved.delete(this);
  }

  /** What to show at first. @returns {Promise<any>} */
  async load() {
    throw new Error("a form says what it shows");
  }

  /** Keep the values; what comes back is shown. @returns {Promise<any>} */
  async save() {
    throw new Error("a form says how it is kept");
  }

  async fetch() {
    try {
      this.start(await this.load());
      this.state = "";
    } catch {
      this.state = "failed";
    }
  }

  /** @param {any} values */
  start(values) {
    this.values = values;
    this.kept = JSON.stringify(values);
    this.app.unsaved.delete(this);
  }

  /** @param {Record<string, unknown>} changed */
  set(changed) {
    this.values = { ...this.values, ...changed };
    this.state = "";
    if (this.isChanged) this.app.unsaved.add(this);
    else this.app.unsaved.delete(this);
  }

  get isChanged() {
    return JSON.stringify(this.values) !== this.kept;
  }

  /** What stands in the fields and was not there before. */
  get typed() {
    return texts(this.values).filter((text) => !this.kept.includes(JSON.stringify(text)));
  }

  /** Nothing of a secret is sent, and its field is emptied. */
  async screen() {
    const message = await refusalOf(this.typed);
    if (!message) return;
    for (const name of Object.keys(this.values)) if (verdict(String(this.values[name])) === "secret") this.set({ [name]: "" });
    throw { message };
  }

  /** @param {Event} event */
  async submit(event) {
    event.preventDefault();
    if (this.state === "saving") return;
    this.state = "saving";
    this.problem = null;
    try {
      await this.screen();
      this.start((await this.save()) ?? this.values);
      this.state = "saved";
    } catch (/** @type {any} */ problem) {
      this.problem = problem;
      this.state = "";
      await this.updateComplete;
      /** @type {HTMLElement|null} */ (this.querySelector('[aria-invalid="true"]') ?? this.querySelector('[role="alert"]'))?.focus();
    }
  }

  /** The refusal of one field. @param {string} field */
  fault(field) {
    const { body = {}, code = "", message = "" } = this.problem ?? {};
    const named = (body.errors ?? []).find((/** @type {{field: string}} */ one) => one.field === field || one.field.startsWith(`${field}[`) || one.field.startsWith(`${field}.`));
    return named?.detail ?? (this.codes[code] === field ? message : "");
  }

  /** What was refused and belongs to no field. */
  refusal() {
    if (!this.problem) return nothing;
    const words = this.problem.unreachable ? t("You are offline. Try again once you are connected.") : this.problem.message || t("This did not work. Nothing was changed.");
    return html`<p class="banner banner-danger" role="alert" tabindex="-1">${icon("warn")}<span>${words}</span></p>`;
  }

  /** A field with its name, a word of help and its refusal. @param {string} name @param {string} label @param {(about: {id: string, described: unknown, invalid: unknown}) => unknown} input @param {string} [hint] */
  field(name, label, input, hint = "") {
    const id = `f${this.number}-${name}`;
    const fault = this.fault(name);
    const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(" ") || nothing;
    return html`<div class="field"><label for=${id}>${label}</label>${input({ id, described, invalid: fault ? "true" : nothing })}
      ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : nothing}${fault ? html`<p class="error" id="${id}-fault">${icon("warn")}<span>${fault}</span></p>` : nothing}</div>`;
  }

  /** @param {string} name @param {string} label @param {string} [hint] @param {Record<string, any>} [more] type, autocomplete and the like */
  text(name, label, hint = "", { type = "text", auto = "off", most = 100, least = 0, narrow = false } = {}) {
    return this.field(name, label, ({ id, described, invalid }) => html`<input class="input ${narrow ? "input-narrow" : ""}" id=${id} name=${name} type=${type} autocomplete=${auto} autocapitalize="none" spellcheck="false" maxlength=${most} min=${least || nothing}
      aria-describedby=${described} aria-invalid=${invalid} .value=${String(this.values[name] ?? "")} @input=${(/** @type {any} */ e) => this.set({ [name]: type === "number" ? e.target.valueAsNumber : e.target.value })} />`, hint);
  }

  /** @param {string} name @param {string} label @param {[string, string][]} options @param {string} [hint] */
  select(name, label, options, hint = "") {
    return this.field(name, label, ({ id, described, invalid }) => html`<select class="input" id=${id} name=${name} aria-describedby=${described} aria-invalid=${invalid} @change=${(/** @type {any} */ e) => this.set({ [name]: e.target.value })}>
      ${options.map(([value, words]) => html`<option value=${value} ?selected=${value === this.values[name]}>${words}</option>`)}</select>`, hint);
  }

  /** @param {string} label @param {boolean} on @param {(on: boolean) => void} turned */
  check(label, on, turned) {
    return html`<label class="check"><input type="checkbox" .checked=${on} @change=${(/** @type {any} */ e) => turned(e.target.checked)} /><span>${label}</span></label>`;
  }

  /** @param {string} [words] */
  actions(words = t("Save")) {
    if (this.problem) return html`<div class="actions"><button class="btn btn-line" type="submit">${words}</button><span class="error">${icon("warn")}<span>${t("Not saved. What is wrong is marked above.")}</span></span></div>`;
    const said = { saving: t("Saving"), saved: t("Saved"), failed: "", "": this.isChanged ? t("Not saved yet") : "" }[this.state];
    return html`<div class="actions"><button class="btn btn-line" type="submit" aria-disabled=${String(this.state === "saving")}>${words}</button><span class="muted small" role="status">${said}</span></div>`;
  }

  render() {
    if (this.state === "failed") return html`<p class="error" role="alert">${icon("warn")}<span>${t("This page could not be fetched.")}</span> <button class="btn-link" type="button" @click=${this.fetch}>${t("Try again")}</button></p>`;
    if (!this.values) return html`<div aria-busy="true"><span class="skeleton skeleton-s"></span><span class="skeleton"></span></div>`;
    return this.page();
  }

  /** @returns {unknown} */
  page() {
    return nothing;
  }
}

/** Something that is set by the file: what it is, and the name of its key. @param {string} label @param {unknown} value @param {string} name */
export const fromFile = (label, value, name) => html`<div><dt>${label}</dt><dd>${value}<code class="faint tiny">${name}</code></dd></div>`;

/** @param {App} app @param {string} text */
export async function copy(app, text) {
  try {
    await navigator.clipboard.writeText(text);
    app.toasts.say("done", t("Copied."));
  } catch {
    app.toasts.say("info", t("The browser did not let us copy. Select the text and copy it yourself."));
  }
}
