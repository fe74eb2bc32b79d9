/** The line that says how we are connected. Nothing is said while all is well. */
import { html } from "../../vendor/lit.js";
import { t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

/** @param {import("../core/app.js").App} app */
export function connectionLine(app) {
  const { state } = app.feed;
  const unsent = app.sending.unsent;
  /** @type {Record<string, () => unknown>} */
  const lines = {
    offline: () => html`<p class="banner banner-wait banner-edge">${icon("wifi")}<span>${t("You are offline. What you write is kept here and goes out once you are connected.")} ${unsent ? html`<b>${tn("{count} message waits.", "{count} messages wait.", unsent)}</b>` : ""}</span></p>`,
    back: () => html`<p class="banner banner-line banner-edge">${icon("check-circle")}<span>${t("Connected again. What came meanwhile is being fetched.")}</span></p>`,
  };
  return html`<div class="connection" role="status">${lines[state]?.() ?? ""}</div>`;
}
