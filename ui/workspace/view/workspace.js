/** <wd-workspace>: the whole screen: the door, or the three columns. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { number, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { App } from "../core/app.js";
import { showBadge } from "../core/badge.js";
import { listenToKeys } from "../core/keys.js";
import { Watch } from "../core/signals.js";
import { connectionLine } from "./connection.js";
import { foldbar, rail } from "./rail.js";
import { toasts } from "./toasts.js";
import "./dialog.js";
import "./list.js";
import "./panel.js";
import "./sign-in.js";
import "./thread.js";
import "./waiting.js";

export class Workspace extends LitElement {
  constructor() {
    super();
    this.app = new App();
    new Watch(this, "session", "locale", "list", "heads", "thread", "counts", "alerts", "connection", "toasts", "outbox", "profile", "topic");
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.stopKeys = listenToKeys(this.app);
    this.app.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stopKeys?.();
  }

  updated() {
    const inside = this.app.session.state === "in";
    const count = inside ? this.app.notices.waiting : 0;
    const waiting = count ? `(${number(count)}) ` : "";
    showBadge(count);
    const place = inside && this.app.inbox.offers.length ? t("Offered to you") : this.placeName(inside);
    document.title = `${waiting}${place} · Walletdesk`;
  }

  /** @param {boolean} inside */
  placeName(inside) {
    return inside && this.app.place ? t("Live board") : t("Workspace");
  }

  render() {
    const { session, pane } = this.app;
    if (session.state === "unknown") return html`<main class="door" aria-busy="true"><h1 class="door-mark">${icon("route")}Walletdesk</h1></main>`;
    if (session.state === "unreachable") return this.unreachable();
    if (session.state === "out") return html`<wd-sign-in .app=${this.app}></wd-sign-in>`;
    const { thread } = this.app;
    return html`${thread.head && thread.state !== "loading" ? html`<a class="skip wide" href="#composer" @click=${this.skip}>${t("To the reply")}</a>` : nothing}
      ${connectionLine(this.app)} ${this.app.topic?.() ?? nothing}
      ${this.app.place ? nothing : html`<wd-waiting .app=${this.app}></wd-waiting>`}
      <div class="workspace" data-pane=${pane}>
        ${rail(this.app)}
        <main class="contents">${this.app.place ? nothing : html`<h1 class="sr">${t("Agents' workspace")}</h1>`}
          ${this.app.place ? this.place() : this.columns()}
        </main>
        ${foldbar(this.app)}
      </div>
      ${toasts(this.app)}
      <wd-dialogs .app=${this.app}></wd-dialogs>`;
  }

  /** Comes over the line only when somebody goes there. */
  place() {
    if (customElements.get("wd-board")) return html`<wd-board .app=${this.app}></wd-board>`;
    this.app.fetch(import("../board/board.js")).then((came) => came && this.requestUpdate());
    return nothing;
  }

  columns() {
    return html`<wd-list .app=${this.app}></wd-list>
      <wd-thread .app=${this.app}></wd-thread>
      <wd-panel .app=${this.app}></wd-panel>`;
  }

  /** @param {Event} event */
  skip(event) {
    event.preventDefault(); // the address belongs to the conversation
    if (this.app.thread.head) this.app.compose(this.app.mode);
  }

  unreachable() {
    return html`<main class="door"><div class="door-mark">${icon("route")}<b>Walletdesk</b></div>
      <div class="card card-pad stack"><h1>${t("Agents' workspace")}</h1><p>${t("The server cannot be reached. Check the connection and try again.")}</p>
      <button class="btn btn-line" type="button" @click=${() => this.app.session.refresh()}>${t("Try again")}</button></div></main>`;
  }
}

customElements.define("wd-workspace", Workspace);
