/** What is to be done in a week: where too few are planned, and how many more it takes. */
import { html, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { dateName, dayName, later, time } from "./words.js";

/** @typedef {import("./main.js").Staffing} Page */
/** @typedef {import("./words.js").Week} Week */
/** @typedef {import("./words.js").Slot} Slot */
/** @typedef {{day: number, from: number, until: number, least: number, most: number, at: number}} Stretch `at`: where most are missing; `most` -1: more than can be calculated */

const WEEKS_AHEAD = 26;
const SHOWN = 7;

/** Half hours beside each other that are short. @param {Week} week @returns {Stretch[]} */
export function stretches(week) {
  /** @type {Stretch[]} */
  const found = [];
  week.days.forEach(({ slots }, day) => {
    /** @type {Stretch|null} */
    let run = null;
    for (const slot of slots) {
      const missing = !slot.open ? 0 : slot.needed === null ? Infinity : -slot.gap;
      if (missing <= 0) {
        run = null;
        continue;
      }
      if (!run) found.push((run = { day, from: slot.minute, until: 0, least: missing, most: 0, at: slot.minute }));
      if (missing > run.most) Object.assign(run, { most: missing, at: slot.minute });
      run.least = Math.min(run.least, missing);
      run.until = slot.minute + 30;
    }
  });
  return found;
}

/** @param {Stretch} run */
const people = ({ least, most }) => (most === Infinity ? t("more than can be calculated") : least === most ? (most === 1 ? t("1 more person") : t("{n} more people", { n: number(most) })) : t("{least} to {most} more people", { least: number(least), most: number(most) }));

/** @param {Page} page @param {Week} week @param {Stretch[]} runs */
const list = (page, week, runs) => html`<ul class="plain entries todo">${runs.map((run) => html`<li data-todo><button class="btn-link" type="button" @click=${() => page.choose(run.day, run.at)}>${dayName(week.days[run.day].on)} ${time(run.from)}–${time(run.until)}</button><b>${people(run)}</b></li>`)}</ul>`;

/** @param {Page} page @param {Week} week */
export function todoCard(page, week) {
  const go = (/** @type {number} */ weeks) => page.go(later(week.begins, weeks * 7));
  const first = week.begins <= week.today;
  const last = week.begins > later(week.today, (WEEKS_AHEAD - 1) * 7);
  const runs = stretches(week);
  const known = week.learned.known;
  return html`<section class="card" aria-labelledby="todo"><div class="card-head head"><h2 id="todo">${t("Week from {date}", { date: dateName(week.begins) })}</h2>
      <div class="inline">${week.teams.length > 1 ? html`<label class="sr" for="team">${t("Team")}</label><select class="input" id="team" @change=${(/** @type {any} */ event) => page.ofTeam(event.target.value)}><option value="" ?selected=${!week.team}>${t("Everybody together")}</option>${week.teams.map(({ id, name }) => html`<option value=${id} ?selected=${id === week.team}>${name}</option>`)}</select>` : nothing}
      <button class="btn btn-s btn-icon" type="button" aria-label=${t("The week before")} ?disabled=${first} @click=${() => go(-1)}>${icon("left", true)}</button><button class="btn btn-s btn-icon" type="button" aria-label=${t("The next week")} ?disabled=${last} @click=${() => go(1)}>${icon("right", true)}</button></div></div>
    <div class="card-body stack">${page.told("what-if")}
      ${known ? (runs.length
        ? html`<p>${t("Plan more people here:")}</p>${list(page, week, runs.slice(0, SHOWN))}${runs.length > SHOWN ? html`<details class="fold"><summary>${icon("chevron", true)}${t("{n} more times", { n: number(runs.length - SHOWN) })}</summary>${list(page, week, runs.slice(SHOWN))}</details>` : nothing}`
        : html`<p class="banner">${icon("check-circle")}<span>${t("Enough people are planned in every open half hour.")}</span></p>`) : nothing}
      <p class="hint">${t("All times are those of {zone}.", { zone: week.zone })} ${week.team ? t("Asked of this team, in its hours, with its own shifts.") : nothing}</p></div></section>`;
}
