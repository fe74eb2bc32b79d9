/** Who sits here: sign-in, sign-out, availability, and the choices of this browser (language, light or dark). */
import { nearest, speak, spoken } from "../../shared/i18n.js";
import { recall, remember } from "./kept.js";

/** @typedef {import("../wire.js").Me} Me */
/** @typedef {import("../wire.js").Availability} Availability */
/** @typedef {"light"|"dark"|"auto"} Theme */

const LOCALE = "walletdesk.locale";
const THEME = "walletdesk.theme";

export class Session {
  /** @param {import("./server.js").Server} server @param {import("./signals.js").Signals} signals @param {string} [page] whose words are spoken */
  constructor(server, signals, page = "workspace") {
    this.page = page;
    this.server = server;
    this.signals = signals;
    /** @type {Me|null} */
    this.me = null;
    /** @type {"unknown"|"out"|"in"|"unreachable"} */
    this.state = "unknown";
    this.skew = 0; // server time minus ours, in ms: timers must not trust the clock of this machine
    /** @type {Availability|null} what was asked for and is not yet answered */
    this.wanted = null;
    this.theme = /** @type {Theme} */ (recall(THEME) ?? "auto");
  }

  get agentId() {
    return this.me?.agent.id ?? "";
  }

  get leads() {
    return this.me?.agent.role === "lead" || this.administers;
  }

  get administers() {
    return this.me?.agent.role === "admin";
  }

  /** Server time, as well as we know it. */
  now() {
    return Date.now() + this.skew;
  }

  async start() {
    this.applyTheme(this.theme);
    await speak(nearest([recall(LOCALE), ...navigator.languages]), this.page);
    await this.refresh();
  }

  /** Ask who we are: somebody, nobody, or no answer, which means: try again. */
  async refresh() {
    try {
      const me = await this.server.here();
      if (me) await this.#welcome(me);
      else this.state = "out";
    } catch (/** @type {any} */ problem) {
      this.state = problem.passing ? "unreachable" : "out";
    }
    this.signals.emit("session");
  }

  /** Throws the server's Problem. @param {string} login @param {string} password */
  async signIn(login, password) {
    await this.server.signIn(login, password);
    await this.#welcome(await this.server.me());
    this.signals.emit("session");
  }

  /** @param {Me} me */
  async #welcome(me) {
    this.server.csrf = me.csrf;
    this.me = me;
    this.state = "in";
    this.skew = me.now ? me.now - Date.now() : 0;
    if (!recall(LOCALE) && me.locale && nearest([me.locale]) !== spoken()) await speak(nearest([me.locale]), this.page);
  }

  /** A new password brought a new session. @param {Me} me */
  renewed(me) {
    this.server.csrf = me.csrf;
    this.me = me;
  }

  /** The session ended elsewhere or by time. What was typed stays in memory until the same person is back. */
  expired() {
    this.state = "out";
    this.signals.emit("session");
  }

  async signOut() {
    await this.server.signOut().catch(() => null); // already out, or unreachable: the screen is cleared all the same
    location.reload();
  }

  /** @param {string} chosen  the state, and after a stroke why */
  async setAvailability(chosen) {
    if (!this.me) return;
    const [state, reason = ""] = /** @type {[Availability, string?]} */ (chosen.split("/"));
    this.wanted = state;
    try {
      await this.server.setAvailability(state, reason);
      this.#available(state, reason);
    } finally {
      this.wanted = null;
    }
  }

  /** It changed, here, in another tab, or because offers went by unanswered. @param {Availability} state @param {string} [reason] @returns {boolean} whether this is news here */
  heardAvailability(state, reason) {
    const news = this.state === "in" && state !== this.wanted && state !== this.me?.agent.availability;
    this.#available(state, reason);
    return news;
  }

  /** @param {Availability} state @param {string} [reason] */
  #available(state, reason = "") {
    if (!this.me) return;
    this.me = { ...this.me, agent: { ...this.me.agent, availability: state, reason } };
    this.signals.emit("session");
  }

  /** After frames may have been missed: what the server says of us now. Throws the server's Problem. */
  async catchUp() {
    const { agent } = await this.server.me();
    if (!this.wanted) this.#available(agent.availability, agent.reason);
  }

  /** @param {string} locale */
  async setLocale(locale) {
    remember(LOCALE, locale);
    await speak(locale, this.page);
    this.signals.emit("locale");
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    remember(THEME, theme);
    this.theme = theme;
    this.applyTheme(theme);
    this.signals.emit("session");
  }

  /** @param {Theme} theme */
  applyTheme(theme) {
    if (theme === "auto") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }
}
