// What is behind the three dots: saving and ending a conversation, earlier ones, language and appearance.
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

const FORMATS = { html: () => t("As a web page"), text: () => t("As text"), json: () => t("As data (JSON)") };

export function menu(w) {
  const head = w.view === "thread" ? w.store.head : null;
  const theme = document.documentElement.dataset.theme ?? "system";
  const entry = (name, words, act) => html`<button class="row w-row" type="button" @click=${act}>${icon(name)}<span class="grow">${words}</span></button>`;
  return html`<div class="popover w-menu" id="menu">
    ${head ? html`<h2 class="label">${t("Save this conversation")}</h2>${Object.entries(FORMATS).map(([format, words]) => entry("download", words(), () => w.transcript(format)))}` : nothing}
    ${head ? entry("shield", t("Is this really us?"), w.prove) : nothing}
    ${head && !["resolved", "closed"].includes(head.status) ? entry("x-circle", t("End conversation"), w.askEnd) : nothing}
    ${w.store.heads.size ? entry("message", t("Your conversations"), w.history) : nothing}
    <div class="w-set"><span class="label" id="language">${t("Language")}</span><div class="seg" role="group" aria-labelledby="language">
      ${w.locales.map(([locale, name]) => html`<button type="button" lang=${locale} aria-pressed=${document.documentElement.lang === locale} @click=${() => w.speak(locale)}>${name}</button>`)}</div></div>
    <div class="w-set"><span class="label" id="theme">${t("Appearance")}</span><div class="seg" role="group" aria-labelledby="theme">
      ${Object.entries({ system: t("As the device"), light: t("Light"), dark: t("Dark") }).map(([value, words]) => html`<button type="button" aria-pressed=${theme === value} @click=${() => w.paint(value)}>${words}</button>`)}</div></div>
  </div>`;
}

/** The dialog's buttons and the Escape key all end in `endAnswered`. */
export function endDialog(w) {
  return html`<dialog class="dialog" aria-labelledby="end" @close=${w.endAnswered}><form method="dialog" class="stack">
    <h2 id="end">${t("End this conversation?")}</h2><p>${t("The record is kept, and you can save it. If it is not solved, write again and go on here.")}</p>
    <div class="actions"><button class="btn btn-line" value="end">${t("End conversation")}</button><button class="btn" value="stay">${t("Go on")}</button></div></form></dialog>`;
}
