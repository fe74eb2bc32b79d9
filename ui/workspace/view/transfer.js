/** <wd-transfer>: to whom. Typing narrows the list, Enter takes the first. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { availabilityWord, languageName } from "./words.js";

/** @typedef {{id: string, name: string, team: boolean, state: string, languages: string[]}} Target */

const PRESENT = ["online", "away", "offline"];

/** @param {{id: string, name: string}} team @returns {Target} */
const teamTarget = ({ id, name }) => ({ id, name, team: true, state: "", languages: [] });

/** @param {{id: string, name: string, availability: {state: string}, languages: string[]}} agent @returns {Target} */
const agentTarget = ({ id, name, availability, languages }) => ({ id, name, team: false, state: availability.state, languages });

/** Whoever is here stands first. @param {Target} a @param {Target} b */
const present = (a, b) => PRESENT.indexOf(a.state) - PRESENT.indexOf(b.state);

export class Transfer extends LitElement {
  static properties = { app: { attribute: false }, targets: { state: true }, wanted: { state: true }, failed: { state: true }, doubted: { state: true } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    /** @type {Target[]|null} */
    this.targets = null;
    this.wanted = "";
    this.failed = false;
    /** @type {Target|null} somebody who is not there: whoever chose them is asked first */
    this.doubted = null;
    /** @type {Promise<void>|undefined} */
    this.loading = undefined;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.loading = this.load();
  }

  firstUpdated() {
    this.querySelector("input")?.focus(); // the dialog opened before this field was drawn
  }

  async load() {
    this.failed = false;
    try {
      const { conversation, assignee } = this.app.dialogs.with;
      const has = conversation ? assignee : this.app.thread.head?.assignee?.id;
      const { agents, teams } = await this.app.server.colleagues();
      const others = agents.filter(({ id, active }) => active && id !== has);
      this.targets = [...teams.map(teamTarget), ...others.map(agentTarget).sort(present)];
    } catch {
      this.failed = true;
    }
  }

  get matching() {
    const wanted = this.wanted.trim().toLowerCase();
    return (this.targets ?? []).filter(({ name }) => name.toLowerCase().includes(wanted));
  }

  /** @param {Target} target */
  async choose(target) {
    if (!target.team && target.state !== "online" && target !== this.doubted) {
      this.doubted = target;
      await this.updateComplete;
      return this.querySelector("button")?.focus();
    }
    const { conversation } = this.app.dialogs.with; // from the board; else the open one
    this.app.dialogs.close();
    this.app.actions.transfer(target.team ? { team: target.id } : { agent: target.id }, target.name, conversation);
  }

  /** @param {Event} event */
  async first(event) {
    event.preventDefault();
    await this.loading; // whoever types fast is ahead of the list
    if (this.isConnected && this.wanted && this.matching[0]) this.choose(this.matching[0]);
  }

  render() {
    if (this.failed) return html`<p class="error">${icon("warn")}${t("The list could not be fetched.")} <button class="btn-link" type="button" @click=${this.load}>${t("Try again")}</button></p>`;
    if (this.doubted) return this.doubt(this.doubted);
    return html`<form class="stack" @submit=${this.first}>
      <p class="muted small">${t("Everything said so far goes along. The contact keeps this conversation.")}</p>
      <div class="find">${icon("search")}<input class="input" type="search" autocomplete="off" aria-label=${t("Agent or team")} placeholder=${t("Agent or team")} .value=${this.wanted}
        @input=${(/** @type {any} */ e) => (this.wanted = e.target.value)} /></div>
      ${this.targets === null ? html`<span class="skeleton"></span>` : html`<ul class="plain targets">${this.matching.map((target) => this.row(target))}</ul>`}
      ${this.targets && !this.matching.length ? html`<p class="group-empty">${t("Nobody by this name.")}</p>` : nothing}
    </form>`;
  }

  /** @param {Target} target */
  doubt(target) {
    return html`<div class="stack"><p class="banner banner-wait" role="alert">${icon("warn")}<span>${t("{name} is not online now ({state}). The contact waits until they are back.", { name: target.name, state: availabilityWord(target.state) })}</span></p>
      <div class="actions"><button class="btn" type="button" @click=${() => (this.doubted = null)}>${t("Choose somebody else")}</button><button class="btn btn-line" type="button" @click=${() => this.choose(target)}>${t("Transfer all the same")}</button></div></div>`;
  }

  /** @param {Target} target */
  row(target) {
    return html`<li><button class="target" type="button" @click=${() => this.choose(target)}>
      ${target.team ? icon("people") : icon("person")}<b class="ellipsis">${target.name}</b>
      <span class="faint small inline">${target.team ? t("Team") : html`${target.languages.map(languageName).join(" · ")}<span class="dot ${{ online: "dot-on", away: "dot-wait" }[target.state] ?? "dot-off"}"></span>${availabilityWord(target.state)}`}</span>
    </button></li>`;
  }
}

customElements.define("wd-transfer", Transfer);
