/** <wd-agent>: one colleague's form, or an invitation. Each thing that may change is a request of its own, as the server has it. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { languageName, roleWord, skillWord } from "../workspace/view/words.js";
import { Form } from "./form.js";

const SKILLS = ["general", "funds", "account", "development", "risk"];
const LANGUAGES = ["zh-CN", "en"];
const NEW = { login: "", name: "", role: "agent", teams: [], skills: { general: 1 }, languages: [], capacity: 4, active: true };
const same = (/** @type {unknown} */ a, /** @type {unknown} */ b) => JSON.stringify(a) === JSON.stringify(b);

export class AgentForm extends Form {
  static properties = { agent: { attribute: false }, teams: { attribute: false } };

  constructor() {
    super();
    /** @type {import("./team.js").Colleague|null} */
    this.agent = null;
    /** @type {import("./team.js").Team[]} */
    this.teams = [];
    /** @type {(told: any) => void} */
    this.done = () => {};
    this.codes = { bad_login: "login", login_taken: "login", bad_name: "name", bad_capacity: "capacity", bad_language: "languages", bad_skill: "skills", unknown_team: "teams", last_admin: "role" };
  }

  async load() {
    const { login, name, role, teams, skills, languages, capacity, active } = this.agent ?? NEW;
    return { login: login ?? "", name, role, teams, skills, languages, capacity, active };
  }

  async save() {
    const { server } = this.app;
    if (!this.agent) {
      const { active, ...body } = this.values;
      const told = await server.ask("POST", "staff/agents", body);
      this.app.unsaved.delete(this);
      return void this.done(told);
    }
    const before = JSON.parse(this.kept);
    for (const [path, names] of Object.entries(PARTS)) {
      const body = Object.fromEntries(names.map((name) => [name, this.values[name]]));
      if (!same(body, Object.fromEntries(names.map((name) => [name, before[name]])))) await server.ask("PUT", `staff/agents/${this.agent.id}/${path}`, body);
    }
    this.app.unsaved.delete(this);
    this.done({});
  }

  /** A new way in for somebody who lost the password. */
  async invite() {
    try {
      const invitation = await this.app.server.ask("POST", `staff/agents/${this.agent?.id}/invitation`);
      this.done({ agent: this.agent, invitation });
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
  }

  /** @param {"teams"|"languages"} name @param {string} one @param {boolean} on */
  put(name, one, on) {
    this.set({ [name]: on ? [...this.values[name], one] : this.values[name].filter((/** @type {string} */ other) => other !== one) });
  }

  /** @param {string} skill @param {number} level */
  rate(skill, level) {
    const { [skill]: _, ...others } = this.values.skills;
    this.set({ skills: level ? { ...others, [skill]: level } : others });
  }

  page() {
    const admin = this.app.session.administers;
    const { values, agent } = this;
    /** @type {[string, string][]} */
    const roles = /** @type {const} */ (["agent", "lead", "admin"]).map((role) => [role, roleWord(role)]);
    return html`<form class="stack inset" aria-label=${agent ? t("Change: {name}", { name: agent.name }) : t("Invite a colleague")} @submit=${this.submit}>${this.refusal()}
      ${admin ? html`<div class="two">
        ${agent ? nothing : this.text("login", t("Sign-in name"), t("2 to 64 characters, no spaces."), { most: 64 })}
        ${this.text("name", t("Name that contacts may see"), t("For example: Agent 3. No real name is needed."), { most: 60 })}
        ${this.select("role", t("Role"), roles)}
        ${this.text("capacity", t("Conversations at once"), "", { type: "number", least: 1, narrow: true })}</div>
        ${this.many("teams", t("Teams"), this.teams.map(({ id, name }) => [id, name]), t("There are no teams yet."))}
        ${this.many("languages", t("Languages"), [...new Set([...LANGUAGES, ...values.languages])].map((one) => [one, languageName(one)]), "", t("None ticked: asked in every language."))}` : nothing}
      <fieldset class="stack-s"><legend class="label">${t("Skills")}</legend>${[...new Set([...SKILLS, ...Object.keys(values.skills)])].map((skill) => this.skill(skill))}${this.wrong("skills")}</fieldset>
      ${admin && agent ? html`${this.check(t("May sign in"), values.active, (active) => this.set({ active }))}${this.wrong("active")}` : nothing}
      <div class="split">${this.actions(agent ? t("Save") : t("Make the invitation"))}
        ${admin && agent?.active ? html`<button class="btn btn-quiet" type="button" @click=${this.invite}>${t("New invitation link")}</button>` : nothing}</div></form>`;
  }

  /** @param {"teams"|"languages"} name @param {string} label @param {[string, string][]} options @param {string} none @param {string} [hint] */
  many(name, label, options, none, hint = "") {
    return html`<fieldset class="stack-s"><legend class="label">${label}</legend><div class="inline">${options.map(([one, words]) => this.check(words, this.values[name].includes(one), (on) => this.put(name, one, on)))}</div>
      ${options.length ? nothing : html`<p class="hint">${none}</p>`}${hint ? html`<p class="hint">${hint}</p>` : nothing}${this.wrong(name)}</fieldset>`;
  }

  /** @param {string} name */
  wrong(name) {
    const fault = this.fault(name);
    return fault ? html`<p class="error">${fault}</p>` : nothing;
  }

  /** @param {string} skill */
  skill(skill) {
    const level = this.values.skills[skill] ?? 0;
    const words = [t("none"), t("basic"), t("good"), t("expert")];
    return html`<div class="split skill"><span>${skillWord(skill)}</span><div class="seg" role="group" aria-label=${skillWord(skill)}>${words.map((word, at) => html`<button type="button" aria-pressed=${String(at === level)} @click=${() => this.rate(skill, at)}>${word}</button>`)}</div></div>`;
  }
}

/** @type {Record<string, string[]>} which request carries which fields */
const PARTS = { profile: ["name", "languages", "capacity"], skills: ["skills"], teams: ["teams"], role: ["role"], active: ["active"] };

customElements.define("wd-agent", AgentForm);
