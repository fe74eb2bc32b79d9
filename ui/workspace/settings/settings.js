/** <wd-settings>: the pages of the settings beside their list. Fetched when somebody comes here; the live line stays open meanwhile. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { SETTINGS } from "../core/places.js";
import { Watch } from "../core/signals.js";
import { key } from "../view/key.js";
import { body as replies } from "../view/replies-settings.js";
import "./channels.js";
import "./devices.js";
import "./first-steps.js";
import "./inbox.js";
import "./notifications.js";
import "./profile.js";
import "./team.js";

/** @typedef {import("../core/app.js").App} App */

/** @type {Record<import("../core/places.js").PageName, (app: App) => unknown>} */
const PAGES = {
  profile: (app) => html`<wd-profile .app=${app}></wd-profile>`,
  notifications: (app) => html`<wd-notifications .app=${app}></wd-notifications>`,
  devices: (app) => html`<wd-devices .app=${app}></wd-devices>`,
  team: (app) => html`<wd-team .app=${app}></wd-team>`,
  inbox: (app) => html`<wd-inbox .app=${app}></wd-inbox>`,
  channels: (app) => html`<wd-channels .app=${app}></wd-channels>`,
  "first-steps": (app) => html`<wd-first-steps .app=${app}></wd-first-steps>`,
};

/** What the dialog of saved replies holds: whoever keeps settings keeps those as well, and they are small together. */
export const body = replies;

export class Settings extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {App} */
    this.app = /** @type {any} */ (null);
    this.shown = "";
    new Watch(this, "settings", "locale", "session", "profile");
  }

  createRenderRoot() {
    return this;
  }

  /** Whoever comes to a page by key or by the palette begins at its title. */
  updated() {
    if (this.shown === this.app.settings) return;
    this.shown = this.app.settings ?? "";
    this.querySelector("h2")?.focus();
  }

  render() {
    const { app } = this;
    const pages = SETTINGS.filter(({ when }) => !when || when(app));
    const page = pages.find(({ id }) => id === app.settings) ?? pages[0];
    return html`<section class="settings" aria-label=${t("Settings")}>
      <nav class="settings-nav" aria-label=${t("Settings")}>
        <button class="btn btn-quiet" type="button" @click=${() => app.go(app.before)}>${icon("left", true)}${t("Conversations")} ${key("Esc")}</button>
        <ul class="plain">${pages.map(({ id, icon: mark, title }) => html`<li><a href="/workspace/settings/${id}" aria-current=${id === page.id ? "page" : nothing} @click=${(/** @type {Event} */ e) => this.turn(e, id)}>${icon(mark)}${title(t)}</a></li>`)}${app.session.leads ? html`<li><a href="/workspace/outgoing">${icon("warn")}${t("Texts and fakes")}</a></li><li><a href="/workspace/outgoing#builds">${icon("download")}${t("App builds")}</a></li>` : nothing}</ul>
      </nav>
      <div class="settings-page"><h2 tabindex="-1">${page.title(t)}</h2>${PAGES[page.id](app)}</div>
    </section>`;
  }

  /** @param {Event} event @param {import("../core/places.js").PageName} page */
  turn(event, page) {
    event.preventDefault();
    this.app.toSettings(page);
  }
}

customElements.define("wd-settings", Settings);
