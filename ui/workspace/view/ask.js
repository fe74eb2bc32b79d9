/** A message with one field below it: the contact fills it in, and only what has the right form comes back. */
import { html } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { refusalOf } from "../core/shield.js";

/** @type {() => [string, string][]} kind, and what the field is called unless the agent says otherwise */
const KINDS = () => [["tx", t("Transaction ID (hash)")], ["address", t("Wallet address")], ["app_version", t("App version")], ["email", t("E-mail address")], ["text", t("Something else")]];

/** @param {import("../core/app.js").App} app */
export function body(app) {
  const draft = app.drafts.of(app.thread.id, "reply");
  const kinds = KINDS();
  const send = async (/** @type {any} */ event) => {
    event.preventDefault();
    const [kind, name, text] = [...event.target.elements].map((field) => field.value.trim());
    const refusal = await refusalOf([name]);
    if (refusal) {
      app.dialogs.close();
      app.toasts.say("shield", refusal);
      return;
    }
    app.drafts.type(draft, text, draft.seenSeq); // a secret is stopped in the composer, like any other
    app.dialogs.close();
    app.sending.send(draft, { kind, name });
  };
  const named = (/** @type {any} */ { target }) => (target.form[1].value = target.value === "text" ? "" : kinds[target.selectedIndex][1]);
  return html`<form class="stack" @submit=${send}>
    <label class="stack-s"><span class="label">${t("What it must be")}</span><select class="input" @change=${named}>${kinds.map(([kind, words]) => html`<option value=${kind}>${words}</option>`)}</select></label>
    <label class="stack-s"><span class="label">${t("Name of the field")}</span><input class="input" required maxlength="100" value=${kinds[0][1]} /></label>
    <label class="stack-s"><span class="label">${t("Message above it")}</span><textarea class="input" rows="3" required .value=${draft.text}></textarea></label>
    <button class="btn btn-line">${t("Send")}</button></form>`;
}
