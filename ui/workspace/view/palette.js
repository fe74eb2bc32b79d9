/** <wd-palette>: type a few letters, arrows and Enter: every action and every conversation. The focus never leaves the field. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { t, tn, written } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { choices, used } from "../core/palette.js";
import { pressOf } from "./keys-sheet.js";

/** @typedef {import("../core/palette.js").Choice} Choice */

const MARKS = { action: "bolt", conversation: "message", search: "search" };
/** @type {Record<string, (at: number, last: number) => number>} */
const STEPS = {
  ArrowDown: (at, last) => (at >= last ? 0 : at + 1),
  ArrowUp: (at, last) => (at <= 0 ? last : at - 1),
  PageDown: (at, last) => Math.min(last, at + 8),
  PageUp: (at) => Math.max(0, at - 8),
};

export class Palette extends LitElement {
  static properties = { app: { attribute: false }, typed: { state: true }, at: { state: true } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    this.typed = "";
    this.at = 0;
    /** @type {Choice[]} */
    this.shown = [];
  }

  createRenderRoot() {
    return this;
  }

  firstUpdated() {
    this.querySelector("input")?.focus();
  }

  updated() {
    this.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }

  /** @param {InputEvent} event */
  type(event) {
    this.typed = /** @type {HTMLInputElement} */ (event.target).value;
    this.at = 0;
  }

  /** @param {KeyboardEvent} event */
  press(event) {
    if (event.isComposing || event.keyCode === 229) return; // this key belongs to the input method
    const step = STEPS[event.key];
    const again = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey); // the key that opened it closes it
    if (!step && event.key !== "Enter" && !again) return;
    event.preventDefault();
    event.stopPropagation();
    if (step) this.at = step(this.at, this.shown.length - 1);
    else if (again) this.app.dialogs.close();
    else if (this.shown[this.at]) this.choose(this.shown[this.at]);
  }

  /** Closed first, so that the focus is back where it was before the action puts it elsewhere. @param {Choice} choice */
  async choose(choice) {
    const dialogs = /** @type {LitElement} */ (this.closest("wd-dialogs"));
    if (choice.kind === "action") used(choice.id);
    this.app.dialogs.close();
    await dialogs.updateComplete;
    await choice.run();
  }

  render() {
    this.shown = choices(this.app, this.typed);
    const chosen = this.shown[this.at];
    return html`<div class="palette">
      <div class="find">${icon("search")}<input class="input" type="text" role="combobox" autocomplete="off" spellcheck="false" aria-expanded="true" aria-controls="palette-list" aria-autocomplete="list"
        aria-activedescendant=${chosen ? `choice-${chosen.id}` : nothing} aria-label=${t("Find an action or a conversation")} placeholder=${t("An action, a contact, a ticket number")} .value=${this.typed} @input=${this.type} @keydown=${this.press} /></div>
      <div class="palette-list" id="palette-list" role="listbox" aria-label=${t("Found")}>${this.group("action", t("Actions"))}${this.group("conversation", t("Conversations"))}${this.group("search", t("Search"))}</div>
      <p class="palette-foot wide" aria-hidden="true"><span><kbd class="kbd">↑↓</kbd> ${t("choose")}</span><span><kbd class="kbd">↵</kbd> ${t("do it")}</span><span><kbd class="kbd">Esc</kbd> ${t("close")}</span></p>
      <p class="sr" role="status">${tn("{count} found", "{count} found", this.shown.length)}</p>
    </div>`;
  }

  /** @param {Choice["kind"]} kind @param {string} name */
  group(kind, name) {
    const lines = this.shown.filter((choice) => choice.kind === kind);
    if (!lines.length) return nothing;
    return html`<div role="group" aria-labelledby="palette-${kind}"><h3 id="palette-${kind}" role="presentation">${name}</h3>${lines.map((choice) => this.line(choice))}</div>`;
  }

  /** @param {Choice} choice */
  line(choice) {
    const press = choice.press && pressOf(choice.press);
    return html`<div class="choice-line" role="option" id="choice-${choice.id}" aria-selected=${String(choice === this.shown[this.at])} @click=${() => this.choose(choice)}>
      ${icon(MARKS[choice.kind])}<span>${choice.name}</span><span class="ellipsis faint small" lang=${written(choice.about) || nothing}>${choice.about}</span>
      ${press ? html`<kbd class="kbd" aria-hidden="true">${press}</kbd>` : html`<span></span>`}</div>`;
  }
}

customElements.define("wd-palette", Palette);
