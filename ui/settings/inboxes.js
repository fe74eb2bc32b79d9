/** <wd-inboxes>: ways by which contacts reach us that administrators set up, how each does, and what was not taken. Fetched by who opens it. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { moment, number, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { Watch } from "../workspace/core/signals.js";
import { copy, Form } from "./form.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {{name: string, asks: "text"|"secret"|"number"|"choice", words: string, help: string, choices: string[], required: boolean}} Field */
/** @typedef {{id: string, words: string, docs: string, fields: Field[], tries: boolean}} Kind */
/** @typedef {{way: "in"|"out", at: string|null, error: string, error_at: string|null, expires_at: string|null}} Health */
/** @typedef {{id: string, kind: string, name: string, settings: Record<string, string>, secrets: string[], paused: boolean, version: number, health: Health[], not_taken: number}} Inbox */
/** @typedef {{id: string, received_at: string, size: number, state: string, reason: string, words: string, has_raw: boolean}} Arrival */
/** @typedef {{works: boolean, steps: {words: string, fault: string, found: string[]}[]}} Tried */

const at = (/** @type {string} */ time) => moment(Date.parse(time));
/** Where its provider calls us. @param {Inbox} inbox */
const hook = ({ kind, id }) => `${location.origin}/hooks/${kind === "email" ? "mail" : kind}/${id}`;
const STATES = { held: () => t("A person has to look first"), unreadable: () => t("Could not be read"), failed: () => t("Failed here"), stopped: () => t("A secret was stopped") };

export class InboxForm extends Form {
  static properties = { ...Form.properties, kind: { attribute: false }, inbox: { attribute: false } };

  async load() {
    const { inbox, kind } = this;
    const plain = kind.fields.map(({ name, asks, choices }) => [name, inbox?.settings[name] ?? (asks === "choice" ? choices[0] : "")]);
    return { called: inbox?.name ?? "", ...Object.fromEntries(plain) };
  }

  /** What a provider gave out may look like a secret of a wallet; it is one of ours. */
  get typed() {
    const sealed = this.kind.fields.filter(({ asks }) => asks === "secret").map(({ name }) => this.values[name]);
    return super.typed.filter((text) => !sealed.includes(text));
  }

  async save() {
    this.codes = { bad_name: "called" };
    const { called, ...given } = this.values;
    const { fields, id } = this.kind;
    /** @type {(secret: boolean) => Record<string, string>} */
    const part = (secret) => Object.fromEntries(fields.filter(({ name, asks }) => (asks === "secret") === secret && given[name]).map(({ name }) => [name, given[name].trim()]));
    const body = { name: called, settings: part(false), secrets: part(true) };
    const { inbox } = this;
    await (inbox ? this.app.server.ask("PUT", `inboxes/${inbox.id}`, { ...body, version: inbox.version }) : this.app.server.ask("POST", "inboxes", { ...body, kind: id }));
    this.dispatchEvent(new CustomEvent("kept", { bubbles: true }));
  }

  /** @param {Field} field */
  one({ name, asks, words, help, choices, required }) {
    const label = required ? words : t("{name} (may stay empty)", { name: words });
    if (asks === "choice") return this.select(name, label, choices.map((one) => [one, one]), help);
    if (asks !== "secret") return this.text(name, label, help, { most: 4000 });
    const hint = this.inbox?.secrets.includes(name) ? t("It is set, and shown to nobody. Leave it empty to keep it.") : help;
    return this.text(name, label, hint, { type: "password", auto: "new-password", most: 4000 });
  }

  page() {
    return html`<form class="stack" novalidate @submit=${this.submit}>${this.refusal()}
      ${this.text("called", t("Name"), t("Agents read it."), { most: 80 })}
      ${this.kind.fields.map((field) => this.one(field))}
      <div class="split">${this.actions()}<button class="btn" type="button" @click=${() => this.dispatchEvent(new CustomEvent("kept", { bubbles: true }))}>${t("Cancel")}</button></div></form>`;
  }
}

export class InboxesPage extends LitElement {
  static properties = { app: { attribute: false }, told: { state: true }, open: { state: true }, tried: { state: true }, left: { state: true }, failed: { state: true } };

  constructor() {
    super();
    /** @type {Desk} */
    this.app = /** @type {any} */ (null);
    /** @type {{items: Inbox[], kinds: Kind[]} | null} */
    this.told = null;
    this.open = ""; // the inbox that is changed, or the kind that is added
    /** @type {Record<string, Tried>} */
    this.tried = {};
    /** @type {Record<string, Arrival[]>} */
    this.left = {};
    this.failed = false;
    new Watch(this, "locale");
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.fetch();
  }

  async fetch() {
    this.open = "";
    this.failed = false;
    try {
      this.told = await this.app.server.ask("GET", "inboxes");
    } catch {
      this.failed = true;
    }
  }

  /** Something that is done with one; a refusal is told. @param {() => Promise<unknown>} act */
  async does(act) {
    try {
      await act();
    } catch (problem) {
      this.app.toasts.problem(problem);
    }
  }

  /** @param {Inbox} inbox */
  tries = (inbox) => this.does(async () => {
    this.tried = { ...this.tried, [inbox.id]: await this.app.server.ask("POST", `inboxes/${inbox.id}/try`) };
  });

  /** @param {Inbox} inbox */
  pauses = (inbox) => this.does(async () => {
    await this.app.server.ask("POST", `inboxes/${inbox.id}/pause`, { paused: !inbox.paused });
    await this.fetch();
  });

  /** @param {string} id */
  shows = (id) => this.does(async () => {
    const { items } = await this.app.server.ask("GET", `inboxes/${id}/arrivals`);
    this.left = { ...this.left, [id]: items };
  });

  /** @param {string} inbox @param {string} id @param {"again" | "leave"} what */
  decides = (inbox, id, what) => this.does(async () => {
    await this.app.server.ask("POST", `inboxes/arrivals/${id}/${what}`);
    await this.shows(inbox);
  });

  /** @param {Health} health */
  health({ way, at: last, error, error_at, expires_at }) {
    const words = way === "in" ? t("Last in") : t("Last out");
    return html`<dt>${words}</dt><dd>${last ? at(last) : t("never")}${error ? html`<p class="error">${icon("warn")}<span>${error} ${error_at ? at(error_at) : ""}</span></p>` : nothing}${expires_at ? html`<p class="muted small">${t("The provider's token is valid until {time}.", { time: at(expires_at) })}</p>` : nothing}</dd>`;
  }

  /** @param {Inbox} inbox */
  chip({ paused, health }) {
    if (paused) return html`<span class="chip chip-wait">${t("Paused: kept for later")}</span>`;
    return health.some(({ error }) => error) ? html`<span class="chip chip-danger">${t("Does not work")}</span>` : html`<span class="chip">${t("Running")}</span>`;
  }

  /** @param {Inbox} inbox */
  waiting(inbox) {
    const left = this.left[inbox.id];
    if (!left) return inbox.not_taken ? html`<button class="btn btn-s" type="button" @click=${() => this.shows(inbox.id)}>${t("Not taken: {count}", { count: number(inbox.not_taken) })}</button>` : nothing;
    return html`<ul class="plain">${left.map((one) => html`<li class="line"><div class="grow"><b>${STATES[/** @type {keyof typeof STATES} */ (one.state)]?.() ?? one.state}</b><p class="small">${one.words}</p><p class="muted small">${at(one.received_at)} · ${t("{count} KB", { count: number(Math.ceil(one.size / 1000)) })}</p></div>
      ${one.has_raw ? html`<a class="btn btn-s" href="/api/inboxes/arrivals/${one.id}/raw">${t("As it came")}</a><button class="btn btn-s" type="button" @click=${() => this.decides(inbox.id, one.id, "again")}>${t("Take it in again")}</button>` : nothing}
      ${one.state === "stopped" ? nothing : html`<button class="btn btn-s" type="button" @click=${() => this.decides(inbox.id, one.id, "leave")}>${t("Let it be")}</button>`}</li>`)}</ul>`;
  }

  /** @param {Inbox} inbox */
  result(inbox) {
    const tried = this.tried[inbox.id];
    if (!tried) return nothing;
    return html`<div class="banner ${tried.works ? "" : "banner-danger"}" role="status">${icon(tried.works ? "check" : "warn")}<div><b>${tried.works ? t("It works.") : t("It does not work yet.")}</b>${tried.steps.map(({ words, fault, found }) => html`<p>${words} ${fault}${found.length ? html` <span class="muted small">${found.join(", ")}</span>` : nothing}</p>`)}</div></div>`;
  }

  /** @param {Inbox} inbox @param {Kind | undefined} kind */
  card(inbox, kind) {
    if (kind && this.open === inbox.id) return html`<section class="card card-pad stack"><h3>${inbox.name}</h3><wd-inbox-form .app=${this.app} .kind=${kind} .inbox=${inbox} @kept=${this.fetch}></wd-inbox-form></section>`;
    return html`<section class="card card-pad stack"><div class="split"><h3>${inbox.name} <span class="muted small">${kind?.words ?? inbox.kind}</span></h3>${this.chip(inbox)}</div>
      <dl class="facts">${inbox.health.map((one) => this.health(one))}<dt>${t("Address for the provider")}</dt><dd><code class="hash tiny">${hook(inbox)}</code> <button class="btn btn-s" type="button" @click=${() => copy(this.app, hook(inbox))}>${icon("copy")}${t("Copy")}</button></dd></dl>
      ${this.result(inbox)}${this.waiting(inbox)}
      <div class="inline">${kind ? html`<button class="btn btn-s" type="button" @click=${() => (this.open = inbox.id)}>${t("Change")}</button>` : nothing}${kind?.tries ? html`<button class="btn btn-s" type="button" @click=${() => this.tries(inbox)}>${t("Test it")}</button>` : nothing}
        <button class="btn btn-s" type="button" @click=${() => this.pauses(inbox)}>${inbox.paused ? t("Take up again") : t("Pause this inbox")}</button></div></section>`;
  }

  render() {
    if (this.failed) return html`<p class="error" role="alert">${icon("warn")}<span>${t("This page could not be fetched.")}</span> <button class="btn-link" type="button" @click=${this.fetch}>${t("Try again")}</button></p>`;
    const { told } = this;
    if (!told) return html`<div aria-busy="true"><span class="skeleton skeleton-s"></span><span class="skeleton"></span></div>`;
    const adding = told.kinds.find(({ id }) => id === this.open);
    return html`<div class="stack"><p class="muted">${t("The widget and the form are always there. Here are the other ways: mail, and the channels of other companies. While one is paused, what comes in is kept and taken later.")}</p>
      ${told.items.map((inbox) => this.card(inbox, told.kinds.find(({ id }) => id === inbox.kind)))}
      ${told.items.length ? nothing : html`<p class="muted">${t("There is none yet.")}</p>`}
      <section class="card card-pad stack"><h3>${t("Add an inbox")}</h3>
        ${adding ? html`<p class="muted small">${adding.words} · <code>${adding.docs}</code></p><wd-inbox-form .app=${this.app} .kind=${adding} @kept=${this.fetch}></wd-inbox-form>` : html`<div class="inline">${told.kinds.map(({ id, words }) => html`<button class="btn" type="button" @click=${() => (this.open = id)}>${icon("plus")}${words}</button>`)}</div>`}</section></div>`;
  }
}

customElements.define("wd-inbox-form", InboxForm);
customElements.define("wd-inboxes", InboxesPage);
