/** The page of articles: their list for everybody who answers, and for leads the place where they are written. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { day, spoken, t, tn } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { StaffPage } from "../staff/page.js";
import { guarded } from "../staff/shielding.js";
import { Editor } from "./editor.js";

/** @typedef {{id: string, locale: string, title: string, category: string, category_name: string, state: "draft"|"published"|"changed"|"scheduled", internal: boolean, route: string, review_by: string, overdue: boolean, outdated: boolean, owner: string, at: number}} Row */
/** @typedef {{items: Row[], categories: [string, string][], people: [string, string][], may_edit: boolean}} Rows */

const PATH = "/api/workspace/articles";
const LANGUAGES = { "zh-CN": "中文", en: "English" };

export class Articles extends StaffPage {
  constructor() {
    super("knowledge");
    /** @type {Rows|null} */
    this.rows = null;
    /** @type {Editor|null} */
    this.editor = null;
    this.sift = { q: "", category: "", locale: "", state: "", more: "" };
    this.searched = 0; // so that an earlier answer never overwrites a later one
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("hashchange", () => this.turn());
    addEventListener("beforeunload", (event) => {
      if (this.editor?.dirty) event.preventDefault();
    });
    addEventListener("keydown", (event) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || !this.editor) return;
      event.preventDefault();
      this.editor.save();
    });
  }

  begun() {
    return this.turn();
  }

  async load() {
    const asked = ++this.searched;
    const q = this.sift.q.trim();
    const rows = await this.api.get(q ? `${PATH}?q=${encodeURIComponent(q)}` : PATH);
    if (asked !== this.searched) return;
    this.rows = rows;
    this.requestUpdate();
  }

  /** What the address names: the list, or one article. What is not saved is asked about first. */
  async turn() {
    const [id, locale] = location.hash.slice(1).split("/");
    if (this.editor?.is(id, locale)) return;
    if (this.editor?.dirty && !(await this.editor.leave())) {
      history.replaceState(null, "", this.editor.hash);
      return this.requestUpdate();
    }
    if (!this.editor?.gone) this.said = null;
    this.asked = "";
    this.editor = null;
    if (id && locale && this.rows) {
      this.editor = new Editor(this, id, locale);
      await this.editor.load();
    } else if (this.rows) await this.load().catch(() => {});
    await this.fromTop();
  }

  /** Look at it from its heading, with the keyboard too. */
  async fromTop() {
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector("h1"))?.focus();
  }

  opened() {
    return this.editor ? this.editor.render() : this.list(/** @type {Rows} */ (this.rows));
  }

  /** @param {Rows} rows */
  list(rows) {
    const shown = rows.items.filter((row) => this.fits(row));
    return html`<main class="staff articles">
      ${this.head()} ${this.told("")}
      ${rows.may_edit ? this.fresh(rows) : nothing}
      <form class="sift" role="search" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
        <input class="input" type="search" name="q" aria-label=${t("Find an article")} placeholder=${t("Find an article")} maxlength="200" .value=${this.sift.q} @input=${(/** @type {any} */ e) => this.search(e.target.value)} />
        ${this.choice("category", t("All categories"), rows.categories)}
        ${this.choice("locale", t("All languages"), [...new Set(rows.items.map(({ locale }) => locale))].map((one) => [one, LANGUAGES[one] ?? one]))}
        ${this.choice("state", t("Every state"), Object.entries(states()))}
        ${this.choice("more", t("All of them"), [["overdue", t("To be checked again")], ["outdated", t("Translation outdated")], ["internal", t("For agents only")], ...rows.people.map(([id, name]) => /** @type {[string, string]} */ ([`owner:${id}`, name]))])}
      </form>
      <section class="card" aria-label=${t("Articles")}><div class="card-head split"><span class="muted" role="status">${tn("{count} article", "{count} articles", shown.length)}</span></div>
        ${shown.length ? html`<ul class="plain rows">${repeat(shown, ({ id, locale }) => `${id}/${locale}`, (row) => this.row(row, rows))}</ul>` : html`<div class="empty">${icon("book")}<b>${t("No article fits.")}</b></div>`}</section>
    </main>`;
  }

  /** @param {"category"|"locale"|"state"|"more"} name @param {string} all @param {[string, string][]} options */
  choice(name, all, options) {
    const choose = (/** @type {any} */ event) => {
      this.sift[name] = event.target.value;
      this.requestUpdate();
    };
    return html`<select class="input" name=${name} aria-label=${all} @change=${choose}><option value="">${all}</option>${options.map(([value, said]) => html`<option value=${value} ?selected=${this.sift[name] === value}>${said}</option>`)}</select>`;
  }

  /** @param {Row} row */
  fits(row) {
    const { category, locale, state, more } = this.sift;
    const [what, who] = more.split(":");
    const special = !what || (what === "owner" ? row.owner === who : /** @type {any} */ (row)[what]);
    return special && (!category || row.category === category) && (!locale || row.locale === locale) && (!state || row.state === state);
  }

  /** @param {string} q */
  search(q) {
    this.sift.q = q;
    guarded(q).then(() => this.load()).catch(() => {});
  }

  /** @param {Row} row @param {Rows} rows */
  row(row, rows) {
    const owner = rows.people.find(([id]) => id === row.owner)?.[1];
    return html`<li><a class="entry" href=${`#${row.id}/${row.locale}`} data-article=${`${row.id}/${row.locale}`}>
      <span><b lang=${row.locale}>${row.title || row.id}</b><br /><span class="muted small">${LANGUAGES[row.locale] ?? row.locale} · ${row.category_name} · <span class="mono">${row.id}</span>${owner ? html` · ${owner}` : nothing}</span></span>
      <span class="chips">${row.internal ? html`<span class="chip chip-note">${icon("lock")}${t("For agents only")}</span>` : nothing}
        ${row.outdated ? html`<span class="chip chip-wait">${icon("translate")}${t("Translation outdated")}</span>` : nothing}
        ${row.overdue ? html`<span class="chip chip-wait">${icon("clock")}${t("To be checked again")}</span>` : nothing}
        ${row.state === "published" ? nothing : html`<span class="chip ${row.state === "draft" ? "" : "chip-line"}">${states()[row.state]}</span>`}
        <time class="muted small">${day(row.at)}</time></span></a></li>`;
  }

  /** A new article, or a language that one has not yet. @param {Rows} rows */
  fresh(rows) {
    const begin = (/** @type {any} */ event) => {
      event.preventDefault();
      const { name, language } = event.target.elements;
      location.hash = `${name.value}/${language.value}`;
    };
    return html`<details class="card card-pad"><summary>${t("New article")}</summary><form class="pair" aria-label=${t("New article")} @submit=${begin}>
      <div class="field"><label for="new-name">${t("Name in its address")}</label><input class="input" id="new-name" name="name" required pattern="[a-z0-9]+(-[a-z0-9]+)*" maxlength="60" autocomplete="off" placeholder="gas-fee-high" list="known" /><datalist id="known">${[...new Set(rows.items.map(({ id }) => id))].map((id) => html`<option value=${id}></option>`)}</datalist><span class="hint">${t("Small letters and digits with hyphens between. It stays.")}</span></div>
      <div class="field"><label for="new-language">${t("Language")}</label><select class="input" id="new-language" name="language">${Object.entries(LANGUAGES).map(([code, name]) => html`<option value=${code} ?selected=${code === spoken()}>${name}</option>`)}</select></div>
      <div><button class="btn btn-line" type="submit">${icon("plus")}${t("Begin to write")}</button></div></form></details>`;
  }
}

/** What each state is called. @returns {Record<string, string>} */
export const states = () => ({ draft: t("Draft"), published: t("Published"), changed: t("Changes not published"), scheduled: t("Planned") });

customElements.define("wd-articles", Articles);
