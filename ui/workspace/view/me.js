/** My own things: language, light or dark, signing out. */
import { html, nothing } from "../../vendor/lit.js";
import { spoken, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { availabilityWord } from "./words.js";

/** @typedef {import("../core/app.js").App} App */

const LOCALES = [["zh-CN", "简体中文"], ["en", "English"]];

/** @param {App} app */
export function localeSwitch(app) {
  return html`<div class="seg" role="group" aria-label=${t("Language")}>${LOCALES.map(([locale, name]) => html`<button type="button" lang=${locale} aria-pressed=${String(spoken() === locale)} @click=${() => (app.session.state === "in" ? app.profile.change({ locale }) : app.session.setLocale(locale))}>${name}</button>`)}</div>`;
}

/** @param {App} app */
export function themeSwitch(app) {
  const themes = /** @type {const} */ ([["auto", t("As the device")], ["light", t("Light")], ["dark", t("Dark")]]);
  return html`<div class="seg" role="group" aria-label=${t("Appearance")}>${themes.map(([theme, name]) => html`<button type="button" aria-pressed=${String(app.session.theme === theme)} @click=${() => app.profile.change({ theme })}>${name}</button>`)}</div>`;
}

/** @param {App} app @returns {import("./dialog.js").Content|null} */
export function meDialog(app) {
  const { me } = app.session;
  if (!me) return null;
  const states = /** @type {const} */ (["online", "away", "offline"]);
  return {
    title: me.agent.name,
    body: html`
      <div class="setting"><h3 class="label">${t("My availability")}</h3><div class="seg" role="group" aria-label=${t("My availability")}>${states.map((state) => html`<button type="button" aria-pressed=${String(me.agent.availability === state)} @click=${() => app.actions.availability(state)}>${availabilityWord(state)}</button>`)}</div></div>
      <div class="setting"><h3 class="label">${t("Sounds and messages")}</h3><div class="seg" role="group" aria-label=${t("Sounds and messages")}>${[false, true].map((quiet) => html`<button type="button" aria-pressed=${String(app.profile.chosen.quiet === quiet)} @click=${() => app.profile.change({ quiet })}>${quiet ? t("Do not disturb") : t("On")}</button>`)}</div></div>
      <div class="setting"><h3 class="label">${t("Language")}</h3>${localeSwitch(app)}</div>
      <div class="setting"><h3 class="label">${t("Appearance")}</h3>${themeSwitch(app)}</div>
      <div class="actions">
        <button class="btn" type="button" @click=${() => { app.dialogs.close(); app.toSettings("profile"); }}>${t("Settings")}</button>
        <button class="btn" type="button" @click=${() => app.dialogs.open("keys")}>${t("Keys")}</button>
        <button class="btn" type="button" @click=${() => app.dialogs.open("replies")}>${t("Saved replies")}</button>
        ${app.session.administers ? html`<button class="btn" type="button" @click=${() => app.showLetters()}>${t("Failed reactions")}</button>` : nothing}
        <button class="btn push-inline" type="button" @click=${() => app.leave()}>${t("Sign out")}</button>
      </div>`,
  };
}

/** Only where something would be lost. @param {App} app @returns {import("./dialog.js").Content} */
export function signOutDialog(app) {
  return {
    title: t("Sign out?"),
    body: html`<p class="error">${icon("warn")}<span>${tn("{count} message was not sent yet. It is lost when you sign out.", "{count} messages were not sent yet. They are lost when you sign out.", app.sending.unsent)}</span></p>
      <div class="actions"><button class="btn btn-line" type="button" autofocus @click=${() => app.dialogs.close()}>${t("Stay here")}</button>
        <button class="btn" type="button" @click=${() => app.leave({ sure: true })}>${t("Sign out")}</button></div>`,
  };
}
