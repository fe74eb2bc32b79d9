/** Evidence of a ticket: what there is, with its hashes; adding to it; looking whether all is as it was; taking it along. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { moment, number, t, tn, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { TicketPart } from "./part.js";

/** @typedef {{seq: number, form: "file"|"statement", source: string, name: string, type: string, size: number, sha256: string, arrived: string, unread: boolean, at: number, by: string, hash: string, text: string}} Row */
/** @typedef {{count: number, faults: {seq: number, what: string, words: string}[]}} Checked */

const KILO = 1024;

const sources = () => /** @type {[string, string][]} */ ([["contact", t("From the contact")], ["ours", t("From us")], ["third_party", t("From somebody else")]]);

/** @param {string} source */
const sourceWord = (source) => sources().find(([one]) => one === source)?.[1] ?? source;

export class Evidence extends TicketPart {
  constructor() {
    super();
    /** @type {Row[]} */
    this.rows = [];
    /** @type {Checked|null} */
    this.checked = null;
  }

  forget() {
    this.checked = null;
  }

  async load() {
    this.rows = (await this.api.get(`${this.path}/evidence`)).items;
  }

  async check() {
    this.busy = true;
    this.requestUpdate();
    const found = await this.api.get(`${this.path}/evidence/check`).catch((/** @type {any} */ problem) => {
      this.said = { text: problem.message, bad: true };
      return null;
    });
    Object.assign(this, { checked: found, busy: false }, found ? { said: null } : {});
    await this.refresh().catch(() => {});
  }

  render() {
    if (!this.ready) return this.told();
    const at = `${this.path}/evidence`;
    return html`<section class="card" aria-label=${t("Evidence")}>
      <div class="card-head split wraps"><h3>${t("Evidence")} <span class="muted num">${number(this.rows.length)}</span></h3>
        ${this.rows.length
          ? html`<span class="inline"><button class="btn btn-s" type="button" data-check ?disabled=${this.busy} @click=${() => this.check()}>${icon("shield")}${t("Check all")}</button>
            <a class="btn btn-s" href=${`${at}/printed`} target="_blank" rel="noopener">${icon("print")}${t("Print the list")}</a>
            <a class="btn btn-s" href=${`${at}/export`} download>${icon("download")}${t("Take along")}</a></span>`
          : nothing}</div>
      <div class="card-body stack">${this.told()} ${this.verdict()}
      ${this.rows.length
        ? html`<ol class="plain pieces">${repeat(this.rows, ({ seq }) => seq, (row) => this.piece(row, at))}</ol>`
        : html`<p class="muted">${t("Nothing yet. What is added here is sealed: nobody can change it or take it out unnoticed.")}</p>`}
      ${this.closed ? nothing : this.adding(at)}</div></section>`;
  }

  verdict() {
    if (!this.checked) return nothing;
    const { count, faults } = this.checked;
    if (!faults.length) return html`<p class="banner banner-line" role="status" data-verdict="whole">${icon("check-circle")}<span>${tn("{count} entry checked anew: it is as it was added.", "{count} entries checked anew: all are as they were added.", count)}</span></p>`;
    return html`<div class="banner banner-danger" role="alert" data-verdict="broken">${icon("warn")}<div><b>${t("Not all is as it was added.")}</b><ul>${faults.map(({ seq, what, words }) => html`<li data-fault=${`${seq} ${what}`}>${words}</li>`)}</ul></div></div>`;
  }

  /** @param {Row} row @param {string} at */
  piece(row, at) {
    const broken = this.checked?.faults.some(({ seq }) => seq === row.seq);
    return html`<li class="piece" data-piece=${row.seq}>
      <div class="split"><b class="name" lang=${written(row.name) || nothing}><span class="num">${row.seq}.</span> ${icon(row.form === "file" ? "file" : "message")} ${row.name}</b>
        <span class="inline">${broken ? html`<span class="chip chip-danger">${t("Does not fit")}</span>` : nothing}<span class="chip">${sourceWord(row.source)}</span></span></div>
      ${row.form === "statement" ? html`<blockquote lang=${written(row.text) || nothing} dir="auto">${row.text}</blockquote>` : nothing}
      <div class="split wraps"><span class="small muted">${t("{at}, added by {by}", { at: moment(row.at), by: row.by })}${row.form === "file" ? ` · ${number(Math.ceil(row.size / KILO))} KB` : nothing}</span> ${row.form === "file" ? this.way(row, `${at}/${row.seq}/file`) : nothing}</div>
      <details class="fold"><summary>${icon("chevron", true)}${t("Hashes")}</summary><dl class="facts"><dt>${t("Content")}</dt><dd class="hash">${row.sha256}</dd>
        ${row.arrived === row.sha256 ? nothing : html`<dt>${t("As it arrived")}</dt><dd class="hash">${row.arrived}</dd>`}<dt>${t("Entry")}</dt><dd class="hash">${row.hash}</dd></dl></details></li>`;
  }

  /** To the file; each opening is noted. @param {Row} row @param {string} file */
  way(row, file) {
    if (!row.unread) return html`<a class="small" href=${file} download>${t("Open {name}", { name: row.name })}</a>`;
    return html`<details class="fold unread"><summary>${icon("eye-off")}${t("Not checked for secrets")}</summary><p class="small">${t("Nothing has looked at this picture. It may show a phrase or a key. That you open it is noted.")} <a href=${`${file}?unread=true`} download>${t("Open it all the same")}</a></p></details>`;
  }

  /** @param {string} at */
  adding(at) {
    const addFile = async (/** @type {any} */ event) => {
      event.preventDefault();
      const form = event.target;
      const { file, origin } = form.elements;
      if (!file.files[0]) return file.focus();
      if (await this.doing(() => this.api.upload(`${at}/files?source=${origin.value}`, file.files[0]).done, t("Added and sealed."), [file.files[0].name])) this.added(form);
    };
    const addWords = async (/** @type {any} */ event) => {
      event.preventDefault();
      const form = event.target;
      const body = { name: form.elements.called.value.trim(), text: form.elements.stated.value.trim(), source: form.elements.origin.value };
      if (await this.doing(() => this.api.post(`${at}/statements`, body), t("Added and sealed."), [body.name, body.text])) this.added(form);
    };
    const origin = (/** @type {string} */ id) => html`<div class="field"><label for=${id}>${t("From whom")}</label><select class="input" id=${id} name="origin">${sources().map(([one, called]) => html`<option value=${one}>${called}</option>`)}</select></div>`;
    return html`<details class="fold" data-add="file"><summary>${icon("clip")}${t("Add a file")}</summary><form class="stack" @submit=${addFile}>
        <div class="field"><label for="evidence-file">${t("File")}</label><input class="input" id="evidence-file" name="file" type="file" required /><span class="hint">${t("Picture, PDF or text. It is looked through for secrets first.")}</span></div>
        ${origin("evidence-file-from")}<div><button class="btn" ?disabled=${this.busy}>${this.busy ? t("Being looked through") : t("Add the file")}</button></div></form></details>
      <details class="fold" data-add="statement"><summary>${icon("message")}${t("Write a statement")}</summary><form class="stack" @submit=${addWords}>
        <div class="field"><label for="evidence-called">${t("What it is called")}</label><input class="input" id="evidence-called" name="called" maxlength="200" required autocomplete="off" /></div>
        <div class="field"><label for="evidence-stated">${t("What is said")}</label><textarea class="input" id="evidence-stated" name="stated" rows="4" maxlength="10000" required></textarea><span class="hint">${t("It can't be changed later. To correct it, add another.")}</span></div>
        ${origin("evidence-words-from")}<div><button class="btn" ?disabled=${this.busy}>${t("Add the statement")}</button></div></form></details>`;
  }

  /** @param {HTMLFormElement} form */
  added(form) {
    form.reset();
    /** @type {HTMLDetailsElement|null} */ (form.closest("details"))?.removeAttribute("open");
    this.checked = null;
    this.requestUpdate();
    this.tell();
  }
}

customElements.define("wd-evidence", Evidence);
