/** Low marks: each is looked at by a lead, who writes down what was done. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { number, t, when, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { part } from "./figures.js";
import { channel } from "./unreached.js";

/** @typedef {import("./main.js").Surveys} Page */
/** @typedef {{id: string, opened_at: number, marks: Record<string, number>, comment: string, conversation: string|null, ticket: string|null, agent: string, team: string, channel: string, goes_on: boolean, done_at: number|null, done_by: string, note: string}} Review */
/** @typedef {{open: number, items: Review[], teams: {id: string, name: string}[]}} Reviews */

const PATH = "/api/workspace/surveys/reviews";

/** @param {Page} page @param {Reviews} reviews */
export function reviewsCard(page, { open, items, teams }) {
  const state = page.sift.state;
  return html`<section class="card" aria-label=${t("Low marks")}><h2 class="card-head">${t("Low marks")} <span class="chip ${open ? "chip-wait" : ""}">${t("To look at: {count}", { count: number(open) })}</span></h2>
    <div class="sift" role="group" aria-label=${t("What is shown")}>
      ${page.choice("state", t("State"), [["open", t("To look at")], ["done", t("Done")]])}
      ${teams.length ? page.choice("team", t("Team"), [["", t("All teams")], ...teams.map(({ id, name }) => /** @type {[string, string]} */ ([id, name]))]) : nothing}</div>
    ${page.told("reviews")}
    ${items.length ? html`<ul class="plain rows">${repeat(items, ({ id }) => id, (one) => row(page, one))}</ul>` : page.empty(state === "open" ? t("No low mark waits for you.") : t("Nothing is done yet."))}</section>`;
}

/** @param {Page} page @param {Review} one */
function row(page, one) {
  const { marks, comment } = one;
  const unsolved = marks.solved === 1;
  const parts = Object.entries(marks).filter(([name]) => !["overall", "solved"].includes(name));
  const about = [one.team, one.agent, channel(one.channel)].filter(Boolean).join(" · ");
  return html`<li class="card-body stack" data-review=${one.id}>
    <div class="head"><span class="inline"><span class="chip chip-danger">${t("{mark} of 5", { mark: number(marks.overall) })}</span>${unsolved ? html`<span class="chip chip-wait">${t("Not solved")}</span>` : nothing}${one.goes_on ? html`<span class="chip chip-info">${t("Opened again")}</span>` : nothing}</span>
      <time class="muted small">${when(one.opened_at)}</time></div>
    <p class="small muted">${about}</p>
    ${parts.length ? html`<p class="inline small">${parts.map(([name, mark]) => html`<span class="nowrap">${part(name)} <b>${number(mark)}</b></span>`)}</p>` : nothing}
    ${comment ? html`<p class="quoted" lang=${written(comment) || nothing} dir="auto">${comment}</p>` : nothing}
    ${one.done_at ? html`<div class="stack-s"><p class="small muted">${t("Done by {name}", { name: one.done_by })} · <time>${when(one.done_at)}</time></p><p class="quoted" dir="auto">${one.note}</p></div>` : nothing}
    <div class="inline">${link(one)}${one.done_at ? nothing : doing(page, one)}</div>
    ${page.open === one.id && !one.done_at ? finishing(page, one) : nothing}</li>`;
}

/** @param {Review} one */
function link({ conversation, ticket }) {
  if (conversation) return html`<a class="btn btn-s" href=${`/workspace#${conversation}`}>${icon("message")}${t("Open the conversation")}</a>`;
  return ticket ? html`<a class="btn btn-s" href="/workspace/tickets#${ticket}">${t("Open the ticket")}</a>` : nothing;
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
  return html`<button class="btn btn-s" type="button" aria-expanded=${String(open)} @click=${unfold}>${icon("check")}${t("Done")}</button>`;
}

/** @param {Page} page @param {Review} one */
function finishing(page, one) {
  const finish = async (/** @type {any} */ event) => {
    event.preventDefault();
    const note = event.target.elements.note.value.trim();
    if (await page.doing(() => page.api.post(`${PATH}/${one.id}/done`, { note }), t("Kept. It stands among what is done."), [note], "reviews")) page.open = "";
    page.requestUpdate();
  };
  return html`<form class="done-form" @submit=${finish}><div class="field"><label for="done-note">${t("What was done?")}</label><textarea class="input" id="done-note" name="note" rows="2" maxlength="1000" required autocomplete="off" aria-describedby="done-hint"></textarea><p class="hint" id="done-hint">${t("For leads only. No recovery phrase, private key, password or code.")}</p></div>
    <div class="inline"><button class="btn btn-line btn-s">${t("Keep as done")}</button></div></form>`;
}
