/** The dialog of saved replies. What keeps them is fetched when it first opens: writing does without it. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";

/** @param {import("../core/app.js").App} app @returns {import("./dialog.js").Content} */
export function repliesDialog(app) {
  const title = t("Saved replies");
  if (customElements.get("wd-replies")) return { title, wide: true, body: html`<wd-replies .app=${app}></wd-replies>` };
  return { title, wide: true, body: fetched(app, import("./replies-settings.js")) };
}

/** @param {import("../core/app.js").App} app @returns {import("./dialog.js").Content} */
export function proofDialog(app) {
  const title = t("Show my proof number");
  if (customElements.get("wd-proof")) return { title, body: html`<wd-proof class="stack" .app=${app}></wd-proof>` };
  return { title, body: fetched(app, import("./proof.js")) };
}

/** What stands there until a part has come. @param {import("../core/app.js").App} app @param {Promise<unknown>} part */
function fetched(app, part) {
  part.then(
    () => app.signals.emit("dialogs"),
    () => {
      app.dialogs.close();
      app.toasts.say("refused", t("This page could not be fetched."));
    },
  );
  return html`<span class="skeleton"></span>`;
}
