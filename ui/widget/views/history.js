// Earlier conversations of this contact.
import { html, nothing } from "../../vendor/lit.js";
import { number, t, when } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { placeLine } from "./promise.js";

const STATES = {
  open: () => t("With the bot"),
  waiting_for_agent: placeLine,
  with_agent: () => t("With a person"),
  resolved: () => t("Solved"),
  closed: () => t("Closed"),
};

export const conversationRow = (head, open) => html`<button class="row w-row" type="button" @click=${() => open(head.id)}>
  <span class="grow"><span class="split"><b class="ellipsis" dir="auto">${head.last_text || t("Conversation")}</b>${head.unread ? html`<span class="badge">${number(head.unread)}<span class="sr"> ${t("unread")}</span></span>` : nothing}</span>
    <span class="small muted">${STATES[head.status]?.(head) ?? ""} · <time>${when(head.last_at)}</time></span></span>${icon("chevron", true)}</button>`;

export function history(store, { open, startNew }) {
  const heads = [...store.heads.values()].sort((a, b) => b.last_at - a.last_at);
  return html`<div class="w-body">
    ${heads.length ? html`<div class="rows card">${heads.map((head) => conversationRow(head, open))}</div>` : html`<p class="empty">${t("Nothing here yet.")}</p>`}
    <button class="btn btn-wide" type="button" @click=${startNew}>${icon("plus")}${t("Ask something new")}</button></div>`;
}
