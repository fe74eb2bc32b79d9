/** What is asked of those outside for a ticket: who, since when, when to ask again, and the letter to copy. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { day, moment, spoken, t, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { TicketPart } from "./part.js";

/** @typedef {{id: string, party: string, name: string, reach: string, state: string, notes: string, at: number, sent_at: number|null, answered_at: number|null, next_chase: string|null, is_due: boolean, version: number, moves: string[]}} Task */
/** @typedef {{id: string, party: string, title: string}} Template */
/** @typedef {{task: string, template: string, language: string, subject: string, text: string, missing: string[]}} Letter */

const LANGUAGES = /** @type {[string, string][]} */ ([["zh-CN", "中文"], ["en", "English"]]);

const parties = () => /** @type {[string, string][]} */ ([["exchange", t("Exchange")], ["issuer", t("Issuer of a token")], ["bridge", t("Bridge")], ["chain_team", t("Team of a chain")], ["police", t("Police")], ["other", t("Somebody else")]]);

/** @type {() => Record<string, [string, string, string]>} state: what it is, its chip, the press that leads there */
const states = () => ({
  planned: [t("To be asked"), "chip-open", ""],
  sent: [t("Asked"), "chip-info", t("It was sent")],
  answered: [t("Answered"), "chip-line", t("They answered")],
  no_answer: [t("No answer"), "chip-wait", t("No answer came")],
  closed: [t("Done"), "chip-open", t("Done with it")],
});

/** @param {string} party */
const partyWord = (party) => parties().find(([one]) => one === party)?.[1] ?? party;

/** @param {string} iso */
const onDay = (iso) => day(Date.parse(`${iso}T12:00`));

export class Tasks extends TicketPart {
  constructor() {
    super();
    /** @type {Task[]} */
    this.tasks = [];
    /** @type {Template[]} */
    this.templates = [];
    /** @type {Letter|null} */
    this.letter = null;
    this.copied = false;
  }

  forget() {
    this.letter = null;
  }

  async load() {
    const { items, letters } = await this.api.get(`${this.path}/tasks`);
    Object.assign(this, { tasks: items, templates: letters });
  }

  render() {
    if (!this.ready) return this.told();
    return html`<section class="card" aria-label=${t("Asked outside")}><h3 class="card-head">${t("Asked outside")}</h3>
      <div class="card-body stack">${this.told()}
      ${this.tasks.length ? html`<ul class="plain pieces">${repeat(this.tasks, ({ id }) => id, (task) => this.task(task))}</ul>` : html`<p class="muted">${t("Nobody outside was asked yet. While somebody is, the ticket waits by itself.")}</p>`}
      ${this.closed ? nothing : this.adding()}</div></section>`;
  }

  /** @param {Task} task */
  task(task) {
    const [called, chip] = states()[task.state] ?? [task.state, "", ""];
    return html`<li class="piece" data-task=${task.id}>
      <div class="split"><b class="name" lang=${written(task.name) || nothing}>${task.name} <span class="muted small">${partyWord(task.party)}</span></b><span class="chip ${chip}" data-state=${task.state}>${called}</span></div>
      ${task.reach ? html`<p class="small">${t("Reached at")} <span class="hash">${task.reach}</span></p>` : nothing}
      <p class="small muted">${task.sent_at ? t("Asked {when}", { when: moment(task.sent_at) }) : t("Planned {when}", { when: moment(task.at) })}${task.answered_at ? ` · ${t("answered {when}", { when: moment(task.answered_at) })}` : nothing}</p>
      ${task.next_chase ? html`<p class="small ${task.is_due ? "missing" : ""}">${icon("calendar")} ${task.is_due ? t("Ask again: since {day}", { day: onDay(task.next_chase) }) : t("Ask again on {day}", { day: onDay(task.next_chase) })}</p>` : nothing}
      ${task.notes ? html`<p class="small said" dir="auto">${task.notes}</p>` : nothing}
      ${this.closed ? nothing : html`<div class="inline">${task.moves.map((state) => html`<button class="btn btn-s" type="button" data-to=${state} ?disabled=${this.busy} @click=${() => this.change(task, { state })}>${states()[state]?.[2]}</button>`)}</div>`}
      ${this.closed || task.state === "closed" ? nothing : this.editing(task)} ${this.writing(task)}</li>`;
  }

  /** @param {Task} task @param {object} what @param {string[]} [typed] */
  async change(task, what, typed = []) {
    if (await this.doing(() => this.api.json("PATCH", `${this.path}/tasks/${task.id}`, { version: task.version, ...what }), t("Kept."), typed)) this.tell();
  }

  /** @param {Task} task */
  editing(task) {
    const keep = (/** @type {any} */ event) => {
      event.preventDefault();
      const { reach, chase, notes } = event.target.elements;
      const what = { reach: reach.value.trim(), next_chase: chase.value || null, notes: notes.value.trim() };
      return this.change(task, what, [what.reach, what.notes]);
    };
    return html`<details class="fold" data-edit><summary>${icon("chevron", true)}${t("Day to ask again, notes")}</summary><form class="stack" @submit=${keep}>${this.fields(task.id, task)}<div><button class="btn btn-s" ?disabled=${this.busy}>${t("Keep")}</button></div></form></details>`;
  }

  /** @param {string} id @param {{reach: string, next_chase: string|null, notes: string}} task */
  fields(id, { reach, next_chase: chase, notes }) {
    return html`<div class="field"><label for=${`reach-${id}`}>${t("E-mail or web address")}</label><input class="input" id=${`reach-${id}`} name="reach" maxlength="300" autocomplete="off" spellcheck="false" .value=${reach} /><span class="hint">${t("Shown as text, never opened from here. Compare it with their own site.")}</span></div>
      <div class="field"><label for=${`chase-${id}`}>${t("Ask again on")}</label><input class="input" id=${`chase-${id}`} name="chase" type="date" .value=${chase ?? ""} /><span class="hint">${t("The owner of the ticket is told on that day, once.")}</span></div>
      <div class="field"><label for=${`notes-${id}`}>${t("Notes")}</label><textarea class="input" id=${`notes-${id}`} name="notes" rows="2" maxlength="4000" .value=${notes}></textarea></div>`;
  }

  /** The letters for this kind of party. @param {Task} task */
  writing(task) {
    const fitting = this.templates.filter(({ party }) => party === task.party);
    const fill = async (/** @type {any} */ event) => {
      event.preventDefault();
      const { template, language } = event.target.elements;
      const asked = new URLSearchParams({ template: template.value, language: language.value });
      try {
        const made = await this.api.get(`${this.path}/tasks/${task.id}/letter?${asked}`);
        this.letter = { task: task.id, template: template.value, language: language.value, ...made };
        Object.assign(this, { copied: false, said: null });
      } catch (/** @type {any} */ problem) {
        this.said = { text: problem.message, bad: true };
      }
      this.requestUpdate();
    };
    return html`<details class="fold" data-letter><summary>${icon("mail")}${t("Write the letter")}</summary><form class="stack" @submit=${fill}>
        <div class="field"><label for=${`template-${task.id}`}>${t("Which letter")}</label><select class="input" id=${`template-${task.id}`} name="template">${fitting.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}</select></div>
        <div class="field"><label for=${`language-${task.id}`}>${t("Language")}</label><select class="input" id=${`language-${task.id}`} name="language">${LANGUAGES.map(([one, called]) => html`<option value=${one} ?selected=${one === spoken()}>${called}</option>`)}</select></div>
        <div><button class="btn btn-s">${t("Fill it in")}</button></div></form>
      ${this.letter?.task === task.id ? this.filled(this.letter) : nothing}</details>`;
  }

  /** @param {Letter} letter */
  filled({ subject, text, missing, language }) {
    const copy = async () => {
      await navigator.clipboard.writeText(`${subject}\n\n${text}`);
      this.copied = true;
      this.requestUpdate();
    };
    const print = () => {
      document.documentElement.classList.add("prints-letter");
      window.print();
      document.documentElement.classList.remove("prints-letter");
    };
    return html`<div class="stack letter" data-filled>${missing.length ? html`<p class="banner banner-wait">${icon("warn")}<span>${t("What the ticket does not know stands as [...]. Fill it in before you send it.")}</span></p>` : nothing}
      <article class="sheet" lang=${language}><h4>${subject}</h4><div class="said">${text}</div></article>
      <div class="inline"><button class="btn btn-s" type="button" @click=${copy}>${icon(this.copied ? "check" : "copy")}${this.copied ? t("Copied") : t("Copy the letter")}</button><button class="btn btn-s" type="button" @click=${print}>${icon("print")}${t("Print the letter")}</button></div>
      <p class="small muted">${t("Nothing is sent from here. Read it, send it from your own mailbox, then press: It was sent.")}</p></div>`;
  }

  adding() {
    const add = async (/** @type {any} */ event) => {
      event.preventDefault();
      const form = event.target;
      const { party, named, reach, chase, notes } = form.elements;
      const body = { party: party.value, name: named.value.trim(), reach: reach.value.trim(), next_chase: chase.value || null, notes: notes.value.trim() };
      if (await this.doing(() => this.api.post(`${this.path}/tasks`, body), t("Planned. Nobody was asked yet."), [body.name, body.reach, body.notes])) {
        form.reset();
        form.closest("details")?.removeAttribute("open");
        this.tell();
      }
    };
    return html`<details class="fold" data-add="task"><summary>${icon("plus")}${t("Plan to ask somebody")}</summary><form class="stack" @submit=${add}>
      <div class="field"><label for="task-party">${t("Who they are")}</label><select class="input" id="task-party" name="party">${parties().map(([one, called]) => html`<option value=${one}>${called}</option>`)}</select></div>
      <div class="field"><label for="task-named">${t("Their name")}</label><input class="input" id="task-named" name="named" maxlength="120" required autocomplete="off" /></div>
      ${this.fields("new", { reach: "", next_chase: null, notes: "" })}<div><button class="btn" ?disabled=${this.busy}>${t("Plan it")}</button></div></form></details>`;
  }
}

customElements.define("wd-tasks", Tasks);
