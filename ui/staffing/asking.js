/** "How many people do I need on Monday at nine?", and what if it were otherwise. */
import { html, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { dayName, gapLook, gapWords, lasting, percent, span, time } from "./words.js";

/** @typedef {import("./main.js").Staffing} Page */
/** @typedef {import("./words.js").Week} Week */
/** @typedef {import("./words.js").Slot} Slot */

const MORE = 20; // percent, of the what-if that leads ask most

/** @param {Page} page @param {Week} week */
export function askingCard(page, week) {
  const { day, slot } = page.chosen(week);
  return html`<section class="card" aria-labelledby="asking"><h2 class="card-head" id="asking">${t("How many people are needed?")}</h2><div class="card-body stack">
    <form class="asking" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <div class="field"><label for="day">${t("Day")}</label><select class="input" id="day" @change=${(/** @type {any} */ event) => page.choose(Number(event.target.value), page.at)}>${week.days.map(({ on }, n) => html`<option value=${n} ?selected=${n === page.day}>${dayName(on)}</option>`)}</select></div>
      <div class="field"><label for="time">${t("Half hour from")}</label><select class="input" id="time" @change=${(/** @type {any} */ event) => page.choose(page.day, Number(event.target.value))}>${day.slots.map(({ minute }) => html`<option value=${minute} ?selected=${minute === slot.minute}>${time(minute)}</option>`)}</select></div></form>
    ${week.learned.known ? answer(week, day.on, slot) : html`<p class="banner banner-wait">${icon("info")}<span>${t("Too little is measured for a forecast: {asked} questions for a person on {days} days. It takes 21 ordinary days and 100 questions.", { asked: number(week.learned.asked), days: number(week.learned.days) })}</span></p>`}
  </div></section>`;
}

/** @param {Week} week @param {string} on @param {Slot} slot */
function answer(week, on, slot) {
  if (!slot.open) return html`<p class="banner">${icon("clock")}<span>${t("Closed then. Expected: {expected} conversations, answered after the next opening.", { expected: number(slot.expected) })}</span></p>`;
  return html`<div class="answer" role="status" data-answer><span class="answer-number">${slot.needed === null ? "?" : number(slot.needed)}</span><div class="answer-words">
    <p><b>${t("people to plan, {day}, {span}", { day: dayName(on), span: span(slot) })}</b></p>
    <p>${t("Expected: {expected} new conversations ({low} to {high} in eight of ten such half hours).", { expected: number(slot.expected), low: number(slot.low), high: number(slot.high) })} ${slot.waiting ? t("{waiting} more still wait from before opening.", { waiting: number(slot.waiting) }) : nothing}</p>
    <p>${t("Planned: {planned}.", { planned: number(slot.planned) })} <b class=${gapLook(slot)}>${gapWords(slot)}</b></p></div></div>
    ${reached(week, slot)}`;
}

/** What becomes of those who ask, with the people who are planned. @param {Week} week @param {Slot} slot */
function reached({ terms }, slot) {
  const within = lasting(terms.seconds);
  if (slot.wait === null) return html`<p class="banner banner-danger">${icon("warn")}<span>${t("With those planned the line grows without end: no wait can be told.")}</span></p>`;
  const words = t("With those planned {share} are answered within {within}, on average after {wait}.", { share: percent(slot.within ?? 0), within, wait: lasting(slot.wait) });
  const left = slot.left ? t("{left} leave before.", { left: percent(slot.left, 1) }) : "";
  const short = (slot.within ?? 0) < terms.share;
  return html`<p class="banner ${short ? "banner-wait" : ""}">${icon(short ? "warn" : "check-circle")}<span>${slot.planned ? words : t("Nobody is planned then.")} ${left}</span></p>`;
}

/** @param {Page} page @param {Week} week */
export function whatIfCard(page, week) {
  const { total, without, terms } = week;
  const given = page.whatIf;
  const field = (/** @type {string} */ name, /** @type {unknown} */ called, /** @type {number} */ value, /** @type {number} */ min, /** @type {number} */ max) => html`<div class="field"><label for=${`if-${name}`}>${called}</label><input class="input" id=${`if-${name}`} name=${name} type="number" inputmode="numeric" min=${min} max=${max} step="1" required .value=${String(value)} /></div>`;
  const ask = (/** @type {Event} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.currentTarget);
    if (form.reportValidity()) page.suppose(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, Number(value)])));
  };
  return html`<section class="card" aria-labelledby="what-if"><h2 class="card-head" id="what-if">${t("What if?")}</h2><div class="card-body stack">
    <div class="inline"><button class="btn btn-s" type="button" data-more @click=${() => page.suppose({ ...given, volume: 100 + MORE })}>${t("{n} % more conversations", { n: MORE })}</button><button class="btn btn-s" type="button" data-extra @click=${() => page.suppose({ ...given, extra: (given.extra ?? 0) + 1 })}>${t("One more person")}</button>${page.supposes ? html`<button class="btn btn-s btn-quiet" type="button" data-planned @click=${() => page.suppose({})}>${t("As planned")}</button>` : nothing}</div>
    <form class="fields" data-what-if @change=${ask} @submit=${ask}>
      ${field("volume", t("Conversations, in %"), given.volume ?? 100, 1, 2000)}
      ${field("extra", t("People more or fewer"), given.extra ?? 0, -100, 100)}
      ${field("share", t("Answered in time, in %"), Math.round(terms.share * 100), 10, 99)}
      ${field("seconds", t("In time: seconds"), terms.seconds, 5, 3600)}
      ${field("at_once", t("Conversations at once"), terms.at_once, 1, 10)}
      ${field("handling", t("Seconds of one conversation"), terms.handling, 30, 7200)}</form>
    <p role="status" data-compared>${page.supposes
      ? t("If so: {short} of {open} half hours are short, {needed} people's hours are needed. As planned: {before} half hours, {hours} hours.", { short: number(total.short), open: number(total.open), needed: number(total.needed_hours), before: number(without.short), hours: number(without.needed_hours) })
      : t("As planned: {short} of {open} half hours are short. {needed} people's hours are needed, {planned} are planned.", { short: number(total.short), open: number(total.open), needed: number(total.needed_hours), planned: number(total.planned_hours) })}</p>
  </div></section>`;
}
