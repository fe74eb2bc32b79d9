/** The lists: tickets that I may see, and what I escalated. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { t, when, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { stageChip, stageWord, stateChip, stateWord } from "./words.js";

/** @typedef {import("./main.js").Tickets} Page */
/** @typedef {{id: string, number: string, state: string, subject: string, desk: string, owner: string|null, changed_at: number}} Ticket */
/** @typedef {{ticket: Ticket, stage: string|null, due_at: number|null}} Row */

const STATES = ["open", "waiting_contact", "waiting_third_party", "resolved", "closed"];

/** @param {Page} page */
export function sifting(page) {
  const { sift } = page;
  const choose = (/** @type {"whose"|"desk"|"state"} */ name) => (/** @type {any} */ event) => page.choose({ [name]: event.target.value });
  const whose = /** @type {[string, string][]} */ ([["", t("All that I may see")], ["me", t("Mine")], ["sent", t("Escalated by me")]]);
  const option = (/** @type {string} */ now) => (/** @type {[string, string]} */ [value, words]) => html`<option value=${value} ?selected=${value === now}>${words}</option>`;
  return html`<form class="sift" aria-label=${t("What is shown")}>
    <div class="field"><label for="whose">${t("Whose")}</label><select class="input" id="whose" @change=${choose("whose")}>${whose.map(option(sift.whose))}</select></div>
    ${sift.whose === "sent" ? nothing : html`<div class="field"><label for="desk">${t("Desk")}</label><select class="input" id="desk" @change=${choose("desk")}>${[/** @type {[string, string]} */ (["", t("All")]), ...page.desks.items.map(({ kind, name }) => /** @type {[string, string]} */ ([kind, name]))].map(option(sift.desk))}</select></div>
    <div class="field"><label for="state">${t("State")}</label><select class="input" id="state" @change=${choose("state")}>${[/** @type {[string, string]} */ (["", t("All")]), ...STATES.map((one) => /** @type {[string, string]} */ ([one, stateWord(one)]))].map(option(sift.state))}</select></div>`}</form>`;
}

/** @param {Page} page */
export function listCard(page) {
  const sent = page.sift.whose === "sent";
  const rows = sent ? repeat(page.sent, ({ id }) => id, (one) => sentRow(page, one)) : repeat(page.rows, ({ ticket }) => ticket.id, (one) => row(page, one));
  const empty = sent ? t("You have escalated nothing yet.") : t("No ticket fits.");
  return html`<section class="card" aria-label=${t("Tickets")}>
    ${(sent ? page.sent : page.rows).length ? html`<ul class="plain rows">${rows}</ul>` : html`<div class="empty">${icon("ticket")}<b>${empty}</b></div>`}
    ${page.next ? html`<div class="card-foot"><button class="btn btn-s" type="button" @click=${() => page.more()}>${t("Show more")}</button></div>` : nothing}</section>`;
}

/** @param {Page} page @param {Row} row */
function row(page, { ticket, stage, due_at: due }) {
  return html`<li><a class="ticket" href=${`#${ticket.id}`} data-ticket=${ticket.number}>
    <span><span class="inline"><b class="num">${ticket.number}</b>${ticket.desk ? html`<span class="small muted">${page.deskName(ticket.desk)}</span>` : nothing}</span>
      <span lang=${written(ticket.subject) || nothing}>${ticket.subject}</span></span>
    <span class="inline">${stage && ["open"].includes(ticket.state) ? html`<span class="chip ${stageChip(stage)}">${stageWord(stage)}</span>` : html`<span class="chip ${stateChip(ticket.state)}">${stateWord(ticket.state)}</span>`}
      ${due && !["resolved", "closed"].includes(ticket.state) ? due < Date.now() ? html`<span class="chip chip-danger" data-overdue>${icon("clock")}${t("Overdue since {when}", { when: when(due) })}</span>` : html`<span class="chip">${icon("clock")}${t("Due {when}", { when: when(due) })}</span>` : nothing}
      <span class="small muted">${ticket.owner ? page.person(ticket.owner) : t("Nobody yet")} · <time>${when(ticket.changed_at)}</time></span></span></a></li>`;
}

/** @param {Page} page @param {import("./sent.js").Sent} one */
function sentRow(page, one) {
  return html`<li><a class="ticket" href=${`#sent/${one.id}`} data-ticket=${one.number}>
    <span class="inline"><b class="num">${one.number}</b><span>${page.deskName(one.desk)}</span></span>
    <span class="inline"><span class="chip ${one.stage === "returned" ? "chip-wait" : stateChip(one.state)}">${one.state === "open" ? stageWord(one.stage) : stateWord(one.state)}</span><time class="small muted">${when(one.opened_at)}</time></span></a></li>`;
}
