/** The page of the bot's answers, for leads: how they do, what nobody could answer, which version gives them. */
import { html, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { StaffPage } from "../staff/page.js";
import { percent, reliabilityChart, riskChart } from "./charts.js";
import { fetchMatters, questionsCard } from "./questions.js";
import { versionsCard } from "./versions.js";

/** @typedef {{answered: number, offered: number, missed: number, handed_over: number, risk: number, helped: number, not_helped: number}} Counts */
/** @typedef {{judged: number, right: number, low: number, high: number, enough: boolean}} Audit */
/** @typedef {{counts: Counts, audit: Audit, promised: number, answer_from: number, cautious: boolean, judged: number, enough: number, in_force: string, versions: import("./versions.js").Version[], reliability: import("./charts.js").Bin[], curve: import("./charts.js").Point[]}} Seen */

export class Answers extends StaffPage {
  constructor() {
    super("answers");
    /** @type {Seen|null} */
    this.seen = null;
    /** @type {import("./questions.js").Matters} */
    this.matters = { items: [], topics: [] };
  }

  async load() {
    this.seen = await this.api.get("/api/answers");
    this.matters = await fetchMatters(this);
    this.requestUpdate();
  }

  opened() {
    const seen = /** @type {Seen} */ (this.seen);
    return html`<main class="staff answers">
      ${this.head()} ${this.figures(seen)} ${this.trust(seen)} ${questionsCard(this, this.matters)} ${versionsCard(this, seen.versions, seen.in_force)}
    </main>`;
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
