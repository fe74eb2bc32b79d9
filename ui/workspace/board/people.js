/** Who is where: each agent with state, load and what is open on their screens; a lead can set them away or offline. */
import { html, nothing } from "../../vendor/lit.js";
import { number, spoken, t, when } from "../../shared/i18n.js";
import { availabilityWord, languageName } from "../view/words.js";
import { stretch } from "../view/timer.js";
import { talkLink } from "./words.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("./wire.js").Person} Person */

const DOT = /** @type {Record<string, string>} */ ({ online: "dot-on", away: "dot-wait", offline: "dot-off" });
const ORDER = ["online", "away", "offline"];
const MOST_BOXES = 12; // of a load; more is told by its number alone

/** @param {App} app @param {Person[]} people @param {(agent: Person, state: string) => void} set */
export function peopleCard(app, people, set) {
  const sorted = [...people].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.agent.name.localeCompare(b.agent.name));
  const head = [t("Agent"), t("State"), t("Load"), t("Viewing")];
  return html`<section class="card" aria-labelledby="board-people"><div class="card-head"><h2 id="board-people">${t("Who is where")}</h2></div>
    <div class="table-wrap" tabindex="0" role="group" aria-label=${t("Agents, table")}><table class="table people"><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
      <tbody>${sorted.map((one) => row(app, one, set))}</tbody></table></div>
    <p class="card-foot tiny faint">${t("You can set agents of your teams away or offline; only they can go online. It is kept in the audit.")}</p></section>`;
}

/** @param {App} app @param {Person} person @param {(agent: Person, state: string) => void} set */
function row(app, person, set) {
  const { agent, state, since, looks_at: looks, teams, languages } = person;
  const about = [...teams.map((team) => team.name), ...languages.map(languageName)].join(" · ");
  return html`<tr><th scope="row"><b>${agent.name}</b><small class="faint">${about}</small></th>
    <td><span class="inline nowrap"><span class="dot ${DOT[state] ?? "dot-off"}"></span>${person.may_set ? choice(person, set) : availabilityWord(state)}</span>
      ${pauseWord(person.pause)}${since === null ? nothing : html`<small class="faint" title=${when(since)}>${t("for {time}", { time: stretch(app.session.now() - since) })}</small>`}</td>
    <td>${load(person)}</td>
    <td>${looks.length ? looks.map((one) => html`<span class="looks">${talkLink(one.conversation)} <small class="faint">${t("for {time}", { time: stretch(app.session.now() - one.since) })}</small></span>`) : html`<span class="faint">–</span>`}</td></tr>`;
}

/** @param {Person} person @param {(agent: Person, state: string) => void} set */
function choice(person, set) {
  const { agent, state } = person;
  const choose = (/** @type {any} */ event) => {
    set(person, event.target.value);
    event.target.value = state; // what the server says is shown, not what was asked for
  };
  return html`<select class="state-choice" aria-label=${t("Availability of {name}", { name: agent.name })} .value=${state} @change=${choose}>
    ${ORDER.map((one) => html`<option value=${one} ?selected=${one === state} ?disabled=${one === "online" && state !== "online"}>${availabilityWord(one)}</option>`)}</select>`;
}

/** Why they are away: by the list, or because of what happened. @param {Person["pause"]} pause */
function pauseWord(pause) {
  if (!pause) return nothing;
  const ours = { missed_offers: t("missed offers"), connection_lost: t("connection lost") };
  const words = spoken().startsWith("zh") ? pause.zh : pause.en;
  return html`<small>${words || (ours[/** @type {keyof typeof ours} */ (pause.code)] ?? pause.code)}</small> `;
}

/** Boxes are places: what weighs half takes half of one. @param {Person} person */
function load({ open, capacity, units = open * 100 }) {
  const full = Math.ceil(units / 100);
  const boxes = Array.from({ length: Math.max(full, capacity) }, (_, n) => html`<i class=${n < full ? nothing : "free"}></i>`);
  if (units !== open * 100) return html`<span class="nowrap">${capacity <= MOST_BOXES && full <= MOST_BOXES ? html`<span class="load" aria-hidden="true">${boxes}</span> ` : nothing}<span class="tiny num">${t("{taken} of {capacity} · {open} open", { taken: number(units / 100), capacity: number(capacity), open: number(open) })}</span></span>`;
  return html`<span class="nowrap">${capacity <= MOST_BOXES && open <= MOST_BOXES ? html`<span class="load" aria-hidden="true">${boxes}</span> ` : nothing}<span class="tiny num">${t("{open} of {capacity}", { open: number(open), capacity: number(capacity) })}</span></span>`;
}
