/** <wd-board>: what leads watch. Comes only when somebody opens it. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { clock, day, number, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Watch } from "../core/signals.js";
import "../view/timer.js";
import { hourlyChart, waitingChart } from "./charts.js";
import { peopleCard } from "./people.js";
import { queueKey, queuesCard } from "./queues.js";
import { Source } from "./source.js";
import { defanged } from "../model/links.js";
import { few, moveButton, rangeBasis, rangeWords, talkLink, urgency } from "./words.js";

/** @typedef {import("./wire.js").Board} Board */
/** @typedef {import("./wire.js").Person} Person */

const PRESSING = 3; // promises that are shown even when fewer are near or broken
const FEW = 10; // so many who wait are shown without being asked for

export class BoardView extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    /** @type {Map<string, boolean>} what a hand folded or unfolded */
    this.folded = new Map();
    new Watch(this, "locale", "session");
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.source = new Source(this.app, () => this.requestUpdate());
    this.stopHearing = this.app.signals.on("moved", () => this.source?.soon());
    this.source.start();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.source?.stop();
    this.stopHearing?.();
  }

  render() {
    const board = this.source?.board;
    return html`<div class="board">
      <header class="split board-head"><div><h1 tabindex="-1" id="board-title">${t("Live board")}</h1>${this.state(board)}</div><a class="btn btn-s" href="/workspace/reports">${t("Reports")}</a></header>
      ${board ? this.whole(board) : html`<div class="card card-pad"><span class="skeleton"></span><span class="skeleton"></span><span class="skeleton skeleton-s"></span></div>`}</div>`;
  }

  firstUpdated() {
    /** @type {HTMLElement|null} */ (this.querySelector("#board-title"))?.focus();
  }

  /** Whether what stands here is of now. @param {Board|null|undefined} board */
  state(board) {
    if (this.source?.stale) {
      return html`<p class="small board-state" role="status"><span class="dot dot-danger"></span> ${board ? t("Not live: these numbers are from {time}.", { time: clock(board.at) }) : t("The numbers could not be fetched.")}
        <button class="btn-link" type="button" @click=${() => this.source?.ask()}>${t("Try again")}</button></p>`;
    }
    if (!board) return html`<p class="small muted board-state" role="status">${t("Counting")}</p>`;
    return html`<p class="small muted board-state"><span class="dot dot-on"></span> ${t("Live")} · ${day(board.at)} <time class="num">${seconds(board.at)}</time> · ${t("updated every 5 seconds")}</p>`;
  }

  /** @param {Board} board */
  whole(board) {
    return html`${this.banner(board)}${figures(this.app, board)}${this.promises(board)}
      <div class="cols">${queuesCard(this.app, board.queues, this.folds(board))}${peopleCard(this.app, board.people, (person, state) => this.set(person, state))}</div>
      <div class="cols">${waitingChart(board.owed_lately)}${hourlyChart(board.hourly)}</div>`;
  }

  /** @param {Board} board */
  folds({ queues, waiting }) {
    const open = queues.map(queueKey).filter((key) => this.folded.get(key) ?? waiting <= FEW);
    const toggle = (/** @type {string} */ key) => {
      this.folded.set(key, !open.includes(key));
      this.requestUpdate();
    };
    return { open: new Set(open), toggle };
  }

  /** @param {Board} board */
  banner({ promised, people }) {
    if (!promised.near && !promised.broken) return nothing;
    const room = people.filter((one) => one.state === "online" && one.open < one.capacity).length;
    const broken = promised.broken ? tn("{count} promised reply is overdue.", "{count} promised replies are overdue.", promised.broken) : "";
    const near = promised.near ? tn("{count} is due soon.", "{count} are due soon.", promised.near) : "";
    return html`<div class="banner ${promised.broken ? "banner-danger" : "banner-wait"}" role="status">${icon("warn")}<div class="grow split wrap">
      <span><b>${broken || near}</b> ${broken ? near : ""} ${room ? tn("{count} agent who is online has room.", "{count} agents who are online have room.", room) : t("Nobody who is online has room.")}</span>
      <span class="actions"><button class="btn" type="button" @click=${() => this.toPromises()}>${t("Show them")}</button></span></div></div>`;
  }

  toPromises() {
    const heading = /** @type {HTMLElement|null} */ (this.querySelector("#board-promises"));
    heading?.scrollIntoView({ block: "start" });
    heading?.focus();
  }

  /** The most pressing, whatever their queue. @param {Board} board */
  promises({ promised }) {
    if (!promised.near && !promised.broken) return nothing;
    const head = [t("Contact"), t("Subject"), t("Due"), t("With"), t("Action")];
    return html`<section class="card" aria-labelledby="board-promises"><div class="card-head"><h2 id="board-promises" tabindex="-1">${t("Promises, the most pressing first")}</h2></div>
      <div class="table-wrap" tabindex="0" role="group" aria-label=${t("Promises, table")}><table class="table"><thead><tr>${head.map((one) => html`<th scope="col">${one}</th>`)}</tr></thead>
      <tbody>${promised.soonest.slice(0, Math.max(PRESSING, promised.near + promised.broken)).map(({ conversation, due, since }) => html`<tr><th scope="row">${talkLink(conversation)}</th>
        <td><span class="inline">${urgency(conversation)}<span class="subject">${defanged(conversation.subject)}</span></span></td>
        <td>${due === null ? html`${t("no time promised")}` : html`<wd-timer .since=${since} .due=${due} .skew=${this.app.session.skew}></wd-timer>`}</td>
        <td class="muted">${conversation.assignee?.name ?? conversation.team?.name ?? t("nobody yet")}</td><td>${moveButton(this.app, conversation)}</td></tr>`)}</tbody></table></div></section>`;
  }

  /** @param {Person} person @param {string} state */
  async set(person, state) {
    try {
      await this.app.server.setAvailabilityOf(person.agent.id, state);
      this.app.toasts.say("done", t("{name} was set to another state. It is in the audit.", { name: person.agent.name }));
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
    this.source?.soon();
  }
}

/** @param {number} ms */
const seconds = (ms) => `${clock(ms)}:${String(new Date(ms).getSeconds()).padStart(2, "0")}`;

/** @param {import("../core/app.js").App} app @param {Board} board */
function figures(app, { waiting, longest_since: longest, queues, wait, truth, promised, today, zone }) {
  const closed = today.kept + today.late + promised.broken;
  const own = today.begun - today.with_person;
  const { count, sum, low } = today.marks;
  const first = queues.flatMap((queue) => queue.first).find((one) => one.since === longest);
  const since = t("since midnight, {zone}", { zone });
  return html`<dl class="figures">
    ${figure(t("Waiting"), number(promised.owed), t("for a first reply · {count} in the queue", { count: number(waiting) }))}
    ${figure(t("Longest wait"), longest === null ? "–" : html`<wd-timer .since=${longest} .skew=${app.session.skew}></wd-timer>`, first ? html`${talkLink(first.conversation)} ${urgency(first.conversation)}` : longest === null ? (promised.owed ? t("nobody in the queue; agents have them all") : t("nobody waits")) : t("in all queues, now"))}
    ${figure(t("Wait for a first reply"), rangeWords(wait), truth ? html`${rangeBasis(wait)} ${t("Of the last {told} waits we announced, {held} came true.", { told: number(truth.told), held: number(truth.held) })}` : rangeBasis(wait))}
    ${figure(t("Promises kept today"), closed ? share(today.kept, closed) : few(), closed ? t("{kept} of {all}, {since}", { kept: number(today.kept), all: number(closed), since }) : t("Shown once a promise has come due, {since}.", { since }))}
    ${figure(t("Left before an answer"), number(today.gave_up), since)}
    ${figure(t("Stayed with the bot"), today.begun ? share(own, today.begun) : few(), today.begun ? t("{own} of {all} conversations begun today have not asked for a person", { own: number(own), all: number(today.begun) }) : t("Shown once a conversation has begun, {since}.", { since }))}
    ${figure(t("Ratings today"), count ? html`${(sum / count).toFixed(1)} <small>/ 5</small>` : few(), count ? t("{count} ratings, {low} of them low", { count: number(count), low: number(low) }) : t("Shown once somebody has rated, {since}.", { since }))}
  </dl>`;
}

/** @param {number} part @param {number} whole */
const share = (part, whole) => html`${number(Math.round((100 * part) / whole))} <small>%</small>`;

/** @param {string} name @param {unknown} value @param {unknown} basis */
const figure = (name, value, basis) => html`<div><dt>${name}</dt><dd class="amount num">${value}</dd><dd class="basis">${basis}</dd></div>`;

customElements.define("wd-board", BoardView);
