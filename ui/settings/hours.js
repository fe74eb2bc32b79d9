/** <wd-hours>: when people are there: the week, holidays of a country, single dates. Administrators change it, leads read it. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { asMinutes, asTime } from "../workspace/model/minutes.js";
import { Form } from "./form.js";
import { covers, coversWords, holidays, others, preview, surges } from "./hours-more.js";
import { cross, dateOf, shown, spansOf, WHOLE_DAY } from "./hours-spans.js";
import { zones } from "./profile.js";

/** @typedef {{day: number, start: number, end: number}} Span */
/** @typedef {{on: string, name: string, spans: {start: number, end: number}[]}} OneOff */

const MONDAY = Date.UTC(2024, 0, 1);
const FIRST = "cal_default";

/** @param {number} at  0 is Monday */
const weekday = (at) => new Intl.DateTimeFormat(document.documentElement.lang, { weekday: "long", timeZone: "UTC" }).format(MONDAY + at * 86_400_000);

export class HoursForm extends Form {
  /** The calendar that is shown; empty: the first. */
  which = "";
  /** @type {any[]} */
  every = [];
  /** @type {{teams: {id: string, name: string}[], inboxes: {id: string, name: string}[]}} */
  places = { teams: [], inboxes: [] };
  /** @type {any} what comes of it in two weeks, once somebody asked */
  days = null;
  /** What was found in a calendar file. */
  taken = "";

  async load() {
    const [calendars, teams, told] = await Promise.all([this.app.server.ask("GET", "calendars"), this.app.server.ask("GET", "staff/teams"), this.app.server.ask("GET", "workspace/installation")]);
    this.every = calendars.items.sort((/** @type {{id: string}} */ one) => (one.id === FIRST ? -1 : 0));
    this.places = { teams: teams.items, inboxes: told.inboxes };
    return this.every.find(({ id }) => id === this.which) ?? this.every[0];
  }

  body() {
    return { ...this.values, country: this.values.country || null, subdivision: this.values.subdivision || null };
  }

  async save() {
    const { id, ...body } = this.body();
    const kept = await (id ? this.app.server.ask("PUT", `calendars/${id}`, body) : this.app.server.ask("POST", "calendars", body));
    this.every = [...this.every.filter((one) => one.id !== kept.id), kept];
    this.which = kept.id;
    return kept;
  }

  /** @param {string} id */
  turn(id) {
    this.which = id;
    this.days = null;
    this.taken = "";
    const chosen = this.every.find((one) => one.id === id);
    if (chosen) return this.start(chosen);
    const { zone } = this.values;
    this.start({ name: "", zone, week: [], country: "", subdivision: "", holidays: [], one_offs: [], surges: [], covers: { teams: [], inboxes: [], languages: [] } });
  }

  /** @param {"week"|"one_offs"|"surges"|"holidays"} list @param {number} at @param {Record<string, unknown>} changed */
  change(list, at, changed) {
    this.set({ [list]: this.values[list].map((/** @type {object} */ one, /** @type {number} */ index) => (index === at ? { ...one, ...changed } : one)) });
  }

  /** @param {"week"|"one_offs"|"surges"|"holidays"} list @param {number} at */
  remove(list, at) {
    this.set({ [list]: this.values[list].filter((/** @type {unknown} */ _, /** @type {number} */ index) => index !== at) });
  }

  page() {
    const may = this.app.session.administers;
    return html`<form class="card card-pad stack" aria-label=${t("Service hours")} @submit=${this.submit}><h3>${t("Service hours")}</h3>${this.refusal()}
      <p class="hint">${t("Contacts see these hours in their own time zone. Promises count only while you are open; a change applies to running promises at once.")}</p>
      ${this.choice()}
      <fieldset class="stack bare" ?disabled=${!may}>
        ${this.named(may)}
        <div class="two">${this.select("zone", t("Time zone of the hours"), zones())}
          ${this.text("country", t("Public holidays (country)"), t("Two-letter country code, such as CN. For China, make-up working days are included. Leave it empty for none."), { most: 2, narrow: true })}</div>
        <div class="week">${[0, 1, 2, 3, 4, 5, 6].map((at) => this.weekday(at, may))}</div>
        <h4 class="label">${t("Exceptions on single dates")}</h4>
        ${this.values.one_offs.map((/** @type {OneOff} */ one, /** @type {number} */ at) => this.oneOff(one, at, may))}
        ${may ? html`<div><button class="btn btn-s" type="button" @click=${() => this.set({ one_offs: [...this.values.one_offs, { on: "", name: "", spans: [] }] })}>${icon("plus")}${t("Add a date")}</button></div>` : nothing}
        ${surges(this, may)}${holidays(this, may)}${this.values.id === FIRST ? others(this) : covers(this)}</fieldset>
      ${preview(this)}${may ? this.actions(t("Save the hours")) : html`<p class="hint">${t("Only administrators can change the hours. You can read them.")}</p>`}</form>`;
  }

  /** Which calendar; another one only while nothing is unsaved. */
  choice() {
    const { id, name } = this.values;
    return html`${this.every.length > 1 || !id ? html`<select class="input" aria-label=${t("Which calendar")} ?disabled=${this.isChanged} @change=${(/** @type {any} */ e) => this.turn(e.target.value)}>${this.every.map((one) => html`<option value=${one.id} ?selected=${one.id === id}>${[one.name, one.id === FIRST ? t("used where no other applies") : coversWords(this, one)].filter(Boolean).join(" · ")}</option>`)}${id ? nothing : html`<option value="" selected>${name || t("the new calendar")}</option>`}</select>` : nothing}`;
  }

  /** @param {boolean} may */
  named(may) {
    const { id } = this.values;
    return html`${id === FIRST ? nothing : this.text("name", t("Name of the calendar"))}
      ${may && id ? html`<div><button class="btn btn-s" type="button" ?disabled=${this.isChanged} @click=${() => this.turn("")}>${icon("plus")}${t("Add a calendar")}</button></div>` : nothing}`;
  }

  /** @param {number} day @param {boolean} may */
  weekday(day, may) {
    const spans = this.values.week.map((/** @type {Span} */ span, /** @type {number} */ at) => ({ span, at })).filter((/** @type {{span: Span}} */ { span }) => span.day === day);
    const name = weekday(day);
    return html`<div class="day" role="group" aria-label=${name}><b>${name}</b><div class="inline">
      ${spans.length ? nothing : html`<span class="muted">${t("Not open")}</span>`}
      ${spans.map((/** @type {{span: Span, at: number}} */ { span, at }) => html`<span class="inline nowrap">${this.time(t("{day}: opens", { day: name }), span.start, (start) => this.change("week", at, { start }))} – ${this.time(t("{day}: closes", { day: name }), span.end, (end) => this.change("week", at, { end }))}
        ${may ? cross(() => this.remove("week", at), `${name} ${asTime(span.start)}–${asTime(span.end)}`) : nothing}${span.start === 0 && span.end % WHOLE_DAY === 0 ? html`<span class="muted small">${t("all day")}</span>` : nothing}</span>`)}
      ${may ? html`<button class="btn btn-quiet btn-s" type="button" aria-label=${t("Add hours: {day}", { day: name })} @click=${() => this.set({ week: [...this.values.week, { day, start: 540, end: 1080 }] })}>${icon("plus")}</button>` : nothing}</div></div>`;
  }

  /** @param {OneOff} one @param {number} at @param {boolean} may */
  oneOff(one, at, may) {
    const name = shown(one.on);
    const set = (/** @type {Partial<OneOff>} */ changed) => this.change("one_offs", at, changed);
    return html`<div class="day" role="group" aria-label=${name}>
      ${dateOf(this, `one_offs[${at}].on`, { label: t("Date"), words: t("Date"), value: one.on, changed: (on) => set({ on }) })}
      <div class="inline"><input class="input input-narrow" maxlength="100" aria-label=${t("What it is: {date}", { date: name })} placeholder=${t("What it is")} .value=${one.name} @input=${(/** @type {any} */ e) => set({ name: e.target.value })} />
        ${spansOf(this, name, { spans: one.spans, first: { start: 540, end: 1080 }, changed: (spans) => set({ spans }), remove: may && (() => this.remove("one_offs", at)) })}</div></div>`;
  }

  /** Of a date that is wrong: where the server cannot say which one, those that are empty. @param {string} place @param {string} value */
  dateFault(place, value) {
    const about = (/** @type {string} */ field) => field === place || (!value && field === place.replace(/\[\d+\]/, "[...]"));
    return (this.problem?.body?.errors ?? []).find((/** @type {{field: string}} */ one) => about(one.field))?.detail ?? "";
  }

  /** @param {string} label @param {number} minutes @param {(minutes: number) => void} changed */
  time(label, minutes, changed) {
    return html`<input class="input input-time" type="time" required aria-label=${label} .value=${asTime(minutes)} @change=${(/** @type {any} */ e) => e.target.value && changed(asMinutes(e.target.value))} />`;
  }
}

customElements.define("wd-hours", HoursForm);
