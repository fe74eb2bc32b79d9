/** The page of searches, for leads: what readers look for and do not find, what is made of it, and words read alike. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { number, t, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { StaffPage } from "../staff/page.js";
import { gapsCard, language, LANGUAGES, PATH } from "./gaps.js";
import { fetchWords, wordsCard } from "./words.js";

/** @typedef {{words: string, locale: string, times: number, in_vain: number, last: string}} Sought */
/** @typedef {{begins: string, locale: string, times: number, in_vain: number}} Week */
/** @typedef {{article: string, title: string, locale: string, opened: number, solved: number}} Ended */
/** @typedef {{days: number, weeks: Week[], in_vain: Sought[], frequent: Sought[], ended: Ended[], topics: {id: string, title: string}[]}} Seen */

const PERIODS = [7, 28, 90];

/** How much of it, as a share. @param {number} part @param {number} whole */
const share = (part, whole) => (whole ? `${number(Math.round((100 * part) / whole))}%` : "–");

export class Searches extends StaffPage {
  constructor() {
    super("searches");
    /** @type {Seen|null} */
    this.seen = null;
    this.sift = { days: 28, locale: "" };
    this.open = ""; // which search is being added to a topic
    /** @type {import("./words.js").Word[]} */
    this.words = [];
    this.sought = ""; // among the words
    /** @type {import("./words.js").Trial|null} */
    this.trial = null;
    this.trying = false;
    this.asking = 0; // so that an earlier answer never overwrites a later one
  }

  async load() {
    const asked = ++this.asking;
    const seen = await this.api.get(`${PATH}?days=${this.sift.days}&locale=${this.sift.locale}`);
    const words = await fetchWords(this);
    if (asked !== this.asking) return;
    Object.assign(this, { seen, words });
    this.requestUpdate();
  }

  opened() {
    const seen = /** @type {Seen} */ (this.seen);
    return html`<main class="staff searches">
      ${this.head()} ${this.sifting()} ${gapsCard(this, seen)} ${wordsCard(this, this.words)} ${this.frequent(seen)} ${this.ended(seen)} ${this.weeks(seen)}
    </main>`;
  }

  /** @param {string} words */
  seek(words) {
    this.sought = words;
    this.requestUpdate();
  }

  /** Another word than the one that was tried. */
  untry() {
    if (!this.trial) return;
    this.trial = null;
    this.requestUpdate();
  }

  /** It was added. */
  forgetTrial() {
    /** @type {HTMLFormElement|null} */ (this.querySelector(".word-form"))?.reset();
    this.untry();
  }

  sifting() {
    const choose = (/** @type {"days"|"locale"} */ name) => (/** @type {any} */ event) => {
      Object.assign(this.sift, { [name]: name === "days" ? Number(event.target.value) : event.target.value });
      this.said = null;
      this.load().catch(() => {});
    };
    return html`<form class="sift" aria-label=${t("What is shown")}>
      <div class="field"><label for="days">${t("Period")}</label><select class="input" id="days" @change=${choose("days")}>${PERIODS.map((days) => html`<option value=${days} ?selected=${days === this.sift.days}>${t("Last {days} days", { days })}</option>`)}</select></div>
      <div class="field"><label for="locale">${t("Language")}</label><select class="input" id="locale" @change=${choose("locale")}><option value="">${t("All languages")}</option>${Object.entries(LANGUAGES).map(([code, said]) => html`<option value=${code} ?selected=${code === this.sift.locale}>${said}</option>`)}</select></div></form>`;
  }

  /** @param {Seen} seen */
  frequent({ frequent }) {
    const rows = repeat(frequent, ({ words, locale }) => `${locale} ${words}`, ({ words, locale, times, in_vain: vain, last }) => html`<tr><td lang=${written(words) || nothing}>${words}</td><td>${language(locale)}</td><td class="n">${number(times)}</td><td class="n">${number(vain)}</td><td class="n"><time>${last}</time></td></tr>`);
    return this.table(t("Searched most"), [t("Words"), t("Language"), [t("Searches")], [t("Still in vain")], [t("Last on")]], frequent.length, rows);
  }

  /** @param {Seen} seen */
  ended({ ended }) {
    const rows = repeat(ended, ({ article, locale }) => `${locale} ${article}`, ({ article, title, locale, opened, solved }) => html`<tr><td><a href=${`/workspace/knowledge#${article}/${locale}`}>${title}</a></td><td>${language(locale)}</td><td class="n">${number(opened)}</td><td class="n">${number(opened - solved)}</td><td class="n">${share(opened - solved, opened)}</td></tr>`);
    return this.table(t("Opened, and wrote to us all the same"), [t("Article"), t("Language"), [t("Opened")], [t("Wrote to us")], [t("Share")]], ended.length, rows);
  }

  /** @param {Seen} seen */
  weeks({ weeks }) {
    const shown = weeks.filter(({ locale }) => !this.sift.locale || locale === this.sift.locale);
    const rows = shown.map(({ begins, locale, times, in_vain: vain }) => html`<tr><td><time>${begins}</time></td><td>${language(locale)}</td><td class="n">${number(times)}</td><td class="n">${number(vain)}</td><td class="n">${share(vain, times)}</td></tr>`);
    return this.table(t("Week by week"), [t("Week from"), t("Language"), [t("Searches")], [t("Still in vain")], [t("Share")]], shown.length, rows);
  }

  /** @param {string} called @param {(string|[string])[]} columns those in brackets hold numbers @param {number} count @param {unknown} rows */
  table(called, columns, count, rows) {
    const head = columns.map((one) => html`<th scope="col" class=${Array.isArray(one) ? "n" : ""}>${one}</th>`);
    return html`<section class="card" aria-label=${called}><h2 class="card-head">${called}</h2>
      ${count
        ? html`<div class="table-wrap" tabindex="0" role="group" aria-label=${called}><table class="table"><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>`
        : html`<div class="empty">${icon("search")}<b>${t("Nothing yet.")}</b></div>`}</section>`;
  }
}

customElements.define("wd-searches", Searches);
