/** Where nothing is, for those who work here: said calmly, with the ways on. Who is not signed in comes to the door first, as everywhere. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { staffHead } from "../staff/head.js";
import { StaffPage } from "../staff/page.js";

export class Lost extends StaffPage {
  constructor() {
    super("lost");
  }

  get called() {
    return t("Nothing is here");
  }

  head() {
    return staffHead("lost", { inside: this.state === "ready", leads: this.leads, called: this.called });
  }

  opened() {
    return html`<main class="staff">${this.head()}
      <div class="card"><div class="empty" data-lost>${icon("route")}<b>${t("There is no page at this address, or it is not one for you.")}</b>
        <p>${t("The address may be mistyped, or what it led to has moved. Nothing was changed or lost.")}</p>
        <div class="inline"><a class="btn btn-line" href="/workspace">${icon("inbox")}${t("Conversations")}</a>
          ${this.leads ? html`<a class="btn" href="/workspace/board">${icon("board")}${t("Live board")}</a>` : nothing}
          <a class="btn" href="/workspace/tickets">${icon("ticket")}${t("Tickets")}</a></div></div></div></main>`;
  }
}

customElements.define("wd-lost", Lost);
