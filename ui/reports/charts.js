/** One column of a report as plain SVG: bars along a time, or a bar for each name. The table beneath is its twin. */
import { html, nothing, svg } from "../vendor/lit.js";
import { number, shortDay, t } from "../shared/i18n.js";

/** @typedef {import("./main.js").Report} Report */

const [LEFT, RIGHT, TOP, BOTTOM] = [56, 740, 12, 176];
const ALONG = new Set(["day", "week", "weekday", "hour"]);
const WIDEST = 48;
const NAMES = 12; // bars beside each other: of more the table tells

/** @param {number} most */
function scale(most) {
  const power = 10 ** Math.floor(Math.log10(Math.max(most, 1e-9)));
  const top = [1, 2, 4, 5, 10].map((n) => n * power).find((n) => n >= most) ?? most;
  return [0, 0.25, 0.5, 0.75, 1].map((part) => part * top);
}

/** Lengths have round marks in minutes and hours. @param {number} most */
function lengths(most) {
  const step = [15, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 28800, 86400, 172800, 604800].find((n) => n * 4 >= most) ?? Math.ceil(most / 4);
  return [0, 1, 2, 3, 4].map((n) => n * step);
}

/** A mark of the scale, in short. @param {string} unit @param {number} value */
export function marked(unit, value) {
  if (unit === "share") return `${Number((value * 100).toFixed(1))}%`;
  if (unit !== "length") return number(Number(value.toFixed(2)));
  const minutes = Math.round(value / 60);
  return value < 60 ? t("{n} s", { n: value }) : minutes < 180 ? t("{n} min", { n: minutes }) : t("{n} h", { n: Number((value / 3600).toFixed(1)) });
}

/** @param {Report} report @param {number} place which column @param {string} by */
export function chart(report, place, by) {
  const column = report.columns[place];
  const found = report.rows.map(({ title, day, cells }) => ({ title, day, ...cells[place] }));
  const rows = found[0]?.day ? found.reverse() : found; // the table has the newest first, time runs from left to right
  const most = Math.max(0, ...rows.map(({ value }) => value ?? 0));
  if (!most) return html`<p class="empty">${t("No data for a chart in this period.")}</p>`;
  return ALONG.has(by) ? along(rows, column, most, `${report.title}: ${column.title}`) : beside(rows, most);
}

/** @typedef {{title: string, day: string, value: number|null, text: string}} Bar */

/** @param {Bar[]} rows @param {{title: string, unit: string}} column @param {number} most @param {string} name */
function along(rows, column, most, name) {
  const marks = column.unit === "length" ? lengths(most) : scale(column.unit === "count" ? Math.max(4, most) : most); // no quarter of a conversation
  const y = (/** @type {number} */ value) => BOTTOM - ((BOTTOM - TOP) * value) / marks[4];
  const width = (RIGHT - LEFT) / rows.length;
  const bar = Math.min(width - Math.min(3, width / 5), WIDEST);
  const every = Math.ceil(rows.length / 8);
  const grid = marks.map((mark) => svg`<path class="c-grid" d="M${LEFT} ${y(mark)}H${RIGHT}"></path><text x=${LEFT - 8} y=${y(mark) + 4} text-anchor="end">${marked(column.unit, mark)}</text>`);
  const bars = rows.map(({ title, value, text }, n) => (value ? svg`<rect class="c-fill" x=${LEFT + (n + 0.5) * width - bar / 2} y=${y(value)} width=${bar} height=${BOTTOM - y(value)}><title>${title}: ${text}</title></rect>` : nothing));
  const names = rows.map(({ title, day }, n) => (n % every ? nothing : svg`<text x=${LEFT + (n + 0.5) * width} y="194" text-anchor="middle">${day ? shortDay(Date.parse(`${day}T12:00`)) : title}</text>`));
  const highest = rows.reduce((found, row) => ((row.value ?? 0) > (found.value ?? 0) ? row : found));
  const said = t("{name}. Highest: {text}, {title}.", { name, text: highest.text, title: highest.title });
  return html`<div class="chart-wrap chart-end" tabindex="0" role="group" aria-label=${name}><svg class="chart" viewBox="0 0 760 200" role="img" aria-label=${said}>${grid}${bars}${names}</svg></div>`;
}

/** @param {Bar[]} rows @param {number} most */
function beside(rows, most) {
  const shown = [...rows].sort((a, b) => (b.value ?? 0) - (a.value ?? 0)).slice(0, NAMES);
  return html`<dl class="bars">${shown.map(({ title, value, text }) => html`<div><dt>${title}</dt>
    <dd aria-hidden="true"><svg class="chart" viewBox="0 0 100 10" preserveAspectRatio="none"><rect class="c-fill" x="0" y="0" height="10" width=${(100 * (value ?? 0)) / most}></rect></svg></dd><dd>${text}</dd></div>`)}</dl>
    ${rows.length > NAMES ? html`<p class="hint">${t("The {n} highest. The table shows all of them.", { n: NAMES })}</p>` : nothing}`;
}
