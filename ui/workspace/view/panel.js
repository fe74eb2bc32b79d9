/** <wd-panel>: who the contact is, what the bot already learned, what was promised. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { number, t, when, zoneShown } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Watch } from "../core/signals.js";
import { contactName, languageName, levelWord } from "./words.js";
import { owedBy } from "../model/groups.js";
import { isOfCall, isOfMail, isOfTheft } from "../model/theft.js";
import "./timer.js";

/** @typedef {import("../wire.js").Head} Head */

const LEVELS = ["anonymous", "email", "identified"];

export class Panel extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    new Watch(this, "thread", "heads", "locale", "list");
  }

  createRenderRoot() {
    return this;
  }

  render() {
    const { head } = this.app.thread;
    return html`<section class="panel ${this.app.panelOpen ? "panel-open" : ""}" id="panel" tabindex="-1" aria-label=${t("About the contact")}>
      ${head ? [this.contact(head), this.theft(), this.level(head), this.about(), this.dossiers(), this.voice(head), this.call(head), this.mail(head), this.promise(head), html`<wd-rest .app=${this.app}></wd-rest>`] : html`<p class="group-empty">${t("No conversation is open.")}</p>`}
    </section>`;
  }

  /** @param {Head} head */
  contact({ contact, locale }) {
    return html`<section><div class="inline">
      <span class="who who-l">${icon("person")}</span>
      <div class="grow"><b>${contactName(contact)}</b><p class="muted">${languageName(locale)}</p></div>
    </div></section>`;
  }

  /** @param {Head} head */
  level({ contact }) {
    const at = LEVELS.indexOf(contact.level);
    return html`<section><h2>${t("Verification")} <span class="chip ${at > 0 ? "chip-line" : ""}">${number(at + 1)} / ${number(LEVELS.length)}</span></h2>
      <ol class="route route-flat">${LEVELS.map((level, index) => html`<li class=${index < at ? "done" : index === at ? "now" : ""}>${levelWord(level)}${index === at ? html`<span class="sr"> ${t("(now)")}</span>` : nothing}</li>`)}</ol>
      ${at === 0 ? html`<p class="faint tiny">${t("Nothing proves who this is. Say nothing here that only the owner may know.")}</p>` : nothing}
    </section>`;
  }

  /** What is known of transactions: fetched when somebody has a conversation open. */
  dossiers() {
    import("./dossiers.js").catch(() => {});
    return html`<wd-dossiers .app=${this.app}></wd-dossiers>`;
  }

  /** What somebody did whose coins are being taken: fetched where the thread tells of it, or may have earlier. */
  theft() {
    const { items, earlier } = this.app.thread.window;
    if (!earlier && !items.some(isOfTheft)) return nothing;
    import("./theft.js").catch(() => {});
    return html`<wd-theft .app=${this.app}></wd-theft>`;
  }

  /** A booked call, or a wish for one: fetched where the thread tells of it, or may have earlier. @param {Head} head */
  call({ callback }) {
    const { items, earlier } = this.app.thread.window;
    if (!earlier && !callback && !items.some(isOfCall)) return nothing;
    import("./call.js").catch(() => {});
    return html`<wd-call .app=${this.app}></wd-call>`;
  }

  /** A call by voice: fetched when somebody has a conversation of theirs open. @param {Head} head */
  voice({ assignee, channel }) {
    if (assignee?.id !== this.app.session.agentId || channel !== "webchat") return nothing;
    import("./voice.js").catch(() => {});
    return html`<wd-voice .app=${this.app}></wd-voice>`;
  }

  /** Whom it is held with by mail: fetched where it is, or where the thread tells of a mail. @param {Head} head */
  mail({ channel }) {
    const { items, earlier } = this.app.thread.window;
    if (!earlier && channel !== "email" && !items.some(isOfMail)) return nothing;
    import("./mail.js").catch(() => {});
    return html`<wd-mail .app=${this.app}></wd-mail>`;
  }

  /** @param {Head} head */
  promise(head) {
    const due = owedBy(head);
    if (!due || ["resolved", "closed"].includes(head.status)) return nothing;
    const { session } = this.app;
    return html`<section><h2>${head.first_reply_due ? t("Promised first reply") : t("Promised next reply")}</h2>
      <div class="split"><span>${when(due, session.now())}</span><wd-timer .due=${due} .skew=${session.skew}></wd-timer></div>
      <p class="faint tiny">${t("The contact was told this time. Times are in {zone}.", { zone: zoneShown() })}</p>
    </section>`;
  }

  /** The rest, and what the contact said elsewhere: fetched with the first conversation. */
  about() {
    import("./about.js").catch(() => {});
    return html`<wd-about .app=${this.app}></wd-about>`;
  }
}

customElements.define("wd-panel", Panel);
