/** One ticket: its packet, what can be done with it now, what its contact is told, what happened. */
import { html, nothing } from "../vendor/lit.js";
import { day, moment, t, when, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { collected, packetField } from "./packet.js";
import { PARTS } from "./parts.js";
import { dueWords, lineWords, moveWord, stageWord, stateChip, stateWord } from "./words.js";

/** @typedef {import("./main.js").Tickets} Page */
/** @typedef {{desk: string, stage: string, packet: import("./packet.js").Packet, missing: string[], asked: string[], front: string, conversation: string|null, parent: string|null, due_at: number|null}} Standing */
/** @typedef {import("./list.js").Ticket & {conversations: string[], opened_at: number, seq: number, next_step: string, next_words: string, expected_at: string|null, type: string}} Whole */
/** @typedef {{ticket: Whole, standing: Standing|null, moves: string[], history: import("./words.js").Line[]}} One */

export const PATH = "/api/workspace/tickets";

/** @param {Page} page @param {One} one */
export function detail(page, one) {
  const { ticket, standing } = one;
  return html`<article class="stack-l">
    <div class="stack-s"><a class="small" href="#">${icon("left", true)} ${t("All tickets")}</a>
      <h2 tabindex="-1"><span class="num">${ticket.number}</span> <span lang=${written(ticket.subject) || nothing}>${ticket.subject}</span></h2>
      <div class="inline">${standing ? html`<span class="chip">${page.deskName(standing.desk)}</span>` : nothing}<span class="chip ${stateChip(ticket.state)}">${stateWord(ticket.state)}</span>
        <span class="small muted">${t("Opened {when}", { when: moment(ticket.opened_at) })}</span></div></div>
    ${page.told("ticket")}
    <div class="two"><div>${standing ? packetCard(page, one, standing) : nothing} ${PARTS.map((part) => part(page, ticket))} ${historyCard(page, one)}</div>
      <div>${standing ? stageCard(page, one, standing) : nothing} ${stateCard(page, one)} ${nextCard(page, one)} ${standing ? tellCard(page, one, standing) : nothing}</div></div></article>`;
}

/** @param {Page} page @param {One} one @param {Standing} standing */
function packetCard(page, { ticket }, standing) {
  const form = page.formOf(standing.desk);
  const save = (/** @type {any} */ event) => {
    event.preventDefault();
    const { packet, typed } = collected(event.target, form);
    return page.sending("ticket", () => page.api.put(`${PATH}/${ticket.id}/packet`, { packet }), t("Kept."), typed);
  };
  return html`<section class="card" data-at="packet" aria-label=${t("Packet")}><h3 class="card-head">${t("Packet")}</h3>
    <form class="card-body" data-packet @submit=${save}>${form.map((field) => packetField(field, standing.packet[field.id], { chains: page.desks.chains, wrong: page.wrong, missing: standing.missing, asked: standing.asked }))}
      <div><button class="btn">${t("Keep the packet")}</button></div></form></section>`;
}

/** Where it stands at the desk, as stations. @param {Page} page @param {One} one @param {Standing} standing */
function stageCard(page, { ticket, history }, standing) {
  const ended = ["resolved", "closed"].includes(ticket.state);
  const at = ended ? 2 : standing.stage === "review" ? 1 : 0;
  const returned = standing.stage === "returned" && !ended;
  const stations = [returned ? stageWord("returned") : t("Packet"), stageWord("review"), stateWord("resolved")];
  const from = history.find(({ what, by }) => what === "opened" && by.kind === "agent")?.by.id ?? standing.front;
  const lacking = [...standing.missing, ...standing.asked.filter((id) => !standing.missing.includes(id))].map((id) => page.fieldName(standing.desk, id));
  const begin = () => page.sending("ticket", () => page.api.post(`${PATH}/${ticket.id}/review`), t("In review now."));
  return html`<section class="card card-body stack" data-at="stage" aria-label=${t("At the desk")}>
    <ol class="route route-flat">${stations.map((name, index) => html`<li class=${index < at ? "done" : index === at ? `now ${returned ? "wait" : ""}` : ""}>${name}${index === at ? html`<span class="sr"> ${t("(now)")}</span>` : nothing}</li>`)}</ol>
    ${standing.due_at && !ended ? html`<p class="small">${icon("clock")} ${dueWords(standing.due_at)}</p>` : nothing}
    ${at === 0 ? html`${lacking.length ? html`<p class="small missing">${t("Missing: {fields}", { fields: lacking.join(t(", ")) })}</p>` : html`<p class="small muted">${t("The packet is complete.")}</p>`}
      <div><button class="btn btn-line" type="button" data-review @click=${begin}>${t("Begin the review")}</button></div>` : nothing}
    <p class="small muted">${t("Escalated by {name}", { name: page.person(from) })}${from === standing.front ? nothing : html`<br />${t("The conversation is with {name} now, who gets the answer.", { name: page.person(standing.front) })}`}</p></section>`;
}

/** @param {Page} page @param {One} one */
function stateCard(page, { ticket, moves }) {
  const change = (/** @type {object} */ what, /** @type {string} */ done) => page.sending("ticket", () => page.api.json("PATCH", `${PATH}/${ticket.id}`, { ...what, seen: ticket.seq }), done);
  const mine = ticket.owner === page.me;
  return html`<section class="card" aria-label=${t("State and owner")}><h3 class="card-head">${t("State and owner")}</h3><div class="card-body stack">
    <p>${ticket.owner ? page.person(ticket.owner) : t("Nobody has taken it yet.")}</p>
    <div class="inline">${ticket.state === "closed" ? nothing : html`<button class="btn btn-s" type="button" data-owner @click=${() => change({ owner: mine ? null : page.me }, mine ? t("Given back.") : t("It is yours now."))}>${mine ? t("Give it back") : t("Take it")}</button>`}
      ${moves.map((state) => html`<button class="btn btn-s" type="button" data-move=${state} @click=${() => change({ state }, stateWord(state))}>${moveWord(state)}</button>`)}</div>
    ${ticket.conversations.length ? html`<p class="small">${ticket.conversations.map((id) => html`<a href=${`/workspace#${id}`}>${t("Open the conversation")}</a> `)}</p>` : nothing}</div></section>`;
}

/** What the contact reads. @param {Page} page @param {One} one */
function nextCard(page, { ticket, standing }) {
  if (ticket.state === "closed" || (!standing && ticket.type !== "contact")) return nothing;
  const steps = standing ? page.stepsOf(standing.desk) : page.desks.steps;
  const save = (/** @type {any} */ event) => {
    event.preventDefault();
    const { step, words, expected } = event.target.elements;
    const body = { step: step.value, words: words.value.trim(), expected_at: expected.value || null };
    return page.sending("next", () => page.api.put(`${PATH}/${ticket.id}/next`, body), t("The contact sees this now."), [body.words]);
  };
  return html`<section class="card" aria-label=${t("What the contact is told")}><h3 class="card-head">${t("What the contact is told")}</h3>
    <form class="card-body" data-next @submit=${save}>
      <div class="field"><label for="next-step">${t("Next step")}</label><select class="input" id="next-step" name="step"><option value="">${t("Nothing yet")}</option>${steps.map(([id, words]) => html`<option value=${id} ?selected=${id === ticket.next_step}>${words}</option>`)}</select></div>
      <div class="field"><label for="next-words">${t("In your words")}</label><textarea class="input" id="next-words" name="words" rows="2" maxlength="500" .value=${ticket.next_words}></textarea></div>
      <div class="field"><label for="next-expected">${t("Expected by")}</label><input class="input" id="next-expected" name="expected" type="date" .value=${ticket.expected_at ?? ""} /><span class="hint">${t("A day you believe in; leave it empty if you know none. Nothing fills it in by itself.")}</span></div>
      ${page.told("next")}<div><button class="btn">${t("Tell the contact")}</button></div></form></section>`;
}

/** @param {Page} page @param {One} one @param {Standing} standing */
function tellCard(page, { ticket }, standing) {
  if (ticket.state === "closed") return nothing;
  const form = page.formOf(standing.desk);
  const tell = async (/** @type {any} */ event) => {
    event.preventDefault();
    const { target } = event;
    const text = target.elements.text.value.trim();
    const asked = form.filter(({ id }) => target.elements[`ask-${id}`]?.checked).map(({ id }) => id);
    if (await page.sending("front", () => page.api.post(`${PATH}/${ticket.id}/answers`, { text, asked }), asked.length ? t("It is back at the front, with what you need.") : t("The front has your note."), [text])) target.reset();
  };
  return html`<section class="card" aria-label=${t("Tell the front")}><h3 class="card-head">${t("Tell the front")}</h3>
    <form class="card-body" data-tell @submit=${tell}>
      <div class="field"><label for="front-text">${t("Note for {name}", { name: page.person(standing.front) })}</label><textarea class="input" id="front-text" name="text" rows="3" maxlength="10000" required></textarea><span class="hint">${t("It stands in the conversation as a note. The contact never sees it.")}</span></div>
      <details class="fold"><summary>${icon("chevron", true)}${t("Ask for more")}</summary><fieldset class="stack-s"><legend class="small muted">${t("What you need; the ticket goes back to the front with it.")}</legend>${form.map(({ id, name }) => html`<label class="check"><input type="checkbox" name=${`ask-${id}`} />${name}</label>`)}</fieldset></details>
      ${page.told("front")}<div><button class="btn btn-note">${icon("note")}${t("Send the note")}</button></div></form></section>`;
}

/** @param {Page} page @param {One} one */
function historyCard(page, { ticket, standing, history }) {
  const named = {
    field: (/** @type {string} */ id) => (standing ? page.fieldName(standing.desk, id) : id),
    person: (/** @type {string} */ id) => page.person(id),
    team: (/** @type {string} */ id) => page.teams.get(id) ?? "–",
    step: (/** @type {string} */ id) => page.desks.steps.find(([one]) => one === id)?.[1] ?? id,
  };
  const add = async (/** @type {any} */ event) => {
    event.preventDefault();
    const { target } = event;
    const text = target.elements.note.value.trim();
    if (await page.sending("note", () => page.api.post(`${PATH}/${ticket.id}/notes`, { text }), t("Kept."), [text])) target.reset();
  };
  const said = { expected: (/** @type {string} */ on) => (on ? day(Date.parse(`${on}T12:00`)) : on) };
  const lines = history.map((line) => ({ ...line, after: line.what === "expected" ? said.expected(line.after) : line.after }));
  return html`<section class="card" data-at="history" aria-label=${t("History")}><h3 class="card-head">${t("History")}</h3>
    <div class="card-body stack"><ol class="plain history">${lines.map((line) => html`<li><span class="small muted"><time>${when(line.at)}</time> · ${line.by.kind === "agent" ? page.person(line.by.id) : t("by itself")}</span> <span>${lineWords(line, named)}</span>
      ${["note", "returned"].includes(line.what) ? html`<p lang=${written(line.after) || nothing}>${line.after}</p>` : nothing}</li>`)}</ol>
      <form data-note @submit=${add}><div class="field"><label for="ticket-note">${t("Note")}</label><textarea class="input" id="ticket-note" name="note" rows="2" maxlength="10000" required></textarea><span class="hint">${t("For those who see this ticket.")}</span></div>
        ${page.told("note")}<div><button class="btn btn-note">${icon("note")}${t("Add note")}</button></div></form></div></section>`;
}
