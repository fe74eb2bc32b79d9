/** <wd-devices>: my password, and where I am signed in. */
import { html, nothing } from "../vendor/lit.js";
import { t, when } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { Form } from "./form.js";

const EMPTY = { current: "", new: "", again: "" };

export class DevicesPage extends Form {
  static properties = { sessions: { state: true } };

  constructor() {
    super();
    this.codes = { password_wrong: "current", password_short: "new", password_long: "new", password_common: "new", differ: "again" };
    /** @type {{id: string, created_at: number, seen_at: number, browser: string, current: boolean}[]} */
    this.sessions = [];
  }

  /** Passwords are what this form is for. */
  get typed() {
    return [];
  }

  async load() {
    this.sessions = (await this.app.server.ask("GET", "me/sessions")).items;
    return EMPTY;
  }

  async save() {
    const { current, new: fresh, again } = this.values;
    if (fresh !== again) throw { code: "differ", message: t("The two passwords are not the same."), body: {} };
    const me = await this.app.server.ask("PUT", "me/password", { current, new: fresh });
    this.app.session.renewed(me);
    this.app.feed.again();
    this.sessions = (await this.app.server.ask("GET", "me/sessions")).items;
    return EMPTY;
  }

  /** @param {string} id */
  async end(id) {
    try {
      await this.app.server.ask("DELETE", `me/sessions/${encodeURIComponent(id)}`);
      this.sessions = this.sessions.filter((one) => one.id !== id);
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
  }

  page() {
    return html`
      <form class="card card-pad stack" @submit=${this.submit}><h3>${t("Change the password")}</h3>${this.refusal()}
        <input class="sr" type="text" name="username" autocomplete="username" tabindex="-1" aria-hidden="true" .value=${this.app.session.me?.agent.name ?? ""} />
        ${this.text("current", t("Present password"), "", { type: "password", auto: "current-password", most: 1000 })}
        ${this.text("new", t("New password"), t("At least 15 characters. A few words only you would put together are easy to keep."), { type: "password", auto: "new-password", most: 1000 })}
        ${this.text("again", t("The same password again"), "", { type: "password", auto: "new-password", most: 1000 })}
        <p class="hint">${t("Every other device is signed out by it.")}</p>${this.actions(t("Change the password"))}</form>
      <section class="card card-pad stack"><h3>${t("Where you are signed in")}</h3>
        <ul class="plain lines">${this.sessions.map((one) => html`<li class="line">${icon("device")}
          <div class="grow"><b class="ellipsis">${one.browser ? browserName(one.browser) : t("A browser")}</b><p class="faint small">${t("since {time}, last used {seen}", { time: when(one.created_at), seen: when(one.seen_at) })}</p></div>
          ${one.current ? html`<span class="chip chip-line">${t("This one")}</span>` : html`<button class="btn btn-s" type="button" aria-label=${t("Sign out: {name}", { name: browserName(one.browser) })} @click=${() => this.end(one.id)}>${t("Sign out")}</button>`}</li>`)}</ul>
        ${this.sessions.length ? nothing : html`<p class="muted">${t("Nowhere else.")}</p>`}</section>`;
  }
}

/** The browser and the system out of what browsers say of themselves. @param {string} agent */
function browserName(agent) {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\/(\d+)/.exec(agent);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent)?.[1];
  return [browser ? `${{ Edg: "Edge", OPR: "Opera" }[browser[1]] ?? browser[1]} ${browser[2]}` : agent.slice(0, 40), system].filter(Boolean).join(" · ");
}

customElements.define("wd-devices", DevicesPage);
