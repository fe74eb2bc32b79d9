/**
 * Which conversation belongs to which group of the list, and in which order. Plain functions of heads:
 * the list on screen is always computed from what is known, never patched row by row.
 */

/** @typedef {import("../wire.js").Head} Head */
/** @typedef {import("../wire.js").GroupName} GroupName */

/** @type {GroupName[]} */
export const GROUPS = ["offers", "queue", "mine", "all", "resolved"];

const DONE = new Set(["resolved", "closed"]);
const URGENCY = { security: 0, high: 1, normal: 2 };

/**
 * @param {GroupName} group
 * @param {Head} head
 * @param {string} me  the id of the agent who looks
 */
export function belongs(group, head, me) {
  if (group === "resolved") return head.status === "resolved";
  if (DONE.has(head.status)) return false;
  if (group === "offers") return isOfferedTo(head, me);
  if (group === "queue") return head.status === "waiting_for_agent";
  if (group === "mine") return head.assignee?.id === me;
  return true;
}

/** Whether the agent is asked to take it. @param {Head} head @param {string} me */
export function isOfferedTo(head, me) {
  return head.status === "waiting_for_agent" && head.offer?.agent.id === me;
}

/** Newest first. @param {Head} a @param {Head} b */
function newest(a, b) {
  return b.last_at - a.last_at || order(b.id, a.id);
}

/** Money at risk first, then whoever waits longest. @param {Head} a @param {Head} b */
function longestWait(a, b) {
  return (
    URGENCY[a.priority] - URGENCY[b.priority] ||
    (a.waiting_since ?? a.last_at) - (b.waiting_since ?? b.last_at) ||
    order(a.id, b.id)
  );
}

/** Promises first, by their time; then newest first. @param {Head} a @param {Head} b */
function nextReply(a, b) {
  const [first, second] = [owedBy(a) ?? Infinity, owedBy(b) ?? Infinity];
  return first < second ? -1 : first === second ? newest(a, b) : 1;
}

/** By when an answer was promised that is still owed, the first one or the next. @param {Head} head */
export const owedBy = (head) => head.first_reply_due ?? head.next_reply_due ?? null;

/** @param {string} a @param {string} b */
function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** What runs out first. @param {Head} a @param {Head} b */
function runsOut(a, b) {
  return (a.offer?.until ?? 0) - (b.offer?.until ?? 0) || order(a.id, b.id);
}

const ORDERS = { offers: runsOut, queue: longestWait, mine: nextReply, all: newest, resolved: newest };

/** One group as far as it was fetched: pages by cursor, and live heads within what the pages cover. */
export class Group {
  /** @param {GroupName} name */
  constructor(name) {
    this.name = name;
    /** @type {Set<string>} */
    this.fetched = new Set();
    /** @type {string|null} */
    this.next = null;
    /** @type {Head|null} the last row of the last page: what sorts behind it is not ours to show yet */
    this.edge = null;
    this.loaded = false;
    this.round = 0; // which list of pages is the current one
  }

  /** @param {{items: Head[], next: string|null}} page */
  take(page) {
    for (const head of page.items) this.fetched.add(head.id);
    this.edge = page.items.at(-1) ?? this.edge;
    this.next = page.next;
    this.loaded = true;
  }

  /** Forget what was fetched, so that the next page is the first. */
  restart() {
    this.round += 1;
    this.fetched = new Set();
    this.next = null;
    this.edge = null;
  }

  /**
   * @param {Iterable<Head>} heads
   * @param {string} me
   * @returns {Head[]}
   */
  rows(heads, me) {
    if (!this.loaded) return [];
    const compare = ORDERS[this.name];
    return [...heads].filter((head) => belongs(this.name, head, me) && this.#covers(head, compare)).sort(compare);
  }

  /** @param {Head} head @param {(a: Head, b: Head) => number} compare */
  #covers(head, compare) {
    if (this.next === null || this.edge === null) return true;
    return this.fetched.has(head.id) || compare(head, this.edge) <= 0;
  }
}
