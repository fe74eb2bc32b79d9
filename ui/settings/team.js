/** <wd-team>: who works here. Leads see everybody and set skills; administrators do the rest. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { number, t, when } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { Watch } from "../workspace/core/signals.js";
import { availabilityWord, languageName, roleWord, skillWord } from "../workspace/view/words.js";
import "./agent.js";
import { copy } from "./form.js";
import "./team-names.js";

/** @typedef {{id: string, login: string|null, name: string, role: "agent"|"lead"|"admin", teams: string[], skills: Record<string, number>, languages: string[], capacity: number, active: boolean, availability: {state: string}}} Colleague */
/** @typedef {{id: string, name: string, agents: string[]}} Team */

export class TeamPage extends LitElement {
  static properties = { app: { attribute: false }, open: { state: true }, link: { state: true }, agents: { state: true }, failed: { state: true } };

  constructor() {
    super();
    /** @type {import("./desk.js").Desk} */
    this.app = /** @type {any} */ (null);
    /** @type {Colleague[]|null} */
    this.agents = null;
    /** @type {Team[]} */
    this.teams = [];
    this.open = ""; // whose form is open; "new" for an invitation
    /** @type {{name: string, link: string, expires_at: number}|null} */
    this.link = null;
    this.failed = false;
    new Watch(this, "locale");
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.load();
  }

  async load() {
    try {
      const { agents, teams } = await this.app.server.colleagues();
      this.teams = teams;
      this.agents = agents;
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  /** @param {string} id */
  toggle(id) {
    const form = this.querySelector("wd-agent");
    if (this.app.unsaved.has(form) && this.app.isHeld(() => this.toggle(id))) return; // the other form goes with what was not saved in it
    this.open = this.open === id ? "" : id;
  }

  /** @param {{agent?: Colleague, invitation?: {link: string, expires_at: number}}} told */
  async done({ agent, invitation }) {
    if (invitation) this.link = { ...invitation, name: agent?.name ?? "" };
    this.open = "";
    await this.load();
  }

  render() {
    if (this.failed) return html`<p class="error" role="alert">${icon("warn")}<span>${t("This page could not be fetched.")}</span> <button class="btn-link" type="button" @click=${this.load}>${t("Try again")}</button></p>`;
    if (!this.agents) return html`<div aria-busy="true"><span class="skeleton skeleton-s"></span><span class="skeleton"></span></div>`;
    const admin = this.app.session.administers;
    return html`
      ${this.link ? this.invited(this.link) : nothing}
      <section class="card"><div class="card-head split"><h3>${t("People")} <span class="badge badge-quiet">${number(this.agents.length)}</span></h3>
        ${admin ? html`<button class="btn btn-s ${this.open || this.link ? "" : "btn-line"}" type="button" aria-expanded=${String(this.open === "new")} @click=${() => this.toggle("new")}>${icon("plus")}${t("Invite a colleague")}</button>` : nothing}</div>
        ${this.open === "new" ? html`<wd-agent .app=${this.app} .teams=${this.teams} .done=${this.done.bind(this)}></wd-agent>` : nothing}
        <ul class="plain">${this.agents.map((agent) => this.line(agent))}</ul></section>
      <wd-team-names .app=${this.app} .teams=${this.teams} .done=${() => this.load()}></wd-team-names>
      <p class="hint">${admin ? nothing : t("Leads can set the skills of agents in their own teams. Only administrators can change the rest.")}</p>`;
  }

  /** @param {Colleague} agent */
  line(agent) {
    const { app } = this;
    const teams = agent.teams.map((id) => this.teams.find((team) => team.id === id)?.name).filter(Boolean);
    const skills = Object.entries(agent.skills).map(([skill, level]) => `${skillWord(skill)} ${number(level)}`);
    const mine = app.session.administers || (agent.role === "agent" && agent.teams.some((id) => app.session.me?.agent.teams.includes(id)));
    const open = this.open === agent.id;
    return html`<li><div class="line line-pad"><span class="who ${agent.active ? "who-agent" : ""}" aria-hidden="true">${[...agent.name][0]}</span>
      <div class="grow"><b>${agent.name}</b> <span class="chip">${roleWord(agent.role)}</span> ${agent.active ? nothing : html`<span class="chip chip-wait">${t("Switched off")}</span>`}
        <p class="muted small">${[teams.join(" · "), skills.join(" · "), agent.languages.map(languageName).join(" · "), t("up to {count} at once", { count: number(agent.capacity) })].filter(Boolean).join(" — ")}</p></div>
      <span class="small inline nowrap"><span class="dot ${{ online: "dot-on", away: "dot-wait" }[agent.availability.state] ?? "dot-off"}"></span>${availabilityWord(agent.availability.state)}</span>
      ${mine ? html`<button class="btn btn-s" type="button" aria-expanded=${String(open)} aria-label=${t("Change: {name}", { name: agent.name })} @click=${() => this.toggle(agent.id)}>${t("Change")}</button>` : nothing}</div>
      ${open ? html`<wd-agent .app=${app} .agent=${agent} .teams=${this.teams} .done=${this.done.bind(this)}></wd-agent>` : nothing}</li>`;
  }

  /** @param {{name: string, link: string, expires_at: number}} link */
  invited({ name, link, expires_at: until }) {
    return html`<div class="banner banner-line" role="status">${icon("link")}<div class="stack-s grow"><b>${t("Pass this link on to {name} yourself. It is shown once.", { name })}</b>
      <code class="code-line">${link}</code><span class="small muted">${t("It works once, until {time}.", { time: when(until) })}</span></div>
      <button class="btn btn-s" type="button" @click=${() => copy(this.app, link)}>${icon("copy")}${t("Copy")}</button></div>`;
  }
}

customElements.define("wd-team", TeamPage);
