/** <wd-settings>: the settings, a page of its own beside the workspace: the list of pages and one of them. The live line stays open meanwhile. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { staffHead } from "../staff/head.js";
import { showBadge } from "../workspace/core/badge.js";
import { SETTINGS_PATH } from "../workspace/core/places.js";
import { Watch } from "../workspace/core/signals.js";
import "../workspace/view/sign-in.js";
import { toasts } from "../workspace/view/toasts.js";
import { Desk } from "./desk.js";
import { PAGES, pagesFor } from "./pages.js";
import "./unsaved.js";

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select";

export class Settings extends LitElement {
  constructor() {
    super();
    this.app = new Desk();
    this.shown = "";
    this.press = this.press.bind(this);
    new Watch(this, "settings", "locale", "session", "profile", "toasts", "counts", "heads");
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    document.addEventListener("keydown", this.press);
    this.app.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    document.removeEventListener("keydown", this.press);
  }

  /** Esc outside of fields leads back. @param {KeyboardEvent} event */
  press(event) {
    const target = event.composedPath()[0];
    if (event.key !== "Escape" || event.defaultPrevented || event.isComposing || this.app.dialogs.name || this.app.session.state !== "in") return;
    if (!(target instanceof Element && target.matches(FIELDS))) this.app.back();
  }

  /** What waits is told here too; whoever turns to a page begins at its title. */
  updated() {
    const count = this.app.session.state === "in" ? this.app.notices.waiting : 0;
    showBadge(count);
    document.title = `${count ? `(${number(count)}) ` : ""}${t("Settings")} · Walletdesk`;
    const shown = this.app.session.state === "in" ? (this.app.page ?? "") : "";
    if (shown === this.shown) return;
    this.shown = shown;
    this.querySelector("h2")?.focus();
    this.querySelector(".settings-nav [aria-current=page]")?.scrollIntoView({ inline: "center", block: "nearest" }); // a phone shows a few of them
  }

  render() {
    const { page, session } = this.app;
    if (session.state === "unknown") return nothing;
    if (session.state === "unreachable") return this.unreachable();
    if (session.state === "out") return html`<wd-sign-in .app=${this.app}></wd-sign-in>`;
    const pages = pagesFor(this.app);
    return html`<main class="staff">
        <div @click=${this.leave}>${staffHead("settings", { inside: true, leads: session.leads, back: this.app.workspace })}</div>
        ${page ? this.opened(pages, pages.includes(page) ? page : pages[0]) : nothing}
      </main>
      ${toasts(this.app)}
      <wd-dialogs .app=${this.app}></wd-dialogs>`;
  }

  /** @param {import("./pages.js").PageName[]} pages @param {import("./pages.js").PageName} page */
  opened(pages, page) {
    const { app } = this;
    const asked = location.pathname.slice(SETTINGS_PATH.length).replace(/\/$/, "");
    return html`${asked && asked !== page ? html`<p class="banner" role="status">${icon("info")}<span>${t("There is no page at this address, or it is not one for you.")}</span></p>` : nothing}<div class="settings">
      <nav class="settings-nav" aria-label=${t("Settings")}>
        <ul class="plain">${pages.map((id) => html`<li><a href="/workspace/settings/${id}" aria-current=${id === page ? "page" : nothing} @click=${(/** @type {Event} */ e) => this.turn(e, id)}>${icon(PAGES[id].icon)}${PAGES[id].title()}</a></li>`)}
          ${app.session.leads ? html`<li><a href="/workspace/outgoing#builds">${icon("download")}${t("App builds")}</a></li>` : nothing}</ul>
      </nav>
      <div class="settings-page"><h2 tabindex="-1">${PAGES[page].title()}</h2>${PAGES[page].body(app)}</div>
    </div>`;
  }

  /** By the head, while something is unsaved: asked as everywhere. @param {MouseEvent} event */
  leave(event) {
    const link = /** @type {Element} */ (event.target).closest("a");
    if (link && !event.metaKey && !event.ctrlKey && this.app.isHeld(() => location.assign(link.href))) event.preventDefault();
  }

  unreachable() {
    return html`<main class="staff">${staffHead("settings", { inside: false, leads: false, back: this.app.workspace })}
      <p class="banner banner-wait" role="alert">${icon("warn")}<span class="grow">${t("The server cannot be reached. Check the connection and try again.")}</span>
        <button class="btn btn-s" type="button" @click=${() => this.app.session.refresh()}>${t("Try again")}</button></p></main>`;
  }

  /** @param {Event} event @param {import("./pages.js").PageName} page */
  turn(event, page) {
    event.preventDefault();
    this.app.toSettings(page);
  }
}

customElements.define("wd-settings", Settings);
