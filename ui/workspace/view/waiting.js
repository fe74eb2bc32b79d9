/** <wd-waiting>: everybody who waits too long in one line, until nobody does. It lies beside the composer, never over it. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { t, tn } from "../../shared/i18n.js";
import { Watch } from "../core/signals.js";
import { tooLong, waitsSince } from "../model/waiting.js";
import { contactName } from "./words.js";
import "./timer.js";

const LOOK_EVERY = 2_000; // ms

export class Waiting extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    new Watch(this, "heads", "locale", "thread");
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.clock = setInterval(() => this.requestUpdate(), LOOK_EVERY);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.clock);
  }

  render() {
    const { inbox, session } = this.app;
    const late = tooLong([...inbox.rows("queue"), ...inbox.rows("mine").filter((head) => inbox.unread(head) > 0)], session.now());
    const words = late.length ? tn("{count} contact has waited too long", "{count} contacts have waited too long", late.length) : "";
    return html`<p class="sr" role="status">${words}</p>
      ${late.length === 0
        ? nothing
        : html`<button class="late" type="button" aria-label=${`${words}. ${t("Go to {name}", { name: contactName(late[0].contact) })}`} @click=${() => this.app.go(late[0].id)}>
            <b>${words}</b><span class="ellipsis">${contactName(late[0].contact)}</span><wd-timer .since=${waitsSince(late[0])} .skew=${session.skew}></wd-timer></button>`}`;
  }
}

customElements.define("wd-waiting", Waiting);
