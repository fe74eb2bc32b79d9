/** What leads enter: shifts, and events at which more will ask. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { dateName, time, weekday } from "./words.js";

/** @typedef {import("./main.js").Staffing} Page */
/** @typedef {import("./words.js").Week} Week */
/** @typedef {import("./words.js").Shift} Shift */

const PATH = "/api/staffing";
const HALVES = Array.from({ length: 48 }, (_, n) => n * 30);
const DAYS = [0, 1, 2, 3, 4, 5, 6];

/** @param {number[]} days */
const daysWords = (days) => (days.length === 7 ? t("every day") : days.join() === "0,1,2,3,4" ? `${weekday(0)}–${weekday(4)}` : days.map(weekday).join(" "));

/** @param {Shift} shift */
const shiftWords = ({ start, end, people, days, on }) => t("{people} people, {when}, {from}–{to}", { people: number(people), when: on ? dateName(on) : daysWords(days), from: time(start), to: time(end === 1440 ? 0 : end) });

/** @param {Page} page @param {Week} week */
export function shiftsCard(page, { shifts, team, teams }) {
  const whose = (/** @type {Shift} */ shift) => teams.find(({ id }) => id === shift.team)?.name;
  const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (page.querySelector(`#${id}`)).value;
  const add = (/** @type {Event} */ event) => {
    event.preventDefault();
    const on = value("shift-on") || null;
    const days = DAYS.filter((day) => /** @type {HTMLInputElement} */ (page.querySelector(`#shift-day-${day}`)).checked);
    const body = { start: Number(value("shift-start")), end: Number(value("shift-end")), people: Number(value("shift-people")), days: on ? [] : days, on, team: page.querySelector("#shift-team") ? value("shift-team") : team };
    page.doing(() => page.api.post(`${PATH}/shifts`, body), t("The shift is in the plan."), [], "shifts");
  };
  const times = (/** @type {string} */ id, /** @type {unknown} */ called, /** @type {number} */ chosen) => html`<div class="field"><label for=${id}>${called}</label><select class="input" id=${id}>${HALVES.map((minute) => html`<option value=${minute} ?selected=${minute === chosen}>${time(minute)}</option>`)}</select></div>`;
  return html`<section class="card" aria-labelledby="shifts"><h2 class="card-head" id="shifts">${t("Shifts")}</h2><div class="card-body stack">${page.told("shifts")}
    ${shifts.length ? html`<ul class="plain entries">${repeat(shifts, ({ id }) => id, (shift) => html`<li data-shift=${shift.id}><span>${shiftWords(shift)}${whose(shift) ? html` <span class="muted">${whose(shift)}</span>` : nothing}</span><button class="btn btn-s btn-quiet" type="button" aria-label=${t("Remove: {what}", { what: shiftWords(shift) })} @click=${() => page.doing(() => page.api.delete(`${PATH}/shifts/${shift.id}`), t("Removed from the plan."), [], "shifts")}>${t("Remove")}</button></li>`)}</ul>` : html`<p class="muted">${t("No shift was entered yet: nobody is planned.")}</p>`}
    <form class="fields" @submit=${add}><fieldset class="days"><legend>${t("Days")}</legend>${DAYS.map((day) => html`<label for=${`shift-day-${day}`}><input type="checkbox" id=${`shift-day-${day}`} ?checked=${day < 5} />${weekday(day)}</label>`)}</fieldset>
      ${times("shift-start", t("From"), 540)} ${times("shift-end", t("To"), 1080)}
      <div class="field"><label for="shift-people">${t("People")}</label><input class="input" id="shift-people" type="number" inputmode="numeric" min="1" max="500" required value="1" /></div>
      ${teams.length > 1 ? html`<div class="field"><label for="shift-team">${t("Team")}</label><select class="input" id="shift-team"><option value="" ?selected=${!team}>${t("of no team in particular")}</option>${teams.map(({ id, name }) => html`<option value=${id} ?selected=${id === team}>${name}</option>`)}</select></div>` : nothing}
      <div class="field"><label for="shift-on">${t("Or on one date alone")}</label><input class="input" id="shift-on" type="date" /></div>
      <div class="inline"><button class="btn btn-line">${t("Add this shift")}</button></div></form>
    <p class="hint">${t("Weekly shifts are not worked on holidays of the hours; a weekend that is worked for one has Monday's.")}</p></div></section>`;
}

/** @param {Page} page @param {Week} week */
export function eventsCard(page, { events, untold, today }) {
  const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (page.querySelector(`#event-${id}`));
  const add = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    const name = field("name").value.trim();
    const body = { name, begins: field("begins").value, ends: field("ends").value, factor: Number(field("factor").value) };
    if (await page.doing(() => page.api.post(`${PATH}/events`, body), t("The event is in the forecast."), [name], "events")) form.reset();
  };
  const take = (/** @type {{name: string, begins: string, ends: string}} */ one) => {
    for (const name of /** @type {const} */ (["name", "begins", "ends"])) field(name).value = one[name];
    field("factor").focus();
  };
  return html`<section class="card" aria-labelledby="events"><h2 class="card-head" id="events">${t("Events")}</h2><div class="card-body stack">${page.told("events")}
    ${untold.map((one) => html`<p class="banner banner-wait">${icon("info")}<span>${t("The hours have a special time, {name}, from {begins}. How many times as many will ask?", { name: one.name, begins: dateName(one.begins) })} <button class="btn-link" type="button" @click=${() => take(one)}>${t("Enter it")}</button></span></p>`)}
    ${events.length ? html`<ul class="plain entries">${repeat(events, ({ id }) => id, (one) => html`<li data-event=${one.id}><span><bdi>${one.name}</bdi>, ${dateName(one.begins)}${one.ends === one.begins ? nothing : html`–${dateName(one.ends)}`}: ${t("{n} times as many", { n: number(one.factor) })}${one.measured === null ? nothing : html` <span class="muted">${t("It was {n} times.", { n: number(one.measured) })}</span>`}</span><button class="btn btn-s btn-quiet" type="button" aria-label=${t("Remove: {what}", { what: one.name })} @click=${() => page.doing(() => page.api.delete(`${PATH}/events/${one.id}`), t("Removed from the forecast."), [], "events")}>${t("Remove")}</button></li>`)}</ul>` : html`<p class="muted">${t("None is planned. Those that are over are worth entering too: they are left out of what is learned.")}</p>`}
    <form class="fields" @submit=${add}>
      <div class="field"><label for="event-name">${t("Name")}</label><input class="input" id="event-name" maxlength="60" required autocomplete="off" /></div>
      <div class="field"><label for="event-begins">${t("From")}</label><input class="input" id="event-begins" type="date" required value=${today} /></div>
      <div class="field"><label for="event-ends">${t("Until, included")}</label><input class="input" id="event-ends" type="date" required value=${today} /></div>
      <div class="field"><label for="event-factor">${t("Times as many")}</label><input class="input" id="event-factor" type="number" inputmode="decimal" min="0" max="100" step="0.1" required value="2" /></div>
      <div class="inline"><button class="btn btn-line">${t("Add this event")}</button></div></form></div></section>`;
}
