/** <wd-aid>: what a language model proposes: a draft, a summary, a translation. It says whose words they are, and nothing of it goes out by itself. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { nearest, spoken, t, written } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

/** @typedef {"draft-reply"|"summary"|"translation"} Task */
/** @typedef {{text: string, by: string, articles: {id: string, title: string, url: string}[]}} Made */

export class Aid extends LitElement {
  static properties = { app: { attribute: false }, task: { state: true }, made: { state: true }, problem: { state: true } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    this.talk = ""; // the conversation it was opened for, whatever is open by now
    /** @type {Task|""} */
    this.task = "";
    /** @type {Made|null} */
    this.made = null;
    this.problem = "";
  }

  createRenderRoot() {
    return this;
  }

  /** It may stand on the page before its code is there: what it was given comes with the first drawing. */
  willUpdate() {
    this.talk ||= this.app.thread.id;
  }

  /** The newest words of the contact that still stand. */
  get newest() {
    return this.app.thread.window.items.findLast(({ kind, author, text, withdrawn }) => kind === "message" && author.kind === "contact" && text && !withdrawn);
  }

  /** @param {Task} task @param {object} about */
  async ask(task, about) {
    if (this.task && !this.made && !this.problem) return; // one at a time
    Object.assign(this, { task, made: null, problem: "" });
    try {
      this.made = await this.app.server.ask("POST", `workspace/conversations/${this.talk}/${task}`, about);
    } catch (/** @type {any} */ problem) {
      this.problem = problem.unreachable ? t("You are offline. Try again once you are connected.") : problem.message;
    }
  }

  /** Behind what stands there already; its author is whoever sends it. */
  insert() {
    const { drafts, thread, dialogs } = this.app;
    const draft = drafts.of(this.talk, "reply");
    dialogs.close(); // first: behind an open dialog no field takes the cursor
    draft.model = this.made?.by ?? "";
    drafts.type(draft, [draft.text, this.made?.text].filter(Boolean).join("\n"), thread.window.last);
    if (thread.id === this.talk) this.app.compose("reply");
  }

  render() {
    const { app, newest } = this;
    const theirs = nearest([app.thread.head?.locale ?? ""]);
    return html`<p class="small muted">${t("Only you see what it writes. It can be wrong: compare it with the conversation.")}</p>
      <div class="inline">
        ${app.actions.canReply ? html`<button class="btn" type="button" autofocus @click=${() => this.ask("draft-reply", { locale: theirs })}>${t("Draft a reply")}</button>` : nothing}
        <button class="btn" type="button" @click=${() => this.ask("summary", { locale: spoken() })}>${t("Sum it up")}</button>
        ${newest ? html`<button class="btn" type="button" @click=${() => this.ask("translation", { seq: newest.seq, locale: spoken() })}>${t("Translate the contact's last message")}</button>` : nothing}
      </div>
      <div class="stack" role="status">${this.outcome()}</div>`;
  }

  outcome() {
    const { made, problem, task } = this;
    if (problem) return html`<p class="banner banner-wait">${icon("warn")}<span>${problem}</span></p>`;
    if (!made) return task ? html`<p class="muted">${t("The language model is writing.")}</p>` : nothing;
    return html`<p><span class="chip chip-info">${icon("bot")}${t("Written by a language model: {name}", { name: made.by })}</span></p>
      <p class="review msg-text" dir="auto" lang=${written(made.text) || nothing}>${made.text}</p>
      ${made.articles.map(({ title, url }) => html`<p class="source">${icon("book")}<a href=${url} target="_blank" rel="noopener">${title}</a></p>`)}
      ${task === "draft-reply" ? html`<div class="actions"><button class="btn btn-line" type="button" @click=${this.insert}>${t("Put into the reply")}</button></div>` : nothing}`;
  }
}

customElements.define("wd-aid", Aid);
