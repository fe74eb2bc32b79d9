// The items of one conversation that this browser holds: a gap-free stretch, newest at the end.

const HELD = 200; // beyond this the oldest rows go again; they come back when somebody scrolls up
const LEFT = 100;

/** What was part of a secret is emptied here too; the event that stopped it says which. */
function withdrawn(items) {
  const parts = items.flatMap((item) => item.event?.parts ?? []);
  return items.map((item) => (parts.includes(item.seq) && !item.withdrawn ? { ...item, text: "", withdrawn: true } : item));
}

export class Thread {
  constructor(conversation) {
    this.conversation = conversation;
    this.items = [];
    this.earlier = false; // whether the server has older ones
  }

  get first() {
    return this.items[0]?.seq ?? 0;
  }

  get last() {
    return this.items.at(-1)?.seq ?? 0;
  }

  /** @returns {boolean} false when something between what we have and this item is missing */
  take(item) {
    if (item.seq > this.last + 1) return false; // also while nothing is here yet: what came before is on its way
    if (item.seq > this.last) this.items = [...this.items, item];
    else this.items = this.items.map((have) => (have.seq === item.seq ? item : have));
    this.items = withdrawn(this.items);
    return true;
  }

  /** Items that follow what we have, in order; those we had are replaced. */
  append(items) {
    const known = new Map(items.map((item) => [item.seq, item]));
    const kept = this.items.map((have) => known.get(have.seq) ?? have);
    this.items = withdrawn([...kept, ...items.filter((item) => item.seq > this.last)]);
  }

  prepend(items, more) {
    this.items = [...items.filter((item) => !this.first || item.seq < this.first), ...this.items];
    this.earlier = more;
  }

  /** Let the oldest go when nobody looks at them, so that a long conversation stays quick. */
  trim() {
    if (this.items.length <= HELD) return;
    this.items = this.items.slice(-LEFT);
    this.earlier = true;
  }

  clientIds() {
    return new Set(this.items.map((item) => item.client_id).filter(Boolean));
  }
}
