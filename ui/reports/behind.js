/** The conversations behind one number: the longest first. */
import { html, nothing } from "../vendor/lit.js";
import { moment, number, t, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {{conversation: string, subject: string, status: string, at: number, seconds: number|null}} One */
/** @typedef {{of: string, items: One[], most: number}} Behind `of`: the row and the column, in words */

/** @param {number} seconds */
const length = (seconds) => [Math.floor(seconds / 3600), ...[seconds % 3600 / 60, seconds % 60].map((n) => String(Math.floor(n)).padStart(2, "0"))].join(":");

/** @param {Behind} behind @param {() => void} close */
export function behindCard({ of, items, most }, close) {
  return html`<section class="card" aria-labelledby="behind" data-behind><div class="card-head head"><h2 id="behind" tabindex="-1">${t("Conversations: {of}", { of })}</h2><button class="btn btn-s" type="button" @click=${close}>${t("Close")}</button></div>
    <div class="card-body">${items.length ? html`<ol class="behind">${items.map(one)}</ol>` : html`<div class="empty">${icon("inbox")}<b>${t("None that you have access to.")}</b></div>`}
      ${items.length === most ? html`<p class="hint">${t("Showing the first {n}.", { n: number(most) })}</p>` : nothing}</div></section>`;
}

/** @param {One} one */
function one({ conversation, subject, at, seconds }) {
  return html`<li><a href=${`/workspace#${conversation}`} lang=${written(subject) || nothing}>${subject || t("No message yet")}</a><time class="muted small">${moment(at)}</time>${seconds === null ? nothing : html`<span class="n">${length(seconds)}</span>`}</li>`;
}
