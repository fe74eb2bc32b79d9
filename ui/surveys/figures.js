/** What the answers amount to: marks by day, team, channel and language, and the periodic survey with its margin. */
import { html, nothing } from "../vendor/lit.js";
import { number, t, written } from "../shared/i18n.js";
import { channel } from "./unreached.js";

/** @typedef {import("./main.js").Surveys} Page */
/** @typedef {{yes: number, partly: number, no: number}} Solved */
/** @typedef {{day: string, team: string, channel: string, locale: string, answers: number, low: number, means: Record<string, number>, counts: Record<string, number>, solved: Solved}} Day */
/** @typedef {{days: number, asked: number, items: Day[]}} Figures */
/** @typedef {{days: number, asked: number, answers: number, promoters: number, passives: number, detractors: number, score: number|null, margin: number|null, said: {score: number, why: string}[]}} Pulse */

const PARTS = ["overall", "speed", "professionalism", "manner"];
const LANGUAGES = { "zh-CN": "中文", en: "English" };

/** What a part of the survey is called. @param {string} name */
export const part = (name) => ({ overall: t("Overall"), speed: t("Speed"), professionalism: t("Professionalism"), manner: t("Communication") })[name] ?? name;

/** @param {number|undefined} mean */
const shown = (mean) => (mean === undefined ? "–" : number(Math.round(mean * 10) / 10));

/** Counts: of a yes and a no there is no mean. @param {Solved} solved */
export const solvedOf = ({ yes, partly, no }) => (yes + partly + no ? [yes, partly, no].map(number).join(" / ") : "–");

/** @param {Page} page @param {Figures} figures */
export function figuresCard(page, { asked, items }) {
  const named = t("Ratings by day");
  const answers = items.reduce((sum, day) => sum + day.answers, 0);
  const head = [t("Day"), t("Team"), t("Channel"), t("Language")];
  return html`<section class="card" aria-label=${named}><h2 class="card-head">${named}</h2>
    <div class="sift" role="group" aria-label=${t("What is shown")}>${page.choice("days", t("Period"), [7, 28, 90].map((days) => /** @type {[number, string]} */ ([days, t("Last {days} days", { days })])))}</div>
    <p class="card-body small muted">${t("Asked: {asked}. Answers: {answers}. An answer counts on the day it was given.", { asked: number(asked), answers: number(answers) })}</p>
    ${items.length
      ? html`<div class="table-wrap" tabindex="0" role="group" aria-label=${named}><table class="table"><thead><tr>${head.map((word) => html`<th scope="col">${word}</th>`)}<th scope="col" class="n">${t("Answers")}</th><th scope="col" class="n">${t("Low")}</th>${PARTS.map((name) => html`<th scope="col" class="n">${part(name)}</th>`)}<th scope="col" class="n">${t("Problem solved?")}<br /><span class="muted">${t("yes / partly / no")}</span></th></tr></thead>
        <tbody>${[...items].reverse().map((day) => html`<tr><td><time>${day.day}</time></td><td>${day.team || t("No team")}</td><td>${channel(day.channel)}</td><td>${LANGUAGES[/** @type {keyof typeof LANGUAGES} */ (day.locale)] ?? day.locale}</td><td class="n">${number(day.answers)}</td><td class="n">${number(day.low)}</td>${PARTS.map((name) => html`<td class="n">${shown(day.means[name])}</td>`)}<td class="n nowrap">${solvedOf(day.solved)}</td></tr>`)}</tbody></table></div>`
      : page.empty(t("No answers in this period."), "info")}</section>`;
}

/** @param {Pulse} pulse */
export function pulseCard({ days, asked, answers, promoters, passives, detractors, score, margin, said }) {
  const named = t("Would they recommend us?");
  return html`<section class="card" aria-label=${named}><h2 class="card-head">${named}</h2><div class="card-body stack">
    <p class="small muted">${t("Asked in {days} days: {asked}. Answers: {answers}.", { days: number(days), asked: number(asked), answers: number(answers) })} <a href="/workspace/settings/surveys">${t("Survey settings")}</a></p>
    ${score === null || margin === null
      ? html`<p>${t("Shown from ten answers on: fewer say too little.")}</p>`
      : html`<dl class="figures"><div><dt>${t("Score, −100 to 100")}</dt><dd>${number(score)} ± ${number(margin)}</dd></div><div><dt>${t("9 or 10")}</dt><dd>${number(promoters)}</dd></div><div><dt>${t("7 or 8")}</dt><dd>${number(passives)}</dd></div><div><dt>${t("0 to 6")}</dt><dd>${number(detractors)}</dd></div></dl>
        <p class="small muted">${t("± is the margin of error: asked again, the score would lie within it 95 times out of 100.")}</p>
        ${said.length ? html`<ul class="plain stack-s">${said.map((one) => html`<li class="quoted" lang=${written(one.why) || nothing} dir="auto"><b>${number(one.score)}</b> ${one.why}</li>`)}</ul>` : nothing}`}</div></section>`;
}
