/** <wd-replies>: where saved replies are kept: one's own by every agent, the team's by leads. Loaded when it is asked for. */
import { html, LitElement, nothing, repeat } from "../../vendor/lit.js";
import { spoken, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { refusalOf } from "../core/shield.js";
import { Watch } from "../core/signals.js";
import { namesIn, openFields, wordingFor } from "../model/replies.js";
import { languageName } from "./words.js";

/** @typedef {import("../wire.js").SavedReply} SavedReply */
/** @typedef {{known: SavedReply|null, shortcode: string, wordings: Record<string, {title: string, text: string}>, problem: string, busy: boolean}} Edited */

const LOCALES = ["zh-CN", "en"];

export class RepliesSettings extends LitElement {
  static properties = { app: { attribute: false }, team: { state: true }, edited: { state: true }, problem: { state: true }, removed: { state: true } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    this.team = false;
    /** @type {Edited|null} */
    this.edited = null;
    this.problem = "";
    /** @type {SavedReply|null} the last one, as long as it can be taken back */
    this.removed = null;
    new Watch(this, "replies", "locale");
  }

  createRenderRoot() {
    return this;
  }

  get set() {
    return (this.app.replies.all ?? []).filter((reply) => reply.team === this.team);
  }

  get mayChange() {
    return !this.team || this.app.replies.mayChangeTeam;
  }

  /** @param {SavedReply|null} known */
  edit(known) {
    const wordings = Object.fromEntries([...LOCALES, ...Object.keys(known?.wordings ?? {})].map((locale) => [locale, { title: "", text: "", ...known?.wordings[locale] }]));
    this.edited = { known, shortcode: known?.shortcode ?? "", wordings, problem: "", busy: false };
    this.updateComplete.then(() => this.querySelector("input")?.focus());
  }

  /** @param {() => Promise<unknown>} act */
  async #try(act) {
    this.problem = "";
    try {
      await act();
      await this.app.replies.load();
      return true;
    } catch (/** @type {any} */ problem) {
      this.problem = problem.message;
      return false;
    }
  }

  /** @param {SavedReply} reply @param {1|-1} step */
  async move(reply, step) {
    const ids = this.set.map(({ id }) => id);
    const at = ids.indexOf(reply.id);
    ids.splice(at, 1);
    ids.splice(at + step, 0, reply.id);
    await this.#try(() => this.app.server.orderReplies(this.team, ids));
    await this.updateComplete;
    const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (this.querySelectorAll(`[data-reply="${CSS.escape(reply.id)}"] [data-step]`));
    const same = [...buttons].find((button) => Number(button.dataset.step) === step && !button.disabled);
    (same ?? [...buttons].find((button) => !button.disabled))?.focus();
  }

  /** @param {SavedReply} reply */
  async remove(reply) {
    if (!(await this.#try(() => this.app.server.removeReply(reply.id)))) return;
    this.removed = reply;
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector("[data-undo]"))?.focus();
  }

  async takeBack() {
    const { removed } = this;
    if (removed && (await this.#try(() => this.app.server.saveReply(null, removed)))) this.removed = null;
  }

  /** Inside of the dialog: what stands outside of it cannot be reached meanwhile. */
  undo() {
    const { removed } = this;
    if (!removed || removed.team !== this.team) return nothing;
    return html`<p class="banner inline" role="status"><span class="grow">${t("Removed: {name}.", { name: removed.wordings[wordingFor(removed, spoken())].title })}</span>
      <button class="btn btn-s" type="button" data-undo @click=${this.takeBack}>${t("Undo")}</button></p>`;
  }

  /** @param {Event} event */
  async save(event) {
    event.preventDefault();
    const { edited, team } = this;
    if (!edited || edited.busy) return;
    const { known, shortcode } = edited;
    const wordings = Object.fromEntries(Object.entries(edited.wordings).filter(([, { title, text }]) => title.trim() || text.trim()));
    const typed = [shortcode, ...Object.values(wordings).flatMap(({ title, text }) => [title, text])];
    this.problem = await refusalOf(typed);
    if (this.problem) return this.stop();
    edited.busy = true;
    this.requestUpdate();
    const saved = await this.#try(() => this.app.server.saveReply(known, { shortcode, team, wordings }));
    edited.busy = false;
    if (saved) this.edited = null;
    this.requestUpdate();
    if (!saved) this.updateComplete.then(() => /** @type {HTMLElement|null} */ (this.querySelector("[role=alert]"))?.scrollIntoView({ block: "nearest" }));
  }

  /** Nothing of it is sent. */
  stop() {
    this.updateComplete.then(() => /** @type {HTMLElement|null} */ (this.querySelector("[role=alert]"))?.scrollIntoView({ block: "nearest" }));
  }

  render() {
    if (this.edited) return this.form(this.edited);
    const { replies } = this.app;
    return html`<div class="stack replies-settings">
      <div class="split"><div class="seg" role="group" aria-label=${t("Which saved replies")}>${this.tab(false, t("My own"))} ${this.tab(true, t("The team's"))}</div>
        ${this.mayChange ? html`<button class="btn btn-line" type="button" @click=${() => this.edit(null)}>${t("New reply")}</button>` : html`<span class="faint small">${t("Leads keep these.")}</span>`}</div>
      ${this.complaint()} ${this.undo()}
      ${replies.all ? nothing : html`<span class="skeleton"></span>`}
      ${replies.all && !this.set.length ? html`<p class="muted">${this.team ? t("The team has none yet.") : t("You have none of your own yet. Write the first one, or use the team's.")}</p>` : nothing}
      <ol class="plain replies-kept">${repeat(this.set, ({ id }) => id, (reply, at) => this.row(reply, at))}</ol>
    </div>`;
  }

  /** @param {boolean} team @param {string} label */
  tab(team, label) {
    return html`<button type="button" aria-pressed=${String(this.team === team)} @click=${() => { this.team = team; this.problem = ""; }}>${label}</button>`;
  }

  complaint() {
    return this.problem ? html`<p class="error" role="alert">${icon("warn")}<span>${this.problem}</span></p>` : nothing;
  }

  /** @param {SavedReply} reply @param {number} at */
  row(reply, at) {
    const locale = wordingFor(reply, spoken());
    const { title, text } = reply.wordings[locale];
    const step = (/** @type {1|-1} */ by, /** @type {string} */ label, /** @type {boolean} */ end) =>
      html`<button class="btn btn-quiet btn-s btn-icon" type="button" data-step=${by} aria-label=${label} ?disabled=${end} @click=${() => this.move(reply, by)}>${icon("down")}</button>`;
    return html`<li class="reply-kept" data-reply=${reply.id}>
      <div class="grow"><p class="inline"><b lang=${locale}>${title}</b> <code class="faint">/${reply.shortcode}</code>${Object.keys(reply.wordings).map((one, _, all) => all.length >= LOCALES.length ? nothing : html`<span class="chip chip-open">${languageName(one)}</span>`)}</p>
        <p class="muted small ellipsis" lang=${locale}>${text}</p></div>
      ${this.mayChange
        ? html`<div class="inline">${step(-1, t("Move up: {name}", { name: title }), at === 0)}${step(1, t("Move down: {name}", { name: title }), at === this.set.length - 1)}
            <button class="btn btn-s" type="button" aria-label=${t("Edit: {name}", { name: title })} @click=${() => this.edit(reply)}>${t("Edit")}</button>
            <button class="btn btn-quiet btn-s" type="button" aria-label=${t("Remove: {name}", { name: title })} @click=${() => this.remove(reply)}>${t("Remove")}</button></div>`
        : nothing}
    </li>`;
  }

  /** @param {Edited} edited */
  form(edited) {
    return html`<form class="stack replies-settings" @submit=${this.save} @keydown=${this.leave}>
      <label class="field"><span class="label">${t("Shortcode")}</span><input class="input" name="shortcode" required maxlength="33" autocomplete="off" .value=${edited.shortcode} @input=${(/** @type {any} */ e) => (edited.shortcode = e.target.value)} />
        <span class="hint">${t("What is typed behind the slash: /hash")}</span></label>
      ${Object.keys(edited.wordings).map((locale) => this.wording(edited, locale))}
      <p class="muted small">${t("In braces, filled in when it is used: {fields}. The cursor goes to {cursor}.", { fields: "{agent} {app} {ticket} {reply_by} {next_open} {team}", cursor: "{cursor}" })}
        ${t("Any other field is filled in by hand before sending.")}</p>
      ${this.complaint()}
      <div class="actions"><button class="btn btn-line" type="submit" ?disabled=${edited.busy}>${t("Save the reply")}</button>
        <button class="btn" type="button" @click=${() => (this.edited = null)}>${t("Discard changes")}</button></div>
    </form>`;
  }

  /** One step back is the list, not out of the dialog. @param {KeyboardEvent} event */
  leave(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    this.edited = null;
  }

  /** @param {Edited} edited @param {string} locale */
  wording(edited, locale) {
    const words = edited.wordings[locale];
    const unknown = namesIn(words.text).filter((name) => name !== "cursor" && !openFields(`{${name}}`, this.app.replies.fields).length);
    const set = (/** @type {"title"|"text"} */ what) => (/** @type {any} */ e) => { words[what] = e.target.value; this.requestUpdate(); };
    return html`<fieldset class="stack-s"><legend>${languageName(locale)}</legend>
      <label class="field"><span class="label">${t("Title")}</span><input class="input" lang=${locale} maxlength="80" .value=${words.title} @input=${set("title")} /></label>
      <label class="field"><span class="label">${t("What it says")}</span><textarea class="input" rows="4" lang=${locale} maxlength="4000" .value=${words.text} @input=${set("text")}></textarea></label>
      ${unknown.length ? html`<p class="error">${icon("warn")}<span>${t("There is no field of this name: {fields}", { fields: unknown.map((name) => `{${name}}`).join(" ") })}</span></p>` : nothing}
    </fieldset>`;
  }
}

customElements.define("wd-replies", RepliesSettings);

/** @param {import("../core/app.js").App} app */
export const body = (app) => html`<wd-replies .app=${app}></wd-replies>`;
