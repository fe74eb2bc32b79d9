/** What leads are told: somebody waits too long, a promise broke, a secret was stopped. */

/** @typedef {import("../wire.js").Alert} Alert */

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
    const answer = await this.app.server.alerts();
    this.all = answer.items ?? answer.alerts ?? answer;
    this.app.signals.emit("alerts");
  }

  /** @param {Alert} alert */
  receive(alert) {
    this.all = [alert, ...this.all.filter(({ id }) => id !== alert.id)];
    this.app.signals.emit("alerts");
  }

  /** @param {Alert} alert */
  async acknowledge(alert) {
    try {
      await this.app.server.acknowledge(alert.id);
      this.all = this.all.map((one) => (one.id === alert.id ? { ...one, acknowledged_at: this.app.session.now() } : one));
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
    this.app.signals.emit("alerts");
  }
}
