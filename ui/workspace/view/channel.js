/** <wd-channel>: by what a reply goes out, how long that is possible and in how many messages. Fetched where a conversation is not held on the site. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { number, spoken, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Watch } from "../core/signals.js";
import { lengthOf, partsOf } from "../model/parts.js";
import { sizeOf } from "../model/text.js";
import { reasonWord, stateWord } from "./channel-words.js";
import { channelIcon, channelWord } from "./words.js";

/** @typedef {{kind: string, title: string, reply_until: number|null, left: number|null, gone: string, longest: number, unit: import("../model/parts.js").Unit, most_parts: number, added: string, files: {type: string, bytes: number}[], messages: {seq: number, state: string, reason: string}[]}} Of */
/** @typedef {{id: string, channel: string, status: string}} Talk */

const MINUTE = 60_000;
const TICK = 15_000; // ms: nobody counts seconds here
const BAD = ["refused", "failed", "unknown"];

export class ChannelLine extends LitElement {
  static properties = { app: { attribute: false }, of: { state: true }, talks: { state: true } };

  createRenderRoot() {
    return this;
  }

  willUpdate() {
    this.watch ??= new Watch(this, "thread", "heads", "locale", "drafts");
    if (this.app.channel !== this) {
      this.stop = this.app.signals.on("channel", () => this.fetch());
      this.timer = setInterval(() => this.requestUpdate(), TICK);
      this.app.channel = this;
      queueMicrotask(() => this.app.signals.emit("thread", "heads")); // its words are here now
    }
    const { id, window, state } = this.app.thread;
    const stamp = [spoken(), id, window.last].join();
    if (state !== "ready" || stamp === this.stamp) return;
    this.stamp = stamp;
    this.fetch();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.timer);
    this.stop?.();
    if (this.app.channel === this) this.app.channel = null;
    this.stamp = "";
  }

  /** Only the latest answer counts: receipts come close together. */
  async fetch() {
    const { id, head } = this.app.thread;
    const ask = (/** @type {string} */ what) => this.app.server.ask("GET", `workspace/conversations/${encodeURIComponent(id)}/${what}`);
    const turn = (this.turn = {});
    const of = await ask(["email", "form"].includes(head?.channel ?? "") ? "mail" : "channel").catch(() => null);
    if (turn !== this.turn) return;
    this.of = of && { id, ...of };
    this.app.signals.emit("thread");
    if (this.refusal && this.asked !== id) {
      this.asked = id;
      this.talks = (await ask("contact").catch(() => ({ talks: [] }))).talks;
    }
  }

  /** @returns {(Of & {id: string})|null} of a provider, of the conversation that is open */
  get own() {
    return this.of?.id === this.app.thread.id && this.of.unit ? this.of : null;
  }

  /** What a row of the thread is drawn from. @param {{seq: number}} item */
  at({ seq }) {
    const told = this.own?.messages.find((one) => one.seq === seq);
    return told && `${spoken()}/${told.state}/${told.reason}`;
  }

  /** Under a message of ours. @param {{seq: number}} item */
  receipt({ seq }) {
    const told = this.own?.messages.find((one) => one.seq === seq);
    if (!told) return null;
    const bad = BAD.includes(told.state);
    const sign = bad ? "warn" : { delivered: "check", read: "check-circle", sent: "send" }[told.state] ?? "clock";
    return html`<p class="msg-state ${bad ? "msg-state-bad" : ""}" data-receipt=${told.state}>${icon(sign)}${stateWord(told.state)}${bad && told.reason ? ` · ${reasonWord(told.reason)}` : nothing}</p>`;
  }

  /** Why a file cannot go this way, before a byte of it is sent; empty when it can. @param {File} file */
  refuses(file) {
    const { own } = this;
    if (!own) return "";
    const channel = channelWord(own.kind);
    const limit = own.files.find(({ type }) => file.type.startsWith(type));
    if (!limit) return t("{channel} takes no files of this kind.", { channel });
    return file.size > limit.bytes ? t("{channel} takes files of this kind up to {size}.", { channel, size: sizeOf(limit.bytes) }) : "";
  }

  get refusal() {
    const { own } = this;
    if (!own) return "";
    if (own.gone) return "gone";
    if (own.reply_until !== null && own.reply_until <= this.app.session.now()) return "window";
    return own.left === 0 ? "spent" : "";
  }

  render() {
    const { of } = this;
    if (!of || of.id !== this.app.thread.id) return nothing;
    if (!this.own) return this.elsewhere(of);
    return this.refusal ? this.closed() : this.open();
  }

  /** By mail, or to the page of a form. @param {any} of */
  elsewhere(of) {
    const { channel = "" } = this.app.thread.head ?? {};
    if (!of.held) return html`<p class="channel-line">${icon(channelIcon(channel))}<span>${channelWord(channel)} · ${t("Goes to the page where they wrote. A proven address is told by mail.")}</span></p>`;
    return html`<p class="channel-line">${icon("mail")}<span>${of.to ? html`${t("Goes out by e-mail to:")} <b><bdi>${of.to}</bdi></b>` : t("nobody: this address cannot be written to")}</span></p>`;
  }

  open() {
    const own = /** @type {Of} */ (this.own);
    const channel = channelWord(own.kind);
    return html`<p class="channel-line">${icon("message")}<span>${t("Goes out by {channel} to:", { channel })} <b><bdi>${this.app.thread.head?.contact.name || t("the contact")}</bdi></b></span>
      ${this.remaining(own, channel)}
      ${own.left === null ? nothing : html`<span class=${own.left <= 1 ? "soon" : ""}>${tn("{count} message left until they write again", "{count} messages left until they write again", own.left)}</span>`}
      ${this.length(own)}</p>`;
  }

  /** @param {Of} own @param {string} channel */
  remaining({ reply_until: until }, channel) {
    if (until === null) return nothing;
    const minutes = Math.max(1, Math.floor((until - this.app.session.now()) / MINUTE));
    const told = minutes < 120 ? tn("{count} min left to answer by {channel}", "{count} min left to answer by {channel}", minutes, { channel }) : tn("{count} hour left to answer by {channel}", "{count} hours left to answer by {channel}", Math.floor(minutes / 60), { channel });
    return html`<span class="num ${minutes < 60 ? "soon" : ""}">${icon("clock")}${told}</span>`;
  }

  /** Nothing while it is short. @param {Of} own */
  length(own) {
    const { text, attachments } = this.app.drafts.of(this.app.thread.id, "reply");
    if (!text.trim()) return nothing;
    const whole = [text.trim(), own.added].filter(Boolean).join("\n\n");
    const count = partsOf(whole, own.unit, own.longest).length + attachments.length;
    const length = lengthOf(whole, own.unit);
    const most = Math.min(own.left ?? own.most_parts, own.most_parts);
    if (count > most) return html`<span class="over" role="status">${icon("warn")}${tn("Too long: it would be {count} message", "Too long: it would be {count} messages", count)} · ${t("{most} can still go", { most: number(most) })}</span>`;
    if (count > 1) return html`<span role="status">${tn("Goes as {count} message", "Goes as {count} messages", count)}</span>`;
    return length > own.longest * 0.8 ? html`<span class="num">${own.unit === "bytes" ? t("{length} of {most} bytes", { length: number(length), most: number(own.longest) }) : t("{length} of {most} characters", { length: number(length), most: number(own.longest) })}</span>` : nothing;
  }

  closed() {
    const own = /** @type {Of} */ (this.own);
    const channel = channelWord(own.kind);
    const why = {
      gone: t("This contact takes no messages from us in {channel} any more.", { channel }),
      window: t("{channel} takes answers only for a while after the contact's last message, and that is over.", { channel }),
      spent: t("{channel} takes no more messages until the contact writes again.", { channel }),
    }[this.refusal];
    const others = (this.talks ?? []).filter((one) => one.status !== "closed" && one.channel !== own.kind);
    return html`<div class="banner banner-wait banner-edge channel-closed" role="status">${icon("warn")}<div class="stack-s"><span>${why} ${t("It cannot be sent here now. What else there is:")}</span>
      <span class="inline">${others.slice(0, 3).map((one) => html`<button class="btn btn-s" type="button" @click=${() => this.goOn(one)}>${icon(channelIcon(one.channel))}${t("Answer by {channel}", { channel: channelWord(one.channel) })}</button>`)}
        ${this.copy(t("Copy the link for a callback"), "/portal", "phone")} ${this.copy(t("Copy the link to write to us"), "/message", "link")}</span></div></div>`;
  }

  /** @param {string} words @param {string} path @param {string} sign */
  copy(words, path, sign) {
    const click = () => navigator.clipboard.writeText(location.origin + path).then(() => this.app.toasts.say("info", t("Link copied")), () => this.app.toasts.say("refused", location.origin + path));
    return html`<button class="btn btn-s" type="button" @click=${click}>${icon(sign)}${words}</button>`;
  }

  /** The words go along; what was written there already stays. @param {Talk} talk */
  goOn(talk) {
    const { app } = this;
    const here = app.drafts.of(app.thread.id, "reply");
    const there = app.drafts.of(talk.id, "reply");
    const { text } = here;
    app.go(talk.id).then(() => {
      if (!text || there.text.includes(text)) return;
      app.drafts.type(there, [there.text, text].filter(Boolean).join("\n\n"), app.thread.window.last);
      app.signals.emit("drafts");
    });
  }
}

customElements.define("wd-channel", ChannelLine);
