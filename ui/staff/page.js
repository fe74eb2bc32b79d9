/** A page of the staff beside the workspace: who is there, where else to go, how something went, what is asked before it is lost. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { Api } from "../shared/api.js";
import { nearest, speak, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { calledPlace, staffHead } from "./head.js";
import { guarded, reason } from "./shielding.js";

/** @typedef {import("./head.js").Place} Place */
/** @typedef {{text: unknown, bad: boolean, at: string}} Said `at`: where it is said; empty: above everything */
/** @typedef {{ask: string, lost: string, keep: string, lose: string, act: () => unknown, grave?: boolean}} Question `grave`: money may be at risk */

const LOCALE = "walletdesk.locale";
const THEME = "walletdesk.theme";

/** A choice of this browser. @param {string} key */
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export class StaffPage extends LitElement {
  /** @param {Place} place */
  constructor(place) {
    super();
    this.place = place;
    this.csrf = "";
    this.api = new Api(() => ({ "X-CSRF-Token": this.csrf }));
    this.leads = false;
    /** @type {Said|null} */
    this.said = null;
    this.asked = ""; // what is about to be lost
    this.state = "loading";
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.start();
  }

  get called() {
    return calledPlace(this.place);
  }

  async start() {
    const theme = kept(THEME);
    if (theme && theme !== "auto") document.documentElement.dataset.theme = theme;
    await speak(nearest([kept(LOCALE), ...navigator.languages]), this.place);
    document.title = `${this.called} · Walletdesk`;
    try {
      const { me } = await this.api.get("/api/session");
      if (!me) return location.replace(`/workspace?${new URLSearchParams({ to: location.pathname + location.search + location.hash })}`); // the door, and back
      this.csrf = me.csrf;
      this.leads = me.agent.role !== "agent";
      await this.load();
      this.state = "ready";
    } catch {
      this.state = "failed";
    }
    await this.begun();
  }

  /** Fetch what is true now. Each page has its own. */
  async load() {}

  /** It is known what to show. */
  async begun() {
    this.requestUpdate();
    await this.updateComplete;
  }

  /** Do something, say how it went, and show what is true now. @param {() => Promise<any>} act @param {unknown|((came: any) => unknown)} done @param {string[]} [typed] what of it somebody wrote @param {string} [at] where it is said */
  async doing(act, done, typed = [], at = "") {
    try {
      await guarded(...typed);
      const came = await act();
      this.said = { text: typeof done === "function" ? done(came) : done, bad: false, at };
    } catch (/** @type {any} */ problem) {
      this.said = { text: reason(problem), bad: true, at };
    }
    await this.load().catch(() => this.requestUpdate()); // how it went is said all the same
    if (at) this.updateComplete.then(() => this.querySelector(`[data-told="${at}"]`)?.scrollIntoView({ block: "nearest" }));
    return !this.said.bad;
  }

  /** Before something is lost; empty: it stays. The keyboard goes along. @param {string} what */
  async ask(what) {
    const before = this.asked;
    this.asked = what;
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector(what ? "[data-asked] button" : `[data-asks="${before}"]`))?.focus();
  }

  render() {
    if (this.state === "loading") return nothing;
    return this.state === "ready" ? this.opened() : html`<main class="staff">${this.head()} ${this.closed()}</main>`;
  }

  /** The page itself. @returns {unknown} */
  opened() {
    return nothing;
  }

  head() {
    return staffHead(this.place, { inside: this.state === "ready", leads: this.leads });
  }

  /** How it went, where it was done. @param {string} at */
  told(at) {
    if (!this.said?.text || this.said.at !== at) return nothing;
    return html`<p class="banner ${this.said.bad ? "banner-danger" : "banner-line"}" role="status" data-told=${at}>${icon(this.said.bad ? "warn" : "check-circle")}<span>${this.said.text}</span></p>`;
  }

  /** @param {Question} question */
  question({ ask, lost, keep, lose, act, grave = false }) {
    return html`<div class="banner banner-wait" role="group" aria-label=${ask} data-asked>${icon("warn")}<div class="stack"><p><b>${ask}</b> ${lost}</p>
      <div class="inline"><button class="btn btn-s" type="button" @click=${() => this.ask("")}>${keep}</button><button class="btn btn-s ${grave ? "btn-danger" : ""}" type="button" @click=${act}>${lose}</button></div></div></div>`;
  }

  closed() {
    return html`<p class="banner banner-wait" role="alert">${icon("warn")}<span class="grow">${t("This page could not be fetched.")}</span><button class="btn btn-s" type="button" @click=${() => this.start()}>${t("Try again")}</button></p>`;
  }
}
