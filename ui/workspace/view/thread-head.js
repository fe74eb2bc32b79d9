/** The line above the thread: who it is, how long they have waited, who else is here, and what can be done. */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { key } from "./key.js";
import { channelWord, contactName, statusWord } from "./words.js";
import { owedBy } from "../model/groups.js";
import { defanged } from "../model/links.js";
import "./timer.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("../wire.js").Head} Head */

/** @param {App} app */
export function threadHead(app) {
  const { head, state } = app.thread;
  if (!head) return html`<header class="thread-head"><div class="grow"><span class="skeleton skeleton-s"></span></div></header>`;
  const title = head.subject ? `${contactName(head.contact)} · ${defanged(head.subject)}` : contactName(head.contact);
  return html`<header class="thread-head">
    <div class="grow">
      <h2 class="ellipsis">${title}</h2>
      <p class="thread-sub">${timer(app, head)}<span>${statusLine(app, head)}</span><span class="wide">${channelWord(head.channel)}</span>${state === "failed" ? html`<span>${t("not up to date")}</span>` : nothing}</p>
    </div>
    ${buttons(app)}
    <button class="btn btn-quiet btn-icon panel-switch" type="button" aria-label=${t("Contact details")} aria-expanded=${String(app.panelOpen)} @click=${() => app.togglePanel()}>${icon("person")}</button>
  </header>`;
}

/** @param {App} app @param {Head} head */
function statusLine(app, head) {
  const { offeredTo, isOffered } = app.actions;
  return offeredTo && !isOffered ? t("Offered to {name}", { name: offeredTo.name }) : statusWord(head.status);
}

/** @param {App} app @param {Head} head */
function timer(app, head) {
  const { skew } = app.session;
  if (app.actions.isOffered) return html`<wd-timer .due=${head.offer?.until} .skew=${skew} .label=${t("Offered to you")}></wd-timer>`;
  const due = owedBy(head);
  if (due && !["resolved", "closed"].includes(head.status)) return html`<wd-timer .due=${due} .skew=${skew} .label=${head.first_reply_due ? t("First reply") : t("Next reply")}></wd-timer>`;
  if (!head.waiting_since) return nothing;
  return html`<wd-timer .since=${head.waiting_since} .skew=${skew} .label=${t("Waits")}></wd-timer>`;
}

/** While I am asked to take another one, the key means that one. @param {import("../core/actions.js").Actions} actions @param {string} name */
const keyOf = (actions, name) => (actions.offer && !actions.isOffered ? nothing : key(name));

/** @param {App} app */
function buttons(app) {
  const { actions } = app;
  const busy = Boolean(actions.busy);
  if (actions.isDone) {
    return html`<button class="btn" type="button" ?disabled=${busy} @click=${() => actions.reopen()}>${icon("bolt")}${t("Open again")} ${key("O")}</button>`;
  }
  return html`
    ${actions.isOffered ? html`<button class="btn btn-quiet" type="button" ?disabled=${busy} @click=${() => actions.passOn()}>${t("Pass on")} ${key("X")}</button>` : nothing}
    ${actions.canAccept ? html`<button class="btn btn-line" type="button" ?disabled=${busy} @click=${() => actions.accept()}>${t("Accept")} ${keyOf(actions, "A")}</button>` : nothing}
    ${actions.canTakeOver ? html`<button class="btn" type="button" ?disabled=${busy} @click=${() => actions.accept()}>${t("Take over")} ${keyOf(actions, "A")}</button>` : nothing}
    <button class="btn btn-quiet" type="button" ?disabled=${busy} @click=${() => app.dialogs.open("transfer")}>${icon("swap")}<span class="wide-text">${t("Transfer")}</span> ${key("T")}</button>
    ${!actions.canReply
      ? nothing
      : html`<button class="btn btn-quiet wide" type="button" ?disabled=${busy} @click=${() => actions.resolve()}>${t("Resolve")} ${key("⇧ E")}</button>
          <button class="btn" type="button" ?disabled=${busy} @click=${() => actions.resolveAndNext()}>${icon("check")}<span class="wide">${t("Resolve and next")}</span><span class="narrow">${t("Resolve")}</span> ${key("E")}</button>`}
  `;
}
