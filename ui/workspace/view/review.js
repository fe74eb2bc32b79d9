/** Before a reply goes out over what somebody else wrote meanwhile: look at both. */
import { html, nothing } from "../../vendor/lit.js";
import { clock, t, written } from "../../shared/i18n.js";
import { defanged } from "../model/links.js";
import { bylineOf, contactName } from "./words.js";

/** @param {import("../core/app.js").App} app @returns {import("./dialog.js").Content|null} */
export function reviewDialog(app) {
  const entry = app.sending.entry(app.dialogs.with.entry);
  if (!entry || entry.conversation !== app.thread.id) return null;
  const news = app.sending.newsFor(entry);
  const done = (/** @type {() => void} */ act) => () => {
    app.dialogs.close();
    act();
  };
  return {
    title: t("Somebody wrote meanwhile"),
    body: html`
      <p class="muted small">${t("Your reply was not sent. Does it still fit?")}</p>
      <ol class="plain review">${news.map((item) => html`<li><b>${item.author.kind === "contact" && app.thread.head ? contactName(app.thread.head.contact) : bylineOf(item)}</b> <time>${clock(item.at)}</time>
        <p class="msg-text" lang=${written(item.text) || nothing}>${defanged(item.text) || t("(a file)")}</p></li>`)}</ol>
      <h3 class="label">${t("Your reply")}</h3>
      <p class="msg-text review-mine" lang=${written(entry.text) || nothing}>${entry.text}</p>
      <div class="actions">
        <button class="btn btn-line" type="button" autofocus @click=${done(() => app.sending.edit(entry.client_id))}>${t("Edit the reply")}</button>
        <button class="btn" type="button" @click=${done(() => app.sending.confirm(entry.client_id))}>${t("Send it as it is")}</button>
      </div>`,
  };
}
