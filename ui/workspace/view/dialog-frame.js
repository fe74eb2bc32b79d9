/** The one dialog that may be open, in the browser's own <dialog>: focus stays inside, Esc closes it. Each page says what it may hold. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Watch } from "../core/signals.js";

/** @typedef {{title: string, body: unknown, wide?: boolean, bare?: boolean}} Content  bare: the body says by itself what it is */

export class DialogFrame extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    this.app = /** @type {any} */ (null);
    this.gaveBack = false; // the focus, in this turn
    /** @type {[number, number]|null} where the cursor stood in the field that comes back */
    this.cursor = null;
    new Watch(this, "dialogs", "alerts", "locale", "session", "thread", "outbox", "profile");
  }

  /** What the open one shows. @param {import("../core/dialogs.js").DialogName} _ @returns {Content|null} */
  content(_) {
    return null;
  }

  createRenderRoot() {
    return this;
  }

  /** Closed by its own method before it leaves the page: only so the focus goes back to where it came from. */
  willUpdate() {
    const dialog = this.querySelector("dialog");
    if (this.app.dialogs.name || !dialog) return;
    dialog.close();
    this.gaveBack = true;
  }

  updated() {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) {
      const { selectionStart: start, selectionEnd: end } = /** @type {HTMLInputElement} */ (document.activeElement);
      this.cursor = typeof start === "number" ? [start, end ?? start] : null;
      dialog.showModal();
    }
    if (this.gaveBack) this.wake();
  }

  /** The browser gives the focus back while the field is still inert: it has the focus and takes no letter, until its cursor is set. */
  wake() {
    this.gaveBack = false;
    const field = /** @type {HTMLInputElement} */ (document.activeElement);
    if (this.cursor && typeof field?.selectionStart === "number") field.setSelectionRange(...this.cursor);
  }

  /** At once, not with the browser's later `close`: until then a redraw would open it again and keys would be lost. @param {KeyboardEvent} event */
  pressed(event) {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) return;
    event.preventDefault();
    event.stopPropagation(); // one press is one step back
    this.app.dialogs.close();
  }

  /** The browser closed it by itself (a phone's gesture); the late word of a dialog before this one is none of ours. @param {Event} event */
  closed(event) {
    const dialog = /** @type {HTMLDialogElement} */ (event.currentTarget);
    if (dialog.isConnected && !dialog.open) this.app.dialogs.close();
  }

  /** A click on the ground behind closes it. @param {MouseEvent} event */
  outside(event) {
    if (event.target === event.currentTarget) this.app.dialogs.close();
  }

  render() {
    const { name } = this.app.dialogs;
    const content = name && this.content(name);
    if (!content) return nothing;
    if (content.bare) return html`<dialog class="modal modal-top" aria-label=${content.title} @keydown=${this.pressed} @close=${this.closed} @click=${this.outside}>${content.body}</dialog>`;
    return html`<dialog class="modal ${content.wide ? "modal-wide" : ""}" aria-labelledby="dialog-title" @keydown=${this.pressed} @close=${this.closed} @click=${this.outside}>
      <div class="dialog">
        <div class="split"><h2 id="dialog-title">${content.title}</h2>
          <button class="btn btn-quiet btn-icon" type="button" aria-label=${t("Close")} @click=${() => this.app.dialogs.close()}>${icon("x")}</button></div>
        ${content.body}
      </div>
    </dialog>`;
  }
}
