/** What the plan assumes, and where each number comes from: set by a lead, measured here, or usual. */
import { html, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { lasting, percent } from "./words.js";

/** @typedef {import("./main.js").Staffing} Page */
/** @typedef {import("./words.js").Week} Week */
/** @typedef {import("./words.js").Basis} Basis */
/** @typedef {{name: string, called: string, means: string, unit: number, least: number, most: number, step: number}} Field `unit`: by which it is multiplied for the page */

/** @param {string} name @param {string} called @param {string} means @param {number} unit @param {number} least @param {number} most @param {number} step @returns {Field} */
const field = (name, called, means, unit, least, most, step = 1) => ({ name, called, means, unit, least, most, step });
const WHOLE = new Set(["handling", "at_once", "patience", "seconds", "hire", "train", "people"]);

/** Those that leads decide stand open; the others fold. @returns {[string, Field[]][]} */
const grouped = () => [
  [t("What you want to reach"), [
    field("share", t("Answered in time, in %"), t("So many of all who ask for a person are to be answered in time."), 100, 10, 99),
    field("seconds", t("In time: seconds"), t("How long somebody may wait and it still counts as in time."), 1, 5, 3600),
    field("absent", t("Not answering, in %"), t("Of paid time, what goes to breaks, illness and training. More are planned for it."), 100, 0, 80),
  ]],
  [t("What a conversation takes"), [
    field("handling", t("Minutes of one conversation"), t("How long an agent needs for one, having no other at the same time."), 1 / 60, 0.5, 120, 0.1),
    field("at_once", t("Conversations at once"), t("How many an agent has at the same time when it is full."), 1, 1, 10),
    field("slowed", t("Slower for each further one, in %"), t("By how much all of an agent's conversations take longer with each more that is open."), 100, 0, 200),
    field("patience", t("Patience in minutes (0: no end)"), t("How long people wait on average before they give up."), 1, 0, 240),
  ]],
  [t("How full a day may be"), [
    field("busiest", t("Busy at most, in %"), t("Fuller than this, agents get no breath between two conversations."), 100, 30, 100),
    field("backlog", t("Overnight work is done after, in hours"), t("Who asked while closed is answered within so many hours of opening."), 1, 0.5, 8, 0.5),
  ]],
  [t("Growth and hiring"), [
    field("growth", t("More conversations each week, in %"), t("0: as many as now. Below 0: fewer."), 100, -20, 20, 0.1),
    field("people", t("People on the staff"), t("Agents there are now, to say until when they are enough."), 1, 0, 10_000),
    field("hours", t("Paid hours of a person a week"), t("What a full-time person has in the contract."), 1, 1, 80, 0.5),
    field("hire", t("Weeks until somebody is hired"), t("From the decision to the first day."), 1, 0, 52),
    field("train", t("Weeks until they answer alone"), t("From the first day on."), 1, 0, 52),
  ]],
];

/** @param {Week} week @param {Field} field */
const shown = ({ terms }, { name, unit }) => String(Number((terms[name] * unit).toFixed(2)));

/** Where it comes from, in a few words. @param {Basis} basis @param {Field} field */
function origin({ source, of, needs, measured, usual }, { unit }) {
  const as = (/** @type {number} */ value) => number(Number((value * unit).toFixed(1)));
  if (source === "own") return measured === null ? t("Set by a lead. Usual: {usual}.", { usual: as(usual) }) : t("Set by a lead. Measured here: {measured}.", { measured: as(measured) });
  if (source === "measured") return t("Measured here, from {of}.", { of: number(of) });
  return needs ? t("Assumed: {of} were measured so far, it takes {needs}.", { of: number(of), needs: number(needs) }) : t("The usual value.");
}

/** @param {Page} page @param {Week} week */
export function termsCard(page, week) {
  const bases = Object.fromEntries(week.bases.map((one) => [one.name, one]));
  const all = grouped().flatMap(([, fields]) => fields);
  const input = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (page.querySelector(`#term-${name}`));
  const keep = (/** @type {object} */ own, /** @type {unknown} */ done) => page.doing(() => page.api.put("/api/staffing/terms", { ...own, version: week.version, team: week.team }), done, [], "terms");
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    const own = all.filter((one) => bases[one.name].source === "own" || input(one.name).value !== shown(week, one));
    const value = (/** @type {Field} */ one) => {
      const changed = input(one.name).value !== shown(week, one);
      const given = changed ? Number((Number(input(one.name).value) / one.unit).toFixed(4)) : week.terms[one.name];
      return WHOLE.has(one.name) ? Math.round(given) : given;
    };
    keep(Object.fromEntries(own.map((one) => [one.name, value(one)])), t("Saved. The plan uses it from now on."));
  };
  const inputs = (/** @type {Field[]} */ fields) => html`<div class="fields">${fields.map((one) => html`<div class="field"><label for=${`term-${one.name}`}>${one.called}</label><input class="input" id=${`term-${one.name}`} type="number" inputmode="decimal" min=${one.least} max=${one.most} step=${one.step === 1 ? 1 : "any"} required ?readonly=${one.name === "people" && week.team !== ""} aria-describedby=${`why-${one.name}`} .value=${shown(week, one)} /><p class="hint" id=${`why-${one.name}`}>${one.means} <b>${origin(bases[one.name], one)}</b></p></div>`)}</div>`;
  const [first, ...rest] = grouped();
  return html`<section class="card" aria-labelledby="terms"><h2 class="card-head" id="terms">${t("What the plan assumes")}</h2><div class="card-body stack">${page.told("terms")}
    ${page.supposes ? html`<p class="banner">${icon("info")}<span>${t("These are changed once you look at the week as planned again.")}</span></p>` : html`<form class="stack" novalidate @submit=${(/** @type {any} */ event) => unfolded(event.currentTarget) && save(event)}>
      <h3>${first[0]}</h3>${inputs(first[1])}
      ${rest.map(([called, fields]) => html`<details class="fold" data-terms><summary>${icon("chevron", true)}${called}</summary>${inputs(fields)}</details>`)}
      <div class="inline"><button class="btn btn-line">${t("Keep these")}</button>${week.bases.some(({ source }) => source === "own") ? html`<button class="btn btn-quiet" type="button" data-reset @click=${() => keep({}, t("Measured and usual values hold again."))}>${t("Back to measured and usual values")}</button>` : nothing}</div></form>`}
    ${tookFold(week)}</div></section>`;
}

/** A field that is wrong is shown, also in a fold. @param {HTMLFormElement} form */
function unfolded(form) {
  const wrong = /** @type {HTMLElement|null} */ (form.querySelector("input:invalid"));
  if (!wrong) return true;
  const fold = wrong.closest("details");
  if (fold) fold.open = true;
  form.reportValidity();
  return false;
}

/** @param {string} channel */
const channelName = (channel) => ({ webchat: t("Website"), email: t("Email"), form: t("Form"), voice: t("Phone") })[channel] ?? channel;

/** What conversations really took here, by team and channel. @param {Week} week */
function tookFold({ handling, teams }) {
  const { all, parts, rested } = handling;
  if (!all) return nothing;
  const team = (/** @type {string} */ id) => teams.find((one) => one.id === id)?.name ?? t("no team");
  return html`<details class="fold" data-took><summary>${icon("chevron", true)}${t("What conversations took here, by team and channel")}</summary>
    <div class="table-wrap" tabindex="0" role="group" aria-label=${t("What conversations took")}><table class="table"><thead><tr><th scope="col">${t("Team and channel")}</th>${[t("Conversations"), t("Half took at most"), t("On average"), t("At once")].map((one) => html`<th scope="col" class="n">${one}</th>`)}</tr></thead>
      <tbody>${parts.map((one) => html`<tr><th scope="row"><bdi>${team(one.team)}</bdi>, ${channelName(one.channel)}</th><td class="n">${number(one.of)}</td><td class="n">${lasting(one.median)}</td><td class="n">${lasting(one.mean)}</td><td class="n">${number(one.together)}</td></tr>`)}</tbody></table></div>
    <p class="hint">${t("Of the last 8 weeks, as if an agent had no other at the same time. The plan takes the average, since long ones keep agents too.")} ${rested ? t("{n} that were open for more than 4 hours are left out: they waited for their contact.", { n: number(rested) }) : nothing}</p></details>`;
}

/** @param {Week} week */
export function trustCard({ learned }) {
  const { error } = learned;
  return html`<details class="card fold card-pad" data-method><summary>${icon("chevron", true)}${t("How this is calculated, and how good it is")}</summary><div class="stack">
    ${learned.known ? html`<p>${t("Learned from {days} days with {asked} questions for a person. An ordinary week has about {level}.", { days: number(learned.days), asked: number(learned.asked), level: number(learned.level ?? 0) })} ${learned.growth === null ? nothing : t("It changes by {growth} a week.", { growth: percent(learned.growth, 1) })}</p>
    ${error ? html`<p>${t("Tried on the last {weeks} weeks, which it had not seen: it missed {day} of a day's conversations and {half} of a half hour's. The week before, taken as it was, missed {naive_day} and {naive}.", { weeks: number(error.weeks), day: percent(error.days), half: percent(error.half_hours), naive_day: percent(error.naive_days), naive: percent(error.naive_half_hours) })}</p>
      <p>${t("Chance alone makes {chance} of a half hour: no forecast can be better. Of its ranges {held} held; eight in ten are meant to.", { chance: percent(error.chance), held: percent(error.held) })}</p>`
      : html`<p class="banner">${icon("info")}<span>${t("Not tried yet: there are too few weeks to keep one back.")}</span></p>`}` : nothing}
    <ul><li>${t("Each half hour as if it lasted, by the formulas of telephone exchanges (Erlang C, and Erlang A where people leave). After a fuller half hour, those still in conversation are counted too.")}</li><li>${t("Within what is shown everybody can answer everybody: where skills and languages divide the people, more are needed.")}</li><li>${t("Times of conversations and of patience vary at random around their means.")}</li></ul></div></details>`;
}

/** @param {Week} week */
export function hiringCard({ hiring, terms }) {
  if (!hiring) return nothing;
  const { now, have, short_in: short, begin_in: begin } = hiring;
  const words = !have ? t("Say below how many are on the staff to see until when they are enough.")
    : short === null ? t("They are enough for a year at this growth.")
    : short === 0 ? t("That is too few already.")
    : t("At this growth that is too few in {n} weeks.", { n: number(short) });
  const act = begin === null ? "" : begin <= 0 ? t("Begin to hire now: it takes {n} weeks until somebody answers alone.", { n: number(terms.hire + terms.train) }) : t("Begin to hire in {n} weeks at the latest.", { n: number(begin) });
  return html`<section class="card" aria-labelledby="hiring"><h2 class="card-head" id="hiring">${t("When to hire")}</h2><div class="card-body stack">
    <p data-hiring>${t("An ordinary week of these hours needs {now} people.", { now: number(now) })} ${have ? t("There are {have}.", { have: number(have) }) : nothing} ${words} <b>${act}</b></p>
    <p class="hint">${t("As many as the week's hours come to, and never fewer than its fullest half hour needs. Who may leave, and who works part of the time, is not counted.")}</p></div></section>`;
}
