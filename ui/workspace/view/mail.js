/** <wd-mail>: whom a conversation is held with by mail, and the words of what mails bring into a thread. Fetched where there are any. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { spoken, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Watch } from "../core/signals.js";
import { isOfMail } from "../model/theft.js";
import { EVENTS } from "./words.js";

/** @typedef {{held: boolean, to: string, proven: boolean, inbox: string, items: {seq: number, sender: string, verified: boolean, standing: string, cut: boolean}[]}} Mails */

/** @type {Record<string, (values: {agent: string, reason: string, value: string}) => string>} */
const WORDS = {
  mail_unverified: (v) => t("The next message came by mail from {value}. Nobody vouches for that address: tell it nothing about this contact.", v),
  mail_unproven: (v) => t("Written from {value}. Nobody vouches for that address: it may be forged.", v),
  mail_follows: () => t("An earlier conversation of this mail is closed."),
  mail_file_refused: (v) => t("A file of this mail was not taken: {value}", v),
  mail_unreadable: () => t("A mail came that could not be displayed. It is kept."),
};

/** The thread was drawn before it knew these words. @param {import("../core/app.js").App} app */
function learn(app) {
  if (EVENTS.mail_follows) return;
  const { handoff } = EVENTS;
  Object.assign(EVENTS, WORDS, { handoff: (/** @type {any} */ v) => (v.reason === "mail" ? t("A mail came in: a person answers it.") : handoff(v)) });
  const { window } = app.thread;
  window.items = window.items.map((item) => (item.event ? { ...item } : item)); // a row is drawn anew for a new item
  app.signals.emit("thread");
}

export class MailPanel extends LitElement {
  static properties = { app: { attribute: false }, of: { state: true }, failed: { state: true } };

  createRenderRoot() {
    return this;
  }

  /** It may stand on the page before its code is there: what it was given comes with the first drawing. */
  willUpdate() {
    this.watch ??= new Watch(this, "thread", "heads", "locale");
    this.updateComplete.then(() => learn(this.app));
    const { id, window, state } = this.app.thread;
    const stamp = [spoken(), id, window.items.findLast(isOfMail)?.seq, window.items.findLast(({ author }) => author.kind === "contact")?.seq].join();
    if (state !== "ready" || stamp === this.stamp) return;
    this.stamp = stamp;
    this.fetch(id, stamp);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stamp = "";
  }

  /** @param {string} id @param {string} stamp */
  async fetch(id, stamp) {
    try {
      /** @type {Mails} */
      const of = await this.app.server.ask("GET", `workspace/conversations/${encodeURIComponent(id)}/mail`);
      if (stamp === this.stamp) [this.of, this.failed] = [{ id, ...of }, ""];
    } catch (/** @type {any} */ problem) {
      if (stamp === this.stamp) this.failed = problem.message;
    }
  }

  render() {
    if (this.failed) return html`<section><h2>${t("E-mail")}</h2><p>${this.failed}</p></section>`;
    const { of } = this;
    if (!of || of.id !== this.app.thread.id) return nothing;
    const strangers = [...new Set(of.items.filter(({ verified }) => !verified).map(({ sender }) => sender))];
    return html`<section class="mail"><h2>${t("E-mail")} ${of.held ? html`<span class="chip ${of.proven ? "chip-ok" : "chip-wait"}">${icon(of.proven ? "check" : "warn")}${of.proven ? t("Sender verified") : t("Sender not verified")}</span>` : nothing}</h2>
      ${of.held
        ? html`<dl class="facts"><dt>${t("Answers go to")}</dt><dd><bdi>${of.to || t("nobody: this address cannot be written to")}</bdi></dd>${of.inbox ? html`<dt>${t("Came into")}</dt><dd>${of.inbox}</dd>` : nothing}</dl>`
        : html`<p>${t("Parts of this conversation came by mail.")}</p>`}
      ${strangers.length ? html`<p class="banner banner-wait">${icon("warn")}<span>${t("Not verified: {addresses}", { addresses: strangers.join(", ") })}</span></p>` : nothing}
      ${of.held && !of.proven ? html`<p class="faint tiny">${t("Anybody can write this address into a mail. Say nothing that only the owner may know.")}</p>` : nothing}
      <p><a class="btn btn-s" href=${`/workspace/mails/${of.id}`}>${t("Mails as they came")}</a></p>
    </section>`;
  }
}

customElements.define("wd-mail", MailPanel);
