/** <wd-call>: the callback of a conversation: when, what the agent says first, what became of each call. Fetched where the thread tells of one. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { spoken, t, when } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { isOfCall } from "../model/theft.js";
import { Watch } from "../core/signals.js";
import "./call-words.js";
import { languageName } from "./words.js";

/** Times in ms. @typedef {{state: string, slot: number|null, ends: number|null, due_at: number, number: string, says: string, tries: number, may_call: boolean, late?: boolean}} Callback */
/** @typedef {{agent: string, began_at: number, seconds: number, result: string|null, leg: string, name: string}} Call */
/** @typedef {{conversation: string, callback: Callback|null, calls: Call[]}} Of */

const RUNS = ["in_line", "calling", "talking"];
const OVER = ["done", "missed", "cancelled"];
const LOOK = 2_000; // ms, while a phone rings; its end is told in the thread
const SOON = 15_000; // it is with this agent, whose phone rings next

/** @param {string} state @param {Call} [call] the latest */
const stateWord = (state, call) =>
  ({ booked: t("Booked"), in_line: t("It is its turn"), calling: call?.leg === "contact" ? t("The contact's phone rings") : t("Our phone rings"), talking: t("On the phone"), again: t("Tried again later"), done: t("Done"), missed: t("Not reached"), cancelled: t("Cancelled") })[state] ?? state;

/** @param {string|null} result */
const resultWord = (result) =>
  ({ talked: t("talked"), no_answer: t("no answer"), busy: t("busy"), unreachable: t("cannot be reached"), dropped: t("the line broke"), agent_missed: t("did not pick up"), lost: t("not told how it ended"), cancelled: t("cancelled") })[result ?? ""] ?? t("running");

export class CallPanel extends LitElement {
  static properties = { app: { attribute: false }, of: { state: true }, failed: { state: true }, busy: { state: true } };

  createRenderRoot() {
    return this;
  }

  /** It may stand on the page before its code is there: what it was given comes with the first drawing. */
  willUpdate() {
    if (!this.watch) {
      this.watch = new Watch(this, "thread", "heads", "locale");
      queueMicrotask(() => this.app.signals.emit("thread")); // its words are here now, for the lines of the thread
    }
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.stamp = "";
  }

  get path() {
    return `workspace/conversations/${encodeURIComponent(this.app.thread.id)}/callback`;
  }

  /** Asked for again after each thing that happened, and by whom the conversation is had. */
  look() {
    const { id, window, state, head } = this.app.thread;
    const stamp = [spoken(), id, head?.assignee?.id, window.items.findLast(isOfCall)?.seq].join();
    if (state !== "ready" || stamp === this.stamp) return;
    this.stamp = stamp;
    this.fetch();
  }

  /** @param {string} [act] */
  async fetch(act = "") {
    const { stamp } = this;
    clearTimeout(this.timer);
    this.busy = Boolean(act);
    this.failed = "";
    try {
      /** @type {Of} */
      const of = await this.app.server.ask(act ? "POST" : "GET", this.path + act, act ? {} : undefined);
      if (stamp === this.stamp) this.of = of;
    } catch (/** @type {any} */ problem) {
      if (stamp === this.stamp) this.failed = problem.message || t("The callback could not be fetched.");
    }
    this.busy = false;
    const one = this.isHere;
    const pause = one?.state === "calling" ? LOOK : one?.state === "in_line" && one.says ? SOON : 0;
    if (pause) this.timer = setTimeout(() => this.fetch(), pause);
  }

  get isHere() {
    return this.of?.conversation === this.app.thread.id && this.of.callback;
  }

  render() {
    return [this.wish(this.app.thread.head ?? {}), this.booked()];
  }

  booked() {
    if (!this.isHere) return this.failed ? html`<section><h2>${t("Callback")}</h2><p>${this.failed} <button class="btn-link" type="button" @click=${() => this.fetch()}>${t("Try again")}</button></p></section>` : nothing;
    const { callback: one, calls } = /** @type {{callback: Callback, calls: Call[]}} */ (this.of);
    const now = this.app.session.now();
    const at = one.state === "again" ? t("from {time} on", { time: when(one.due_at, now) }) : one.slot ? `${when(one.slot, now)} – ${when(/** @type {number} */ (one.ends), now)}` : t("when it is their turn");
    return html`<section class="call"><h2>${t("Callback")} <span class="chip ${RUNS.includes(one.state) ? "chip-open" : ""}">${icon("phone")}${stateWord(one.state, calls[0])}</span></h2>
      ${one.late && one.slot ? html`<p class="banner banner-wait">${icon("clock")}<span>${t("Promised for {time}, and late. The contact knows it.", { time: when(one.slot, now) })}</span></p>` : nothing}
      ${one.says ? html`<p class="banner banner-line">${icon("shield")}<span>${t("Say first:")} <b class="num">${one.says}</b><br /><span class="small">${t("The contact's page shows the same number. Ask for no phrase, key, password or code.")}</span></span></p>` : nothing}
      <dl class="facts"><dt>${t("When")}</dt><dd>${at}</dd><dt>${t("Number")}</dt><dd class="num"><bdi>${one.number || t("erased")}</bdi></dd></dl>
      ${this.failed ? html`<p class="error" role="alert">${icon("warn")}${this.failed}</p>` : nothing}
      ${one.may_call ? html`<p><button class="btn btn-s btn-line" type="button" aria-disabled=${String(Boolean(this.busy))} @click=${() => this.busy || this.fetch("/call")}>${icon("phone")}${t("Call again now")}</button></p>` : nothing}
      ${calls.length ? html`<ul class="plain stack-s small">${calls.map((call) => html`<li><time datetime=${new Date(call.began_at).toISOString()}>${when(call.began_at, now)}</time> · <bdi>${call.name}</bdi> · ${resultWord(call.result)}${call.seconds ? ` · ${t("{minutes} min", { minutes: Math.max(1, Math.round(call.seconds / 60)) })}` : ""}</li>`)}</ul>` : nothing}
      ${OVER.includes(one.state) ? nothing : html`<p class="faint tiny">${this.next(one, calls[0])} ${t("Nobody sees the whole number.")}</p>`}</section>`;
  }

  /** What happens now, for who has it and for who looks on. @param {Callback} one @param {Call} [call] */
  next({ state, says }, call) {
    if (state === "calling" && says) return call?.leg === "contact" ? t("Wait: the contact's phone rings.") : t("Pick up your phone: then the contact's rings.");
    if (state === "talking") return t("The call ends when one of you hangs up.");
    return says ? t("Your phone rings first, then the contact's.") : t("Whoever has the conversation is rung first, then the contact.");
  }

  /** Of the widget: a wish and no appointment, nobody is called by itself. @param {any} head */
  wish({ callback }) {
    if (!callback) return nothing;
    const now = this.app.session.now();
    return html`<section><h2>${t("Callback asked for")}</h2><dl class="facts">
      <dt>${t("Phone number or handle")}</dt><dd><bdi>${callback.reach}</bdi></dd>
      <dt>${t("When")}</dt><dd>${when(callback.after, now)} – ${when(callback.until, now)}</dd>
      <dt>${t("Language")}</dt><dd>${languageName(callback.locale)}</dd></dl>
      <p class="faint tiny">${t("No time was promised. Times are yours.")}</p></section>`;
  }
}

customElements.define("wd-call", CallPanel);
