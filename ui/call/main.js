/** The page of a call, the same for both sides: a contact comes with a token of their own, an agent with their session. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { Api } from "../shared/api.js";
import { nearest, speak, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { Line } from "./line.js";
import { Ringing } from "../shared/tones.js";
import { aboutEnd, lasted, meter, MIC_PROBLEMS, qualityChip } from "./words.js";

/** @typedef {{id: string, conversation: string, state: string, by: string, agent: string, mine: boolean, began_at: number, connected_at: number|null, ended_at: number|null, ended_by: string|null, seconds: number, reason: string, quality: string, callback: string}} Call */

const LOCALE = "walletdesk.locale";
const THEME = "walletdesk.theme";
const BEAT = 10_000; // ms: so often we say that we are still here
const LOOK = 1_000;

/** A choice of this browser. @param {string} key */
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export class Talk extends LitElement {
  constructor() {
    super();
    /** @type {Call|null} */
    this.call = null;
    this.at = "loading"; // loading, asked, microphone, in, over, failed
    this.problem = "";
    this.csrf = "";
    /** @type {Line|null} */
    this.line = null;
    this.ringing = new Ringing();
    this.muted = false;
    this.onHold = false;
    this.isBusy = false;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.start();
  }

  get isContact() {
    return this.dataset.side === "contact";
  }

  /** @returns {string} */
  get path() {
    const { conversation, call } = this.dataset;
    return `/api/${this.isContact ? "" : "workspace/"}conversations/${conversation}/calls/${call}`;
  }

  async start() {
    const theme = this.isContact ? null : kept(THEME);
    if (theme && theme !== "auto") document.documentElement.dataset.theme = theme;
    await speak(this.dataset.locale ?? nearest([kept(LOCALE), ...navigator.languages]), "call");
    document.title = `${t("Voice call")} · ${this.dataset.app ?? "Walletdesk"}`;
    this.api = new Api(() => (this.isContact ? { Authorization: `Bearer ${this.dataset.token}` } : { "X-CSRF-Token": this.csrf }));
    try {
      if (!this.isContact) await this.signedIn();
      this.show(await this.api.get(this.path));
      addEventListener("pagehide", () => this.gone());
      this.ticking = setInterval(() => this.tick(), LOOK);
      const isMine = this.call?.by === this.dataset.side;
      if (this.at === "asked" && (isMine || location.hash === "#answer")) this.join();
    } catch (/** @type {any} */ problem) {
      this.fail(problem);
    }
    history.replaceState(null, "", location.pathname + location.search);
  }

  async signedIn() {
    const [, , , conversation, call] = location.pathname.split("/");
    Object.assign(this.dataset, { conversation, call });
    const { me } = await /** @type {Api} */ (this.api).get("/api/session");
    if (!me) return location.replace(`/workspace?${new URLSearchParams({ to: location.pathname })}`);
    this.csrf = me.csrf;
  }

  /** @param {any} problem */
  fail(problem) {
    this.problem = problem?.message || t("This page could not be fetched.");
    if (!this.call) this.at = "failed";
    this.requestUpdate();
  }

  /** What is true now. @param {Call} call */
  show(call) {
    this.call = call;
    const isLive = ["ringing", "accepted"].includes(call.state);
    if (!isLive) this.leave();
    else if (this.at === "loading") this.at = "asked";
    this.ringing.set(call.state === "ringing" && this.at !== "over", call.by === this.dataset.side);
    this.requestUpdate();
  }

  /** Ask for the microphone, then take the seat: nobody is connected to silence. */
  join = async () => {
    this.at = "microphone";
    this.problem = "";
    this.requestUpdate();
    try {
      this.line ??= this.newLine();
      await this.line.openMicrophone();
      if (this.isOver) return;
      this.at = "in";
      this.show(await this.line.join());
      this.beat();
    } catch (/** @type {any} */ problem) {
      this.at = this.isOver ? "over" : "asked";
      this.problem = MIC_PROBLEMS[problem?.name]?.() ?? problem?.message ?? t("The call could not be set up.");
      if (problem?.code === "call_over") this.refresh();
    }
    this.requestUpdate();
  };

  newLine() {
    const line = new Line({ api: /** @type {Api} */ (this.api), path: this.path, side: /** @type {string} */ (this.dataset.side), call: /** @type {string} */ (this.dataset.call), token: () => (this.isContact ? this.dataset.token : this.csrf) });
    line.addEventListener("change", () => this.requestUpdate());
    line.addEventListener("news", () => this.refresh());
    line.addEventListener("connected", () => this.beat());
    line.addEventListener("lost", () => this.end("no_connection"));
    line.addEventListener("sound", () => {
      const audio = /** @type {HTMLAudioElement|null} */ (this.querySelector("audio"));
      if (audio && audio.srcObject !== line.sound) audio.srcObject = line.sound;
      audio?.play().catch(() => { this.isMuffled = true; this.requestUpdate(); });
    });
    return line;
  }

  get isOver() {
    return !["ringing", "accepted"].includes(this.call?.state ?? "");
  }

  refresh = async () => {
    try {
      this.show(await /** @type {Api} */ (this.api).get(this.path));
    } catch (/** @type {any} */ problem) {
      if (problem.status === 404 || problem.status === 401) this.fail(problem);
    }
  };

  tick() {
    if (this.at !== "in" && this.at !== "asked" && this.at !== "microphone") return;
    this.line?.measure();
    if (Date.now() - (this.beaten ?? 0) >= BEAT) this.beat();
    this.requestUpdate();
  }

  /** Say that we are here, and how the line is; and hear whether it is over. */
  async beat() {
    this.beaten = Date.now();
    if (this.at !== "in" || !this.line) return this.refresh();
    const { leg, connected, quality } = this.line;
    try {
      this.show(await /** @type {Api} */ (this.api).post(`${this.path}/here`, { leg, connected, quality }));
    } catch (/** @type {any} */ problem) {
      if (problem.status === 409) this.refresh();
    }
  }

  /** @param {string} why */
  async end(why = "hung_up") {
    if (this.isOver || this.isBusy) return;
    this.isBusy = true;
    try {
      this.show(await /** @type {Api} */ (this.api).post(`${this.path}/end`, { why }));
    } catch (/** @type {any} */ problem) {
      this.problem = problem.message;
    }
    this.isBusy = false;
    this.requestUpdate();
  }

  /** Nothing is heard any more, whatever the server says. */
  leave() {
    this.at = "over";
    this.line?.close();
    this.line = null;
    clearInterval(this.ticking);
    this.ringing.set(false);
  }

  /** The page is closed: that hangs up, so that nobody waits for us. */
  gone() {
    if (this.at !== "in" || this.isOver) return;
    const headers = { "Content-Type": "application/json", ...(this.isContact ? { Authorization: `Bearer ${this.dataset.token}` } : { "X-CSRF-Token": this.csrf }) };
    fetch(`${this.path}/end`, { method: "POST", headers, body: JSON.stringify({ why: "hung_up" }), keepalive: true, credentials: "same-origin" }).catch(() => null);
    this.line?.close();
  }

  mute = () => {
    this.muted = !this.muted;
    this.line?.set({ muted: this.muted, held: this.onHold });
    this.requestUpdate();
  };

  hold = () => {
    this.onHold = !this.onHold;
    this.line?.set({ muted: this.muted, held: this.onHold });
    this.requestUpdate();
  };

  hear = () => {
    this.isMuffled = false;
    /** @type {HTMLAudioElement} */ (this.querySelector("audio")).play().catch(() => null);
    this.requestUpdate();
  };

  render() {
    if (this.at === "loading") return nothing;
    return html`${this.isContact ? html`<aside class="strip" aria-label=${t("Safety")}><p class="neverline">${icon("shield")}<span>${t("Never tell anybody your recovery phrase, private key, password or code, also not by voice. We never ask for them.")}</span></p></aside>` : nothing}
    <main class="talk" id="main"><div class="card card-body stack">
      <div aria-live="polite" class="stack-s"><h1>${this.title()}</h1>${this.below()}</div>
      ${this.problem ? html`<p class="banner banner-danger" role="alert">${icon("warn")}<span>${this.problem}</span></p>` : nothing}
      <audio autoplay ?muted=${this.onHold}></audio>
      ${this.call ? [this.isMuffled ? html`<p><button class="btn btn-line" type="button" @click=${this.hear}>${t("Turn the sound on")}</button></p>` : nothing, this.buttons(), this.at === "in" ? this.devices() : nothing] : nothing}
      ${this.isContact ? nothing : html`<p class="banner banner-line small">${icon("shield")}<span>${t("Ask for no phrase, key, password or code, also not by voice. If they begin to read one out, stop them.")}</span></p>`}
      ${this.isContact && this.at !== "over" ? html`<p class="small muted">${t("This is a call inside your conversation, on our own site. Nobody rings your phone. It isn't recorded.")}</p>` : nothing}
      ${this.isContact || this.at === "over" ? nothing : html`<p class="small muted">${t("The call isn't recorded. Keep this window open; you can work on in the workspace.")}</p>`}
    </div></main>`;
  }

  title() {
    const { call, at } = this;
    const who = this.isContact ? call?.agent || t("Support") : t("the contact");
    if (!call) return t("This call cannot be shown");
    if (at === "over") return aboutEnd(call, /** @type {string} */ (this.dataset.side)).title;
    if (call.state === "ringing") return call.by === this.dataset.side ? t("Calling {name}", { name: who }) : t("{name} calls", { name: who });
    if (this.at !== "in") return t("In a call with {name}", { name: who });
    return this.line?.connected ? t("Talking with {name}", { name: who }) : t("Connecting to {name}", { name: who });
  }

  below() {
    const { call, line } = this;
    if (!call) return nothing;
    if (this.at === "over") {
      const { text } = aboutEnd(call, /** @type {string} */ (this.dataset.side));
      return html`<p class="muted">${text}${call.seconds ? ` ${lasted(call.seconds)}` : ""}</p>`;
    }
    if (this.at === "microphone") return html`<p class="muted">${t("Your browser asks whether this page may use the microphone. Allow it.")}</p>`;
    if (call.state === "ringing") return html`<p class="muted">${call.by === this.dataset.side ? t("It rings for 30 seconds.") : t("Answer, or decline. Declining has no drawback; you can go on in writing.")}</p>`;
    if (!line?.connected) return html`<p class="muted">${t("The two ends are looking for each other.")}</p>`;
    return html`<p class="inline"><span class="num" role="timer" aria-live="off">${lasted(line.seconds)}</span>${qualityChip(line.quality)}${this.muted ? html`<span class="chip chip-wait">${t("You are muted")}</span>` : nothing}
      ${this.onHold ? html`<span class="chip chip-wait">${icon("pause")}${t("On hold: neither hears the other")}</span>` : nothing}${line.isHeld ? html`<span class="chip chip-wait">${icon("pause")}${t("The other side has put the call on hold")}</span>` : nothing}</p>${meter(line.level, this.muted || this.onHold)}`;
  }

  buttons() {
    const { call, at } = this;
    if (at === "over") return this.after();
    const rings = call?.state === "ringing" && call.by !== this.dataset.side;
    if (at === "asked" && rings) return html`<p class="talk-buttons"><button class="btn btn-line" type="button" @click=${this.join}>${icon("phone")}${this.problem ? t("Try again") : t("Answer")}</button><button class="btn" type="button" @click=${() => this.end()}>${t("Decline")}</button></p>`;
    if (at === "asked") return html`<p class="talk-buttons"><button class="btn btn-line" type="button" @click=${this.join}>${icon("phone")}${this.problem ? t("Try again") : t("Join the call")}</button><button class="btn btn-danger" type="button" @click=${() => this.end(this.problem ? "microphone" : "hung_up")}>${t("Hang up")}</button></p>`;
    const talks = this.line?.connected;
    return html`<p class="talk-buttons">${talks ? html`<button class="btn" type="button" aria-pressed=${String(this.muted)} @click=${this.mute}>${this.muted ? t("Unmute") : t("Mute")}</button><button class="btn" type="button" aria-pressed=${String(this.onHold)} @click=${this.hold}>${icon("pause")}${this.onHold ? t("Take off hold") : t("Hold")}</button>` : nothing}
      <button class="btn btn-danger" type="button" @click=${() => this.end()}>${icon("phone")}${t("Hang up")}</button></p>
      ${talks ? html`<p class="small stack-s"><span><button class="btn btn-s" type="button" @click=${() => this.end("not_heard")}>${t("I cannot hear the other side")}</button></span><span class="muted">${this.isContact && call?.callback ? t("It ends the call and offers you a callback.") : call?.callback ? t("It ends the call and offers the contact a callback.") : t("It ends the call; you go on in writing.")}</span></p>` : nothing}`;
  }

  /** Where to go from here: another way where nobody talked. */
  after() {
    const call = /** @type {Call} */ (this.call);
    const back = this.isContact ? `/portal/${call.conversation}?locale=${document.documentElement.lang}` : `/workspace#${call.conversation}`;
    return html`<p class="talk-buttons">${this.isContact && !call.seconds && call.callback ? html`<a class="btn btn-line" href=${call.callback}>${icon("clock")}${t("Book a callback")}</a>` : nothing}
      ${this.isContact && !call.seconds && call.voicemail ? html`<a class="btn btn-line" href="/portal/${call.conversation}/voicemail?locale=${document.documentElement.lang}">${icon("phone")}${t("Leave a spoken message")}</a>` : nothing}
      <a class="btn" href=${back}>${icon("message")}${this.isContact ? t("Go on in writing") : t("To the conversation")}</a></p>
      ${this.isContact || call.seconds ? nothing : html`<p class="small muted">${call.callback ? t("The contact is offered a callback in its place.") : t("Go on in writing.")}</p>`}`;
  }

  devices() {
    const { line } = this;
    if (!line?.inputs.length) return nothing;
    const choose = (/** @type {"input"|"output"} */ which) => (/** @type {any} */ event) => line.choose(which, event.target.value, this.querySelector("audio")).catch(() => { this.problem = t("That device could not be used. The one before stays."); this.requestUpdate(); });
    const select = (/** @type {"input"|"output"} */ which, /** @type {string} */ name, /** @type {MediaDeviceInfo[]} */ of) => html`<div class="field"><label for=${which}>${name}</label><select class="input" id=${which} @change=${choose(which)}>${of.map((one, at) => html`<option value=${one.deviceId} ?selected=${one.deviceId === line.chosen[which]}>${one.label || `${name} ${at + 1}`}</option>`)}</select></div>`;
    return html`<details class="fold small"><summary>${icon("chevron", true)}${t("Microphone and sound")}</summary><div class="stack">${select("input", t("Microphone"), line.inputs)}${line.outputs.length ? select("output", t("Speaker"), line.outputs) : nothing}</div></details>`;
  }
}

customElements.define("wd-talk", Talk);
