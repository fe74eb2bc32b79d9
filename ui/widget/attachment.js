// One file of a message. It is fetched with the contact's token, so a picture is drawn from bytes, never from an address.
import { LitElement, html, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { isPicture } from "./uploads.js";

const SHOWN_WIDTH = 240;
const NOTES = {
  checking: () => t("Being checked, not yet visible to agents"),
  unread: () => t("Not checked: agents must confirm before they open it"),
  removed: () => t("It showed a secret and was destroyed."),
};

export class WdAttachment extends LitElement {
  static properties = { of: { attribute: false }, api: { attribute: false }, source: { state: true } };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.picture) this.draw();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.forget();
  }

  forget() {
    if (this.source) URL.revokeObjectURL(this.source);
    this.source = "";
  }

  /** Destroyed at the server, it does not stay here either. */
  willUpdate() {
    if (this.source && !this.picture) this.forget();
  }

  get picture() {
    return isPicture(this.of.type) && this.of.state !== "removed";
  }

  async draw() {
    const bytes = await this.api.blob(`/api/attachments/${this.of.id}`).catch(() => null);
    if (bytes && this.isConnected) this.source = URL.createObjectURL(bytes);
  }

  async save() {
    const bytes = await this.api.blob(`/api/attachments/${this.of.id}`).catch(() => null);
    if (bytes) saveAs(bytes, this.of.name);
  }

  render() {
    const { name, size, width, height, state } = this.of;
    const kb = t("{size} KB", { size: number(Math.max(1, Math.round((size ?? 0) / 1000))) });
    const told = NOTES[state]?.() ?? (this.of.told ? t("Checked, agents can see it") : "");
    // Width and height are known before the bytes are here, so nothing jumps when they come.
    const drawn = Math.min(SHOWN_WIDTH, width || SHOWN_WIDTH);
    if (this.source)
      return html`<button class="w-picture" type="button" @click=${this.save} aria-label=${t("Save {name}", { name })}>
        <img src=${this.source} alt="" width=${drawn} height=${Math.round((drawn * (height || 160)) / (width || SHOWN_WIDTH))}></button>
        ${told ? html`<p class="tiny faint" role="status">${told}</p>` : nothing}`;
    if (state === "removed") return html`<p class="w-file">${icon("lock")}<span class="grow"><bdi>${name}</bdi><br><span class="tiny">${told}</span></span></p>`;
    return html`<button class="w-file" type="button" @click=${this.save}>${icon(this.picture ? "image" : "file")}
      <span class="grow"><bdi>${name}</bdi><br><span class="tiny">${told || kb}</span></span>${icon("download")}</button>`;
  }
}

/** Hand bytes to the browser's own "save". */
export function saveAs(bytes, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(bytes);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

customElements.define("wd-attachment", WdAttachment);
