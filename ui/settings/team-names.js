/** <wd-team-names>: the teams. Each owns a queue, so none is ever removed, only renamed. */
import { html, nothing } from "../vendor/lit.js";
import { number, t, tn } from "../shared/i18n.js";
import { Form } from "./form.js";

export class TeamNames extends Form {
  static properties = { teams: { attribute: false } };

  constructor() {
    super();
    /** @type {import("./team.js").Team[]} */
    this.teams = [];
    this.done = () => {};
    this.codes = { name_taken: "name", bad_name: "name" };
  }

  /** @type {{minutes: number, team: string, to: string}[]} */
  over = []; // which team helps which, and after how long

  async load() {
    this.over = (await this.app.server.ask("GET", "queues")).overflow;
    return { id: "", name: "" };
  }

  async save() {
    const { id, name } = this.values;
    await (id ? this.app.server.ask("PUT", `staff/teams/${id}`, { name }) : this.app.server.ask("POST", "staff/teams", { name }));
    this.done();
    return { id: "", name: "" };
  }

  /** @param {import("./team.js").Team} team */
  async rename({ id, name }) {
    this.start({ id, name });
    await this.updateComplete;
    /** @type {HTMLInputElement|null} */ (this.querySelector('input[name="name"]'))?.select();
  }

  /** @param {string} id */
  helping(id) {
    const name = (/** @type {string} */ other) => this.teams.find((team) => team.id === other)?.name ?? t("General queue");
    const from = this.over.filter(({ team, to }) => to && team === id).map(({ minutes, to }) => t("After {minutes} min of waiting, {team} may take over too", { minutes: number(minutes), team: name(to) }));
    const of = this.over.filter(({ to }) => to === id).map(({ minutes, team }) => t("Takes over from {team} after {minutes} min", { minutes: number(minutes), team: name(team) }));
    return [...from, ...of].map((words) => html`<span class="muted small"><br /><a href="/workspace/settings/queues">${words}</a></span>`);
  }

  page() {
    const { id } = this.values;
    const may = this.app.session.administers;
    return html`<section class="card"><div class="card-head"><h3>${t("Teams")}</h3></div>
      <ul class="plain">${this.teams.map((team) => html`<li class="line line-pad"><span class="grow"><b>${team.name}</b>${this.helping(team.id)}</span><span class="muted small">${tn("{count} person", "{count} people", team.agents.length)}</span>
        ${may ? html`<button class="btn btn-s" type="button" aria-label=${t("Rename: {name}", { name: team.name })} @click=${() => this.rename(team)}>${t("Rename")}</button>` : nothing}</li>`)}</ul>
      ${may ? html`<form class="stack inset" @submit=${this.submit}>${this.refusal()}${this.text("name", id ? t("New name") : t("A new team"), "", { most: 60 })}${this.actions(id ? t("Rename") : t("Add the team"))}</form>` : nothing}</section>`;
  }
}

customElements.define("wd-team-names", TeamNames);
