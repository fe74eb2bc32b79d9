/** Who waits: the queues with their numbers, and under each those at its head with their places. */
import { html, nothing } from "../../vendor/lit.js";
import { number, t, tn, when } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { defanged } from "../model/links.js";
import { moveButton, queueName, expectedNow, rangeBasis, rangeWords, reasonWords, talkLink, urgency } from "./words.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("./wire.js").Queue} Queue */
/** @typedef {import("./wire.js").Standing} Standing */

/** @param {Queue} queue */
export const queueKey = ({ team, also, skill, level, language }) => [team?.id ?? "", also?.id ?? "", skill, level ?? 1, language].join("|");

/** @param {App} app @param {Queue[]} queues @param {{open: Set<string>, toggle: (key: string) => void}} folds */
export function queuesCard(app, queues, folds) {
  const head = [t("Queue"), t("Waiting"), t("Longest"), t("Wait, last hour"), t("Agents"), t("Room"), t("Why they wait")];
  return html`<section class="card" aria-labelledby="board-queues"><div class="card-head"><h2 id="board-queues">${t("Queues")}</h2></div>
    ${queues.length ? html`<div class="table-wrap" tabindex="0" role="group" aria-label=${t("Queues, table")}><table class="table queues">
      <thead><tr>${head.map((one, n) => html`<th scope="col" class=${n > 0 && n < 6 ? "n" : nothing}>${one}</th>`)}</tr></thead>
      <tbody>${queues.map((queue) => rows(app, queue, folds))}</tbody></table></div>` : html`<p class="empty">${t("Nobody waits.")}</p>`}
    <p class="card-foot tiny faint">${t("Agents: online and able to take it. Room: how many more they can take now.")}</p></section>`;
}

/** @param {App} app @param {Queue} queue @param {{open: Set<string>, toggle: (key: string) => void}} folds */
function rows(app, queue, folds) {
  const key = queueKey(queue);
  const [isOpen, id] = [folds.open.has(key) && queue.waiting > 0, `line-${key}`];
  const name = html`<b>${queueName(queue)}</b>`;
  return html`<tr>
      <th scope="row">${queue.waiting ? html`<button class="btn-link fold-button" type="button" aria-expanded=${String(isOpen)} aria-controls=${isOpen ? id : nothing} @click=${() => folds.toggle(key)}>${icon("chevron", true)}${name}</button>` : name}</th>
      <td class="n">${number(queue.waiting)}</td>
      <td class="n">${queue.longest_since === null ? "–" : html`<wd-timer .since=${queue.longest_since} .skew=${app.session.skew}></wd-timer>`}</td>
      <td class="n" title=${rangeBasis(queue.wait)}>${rangeWords(queue.wait)}${expectedNow(queue.expected)}</td>
      <td class="n">${number(queue.agents)}</td><td class="n">${number(queue.free)}</td><td>${reasonWords(queue)}</td></tr>
    ${isOpen ? html`<tr id=${id}><td colspan="7" class="line-cell"><ol class="standings">${queue.first.map((one) => standing(app, one))}</ol>${more(queue)}</td></tr>` : nothing}`;
}

/** @param {App} app @param {Standing} one */
function standing(app, { conversation, place, since, offered_to: offered, overflowed_at: over }) {
  return html`<li class="line-row"><span class="num faint">${t("No. {place}", { place: number(place) })}</span>
    <span class="grow ellipsis">${talkLink(conversation)} <span class="muted">${defanged(conversation.subject)}</span></span>
    ${urgency(conversation)}${over ? html`<span class="chip chip-wait" title=${t("A second team may take it since {time}.", { time: when(over) })}>${t("second team too")}</span>` : nothing}${offered ? html`<span class="chip chip-info">${t("offered to {name}", { name: offered.name })}</span>` : nothing}
    <wd-timer .since=${since} .skew=${app.session.skew}></wd-timer>${moveButton(app, conversation)}</li>`;
}

/** @param {Queue} queue */
function more({ waiting, first }) {
  const rest = waiting - first.length;
  return rest > 0 ? html`<p class="tiny faint">${tn("{count} more is waiting", "{count} more are waiting", rest)}</p>` : nothing;
}
