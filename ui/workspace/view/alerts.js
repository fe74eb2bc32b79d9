/** What leads are told, newest first; acknowledging says "I look after this". */
import { html, nothing } from "../../vendor/lit.js";
import { t, when } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("../wire.js").Alert} Alert */

/** @param {App} app @returns {import("./dialog.js").Content|null} */
export function alertsDialog(app) {
  if (!app.session.leads) return null;
  const { all } = app.alerts;
  return {
    title: t("Alerts"),
    wide: true,
    body: all.length
      ? html`<ul class="plain rows alerts">${all.map((alert) => row(app, alert))}</ul>`
      : html`<div class="empty">${icon("check-circle")}<b>${t("No alerts.")}</b></div>`,
  };
}

/** @param {App} app @param {Alert} alert */
function row(app, alert) {
  const open = () => {
    app.dialogs.close();
    app.go(alert.conversation ?? "");
  };
  return html`<li class="row">
    ${alert.acknowledged_at === null ? html`<span class="dot ${alert.severity === "urgent" ? "dot-danger" : "dot-wait"}"></span>` : html`<span class="dot dot-off"></span>`}
    <div class="grow"><b>${alert.text}</b><p class="faint tiny"><time>${when(alert.at, app.session.now())}</time></p></div>
    ${alert.conversation ? html`<button class="btn btn-s btn-quiet" type="button" @click=${open}>${t("Open")}</button>` : nothing}
    ${alert.acknowledged_at === null
      ? html`<button class="btn btn-s" type="button" @click=${() => app.alerts.acknowledge(alert)}>${t("I take care")}</button>`
      : html`<span class="faint small">${t("Taken care of")}</span>`}
  </li>`;
}
