/** Whoever sits before the settings: the session, what they chose, the live line that keeps them present, and what is not saved. */
import { Dialogs } from "../workspace/core/dialogs.js";
import { Inbox } from "../workspace/core/inbox.js";
import { Notices } from "../workspace/core/notices.js";
import { SETTINGS_PATH } from "../workspace/core/places.js";
import { Profile } from "../workspace/core/profile.js";
import { Server } from "../workspace/core/server.js";
import { Session } from "../workspace/core/session.js";
import { Signals } from "../workspace/core/signals.js";
import { Toasts } from "../workspace/core/toasts.js";
import { Line } from "./line.js";
import { pageAt } from "./pages.js";

/** @typedef {import("../workspace/core/places.js").PageName} PageName */

export class Desk {
  constructor() {
    this.signals = new Signals();
    this.server = new Server();
    this.session = new Session(this.server, this.signals, "settings");
    this.inbox = new Inbox(this);
    this.toasts = new Toasts(this.signals);
    this.dialogs = new Dialogs(this.signals);
    this.profile = new Profile(this);
    this.notices = new Notices(this);
    this.feed = new Line(this);
    this.thread = { id: "" }; // no conversation is before anybody's eyes here, so every one of them rings
    this.actions = { busy: "" };
    /** @type {PageName|null} */
    this.page = null;
    /** @type {Set<unknown>} forms with changes that are not saved */
    this.unsaved = new Set();
    /** @type {(() => unknown)|null} what was wanted while something was unsaved */
    this.wanted = null;
    this.agentBefore = "";
    this.server.onExpired = () => this.session.state === "in" && this.session.expired();
  }

  async start() {
    addEventListener("popstate", () => this.#arrive());
    addEventListener("beforeunload", (event) => this.unsaved.size && event.preventDefault());
    this.signals.on("session", () => this.#sessionChanged());
    await this.session.start();
  }

  #sessionChanged() {
    if (this.session.state !== "in") return this.feed.stop();
    const agent = this.session.agentId;
    if (this.agentBefore && this.agentBefore !== agent) return location.reload(); // another person: nothing of the first may stay
    if (this.agentBefore && this.feed.live.running) return;
    this.agentBefore = agent;
    this.profile.load().catch(() => null); // what holds until somebody chooses will do
    this.feed.start();
    this.#arrive();
  }

  /** The workspace, with the conversation that somebody came from: the address keeps it. */
  get workspace() {
    return `/workspace${location.hash}`;
  }

  /** @param {string} id */
  go(id) {
    location.assign(id ? `/workspace#${id}` : this.workspace);
  }

  /** @returns {unknown} */
  back() {
    return this.isHeld(() => this.back()) || this.go("");
  }

  /** @param {PageName} page @returns {unknown} */
  toSettings(page) {
    if (page === this.page || this.isHeld(() => this.toSettings(page))) return;
    history.pushState(null, "", SETTINGS_PATH + page + location.hash);
    this.#arrive();
  }

  /** Whoever leaves a form with changes is asked first. @param {() => unknown} go */
  isHeld(go) {
    if (this.unsaved.size === 0) return false;
    this.wanted = go;
    this.dialogs.open("unsaved");
    return true;
  }

  /** Leave, and let the changes go. */
  async discard() {
    const go = this.wanted;
    this.unsaved.clear();
    this.wanted = null;
    this.dialogs.close();
    await go?.();
  }

  /** The back key of the browser came to another page while something is unsaved: stay, and ask. @param {PageName} page */
  #isPulledBack(page) {
    if (!this.page || page === this.page) return false;
    const address = location.pathname + location.hash;
    if (!this.isHeld(() => { history.pushState(null, "", address); this.#arrive(); })) return false;
    history.pushState(null, "", SETTINGS_PATH + this.page + location.hash);
    return true;
  }

  #arrive() {
    if (this.session.state !== "in") return;
    const page = pageAt(location.pathname);
    if (this.#isPulledBack(page)) return;
    this.page = page;
    this.signals.emit("settings");
  }
}
