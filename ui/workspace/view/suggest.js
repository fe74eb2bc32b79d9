/**
 * The list that grows inside the composer while somebody calls for it: saved replies by `/`, colleagues by `@`. It never
 * covers the message that is answered, it replaces nothing but its own sign, and it leaves the input method alone.
 */
import { html, nothing } from "../../vendor/lit.js";
import { t, tn } from "../../shared/i18n.js";
import { marked } from "../model/text.js";
import { triggerAt } from "../model/trigger.js";
import { key } from "./key.js";

/** @typedef {import("../model/trigger.js").Kind} Kind */
/** @typedef {import("../model/trigger.js").Trigger} Trigger */
/** @typedef {{key: string, name: string, text: string, side: string, lang?: string, why?: string}} Choice  `why`: it cannot be chosen */
/**
 * @typedef {object} Source  what one kind of list is made of
 * @property {string} title
 * @property {string} none
 * @property {(query: string) => Choice[]|null} find  null while it is fetched
 * @property {(choice: Choice) => Promise<{text: string, from: number, to: number}>} take
 * @property {() => unknown} [head]
 * @property {(event: KeyboardEvent) => boolean} [press]
 */

/** The field keeps the focus: it is where the writing goes on. @param {Event} event */
export const keepFocus = (event) => event.preventDefault();

export class Suggest {
  /** @param {import("./composer.js").Composer} composer @param {Record<Kind, Source>} sources */
  constructor(composer, sources) {
    this.composer = composer;
    this.sources = sources;
    /** @type {Trigger|null} */
    this.trigger = null;
    this.forcedAt = -1; // opened by a button: no sign was typed
    this.leftAt = -1; // closed by hand: this sign calls no more
    this.active = 0;
    this.busy = false;
  }

  get source() {
    return this.trigger ? this.sources[this.trigger.kind] : null;
  }

  get choices() {
    return this.trigger ? this.source?.find(this.trigger.query) : undefined;
  }

  /** Which lists are there in this mode. @returns {Kind[]} */
  get kinds() {
    return this.composer.app.mode === "note" ? ["mention", "reply"] : ["reply"];
  }

  /** The text or the cursor moved. */
  look() {
    const { field, composing } = this.composer;
    if (composing) return; // what the input method writes meanwhile is no word yet
    const before = this.trigger;
    this.trigger = field && document.activeElement === field && field.selectionStart === field.selectionEnd ? this.#find(field) : null;
    if (this.trigger?.query !== before?.query || this.trigger?.start !== before?.start) this.active = 0;
    if (this.trigger || before) this.composer.requestUpdate();
  }

  /** @param {HTMLTextAreaElement} field @returns {Trigger|null} */
  #find({ value, selectionStart: caret }) {
    if (this.forcedAt >= 0) {
      const query = value.slice(this.forcedAt, caret);
      if (caret >= this.forcedAt && !/\s/.test(query)) return { kind: "reply", start: this.forcedAt, query };
      this.forcedAt = -1;
    }
    const found = this.kinds.map((kind) => triggerAt(value, caret, kind)).find((one) => one !== null) ?? null;
    if (!found || found.start !== this.leftAt) this.leftAt = -1;
    // a name goes on until nothing can be meant by it
    const isOver = found && (found.start === this.leftAt || (found.kind === "mention" && /\s/.test(found.query) && this.sources.mention.find(found.query)?.length === 0));
    return isOver ? null : found;
  }

  /** By a button or a key, without a sign. */
  open() {
    const { field } = this.composer;
    if (!field) return;
    field.focus();
    this.forcedAt = field.selectionEnd;
    field.setSelectionRange(this.forcedAt, this.forcedAt);
    this.look();
  }

  close() {
    this.leftAt = this.trigger?.start ?? -1;
    this.forcedAt = -1;
    this.trigger = null;
    this.composer.requestUpdate();
  }

  /** @param {KeyboardEvent} event @returns {boolean} whether the key was meant for the list */
  press(event) {
    if (!this.trigger || event.ctrlKey || event.metaKey) return false;
    if (event.key === "Escape") return this.#mine(event, () => this.close());
    if (this.source?.press?.(event)) return this.#mine(event, () => this.composer.requestUpdate());
    const { choices } = this;
    if (!choices?.length || event.altKey || event.shiftKey) return false;
    if (event.key === "ArrowDown") return this.#mine(event, () => this.#move(1, choices.length));
    if (event.key === "ArrowUp") return this.#mine(event, () => this.#move(-1, choices.length));
    if (event.key === "Enter" || event.key === "Tab") return this.#mine(event, () => this.choose(choices[this.active]));
    return false;
  }

  /** @param {Event} event @param {() => unknown} act */
  #mine(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
    return true;
  }

  /** @param {number} step @param {number} count */
  #move(step, count) {
    this.active = (this.active + step + count) % count;
    this.composer.requestUpdate();
    this.composer.updateComplete.then(() => this.composer.querySelector('.reply[aria-selected="true"]')?.scrollIntoView({ block: "nearest" }));
  }

  /** @param {Choice|undefined} choice */
  async choose(choice) {
    const { trigger, source, composer } = this;
    const { draft } = composer;
    if (!choice || choice.why || !trigger || !source || this.busy) return;
    this.busy = true;
    const sign = composer.field?.value.slice(trigger.start, trigger.start + trigger.query.length + (this.forcedAt >= 0 ? 0 : 1)) ?? "";
    try {
      const taken = await source.take(choice);
      if (composer.draft === draft && composer.field) this.#insert(composer.field, trigger.start, sign, taken);
    } finally {
      this.busy = false;
      this.forcedAt = -1;
      this.trigger = null;
      composer.requestUpdate();
    }
  }

  /** In the place of the sign; where that has changed meanwhile, at the cursor. @param {HTMLTextAreaElement} field @param {number} start @param {string} sign @param {{text: string, from: number, to: number}} taken */
  #insert(field, start, sign, { text, from, to }) {
    const stands = field.value.slice(start, start + sign.length) === sign;
    const at = stands ? start : field.selectionEnd;
    field.focus();
    field.setSelectionRange(at, stands ? start + sign.length : at);
    // the one way that keeps the field's own undo
    if (!document.execCommand("insertText", false, text)) {
      field.setRangeText(text);
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    }
    field.setSelectionRange(at + from, at + to);
  }

  render() {
    const { source, trigger, choices } = this;
    if (!source || !trigger) return nothing;
    return html`<div class="replies" @mousedown=${keepFocus}>
      <div class="replies-head"><span>${source.title}</span><span class="wide">${key("↑↓")} ${t("choose")} ${key("↵")} ${t("insert")} ${key("Esc")} ${t("close")}</span>${source.head?.() ?? nothing}</div>
      <p class="sr" role="status">${choices ? tn("{count} choice", "{count} choices", choices.length) : ""}</p>
      ${choices?.length
        ? html`<div class="replies-list" id="choices" role="listbox" aria-label=${source.title}>${choices.map((choice, at) => this.#row(choice, at, trigger.query))}</div>`
        : html`<p class="replies-none">${choices ? source.none : t("Fetching")}</p>`}
    </div>`;
  }

  /** @param {Choice} choice @param {number} at @param {string} query */
  #row(choice, at, query) {
    const name = marked(choice.name, [query]).map(({ part, hit }) => (hit ? html`<mark>${part}</mark>` : part));
    return html`<div class="reply" id="choice-${at}" role="option" aria-selected=${String(at === this.active)} aria-disabled=${choice.why ? "true" : nothing} @click=${() => this.choose(choice)}>
      <b class="ellipsis" lang=${choice.lang ?? nothing}>${name}</b><span class="ellipsis" lang=${choice.lang ?? nothing}>${choice.why ?? choice.text}</span><span class="faint tiny">${choice.side}</span></div>`;
  }
}
