/** The page of what needs a second look: texts that wait for a second person, reported fakes, for leads builds of the app and the rules of the guard. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { moment, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { StaffPage } from "../staff/page.js";
import { buildsCard, fetchBuilds } from "./builds.js";
import { fakesCard, fetchFakes } from "./fakes.js";
import { ownRule, rulesCard } from "./rules.js";
import { fetchVersions, versionsCard } from "./versions.js";

/** @typedef {{rule: string, start: number, end: number, why: string, instead: string}} Objection */
/** @typedef {{id: string, conversation: string, by: {name: string}, text: string, at: number, mine: boolean, author_left: boolean, objections: Objection[]}} Held */

export class Outgoing extends StaffPage {
  constructor() {
    super("outgoing");
    /** @type {Held[]} */
    this.held = [];
    /** @type {import("./fakes.js").Fakes|null} */
    this.fakes = null;
    /** @type {import("./fakes.js").Whole|null} */
    this.fake = null;
    /** @type {import("./rules.js").Rule[]|null} */
    this.rules = null;
    /** @type {import("./builds.js").Builds|null} */
    this.builds = null;
    /** @type {import("./versions.js").Versions|null} */
    this.versions = null;
  }

  async begun() {
    await super.begun();
    if (location.hash) this.querySelector(`[id="${CSS.escape(location.hash.slice(1))}"]`)?.scrollIntoView(); // was not there when the browser looked
  }

  async load() {
    this.held = (await this.api.get("/api/workspace/held")).items;
    this.fakes = await fetchFakes(this);
    this.fake = this.fake && (await this.api.get(`/api/workspace/fakes/${this.fake.fake.id}`));
    this.rules = this.leads ? (await this.api.get("/api/advice/rules")).items : null;
    this.builds = this.leads ? await fetchBuilds(this) : null;
    this.versions = this.leads ? await fetchVersions(this) : null;
    this.requestUpdate();
  }

  /** @param {import("./fakes.js").Whole|null} fake */
  openFake(fake) {
    this.fake = fake;
    this.requestUpdate();
  }

  /** @param {Held} held @param {"approve"|"refuse"} way @param {Event} event */
  decide(held, way, event) {
    const field = /** @type {HTMLElement} */ (event.target).closest("form")?.querySelector("input");
    const reason = field?.value.trim() ?? "";
    if (!reason) return field?.focus();
    return this.doing(() => this.api.post(`/api/workspace/held/${held.id}/${way}`, { reason }), way === "approve" ? t("It went out.") : t("It was refused. Nothing went out."), [reason]);
  }

  opened() {
    return html`<main class="staff outgoing">
      ${this.head()} ${this.told("")} ${this.waiting()} ${this.fakes ? fakesCard(this, this.fakes, this.fake) : nothing} ${this.builds ? buildsCard(this, this.builds) : nothing} ${this.versions ? versionsCard(this, this.versions) : nothing}
      ${this.rules ? html`${rulesCard(this, this.rules)} ${ownRule(this)}` : nothing}
    </main>`;
  }

  waiting() {
    return html`<section class="card" aria-label=${t("Waiting for a second person")}><h2 class="card-head">${t("Waiting for a second person")}</h2>
      ${this.held.length
        ? html`<ul class="plain rows">${repeat(this.held, ({ id }) => id, (held) => this.one(held))}</ul>`
        : html`<div class="empty">${icon("check-circle")}<b>${t("Nothing waits.")}</b></div>`}</section>`;
  }

  /** @param {Held} held */
  one(held) {
    return html`<li class="card-body stack" data-held=${held.id}>
      <p class="muted small"><b>${held.by.name}</b> <time>${moment(held.at)}</time> <a href="/workspace#${held.conversation}">${t("Open the conversation")}</a></p>
      <p class="said">${held.text}</p>
      ${held.objections.map(({ start, end, why }) => html`<p class="hint">${icon("warn")} <mark>${[...held.text].slice(start, end)}</mark> ${why}</p>`)}
      ${held.mine ? this.own(held) : this.decision(held)}
    </li>`;
  }

  /** @param {Held} held */
  own(held) {
    const back = () => this.doing(() => this.api.post(`/api/workspace/held/${held.id}/withdraw`), t("It was taken back. Nothing went out."));
    const why = held.author_left ? t("You no longer have this conversation, so it can't go out.") : t("You wrote this: somebody else decides. The contact sees nothing of it.");
    return html`<div class="inline"><span class="muted">${why}</span>
      <button class="btn btn-s" type="button" @click=${back}>${t("Take it back")}</button></div>`;
  }

  /** @param {Held} held */
  decision(held) {
    return html`<form class="stack" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      ${held.author_left ? html`<p class="banner banner-wait">${icon("warn")}<span>${t("Its author no longer has this conversation, so it can't go out.")}</span></p>` : nothing}
      <div class="field"><label for=${`why-${held.id}`}>${t("Why you decide so")}</label>
        <input class="input" id=${`why-${held.id}`} maxlength="500" autocomplete="off" /><span class="hint">${t("Kept with the decision. The contact never reads it.")}</span></div>
      <div class="inline">${held.author_left ? nothing : html`<button class="btn btn-line" type="button" @click=${(/** @type {Event} */ e) => this.decide(held, "approve", e)}>${t("Let it go out")}</button>`}
        <button class="btn" type="button" @click=${(/** @type {Event} */ e) => this.decide(held, "refuse", e)}>${t("Refuse it")}</button></div></form>`;
  }
}

customElements.define("wd-outgoing", Outgoing);
