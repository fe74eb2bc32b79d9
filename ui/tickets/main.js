/** The page of tickets: what its reader may see, one of them with its desk's form, escalating from a conversation. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { StaffPage } from "../staff/page.js";
import { detail, PATH } from "./detail.js";
import { escalateCard } from "./escalate.js";
import { desksCard } from "./keeping.js";
import { organizationsCard, PATH as FIRMS, placeCard, placePath } from "./organizations.js";
import { listCard, sifting } from "./list.js";
import { PATH as SENT, sentCard } from "./sent.js";

/** @typedef {{kind: string, name: string, team: string|null, minutes: number|null, version: number, form: import("./packet.js").Field[], steps: [string, string][]}} Desk */
/** @typedef {{items: Desk[], chains: [string, string][], steps: [string, string][]}} Desks */
/** @typedef {{at: "list"|"one"|"sent"|"to"|"firm", id: string}} View */

/** Which part of the page an address names. @param {string} hash @returns {View} */
function viewOf(hash) {
  const [, at, id] = hash.match(/^#(?:(sent|to|firm)\/)?([\w-]+)$/) ?? [];
  return { at: id ? /** @type {View["at"]} */ (at ?? "one") : "list", id: id ?? "" };
}

export class Tickets extends StaffPage {
  constructor() {
    super("tickets");
    /** @type {Desks} */
    this.desks = { items: [], chains: [], steps: [] };
    /** @type {Map<string, string>} */
    this.people = new Map();
    /** @type {Map<string, string>} */
    this.teams = new Map();
    this.me = "";
    this.view = viewOf("");
    this.sift = { whose: "", desk: "", state: "" };
    /** @type {import("./list.js").Row[]} */
    this.rows = [];
    /** @type {import("./sent.js").Sent[]} */
    this.sent = [];
    /** @type {import("./organizations.js").Organization[]} */
    this.organizations = []; // for leads
    /** @type {string|null} */
    this.next = null;
    /** @type {any} */
    this.shown = null; // of the view; null: nothing is there
    /** @type {Record<string, string>} */
    this.wrong = {}; // by field, what the server said of it
    this.chosen = ""; // the desk that is escalated to
    /** @type {import("./escalate.js").Transaction|null} */
    this.picked = null;
    this.arrived = ""; // what is said where the page goes next
    this.asking = 0; // so that an earlier answer never overwrites a later one
    window.addEventListener("hashchange", () => this.go());
  }

  async go() {
    Object.assign(this, { wrong: {}, chosen: "", picked: null, said: this.arrived ? { text: this.arrived, bad: false, at: "sent" } : null, arrived: "" });
    await this.load();
    await this.updateComplete;
    /** @type {HTMLElement|null} */ (this.querySelector("h2[tabindex], h1"))?.focus();
  }

  async load() {
    const asked = ++this.asking;
    const view = viewOf(location.hash);
    const [desks, staff, teams, me] = await Promise.all(["/api/workspace/desks", "/api/staff/agents", "/api/staff/teams", "/api/me"].map(this.api.get));
    const seen = await this.fetched(view).catch((problem) => {
      if (problem.status !== 404) throw problem;
      return null;
    });
    const firms = this.leads && view.at === "list" ? (await this.api.get(FIRMS)).items : [];
    if (asked !== this.asking) return;
    const named = (/** @type {{items: {id: string, name: string}[]}} */ { items }) => new Map(items.map(({ id, name }) => [id, name]));
    Object.assign(this, { desks, view, organizations: firms, me: me.agent.id, people: named(staff), teams: named(teams) }, view.at === "list" ? seen : { shown: seen });
    this.requestUpdate();
  }

  /** @param {View} view */
  async fetched({ at, id }) {
    if (at === "to") return this.api.get(`/api/workspace/conversations/${id}/escalation`);
    if (at === "sent") return this.api.get(`${SENT}/${id}`);
    if (at === "firm") return this.api.get(placePath(id));
    if (at === "list") return this.listed("");
    const [one, { history }] = await Promise.all([this.api.get(`${PATH}/${id}/desk`), this.api.get(`${PATH}/${id}`)]);
    return { ...one, history };
  }

  /** @param {string} cursor */
  async listed(cursor) {
    const { whose, desk, state } = this.sift;
    if (whose === "sent") {
      const { items, next } = await this.api.get(`${SENT}?cursor=${cursor}`);
      return { sent: items, next };
    }
    const asked = Object.entries({ desk, state, owner: whose, cursor }).filter(([, value]) => value);
    const { items, next } = await this.api.get(`/api/workspace/desks/tickets?${new URLSearchParams(asked)}`);
    return { rows: items, next };
  }

  async more() {
    const { rows = [], sent = [], next } = await this.listed(this.next ?? "");
    Object.assign(this, { rows: [...this.rows, ...rows], sent: [...this.sent, ...sent], next });
    this.requestUpdate();
  }

  /** @param {Partial<{whose: string, desk: string, state: string}>} what */
  choose(what) {
    Object.assign(this.sift, what);
    this.said = null;
    this.load().catch(() => {});
  }

  /** Send something; what is wrong with a field is told at the field. @param {string} at @param {() => Promise<any>} act @param {string} done @param {string[]} [typed] */
  async sending(at, act, done, typed = []) {
    const tried = async () => {
      this.wrong = {};
      try {
        await act();
      } catch (/** @type {any} */ problem) {
        this.wrong = Object.fromEntries((problem.body?.errors ?? []).map((/** @type {{field: string, detail: string}} */ { field, detail: said }) => [field, said]));
        throw problem;
      }
    };
    const went = await this.doing(tried, done, typed, at);
    this.requestUpdate();
    return went;
  }

  /** @param {string} kind */
  deskName(kind) {
    return this.desks.items.find((one) => one.kind === kind)?.name ?? kind;
  }

  /** @param {string} kind */
  formOf(kind) {
    return this.desks.items.find((one) => one.kind === kind)?.form ?? [];
  }

  /** @param {string} kind */
  stepsOf(kind) {
    return this.desks.items.find((one) => one.kind === kind)?.steps ?? [];
  }

  /** @param {string} kind @param {string} id */
  fieldName(kind, id) {
    return this.formOf(kind).find((one) => one.id === id)?.name ?? id;
  }

  /** @param {string} id */
  person(id) {
    return this.people.get(id) ?? t("somebody who left");
  }

  opened() {
    return html`<main class="staff tickets">${this.head()} ${this.part()}</main>`;
  }

  part() {
    const { at, id } = this.view;
    if (at === "list") return html`${sifting(this)} ${listCard(this)} ${this.leads ? html`${desksCard(this)} ${organizationsCard(this)}` : nothing}`;
    if (!this.shown) return html`<div class="card"><div class="empty" data-nothing>${icon("ticket")}<b>${t("There is no such ticket here, or it is another desk's.")}</b><a href="#">${t("All tickets")}</a></div></div>`;
    if (at === "firm") return placeCard(this, this.shown, id);
    return at === "one" ? detail(this, this.shown) : at === "sent" ? sentCard(this, this.shown) : escalateCard(this, this.shown, id);
  }
}

customElements.define("wd-tickets", Tickets);
