/** The rail of the wide screen and the bar of the narrow one: where to go, and how many wait there. */
import { html, nothing } from "../../vendor/lit.js";
import { number, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { initial } from "./words.js";

/** @typedef {import("../core/app.js").App} App */

/** Signs alone: their words come up beside them. @param {string} words @param {unknown} mark @param {() => unknown} press @param {unknown} [current] @param {string} [place] */
const sign = (words, mark, press, current = nothing, place = "") => html`<button class=${place || nothing} type="button" aria-current=${current} aria-label=${words} title=${words} @click=${press}>${mark}</button>`;

/** @param {App} app */
export function rail(app) {
  const { me, leads } = app.session;
  const waiting = app.inbox.counts.queue;
  return html`<nav class="rail" aria-label=${t("Main")}>
    <span class="brand-mark">${icon("route")}</span>
    ${sign(t("Conversations, {count} waiting", { count: number(waiting) }), html`${icon("inbox")}${badge(waiting)}`, () => app.showTab("work"), app.place ? nothing : "page")}
    ${sign(t("Tickets"), icon("ticket"), tickets)}
    ${leads ? sign(t("Alerts, {count} open", { count: number(app.alerts.open.length) }), html`${icon("bell")}${badge(app.alerts.open.length)}`, () => app.dialogs.open("alerts")) : nothing}
    ${leads ? sign(t("Live board"), icon("board"), () => app.go("board"), app.place === "board" ? "page" : nothing) : nothing}
    ${sign(t("Settings"), icon("gear"), () => app.toSettings("profile"), nothing, "push")}
    ${sign(t("Keys"), icon("question"), () => app.dialogs.open("keys"))}
    ${sign(t("Me: {name}. Language, appearance, sign out", { name: me?.agent.name ?? "" }), html`<span class="who who-agent" aria-hidden="true">${initial(me?.agent.name ?? "")}</span>`, () => app.dialogs.open("me"))}
  </nav>`;
}

const tickets = () => location.assign("/workspace/tickets");

/** @param {number} count */
const badge = (count) => (count ? html`<span class="badge badge-danger" aria-hidden="true">${count > 99 ? "99+" : number(count)}</span>` : nothing);

/** @param {App} app */
export function foldbar(app) {
  const to = (/** @type {"list"|"thread"|"panel"} */ pane) => ({ current: app.pane === pane && !app.place ? "page" : nothing, click: () => app.show(pane) });
  const [list, thread, panel] = [to("list"), to("thread"), to("panel")];
  return html`<nav class="foldbar" aria-label=${t("Columns")}>
    <button type="button" aria-current=${list.current} @click=${list.click}>${icon("inbox")}${t("List")}${badge(app.inbox.counts.queue)}</button>
    <button type="button" aria-current=${thread.current} @click=${thread.click}>${icon("message")}${t("Conversation")}</button>
    <button type="button" aria-current=${panel.current} @click=${panel.click}>${icon("person")}${t("Contact")}</button>
    ${app.session.leads ? html`<button type="button" @click=${() => app.dialogs.open("alerts")}>${icon("bell")}${t("Alerts")}${badge(app.alerts.open.length)}</button>
      <button type="button" aria-current=${app.place === "board" ? "page" : nothing} @click=${() => app.go("board")}>${icon("board")}${t("Board")}</button>` : nothing}
    <button type="button" @click=${tickets}>${icon("ticket")}${t("Tickets")}</button>
    <button type="button" @click=${() => app.dialogs.open("me")}>${icon("person")}${t("Me")}</button>
  </nav>`;
}
