/** <wd-theft>: what somebody has done whose coins are being taken, what was found at their addresses, and the evidence in one file. Fetched when the thread tells of it. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { number, spoken, t, tn, when } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { isOfTheft } from "../model/theft.js";
import { Watch } from "../core/signals.js";
import { hashed } from "./item.js";
import { contactName } from "./words.js";

/** @typedef {{step: string, state: "done"|"now"|"next", title: string, text: string, at: number|null}} Step */
/** @typedef {{chain: string, amount: string, tone: "first"|"skip"|"none", hint: string, permissions: string[]}} Holding */
/** @typedef {{address: string, checking: boolean, at: number|null, holdings: Holding[], silent: string[], warning: string}} Address */
/** In the words that the server has for agents; times are ms. @typedef {{conversation: string, version: number, steps: Step[], own: Address[], theirs: Address[], checking: boolean, permissions: number}} Containment */

const SOON = 4_000; // ms until we ask again while chains are being asked; twice as long each time
const LATEST = 60_000;

export class Theft extends LitElement {
  static properties = { app: { attribute: false }, of: { state: true }, failed: { state: true } };

  createRenderRoot() {
    return this;
  }

  /** It may stand on the page before its code is there: what it was given comes with the first drawing. */
  willUpdate() {
    this.watch ??= new Watch(this, "thread", "heads", "locale");
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.timer);
    this.stamp = "";
  }

  get path() {
    return `workspace/conversations/${encodeURIComponent(this.app.thread.id)}/containment`;
  }

  /** Asked for in each language, and again after each thing that the contact did. */
  look() {
    const { id, window, state } = this.app.thread;
    const stamp = [spoken(), id, window.items.findLast(isOfTheft)?.seq].join();
    if (state !== "ready" || stamp === this.stamp) return;
    this.stamp = stamp;
    this.wait = SOON;
    this.fetch();
  }

  async fetch() {
    const { stamp } = this;
    clearTimeout(this.timer);
    this.failed = false;
    try {
      /** @type {Containment} */
      const of = await this.app.server.ask("GET", this.path);
      if (stamp !== this.stamp) return;
      this.of = of;
    } catch {
      if (stamp !== this.stamp) return;
      this.failed = true;
    }
    this.again();
  }

  /** Whatever became of the last question: who reads that chains are being asked is not left with it. */
  again() {
    if (this.isHere && this.of.checking) this.timer = setTimeout(() => this.fetch(), this.wait);
    this.wait = Math.min(2 * this.wait, LATEST);
  }

  get isHere() {
    return this.of?.conversation === this.app.thread.id && this.of.version > 0;
  }

  /** Nothing for a conversation that has none. */
  render() {
    const { of, isHere } = this;
    const missed = this.failed ? html`<p>${t("The steps could not be fetched.")} <button class="btn-link" type="button" @click=${this.fetch}>${t("Try again")}</button></p>` : nothing;
    if (this.failed && !isHere) return html`<section><h2>${t("Theft: the steps")}</h2>${missed}</section>`;
    if (!isHere) return nothing;
    const done = of.steps.filter((/** @type {Step} */ { at }) => at);
    return html`<section class="theft"><h2>${t("Theft: the steps")} <span class="chip ${done.length ? "chip-line" : ""}">${number(done.length)} / ${number(of.steps.length)}</span></h2>${missed}
      <ol class="route">${of.steps.map(this.step)}</ol>
      <p class="faint tiny">${t("The contact alone ticks them.")}</p>
      ${this.addresses(of.own, html`${t("Addresses of the contact")} ${of.permissions ? html`<span class="chip chip-wait">${icon("warn")}${tn("{count} permission", "{count} permissions", of.permissions)}</span>` : nothing}`)}
      ${this.addresses(of.theirs, t("Where the coins went, they say"))}
      <p><a class="btn btn-s" href="/api/${this.path}/pack?locale=${spoken()}" download>${icon("download")}${t("Evidence in one file")}</a></p>
      <p class="faint tiny">${t("For the police and exchanges: the conversation, these steps and addresses, the transactions; with a signature where this installation has a key.")}</p></section>`;
  }

  /** Of the one that is due, what the contact reads now. @param {Step} step */
  step = ({ state, title, text, at }) => {
    const { head } = this.app.thread;
    const who = head ? contactName(head.contact) : "";
    return html`<li class=${state === "next" ? "" : state} aria-current=${state === "now" ? "step" : nothing}>${state === "now" ? html`<b>${title}</b>` : title}
      ${at ? html`<p class="small muted">${t("done, says {name}", { name: who })} <time datetime=${new Date(at).toISOString()}>${when(at, this.app.session.now())}</time></p>` : nothing}
      ${state === "now" ? html`<p class="small muted">${t("The contact reads:")} <q>${text}</q></p>` : nothing}</li>`;
  };

  /** @param {Address[]} all @param {unknown} name */
  addresses(all, name) {
    return all.length ? html`<h3>${name}</h3><ul class="plain stack">${all.map(this.address)}</ul>` : nothing;
  }

  /** @param {Address} one */
  address = (one) => html`<li class="stack-s">
    <p class="split"><bdi class="hash">${one.address}</bdi>${this.copy(one.address)}</p>
    ${one.warning ? html`<p class="banner banner-danger">${icon("warn")}<span>${hashed(one.warning)}</span></p>` : nothing}
    ${one.checking ? html`<p class="muted">${icon("clock")} ${t("The chains are being asked.")}</p>` : nothing}
    ${one.at ? this.found(one) : nothing}</li>`;

  /** @param {Address} one */
  found({ holdings, silent, at }) {
    const tones = { first: ["chip-line", t("Move first")], skip: ["chip-danger", t("Leave it")], none: ["", t("No coins")] };
    return html`${holdings.map(({ tone, amount, chain, hint, permissions }) => html`<div class="holding"><p class="split"><b class="num">${amount || chain}</b><span class="chip ${tones[tone][0]}">${tones[tone][1]}</span></p>
        <p class="muted">${amount ? `${chain} · ` : ""}${hint}</p>
        ${permissions.length ? html`<ul class="plain stack-s">${permissions.map((one) => html`<li class="permission">${icon("warn")}<bdi>${hashed(one)}</bdi></li>`)}</ul>` : nothing}</div>`)}
      ${holdings.length || silent.length ? nothing : html`<p class="muted">${t("No coins of a chain's own and no permissions that we know of. Tokens may lie here.")}</p>`}
      ${silent.length ? html`<p class="muted">${icon("clock")} ${t("Unknown, or not all of it known: {chains}", { chains: silent.join(t(", ")) })}</p>` : nothing}
      <p class="faint tiny">${t("Looked at {time}", { time: when(/** @type {number} */ (at), this.app.session.now()) })}</p>`;
  }

  /** @param {string} text */
  copy(text) {
    const { toasts } = this.app;
    const done = () => toasts.say("done", t("Copied."));
    const failed = () => toasts.say("refused", t("This browser does not let us copy. Select it and copy it by hand."));
    return html`<button class="btn btn-s btn-quiet" type="button" aria-label=${t("Copy {text}", { text })} @click=${() => navigator.clipboard.writeText(text).then(done, failed)}>${icon("copy")}</button>`;
  }
}

customElements.define("wd-theft", Theft);
