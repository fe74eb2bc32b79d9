/** <wd-voice>: calls by voice of a conversation, and what rings when its contact calls. Fetched with a conversation of one's own, or when it rings. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { spoken, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Ringing } from "../../shared/tones.js";
import { Watch } from "../core/signals.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {{id: string, conversation: string, state: string, by: string, mine: boolean, seconds: number, reason: string, callback: string}} Call */

const LIVE = ["ringing", "accepted"];
const LARGE = "popup,width=520,height=720";
const ringing = new Ringing();
/** Which call rings here, and in which toast that is said. */
let rung = { call: "", text: "" };

/** @param {{conversation: string, id: string}} call @param {boolean} answers */
const open = (call, answers) => window.open(`/workspace/calls/${call.conversation}/${call.id}${answers ? "#answer" : ""}`, `call-${call.id}`, LARGE);

/** The contact calls, or it is over; the agent hears it wherever in the workspace they are. @param {App} app @param {any} [frame] none: we were not here when it began */
export function rings(app, frame) {
  if (!frame) return void comes(app);
  const { conversation, call, state, by } = frame;
  const isNew = state === "ringing" && by === "contact";
  if (rung.call === call && !isNew) {
    ringing.set(false);
    app.toasts.all.filter(({ text }) => text === rung.text).forEach(({ id }) => app.toasts.close(id));
    rung = { call: "", text: "" };
  }
  if (isNew && rung.call !== call) {
    rung = { call, text: t("A contact calls by voice.") };
    if (!app.profile.chosen.quiet && app.profile.chosen.mine.sound) ringing.set(true);
    app.toasts.say("shield", rung.text, { label: t("Answer"), run: () => open({ conversation, id: call }, true) });
    app.notices.tell("mine", conversation, rung.text, "");
  }
  app.signals.emit("voice");
}

/** After a reload, or where it rang before somebody signed in: what rings now. @param {App} app */
async function comes(app) {
  const { live } = await app.server.ask("GET", "workspace/calls").catch(() => ({ live: null }));
  if (live) rings(app, { ...live, call: live.id });
}

export class VoicePanel extends LitElement {
  static properties = { app: { attribute: false }, calls: { state: true }, failed: { state: true } };

  createRenderRoot() {
    return this;
  }

  willUpdate() {
    if (!this.watch) {
      this.watch = new Watch(this, "thread", "heads", "locale");
      this.stop = this.app.signals.on("voice", () => { this.stamp = ""; this.requestUpdate(); });
    }
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stamp = "";
  }

  get path() {
    return `workspace/conversations/${encodeURIComponent(this.app.thread.id)}/calls`;
  }

  /** Asked for again after each thing that the thread tells of a call. */
  look() {
    const { id, window, state, head } = this.app.thread;
    const stamp = [spoken(), id, head?.assignee?.id, head?.status, window.items.findLast(({ event }) => event?.what === "voice")?.seq].join();
    if (state !== "ready" || stamp === this.stamp) return;
    this.stamp = stamp;
    this.failed = "";
    this.app.server.ask("GET", this.path).then((/** @type {any} */ calls) => {
      if (stamp !== this.stamp) return;
      this.calls = { ...calls, of: id };
      const { live } = calls;
      if (live?.mine && live.state === "ringing" && live.by === "contact") rings(this.app, { conversation: id, call: live.id, state: live.state, by: live.by });
    }, () => { this.stamp = ""; });
  }

  start = async () => {
    try {
      open(await this.app.server.ask("POST", this.path, {}), true);
    } catch (/** @type {any} */ problem) {
      this.failed = problem.message;
    }
  };

  /** @param {Call} call */
  end = async (call) => {
    await this.app.server.ask("POST", `${this.path}/${call.id}/end`, { why: "hung_up" }).catch((/** @type {any} */ problem) => { this.failed = problem.message; });
    this.stamp = "";
    this.requestUpdate();
  };

  render() {
    return [this.sounds(), this.panel()];
  }

  /** Spoken messages: played here, and saved by their line in the thread. */
  sounds() {
    const spoken = this.app.thread.window.items.flatMap(({ attachments }) => attachments ?? []).filter(({ type, state }) => type.startsWith("audio/") && state === "ready");
    if (!spoken.length) return nothing;
    return html`<section><h2>${t("Spoken messages")}</h2>${spoken.map(({ id, name }) => html`<p class="stack-s"><span class="small">${name}</span><audio controls preload="none" aria-label=${name} src="/api/attachments/${encodeURIComponent(id)}"></audio></p>`)}
      <p class="faint tiny">${icon("shield")}${t("Nothing checked what is said there. If it holds a phrase, key, password or code, write none of it down, and tell them that it is no longer safe.")}</p></section>`;
  }

  panel() {
    const { calls, failed } = this;
    if (!calls || calls.of !== this.app.thread.id || (!calls.live && !calls.may_start)) return nothing;
    const live = LIVE.includes(calls.live?.state) ? calls.live : null;
    return html`<section><h2>${t("Voice call")}${live ? html` <span class="chip chip-open">${icon("phone")}${this.word(live)}</span>` : nothing}</h2>
      ${failed ? html`<p class="error" role="alert">${icon("warn")}${failed}</p>` : nothing}
      ${live ? this.running(live) : html`<p><button class="btn btn-s btn-line" type="button" @click=${this.start}>${icon("phone")}${t("Call the contact")}</button></p><p class="faint tiny">${t("It rings in their widget for 30 seconds. Their phone does not ring.")}</p>`}</section>`;
  }

  /** @param {Call} call */
  word(call) {
    if (call.state === "accepted") return t("Talking");
    return call.by === "contact" ? t("The contact calls") : t("It rings there");
  }

  /** @param {Call} call */
  running(call) {
    const answers = call.state === "ringing" && call.by === "contact";
    return html`<p class="inline">${call.mine ? html`<button class="btn btn-s btn-line" type="button" @click=${() => open(call, true)}>${icon("phone")}${answers ? t("Answer") : t("Open the call")}</button>
      <button class="btn btn-s" type="button" @click=${() => this.end(call)}>${answers ? t("Decline") : t("Hang up")}</button>` : nothing}</p>
      <p class="faint tiny">${t("Ask for no phrase, key, password or code, also not by voice.")}</p>`;
  }
}

customElements.define("wd-voice", VoicePanel);
