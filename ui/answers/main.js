/** The page of the bot's answers, for leads: how they do, what nobody could answer, which version gives them. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { Api } from "../shared/api.js";
import { nearest, number, speak, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { ready, screen } from "../shared/shield.js";
import { percent, reliabilityChart, riskChart } from "./charts.js";
import { fetchMatters, questionsCard } from "./questions.js";
import { versionsCard } from "./versions.js";

/** @typedef {{answered: number, offered: number, missed: number, handed_over: number, risk: number, helped: number, not_helped: number}} Counts */
/** @typedef {{judged: number, right: number, low: number, high: number, enough: boolean}} Audit */
/** @typedef {{counts: Counts, audit: Audit, promised: number, answer_from: number, cautious: boolean, judged: number, enough: number, in_force: string, versions: import("./versions.js").Version[], reliability: import("./charts.js").Bin[], curve: import("./charts.js").Point[]}} Seen */

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

export class Answers extends LitElement {
  constructor() {
    super();
    this.csrf = "";
    this.api = new Api(() => ({ "X-CSRF-Token": this.csrf }));
    /** @type {Seen|null} */
    this.seen = null;
    /** @type {import("./questions.js").Matters} */
    this.matters = { items: [], topics: [] };
    /** @type {{text: string, bad: boolean, at: string}|null} */
    this.said = null;
    this.state = "loading";
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.start();
  }

  async start() {
    const theme = kept(THEME);
    if (theme && theme !== "auto") document.documentElement.dataset.theme = theme;
    await speak(nearest([kept(LOCALE), ...navigator.languages]), "answers");
    document.title = `${t("Answers of the bot")} · Walletdesk`;
    try {
      this.csrf = (await this.api.get("/api/me")).csrf;
      await this.load();
      this.state = "ready";
    } catch (/** @type {any} */ problem) {
      this.state = problem.status === 401 ? "out" : "failed";
    }
    this.requestUpdate();
  }

  async load() {
    this.seen = await this.api.get("/api/answers");
    this.matters = await fetchMatters(this);
    this.requestUpdate();
  }

  /** Do something, say how it went, and show what is true now. @param {() => Promise<any>} act @param {string|((came: any) => string)} done @param {string[]} typed what of it somebody wrote @param {string} at where it is said */
  async doing(act, done, typed, at) {
    try {
      const whole = typed.join("\n");
      await ready(whole).catch(() => { throw { message: t("This page could not be fetched.") }; });
      if (screen(whole)?.certain) throw { message: t("This looks like a secret. It was stopped: not kept, no agent sees it. Treat it as leaked.") };
      const came = await act();
      this.said = { text: typeof done === "string" ? done : done(came), bad: false, at };
    } catch (/** @type {any} */ problem) {
      this.said = { text: problem.message, bad: true, at };
    }
    await this.load().catch(() => this.requestUpdate()); // how it went is said all the same
  }

  /** How it went, where it was done. @param {string} at */
  told(at) {
    if (this.said?.at !== at) return nothing;
    return html`<p class="banner ${this.said.bad ? "banner-danger" : "banner-line"}" role="status">${icon(this.said.bad ? "warn" : "check-circle")}<span>${this.said.text}</span></p>`;
  }

  render() {
    if (this.state === "loading") return nothing;
    return html`<main class="answers">
      <header><h1>${t("Answers of the bot")}</h1><a href="/workspace">${t("Back to the workspace")}</a></header>
      ${this.state === "ready" && this.seen ? html`${this.figures(this.seen)} ${this.trust(this.seen)} ${questionsCard(this, this.matters)} ${versionsCard(this, this.seen.versions, this.seen.in_force)}` : this.closed()}
    </main>`;
  }

  closed() {
    return html`<p class="banner banner-wait" role="alert">${icon("warn")}<span>${this.state === "out" ? t("Sign in at the workspace first.") : t("This page could not be fetched.")}</span></p>`;
  }

  /** @param {Seen} seen */
  figures({ counts }) {
    const figures = [
      [t("Answered"), counts.answered],
      [t("It helped"), counts.helped],
      [t("It did not help"), counts.not_helped],
      [t("Topics to choose from"), counts.offered],
      [t("Asked back"), counts.missed],
      [t("Handed to a person"), counts.handed_over],
      [t("Danger: a person at once"), counts.risk],
    ];
    return html`<section class="card" aria-label=${t("Last 30 days")}><h2 class="card-head">${t("Last 30 days")}</h2>
      <dl class="card-body figures">${figures.map(([name, count]) => html`<div><dt>${name}</dt><dd>${number(/** @type {number} */ (count))}</dd></div>`)}</dl></section>`;
  }

  /** @param {Seen} seen */
  trust(seen) {
    return html`<section class="card" aria-label=${t("How far it can be trusted")}><h2 class="card-head">${t("How far it can be trusted")}</h2><div class="card-body stack">
      ${this.caution(seen)} ${this.audit(seen)}
      ${seen.judged ? html`<div class="charts">${reliabilityChart(seen.reliability)} ${riskChart(seen.curve, seen.promised, seen.answer_from)}</div>` : html`<p class="muted">${t("Nothing was judged yet: the curves come with what agents confirm when they resolve.")}</p>`}
    </div></section>`;
  }

  /** @param {Seen} seen */
  caution({ cautious, judged, enough, answer_from: from, promised }) {
    const share = percent(from, 1);
    if (!cautious) return html`<p>${from > 1 ? t("The judged questions don't allow any answer by itself yet: it offers topics and hands over.") : t("It answers by itself when it is at least {share} sure. That was fitted here, so that {promised} of its answers are right.", { share, promised: percent(promised) })}</p>`;
    return html`<p class="banner">${icon("info")}<span>${t("It is still cautious, and answers only when it is at least {share} sure. Judged so far: {judged} of the {enough} questions that a threshold of your own needs.", { share, judged: number(judged), enough: number(enough) })}</span></p>`;
  }

  /** @param {Seen} seen */
  audit({ audit, promised }) {
    if (!audit.judged) return nothing;
    const words = t("Right: {right} of {judged} answers that somebody judged. The true share lies between {low} and {high}.", { right: number(audit.right), judged: number(audit.judged), low: percent(audit.low), high: percent(audit.high) });
    if (!audit.enough || audit.low >= promised) return html`<p>${words}</p>`;
    return html`<p class="banner banner-wait">${icon("warn")}<span>${words} ${t("That may be less than the {promised} promised.", { promised: percent(promised) })}</span></p>`;
  }
}

customElements.define("wd-answers", Answers);
