/** A picture that nothing has read: the agent says that she knows, and only then is it fetched. Loaded when one is on screen. */
import { LitElement, html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

/** @typedef {import("../wire.js").Attachment} Attachment */

/** Opened in this tab: drawn without asking again when the row is drawn anew. @type {Set<string>} */
const opened = new Set();

export class UnreadPicture extends LitElement {
  static properties = { app: { attribute: false }, file: { attribute: false }, shown: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  render() {
    if (opened.has(this.file.id)) return this.shown(this.file);
    return html`<div class="banner banner-wait">${icon("eye-off")}<div class="stack-s"><p><b><bdi>${this.file.name}</bdi></b></p>
      <p>${t("This picture was not checked and may show a secret. If it does: copy nothing, pass nothing on.")}</p>
      <p class="actions"><button class="btn btn-s" type="button" @click=${this.open}>${t("Show it; my name is recorded")}</button></p></div></div>`;
  }

  async open() {
    try {
      await this.app.server.acknowledge(this.file.id, "attachments");
      opened.add(this.file.id);
      this.requestUpdate();
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
  }
}

customElements.define("wd-unread", UnreadPicture);
