/** The page of articles: their list for everybody who answers, and for leads the place where they are written. */
import { html, LitElement, nothing, repeat } from "../vendor/lit.js";
import { Api } from "../shared/api.js";
import { day, nearest, spoken, speak, t, tn } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { Editor } from "./editor.js";
import { guarded } from "./shielding.js";

/** @typedef {{id: string, locale: string, title: string, category: string, category_name: string, state: "draft"|"published"|"changed"|"scheduled", internal: boolean, route: string, review_by: string, overdue: boolean, outdated: boolean, owner: string, at: number}} Row */
/** @typedef {{items: Row[], categories: [string, string][], people: [string, string][], may_edit: boolean}} Rows */

const PATH = "/api/workspace/articles";
const LOCALE = "walletdesk.locale";
const THEME = "walletdesk.theme";
const LANGUAGES = { "zh-CN": "中文", en: "English" };

/** A choice of this browser. @param {string} key */
function kept(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

export class Articles extends LitElement {
  constructor() {
    super();
    this.csrf = "";
    this.api = new Api(() => ({ "X-CSRF-Token": this.csrf }));
    /** @type {Rows|null} */
    this.rows = null;
    /** @type {Editor|null} */
    this.editor = null;
    this.sift = { q: "", category: "", locale: "", state: "", more: "" };
    this.asked = 0; // so that an earlier answer never overwrites a later one
    this.state = "loading";
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.start();
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

  async start() {
    const theme = kept(THEME);
    if (theme && theme !== "auto") document.documentElement.dataset.theme = theme;
    await speak(nearest([kept(LOCALE), ...navigator.languages]), "knowledge");
    document.title = `${t("Articles")} · Walletdesk`;
    try {
      const me = await this.api.get("/api/me");
      this.csrf = me.csrf;
      await this.load();
      this.state = "ready";
    } catch (/** @type {any} */ problem) {
      this.state = problem.status === 401 ? "out" : "failed";
    }
    await this.turn();
  }

  async load() {
    const asked = ++this.asked;
    const q = this.sift.q.trim();
    const rows = await this.api.get(q ? `${PATH}?q=${encodeURIComponent(q)}` : PATH);
    if (asked !== this.asked) return;
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
    this.editor = null;
    if (id && locale && this.rows) {
      this.editor = new Editor(this, id, locale);
      await this.editor.load();
    } else if (this.rows) await this.load().catch(() => {});
    this.requestUpdate();
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector("h1"))?.focus();
  }

  render() {
    if (this.state === "loading") return nothing;
    if (this.state !== "ready") return html`<main class="articles"><p class="banner banner-wait" role="alert">${icon("warn")}<span>${this.state === "out" ? t("Sign in at the workspace first.") : t("This page could not be fetched.")}</span></p></main>`;
    return this.editor ? this.editor.render() : this.list(/** @type {Rows} */ (this.rows));
  }

  /** @param {Rows} rows */
  list(rows) {
    const shown = rows.items.filter((row) => this.fits(row));
    return html`<main class="articles">
      <header><h1 tabindex="-1">${t("Articles")}</h1><nav class="inline"><a href="/workspace/outgoing">${t("Texts and fakes")}</a> <a href="/workspace">${t("Back to the workspace")}</a></nav></header>
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
