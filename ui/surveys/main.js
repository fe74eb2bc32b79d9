/** The page of surveys: for leads what is to be looked at and what the numbers say; for an agent the own sum. */
import { html, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { StaffPage } from "../staff/page.js";
import { figuresCard, part, pulseCard, solvedOf } from "./figures.js";
import { reviewsCard } from "./reviews.js";
import { unreachedCard } from "./unreached.js";

export const PATH = "/api/workspace/surveys";

/** @typedef {{days: number, enough: boolean, answers: number, means: Record<string, number>, solved: Partial<import("./figures.js").Solved>}} Own */

export class Surveys extends StaffPage {
  constructor() {
    super("surveys");
    this.sift = { state: "open", team: "", way: "", days: 28 };
    this.open = ""; // which review is being done
    /** @type {{reviews: import("./reviews.js").Reviews, unreached: import("./unreached.js").Missed, figures: import("./figures.js").Figures, pulse: import("./figures.js").Pulse}|null} */
    this.seen = null;
    /** @type {Own|null} */
    this.own = null;
    this.asking = 0; // so that an earlier answer never overwrites a later one
  }

  async load() {
    const asked = ++this.asking;
    const { state, team, way, days } = this.sift;
    const own = await this.api.get(`${PATH}/mine`);
    const paths = [`reviews?done=${state === "done"}&team=${encodeURIComponent(team)}`, `unreached?way=${way}`, `figures?days=${days}`, "pulse"];
    const [reviews, unreached, figures, pulse] = this.leads ? await Promise.all(paths.map((path) => this.api.get(`${PATH}/${path}`))) : [];
    if (asked !== this.asking) return;
    this.own = own;
    this.seen = this.leads ? { reviews, unreached, figures, pulse } : null;
    this.requestUpdate();
  }

  opened() {
    return html`<main class="staff surveys">${this.head()}
      ${this.seen ? html`${reviewsCard(this, this.seen.reviews)} ${unreachedCard(this, this.seen.unreached)} ${figuresCard(this, this.seen.figures)} ${pulseCard(this.seen.pulse)}` : nothing}
      ${this.mine(/** @type {Own} */ (this.own))}</main>`;
  }

  /** One's own, in a sum from which nobody's answer can be told. @param {Own} own */
  mine({ days, enough, answers, means, solved: { yes, partly, no } }) {
    const told = Object.entries(means).filter(([name]) => name !== "solved").map(([name, mean]) => html`<div><dt>${part(name)}</dt><dd>${number(Math.round(mean * 10) / 10)}</dd></div>`);
    return html`<section class="card" aria-label=${t("Your own ratings")}><h2 class="card-head">${t("Your own ratings")}</h2><div class="card-body stack">
      ${enough
        ? html`<p class="muted small">${t("Answers in {days} days: {answers}. Names are not shown.", { days: number(days), answers: number(answers) })}</p><dl class="figures">${told}${yes === undefined ? nothing : html`<div><dt>${t("Problem solved?")} <span class="muted">${t("yes / partly / no")}</span></dt><dd>${solvedOf({ yes, partly: partly ?? 0, no: no ?? 0 })}</dd></div>`}</dl>`
        : html`<p>${t("Shown once you have five answers in {days} days. With fewer, you could guess who gave which.", { days: number(days) })}</p>`}</div></section>`;
  }

  /** @param {string} name @param {string} label @param {[string|number, string][]} options */
  choice(name, label, options) {
    const now = this.sift[/** @type {keyof typeof this.sift} */ (name)];
    const choose = (/** @type {any} */ event) => {
      Object.assign(this.sift, { [name]: name === "days" ? Number(event.target.value) : event.target.value });
      this.said = null;
      this.load().catch(() => {});
    };
    return html`<div class="field"><label for=${name}>${label}</label><select class="input" id=${name} @change=${choose}>${options.map(([value, words]) => html`<option value=${value} ?selected=${value === now}>${words}</option>`)}</select></div>`;
  }

  /** @param {string} words @param {string} [sign] */
  empty(words, sign = "check-circle") {
    return html`<div class="empty">${icon(sign)}<b>${words}</b></div>`;
  }
}

customElements.define("wd-surveys", Surveys);
