/** The conversation that is open: its window of items, where reading stopped, who else is here, jumps into the past. */
import { MOST, PAGE, Window } from "../model/window.js";

/** @typedef {import("../wire.js").Item} Item */
/** @typedef {import("../wire.js").Named} Named */

const TYPING_LASTS = 7_000; // ms: whoever stopped without saying so
const SEEN_AFTER = 1_000; // ms on screen before a message counts as read by whoever is about to answer

export class Thread {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.id = "";
    this.window = new Window();
    /** @type {"none"|"loading"|"ready"|"missing"|"failed"} */
    this.state = "none";
    this.readUpTo = 0; // for the first-unread line; stays while the conversation is open
    this.openedAt = 0; // the last seq when it was opened: what comes later is new, not unread
    this.unreadSeen = true; // the line was on screen, or there is none
    this.newBelow = 0; // arrived while the reader was further up
    this.atEnd = true; // the reader is where the newest come in
    this.target = 0; // the seq that a search led to
    /** @type {Named[]} */
    this.viewers = [];
    /** @type {Map<string, {kind: string, name: string, until: number}>} */
    this.typing = new Map();
    /** @type {{seq: number, at: number}[]} what came on screen, and when */
    this.shown = [];
    this.fetching = "";
  }

  get head() {
    return this.app.inbox.head(this.id);
  }

  /** The last public message of an agent that is in the window, or 0. */
  get lastOurs() {
    return this.window.items.findLast((item) => item.kind === "message" && item.author.kind === "agent")?.seq ?? 0;
  }

  /** @param {string} id @param {number} [seq]  the item to show; the newest without it */
  async open(id, seq = 0) {
    if (id !== this.id) this.#leave(id);
    this.state = "loading";
    this.app.signals.emit("thread");
    try {
      const opened = await this.app.server.open(id);
      if (id !== this.id) return; // somebody was quicker and went on to another
      this.#take(opened);
      if (seq) await this.jump(seq);
      this.app.sending.review();
    } catch (/** @type {any} */ problem) {
      if (id === this.id) this.state = problem.status === 404 ? "missing" : "failed";
    }
    this.app.signals.emit("thread");
  }

  /** @param {string} id */
  #leave(id) {
    this.app.drafts.flush();
    this.id = id;
    this.window = new Window();
    this.viewers = [];
    this.typing = new Map();
    this.shown = [];
    this.newBelow = 0;
    this.target = 0;
    this.app.feed.look(id);
  }

  /** The line was away: the head, who is here, drafts and items as they are now; nothing on screen is replaced. */
  async refresh() {
    const id = this.id;
    if (this.state === "failed") return this.open(id);
    if (this.state !== "ready") return;
    const opened = await this.app.server.open(id);
    if (id !== this.id) return;
    this.app.inbox.apply(opened.head);
    this.setViewers(opened.viewers ?? []);
    this.app.drafts.load(id, "reply", opened.drafts?.reply);
    this.app.drafts.load(id, "note", opened.drafts?.note);
    await this.catchUp();
  }

  /** It is none of ours any more. */
  lost() {
    this.state = "missing";
    this.app.signals.emit("thread");
  }

  close() {
    this.#leave("");
    this.state = "none";
    this.app.signals.emit("thread");
  }

  /** @param {import("../wire.js").OpenConversation} opened */
  #take(opened) {
    this.app.inbox.apply(opened.head);
    this.window.replace(opened.items, { earlier: opened.earlier, later: false });
    this.readUpTo = Math.max(opened.head.agent_read_seq, this.app.inbox.readHere.get(this.id) ?? 0);
    this.openedAt = this.window.last;
    this.unreadSeen = opened.head.unread === 0 || this.readUpTo >= this.openedAt;
    this.shown = [{ seq: this.window.last, at: -Infinity }]; // whoever opens a conversation reads it
    this.setViewers(opened.viewers ?? []);
    this.app.drafts.load(this.id, "reply", opened.drafts?.reply);
    this.app.drafts.load(this.id, "note", opened.drafts?.note);
    this.state = "ready";
  }

  /** @param {Item} item */
  receive(item) {
    const outcome = this.window.receive(item, this.atEnd);
    if (outcome === "gap") this.catchUp();
    if (outcome === "elsewhere") this.newBelow += 1;
    this.quiet(item.author);
    this.app.signals.emit("thread");
  }

  /** Everything after what we have: after a gap, after the line was away, after an acknowledgement that no item followed. */
  async catchUp() {
    if (this.state !== "ready" || this.window.later || this.fetching) return;
    await this.#fetch("after", async (id) => {
      let more = true;
      while (more && id === this.id) {
        const page = await this.app.server.items(id, { after: this.window.last, limit: MOST });
        if (id !== this.id) return;
        this.window.append(page.items, page.more);
        more = page.more && page.items.length > 0;
      }
      this.window.later = false;
    });
  }

  async older() {
    if (!this.window.earlier || this.fetching || this.state !== "ready") return;
    await this.#fetch("before", async (id) => {
      const page = await this.app.server.items(id, { before: this.window.first, limit: PAGE });
      if (id === this.id) this.window.prepend(page.items, page.more);
    });
  }

  /** Down again, after a jump into the past or a long way up. */
  async newer() {
    if (!this.window.later || this.fetching) return;
    await this.#fetch("newer", async (id) => {
      const page = await this.app.server.items(id, { after: this.window.last, limit: PAGE });
      if (id === this.id) this.window.append(page.items, page.more);
      if (!page.more) this.newBelow = 0;
    });
  }

  /** @param {string} what @param {(id: string) => Promise<void>} fetch */
  async #fetch(what, fetch) {
    this.fetching = what;
    this.app.signals.emit("thread");
    try {
      await fetch(this.id);
    } catch {
      // the connection line says that we are offline; what is missing is asked for again when we are back
    } finally {
      this.fetching = "";
      this.app.signals.emit("thread");
    }
  }

  /** Show one item and what stands around it. @param {number} seq */
  async jump(seq) {
    const known = seq >= this.window.first && seq <= this.window.last;
    if (!known) {
      const [before, after] = await Promise.all([
        this.app.server.items(this.id, { before: seq + 1, limit: PAGE / 2 }),
        this.app.server.items(this.id, { after: seq, limit: PAGE / 2 }),
      ]);
      this.window.replace([...before.items, ...after.items], { earlier: before.more, later: after.more });
    }
    this.target = seq;
    if (document.hasFocus()) this.app.mentions.seen(this.id, seq);
    this.app.signals.emit("thread");
  }

  /** To where reading stopped. */
  toFirstUnread() {
    if (!this.unreadSeen) return this.jump(this.readUpTo + 1);
  }

  /** Back to the newest item. */
  async toEnd() {
    this.target = 0;
    this.newBelow = 0;
    if (!this.window.later) return this.app.signals.emit("thread");
    await this.#fetch("end", async (id) => {
      const seq = (this.head?.last_seq ?? this.window.last) + 1;
      const page = await this.app.server.items(id, { before: seq, limit: PAGE });
      if (id === this.id) this.window.replace(page.items, { earlier: page.more, later: false });
    });
    await this.catchUp();
  }

  /** The reader sees the end of the thread, and the window has the focus. */
  seen() {
    const seq = this.window.last;
    if (this.state !== "ready" || this.window.later || seq === 0) return;
    if (this.shown.at(-1)?.seq !== seq) this.shown = [...this.shown.slice(-20), { seq, at: performance.now() }];
    this.app.mentions.seen(this.id, seq);
    if (this.app.inbox.markRead(this.id, seq)) this.app.feed.read(this.id, seq);
  }

  /**
   * What the writer can be held to have read: items that stood on screen for a second, and nothing that a colleague
   * said to the contact after the writing began. What they wrote themselves is never news.
   * @param {number} beganAt  the last item when the draft began
   */
  readBy(beganAt) {
    const old = performance.now() - SEEN_AFTER;
    let seen = this.shown.filter(({ at }) => at <= old).at(-1)?.seq ?? this.readUpTo;
    const later = this.window.items.filter((item) => item.seq > seen);
    const news = later.find((item) => item.kind === "message" && item.author.id !== this.app.session.agentId);
    seen = news ? news.seq - 1 : this.window.last;
    const other = this.window.items.find((item) => item.seq > beganAt && this.#isColleague(item));
    return Math.min(seen, other ? other.seq - 1 : Infinity);
  }

  /** @param {Item} item */
  #isColleague(item) {
    return item.kind === "message" && item.author.kind === "agent" && item.author.id !== this.app.session.agentId;
  }

  /** @param {Named[]} viewers */
  setViewers(viewers) {
    this.viewers = viewers.filter(({ id }) => id !== this.app.session.agentId);
    this.app.signals.emit("presence");
  }

  /** @param {{kind: string, id?: string, name: string}} who @param {boolean} on */
  setTyping(who, on) {
    if (who.id === this.app.session.agentId) return;
    const key = keyOf(who);
    if (on) this.typing.set(key, { ...who, until: performance.now() + TYPING_LASTS });
    else this.typing.delete(key);
    if (on) setTimeout(() => this.app.signals.emit("presence"), TYPING_LASTS + 50);
    this.app.signals.emit("presence");
  }

  /** Whoever just sent something types no more. @param {{kind: string, id: string|null, name: string}} author */
  quiet(author) {
    this.typing.delete(keyOf(author));
    this.app.signals.emit("presence");
  }

  /** @param {string} kind @returns {string[]} names */
  typingNow(kind) {
    const now = performance.now();
    return [...this.typing.values()].filter((one) => one.kind === kind && one.until > now).map(({ name }) => name);
  }
}

/** There is one contact here; agents are told apart. @param {{kind: string, id?: string|null}} who */
const keyOf = ({ kind, id }) => (kind === "contact" ? kind : `${kind}:${id}`);
