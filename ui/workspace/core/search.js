/** Search in all messages. A search that looks like a secret is not sent: addresses of requests end up in logs. */
import { readable, verdict } from "./shield.js";

/** @typedef {import("../wire.js").Hit} Hit */

const PAUSE = 250; // ms without a key

export class Search {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.text = "";
    /** @type {Hit[]} */
    this.hits = [];
    /** @type {string|null} */
    this.next = null;
    /** @type {"idle"|"searching"|"done"|"failed"|"blocked"} */
    this.state = "idle";
    this.round = 0;
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
  }

  get active() {
    return this.text.trim() !== "";
  }

  /** @param {string} text */
  type(text) {
    this.text = text;
    clearTimeout(this.timer);
    this.round += 1;
    const says = this.active ? verdict(text) : "idle";
    if (says === "idle") this.#show("idle", [], null);
    else if (says === "unread") readable(text).then(() => text === this.text && this.type(text), () => this.#show("failed", [], null));
    else if (says === "secret") this.#show("blocked", [], null);
    else {
      this.state = "searching";
      this.timer = setTimeout(() => this.run(), PAUSE);
    }
    this.app.signals.emit("search");
  }

  async run() {
    await this.#ask(null, []);
  }

  async more() {
    if (this.next && this.state === "done") await this.#ask(this.next, this.hits);
  }

  /** @param {string|null} before @param {Hit[]} kept */
  async #ask(before, kept) {
    const round = ++this.round;
    this.state = "searching";
    this.app.signals.emit("search");
    try {
      const { hits, next } = await this.app.server.search(this.text.trim(), before);
      if (round === this.round) this.#show("done", [...kept, ...hits], next);
    } catch {
      if (round === this.round) this.#show("failed", kept, before);
    }
  }

  /** @param {Search["state"]} state @param {Hit[]} hits @param {string|null} next */
  #show(state, hits, next) {
    this.state = state;
    this.hits = hits;
    this.next = next;
    this.app.signals.emit("search");
  }

  clear() {
    this.type("");
  }
}
