/** One conversation in the list. */
import { html, nothing } from "../../vendor/lit.js";
import { number, spoken, t, tn, written } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { owedBy } from "../model/groups.js";
import { defanged } from "../model/links.js";
import { key } from "./key.js";
import { channelIcon, channelWord, contactName, initial, shortTime } from "./words.js";
import "./timer.js";

/** @typedef {import("../wire.js").Head} Head */
/** @typedef {import("../core/app.js").App} App */

/** @param {App} app @param {Head} head */
export function conversationRow(app, head) {
  const unread = app.inbox.unread(head);
  const current = head.id === app.thread.id;
  const over = head.status === "waiting_for_agent" && head.priority === "security";
  const words = saying(head);
  return html`<li>
    <a class="conv ${unread ? "unread" : ""} ${over ? "conv-over" : ""}" href="#${head.id}" aria-current=${current ? "true" : nothing}>
      <span class="conv-icon" title=${channelWord(head.channel)}>${icon(channelIcon(head.channel))}</span>
      <b class="ellipsis">${contactName(head.contact)}</b>
      <em>${time(app, head)}</em>
      <span class="ellipsis" lang=${written(words) || nothing}>${words}</span>
      <em>${marks(app, head, unread)}</em>
    </a>
  </li>`;
}

/** While somebody waits, their own words count, not the bot's last ones. @param {Head} head */
const saying = (head) => defanged((head.status === "waiting_for_agent" && head.subject) || head.last_text || head.subject);

/** @param {App} app @param {Head} head */
function time(app, head) {
  const { skew } = app.session;
  if (head.status === "waiting_for_agent") {
    return html`<span class="sr">${t("waits")}</span><wd-timer .since=${head.waiting_since ?? head.last_at} .skew=${skew}></wd-timer>`;
  }
  const due = owedBy(head);
  if (due && head.status === "with_agent") return html`<wd-timer .due=${due} .skew=${skew}></wd-timer>`;
  return html`<time class="timer" datetime=${new Date(head.last_at).toISOString()}>${shortTime(head.last_at, app.session.now())}</time>`;
}

/** What I am asked to take: the row, and the two answers. The keys go to the first. @param {App} app @param {Head} head */
export function offerRow(app, head) {
  const { actions, session } = app;
  const busy = Boolean(actions.busy);
  const first = actions.offer?.id === head.id;
  const name = contactName(head.contact);
  return html`${conversationRow(app, head)}
    <li class="offer">
      <wd-timer .due=${head.offer?.until} .skew=${session.skew}></wd-timer>
      <button class="btn btn-quiet btn-s" type="button" ?disabled=${busy} aria-label=${t("Pass on: {name}", { name })} @click=${() => actions.passOn(head.id)}>${t("Pass on")} ${first ? key("X") : nothing}</button>
      <button class="btn btn-line btn-s" type="button" ?disabled=${busy} aria-label=${t("Accept {name}", { name })} @click=${() => actions.acceptOffer(head.id)}>${t("Accept")} ${first ? key("A") : nothing}</button>
    </li>`;
}

/** Colleagues who have it open: two answers to one contact are one too many. @param {App} app @param {Head} head */
function lookers(app, head) {
  const all = app.inbox.lookers(head);
  if (!all.length) return nothing;
  const who = t("{names} is looking", { names: all.map(({ name }) => name).join(", ") });
  const more = all.length > 2 ? `+${number(all.length - 1)}` : "";
  return html`<span class="chip lookers" title=${who}>${all.slice(0, more ? 1 : 2).map(({ name }) => html`<span class="who who-agent who-s" aria-hidden="true">${initial(name)}</span>`)}${more}<span aria-hidden="true">${t("looking")}</span><span class="sr">${who}</span></span>`;
}

/** @param {App} app @param {Head} head @param {number} unread */
function marks(app, head, unread) {
  const foreign = head.locale.split("-")[0] !== spoken().split("-")[0];
  const elsewhere = head.assignee && head.assignee.id !== app.session.agentId;
  return html`
    ${lookers(app, head)}
    ${head.priority === "security" ? html`<span class="chip chip-danger">${t("Money at risk")}</span>` : nothing}
    ${head.priority === "high" ? html`<span class="chip chip-wait">${t("Urgent")}</span>` : nothing}
    ${elsewhere && app.tab !== "work" ? html`<span class="chip chip-open">${head.assignee?.name}</span>` : nothing}
    ${head.offer && head.offer.agent.id !== app.session.agentId ? html`<span class="chip chip-open" title=${t("Offered to {name}", { name: head.offer.agent.name })}>${head.offer.agent.name}</span>` : nothing}
    ${head.status === "open" && app.tab !== "work" ? html`<span class="chip chip-info">${t("Bot")}</span>` : nothing}
    ${foreign ? html`<span class="chip chip-open">${head.locale.split("-")[0].toUpperCase()}</span>` : nothing}
    ${unread && !elsewhere && head.assignee ? html`<span class="badge" title=${tn("{count} unread message", "{count} unread messages", unread)}>${number(unread)}<span class="sr">${t("unread")}</span></span>` : nothing}
    ${head.status === "resolved" || head.status === "closed" ? html`${icon("check")}<span class="sr">${t("Resolved")}</span>` : nothing}
  `;
}
