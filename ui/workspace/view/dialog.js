/** <wd-dialogs>: what the dialogs of the workspace hold. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { alertsDialog } from "./alerts.js";
import { DialogFrame } from "./dialog-frame.js";
import { keysDialog } from "./keys-sheet.js";
import { linkDialog } from "./link.js";
import { lettersDialog } from "./letters.js";
import { meDialog, signOutDialog } from "./me.js";
import { aidDialog, askDialog, owningDialog, proofDialog, repliesDialog } from "./parts.js";
import { reviewDialog } from "./review.js";
import "./palette.js";
import "./transfer.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("./dialog-frame.js").Content} Content */

/** @type {Record<import("../core/dialogs.js").DialogName, (app: App) => Content|null>} */
const CONTENTS = {
  keys: keysDialog,
  palette: (app) => ({ title: t("Find an action or a conversation"), bare: true, body: html`<wd-palette .app=${app}></wd-palette>` }),
  transfer: (app) => ({ title: t("Transfer this conversation"), body: html`<wd-transfer .app=${app}></wd-transfer>` }),
  proof: proofDialog,
  replies: repliesDialog,
  aid: aidDialog,
  owning: owningDialog,
  ask: askDialog,
  review: reviewDialog,
  link: linkDialog,
  alerts: alertsDialog,
  letters: lettersDialog,
  me: meDialog,
  "sign-out": signOutDialog,
};

export class DialogsView extends DialogFrame {
  /** @param {import("../core/dialogs.js").DialogName} name */
  content(name) {
    return CONTENTS[name]?.(this.app) ?? null;
  }
}

customElements.define("wd-dialogs", DialogsView);
