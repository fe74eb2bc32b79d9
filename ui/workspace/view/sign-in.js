/** <wd-sign-in>: the door. It says what is wrong with the form, never which half of it was wrong. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { refusalOf } from "../core/shield.js";
import { Watch } from "../core/signals.js";
import { localeSwitch } from "./me.js";

export class SignIn extends LitElement {
  static properties = { app: { attribute: false }, fault: { state: true }, busy: { state: true }, shown: { state: true } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    this.fault = "";
    this.busy = false;
    this.shown = false;
    new Watch(this, "locale", "session");
  }

  createRenderRoot() {
    return this;
  }

  /** @param {SubmitEvent} event */
  async submit(event) {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const { login, password } = Object.fromEntries(/** @type {[string, string][]} */ ([...new FormData(form)]));
    this.fault = login.trim() && password ? "" : t("Enter your sign-in name and your password.");
    if (this.fault || this.busy) return this.toFault(login.trim() ? "password" : "login");
    this.busy = true;
    try {
      this.fault = await refusalOf([login]);
      if (this.fault) return this.toFault("login");
      await this.app.session.signIn(login.trim(), password);
    } catch (/** @type {any} */ problem) {
      this.fault = this.words(problem);
      this.toFault("password");
    } finally {
      this.busy = false;
    }
  }

  /** @param {import("../../shared/api.js").Problem} problem */
  words(problem) {
    if (problem.unreachable) return t("The server cannot be reached. Check the connection and try again.");
    if (problem.status === 429) return problem.message || t("The server could not answer. Try again in a moment.");
    if (problem.status >= 500) return t("The server could not answer. Try again in a moment.");
    return t("Sign-in name and password do not match.");
  }

  /** @param {string} name */
  async toFault(name) {
    await this.updateComplete;
    const field = /** @type {HTMLInputElement|null} */ (this.querySelector(`[name="${name}"]`));
    field?.focus();
    field?.select();
  }

  render() {
    const lost = this.app.session.me !== null && this.app.session.state === "out";
    return html`<main class="door">
      <div class="door-mark">${icon("route")}<b>Walletdesk</b></div>
      <form class="card card-pad stack" novalidate @submit=${this.submit}>
        <h1>${t("Agents' workspace")}</h1>
        ${lost ? html`<p class="banner banner-wait">${icon("clock")}<span>${t("Your session has ended. Sign in again; what you were writing is still here.")}</span></p>` : nothing}
        <div class="field"><label for="login">${t("Sign-in name")}</label>
          <input class="input input-l" id="login" name="login" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus aria-describedby=${this.fault ? "fault" : nothing} aria-invalid=${this.fault ? "true" : nothing} /></div>
        <div class="field"><label for="password">${t("Password")}</label>
          <input class="input input-l" id="password" name="password" type=${this.shown ? "text" : "password"} autocomplete="current-password" required aria-describedby=${this.fault ? "fault" : nothing} aria-invalid=${this.fault ? "true" : nothing} />
          <button class="btn-link small" type="button" aria-pressed=${String(this.shown)} @click=${() => (this.shown = !this.shown)}>${this.shown ? t("Hide the password") : t("Show the password")}</button></div>
        <p class="error" id="fault" role="alert">${this.fault ? html`${icon("warn")}<span>${this.fault}</span>` : nothing}</p>
        <button class="btn btn-line btn-l btn-wide" type="submit" aria-disabled=${String(this.busy)}>${this.busy ? t("Signing in") : t("Sign in")}</button>
      </form>
      <p class="hint">${t("Lost the password? An administrator gives you a new link.")}</p>
      <div class="door-foot">${localeSwitch(this.app)}</div>
    </main>`;
  }
}

customElements.define("wd-sign-in", SignIn);
