/** Dialogs that are opened beside writing: small ones are here, what the saved replies need is fetched. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { body as ask } from "./ask.js";
import { body as proof } from "./proof.js";

/** @typedef {import("../core/app.js").App} App */

/** @type {((app: App) => unknown)|undefined} what came */
let replies;

/** @param {App} app */
function fetched(app) {
  if (replies) return replies(app);
  app.fetch(import("./replies-settings.js")).then((came) => {
    if (!came) return app.dialogs.close();
    replies = came.body;
    app.signals.emit("dialogs");
  });
  return html`<span class="skeleton"></span>`;
}

/** @param {App} app @returns {import("./dialog.js").Content} */
export const repliesDialog = (app) => ({ title: t("Saved replies"), wide: true, body: fetched(app) });

/** @param {App} app @returns {import("./dialog.js").Content} */
export function aidDialog(app) {
  import("./aid.js").catch(() => app.dialogs.close());
  return { title: t("Language model"), wide: true, body: html`<wd-aid class="stack" .app=${app}></wd-aid>` };
}

/** @param {App} app @returns {import("./dialog.js").Content} */
export function owningDialog(app) {
  import("./owning.js").catch(() => app.dialogs.close());
  return { title: t("Addresses of the contact"), wide: true, body: html`<wd-owning class="stack" .app=${app}></wd-owning>` };
}

/** @param {App} app @returns {import("./dialog.js").Content} */
export const askDialog = (app) => ({ title: t("Ask for one thing"), body: ask(app) });

/** @param {App} app @returns {import("./dialog.js").Content} */
export const proofDialog = (app) => ({ title: t("Show my proof number"), body: proof(app) });
