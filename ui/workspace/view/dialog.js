/** <wd-dialogs>: the one dialog that may be open, in the browser's own <dialog>: focus stays inside, Esc closes it. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Watch } from "../core/signals.js";
import { alertsDialog } from "./alerts.js";
import { keysDialog } from "./keys-sheet.js";
import { lettersDialog } from "./letters.js";
import { meDialog, signOutDialog } from "./me.js";
import { reviewDialog } from "./review.js";
import "./transfer.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {{title: string, body: unknown, wide?: boolean}} Content */

/** @type {Record<import("../core/dialogs.js").DialogName, (app: App) => Content|null>} */
const CONTENTS = {
  keys: keysDialog,
  transfer: (app) => ({ title: t("Transfer this conversation"), body: html`<wd-transfer .app=${app}></wd-transfer>` }),
  review: reviewDialog,
  alerts: alertsDialog,
  letters: lettersDialog,
  me: meDialog,
  "sign-out": signOutDialog,
};

export class DialogsView extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {App} */
    this.app = /** @type {any} */ (null);
    new Watch(this, "dialogs", "alerts", "locale", "session", "thread", "outbox");
  }

  createRenderRoot() {
    return this;
  }

  updated() {
    const dialog = this.querySelector("dialog");
    if (dialog && !dialog.open) dialog.showModal();
  }

  /** A click on the ground behind closes it. @param {MouseEvent} event */
  outside(event) {
    if (event.target === event.currentTarget) this.app.dialogs.close();
  }

  render() {
    const { name } = this.app.dialogs;
    const content = name && CONTENTS[name](this.app);
    if (!content) return nothing;
    return html`<dialog class="modal ${content.wide ? "modal-wide" : ""}" aria-labelledby="dialog-title" @close=${() => this.app.dialogs.close()} @click=${this.outside}>
      <div class="dialog">
        <div class="split"><h2 id="dialog-title">${content.title}</h2>
          <button class="btn btn-quiet btn-icon" type="button" aria-label=${t("Close")} @click=${() => this.app.dialogs.close()}>${icon("x")}</button></div>
        ${content.body}
      </div>
    </dialog>`;
  }
}

customElements.define("wd-dialogs", DialogsView);
