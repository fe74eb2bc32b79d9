/** What leads are told: somebody waits too long, a promise broke, a secret was stopped. */

/** @typedef {import("../wire.js").Alert} Alert */

const KEPT = 50;

export class Alerts {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Alert[]} newest first */
    this.all = [];
  }

  get open() {
    return this.all.filter((alert) => alert.acknowledged_at === null);
  }

  async load() {
    if (!this.app.session.leads) return;
    /** @type {Alert[]} */
    const fresh = (await this.app.server.alerts()).items;
    const settled = this.all.filter((alert) => alert.acknowledged_at !== null && !fresh.some(({ id }) => id === alert.id));
    this.all = [...fresh, ...settled].slice(0, KEPT);
    this.app.signals.emit("alerts");
  }

  /** Something is new: its words come in the reader's own language by asking. */
  heard() {
    this.load().catch(() => null); // the next reload of the picture asks again
  }

  /** @param {Alert} alert */
  async acknowledge(alert) {
    try {
      const seen = await this.app.server.acknowledge(alert.id);
      this.all = this.all.map((one) => (one.id === alert.id ? seen : one));
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
    this.app.signals.emit("alerts");
  }
}
