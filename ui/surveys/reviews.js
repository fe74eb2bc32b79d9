/** Low marks: each is looked at by a lead, who writes down what was done. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { number, t, when, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { part } from "./figures.js";
import { channel } from "./unreached.js";

/** @typedef {import("./main.js").Surveys} Page */
/** @typedef {{id: string, opened_at: number, marks: Record<string, number>, comment: string, conversation: string|null, ticket: string|null, agent: string, team: string, channel: string, goes_on: boolean, taken_at: number|null, taken_by: string, mine: boolean, done_at: number|null, done_by: string, note: string}} Review */
/** @typedef {{open: number, items: Review[], teams: {id: string, name: string}[]}} Reviews */

const PATH = "/api/workspace/surveys/reviews";

/** @param {Page} page @param {Reviews} reviews */
export function reviewsCard(page, { open, items, teams }) {
  const state = page.sift.state;
  return html`<section class="card" aria-label=${t("Low ratings")}><h2 class="card-head">${t("Low ratings")} <span class="chip ${open ? "chip-wait" : ""}">${t("{count} to review", { count: number(open) })}</span></h2>
    <div class="sift" role="group" aria-label=${t("What is shown")}>
      ${page.choice("state", t("State"), [["open", t("To review")], ["done", t("Done")]])}
      ${teams.length ? page.choice("team", t("Team"), [["", t("All teams")], ...teams.map(({ id, name }) => /** @type {[string, string]} */ ([id, name]))]) : nothing}</div>
    ${page.told("reviews")}
    ${items.length ? html`<ul class="plain rows">${repeat(items, ({ id }) => id, (one) => row(page, one))}</ul>` : page.empty(state === "open" ? t("No low rating is waiting. Ratings up to your limit, and every “not solved”, come here.") : t("None has been closed yet."))}</section>`;
}

/** What they said to "Is your problem solved?". @param {number|undefined} mark */
const solvedWords = (mark) => (mark === undefined ? t("not answered") : mark === 5 ? t("yes") : mark === 1 ? t("no") : t("partly"));

/** @param {Page} page @param {Review} one */
function row(page, one) {
  const { marks, comment } = one;
  const parts = Object.entries(marks).filter(([name]) => !["overall", "solved"].includes(name));
  const about = [one.team || t("No team"), one.agent, channel(one.channel)].filter(Boolean).join(" · ");
  return html`<li class="card-body stack" data-review=${one.id}>
    <div class="head"><span class="inline"><span class="chip chip-danger">${t("{mark} out of 5", { mark: number(marks.overall) })}</span>${one.goes_on ? html`<span class="chip chip-info">${t("Opened again")}</span>` : nothing}</span>
      <time class="muted small">${when(one.opened_at)}</time></div>
    <p class="small muted">${about}</p>
    <p class="marks small"><span class="nowrap">${t("Problem solved?")} <b>${solvedWords(marks.solved)}</b></span>${parts.map(([name, mark]) => html`<span class="nowrap">${part(name)} <b>${number(mark)}</b></span>`)}</p>
    ${comment ? html`<p class="quoted" lang=${written(comment) || nothing} dir="auto">${comment}</p>` : html`<p class="small muted">${t("They wrote no comment.")}</p>`}
    ${one.done_at ? html`<div class="stack-s"><p class="small muted">${t("Done by {name}", { name: one.done_by })} · <time>${when(one.done_at)}</time></p><p class="quoted" dir="auto">${one.note}</p></div>` : one.taken_at ? html`<p class="small"><span class="chip chip-line">${one.mine ? t("You have taken this on") : t("{name} has taken this on", { name: one.taken_by })}</span> <time class="muted">${when(one.taken_at)}</time></p>` : nothing}
    <div class="inline">${one.done_at ? nothing : taking(page, one)}${link(one)}${one.done_at ? nothing : doing(page, one)}</div>
    ${page.open === one.id && !one.done_at ? finishing(page, one) : nothing}</li>`;
}

/** So that two leads do not write to the same contact. @param {Page} page @param {Review} one */
function taking(page, { id, taken_at, mine }) {
  if (mine) return nothing;
  const take = () => page.doing(() => page.api.post(`${PATH}/${id}/taken`), t("Yours now. The other leads see that you have taken it on."), [], "reviews");
  return html`<button class="btn btn-s ${taken_at ? "" : "btn-line"}" type="button" @click=${take}>${taken_at ? t("Take it over") : t("Take it on")}</button>`;
}

/** @param {Review} one */
function link({ conversation, ticket, done_at }) {
  if (conversation) return html`<a class="btn btn-s" href=${`/workspace#${conversation}`}>${icon("message")}${done_at ? t("Open the conversation") : t("Read it and write to them")}</a>`;
  return ticket ? html`<a class="btn btn-s" href="/workspace/tickets#${ticket}">${icon("ticket")}${t("Open the ticket")}</a>` : nothing;
}

/** @param {Page} page @param {Review} one */
function doing(page, one) {
  const open = page.open === one.id;
  const unfold = async () => {
    page.open = open ? "" : one.id;
    page.requestUpdate();
    await page.updateComplete;
    /** @type {HTMLElement|null} */ (page.querySelector("#done-note"))?.focus();
  };
  return html`<button class="btn btn-s" type="button" aria-expanded=${String(open)} data-close @click=${unfold}>${icon("check")}${t("Close it")}</button>`;
}

/** @param {Page} page @param {Review} one */
function finishing(page, one) {
  const finish = async (/** @type {any} */ event) => {
    event.preventDefault();
    const note = event.target.elements.note.value.trim();
    if (await page.doing(() => page.api.post(`${PATH}/${one.id}/done`, { note }), t("Saved. It is under “Done” now."), [note], "reviews")) page.open = "";
    page.requestUpdate();
  };
  return html`<form class="done-form" @submit=${finish}><div class="field"><label for="done-note">${t("What was done?")}</label><textarea class="input" id="done-note" name="note" rows="2" maxlength="1000" required autocomplete="off" aria-describedby="done-hint"></textarea><p class="hint" id="done-hint">${t("For leads only. No recovery phrase, private key, password or code.")}</p></div>
    <div class="inline"><button class="btn btn-line btn-s">${t("Save and close")}</button></div></form>`;
}
