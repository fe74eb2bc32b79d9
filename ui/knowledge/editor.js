/** One article while it is written: kept as a draft soon after each change, shown beside as its readers will see it. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { moment, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { guarded, reason } from "../staff/shielding.js";
import { compared } from "./diff.js";
import { factsOf } from "./facts.js";
import { historyOf, planOf, settingsOf } from "./around.js";
import { takePictures } from "./pictures.js";
import { toolsOf } from "./tools.js";
import { states } from "./main.js";

/** @typedef {{id: string, mark: string, source: string, say: string, as_of: string}} Fact */
/** @typedef {{title: string, body: string, route: string, custody: string[], review_by: string, phrasings: string[], facts: Fact[], category: string, internal: boolean, owner: string}} Words */
/** @typedef {{row: import("./main.js").Row, words: Words, read: Words|null, version: number, kept: number, revision: number, by: string, publish_at: number|null, locales: string[], findings: {said: string, line: number}[]}} View */
/** @typedef {{version: number, at: number, by: string, title: string}} Past */

const SOON = 1_200; // ms after the last key
const HALF_A_YEAR = 180 * 86_400_000; // ms

/** @type {Words} */
const EMPTY = { title: "", body: "", route: "front", custody: ["any"], review_by: "", phrasings: [], facts: [], category: "", internal: false, owner: "" };
const HEADINGS = { zh: ["发生了什么", "现在怎么做", "千万别做", "什么时候找人工，准备什么"], en: ["What happened", "What to do now", "What never to do", "When to ask a person, and what to have ready"] };

export class Editor {
  /** @param {import("./main.js").Articles} page @param {string} id @param {string} locale */
  constructor(page, id, locale) {
    this.page = page;
    this.id = id;
    this.locale = locale;
    this.path = `/api/workspace/articles/${id}/${locale}`;
    /** @type {View|null} */
    this.view = null;
    this.words = structuredClone(EMPTY);
    this.words.body = HEADINGS[locale.startsWith("zh") ? "zh" : "en"].map((heading) => `## ${heading}\n`).join("\n");
    this.words.review_by = new Date(Date.now() + HALF_A_YEAR).toISOString().slice(0, 10);
    this.revision = 0;
    this.version = 0;
    this.dirty = false;
    this.changes = 0; // so that what is typed while it is being kept is kept as well
    /** @type {Promise<boolean>|null} */
    this.saving = null;
    this.kept_at = 0;
    this.gone = false; // thrown away, which the list then says
    /** @type {{said: string, line: number}[]} */
    this.findings = [];
    /** @type {{theirs: Words, revision: number, version: number}|null} */
    this.conflict = null;
    /** @type {Past[]|null} */
    this.past = null;
    /** @type {{version: number, words: Words}|null} */
    this.old = null;
    this.leaving = /** @type {((go: boolean) => void)|null} */ (null);
    this.in_step = false;
    this.seen = 0; // how often the preview was made anew, and which of them stands there
    this.loaded = 0;
  }

  get hash() {
    return `#${this.id}/${this.locale}`;
  }

  get may() {
    return this.page.rows?.may_edit ?? false;
  }

  /** @param {string} id @param {string} locale */
  is(id, locale) {
    return id === this.id && locale === this.locale;
  }

  async load() {
    try {
      this.show(await this.page.api.get(this.path));
    } catch (/** @type {any} */ problem) {
      if (problem.status !== 404) this.say(reason(problem), true);
    }
  }

  /** @param {View} view */
  show(view) {
    Object.assign(this, { view, words: structuredClone(view.words), revision: view.revision, version: view.revision ? view.version : view.kept, findings: view.findings, dirty: false, kept_at: 0 });
    this.in_step = view.row.outdated;
    this.seen += 1;
    this.page.requestUpdate();
  }

  /** @param {string} text @param {boolean} [bad] */
  say(text, bad = false) {
    this.page.said = { text, bad, at: "" };
    this.page.requestUpdate();
  }

  /** Somebody typed. @param {Partial<Words>} change */
  change(change) {
    Object.assign(this.words, change);
    this.dirty = true;
    this.changes += 1;
    clearTimeout(this.timer);
    if (!this.conflict) this.timer = setTimeout(() => this.save(), SOON);
    this.page.requestUpdate();
  }

  /** Keep the draft; false where it could not be kept. What is typed meanwhile is kept after it. @returns {Promise<boolean>} */
  async save() {
    clearTimeout(this.timer);
    while (this.saving) await this.saving; // of those who wait for it the first goes on, the others wait again
    if (!this.dirty) return true;
    if (this.conflict) return false;
    this.saving = this.keep();
    const kept = await this.saving;
    this.saving = null;
    this.page.requestUpdate();
    return kept;
  }

  async keep() {
    const changes = this.changes;
    const words = structuredClone(this.words);
    this.page.requestUpdate();
    try {
      await guarded(words.title, words.body, ...words.phrasings, ...words.facts.flatMap(({ id, source, say, as_of }) => [id, source, say, as_of]));
      const kept = await this.page.api.put(`${this.path}/draft`, { revision: this.revision, version: this.version, words });
      Object.assign(this, { revision: kept.revision, findings: kept.findings, kept_at: kept.at });
      this.dirty = changes !== this.changes;
      this.seen += 1;
      this.say("");
      return true;
    } catch (/** @type {any} */ problem) {
      if (problem.code === "stale_draft") await this.meet();
      else this.say(reason(problem), true);
      return false;
    }
  }

  /** Somebody else was quicker: both texts are shown, and nothing is lost. */
  async meet() {
    const theirs = await this.page.api.get(this.path).catch(() => null);
    this.conflict = theirs ? { theirs: theirs.words, revision: theirs.revision, version: theirs.kept } : { theirs: structuredClone(EMPTY), revision: 0, version: 0 };
    this.say(t("Somebody else changed this meanwhile. Nothing is lost: choose below."), true);
  }

  /** @param {boolean} mine */
  async settle(mine) {
    const { theirs, revision, version } = /** @type {NonNullable<Editor["conflict"]>} */ (this.conflict);
    this.conflict = null;
    Object.assign(this, { revision, version });
    if (!mine) this.words = structuredClone(theirs);
    this.dirty = true;
    this.changes += 1;
    await this.save();
  }

  /** What is asked before a change that is not kept is left behind. @returns {Promise<boolean>} whether to go */
  async leave() {
    if (await this.save()) return true;
    const gone = new Promise((/** @type {(go: boolean) => void} */ done) => {
      this.leaving = done;
    });
    this.page.requestUpdate();
    await this.page.updateComplete;
    /** @type {HTMLElement|null} */ (this.page.querySelector("[data-leave] button"))?.focus();
    const go = await gone;
    this.leaving = null;
    this.page.requestUpdate();
    return go;
  }

  /** Publish, plan, withdraw: after what is typed was kept. @param {string} way @param {object} body @param {string} done */
  async act(way, body, done) {
    if (!(await this.save())) return;
    try {
      this.show(await this.page.api.post(`${this.path}/${way}`, way === "withdraw" ? body : { revision: this.revision, ...body }));
      this.past = this.old = null;
      this.say(done);
    } catch (/** @type {any} */ problem) {
      if (problem.code === "changed_meanwhile") await this.overtaken();
      else if (problem.code === "stale_draft") await this.meet();
      else this.say(reason(problem), true);
    }
  }

  /** What is read was published by somebody else since this draft was begun. */
  async overtaken() {
    const now = await this.page.api.get(this.path);
    this.conflict = { theirs: now.read ?? now.words, revision: now.revision, version: now.kept };
    this.say(t("Another version was published since this draft was begun. Nothing is lost: choose below."), true);
  }

  /** Taken out of what is read: its text stays. */
  async withdraw() {
    this.page.asked = "";
    await this.act("withdraw", { version: this.view?.kept }, t("Nobody reads it any more. Its text is kept."));
    await this.page.fromTop();
  }

  async discard() {
    this.page.asked = "";
    try {
      await this.page.api.delete(`${this.path}/draft?revision=${this.revision}`);
      Object.assign(this, { dirty: false, revision: 0, conflict: null, gone: !this.view?.kept });
      if (this.gone) location.hash = "";
      else await this.load();
      this.say(t("The draft was thrown away."));
    } catch (/** @type {any} */ problem) {
      this.say(reason(problem), true);
    }
    if (!this.gone) await this.page.fromTop();
  }

  get state() {
    if (!this.revision && !this.view) return "draft";
    if (!this.revision) return this.view?.row.state ?? "draft";
    if (this.view?.publish_at) return "scheduled";
    return this.view?.read || this.view?.row.state === "published" ? "changed" : "draft";
  }

  /** The line that a finding names, marked in the text. @param {number} line */
  point(line) {
    const field = /** @type {HTMLTextAreaElement} */ (this.page.querySelector("#body"));
    const lines = this.words.body.split("\n");
    const start = lines.slice(0, Math.max(line - 1, 0)).reduce((sum, one) => sum + one.length + 1, 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
  }

  render() {
    const { words } = this;
    return html`<main class="staff articles writing">
      <header><div><p class="small"><a href="#">${icon("left", true)}${t("All articles")}</a></p><h1 tabindex="-1" lang=${this.locale}>${words.title || t("New article")}</h1>
          <p class="inline"><span class="chip ${this.state === "published" ? "chip-line" : ""}">${states()[this.state]}</span>${words.internal ? html`<span class="chip chip-note">${icon("lock")}${t("For agents only")}</span>` : nothing}${this.view?.row.outdated ? html`<span class="chip chip-wait">${icon("translate")}${t("Translation outdated")}</span>` : nothing}<span class="muted small mono">${this.id} · ${this.locale}</span></p></div>
        ${this.may ? this.buttons() : nothing}</header>
      ${this.leaving ? this.asking(this.leaving) : nothing}
      ${this.page.told("")}
      ${this.conflict ? this.both(this.conflict.theirs) : nothing}
      <div class="sheet">${this.may ? this.form() : nothing}${this.looks()}</div></main>`;
  }

  buttons() {
    return html`<div><div class="inline"><button class="btn" type="button" ?disabled=${!this.dirty} @click=${() => this.save()}>${t("Save draft")} <kbd class="kbd">Ctrl S</kbd></button>
      <button class="btn btn-line" type="button" ?disabled=${(!this.revision && !this.dirty) || !!this.conflict} @click=${() => this.act("publish", { in_step: this.in_step }, this.words.internal ? t("Published for agents.") : t("Published. Readers see it now."))}>${t("Publish")}</button></div>${this.keeping()}</div>`;
  }

  /** Whether it is kept: a tick once it is, never before. The line has its place from the beginning. */
  keeping() {
    const kept = this.kept_at && !this.dirty ? html`${icon("check")} ${t("Draft saved {at}", { at: moment(this.kept_at) })}` : nothing;
    return html`<p class="keeping muted small" role="status">${this.saving ? html`<span class="ring"></span>${t("Saving")}` : kept}</p>`;
  }

  /** @param {(go: boolean) => void} answer */
  asking(answer) {
    return html`<div class="banner banner-wait" role="alertdialog" aria-label=${t("Not everything is saved")} data-leave>${icon("warn")}<div class="stack-s"><b>${t("Not everything is saved. Leave it behind?")}</b><span class="inline"><button class="btn btn-s" type="button" @click=${() => answer(false)}>${t("Stay here")}</button><button class="btn btn-s btn-quiet" type="button" @click=${() => answer(true)}>${t("Leave without it")}</button></span></div></div>`;
  }

  /** @param {Words} theirs */
  both(theirs) {
    return html`<section class="card card-pad stack" aria-label=${t("Two texts")} data-conflict><h2>${t("Two texts")}</h2><p class="muted">${t("Struck out: theirs alone. Underlined: yours alone.")}</p>
      ${compared(`${theirs.title}\n\n${theirs.body}`, `${this.words.title}\n\n${this.words.body}`, t("Two texts"))}
      <div class="inline"><button class="btn" type="button" @click=${() => this.settle(true)}>${t("Keep mine")}</button><button class="btn" type="button" @click=${() => this.settle(false)}>${t("Take theirs")}</button></div></section>`;
  }

  form() {
    const { words } = this;
    const typed = (/** @type {keyof Words} */ name) => (/** @type {any} */ event) => this.change({ [name]: event.target.value });
    return html`<form class="stack" @submit=${(/** @type {Event} */ event) => event.preventDefault()} @change=${() => this.save()}>
      <div class="field"><label for="title">${t("Title")}</label><input class="input" id="title" name="title" lang=${this.locale} maxlength="400" autocomplete="off" .value=${words.title} @input=${typed("title")} /><span class="hint">${t("The symptom in the reader's words.")}</span></div>
      <div class="field"><label for="body">${t("Text")}</label>${toolsOf(this)}<textarea class="input body" id="body" name="body" lang=${this.locale} maxlength="40000" spellcheck="true" .value=${words.body} @input=${typed("body")} @paste=${(/** @type {ClipboardEvent} */ event) => takePictures(this, event.clipboardData, event)} @drop=${(/** @type {DragEvent} */ event) => takePictures(this, event.dataTransfer, event)}></textarea></div>
      ${this.missing()}
      <div class="field"><label for="phrasings">${t("How people ask it, one a line")}</label><textarea class="input" id="phrasings" name="phrasings" lang=${this.locale} rows="6" .value=${words.phrasings.join("\n")} @input=${(/** @type {any} */ event) => this.change({ phrasings: event.target.value.split("\n") })}></textarea><span class="hint">${t("The search and the bot find the article by these.")}</span></div>
      ${factsOf(this)} ${settingsOf(this)} ${planOf(this)} ${historyOf(this)}</form>`;
  }

  /** What keeps it from being published. */
  missing() {
    if (!this.findings.length) return html`<p class="muted small" data-findings="0">${icon("check")} ${t("Nothing keeps it from being published.")}</p>`;
    return html`<section class="banner banner-wait" aria-label=${t("Before it can be published")} data-findings=${this.findings.length}>${icon("warn")}<div class="stack-s grow"><b>${t("Before it can be published")}</b><ol class="findings">${this.findings.map(({ said, line }) => html`<li>${line ? html`<button class="btn-link" type="button" @click=${() => this.point(line)}>${t("Line {line}", { line })}</button> ` : nothing}${said}</li>`)}</ol></div></section>`;
  }

  /** What readers will see, as the server makes it of the kept draft: the frame before stays until the next is there. */
  looks() {
    if (!this.revision && !this.view) return html`<section class="looks card card-pad"><p class="muted">${t("What readers will see stands here once something is written.")}</p></section>`;
    const frames = [...new Set([this.loaded || this.seen, this.seen])];
    return html`<section class="looks" aria-label=${t("As readers will see it")}><p class="muted small">${t("As readers will see it")}</p><div class="card glass">${repeat(frames, (one) => one, (one) => html`<iframe title=${t("As readers will see it")} ?hidden=${one !== frames[0]} data-seen=${one} @load=${(/** @type {any} */ event) => this.framed(event.target, one)} src=${`/workspace/knowledge/preview/${this.id}/${this.locale}?of=${one}`}></iframe>`)}</div></section>`;
  }

  /** @param {HTMLIFrameElement} frame @param {number} of */
  framed(frame, of) {
    const inside = frame.contentDocument;
    const stop = (/** @type {any} */ event) => {
      if (event.type === "click" && !event.target.closest("a[href], button")) return; // what folds or is chosen may be tried
      event.preventDefault();
      event.stopPropagation();
    };
    for (const what of ["click", "submit"]) inside?.addEventListener(what, stop, true); // it is not to be walked in
    const before = /** @type {HTMLIFrameElement|null} */ (this.page.querySelector(`iframe[data-seen="${this.loaded}"]`));
    if (inside && before?.contentDocument) frame.contentWindow?.scrollTo(0, before.contentWindow?.scrollY ?? 0);
    this.loaded = of;
    this.page.requestUpdate();
  }
}
