/** Asks for the board again and again while somebody looks at it; a hidden tab asks for nothing. */

/** @typedef {import("./wire.js").Board} Board */

const EVERY = 5_000; // ms
const COUNTED_ANEW = 1_200; // ms: the server counts at most once a second, so what was just done shows by then

export class Source {
  /** @param {import("../core/app.js").App} app @param {() => void} changed */
  constructor(app, changed) {
    this.app = app;
    this.changed = changed;
    /** @type {Board|null} */
    this.board = null;
    this.stale = false; // the last try failed: what stands here is old
    this.running = false;
    this.timer = 0;
    this.seen = () => document.hidden || this.ask();
  }

  start() {
    this.running = true;
    document.addEventListener("visibilitychange", this.seen);
    this.ask();
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.seen);
  }

  /** After something was done here. */
  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), COUNTED_ANEW);
  }

  async ask() {
    clearTimeout(this.timer);
    if (!this.running || document.hidden) return;
    try {
      this.board = await this.app.server.board();
      this.stale = false;
    } catch (/** @type {any} */ problem) {
      if (problem.status === 404) return this.app.go(""); // no lead any more
      this.stale = true;
    }
    if (!this.running) return;
    this.changed();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), EVERY);
  }
}
