/** <wd-list>: the conversations, by tab and group; the search; taking the oldest. */
import { html, LitElement, nothing, repeat } from "../../vendor/lit.js";
import { number, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { QUEUE_GLANCE } from "../core/app.js";
import { Watch } from "../core/signals.js";
import { key } from "./key.js";
import { mentionsGroup } from "./mentions.js";
import { conversationRow, offerRow } from "./row.js";
import { searchResults } from "./hits.js";
import { availabilityWord } from "./words.js";

/** @typedef {import("../wire.js").GroupName} GroupName */

const NEAR = 200; // px before the end of the list where the next page is fetched

export class List extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    new Watch(this, "heads", "counts", "list", "session", "locale", "search", "mentions", "thread", "actions", "connection", "profile");
  }

  createRenderRoot() {
    return this;
  }

  updated() {
    this.look();
  }

  /** The next page, once its place comes near. */
  look() {
    const end = this.querySelector("[data-more]");
    const box = this.querySelector(".list-scroll");
    if (!end || !box || end.getBoundingClientRect().top > box.getBoundingClientRect().bottom + NEAR) return;
    if (this.app.search.active) return void this.app.search.more();
    if (this.isUpdatePending) return; // what came is not drawn yet: the end seen here is no longer the end
    if (!this.app.inbox.rests) this.app.inbox.more(/** @type {GroupName} */ (end.getAttribute("data-more"))).catch(() => null);
  }

  render() {
    return html`<section class="list" aria-label=${t("Conversations")}>
      ${this.head()}
      <div class="list-scroll" tabindex="-1" @scroll=${this.look}>${this.app.search.active ? searchResults(this.app) : this.groups()}</div>
    </section>`;
  }

  head() {
    const { search, inbox, actions } = this.app;
    return html`<div class="list-head">
      ${this.me()}
      <div class="find">
        ${icon("search")}
        <input class="input" type="search" id="search" autocomplete="off" spellcheck="false" .value=${search.text} aria-label=${t("Search in all messages")}
          placeholder=${t("Search in all messages")} @input=${(/** @type {any} */ e) => search.type(e.target.value)} @keydown=${this.leaveSearch} />
        ${search.text ? nothing : key("/")}
      </div>
      <button class="btn btn-tint btn-wide" type="button" ?disabled=${actions.busy === "take"} @click=${() => actions.take()}>
        ${t("Take the longest wait")} ${key("W")}
      </button>
      <div class="seg seg-wide" role="group" aria-label=${t("Which conversations")}>
        ${this.tab("work", t("To do"), inbox.counts.mine + inbox.counts.queue)} ${this.tab("all", t("All open"), inbox.counts.all)} ${this.tab("resolved", t("Resolved"), 0)}
      </div>
    </div>`;
  }

  /** @param {KeyboardEvent} event */
  leaveSearch(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    this.app.search.clear();
    /** @type {HTMLElement} */ (event.target).blur();
  }

  me() {
    const { me } = this.app.session;
    if (!me) return nothing;
    const { availability, capacity, reason } = me.agent;
    const pauses = me.pauses ?? [];
    const now = pauses.some(({ code }) => code === reason) ? `${availability}/${reason}` : availability;
    const choice = (/** @type {string} */ value, /** @type {string} */ words) => html`<option value=${value} ?selected=${value === now}>${words}</option>`;
    const mark = { online: "dot-on", away: "dot-wait", offline: "dot-off" }[availability];
    return html`<div class="split me-line">
      <label class="inline availability">
        <span class="dot ${mark}"></span><span class="sr">${t("My availability")}</span>
        <select id="availability" @change=${(/** @type {any} */ e) => this.app.actions.availability(e.target.value)}>
          ${choice("online", availabilityWord("online"))}${choice("away", availabilityWord("away"))}${pauses.map(({ code, name }) => choice(`away/${code}`, `${availabilityWord("away")} · ${name}`))}${choice("offline", availabilityWord("offline"))}
        </select>
      </label>
      ${this.app.profile.chosen.quiet ? html`<button class="chip chip-open" type="button" title=${t("Do not disturb")} @click=${() => this.app.profile.toggleQuiet()}>${icon("pause")}<span class="sr">${t("Do not disturb")}</span></button>` : nothing}
      <span class="faint small num" title=${t("My conversations and how many I can take")}>${t("{count} of {capacity}", { count: number(this.app.inbox.counts.mine), capacity: number(capacity) })}</span>
    </div>`;
  }

  /** @param {import("../core/app.js").Tab} tab @param {string} label @param {number} count */
  tab(tab, label, count) {
    return html`<button type="button" aria-pressed=${String(this.app.tab === tab)} @click=${() => this.app.showTab(tab)}>
      ${label}${count ? html` <span class="num faint">${number(count)}</span>` : nothing}
    </button>`;
  }

  groups() {
    const { tab } = this.app;
    if (tab === "all") return this.group("all", nothing, t("No open conversations."));
    if (tab === "resolved") return this.group("resolved", nothing, t("Nothing was resolved yet."));
    const { mine } = this.app.inbox.counts;
    const queue = Math.max(0, this.app.inbox.counts.queue - this.app.inbox.offers.length);
    return html`
      ${this.offers()}
      ${this.group("queue", html`<h2 class="group">${t("Waiting")} ${this.badge(queue, queue > 0)}</h2>`, t("Nobody is waiting."))}
      ${this.group("mine", html`<h2 class="group">${t("Mine")} ${this.badge(mine, false)}<small>${t("by the next promised reply")}</small></h2>`, t("You have no conversations."))}
      ${mentionsGroup(this.app)}
    `;
  }

  /** What I am asked to take, above everything. The region stands there before it speaks, so that screen readers announce it. */
  offers() {
    const { inbox } = this.app;
    const { offers } = inbox;
    const news = offers.length ? tn("{count} conversation is offered to you", "{count} conversations are offered to you", offers.length) : "";
    return html`<p class="sr" role="status">${news}</p>
      ${offers.length === 0
        ? nothing
        : html`<section class="offers" aria-label=${t("Offered to you")}>
            <h2 class="group">${t("Offered to you")} ${this.badge(offers.length, true)}</h2>
            <ul class="plain">${repeat(offers, (head) => head.id, (head) => offerRow(this.app, head))}</ul>
          </section>`}`;
  }

  /** @param {number} count @param {boolean} waits */
  badge(count, waits) {
    return html`<span class="badge ${waits ? "badge-danger" : "badge-quiet"}">${number(count)}</span>`;
  }

  /** @param {GroupName} name @param {unknown} title @param {string} none */
  group(name, title, none) {
    const { inbox } = this.app;
    const rows = this.app.rowsShown(name);
    const state = inbox.groups[name];
    return html`<section aria-label=${name === "queue" ? t("Waiting") : name === "mine" ? t("Mine") : nothing}>
      ${title}
      <ul class="plain">${repeat(rows, (head) => head.id, (head) => conversationRow(this.app, head))}</ul>
      ${state.loaded ? nothing : this.waiting(name)}
      ${state.loaded && rows.length === 0 ? html`<p class="group-empty">${none}</p>` : nothing}
      ${this.rest(name, rows.length)}
    </section>`;
  }

  /** @param {GroupName} name */
  waiting(name) {
    if (this.app.inbox.fetching.has(name)) return html`<div class="group-empty" aria-hidden="true"><span class="skeleton skeleton-s"></span><span class="skeleton"></span></div>`;
    return html`<p class="group-empty">${t("The list could not be fetched.")}
      <button class="btn-link" type="button" @click=${() => this.app.inbox.more(name).catch(() => null)}>${t("Try again")}</button></p>`;
  }

  /** @param {GroupName} name @param {number} shown */
  rest(name, shown) {
    const { inbox } = this.app;
    const known = name === "queue" ? Math.max(inbox.rows(name).length, inbox.counts.queue) - inbox.offers.length : inbox.rows(name).length;
    if (name === "queue" && !this.app.wholeQueue) {
      if (known <= QUEUE_GLANCE) return nothing;
      const more = () => { this.app.wholeQueue = true; this.requestUpdate(); };
      return html`<button class="btn btn-quiet btn-s btn-wide" type="button" @click=${more}>${tn("{count} more is waiting", "{count} more are waiting", known - shown)}</button>`;
    }
    if (inbox.groups[name].next === null) return nothing;
    return html`<button class="btn btn-quiet btn-s btn-wide" type="button" data-more=${name} @click=${() => inbox.more(name).catch(() => null)}>${t("Show more")}</button>`;
  }
}

customElements.define("wd-list", List);
