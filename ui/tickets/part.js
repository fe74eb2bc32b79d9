/** A part of a ticket that fetches and says for itself what it shows; the page gives it the ticket and the way to ask. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { icon } from "../shared/icons.js";
import { guarded, reason } from "../staff/shielding.js";

/** @typedef {import("../shared/api.js").Api} Api */

export class TicketPart extends LitElement {
  static properties = { ticket: { type: String }, closed: { type: Boolean }, api: { attribute: false } };

  constructor() {
    super();
    this.ticket = "";
    this.closed = false; // nothing is added to it any more
    /** @type {Api|null} */
    this.api = null;
    /** @type {{text: string, bad: boolean}|null} */
    this.said = null;
    this.ready = false;
    this.busy = false;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has("ticket") && this.ticket && this.api) this.begin();
  }

  async begin() {
    Object.assign(this, { said: null, ready: false });
    this.forget();
    await this.refresh().catch((problem) => {
      this.said = { text: reason(problem), bad: true };
    });
    this.requestUpdate();
  }

  /** What was open of another ticket. */
  forget() {}

  /** Fetch what is true now. Each part has its own. */
  async load() {}

  async refresh() {
    const asked = this.ticket;
    await this.load();
    if (asked === this.ticket) this.ready = true;
    this.requestUpdate();
  }

  /** Do something, say how it went, show what is true now. @param {() => Promise<unknown>} act @param {string} done @param {string[]} [typed] */
  async doing(act, done, typed = []) {
    this.busy = true;
    this.requestUpdate();
    try {
      await guarded(...typed);
      await act();
      this.said = { text: done, bad: false };
    } catch (/** @type {any} */ problem) {
      this.said = { text: reason(problem), bad: true };
    }
    this.busy = false;
    await this.refresh().catch(() => this.requestUpdate());
    return !this.said.bad;
  }

  /** The ticket itself may be another now: its state, its history. */
  tell() {
    this.dispatchEvent(new CustomEvent("ticket-changed", { bubbles: true }));
  }

  get path() {
    return `/api/workspace/tickets/${this.ticket}`;
  }

  told() {
    return this.said ? html`<p class="banner ${this.said.bad ? "banner-danger" : "banner-line"}" role="status">${icon(this.said.bad ? "warn" : "check-circle")}<span>${this.said.text}</span></p>` : nothing;
  }
}
