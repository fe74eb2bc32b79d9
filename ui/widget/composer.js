// Where a contact writes. What is typed stays in this field: it is not kept anywhere until it was sent and the shield
// passed it. Half a recovery phrase would pass the shield, so a half-written draft is never stored either.
import { LitElement, html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { ready, screen, warm } from "./shield.js";

const NO_FILES = { entries: [], ready: [], busy: false, clear() {} }; // until there is a conversation to add them to
const TALLEST = 140;
const COMPOSING = 229; // Safari ends a composition before the Enter that ended it

export class WdComposer extends LitElement {
  static properties = { store: { attribute: false }, placeholder: {}, files: { type: Boolean }, later: { attribute: false }, empty: { state: true } };

  constructor() {
    super();
    this.empty = true;
    this.uploads = NO_FILES;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    warm();
  }

  willUpdate() {
    if (!this.later || this.uploads !== NO_FILES) return;
    this.uploads = new this.later.Uploads(this.store);
    this.uploads.addEventListener("change", () => this.requestUpdate());
  }

  get field() {
    return this.querySelector("textarea");
  }

  /** Also right after it was put into the page, when the field is not drawn yet. */
  async focus() {
    await this.updateComplete;
    this.field?.focus();
  }

  submit(event) {
    event?.preventDefault();
    const text = this.field.value.trim(); // the Enter of a composition may have left a line break
    const attachments = this.uploads.ready;
    if ((!text && !attachments.length) || this.uploads.busy) return;
    if (this.unread(text)) return this.whenRead(() => this.submit());
    const passed = this.store.send(text, attachments);
    this.clear();
    if (passed) this.uploads.clear();
    this.store.writing(false);
    this.dispatchEvent(new CustomEvent("wd-sent", { bubbles: true }));
  }

  unread(text) {
    return screen(text, this.store.said())?.kind === "unread";
  }

  /** The shield fetches what this text calls for; until then it stays in its field. */
  whenRead(act) {
    ready(this.field.value, this.store.said()).then(act, () => this.store.tell({ unreachable: true }));
  }

  /** Also forgets what "undo" would bring back. */
  clear() {
    const field = this.field;
    field.value = "";
    field.style.blockSize = "";
    this.empty = true;
  }

  keydown(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === COMPOSING) return;
    this.submit(event);
  }

  /** A whole phrase or key is stopped the moment it stands here, before anybody presses send. */
  input() {
    const field = this.field;
    const found = screen(field.value, this.store.said());
    if (found?.kind === "unread") ready(field.value, this.store.said()).then(() => this.input(), () => {}); // told when it is sent
    if (found?.certain) {
      this.clear();
      this.store.stop(found);
      return;
    }
    this.empty = !field.value.trim();
    field.style.blockSize = "auto";
    field.style.blockSize = `${Math.min(TALLEST, field.scrollHeight + 2)}px`;
    this.store.writing(!this.empty);
  }

  take(files, event) {
    if (!files?.length) return;
    event?.preventDefault();
    if (this.files) this.uploads.add(files);
    else this.store.tell({ message: t("Write one sentence first, then add the file."), unreachable: false });
  }

  paste = (event) => this.take(event.clipboardData?.files, event);

  drop = (event) => this.take(event.dataTransfer?.files, event);

  choose = (event) => {
    this.take([...event.target.files]);
    event.target.value = "";
  };

  render() {
    const nothingToSend = this.uploads.busy || (this.empty && !this.uploads.ready.length);
    // spellcheck is off because some browsers send what is typed to a server of theirs.
    return html`<form class="w-foot" @submit=${this.submit} @drop=${this.drop} @dragover=${(e) => e.preventDefault()}>
      ${this.uploads.entries.length ? this.later.tray(this) : nothing}
      <div class="w-send">
        ${this.files ? this.later.filePicker(this) : nothing}
        <textarea class="input" rows="1" enterkeyhint="send" autocomplete="off" spellcheck="false" maxlength="10000" aria-label=${t("Message")}
          placeholder=${this.placeholder} @keydown=${this.keydown} @input=${this.input} @paste=${this.paste}></textarea>
        <button class="btn btn-line" aria-label=${t("Send")} aria-disabled=${nothingToSend ? "true" : "false"}>${icon("send", true)}</button>
      </div></form>`;
  }
}

customElements.define("wd-composer", WdComposer);
