/** <wd-thread>: the open conversation: its head, its rows, and what to do with it. */
import { guard, html, LitElement, nothing, repeat } from "../../vendor/lit.js";
import { day, t, tn } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { Watch } from "../core/signals.js";
import { rowsOf } from "../model/rows.js";
import { drawnFrom, pendingRow, threadRow } from "./item.js";
import { key } from "./key.js";
import { Anchor } from "./scroll.js";
import { threadHead } from "./thread-head.js";
import "./composer.js";

const NEAR = 600; // px before an end where the next page is fetched

export class ThreadView extends LitElement {
  static properties = { app: { attribute: false } };

  constructor() {
    super();
    /** @type {import("../core/app.js").App} */
    this.app = /** @type {any} */ (null);
    new Watch(this, "thread", "heads", "counts", "outbox", "presence", "session", "locale", "actions", "connection", "list");
    this.anchor = new Anchor(() => this.querySelector(".thread-scroll"));
    this.drawn = { id: "", state: "", target: 0 };
    this.onFocus = () => this.look();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener("focus", this.onFocus);
    document.addEventListener("visibilitychange", this.onFocus);
    this.stopEnd = this.app.signals.on("end", () => this.toEnd());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.anchor.stop();
    this.stopEnd?.();
    removeEventListener("focus", this.onFocus);
    document.removeEventListener("visibilitychange", this.onFocus);
  }

  willUpdate() {
    this.anchor.hold();
  }

  updated() {
    const { id, state, target } = this.app.thread;
    const box = this.querySelector(".thread-scroll");
    if (!box) return;
    const fresh = id !== this.drawn.id || (state === "ready" && this.drawn.state !== "ready");
    if (fresh) this.arrive(box);
    else if (target && target !== this.drawn.target) this.showTarget(target);
    else this.anchor.restore();
    this.drawn = { id, state, target };
    this.look();
  }

  /** A conversation was opened: at its first unread line where that is out of sight, else at its end. @param {Element} box */
  arrive(box) {
    this.anchor.watch([box, ...box.children]);
    this.anchor.toEnd();
    if (this.app.thread.target) return this.showTarget(this.app.thread.target);
    const unread = box.querySelector('[data-key="unread"]');
    if (unread && unread.getBoundingClientRect().top < box.getBoundingClientRect().top) this.anchor.show(unread, 0.1);
  }

  /** @param {number} seq */
  showTarget(seq) {
    const row = this.querySelector(`[data-seq="${seq}"]`) ?? this.querySelector(`[data-seq="${seq + 1}"]`);
    this.anchor.show(row, 0.35);
  }

  /** What is on screen now, and what that means: read, or time to fetch more. */
  look() {
    const box = this.querySelector(".thread-scroll");
    const { thread } = this.app;
    if (!box || thread.state !== "ready") return;
    this.anchor.look();
    if (thread.window.later) this.anchor.stuck = false;
    thread.atEnd = this.anchor.stuck;
    if (box.scrollTop < NEAR) thread.older();
    if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR && thread.window.later) thread.newer();
    this.lookForUnread(box);
    if (this.anchor.stuck && document.hasFocus() && !document.hidden) thread.seen();
    if (this.anchor.stuck && this.below) this.requestUpdate();
  }

  /** Whoever saw the line needs no way to it. @param {Element} box */
  lookForUnread(box) {
    const { thread } = this.app;
    const line = thread.unreadSeen ? null : box.querySelector('[data-key="unread"]');
    if (!line || line.getBoundingClientRect().bottom < box.getBoundingClientRect().top) return;
    thread.unreadSeen = true;
    this.requestUpdate();
  }

  /** From message to message: the one that has the focus says its day and hour. @param {KeyboardEvent} event */
  pressed(event) {
    if (!event.altKey || !["ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    const rows = [.../** @type {NodeListOf<HTMLElement>} */ (this.querySelectorAll(".thread-scroll li.msg"))];
    const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement?.closest("li.msg")));
    const to = at < 0 ? rows.length - 1 : at + (event.key === "ArrowUp" ? -1 : 1);
    rows[to]?.focus();
  }

  scrolled() {
    if (this.looking) return;
    this.looking = requestAnimationFrame(() => {
      this.looking = 0;
      const before = this.anchor.stuck;
      this.look();
      if (before !== this.anchor.stuck) this.requestUpdate();
    });
  }

  toEnd() {
    this.anchor.stuck = true;
    this.app.thread.toEnd().then(() => this.anchor.toEnd(), () => null); // without a line the button stays
  }

  render() {
    const { thread } = this.app;
    if (thread.state === "none") return this.nothingOpen();
    if (thread.state === "missing") return this.empty(t("There is no such conversation, or it is not yours to read."));
    if (thread.state === "failed" && !thread.head) return this.empty(t("The conversation could not be fetched."), () => thread.open(thread.id));
    return html`<section class="thread" id="thread" aria-label=${t("The open conversation")}>
      ${threadHead(this.app)}
      <div class="thread-scroll" tabindex="0" role="log" aria-live=${thread.fetching === "before" ? "off" : "polite"} aria-label=${t("Messages")} @scroll=${this.scrolled} @keydown=${this.pressed}>
        <ol class="msgs">${this.rows()}</ol>
      </div>
      ${this.jump()}
      <wd-composer .app=${this.app}></wd-composer>
    </section>`;
  }

  rows() {
    const { thread, session, sending } = this.app;
    const { items, earlier, later } = thread.window;
    if (thread.state === "loading" && items.length === 0) return html`<li class="card-pad" aria-hidden="true"><span class="skeleton skeleton-s"></span><span class="skeleton"></span><span class="skeleton"></span></li>`;
    const rows = rowsOf(items, { readUpTo: thread.readUpTo, openedAt: thread.openedAt, me: session.agentId, day, earlier });
    const from = drawnFrom(this.app);
    const pending = later ? [] : sending.of(thread.id);
    return html`
      ${earlier ? html`<li class="msg-system msg-earlier">${thread.fetching === "before" ? t("Fetching earlier messages") : html`<button class="btn-link" type="button" @click=${() => thread.older()}>${t("Earlier messages")}</button>`}</li>` : nothing}
      ${repeat(rows, (row) => row.key, (row) => guard(from(row), () => threadRow(this.app, row)))}
      ${repeat(pending, (entry) => entry.client_id, (entry) => pendingRow(this.app, entry))}
    `;
  }

  get below() {
    return this.querySelector(".jump-down") !== null;
  }

  /** The way down, with what arrived there meanwhile. */
  jump() {
    const { thread } = this.app;
    if (thread.state !== "ready") return nothing;
    const up = thread.unreadSeen ? nothing : html`<button class="btn jump-up" type="button" @click=${() => thread.toFirstUnread()}>${icon("down")}${t("To the first unread")} ${key("U")}</button>`;
    if (this.anchor.stuck && !thread.window.later) return up === nothing ? nothing : html`<div class="jump">${up}</div>`;
    const news = this.app.thread.newBelow || (thread.head ? this.app.inbox.unread(thread.head) : 0);
    return html`<div class="jump">${up}<button class="btn jump-down" type="button" @click=${this.toEnd}>
      ${icon("down")}${news ? tn("{count} new message", "{count} new messages", news) : t("To the newest")}
    </button></div>`;
  }

  nothingOpen() {
    const { counts, offers } = this.app.inbox;
    if (offers.length) return this.empty(tn("{count} conversation is offered to you", "{count} conversations are offered to you", offers.length));
    const words = counts.queue ? tn("{count} contact is waiting.", "{count} contacts are waiting.", counts.queue) : t("Nobody is waiting.");
    return this.empty(words, null, this.firstStep(counts));
  }

  /** The one thing to do now, if there is one. @param {{queue: number, mine: number}} counts */
  firstStep({ queue, mine }) {
    const { actions, session } = this.app;
    const { availability = "offline", capacity = 0 } = session.me?.agent ?? {};
    if (availability === "offline") return html`<button class="btn btn-line" type="button" ?disabled=${Boolean(actions.busy)} @click=${() => actions.availability("online")}>${t("Go online")}</button>`;
    if (mine >= capacity) return html`<span>${t("You have as many conversations as you can take.")}</span>`;
    if (!queue) return nothing;
    return html`<button class="btn btn-line" type="button" ?disabled=${Boolean(actions.busy)} @click=${() => actions.take()}>${t("Take the longest wait")} ${key("W")}</button>`;
  }

  /** @param {string} words @param {(() => void)|null} [again] @param {unknown} [more] */
  empty(words, again = null, more = nothing) {
    return html`<section class="thread" id="thread" aria-label=${t("The open conversation")}>
      <div class="empty grow">${icon("message")}<b>${words}</b>
        ${again ? html`<button class="btn" type="button" @click=${again}>${t("Try again")}</button>` : nothing} ${more}
        <span class="faint">${t("Press ? for all keys.")}</span>
      </div>
    </section>`;
  }
}

customElements.define("wd-thread", ThreadView);
