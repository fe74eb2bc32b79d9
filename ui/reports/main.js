/** The reports. For leads: what happened in a period, drawn and as a table. For agents: their own load. */
import { html, nothing } from "../vendor/lit.js";
import { moment, number, spoken, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { StaffPage } from "../staff/page.js";
import { behindCard } from "./behind.js";
import { chart } from "./charts.js";
import { confirmed, mailCard, read } from "./mail.js";

/** @typedef {{key: string, title: string}} Choice */
/** @typedef {{key: string, title: string, unit: string, means: string, drill: boolean}} Column */
/** @typedef {{value: number|null, text: string}} Cell */
/** @typedef {{key: string, day: string, title: string, cells: Cell[]}} Row */
/** @typedef {{first: string, last: string, by: string, zone: string, figures: number, at: number}} Basis */
/** @typedef {{name: string, title: string, means: string, rows_are: string, columns: Column[], rows: Row[], totals: Cell[], basis: Basis}} Report */
/** @typedef {{name: string, title: string, by: Choice[]}} Defined */
/** @typedef {{reports: Defined[], channels: Choice[], teams: Choice[], languages: Choice[], today: string}} Listed */
/** @typedef {{report: string, from: string, to: string, by: string, channel: string, team: string, language: string, drawn: string}} Sift */

const PATH = "/api/insights/reports";
const PERIODS = [7, 28, 90, 365];
const OWN = 92; // days of the own load at most
const NAMES = /** @type {const} */ (["report", "from", "to", "by", "channel", "team", "language", "drawn"]);
const ASKED = /** @type {const} */ (["from", "to", "by", "channel", "team", "language"]);
const DAY = 86_400_000;
const AT_FIRST = 31; // rows

/** The day so many days before. @param {string} day @param {number} days */
const before = (day, days) => new Date(Date.parse(day) - days * DAY).toISOString().slice(0, 10);

export class Reports extends StaffPage {
  constructor() {
    super("reports");
    /** @type {Listed|null} */
    this.listed = null;
    /** @type {Report|null} */
    this.report = null;
    /** @type {import("./behind.js").Behind|null} */
    this.behind = null;
    /** @type {import("./mail.js").Digest|null} */
    this.digest = null;
    this.whole = false; // a year of days is shown when it is asked for
    this.asking = 0; // so that an earlier answer never overwrites a later one
    window.addEventListener("popstate", () => this.look());
  }

  /** What is asked for stands in the address: it can be sent to a colleague. @returns {Sift} */
  get sift() {
    const given = new URLSearchParams(location.search);
    return /** @type {Sift} */ (Object.fromEntries(NAMES.map((name) => [name, given.get(name) ?? ""])));
  }

  /** @param {Partial<Sift>} changed */
  choose(changed) {
    const sift = { ...this.sift, ...changed };
    const told = new URLSearchParams(Object.entries(sift).filter(([, value]) => value));
    history.pushState(null, "", `${location.pathname}?${told}`);
    return this.look();
  }

  async begun() {
    if (this.state === "ready" && this.leads) await confirmed(this.api, this.doing.bind(this));
    await super.begun();
  }

  async look() {
    this.behind = null;
    this.whole = false;
    try {
      await this.load();
      this.said = null;
    } catch (/** @type {any} */ problem) {
      this.said = { text: problem.message, bad: true, at: "" };
    }
    this.requestUpdate();
  }

  async load() {
    const asked = ++this.asking;
    if (!this.leads) {
      this.report = await this.api.get(`/api/insights/own-load?${this.question(["from", "to"])}`);
      return this.requestUpdate();
    }
    this.listed ??= await this.api.get(PATH);
    this.digest = await read(this.api);
    const report = await this.api.get(`${PATH}/${this.chosen.name}?${this.question()}`);
    if (asked !== this.asking) return;
    this.report = report;
    this.requestUpdate();
  }

  /** @returns {Defined} */
  get chosen() {
    const reports = /** @type {Listed} */ (this.listed).reports;
    return reports.find(({ name }) => name === this.sift.report) ?? reports[0];
  }

  /** How the rows are cut, where this report can be cut like that. */
  get by() {
    const { by } = this.chosen;
    return (by.find(({ key }) => key === this.sift.by) ?? by[0]).key;
  }

  /** @param {readonly (keyof Sift)[]} names */
  question(names = ASKED) {
    const sift = this.leads ? { ...this.sift, by: this.by } : this.sift;
    const fits = (/** @type {keyof Sift} */ name) => sift[name] && (name === "from" || name === "to" || sift.by !== "agent" || name === "by");
    return new URLSearchParams(names.filter(fits).map((name) => [name, sift[name]]));
  }

  opened() {
    const report = /** @type {Report} */ (this.report);
    return html`<main class="staff reports">${this.head()} ${this.told("")} ${this.sifting(report)} ${this.shown(report)} ${this.behind ? behindCard(this.behind, () => this.close()) : nothing} ${this.byMail()}</main>`;
  }

  byMail() {
    const { digest, api } = this;
    return digest ? mailCard({ digest, api, doing: this.doing.bind(this), told: (at) => this.told(at) }) : nothing;
  }

  /** The same as a file, in the language of the page. @param {Report} report */
  file({ name }) {
    const asked = this.question();
    asked.set("locale", spoken());
    return `${PATH}/${name}/table.csv?${asked}`;
  }

  /** @param {Report} report */
  sifting({ basis }) {
    const choose = (/** @type {keyof Sift} */ name) => (/** @type {any} */ event) => this.choose({ ...(name === "report" ? { by: "", drawn: "" } : {}), [name]: event.target.value }); // each report has a cut of its own
    const date = (/** @type {"from"|"to"} */ name, /** @type {string} */ called, /** @type {string} */ value) => html`<div class="field"><label for=${name}>${called}</label><input class="input" type="date" id=${name} .value=${value} min="2000-01-01" max="2999-12-31" @change=${choose(name)}></div>`;
    const end = this.listed?.today ?? basis.last;
    const is = (/** @type {number} */ days) => basis.last === end && basis.first === before(end, days - 1);
    return html`<form class="sift" aria-label=${t("Filters")} @submit=${(/** @type {Event} */ e) => e.preventDefault()}>
      ${this.leads ? this.narrowing(choose) : nothing}
      ${date("from", t("From"), basis.first)} ${date("to", t("To"), basis.last)}
      <div class="seg periods" role="group" aria-label=${t("Period")}>${PERIODS.filter((days) => this.leads || days <= OWN).map((days) => html`<button type="button" aria-pressed=${is(days)} @click=${() => this.choose({ from: before(end, days - 1), to: end })}>${t("{days} days", { days })}</button>`)}</div></form>`;
  }

  /** @param {(name: keyof Sift) => (event: any) => unknown} choose */
  narrowing(choose) {
    const { reports, channels, teams, languages } = /** @type {Listed} */ (this.listed);
    const select = (/** @type {keyof Sift} */ name, /** @type {string} */ called, /** @type {Choice[]} */ choices, /** @type {string} */ now, any = "") => html`<div class="field"><label for=${name}>${called}</label><select class="input" id=${name} .value=${now} @change=${choose(name)}>${any ? html`<option value="" ?selected=${!now}>${any}</option>` : nothing}${choices.map(({ key, title }) => html`<option value=${key} ?selected=${key === now}>${title}</option>`)}</select></div>`;
    const narrows = this.by !== "agent";
    return html`${select("report", t("Report"), reports.map(({ name, title }) => ({ key: name, title })), this.chosen.name)}
      ${select("by", t("Group by"), this.chosen.by, this.by)}
      ${narrows && channels.length ? select("channel", t("Channel"), channels, this.sift.channel, t("All channels")) : nothing}
      ${narrows && teams.length ? select("team", t("Team"), teams, this.sift.team, t("All teams")) : nothing}
      ${narrows && languages.length ? select("language", t("Language"), languages, this.sift.language, t("All languages")) : nothing}`;
  }

  /** @param {Report} report */
  shown(report) {
    const { title, means, columns, basis } = report;
    const place = Math.max(0, columns.findIndex(({ key }) => key === this.sift.drawn));
    const draws = this.leads && report.rows.length > 1;
    return html`<section class="card" aria-labelledby="report-title"><div class="card-head head"><h2 id="report-title">${title}</h2>
        ${this.leads ? html`<span class="inline"><a class="btn btn-s" href="/workspace#board">${t("Live board")}</a><a class="btn btn-s" data-csv download href=${this.file(report)}>${icon("download")}${t("CSV")}</a></span>` : nothing}</div>
      <div class="card-body stack"><p class="muted means">${means}</p>
        ${draws ? html`<div class="drawn"><label class="label" for="drawn">${t("Chart shows")}</label><select class="input" id="drawn" @change=${(/** @type {any} */ e) => this.choose({ drawn: e.target.value })}>${columns.map(({ key, title: called }, n) => html`<option value=${key} ?selected=${n === place}>${called}</option>`)}</select></div>${chart(report, place, basis.by)}` : nothing}</div>
      ${this.table(report)}
      <div class="card-body stack"><details class="fold"><summary>${icon("chevron", true)}${t("How this is counted")}</summary><dl class="counted">${columns.map((one) => html`<dt>${one.title}</dt><dd>${one.means}</dd>`)}</dl></details>
        <p class="hint">${t("Counted from {figures} data points. Days and hours are in {zone}. As of {at}, up to 15 seconds behind.", { figures: number(basis.figures), zone: basis.zone, at: moment(basis.at) })}</p></div></section>`;
  }

  /** @param {Report} report */
  table({ title, rows_are, columns, rows, totals }) {
    if (!rows.length) return html`<div class="empty">${icon("board")}<b>${t("Nothing in this period yet.")}</b><span>${t("As soon as something happens, its figures stand here. Another period may have some.")}</span></div>`;
    const shown = this.whole ? rows : rows.slice(0, AT_FIRST);
    const cell = (/** @type {Row} */ row, /** @type {Cell} */ { value, text }, /** @type {number} */ n) => html`<td class="n">${columns[n].drill && value && this.leads ? html`<button class="cell" type="button" aria-label=${t("{text}: show the conversations", { text })} @click=${() => this.drill(row, columns[n])}>${text}</button>` : text}</td>`;
    return html`<div class="table-wrap" tabindex="0" role="group" aria-label=${t("{title}, table", { title })}><table class="table"><thead><tr><th scope="col">${rows_are}</th>${columns.map((one) => html`<th scope="col" class="n">${one.title}</th>`)}</tr></thead>
      <tbody>${shown.map((row) => html`<tr data-row=${row.key}><th scope="row">${row.day ? html`<time datetime=${row.day}>${row.title}</time>` : row.title}</th>${row.cells.map((one, n) => cell(row, one, n))}</tr>`)}</tbody>
      ${totals.length ? html`<tfoot><tr><th scope="row">${t("Total")}</th>${totals.map(({ text }) => html`<td class="n">${text}</td>`)}</tr></tfoot>` : nothing}</table></div>
      ${shown.length < rows.length ? html`<div class="card-body"><button class="btn btn-s" type="button" data-whole @click=${() => { this.whole = true; this.requestUpdate(); }}>${t("Show all {n} rows", { n: number(rows.length) })}</button></div>` : nothing}`;
  }

  /** @param {Row} row @param {Column} column */
  async drill(row, column) {
    const asked = this.question();
    asked.set("key", row.key);
    asked.set("column", column.key);
    try {
      const { items, most } = await this.api.get(`${PATH}/${this.chosen.name}/conversations?${asked}`);
      this.behind = { of: `${row.title}, ${column.title}`, items, most };
    } catch (/** @type {any} */ problem) {
      this.said = { text: problem.message, bad: true, at: "" };
    }
    this.requestUpdate();
    await this.updateComplete;
    const heading = /** @type {HTMLElement|null} */ (this.querySelector("#behind"));
    heading?.focus();
    heading?.scrollIntoView({ block: "nearest" });
  }

  close() {
    this.behind = null;
    this.requestUpdate();
  }
}

customElements.define("wd-reports", Reports);
