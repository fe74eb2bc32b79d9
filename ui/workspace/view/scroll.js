/**
 * The hand on the scroll bar. The browser's own anchoring is off at the top of a list and differs between browsers, so
 * it is done here: whoever reads stays at the line they read, whoever is at the end stays at the end.
 */

const AT_END = 48; // px from the end that still count as the end

export class Anchor {
  /** @param {() => HTMLElement|null} scroller */
  constructor(scroller) {
    this.find = scroller;
    this.stuck = true; // at the end, and to be kept there
    this.top = 0; // where the box stood when we last looked or moved it
    /** @type {{key: string, top: number}|null} */
    this.held = null;
    this.watcher = new ResizeObserver(() => this.stuck && this.toEnd());
  }

  /** Follow the sizes of the box and of what is in it: a growing field or a late picture moves the end. @param {Element[]} boxes */
  watch(boxes) {
    this.watcher.disconnect();
    for (const box of boxes) this.watcher.observe(box);
  }

  stop() {
    this.watcher.disconnect();
  }

  get atEnd() {
    const box = this.find();
    return !box || box.scrollHeight - box.scrollTop - box.clientHeight < AT_END;
  }

  /** Where the reader is now. Only who scrolls up leaves the end; when rows grow under it, it is the end that moved. */
  look() {
    const box = this.find();
    const up = box !== null && box.scrollTop < this.top - 1;
    this.stuck = this.atEnd || (this.stuck && !up);
    this.top = box?.scrollTop ?? 0;
  }

  /** Before a redraw: remember the first message in sight. Day lines are no anchors: they move up when older ones come. */
  hold() {
    const box = this.find();
    this.held = null;
    if (!box || this.stuck) return;
    const top = box.getBoundingClientRect().top;
    const row = [.../** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("[data-seq]"))].find((one) => one.getBoundingClientRect().bottom > top);
    if (row) this.held = { key: row.dataset.key ?? "", top: row.getBoundingClientRect().top };
  }

  /** After a redraw: put it where it was. */
  restore() {
    const box = this.find();
    if (!box) return;
    if (this.stuck) return this.toEnd();
    const row = this.held && box.querySelector(`[data-key="${CSS.escape(this.held.key)}"]`);
    if (row && this.held) box.scrollTop += row.getBoundingClientRect().top - this.held.top;
    this.top = box.scrollTop;
  }

  toEnd() {
    const box = this.find();
    this.stuck = true;
    if (!box) return;
    box.scrollTop = box.scrollHeight;
    this.top = box.scrollTop;
  }

  /** @param {Element|null|undefined} row @param {number} share  of the box's height above it */
  show(row, share) {
    const box = this.find();
    if (!box || !row) return;
    this.stuck = false;
    box.scrollTop += row.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight * share;
    this.stuck = this.atEnd;
    this.top = box.scrollTop;
  }
}
