// The rows of a thread: messages by who wrote them, events as one quiet line.
import { html, nothing } from "../../vendor/lit.js";
import { clock, day, t, written } from "../../shared/i18n.js";
import { isOutcome } from "../../shared/checked.js";
import { icon } from "../../shared/icons.js";
import "../attachment.js";

const NUMBERED = /^\d{1,2}[.、)] /;
const TOGETHER = 3 * 60_000; // messages of one person within this time share one line of name and hour

const EVENTS = {
  handoff: () => t("A person was called"),
  assigned: ({ agent }) => t("{name} joined", { name: agent || t("Support") }),
  requeued: ({ reason, place }) => (reason !== "agent_offline" ? t("You are back in line")
    : place ? t("The agent's connection was lost. You are in line: {place}", { place }) : t("The agent's connection was lost. You are back in line")),
  resolved: () => t("Marked as solved"),
  reopened: () => t("Conversation open again"),
  closed: () => t("Conversation closed"),
  ticket_opened: ({ value }) => t("Your question is kept under {number}", { number: value }),
  callback_wished: () => t("Callback asked for"),
  fake_met: (v) => t("{value} is a known fake. It is not us. Open nothing there, sign nothing, pay nothing.", v),
  fake_result_confirmed: (v) => t("You reported {value}. It is a fake; whoever mentions it is warned from now on.", v),
  fake_result_not_fake: (v) => t("You reported {value}. We looked: it does not pretend to be us. Still, give nobody your phrase.", v),
  fake_result_gone: (v) => t("{value}, which you reported, is down.", v),
  secret_stopped: () => t("Something secret was stopped here"),
};

const sameDay = (a, b) => new Date(a).toDateString() === new Date(b).toDateString();
// Events are of the system, which writes nothing: they go together with no message.
const together = (a, b) => a && b && a.author.kind === b.author.kind && a.author.id === b.author.id && Math.abs(b.at - a.at) < TOGETHER;

/** One row, with the day line before it where a day begins. */
export function row(item, before, after, context) {
  if (isOutcome(item)) return nothing;
  const line = !before || !sameDay(before.at, item.at) ? html`<li class="msg-system"><time>${day(item.at)}</time></li>` : nothing;
  return html`${line}${item.kind === "event" ? event(item, context.place) : message(item, together(before, item), together(item, after), context)}`;
}

/** A warning is no quiet line, and what may be chosen stays below it. */
export const isWarning = (item) => item.event?.what === "fake_met";

/** `place` in line is said where the contact waits because of this event, and only there. */
function event(item, place) {
  const words = EVENTS[item.event?.what]?.({ ...item.event, place }) ?? item.text;
  if (item.event?.what === "dossier") return dossier(item);
  if (isWarning(item)) return html`<li data-seq=${item.seq}><p class="banner banner-danger">${icon("warn")}<span>${words}</span></p></li>`;
  return words ? html`<li class="msg-system" data-seq=${item.seq}><span>${words}${place ? nothing : html` <time>${clock(item.at)}</time>`}</span></li>` : nothing;
}

/** The card of a transaction brings itself: whoever has none needs nothing of it. */
function dossier({ seq, event }) {
  import("../dossier.js").catch(() => {});
  return html`<li class="msg-card" data-seq=${seq}><wd-dossier of=${event.value}></wd-dossier></li>`;
}

function message(item, follows, followed, { api, state, prove }) {
  const kind = item.author.kind;
  if (kind === "contact")
    return html`<li class="msg msg-contact" data-seq=${item.seq}>${said(t("You"))}${body(item)}${attachments(item, api)}
      ${followed && !state ? nothing : html`<p class="msg-by"><time>${clock(item.at)}</time>${state ? html`<span>${state}</span>` : nothing}</p>`}</li>`;
  return html`<li class=${`msg msg-ours ${kind === "bot" ? "msg-bot" : "msg-agent"}`} data-seq=${item.seq}>
    ${follows ? said(kind === "bot" ? t("Automatic answer") : item.author.name) : html`<p class="msg-by">${kind === "bot"
      ? html`<span class="chip chip-info">${icon("bot")}${t("Automatic answer")}</span>` : html`<button class="btn-link inline" type="button" @click=${prove}>${icon("shield")}<b><bdi>${item.author.name || t("Support")}</bdi></b></button>`}<time>${clock(item.at)}</time></p>`}
    ${body(item)}${attachments(item, api)}</li>`;
}

const said = (name) => html`<span class="sr">${name}: </span>`;

function body(item) {
  if (item.withdrawn) return html`<p class="msg-body muted">${t("Withdrawn: part of a secret")}</p>`;
  if (!item.text) return nothing;
  return html`<div class="msg-body" lang=${written(item.text)}>${lines(item.text, item.author?.kind === "bot")}${item.source ? source(item.source) : nothing}</div>`;
}

/** A paragraph for each line; a numbered line hangs from its number. */
const lines = (text, ours) => text.split("\n").filter((line) => line.trim()).map((line) => html`<p dir="auto" class=${NUMBERED.test(line) ? "w-step" : ""}>${ours ? linked(line) : line}</p>`);

/** What the bot says of pages of ours leads there; whatever else anybody wrote is text. */
const linked = (line) => line.split(/(https?:\/\/[\w./?=&%#:~-]*[\w/])/).map((part, at) => (at % 2 && part.startsWith(`${location.origin}/`) ? html`<a href=${part} target="_blank" rel="noopener">${part}</a>` : part));

const source = ({ title, url }) =>
  html`<p class="source">${icon("book")}<span>${t("From:")} ${url ? html`<a href=${url} target="_blank" rel="noopener">${title}</a>` : title}</span></p>`;

const attachments = (item, api) => (item.attachments ?? []).map((one) => html`<wd-attachment .of=${one} .api=${api}></wd-attachment>`);

/** What was written and is not stored yet. */
export function waiting(entry, { online, again, discard, api }) {
  const failed = entry.state === "failed";
  const state = failed ? html`${icon("warn")}<span class="danger">${t("Not sent")}</span>` : html`${icon("clock")}<span>${online ? t("Sending") : t("Sending when you are back online")}</span>`;
  return html`<li class="msg msg-contact">${said(t("You"))}${body({ text: entry.text })}${attachments(entry, api)}
    <p class="msg-by">${state}</p>
    ${failed ? html`<p class="w-failed small">${entry.problem || t("The server refused it.")}</p>
      <p class="inline"><button class="btn btn-s" type="button" @click=${again}>${t("Send again")}</button><button class="btn btn-s btn-quiet" type="button" @click=${discard}>${t("Discard")}</button></p>` : nothing}</li>`;
}

export const typing = (who) => html`<p class="w-typing small faint"><span class="typing" aria-hidden="true"><i></i><i></i><i></i></span>
  ${who.kind === "bot" ? t("An automatic answer is being written") : t("{name} is writing", { name: who.name || t("Support") })}</p>`;
