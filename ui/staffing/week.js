/** The half hours of a day, or of a week: needed, planned, and the gap; drawn, and as a table of the same numbers. */
import { html, nothing, svg } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { dayName, gapLook, gapWords, lasting, percent, span, time } from "./words.js";

/** @typedef {import("./main.js").Staffing} Page */
/** @typedef {import("./words.js").Week} Week */
/** @typedef {import("./words.js").Day} Day */
/** @typedef {import("./words.js").Slot} Slot */

const [LEFT, RIGHT, TOP, BOTTOM] = [36, 712, 12, 200];

/** @param {Page} page @param {Week} week */
export function weekCard(page, week) {
  return html`<section class="card" aria-labelledby="week"><div class="card-head head"><h2 id="week">${t("Half hour by half hour")}</h2>
      <div class="inline"><button class="btn btn-s" type="button" aria-pressed=${String(page.whole)} data-whole @click=${() => page.showWhole(!page.whole)}>${page.whole ? t("Show one day") : t("Show the whole week")}</button>
      <a class="btn btn-s" href=${page.csv()} download data-csv>${icon("download")}${t("Save as CSV")}</a></div></div>
    <div class="card-body stack">${week.total.growing ? html`<p class="banner banner-wait">${icon("warn")}<span>${t("In {n} half hours the line grows without end with those planned: no wait can be told there.", { n: number(week.total.growing) })}</span></p>` : nothing}
    ${page.whole ? weekTable(page, week) : dayView(page, week.days[page.day])}</div></section>`;
}

/** @param {Page} page @param {Day} day */
function dayView(page, day) {
  const { slot } = page.chosen(/** @type {Week} */ (page.seen));
  return html`<div class="head"><h3>${dayName(day.on)}</h3><div class="inline">${marks(day)}</div></div>
    <figure class="stack"><div class="chart-wrap" tabindex="0" role="group" aria-label=${t("People by half hour")}>${chart(page, day, slot)}</div>
    <figcaption class="legend"><span><span class="key key-need"></span>${t("needed, and planned")}</span><span><span class="key key-short"></span>${t("needed, and missing")}</span><span><span class="key key-plan"></span>${t("planned")}</span></figcaption></figure>
    <div class="table-wrap tall" tabindex="0" role="group" aria-label=${t("Half hours")}><table class="table"><thead><tr>${[t("Half hour"), t("Expected"), t("Range"), t("From before"), t("Needed"), t("Planned"), t("Gap"), t("In time"), t("Leave"), t("Mean wait")].map((one, n) => html`<th scope="col" class="${n ? "n" : ""} ${WIDE.has(n) ? "wide" : ""}">${one}</th>`)}</tr></thead>
      <tbody>${day.slots.filter((one) => page.night || one.open || one.planned).map((one) => html`${row(page, one, one === slot)}${one === slot ? rest(one) : nothing}`)}</tbody></table></div>
    <div class="inline"><button class="btn btn-s btn-quiet" type="button" aria-pressed=${String(page.night)} @click=${() => page.showNight(!page.night)}>${page.night ? t("Leave out closed hours") : t("Show closed hours too")}</button></div>`;
}

/** @param {Day} day */
const marks = ({ kind, factor, short, needed_hours: needed, planned_hours: planned }) => html`${kind === "holiday" ? html`<span class="chip chip-info">${t("Holiday")}</span>` : kind === "worked" ? html`<span class="chip chip-info">${t("Worked weekend")}</span>` : nothing}
  ${factor === 1 ? nothing : html`<span class="chip chip-note">${t("Event: {n} times as many", { n: number(factor) })}</span>`}
  <span class="chip ${short ? "chip-danger" : "chip-line"}">${short ? t("{n} half hours short", { n: number(short) }) : t("Enough all day")}</span>
  <span class="chip chip-open">${t("{needed} h needed, {planned} h planned", { needed: number(needed), planned: number(planned) })}</span>`;

/** @param {Page} page @param {Slot} slot @param {boolean} chosen */
const row = (page, slot, chosen) => html`<tr class="${slot.open ? "" : "shut"} ${chosen ? "chosen" : ""}" data-at=${slot.minute} @click=${() => page.choose(page.day, slot.minute)}><th scope="row">${span(slot)}</th><td class="n">${number(slot.expected)}</td><td class="n wide">${range(slot)}</td><td class="n wide">${slot.waiting ? number(slot.waiting) : "–"}</td>
  <td class="n"><b>${slot.open ? (slot.needed === null ? "?" : number(slot.needed)) : t("closed")}</b></td><td class="n">${number(slot.planned)}</td><td class="n ${gapLook(slot)}">${gapWords(slot)}</td>
  <td class="n wide">${share(slot.within)}</td><td class="n wide">${share(slot.left)}</td><td class="n wide">${waits(slot)}</td></tr>`;

const WIDE = new Set([2, 3, 7, 8, 9]); // columns that a phone has no room for
/** @param {Slot} slot */
const range = ({ low, high }) => `${number(low)}–${number(high)}`;
/** @param {number|null} of */
const share = (of) => (of === null ? "–" : percent(of));
/** @param {Slot} slot */
const waits = ({ open, wait }) => (wait === null ? (open ? t("no end") : "–") : lasting(wait));

/** On a phone: what its columns have no room for, of the half hour that was chosen. @param {Slot} slot */
const rest = (slot) => html`<tr class="rest"><td colspan="5"><dl>${[[t("Range"), range(slot)], [t("From before"), slot.waiting ? number(slot.waiting) : "–"], [t("In time"), share(slot.within)], [t("Leave"), share(slot.left)], [t("Mean wait"), waits(slot)]].map(([called, value]) => html`<div><dt>${called}</dt><dd>${value}</dd></div>`)}</dl></td></tr>`;

/** @param {Page} page @param {Day} day @param {Slot} chosen */
function chart(page, day, chosen) {
  const most = Math.max(4, ...day.slots.map(({ needed, planned }) => Math.max(needed ?? 0, planned)));
  const wide = (RIGHT - LEFT) / day.slots.length;
  const x = (/** @type {number} */ n) => LEFT + wide * n;
  const y = (/** @type {number} */ people) => BOTTOM - ((BOTTOM - TOP) * people) / most;
  const step = Math.max(1, Math.ceil(most / 4));
  const lines = Array.from({ length: Math.floor(most / step) + 1 }, (_, n) => n * step);
  const bars = day.slots.map((slot, n) => {
    const [needed, enough] = [slot.needed ?? most, Math.min(slot.needed ?? most, slot.planned)];
    return svg`${slot === chosen ? svg`<rect class="c-pick" x=${x(n)} y=${TOP} width=${wide} height=${BOTTOM - TOP}></rect>` : slot.open ? nothing : svg`<rect class="c-back" x=${x(n)} y=${TOP} width=${wide} height=${BOTTOM - TOP}></rect>`}
      ${slot.open && needed ? svg`<rect class="c-need" x=${x(n) + 1} y=${y(enough)} width=${wide - 2} height=${BOTTOM - y(enough)}></rect><rect class="c-short" x=${x(n) + 1} y=${y(needed)} width=${wide - 2} height=${y(enough) - y(needed)}></rect>` : nothing}`;
  });
  const plan = day.slots.map(({ planned }, n) => `${n ? "L" : "M"}${x(n).toFixed(1)} ${y(planned).toFixed(1)}H${x(n + 1).toFixed(1)}`).join("");
  return html`<svg class="chart" viewBox="0 0 720 226" role="img" aria-label=${t("People needed and planned in each half hour; the table below has the same numbers.")}>
    ${bars}${lines.map((people) => svg`<path class="c-grid" d="M${LEFT} ${y(people)}H${RIGHT}"></path><text x=${LEFT - 8} y=${y(people) + 4} text-anchor="end">${number(people)}</text>`)}
    <path class="c-ink" d=${plan}></path>${day.slots.map(({ minute }, n) => (minute % 180 ? nothing : svg`<text x=${x(n)} y=${BOTTOM + 18} text-anchor=${n ? "middle" : "start"}>${time(minute)}</text>`))}</svg>`;
}

/** @param {Page} page @param {Week} week */
function weekTable(page, week) {
  const open = (/** @type {number} */ minute) => week.days.some(({ slots }) => slots.some((slot) => slot.minute === minute && slot.open));
  const minutes = [...new Set(week.days.flatMap(({ slots }) => slots.map(({ minute }) => minute)))].filter(open).sort((a, b) => a - b);
  const cell = (/** @type {Slot|undefined} */ slot, /** @type {number} */ day) => (slot?.open
    ? html`<td class="n ${gapLook(slot)}"><button class="btn-link" type="button" aria-label=${`${dayName(week.days[day].on)} ${span(slot)}: ${gapWords(slot)}`} @click=${() => page.choose(day, slot.minute)}>${slot.needed === null ? "?" : number(slot.needed)} / ${number(slot.planned)}${slot.gap < 0 ? html` <b>(${number(slot.gap)})</b>` : nothing}</button></td>`
    : html`<td class="n muted">–</td>`);
  return html`<p class="hint">${t("Needed / planned. Where too few are, how many are missing stands beside it.")}</p><div class="table-wrap tall" tabindex="0" role="group" aria-label=${t("Week")}><table class="table whole"><thead><tr><th scope="col">${t("Half hour from")}</th>${week.days.map(({ on }) => html`<th scope="col" class="n">${dayName(on)}</th>`)}</tr></thead>
    <tbody>${minutes.map((minute) => html`<tr><th scope="row">${time(minute)}</th>${week.days.map(({ slots }, n) => cell(slots.find((slot) => slot.minute === minute), n))}</tr>`)}</tbody>
    <tfoot><tr><th scope="row">${t("People's hours")}</th>${week.days.map(({ needed_hours: needed, planned_hours: planned }) => html`<td class="n">${number(needed)} / ${number(planned)}</td>`)}</tr></tfoot></table></div>`;
}
