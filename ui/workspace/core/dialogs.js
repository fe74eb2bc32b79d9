/** Which dialog is open; there is never more than one. */

/** @typedef {"keys"|"palette"|"transfer"|"proof"|"review"|"link"|"alerts"|"letters"|"me"|"replies"|"aid"|"owning"|"ask"|"sign-out"|"unsaved"} DialogName */

export class Dialogs {
  /** @param {import("./signals.js").Signals} signals */
  constructor(signals) {
    this.signals = signals;
    /** @type {DialogName|null} */
    this.name = null;
    /** @type {Record<string, string>} */
    this.with = {};
  }

  /** @param {DialogName} name @param {Record<string, string>} [given] */
  open(name, given = {}) {
    this.name = name;
    this.with = given;
    this.signals.emit("dialogs");
  }

  close() {
    this.name = null;
    this.signals.emit("dialogs");
  }
}
