/** A link in a contact's message: words until it is checked, and opened only by a second step that says where it goes. */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { addressOf, bare } from "../model/links.js";

/** @typedef {import("../core/app.js").App} App */

/** @param {string|null} verdict */
const said = (verdict) =>
  ({
    official: { look: "chip-line", sign: "shield", words: t("Official") },
    known_bad: { look: "chip-danger", sign: "shield-x", words: t("Known to be bad") },
    lookalike: { look: "chip-danger", sign: "warn", words: t("Made to look like ours") },
    not_ours: { look: "chip-open", sign: "info", words: t("Not ours") },
  })[verdict ?? ""];

/** @param {App} app @param {string} value */
export function linkOf(app, value) {
  const verdict = app.links.verdict(value);
  const url = addressOf(value);
  if (verdict === "none") return value;
  if (verdict === "official" && url) return html`<a href=${url.href} target="_blank" rel="noopener noreferrer">${value}</a>`;
  const chip = said(verdict);
  return html`<bdi class="hash">${bare(value)}</bdi> ${chip ? html`<span class="chip ${chip.look}">${icon(chip.sign)}${chip.words}</span> ` : nothing}<button class="btn-link small" type="button" @click=${() => app.dialogs.open("link", { value })}>${t("Where does it lead?")}</button>`;
}

/** @param {App} app @returns {import("./dialog.js").Content} */
export function linkDialog(app) {
  const { value } = app.dialogs.with;
  const url = addressOf(value);
  const verdict = app.links.verdict(value);
  const chip = said(verdict);
  const mayOpen = url && verdict !== "known_bad";
  return {
    title: t("Where this link leads"),
    body: html`<div class="stack">
      <p>${t("The site:")} <b class="hash">${url ? bare(url.host) : t("No site that a browser should open.")}</b> ${chip ? html`<span class="chip ${chip.look}">${icon(chip.sign)}${chip.words}</span>` : nothing}</p>
      <p class="hash faint">${bare(value)}</p>
      <p class="banner banner-wait">${icon("warn")}<span>${t("A contact sent it; we did not look behind it. Sign in nowhere, connect no wallet, download nothing. The site learns your address.")}</span></p>
      <div class="actions"><button class="btn btn-line" type="button" autofocus @click=${() => app.dialogs.close()}>${t("Do not open it")}</button>
      ${mayOpen ? html`<a class="btn" href=${url.href} target="_blank" rel="noopener noreferrer nofollow" @click=${() => app.dialogs.close()}>${t("Open {host}", { host: bare(url.host) })}</a>` : nothing}</div>
    </div>`,
  };
}
