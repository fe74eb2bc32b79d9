/** Dialogs that few open: what they hold is fetched when they first do, and writing does without it. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {(app: App) => unknown} Body */

/** @type {Record<string, Body>} what came */
const here = {};

/** @param {App} app @param {string} name @param {() => Promise<{body: Body}>} load */
function part(app, name, load) {
  if (here[name]) return here[name](app);
  app.fetch(load()).then((came) => {
    if (!came) return app.dialogs.close();
    here[name] = came.body;
    app.signals.emit("dialogs");
  });
  return html`<span class="skeleton"></span>`;
}

/** @param {App} app @returns {import("./dialog.js").Content} */
export const repliesDialog = (app) => ({ title: t("Saved replies"), wide: true, body: part(app, "replies", () => import("./replies-settings.js")) });

/** @param {App} app @returns {import("./dialog.js").Content} */
export const askDialog = (app) => ({ title: t("Ask for one thing"), body: part(app, "ask", () => import("./ask.js")) });

/** @param {App} app @returns {import("./dialog.js").Content} */
export const proofDialog = (app) => ({ title: t("Show my proof number"), body: part(app, "proof", () => import("./proof.js")) });
