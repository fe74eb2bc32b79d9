/** <wd-dialogs> of the settings: the one question before changes are lost. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { DialogFrame } from "../workspace/view/dialog-frame.js";

class UnsavedDialog extends DialogFrame {
  content() {
    return {
      title: t("Leave without saving?"),
      body: html`<p>${t("Your changes on this page are not saved.")}</p>
        <div class="actions"><button class="btn btn-line" type="button" autofocus @click=${() => this.app.dialogs.close()}>${t("Stay here")}</button>
          <button class="btn" type="button" @click=${() => this.app.discard()}>${t("Leave without saving")}</button></div>`,
    };
  }
}

customElements.define("wd-dialogs", UnsavedDialog);
