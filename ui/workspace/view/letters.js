/** For admins: reactions that failed for good, as a plain table. */
import { html } from "../../vendor/lit.js";
import { number, t, when } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

/** @param {import("../core/app.js").App} app @returns {import("./dialog.js").Content|null} */
export function lettersDialog(app) {
  if (!app.session.administers) return null;
  const rows = app.letters;
  return {
    title: t("Failed reactions"),
    wide: true,
    body: html`<p class="muted small">${t("These events were stored, and what should have followed failed again and again. Other conversations go on.")}</p>
      ${rows === null
        ? html`<span class="skeleton"></span>`
        : rows.length === 0
          ? html`<div class="empty">${icon("check-circle")}<b>${t("Nothing failed.")}</b></div>`
          : html`<div class="table-wrap" tabindex="0" role="region" aria-label=${t("Failed reactions")}><table class="table">
              <thead><tr><th>${t("Since")}</th><th>${t("Event")}</th><th>${t("Reaction")}</th><th>${t("About")}</th><th class="n">${t("Tries")}</th><th>${t("Fault")}</th></tr></thead>
              <tbody>${rows.map((row) => html`<tr><td>${when(row.at)}</td><td>${row.event}</td><td>${row.reaction}</td><td class="mono">${row.topic}</td><td class="n">${number(row.tries)}</td><td>${row.fault}</td></tr>`)}</tbody>
            </table></div>`}`,
  };
}
