/** The dialog of saved replies. What keeps them is fetched when it first opens: writing does without it. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";

let fetched = false;

/** @param {import("../core/app.js").App} app */
async function fetchIt(app) {
  try {
    await import("./replies-settings.js");
    fetched = true;
    app.signals.emit("dialogs");
  } catch {
    app.dialogs.close();
    app.toasts.say("refused", t("This could not be fetched. Try again."));
  }
}

/** @param {import("../core/app.js").App} app @returns {import("./dialog.js").Content} */
export function repliesDialog(app) {
  if (!fetched) fetchIt(app);
  return { title: t("Saved replies"), wide: true, body: fetched ? html`<wd-replies .app=${app}></wd-replies>` : html`<span class="skeleton"></span>` };
}
