/** What the front sees of a desk's ticket: where it stands, what the desk answered, what it still needs. */
import { html, nothing } from "../vendor/lit.js";
import { day, moment, t, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { collected, packetField } from "./packet.js";
import { dueWords, stageWord, stateWord } from "./words.js";

/** @typedef {import("./main.js").Tickets} Page */
/** @typedef {{id: string, number: string, desk: string, state: string, stage: string, next_step: string, next_words: string, expected_at: string|null, due_at: number|null, opened_at: number, conversation: string|null, open: string[], notes: {seq: number, at: number, by: string, text: string}[]}} Sent */

export const PATH = "/api/workspace/escalations";

/** @param {Page} page @param {Sent} one */
export function sentCard(page, one) {
  const step = page.desks.steps.find(([id]) => id === one.next_step)?.[1];
  const next = [step, one.next_words].filter(Boolean).join(" ");
  return html`<article class="stack-l">
    <div class="stack-s"><a class="small" href="#">${icon("left", true)} ${t("All tickets")}</a><h2 tabindex="-1"><span class="num">${one.number}</span> ${page.deskName(one.desk)}</h2></div>
    ${page.told("sent")}
    <div class="two"><div>${one.open.length ? openFields(page, one) : nothing} ${notes(page, one)}</div>
    <div><section class="card card-pad stack" aria-label=${t("Where it stands")}><h3>${t("Where it stands")}</h3><dl class="facts">
      <dt>${t("State")}</dt><dd>${one.state === "open" ? stageWord(one.stage) : stateWord(one.state)}</dd>
      ${one.due_at ? html`<dt>${t("Answer")}</dt><dd data-due>${dueWords(one.due_at)}</dd>` : nothing}
      <dt>${t("Next step")}</dt><dd lang=${written(next) || nothing}>${next || t("Nothing yet")}</dd>
      <dt>${t("Expected by")}</dt><dd>${one.expected_at ? day(Date.parse(`${one.expected_at}T12:00`)) : t("No date yet")}</dd></dl>
      ${one.conversation ? html`<p class="small"><a href=${`/workspace#${one.conversation}`}>${t("Open the conversation")}</a></p>` : nothing}
      <p class="small muted">${t("The rest of this ticket is the desk's.")}</p></section></div></div></article>`;
}

/** @param {Page} page @param {Sent} one */
function openFields(page, one) {
  const fields = page.formOf(one.desk).filter(({ id }) => one.open.includes(id));
  const send = (/** @type {any} */ event) => {
    event.preventDefault();
    const { packet, typed } = collected(event.target, fields);
    return page.sending("sent", () => page.api.put(`${PATH}/${one.id}/packet`, { packet, review: true }), t("The desk has it now."), typed);
  };
  return html`<section class="card" aria-label=${t("The desk needs more")}><h3 class="card-head">${t("The desk needs more")}</h3>
    <form class="card-body" data-packet @submit=${send}>${fields.map((field) => packetField(field, undefined, { chains: page.desks.chains, wrong: page.wrong, missing: one.open }))}
      <div><button class="btn btn-line">${t("Hand in for review")}</button></div></form></section>`;
}

/** @param {Page} page @param {Sent} one */
function notes(page, { notes }) {
  return html`<section class="card" aria-label=${t("Notes of the desk")}><h3 class="card-head">${t("Notes of the desk")}</h3>
    ${notes.length ? html`<ul class="plain rows history">${notes.map((note) => html`<li class="card-body"><span class="small muted"><time>${moment(note.at)}</time> · ${page.person(note.by)}</span><p lang=${written(note.text) || nothing}>${note.text}</p></li>`)}</ul>` : html`<div class="empty">${icon("note")}<b>${t("Nothing yet.")}</b></div>`}</section>`;
}
