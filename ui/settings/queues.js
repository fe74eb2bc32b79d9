/** <wd-queues>: what leads set for the queues: what goes where, who takes over, what conversations weigh, why somebody pauses. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { refusalOf } from "../workspace/core/shield.js";
import { channelWord, languageName, skillWord } from "../workspace/view/words.js";
import { Form } from "./form.js";

/** @typedef {Record<string, any>} Rule */
/** @typedef {{id: string, name: string}} Named */
/** @typedef {Named & {forms: string[]}} Inbox */

const CHANNELS = ["webchat", "email", "form"];
const SKILLS = ["funds", "account", "development", "risk", "general"];
const CONDITIONS = ["inbox", "channel", "language", "organization", "category", "topic"];
const EMPTY = { inbox: "", channel: "", language: "", topic: "", organization: "", category: "", team: "", priority: "", skill: "", level: 1 };

/** What both forms choose from. @param {import("./desk.js").Desk} app */
async function places(app) {
  const [queues, teams, told, firms] = await Promise.all([app.server.ask("GET", "queues"), app.server.ask("GET", "staff/teams"), app.server.ask("GET", "workspace/installation"), app.server.ask("GET", "organizations")]);
  return { queues, teams: teams.items, inboxes: told.inboxes, firms: firms.items ?? [] };
}

/** What holds while nothing is set. @param {string} words */
const empty = (words) => html`<p class="banner">${icon("info")}<span>${words}</span></p>`;

const reading = () => html`<p class="hint inline">${icon("lock")}${t("Only administrators can change this part. You can read it.")}</p>`;

class Listed extends Form {
  /** @type {{queues: any, teams: Named[], inboxes: Inbox[], firms: Named[]}|null} */
  around = null;

  /** @param {string} list @param {number} at @param {Record<string, unknown>} changed */
  change(list, at, changed) {
    this.set({ [list]: this.values[list].map((/** @type {object} */ one, /** @type {number} */ index) => (index === at ? { ...one, ...changed } : one)) });
  }

  /** @param {string} list @param {number} at @param {number} [step]  0 takes it out */
  move(list, at, step = 0) {
    const items = [...this.values[list]];
    const [one] = items.splice(at, 1);
    if (step) items.splice(at + step, 0, one);
    this.set({ [list]: items });
  }

  /** Both forms change one plan: what this one has kept is no news to the other. @param {any} kept */
  agreed(kept) {
    const others = /** @type {Iterable<Listed>} */ (this.closest("wd-queues")?.querySelectorAll("wd-queue-rules, wd-taking-over") ?? []);
    for (const other of others) if (other !== this && other.values) {
      other.kept = JSON.stringify({ ...JSON.parse(other.kept), version: kept.version });
      other.values = { ...other.values, version: kept.version };
    }
    return kept;
  }

  /** @param {string} label @param {string} value @param {[string, string][]} options @param {(value: string) => void} chosen @param {string} [fault] what is wrong with it */
  pick(label, value, options, chosen, fault = "") {
    return html`<label class="field"><span>${label}</span><select class="input input-narrow" aria-invalid=${fault ? "true" : nothing} @change=${(/** @type {any} */ e) => chosen(e.target.value)}>${options.map(([id, words]) => html`<option value=${id} ?selected=${id === value}>${words}</option>`)}</select>${fault ? html`<span class="error">${icon("warn")}<span>${fault}</span></span>` : nothing}</label>`;
  }

  /** Of a refusal that names no line: what is said at one that it may be about. @param {string} code @param {boolean} isWrong */
  faultOf(code, isWrong) {
    return isWrong && this.problem?.code === code ? this.problem.message : "";
  }

  /** @param {string} name @param {string} label @param {string} value @param {(value: string) => void} typed */
  write(name, label, value, typed) {
    return html`<label class="field"><span>${label}</span><input class="input input-narrow" name=${name} maxlength="80" autocomplete="off" .value=${value} @input=${(/** @type {any} */ e) => typed(e.target.value)} /></label>`;
  }

  /** @param {string} label @param {() => void} press @param {string} sign */
  button(label, press, sign = "x") {
    return html`<button class="btn btn-quiet btn-icon btn-s" type="button" aria-label=${label} @click=${press}>${icon(sign)}</button>`;
  }

  /** @param {string} none @returns {[string, string][]} */
  teams(none) {
    return [["", none], .../** @type {[string, string][]} */ ((this.around?.teams ?? []).map(({ id, name }) => [id, name]))];
  }
}

class RulesForm extends Listed {
  static properties = { tried: { state: true } };

  constructor() {
    super();
    /** @type {Rule} */
    this.example = { ...EMPTY };
    /** @type {number|null|undefined} */
    this.tried = undefined;
  }

  async load() {
    this.around = await places(this.app);
    const { version, rules } = this.around.queues;
    return { version, rules };
  }

  async save() {
    const { version, rules } = this.agreed(await this.app.server.ask("PUT", "queues/rules", this.values));
    return { version, rules };
  }

  async attempt() {
    const facts = Object.fromEntries(CONDITIONS.map((name) => [name, this.example[name]]));
    try {
      const message = await refusalOf([...Object.values(facts), ...this.typed]);
      if (message) throw { message };
      this.tried = (await this.app.server.ask("POST", "queues/try", { rules: this.values.rules, facts })).rule;
      this.problem = null;
    } catch (/** @type {any} */ problem) {
      this.problem = problem;
    }
  }

  page() {
    const { rules } = this.values;
    return html`<form class="card card-pad stack" aria-label=${t("Where conversations go")} @submit=${this.submit}><h3>${t("Where conversations go")}</h3>${this.refusal()}
      <p class="hint">${t("Rules are checked from the top, and the first that fits decides. A team that was chosen already stays.")}</p>
      <p class="hint">${t("Leads and administrators can change these rules.")} ${t("General queue: conversations for which no team is set. Every agent with room may get them.")}</p>
      ${rules.length ? nothing : empty(t("No rule yet. Every conversation waits in the general queue, for whoever has room."))}
      <ol class="plain">${rules.map((/** @type {Rule} */ rule, /** @type {number} */ at) => this.rule(rule, at))}</ol>
      <div><button class="btn btn-s" type="button" @click=${() => this.set({ rules: [...rules, { ...EMPTY }] })}>${icon("plus")}${t("Add a rule")}</button></div>
      ${this.actions(t("Save the rules"))}
      <fieldset class="stack"><legend class="label">${t("Try an example")}</legend><p class="hint">${t("Tried with what stands here, saved or not. Nothing is changed.")}</p>
        <div class="inline">${this.conditions(this.example, t("not known"), (changed) => { this.example = { ...this.example, ...changed }; this.tried = undefined; this.requestUpdate(); })}</div>
        <div class="inline"><button class="btn btn-s" type="button" @click=${this.attempt}>${t("Which rule applies?")}</button>
          <span role="status">${this.tried === undefined ? "" : this.tried === null ? t("None. It waits in the general queue for whoever has room.") : t("Rule {number} applies: {what}", { number: number(this.tried + 1), what: this.outcome(rules[this.tried]) })}</span></div></fieldset></form>`;
  }

  /** @param {Rule} rule @param {number} at */
  rule(rule, at) {
    const change = (/** @type {Rule} */ changed) => this.change("rules", at, changed);
    const place = number(at + 1);
    return html`<li class="line" role="group" aria-label=${t("Rule {number}", { number: place })}><b class="num">${place}</b><div class="stack grow">
        <div class="inline">${this.conditions(rule, t("any"), change)}</div>
        <div class="inline">${this.pick(t("Goes to"), rule.team, this.teams(t("general queue")), (team) => change({ team }), this.faultOf("bad_rule", !(rule.team || rule.priority || rule.skill)))}
          ${this.pick(t("Urgency"), rule.priority, [["", t("unchanged")], ["high", t("Urgent")], ["security", t("Money at risk")]], (priority) => change({ priority }))}
          ${this.pick(t("Skill"), rule.skill, [["", t("unchanged")], .../** @type {[string, string][]} */ (SKILLS.map((one) => [one, skillWord(one)]))], (skill) => change({ skill, level: skill ? rule.level : 1 }))}
          ${rule.skill ? this.pick(t("At least level"), String(rule.level), [["1", "1"], ["2", "2"], ["3", "3"]], (level) => change({ level: Number(level) })) : nothing}</div></div>
      ${at < this.values.rules.length - 1 ? this.button(t("Rule {number}: down", { number: place }), () => this.move("rules", at, 1), "down") : nothing}
      ${this.button(t("Remove: {name}", { name: t("Rule {number}", { number: place }) }), () => this.move("rules", at))}</li>`;
  }

  /** @param {Rule} rule @param {string} none @param {(changed: Rule) => void} change */
  conditions(rule, none, change) {
    const { inboxes, firms } = /** @type {NonNullable<Listed["around"]>} */ (this.around);
    const of = (/** @type {Named[]} */ all) => /** @type {[string, string][]} */ ([["", none], ...all.map(({ id, name }) => [id, name])]);
    return html`${this.pick(t("Channel"), rule.channel, [["", none], .../** @type {[string, string][]} */ (CHANNELS.map((one) => [one, channelWord(one)]))], (channel) => change({ channel }))}
      ${this.pick(t("Language"), rule.language, [["", none], ["zh", languageName("zh")], ["en", languageName("en")]], (language) => change({ language }))}
      ${this.pick(t("Inbox"), rule.inbox, of(inboxes), (inbox) => change({ inbox }))}
      ${firms.length ? this.pick(t("Organization"), rule.organization, of(firms), (organization) => change({ organization })) : nothing}
      ${this.pick(t("Form category"), rule.category, [["", none], .../** @type {[string, string][]} */ ([...new Set([...inboxes.flatMap((one) => one.forms), rule.category])].filter(Boolean).map((one) => [one, one]))], (category) => change({ category }))}${this.write("topic", t("Topic"), rule.topic, (topic) => change({ topic }))}`;
  }

  /** @param {Rule} rule */
  outcome({ team, priority, skill, level }) {
    const urgency = { high: t("Urgent"), security: t("Money at risk") }[/** @type {string} */ (priority)];
    return [this.around?.teams.find(({ id }) => id === team)?.name, urgency, skill && t("{skill}, level {level}", { skill: skillWord(skill), level: number(level) })].filter(Boolean).join(" · ");
  }
}

class TakingOver extends Listed {
  async load() {
    this.around = await places(this.app);
    return this.shown(this.around.queues);
  }

  /** @param {any} queues */
  shown({ version, weights, overflow }) {
    return { version, weights, overflow };
  }

  async save() {
    return this.shown(this.agreed(await this.app.server.ask("PUT", "queues", this.values)));
  }

  page() {
    const may = this.app.session.administers;
    const { overflow, weights } = this.values;
    return html`<form class="card card-pad stack" aria-label=${t("When a queue is too long")} @submit=${this.submit}><h3>${t("When a queue is too long")}</h3>${this.refusal()}
      <p class="hint">${t("After this time a second team may take the conversation too. The first team still can, nobody loses their place, and the contact is told.")}</p>
      ${may ? nothing : reading()}
      <fieldset class="stack bare" ?disabled=${!may}>
        ${overflow.length ? nothing : empty(t("No rule yet. Contacts wait with the first team, however long it takes."))}
        <ul class="plain">${overflow.map((/** @type {any} */ one, /** @type {number} */ at) => this.rule(one, at))}</ul>
        ${may ? html`<div><button class="btn btn-s" type="button" @click=${() => this.set({ overflow: [...overflow, { minutes: 10, team: "", to: "" }] })}>${icon("plus")}${t("Add a rule")}</button></div>` : nothing}
        <h4>${t("How much of an agent's capacity a conversation takes")}</h4>
        <div class="inline">${CHANNELS.map((channel) => this.pick(channelWord(channel), String(weights[channel] ?? 100), [100, 75, 50, 33, 25, 10].map((one) => [String(one), number(one / 100)]), (weight) => this.set({ weights: { ...weights, [channel]: Number(weight) } })))}</div>
        <p class="hint">${t("1 is one full place. A change counts for open conversations too: no agent loses one, and an agent over the limit gets no new ones.")}</p>
        ${may ? this.actions(t("Save")) : nothing}</fieldset></form>`;
  }

  /** @param {{minutes: number, team: string, to: string}} one @param {number} at */
  rule(one, at) {
    const change = (/** @type {object} */ changed) => this.change("overflow", at, changed);
    return html`<li class="line" role="group" aria-label=${t("Rule {number}", { number: number(at + 1) })}><div class="inline grow">
      ${this.pick(t("Waiting for"), one.team, this.teams(t("general queue")), (team) => change({ team, to: team ? one.to : "" }), this.faultOf("bad_overflow", this.values.overflow.findIndex((/** @type {any} */ other) => other.team === one.team && !other.to === !one.to) < at))}
      <label class="field"><span>${t("Longer than (minutes)")}</span><input class="input input-number" type="number" min="1" max="1440" .value=${String(one.minutes)} @input=${(/** @type {any} */ e) => change({ minutes: e.target.valueAsNumber || 0 })} /></label>
      ${this.pick(t("Then"), one.to, one.team ? this.teams(t("offer a message or a callback")).filter(([id]) => id !== one.team) : [["", t("offer a message or a callback")]], (to) => change({ to }))}</div>
      ${this.app.session.administers ? this.button(t("Remove: {name}", { name: t("Rule {number}", { number: number(at + 1) }) }), () => this.move("overflow", at)) : nothing}</li>`;
  }
}

class PausesForm extends Listed {
  async load() {
    return { ...(await this.app.server.ask("GET", "staff/pauses")), fresh: { zh: "", en: "" } };
  }

  async save() {
    const { items, fresh } = this.values;
    const all = fresh.zh || fresh.en ? [...items, { zh: fresh.zh || fresh.en, en: fresh.en || fresh.zh }] : items;
    return { ...(await this.app.server.ask("PUT", "staff/pauses", { items: all })), fresh: { zh: "", en: "" } };
  }

  page() {
    const may = this.app.session.administers;
    const { items, fresh } = this.values;
    return html`<form class="card card-pad stack" aria-label=${t("Pause reasons")} @submit=${this.submit}><h3>${t("Pause reasons")}</h3>${this.refusal()}
      <p class="hint">${t("Agents may pick one when they go away. Leads see it on the board. To add a reason, enter it in both languages and save.")}</p>
      ${may ? nothing : reading()}
      <fieldset class="stack bare" ?disabled=${!may}>
        ${items.length ? nothing : empty(t("No reason yet. Agents go away without giving one."))}
        <ul class="plain">${items.map((/** @type {any} */ one, /** @type {number} */ at) => html`<li class="line"><span class="grow">${one.zh} · ${one.en}</span>
          ${may ? this.button(t("Remove: {name}", { name: one.zh || one.en }), () => this.move("items", at)) : nothing}</li>`)}</ul>
        ${may ? html`<div class="inline">${this.write("zh", t("In Chinese"), fresh.zh, (zh) => this.set({ fresh: { ...fresh, zh } }))}${this.write("en", t("In English"), fresh.en, (en) => this.set({ fresh: { ...fresh, en } }))}</div>` : nothing}
        ${may ? this.actions(t("Save the reasons")) : nothing}</fieldset></form>`;
  }
}

export class QueuesPage extends LitElement {
  static properties = { app: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  render() {
    const { app } = /** @type {any} */ (this);
    return html`<wd-queue-rules .app=${app}></wd-queue-rules><wd-taking-over .app=${app}></wd-taking-over><wd-pauses .app=${app}></wd-pauses>`;
  }
}

customElements.define("wd-queue-rules", RulesForm);
customElements.define("wd-taking-over", TakingOver);
customElements.define("wd-pauses", PausesForm);
customElements.define("wd-queues", QueuesPage);
