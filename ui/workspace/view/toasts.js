/** What just happened, in short lines over the page. */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

const MARKS = { info: "info", done: "check-circle", refused: "warn", shield: "shield-x" };

/** @param {{toasts: import("../core/toasts.js").Toasts}} app */
export const toasts = ({ toasts }) => html`<div class="toasts" role="status">${repeat(toasts.all, (toast) => toast.id, (toast) => html`<div class="toast toast-${toast.kind}">
  ${icon(MARKS[toast.kind])}<span class="grow">${toast.text}</span>
  ${toast.action ? html`<button class="btn btn-s" type="button" @click=${() => { toasts.close(toast.id); toast.action?.run(); }}>${toast.action.label}</button>` : nothing}
  <button class="btn btn-quiet btn-s" type="button" aria-label=${t("Close")} @click=${() => toasts.close(toast.id)}>${icon("x")}</button>
</div>`)}</div>`;
