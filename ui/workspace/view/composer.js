/** <wd-composer>: one field for replies, one for notes, never to be taken for each other. */
import { html, LitElement, nothing, repeat } from "../../vendor/lit.js";
import { clock, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { asTransactionId } from "../core/shield.js";
import { Watch } from "../core/signals.js";
import { draftKey } from "../model/drafts.js";
import { addFiles, fileList } from "./files.js";
import { key, withControl } from "./key.js";
import { mentionSource } from "./mention-source.js";
import { replySource } from "./reply-source.js";
import { keepFocus, Suggest } from "./suggest.js";

/** @typedef {import("../wire.js").Mode} Mode */

const MODES = /** @type {Mode[]} */ (["reply", "note"]);

export class Composer extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    this.dropping = false;
    this.composing = false; // an input method is at work
    this.wantsFocus = false;
    /** @type {import("../model/drafts.js").Draft|null} the draft whose field is on screen */
    this.shown = null;
    new Watch(this, "drafts", "compose", "thread", "presence", "locale", "connection", "heads", "profile", "replies");
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.suggest = new Suggest(this, { reply: replySource(this.app, () => this.requestUpdate()), mention: mentionSource(this.app) });
    const stops = [this.app.signals.on("compose", () => (this.wantsFocus = true)), this.app.signals.on("suggest", () => this.suggest?.open())];
    this.stop = () => stops.forEach((stop) => stop());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stop?.();
  }

  get draft() {
    return this.app.drafts.of(this.app.thread.id, this.app.mode);
  }

  get field() {
    return /** @type {HTMLTextAreaElement|null} */ (this.querySelector("textarea"));
  }

  updated() {
    const { field, draft } = this;
    if (this.shown && this.shown !== draft) this.shown.focused = false; // its field is gone, and a field that is gone tells nobody
    this.shown = draft;
    if (field && field.value !== draft.text && !this.composing) field.value = draft.text;
    if (!this.wantsFocus) return;
    this.wantsFocus = false;
    if (!field) return /** @type {HTMLElement|null} */ (this.querySelector('[role="tab"][aria-selected="true"]'))?.focus();
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  }

  /** @param {InputEvent} event */
  typed(event) {
    const { thread, mode, drafts, feed } = this.app;
    const text = /** @type {HTMLTextAreaElement} */ (event.target).value;
    drafts.type(this.draft, text, thread.window.last);
    feed.tellTyping(thread.id, mode, text !== "" && !this.draft.blocked);
    this.suggest?.look();
  }

  /** @param {KeyboardEvent} event */
  pressed(event) {
    if (event.isComposing || event.keyCode === 229) return; // this key belongs to the input method
    if (this.suggest?.press(event)) return;
    const plain = !event.shiftKey && !event.altKey && this.app.profile.chosen.send_key === "enter";
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey || plain)) {
      event.preventDefault();
      this.send();
    }
    if (event.key === "Escape") this.field?.blur();
  }

  get sendable() {
    const { draft } = this;
    return (draft.text.trim() !== "" || draft.attachments.length > 0) && !draft.uploads.some((upload) => upload.state === "uploading");
  }

  /** Fields of a saved reply that nobody has filled in yet. A contact must never read one. */
  get unfilled() {
    return this.app.mode === "reply" ? this.app.replies.open(this.draft.text) : [];
  }

  /** Only of what stands in the field now. */
  get objections() {
    const { text, onServer, objections } = this.draft;
    return text === onServer ? objections : [];
  }

  get blocks() {
    return this.objections.some((one) => !one.may_pass);
  }

  toUnfilled() {
    const { field } = this;
    const sign = `{${this.unfilled[0]}}`;
    const at = field?.value.indexOf(sign) ?? -1;
    field?.focus();
    if (at >= 0) field?.setSelectionRange(at, at + sign.length);
  }

  send() {
    if (this.unfilled.length) return this.toUnfilled();
    if (!this.sendable || this.draft.blocked || (this.app.mode === "reply" && !this.app.actions.canReply)) return this.field?.focus();
    if (this.objections.length) this.app.sending.handIn(this.draft);
    else this.app.sending.send(this.draft);
    this.field?.focus();
  }

  composed() {
    this.composing = false;
    this.suggest?.look();
  }

  /** Keys that move the cursor without writing anything. @param {KeyboardEvent} event */
  moved(event) {
    if (!event.isComposing && ["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) this.suggest?.look();
  }

  /** @param {boolean} focused */
  focusChanged(focused) {
    if (this.shown) this.shown.focused = focused;
    if (!focused) {
      this.suggest?.look();
      this.app.drafts.flush();
      this.app.feed.tellTyping(this.app.thread.id, this.app.mode, false);
    }
  }

  /** @param {DataTransfer|null} data @param {Event} event */
  took(data, event) {
    if (!data?.files.length) return;
    event.preventDefault();
    addFiles(this.app, this.draft, data.files);
  }

  /** @param {DragEvent} event @param {boolean} over */
  drag(event, over) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.dropping = over;
    this.requestUpdate();
  }

  /** @param {DragEvent} event */
  dropped(event) {
    this.dropping = false;
    this.took(event.dataTransfer, event);
    this.requestUpdate();
  }

  /** @param {Mode} mode @param {boolean} focusField */
  turn(mode, focusField) {
    this.app.drafts.flush();
    if (focusField) return this.app.compose(mode);
    this.app.mode = mode;
    this.requestUpdate();
    this.updateComplete.then(() => /** @type {HTMLElement|null} */ (this.querySelector('[role="tab"][aria-selected="true"]'))?.focus());
  }

  /** Arrows turn between the tabs, as tabs do. @param {KeyboardEvent} event */
  arrow(event) {
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") this.turn(this.app.mode === "reply" ? "note" : "reply", false);
  }

  render() {
    const { thread, mode, actions } = this.app;
    const closed = thread.head?.status === "closed";
    if (thread.state === "loading" || !thread.head) return nothing;
    if (closed && mode === "reply") this.app.mode = "note";
    const note = this.app.mode === "note";
    return html`${this.company()}
      <form id="composer" class="composer ${note ? "composer-note" : ""} ${this.dropping ? "composer-drop" : ""}" aria-label=${note ? t("Write an internal note") : t("Write a reply")}
        @submit=${(/** @type {Event} */ e) => { e.preventDefault(); this.send(); }}
        @dragover=${(/** @type {DragEvent} */ e) => this.drag(e, true)} @dragleave=${(/** @type {DragEvent} */ e) => this.drag(e, false)} @drop=${this.dropped}>
        ${this.suggest?.render()}
        <div class="composer-tabs">
          <div class="tabs" role="tablist" aria-label=${t("Reply or note")} @keydown=${this.arrow}>${MODES.map((one) => this.tab(one, closed))}</div>
          <span class="faint tiny composer-state" role="status">${this.saved()}</span>
        </div>
        <div id="composer-field" role="tabpanel" aria-label=${note ? t("Internal note") : t("Reply to the contact")}>
          ${note ? html`<p class="composer-warn">${icon("lock")}${t("Inside the house only. The contact cannot see this.")}</p>` : nothing}
          ${note || thread.head.channel === "webchat" ? nothing : this.channel()}
          ${note || actions.canReply ? nothing : this.whyNot()}
          ${note || actions.canReply || this.draft.text ? repeat([draftKey(thread.id, this.app.mode)], (one) => one, () => this.fieldOf(note)) : nothing}
        </div>
        ${note || !this.draft.model || !this.draft.text ? nothing : html`<p class="hint composer-open">${icon("bot")}<span class="grow">${t("A language model drafted this. Read it before you send it: it goes out as yours.")}</span></p>`}
        ${this.stopped()} ${this.objected()} ${this.open()} ${fileList(this.app, this.draft)} ${note || actions.canReply ? this.bar(note) : nothing}
      </form>`;
  }

  /** @param {Mode} mode @param {boolean} closed */
  tab(mode, closed) {
    const selected = mode === this.app.mode;
    const label = mode === "reply" ? t("Reply to the contact") : t("Internal note");
    return html`<button type="button" role="tab" aria-selected=${String(selected)} aria-controls="composer-field" tabindex=${selected ? "0" : "-1"}
      ?disabled=${closed && mode === "reply"} @click=${() => this.turn(mode, true)}>
      ${mode === "note" ? icon("lock") : nothing}${label} ${key(mode === "reply" ? "R" : "N")}${!selected && this.app.drafts.of(this.app.thread.id, mode).text ? html`<span class="dot dot-wait" title=${t("There is a draft")}></span>` : nothing}
    </button>`;
  }

  /** A field of its own for each conversation and mode: not even its undo history is shared. @param {boolean} note */
  fieldOf(note) {
    const listed = this.suggest?.choices?.length;
    return html`<textarea id="reply" rows="3" dir="auto" aria-label=${note ? t("Text of the note") : t("Text of the reply")}
      aria-invalid=${this.draft.blocked ? "true" : nothing} aria-describedby=${this.draft.blocked ? "stopped" : nothing}
      aria-autocomplete="list" aria-controls=${listed ? "choices" : nothing} aria-activedescendant=${listed ? `choice-${this.suggest?.active}` : nothing}
      @input=${this.typed} @keydown=${this.pressed} @keyup=${this.moved} @click=${() => this.suggest?.look()} @focus=${() => this.focusChanged(true)} @blur=${() => this.focusChanged(false)}
      @compositionstart=${() => (this.composing = true)} @compositionend=${this.composed}
      @paste=${(/** @type {ClipboardEvent} */ e) => this.took(e.clipboardData, e)}></textarea>`;
  }

  /** By what it goes out: fetched where that is not this site. */
  channel() {
    import("./channel.js").catch(() => {});
    return html`<wd-channel .app=${this.app}></wd-channel>`;
  }

  /** Why nobody can answer here now, and what to press first. */
  whyNot() {
    const { actions, thread } = this.app;
    const name = thread.head?.assignee?.name ?? "";
    if (actions.isDone) return html`<p class="composer-why">${t("This conversation is resolved. Open it again to answer.")}</p>`;
    if (actions.canTakeOver) return html`<p class="composer-why">${t("{name} has this conversation. Take it over to answer, or leave a note.", { name })}</p>`;
    return html`<p class="composer-why">${t("Accept this conversation to answer, or leave a note.")}</p>`;
  }

  saved() {
    const { state, savedAt, text } = this.draft;
    if (!text) return "";
    if (state === "failed") return t("Draft not saved yet: no connection");
    if (state === "saved") return savedAt ? t("Draft saved {time}", { time: clock(savedAt) }) : t("Draft saved");
    return "";
  }

  stopped() {
    const { draft } = this;
    if (!draft.blocked) return nothing;
    const clear = () => this.app.drafts.type(draft, asTransactionId(draft.text), draft.seenSeq);
    if (draft.state === "unsure") {
      return html`<div class="banner banner-wait banner-edge" id="stopped" role="alert">${icon("question")}<div class="stack-s">
        <span>${t("This can be a transaction ID or a private key; they look the same. It is not saved and not sent until you say which.")}</span>
        <span><button class="btn btn-s" type="button" @click=${clear}>${t("It is a transaction ID")}</button></span></div></div>`;
    }
    return html`<p class="banner banner-danger banner-edge" id="stopped" role="alert">${icon("shield-x")}
      <span>${t("This looks like a recovery phrase, a private key or a password. It is not saved and cannot be sent. Nobody in support needs it.")}</span></p>`;
  }

  /** The words that may not go out, why, and what to write instead. */
  objected() {
    const letters = [...(this.draft.onServer ?? "")];
    return this.draft.objections.map(({ start, end, why, instead, may_pass }) => html`<p class="banner banner-edge ${may_pass ? "banner-wait" : "banner-danger"}" role="alert">
      ${icon("warn")}<span><mark>${letters.slice(start, end)}</mark> ${why} ${instead}</span></p>`);
  }

  open() {
    const { unfilled } = this;
    if (!unfilled.length) return nothing;
    return html`<p class="composer-open" id="unfilled" role="status">${icon("warn")}<span>${t("Fill this in before you send: {fields}", { fields: unfilled.map((name) => `{${name}}`).join(" ") })}</span>
      <button class="btn btn-s" type="button" @click=${this.toUnfilled}>${t("Go there")}</button></p>`;
  }

  /** Who else looks at this conversation or writes in it, and what to know before answering. */
  company() {
    const { thread } = this.app;
    const colleagues = thread.typingNow("agent");
    const viewers = thread.viewers.map(({ name }) => name).filter((name) => !colleagues.includes(name));
    const lines = [
      thread.typingNow("contact").length ? html`<span class="typing" aria-hidden="true"><i></i><i></i><i></i></span>${t("The contact is writing")}` : null,
      colleagues.length ? html`<b class="collision">${icon("warn")}${t("{names} is writing a reply here", { names: names(colleagues) })}</b>` : null,
      viewers.length ? html`${icon("person")}${t("Also looking at this: {names}", { names: names(viewers) })}` : null,
    ].filter(Boolean);
    const { waiting } = this.app.sending;
    if (waiting.length) lines.push(html`${icon("lock")}<a href="/workspace/outgoing">${tn("{count} message waits for a second person", "{count} messages wait for a second person", waiting.length)}</a>`);
    return html`<p class="company" role="status">${lines.map((line) => html`<span>${line}</span>`)}</p>`;
  }

  /** @param {boolean} note */
  bar(note) {
    const send = this.app.profile.chosen.send_key === "enter" ? "↵" : withControl("↵");
    return html`<div class="composer-bar">
      <label class="btn btn-quiet btn-icon" title=${t("Attach files")}>${icon("clip")}<span class="sr">${t("Attach files")}</span>
        <input class="sr" id="files" type="file" multiple @change=${(/** @type {any} */ e) => { addFiles(this.app, this.draft, e.target.files); e.target.value = ""; }} />
      </label>
      <button class="btn btn-quiet btn-icon" type="button" title=${t("Saved replies")} aria-label=${t("Saved replies")} @mousedown=${keepFocus} @click=${() => this.suggest?.open()}>${icon("bolt")}</button>
      ${note ? nothing : html`<button class="btn btn-quiet btn-icon" type="button" title=${t("Ask for one thing")} @click=${() => this.app.dialogs.open("ask")}>${icon("question")}</button>`}
      ${this.app.model ? html`<button class="btn btn-quiet btn-icon" type="button" title=${t("Language model")} aria-label=${t("Language model")} @click=${() => this.app.dialogs.open("aid")}>${icon("bot")}</button>` : nothing}
      <button class="btn push ${note ? "btn-note" : "btn-line"}" type="submit" aria-disabled=${String(!this.sendable || this.draft.blocked || this.unfilled.length > 0 || this.blocks)}>
        ${note ? html`${icon("lock")}${t("Keep the note")}` : this.objections.length && !this.blocks ? t("Ask a second person") : t("Send reply")} ${key(send)}
      </button>
    </div>`;
  }
}

/** @param {string[]} list */
const names = (list) => new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(list);

customElements.define("wd-composer", Composer);
