/** Short lines about what just happened. They never carry the only copy of anything; a refusal stays until it is closed. */
import { t } from "../../shared/i18n.js";

/** @typedef {{id: number, kind: "info"|"done"|"refused"|"shield", text: string, action: {label: string, run: () => void}|null}} Toast */

const STAYS = 6_000;

export class Toasts {
  /** @param {import("./signals.js").Signals} signals */
  constructor(signals) {
    this.signals = signals;
    /** @type {Toast[]} */
    this.all = [];
    this.last = 0;
  }

  /** @param {Toast["kind"]} kind @param {string} text @param {Toast["action"]} [action] */
  say(kind, text, action = null) {
    const toast = { id: ++this.last, kind, text, action };
    this.all = [...this.all.filter((one) => one.text !== text).slice(-2), toast];
    if (kind === "info" || kind === "done") setTimeout(() => this.close(toast.id), STAYS);
    this.signals.emit("toasts");
  }

  /** @param {import("../../shared/api.js").Problem} problem */
  problem(problem) {
    if (problem.status === 401) return; // the sign-in screen says it
    if (problem.unreachable) return this.say("info", t("You are offline. Try again once you are connected."));
    this.say("refused", problem.message || t("This did not work. Nothing was changed."));
  }

  /** @param {number} id */
  close(id) {
    this.all = this.all.filter((toast) => toast.id !== id);
    this.signals.emit("toasts");
  }
}
