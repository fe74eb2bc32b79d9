/** <wd-dialogs>: the one dialog that may be open, in the browser's own <dialog>: focus stays inside, Esc closes it. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Watch } from "../core/signals.js";
import { alertsDialog } from "./alerts.js";
import { keysDialog } from "./keys-sheet.js";
import { linkDialog } from "./link.js";
import { lettersDialog } from "./letters.js";
import { meDialog, signOutDialog, unsavedDialog } from "./me.js";
import { askDialog, proofDialog, repliesDialog } from "./parts.js";
import { reviewDialog } from "./review.js";
import "./palette.js";
import "./transfer.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {{title: string, body: unknown, wide?: boolean, bare?: boolean}} Content  bare: the body says by itself what it is */

/** @type {Record<import("../core/dialogs.js").DialogName, (app: App) => Content|null>} */
const CONTENTS = {
  keys: keysDialog,
  palette: (app) => ({ title: t("Find an action or a conversation"), bare: true, body: html`<wd-palette .app=${app}></wd-palette>` }),
  transfer: (app) => ({ title: t("Transfer this conversation"), body: html`<wd-transfer .app=${app}></wd-transfer>` }),
  proof: proofDialog,
  replies: repliesDialog,
  ask: askDialog,
  review: reviewDialog,
  link: linkDialog,
  alerts: alertsDialog,
  letters: lettersDialog,
  me: meDialog,
  "sign-out": signOutDialog,
  unsaved: unsavedDialog,
};

export class DialogsView extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {App} */
    this.app = /** @type {any} */ (null);
    this.gaveBack = false; // the focus, in this turn
    /** @type {[number, number]|null} where the cursor stood in the field that comes back */
    this.cursor = null;
    new Watch(this, "dialogs", "alerts", "locale", "session", "thread", "outbox", "profile");
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
    const content = name && CONTENTS[name](this.app);
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

customElements.define("wd-dialogs", DialogsView);
