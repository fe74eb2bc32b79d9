/** What colleagues mentioned this agent in, newest first, and whom they can mention themselves. */

import { t } from "../../shared/i18n.js";

/** @typedef {import("../wire.js").Mention} Mention */
/** @typedef {import("../wire.js").Colleague} Colleague */

export class Mentions {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Mention[]} */
    this.all = [];
    this.unread = 0;
    /** @type {string|null} */
    this.next = null;
    this.whole = false; // also those that were read
    /** @type {{conversation: string, people: Colleague[]|null}} */
    this.colleagues = { conversation: "", people: null };
    this.round = 0;
  }

  /** The first page anew: after a frame, after the line was away. */
  async load() {
    const round = ++this.round;
    const page = await this.app.server.mentions(null);
    if (round === this.round) this.#take(page, page.items);
  }

  async more() {
    if (this.next === null) return;
    const round = ++this.round;
    const page = await this.app.server.mentions(this.next);
    if (round === this.round) this.#take(page, [...this.all, ...page.items]);
  }

  /** @param {{items: Mention[], unread: number, next: string|null}} page @param {Mention[]} all */
  #take(page, all) {
    for (const { head } of page.items) this.app.inbox.apply(head);
    Object.assign(this, { all, unread: page.unread, next: page.next });
    this.app.signals.emit("mentions");
  }

  get ids() {
    return this.all.map(({ head }) => head.id);
  }

  /** @returns {Mention[]} those on screen */
  get rows() {
    return this.whole ? this.all : this.all.filter((one) => one.unread || one.head.id === this.app.thread.id);
  }

  /** The reader saw everything up to there. @param {string} conversation @param {number} seq */
  seen(conversation, seq) {
    const mention = this.all.find((one) => one.head.id === conversation && one.unread && one.seq <= seq);
    if (!mention) return;
    mention.unread = false;
    this.unread = Math.max(0, this.unread - 1);
    this.app.signals.emit("mentions");
    this.app.server.readMention(conversation, seq).catch(() => this.load().catch(() => null));
  }

  /** To the one that waits longest to be read. */
  goToNext() {
    const next = this.all.findLast((one) => one.unread);
    if (!next) return this.app.toasts.say("info", t("Nobody mentioned you since you last looked."));
    return this.app.go(next.head.id, next.seq);
  }

  /** Who can be mentioned in the open conversation; null while it is asked. @returns {Colleague[]|null} */
  people() {
    const { id } = this.app.thread;
    if (this.colleagues.conversation !== id) this.#ask(id);
    return this.colleagues.people;
  }

  /** @param {string} conversation */
  async #ask(conversation) {
    const asked = { conversation, people: /** @type {Colleague[]|null} */ (null) };
    this.colleagues = asked;
    try {
      asked.people = (await this.app.server.colleaguesOf(conversation)).items;
    } catch {
      asked.conversation = ""; // the next sign asks again
      asked.people = [];
    }
    this.app.signals.emit("replies");
  }
}
