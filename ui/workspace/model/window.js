/**
 * The part of a conversation that is on screen: an unbroken run of items somewhere between the first and the last.
 * It grows at both ends by pages and at the end by live items; it never holds more than LIMIT rows, so that a
 * conversation of thousands stays as quick as a short one.
 */

import { checked } from "../../shared/checked.js";

/** @typedef {import("../wire.js").Item} Item */

export const PAGE = 50;
export const MOST = 100; // items in one answer
export const LIMIT = 300; // about 4,000 nodes: the budget of one screen

/** What was part of a secret is emptied here too; the event that stopped it says which. @param {Item[]} items @returns {Item[]} */
function withdrawn(items) {
  const parts = items.flatMap((item) => item.event?.parts ?? []);
  return items.map((item) => (parts.includes(item.seq) && !item.withdrawn ? { ...item, text: "", withdrawn: true } : item));
}

export class Window {
  constructor() {
    /** @type {Item[]} */
    this.items = [];
    this.earlier = false; // there are items before the first
    this.later = false; // there are items after the last
  }

  get first() {
    return this.items[0]?.seq ?? 0;
  }

  get last() {
    return this.items.at(-1)?.seq ?? 0;
  }

  /** @param {Item[]} items @param {{earlier: boolean, later: boolean}} ends */
  replace(items, ends) {
    this.items = checked(withdrawn(items));
    this.earlier = ends.earlier;
    this.later = ends.later;
  }

  /** Older items in front; what falls off the end is fetched again when somebody scrolls there. @param {Item[]} items @param {boolean} more */
  prepend(items, more) {
    const older = items.filter((item) => this.items.length === 0 || item.seq < this.first);
    this.items = checked([...older, ...this.items]);
    this.earlier = more;
    if (this.items.length > LIMIT) {
      this.items = this.items.slice(0, LIMIT);
      this.later = true;
    }
  }

  /** Newer items behind. @param {Item[]} items @param {boolean} more */
  append(items, more) {
    const newer = items.filter((item) => item.seq > this.last);
    this.items = checked(withdrawn([...this.items, ...newer]));
    this.later = more;
    this.#trim();
  }

  /**
   * One live item.
   * @param {Item} item
   * @param {boolean} [atEnd]  whoever reads further up keeps what they read, however much comes
   * @returns {"added"|"known"|"gap"|"elsewhere"}  gap: something between is missing, ask for it; elsewhere: we look at an older part
   */
  receive(item, atEnd = true) {
    if (item.seq <= this.last) return this.#correct(item);
    if (!atEnd && this.items.length >= LIMIT) this.later = true;
    if (this.later) return "elsewhere";
    if (this.items.length > 0 && item.seq !== this.last + 1) return "gap";
    if (this.items.length === 0 && item.seq !== 1) return "gap";
    this.items = checked(withdrawn([...this.items, item]));
    this.#trim();
    return "added";
  }

  /** The same item again replaces itself: an attachment may have passed its check meanwhile. @param {Item} item @returns {"known"} */
  #correct(item) {
    const at = this.items.findIndex((known) => known.seq === item.seq);
    if (at >= 0) this.items = checked(this.items.with(at, item));
    return "known";
  }

  #trim() {
    if (this.items.length <= LIMIT) return;
    this.items = this.items.slice(-LIMIT);
    this.earlier = true;
  }
}
