/** Two curves as plain SVG, each with a sentence as its name and a table of the same numbers. */
import { html, nothing, svg } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {{sure: number, right: number, low: number, high: number, n: number}} Bin */
/** @typedef {{threshold: number, coverage: number, risk: number}} Point */

const [LEFT, RIGHT, TOP, BOTTOM] = [44, 508, 12, 220];
const x = (/** @type {number} */ share) => LEFT + (RIGHT - LEFT) * share;

/** A share as people read it. @param {number} share */
export const percent = (share, digits = 0) => `${number(Number((share * 100).toFixed(digits)))} %`;

/** @param {number} most @returns {(share: number) => number} */
const height = (most) => (share) => BOTTOM - (BOTTOM - TOP) * Math.min(share / most, 1);

/** @param {number} most @param {(share: number) => number} y */
const axes = (most, y) => [0, 0.25, 0.5, 0.75, 1].map((part) => svg`<path class="c-grid" d="M${LEFT} ${y(part * most)}H${RIGHT}"></path>
  <text x=${LEFT - 8} y=${y(part * most) + 4} text-anchor="end">${percent(part * most, most < 0.5 ? 1 : 0)}</text>
  <text x=${x(part)} y=${BOTTOM + 18} text-anchor=${part === 1 ? "end" : "middle"}>${percent(part)}</text>`);

/** How often answers were right that were so sure. @param {Bin[]} bins */
export function reliabilityChart(bins) {
  const y = height(1);
  const marks = bins.map(({ sure, right, low, high }) => svg`<path class="c-edge" d="M${x(sure)} ${y(low)}V${y(high)}"></path><circle class="c-fill" cx=${x(sure)} cy=${y(right)} r="4.5"></circle>`);
  const drawing = html`<svg class="chart" viewBox="0 0 520 250" role="img" aria-label=${t("How often the likeliest topic was right, by how sure the bot was.")}>${axes(1, y)}
    <path class="c-edge c-dash" d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}"></path>${marks}</svg>`;
  const legend = html`<span><span class="key"></span>${t("right, with the range in which the true share lies")}</span><span>${t("dashed: as sure as right")}</span>`;
  const rows = bins.map((bin) => [percent(bin.sure), percent(bin.right), `${percent(bin.low)} – ${percent(bin.high)}`, number(bin.n)]);
  return figure({ title: t("As sure as it is right"), drawing, legend, head: [t("Sure"), t("Right"), t("Range"), t("Questions")], rows });
}

/** What is wrong of what would be answered. @param {Point[]} curve @param {number} promised @param {number} from the threshold in force */
export function riskChart(curve, promised, from) {
  const most = Math.max(2 * (1 - promised), ...curve.map(({ risk }) => risk));
  const y = height(most);
  const line = curve.map(({ coverage, risk }, n) => `${n ? "L" : "M"}${x(coverage).toFixed(1)} ${y(risk).toFixed(1)}`).join("");
  const now = curve.findLast(({ threshold }) => threshold >= from);
  const drawing = html`<svg class="chart" viewBox="0 0 520 250" role="img" aria-label=${t("The share of wrong answers, by the share of questions that would be answered.")}>${axes(most, y)}
    <path class="c-danger" d="M${LEFT} ${y(1 - promised)}H${RIGHT}"></path><path class="c-line" d=${line}></path>
    ${now ? svg`<circle class="c-fill" cx=${x(now.coverage)} cy=${y(now.risk)} r="4.5"></circle>` : nothing}</svg>`;
  const legend = html`<span><span class="key"></span>${t("wrong, of what would be answered; the dot: as it answers now")}</span><span><span class="key key-danger"></span>${t("what is promised at most")}</span>`;
  const rows = curve.map((point) => [percent(point.threshold, 1), percent(point.coverage), percent(point.risk, 1)]);
  return figure({ title: t("What more answers would cost"), drawing, legend, head: [t("Answers from"), t("Answered"), t("Wrong")], rows });
}

/** @param {{title: string, drawing: unknown, legend: unknown, head: string[], rows: string[][]}} chart */
function figure({ title, drawing, legend, head, rows }) {
  return html`<div class="stack"><h3>${title}</h3><figure class="stack"><div class="chart-wrap" tabindex="0" role="group" aria-label=${title}>${drawing}</div><figcaption class="legend">${legend}</figcaption></figure>
    <details class="fold"><summary>${icon("chevron", true)}${t("Show the table")}</summary><div class="table-wrap more" tabindex="0" role="group" aria-label=${title}>
      <table class="table"><thead><tr>${head.map((one) => html`<th scope="col" class="n">${one}</th>`)}</tr></thead><tbody>${rows.map((row) => html`<tr>${row.map((one) => html`<td class="n">${one}</td>`)}</tr>`)}</tbody></table></div></details></div>`;
}
