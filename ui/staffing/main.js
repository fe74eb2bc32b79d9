/** The page of staffing, for leads: how many people each half hour needs, who is planned, and what if. */
import { html, nothing } from "../vendor/lit.js";
import { StaffPage } from "../staff/page.js";
import { reason } from "../staff/shielding.js";
import { askingCard, whatIfCard } from "./asking.js";
import { eventsCard, shiftsCard } from "./plan.js";
import { hiringCard, termsCard, trustCard } from "./terms.js";
import { todoCard } from "./todo.js";
import { weekCard } from "./week.js";

/** @typedef {import("./words.js").Week} Week */

const NINE = 540;

export class Staffing extends StaffPage {
  constructor() {
    super("staffing");
    /** @type {Week|null} */
    this.seen = null;
    this.begins = ""; // of the week; empty: the next one
    this.team = ""; // empty: everybody together
    this.day = 0;
    this.at = NINE;
    this.whole = false;
    this.night = false;
    /** @type {Record<string, number>} what is supposed; empty: as planned */
    this.whatIf = {};
    this.shown = ""; // which half hour was brought into sight
    this.asking = 0; // so that an earlier answer never overwrites a later one
  }

  get supposes() {
    return Object.keys(this.whatIf).length > 0;
  }

  query() {
    const asked = new URLSearchParams(Object.entries(this.whatIf).map(([name, value]) => [name, String(value)]));
    if (this.begins) asked.set("week", this.begins);
    if (this.team) asked.set("team", this.team);
    return asked.toString();
  }

  csv() {
    return `/api/staffing/week.csv?${this.query()}`;
  }

  async load() {
    const asked = ++this.asking;
    const seen = await this.api.get(`/api/staffing?${this.query()}`);
    if (asked !== this.asking) return;
    this.seen = seen;
    this.begins = seen.begins;
    this.requestUpdate();
  }

  /** @param {Week} week @returns {{day: import("./words.js").Day, slot: import("./words.js").Slot}} */
  chosen(week) {
    const day = week.days[this.day];
    return { day, slot: day.slots.find(({ minute }) => minute === this.at) ?? day.slots[0] };
  }

  /** @param {number} day @param {number} at */
  choose(day, at) {
    Object.assign(this, { day, at });
    this.requestUpdate();
  }

  /** @param {boolean} whole */
  showWhole(whole) {
    this.whole = whole;
    this.requestUpdate();
  }

  /** @param {boolean} night */
  showNight(night) {
    this.night = night;
    this.requestUpdate();
  }

  /** @param {string} begins */
  async go(begins) {
    this.begins = begins;
    await this.again("what-if");
  }

  /** @param {string} team */
  async ofTeam(team) {
    const before = this.team;
    this.team = team;
    if (!(await this.again("what-if"))) this.team = before;
  }

  /** What is given holds for what is shown; nothing of it is kept. @param {Record<string, number>} given */
  async suppose(given) {
    const before = this.whatIf;
    this.whatIf = given;
    if (!(await this.again("what-if"))) this.whatIf = before;
  }

  /** @param {string} at */
  async again(at) {
    this.said = null;
    try {
      await this.load();
      return true;
    } catch (/** @type {any} */ problem) {
      this.said = { text: reason(problem), bad: true, at };
      this.requestUpdate();
      return false;
    }
  }

  /** The chosen half hour is in sight where the table scrolls; the page itself stays where it is. */
  updated() {
    const row = /** @type {HTMLElement|null} */ (this.querySelector("tr.chosen"));
    const around = row?.closest(".tall");
    const where = `${this.begins} ${this.day} ${this.at} ${this.whole} ${this.night}`;
    if (!row || !around || where === this.shown) return;
    this.shown = where;
    around.scrollTop = row.offsetTop - around.clientHeight / 3;
  }

  opened() {
    const week = /** @type {Week} */ (this.seen);
    return html`<main class="staff staffing">
      ${this.head()} ${todoCard(this, week)} ${askingCard(this, week)} ${week.learned.known ? html`${weekCard(this, week)} ${whatIfCard(this, week)}` : nothing} ${shiftsCard(this, week)} ${eventsCard(this, week)} ${hiringCard(week)} ${termsCard(this, week)} ${trustCard(week)}
    </main>`;
  }
}

customElements.define("wd-staffing", Staffing);
