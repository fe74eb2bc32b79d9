/** <wd-team-names>: the teams. Each owns a queue, so none is ever removed, only renamed. */
import { html } from "../vendor/lit.js";
import { t, tn } from "../shared/i18n.js";
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

  async load() {
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

  page() {
    const { id } = this.values;
    return html`<section class="card"><div class="card-head"><h3>${t("Teams")}</h3></div>
      <ul class="plain">${this.teams.map((team) => html`<li class="line line-pad"><b class="grow">${team.name}</b><span class="muted small">${tn("{count} person", "{count} people", team.agents.length)}</span>
        <button class="btn btn-s" type="button" aria-label=${t("Rename: {name}", { name: team.name })} @click=${() => this.rename(team)}>${t("Rename")}</button></li>`)}</ul>
      <form class="stack inset" @submit=${this.submit}>${this.refusal()}${this.text("name", id ? t("New name") : t("A new team"), "", { most: 60 })}${this.actions(id ? t("Rename") : t("Add the team"))}</form></section>`;
  }
}

customElements.define("wd-team-names", TeamNames);
