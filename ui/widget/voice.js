// A call by voice: it comes, with words, icons and styles of its own, where the inbox has calls. The talk itself is a page in its own tab.
import { LitElement, html, nothing } from "../vendor/lit.js";
import { learn, spoken, t } from "../shared/i18n.js";
import { bring, icon } from "../shared/icons.js";
import { Ringing } from "../shared/tones.js";

const LIVE = ["ringing", "accepted"];
const SOON = 5_000; // ms until it is tried again where the network failed
const RINGS_OUT = 31_000; // ms: then it is looked at again, whatever was told

const linked = (href) => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: failed }));
});

let worn; // styles and icons, once
const dressed = () => (worn ??= Promise.all([linked(new URL("voice.css", import.meta.url)), bring(new URL("icons-voice.svg", import.meta.url))]).catch((problem) => {
  worn = null;
  throw problem;
}));

export class WdVoice extends LitElement {
  static properties = { calls: { state: true }, last: { state: true } };

  constructor() {
    super();
    Object.assign(this, { calls: null, last: null, stamp: "", ringing: new Ringing() });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.store = this.closest("wd-widget").store;
    this.store.addEventListener("change", this.look);
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener("change", this.look);
    this.ringing.set(false);
    clearTimeout(this.again);
    this.stamp = "";
  }

  get path() {
    return `/api/conversations/${this.store.thread.conversation}/calls`;
  }

  /** Ask again when the thread tells of a call, and by whom the conversation is had. */
  look = () => {
    const { thread, head } = this.store;
    if (!thread?.conversation) return;
    const told = thread.items.findLast(({ event }) => event?.what === "voice");
    const stamp = [spoken(), thread.conversation, head?.status, head?.agent?.name, told?.seq].join();
    if (stamp === this.stamp) return;
    if (!this.stamp.includes(thread.conversation)) Object.assign(this, { calls: null, last: null });
    this.stamp = stamp;
    this.fetch(told?.event.value);
  };

  /** `last`: the call that the thread told of last, where it is over. */
  async fetch(last) {
    const { stamp, path } = this;
    try {
      const [calls] = await Promise.all([this.store.api.get(path), dressed(), learn("widget-voice")]);
      const over = last && !calls.live ? await this.store.api.get(`${path}/${last}`) : null;
      if (stamp !== this.stamp) return;
      this.calls = calls;
      this.last = over;
      const { live } = calls;
      this.ringing.set(live?.state === "ringing" && live.by === "agent");
      clearTimeout(this.again);
      if (live?.state === "ringing") this.again = setTimeout(() => { this.stamp = ""; this.look(); }, RINGS_OUT);
    } catch {
      if (stamp !== this.stamp) return; // a later look is on its way
      this.stamp = "";
      this.again = setTimeout(this.look, SOON);
    }
  }

  /** A tab of its own: there the browser asks for the microphone, and the address shows whose page it is. */
  open = (call, answers = false) => this.store.guarded(async () => {
    this.ringing.set(false);
    const { url } = await this.store.api.post(`/portal/${call.conversation}/calls/${call.id}/open`);
    window.open(answers ? `${url}#answer` : url, "_blank", "noopener");
  });

  leave = (call) => this.store.guarded(async () => {
    const { url } = await this.store.api.post(`/portal/${call.conversation}/voicemail/open`);
    window.open(url, "_blank", "noopener");
  });

  start = () => this.store.guarded(async () => {
    const call = await this.store.api.post(this.path);
    this.calls = { live: call, may_start: false };
    await this.open(call);
  });

  end = (call) => this.store.guarded(async () => {
    this.ringing.set(false);
    this.last = await this.store.api.post(`${this.path}/${call.id}/end`, { why: "hung_up" });
    this.calls = { live: null, may_start: true };
  });

  render() {
    const { calls, last } = this;
    if (!calls) return nothing;
    const live = LIVE.includes(calls.live?.state) ? calls.live : null;
    return html`<div class="voice">${live ? this.card(live) : this.offer(calls, last)}</div>`;
  }

  /** After a call that did not come about, another way; and another call, where the contact may. */
  offer(calls, last) {
    return html`${last?.voicemail && !last.seconds ? html`<p><button class="btn btn-wide" type="button" @click=${() => this.leave(last)}>${t("Leave a spoken message")}</button></p>` : nothing}${last?.callback && ["missed", "declined", "failed"].includes(last.state) ? html`<p class="card small">${t("The call did not come about. Write here, or choose a time at which we call you.")} <a href=${last.callback} target="_blank" rel="noopener">${t("Book a callback")}</a></p>` : nothing}
      ${calls.may_start && this.store.config.voice === "both" ? html`<p><button class="btn btn-wide" type="button" @click=${this.start}>${icon("phone")}${t("Talk by voice")}</button></p>` : nothing}`;
  }

  card(call) {
    const rings = call.state === "ringing";
    const isMine = call.by === "contact";
    const title = !rings ? t("You are in a call with {name}", { name: call.agent }) : isMine ? t("Calling {name}", { name: call.agent }) : t("{name} calls", { name: call.agent });
    return html`<div class="card stack" role="group" aria-label=${title}><p role="status"><b>${title}</b></p>
      <p class="small">${icon("shield")} ${t("Never tell your recovery phrase, private key, password or code, also not by voice.")}</p>
      <p class="inline">${rings && !isMine ? html`<button class="btn btn-line" type="button" @click=${() => this.open(call, true)}>${icon("phone")}${t("Answer")}</button><button class="btn" type="button" @click=${() => this.end(call)}>${t("Decline")}</button>`
        : html`<button class="btn btn-line" type="button" @click=${() => this.open(call)}>${icon("phone")}${t("Open the call")}</button><button class="btn" type="button" @click=${() => this.end(call)}>${rings ? t("Take it back") : t("Hang up")}</button>`}</p>
      <p class="tiny muted">${t("The call opens in a tab of its own.")}</p></div>`;
  }
}

customElements.define("wd-voice", WdVoice);
