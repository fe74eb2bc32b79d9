/** What is assumed, how good the forecast was, and when one must begin to hire. */
import { html, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { percent } from "./words.js";

/** @typedef {import("./main.js").Staffing} Page */
/** @typedef {import("./words.js").Week} Week */

/** Name, words, unit by which it is multiplied for the page, least, most, step. @returns {[string, string, number, number, number, number][]} */
const fields = () => [
  ["handling", t("Seconds of one conversation, alone"), 1, 30, 7200, 1],
  ["at_once", t("Conversations at once"), 1, 1, 10, 1],
  ["slowed", t("Slower for each further one, in %"), 100, 0, 200, 1],
  ["patience", t("Leave after, in minutes (0: never)"), 1, 0, 240, 1],
  ["absent", t("Breaks, illness, training, in %"), 100, 0, 80, 1],
  ["share", t("Target: answered in time, in %"), 100, 10, 99, 1],
  ["seconds", t("Target: in time, in seconds"), 1, 5, 3600, 1],
  ["busiest", t("Busy at most, in %"), 100, 30, 100, 1],
  ["backlog", t("What came overnight is done after, in hours"), 1, 0.5, 8, 0.5],
  ["growth", t("More conversations each week, in %"), 100, -20, 20, 0.1],
  ["hours", t("Paid hours of a person a week"), 1, 1, 80, 0.5],
  ["people", t("People on the staff"), 1, 0, 10_000, 1],
  ["hire", t("Weeks until somebody is hired"), 1, 0, 52, 1],
  ["train", t("Weeks until they answer alone"), 1, 0, 52, 1],
];

/** @param {Page} page @param {Week} week */
export function termsCard(page, week) {
  const { terms, version, learned } = week;
  const save = (/** @type {Event} */ event) => {
    event.preventDefault();
    const value = (/** @type {string} */ name) => Number(/** @type {HTMLInputElement} */ (page.querySelector(`#term-${name}`)).value);
    const body = Object.fromEntries(fields().map(([name, , unit]) => [name, Number((value(name) / unit).toFixed(4))]));
    page.doing(() => page.api.put("/api/staffing/terms", { ...body, version }), t("Saved. The plan uses it from now on."), [], "terms");
  };
  return html`<section class="card" aria-labelledby="terms"><h2 class="card-head" id="terms">${t("What is assumed")}</h2><div class="card-body stack">${page.told("terms")}
    ${page.supposes ? html`<p class="banner">${icon("info")}<span>${t("These are changed once you look at the week as planned again.")}</span></p>` : html`<form class="fields" @submit=${save}>${fields().map(([name, called, unit, least, most, step]) => html`<div class="field"><label for=${`term-${name}`}>${called}</label><input class="input" id=${`term-${name}`} type="number" inputmode="decimal" min=${least} max=${most} step=${step} required .value=${String(Number((terms[name] * unit).toFixed(2)))} /></div>`)}
      <div class="inline"><button class="btn btn-line">${t("Keep these")}</button></div></form>`}
    ${learned.patience === null ? nothing : html`<p class="hint">${t("Measured here: those who leave stay {n} min on average.", { n: number(learned.patience) })}</p>`}
    <details class="fold"><summary>${icon("chevron", true)}${t("How this is calculated")}</summary><ul><li>${t("Each half hour as if it lasted: Erlang C, and Erlang A where people leave. After a fuller half hour, those still in conversation are counted too.")}</li><li>${t("Everybody can answer everybody: where skills and languages divide the team, more are needed.")}</li><li>${t("Times of conversations and of patience vary at random around their means.")}</li></ul></details></div></section>`;
}

/** @param {Week} week */
export function trustCard({ learned }) {
  const { error } = learned;
  if (!learned.known) return nothing;
  return html`<section class="card" aria-labelledby="trust"><h2 class="card-head" id="trust">${t("How good the forecast is")}</h2><div class="card-body stack">
    <p>${t("Learned from {days} days with {asked} questions for a person. An ordinary week has about {level}.", { days: number(learned.days), asked: number(learned.asked), level: number(learned.level ?? 0) })} ${learned.growth === null ? nothing : t("It changes by {growth} a week.", { growth: percent(learned.growth, 1) })}</p>
    ${error ? html`<p>${t("Tried on the last {weeks} weeks, which it had not seen: it missed {day} of a day's conversations and {half} of a half hour's. The week before, taken as it was, missed {naive_day} and {naive}.", { weeks: number(error.weeks), day: percent(error.days), half: percent(error.half_hours), naive_day: percent(error.naive_days), naive: percent(error.naive_half_hours) })}</p>
      <p>${t("Chance alone makes {chance} of a half hour: no forecast can be better. Of its ranges {held} held; eight in ten are meant to.", { chance: percent(error.chance), held: percent(error.held) })}</p>`
      : html`<p class="banner">${icon("info")}<span>${t("Not tried yet: there are too few weeks to keep one back.")}</span></p>`}</div></section>`;
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
