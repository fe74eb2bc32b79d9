/** The dialog of saved replies. What keeps them is fetched when it first opens: writing does without it. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";

/** @param {import("../core/app.js").App} app @returns {import("./dialog.js").Content} */
export function repliesDialog(app) {
  const title = t("Saved replies");
  if (customElements.get("wd-replies")) return { title, wide: true, body: html`<wd-replies .app=${app}></wd-replies>` };
  import("./replies-settings.js").then(
    () => app.signals.emit("dialogs"),
    () => {
      app.dialogs.close();
      app.toasts.say("refused", t("This page could not be fetched."));
    },
  );
  return { title, wide: true, body: html`<span class="skeleton"></span>` };
}
