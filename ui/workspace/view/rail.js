/** The rail of the wide screen and the bar of the narrow one: where to go, and how many wait there. */
import { html, nothing } from "../../vendor/lit.js";
import { number, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { initial } from "./words.js";

/** @typedef {import("../core/app.js").App} App */

/** @param {App} app */
export function rail(app) {
  const { me } = app.session;
  const waiting = app.inbox.counts.queue;
  return html`<nav class="rail" aria-label=${t("Main")}>
    <span class="brand-mark">${icon("route")}</span>
    <button type="button" aria-current=${app.place ? nothing : "page"} aria-label=${t("Conversations, {count} waiting", { count: number(waiting) })} @click=${() => app.showTab("work")}>${icon("inbox")}${badge(waiting)}</button>
    ${app.session.leads ? html`<button type="button" aria-label=${t("Alerts, {count} open", { count: number(app.alerts.open.length) })} @click=${() => app.dialogs.open("alerts")}>${icon("bell")}${badge(app.alerts.open.length)}</button>` : nothing}
    ${app.session.leads ? html`<button type="button" aria-current=${app.place === "board" ? "page" : nothing} aria-label=${t("Live board")} @click=${() => app.go("board")}>${icon("board")}</button>` : nothing}
    <button class="push" type="button" aria-label=${t("Settings")} @click=${() => app.toSettings("profile")}>${icon("gear")}</button>
    <button type="button" aria-label=${t("Keys")} @click=${() => app.dialogs.open("keys")}>${icon("question")}</button>
    <button type="button" aria-label=${t("Me: {name}. Language, appearance, sign out", { name: me?.agent.name ?? "" })} @click=${() => app.dialogs.open("me")}><span class="who who-agent" aria-hidden="true">${initial(me?.agent.name ?? "")}</span></button>
  </nav>`;
}

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
    <button type="button" @click=${() => app.dialogs.open("me")}>${icon("person")}${t("Me")}</button>
  </nav>`;
}
