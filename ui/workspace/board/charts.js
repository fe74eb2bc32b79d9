/** Two charts as plain SVG, each with a sentence as its name and a table of the same numbers. */
import { html, nothing, svg } from "../../vendor/lit.js";
import { clock, number, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

/** @typedef {import("./wire.js").Series} Series */
/** @typedef {import("./wire.js").Board} Board */

const [LEFT, RIGHT, TOP, BOTTOM] = [30, 692, 12, 176];
const NARROW = 514; // the right edge of the second, which stands in a narrower card: letters of one size in both

/** A round number above the highest, and the lines below it. @param {number} most */
export function scale(most) {
  const step = [1, 2, 5].flatMap((n) => [n, n * 10, n * 100, n * 1000]).sort((a, b) => a - b).find((n) => n * 4 >= most) ?? Math.ceil(most / 4);
  return [0, 1, 2, 3, 4].map((n) => n * step);
}

/** @param {number[]} marks @param {number} right */
const grid = (marks, right) => {
  const y = height(marks[4]);
  return marks.map((mark) => svg`<path class="c-grid" d="M${LEFT} ${y(mark)}H${right}"></path><text x="22" y=${y(mark) + 4} text-anchor="end">${number(mark)}</text>`);
};

/** @param {number} most @returns {(value: number) => number} */
const height = (most) => (value) => BOTTOM - ((BOTTOM - TOP) * value) / most;

/** @param {{at: number, x: number}[]} times */
const hours = (times) => times.map(({ at, x }, n) => svg`<text x=${x} y="194" text-anchor=${n ? "middle" : "start"}>${clock(at)}</text>`);

/** How many waited, as a line of steps. @param {Series} series */
export function waitingChart({ since, step, points }) {
  const marks = scale(Math.max(4, ...points) + 1); // room above the last point for its number
  const [y, last] = [height(marks[4]), points.length - 1];
  const x = (/** @type {number} */ n) => LEFT + ((RIGHT - LEFT) * n) / last;
  const line = points.map((value, n) => (n ? `H${x(n).toFixed(1)}V${y(value).toFixed(1)}` : `M${LEFT} ${y(value).toFixed(1)}`)).join("");
  const [now, most] = [points[last], Math.max(...points)];
  const name = tn("Waiting for a first reply over the last two hours: at most {most}, now {count}.", "Waiting for a first reply over the last two hours: at most {most}, now {count}.", now, { most: number(most) });
  const times = points.map((_, n) => ({ at: since + n * step, x: x(n) })).filter((_, n) => n % 6 === 0 && n < last);
  const drawing = html`<svg class="chart" viewBox="0 0 700 200" role="img" aria-label=${name}>${grid(marks, RIGHT)}
    <path class="c-area" d="${line}V${BOTTOM}H${LEFT}Z"></path><path class="c-line" d=${line}></path>${hours(times)}
    <circle class="c-fill" cx=${RIGHT} cy=${y(now)} r="4.5"></circle><text class="t-strong" x=${RIGHT - 8} y=${y(now) - 8} text-anchor="end">${t("now {count}", { count: number(now) })}</text></svg>`;
  const rows = points.map((value, n) => [clock(since + n * step), number(value)]).reverse();
  const legend = html`<span><span class="key"></span>${t("waiting for a first reply, every 5 minutes")}</span>`;
  return card({ id: "chart-waiting", title: t("Waiting, last two hours"), drawing, legend, head: [t("Time"), t("Waiting")], rows, atEnd: true });
}

/** How many asked and how many wait no longer, hour by hour. @param {Board["hourly"]} hourly */
export function hourlyChart({ asked, ended }) {
  const marks = scale(Math.max(4, ...asked.points, ...ended.points));
  const y = height(marks[4]);
  const width = (NARROW - LEFT) / asked.points.length;
  const bars = asked.points.map((value, n) => svg`<rect class="c-fill-soft" x=${LEFT + n * width + 1.5} y=${y(value)} width=${width - 3} height=${BOTTOM - y(value)}></rect>`);
  const line = ended.points.map((value, n) => `${n ? "V" : `M${LEFT} `}${y(value).toFixed(1)}H${(LEFT + (n + 1) * width).toFixed(1)}`).join("");
  const sum = (/** @type {number[]} */ points) => points.reduce((all, one) => all + one, 0);
  const name = t("The last 12 hours: {asked} asked for a person, {ended} waits ended.", { asked: number(sum(asked.points)), ended: number(sum(ended.points)) });
  const times = asked.points.map((_, n) => ({ at: asked.since + n * asked.step, x: LEFT + n * width })).filter((_, n) => n % 3 === 0);
  const drawing = html`<svg class="chart" viewBox="0 0 520 200" role="img" aria-label=${name}>${grid(marks, NARROW)}${bars}<path class="c-ink" d=${line}></path>${hours(times)}</svg>`;
  const rows = asked.points.map((value, n) => [clock(asked.since + n * asked.step), number(value), number(ended.points[n])]).reverse();
  const legend = html`<span><span class="key key-soft"></span>${t("asked for a person")}</span><span><span class="key key-ink"></span>${t("waits ended")}</span>`;
  return card({ id: "chart-hourly", title: t("Asked for a person, and waits that ended, by hour"), drawing, legend, head: [t("From"), t("Asked for a person"), t("Waits ended")], rows, atEnd: true });
}

/** @param {{id: string, title: string, drawing: unknown, legend: unknown, head: string[], rows: string[][], atEnd: boolean}} chart */
function card({ id, title, drawing, legend, head, rows, atEnd }) {
  return html`<section class="card" aria-labelledby=${id}><div class="card-head"><h2 id=${id}>${title}</h2></div>
    <div class="card-body stack"><figure class="stack"><div class="chart-wrap ${atEnd ? "chart-end" : ""}" tabindex="0" role="group" aria-label=${t("{title}, chart", { title })}>${drawing}</div><figcaption class="legend">${legend}</figcaption></figure>
    <details class="fold"><summary>${icon("chevron", true)}${t("Show the table")}</summary><div class="table-wrap" tabindex="0" role="group" aria-label=${t("{title}, table", { title })}>
      <table class="table"><thead><tr>${head.map((one, n) => html`<th scope="col" class=${n ? "n" : nothing}>${one}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((one, n) => html`<td class=${n ? "n" : nothing}>${one}</td>`)}</tr>`)}</tbody></table></div></details></div></section>`;
}
