/** What the list shows: every head that is known, the pages that were fetched of each group, and the counts. */
import { Group, GROUPS } from "../model/groups.js";

/** @typedef {import("../wire.js").Head} Head */
/** @typedef {import("../wire.js").GroupName} GroupName */

const REST = 5_000; // ms

/** Whether what is known is newer than what comes. @param {Head|undefined} known @param {Head} head */
const isNewer = (known, head) => known !== undefined && (known.version > head.version || (known.version === head.version && known.told > head.told));

export class Inbox {
  /** @param {{server: import("./server.js").Server, signals: import("./signals.js").Signals, session: import("./session.js").Session}} parts */
  constructor({ server, signals, session }) {
    this.server = server;
    this.signals = signals;
    this.session = session;
    /** @type {Map<string, Head>} */
    this.heads = new Map();
    this.groups = Object.fromEntries(GROUPS.map((name) => [name, new Group(name)]));
    /** @type {{queue: number, mine: number, all: number}} */
    this.counts = { queue: 0, mine: 0, all: 0 };
    /** @type {Set<GroupName>} groups with a page on its way */
    this.fetching = new Set();
    this.failedAt = -Infinity;
    /** @type {Map<string, number>} what this browser has read and the server may not have said back yet */
    this.readHere = new Map();
    /** @type {Map<string, import("../wire.js").Named[]>} who looks at what now */
    this.viewers = new Map();
  }

  /** @param {GroupName} name @returns {Head[]} */
  rows(name) {
    return this.groups[name].rows(this.heads.values(), this.session.agentId);
  }

  /** What I am asked to take; what runs out first comes first. @returns {Head[]} */
  get offers() {
    return this.rows("offers");
  }

  /** @param {string} id */
  head(id) {
    return this.heads.get(id) ?? null;
  }

  /** @param {Head} head */
  unread(head) {
    return (this.readHere.get(head.id) ?? 0) >= head.last_seq ? 0 : head.unread;
  }

  /** Who else looks at it. @param {Head} head */
  lookers(head) {
    return (this.viewers.get(head.id) ?? []).filter(({ id }) => id !== this.session.agentId);
  }

  /** @param {Record<string, import("../wire.js").Named[]>} viewers */
  setViewers(viewers) {
    for (const [id, all] of Object.entries(viewers)) this.viewers.set(id, all);
    this.signals.emit("heads");
  }

  /** An older picture never replaces a newer one: answers and frames may cross. @param {Head|null|undefined} head @returns {boolean} taken */
  apply(head) {
    if (!head?.id || isNewer(this.heads.get(head.id), head)) return false;
    this.heads.set(head.id, head);
    this.signals.emit("heads");
    return true;
  }

  /** None of my business any more. @param {string} id */
  drop(id) {
    if (this.heads.delete(id)) this.signals.emit("heads");
  }

  /** @param {Partial<{queue: number, mine: number, all: number}>} counts */
  setCounts({ queue = this.counts.queue, mine = this.counts.mine, all = this.counts.all }) {
    this.counts = { queue, mine, all };
    this.signals.emit("counts");
  }

  /** @param {string} id @param {number} seq */
  markRead(id, seq) {
    if ((this.readHere.get(id) ?? 0) >= seq) return false;
    this.readHere.set(id, seq);
    this.signals.emit("heads");
    return true;
  }

  /** A group comes on screen. What is said in others' conversations is not told live: those lists are fetched anew. @param {GroupName} name */
  async show(name) {
    const group = this.groups[name];
    if (!group.loaded) return this.more(name);
    if (!["all", "resolved"].includes(name) || this.fetching.has(name)) return;
    group.restart();
    await this.#fetch(name, null);
  }

  /** The next page of a group, or its first. @param {GroupName} name */
  async more(name) {
    const group = this.groups[name];
    if (this.fetching.has(name) || (group.loaded && group.next === null)) return;
    await this.#fetch(name, group.next);
  }

  /** After a failure nobody asks again by merely looking. */
  get rests() {
    return performance.now() - this.failedAt < REST;
  }

  /** @param {GroupName} name @param {string|null} cursor */
  async #fetch(name, cursor) {
    this.fetching.add(name);
    this.signals.emit("heads");
    try {
      const { round } = this.groups[name];
      const page = await this.server.list(name, cursor);
      if (round !== this.groups[name].round) return; // the list began anew meanwhile
      this.groups[name].take(page);
      this.setViewers(page.viewers ?? {});
      for (const head of page.items) this.apply(head);
    } catch (problem) {
      this.failedAt = performance.now();
      throw problem;
    } finally {
      this.fetching.delete(name);
      this.signals.emit("heads");
    }
  }

  /**
   * The picture anew, after we may have missed something: first pages again, rows keep their identity on screen.
   * What was known and is in no fetched page any more is dropped, except what somebody looks at.
   * @param {string[]} looking  ids of the open conversation and of what stands in lists of another kind
   */
  async reload(looking) {
    const loaded = GROUPS.filter((name) => this.groups[name].loaded);
    const [counts, ...pages] = await Promise.all([this.server.counts(), ...loaded.map((name) => this.server.list(name, null))]);
    this.viewers = new Map();
    for (const [at, name] of loaded.entries()) {
      this.setViewers(pages[at].viewers ?? {});
      this.groups[name].restart();
      this.groups[name].take(pages[at]);
      for (const head of pages[at].items) this.apply(head);
    }
    const fresh = new Set([...looking, ...GROUPS.flatMap((name) => [...this.groups[name].fetched])]);
    for (const id of [...this.heads.keys()]) if (!fresh.has(id)) this.heads.delete(id);
    this.setCounts(counts);
    this.signals.emit("heads");
  }

  /** The oldest wait in the queue that we know of, in server time. */
  get oldestWait() {
    const waits = this.rows("queue").map((head) => head.waiting_since ?? head.last_at);
    return waits.length ? Math.min(...waits) : null;
  }
}
