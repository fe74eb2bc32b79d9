/**
 * What rings: a short tone and a message of the system, and only while nobody looks. Whoever has the conversation
 * before them in a window that has the focus hears nothing.
 */
import { t } from "../../shared/i18n.js";
import { contactName } from "../view/words.js";
import { defanged } from "../model/links.js";
import { chime } from "./chime.js";

/** @typedef {import("../wire.js").Head} Head */
/** @typedef {import("./profile.js").Occasion} Occasion */

const FRESH = 60_000; // ms
const TOGETHER = 1_500; // ms: what comes in a burst rings once

export class Notices {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.rangAt = -Infinity;
    /** @type {Map<string, Notification>} the last of each conversation */
    this.shown = new Map();
  }

  /** Whether somebody sits before this conversation. @param {string} conversation */
  watched(conversation) {
    return !document.hidden && document.hasFocus() && conversation !== "" && conversation === this.app.thread.id;
  }

  /** A head that came in: is it news for me? @param {Head|null} before @param {Head} head */
  head(before, head) {
    const me = this.app.session.agentId;
    if (head.priority === "security" && before?.priority !== "security") this.shown.get(head.id)?.close(); // it may quote a part of a secret
    if (head.assignee?.id === me) {
      const given = before?.assignee?.id !== me;
      if (given ? this.app.actions.busy === "" : head.unread > (before?.unread ?? 0)) this.tell("mine", head.id, given ? t("New conversation") : contactName(head.contact), defanged(head.last_text));
    } else if (head.status === "waiting_for_agent") {
      const offered = head.offer?.agent.id === me;
      const news = offered ? before?.offer?.agent.id !== me : !head.offer && before?.status !== "waiting_for_agent" && this.#isFresh(head);
      if (news && this.app.session.me?.agent.availability === "online") this.tell("queue", head.id, offered ? t("Offered to you") : t("Somebody new is waiting"), contactName(head.contact));
    }
  }

  /** A row of a page that was never fetched is no news only because we hear of it. @param {Head} head */
  #isFresh(head) {
    return this.app.session.now() - (head.waiting_since ?? 0) < FRESH;
  }

  /** @param {Occasion} occasion @param {string} conversation  or none @param {string} title @param {string} words */
  tell(occasion, conversation, title, words) {
    const { chosen } = this.app.profile;
    if (chosen.quiet || this.watched(conversation)) return;
    if (chosen[occasion].sound) this.#ring();
    if (chosen[occasion].desktop) this.#show(conversation, title, words);
  }

  #ring() {
    if (performance.now() - this.rangAt < TOGETHER) return;
    this.rangAt = performance.now();
    chime();
  }

  /** One per conversation: a newer one takes the place of the older. @param {string} conversation @param {string} title @param {string} words */
  #show(conversation, title, words) {
    if (this.permission !== "granted") return;
    const shown = new Notification(title, { body: words.slice(0, 140), tag: conversation || "walletdesk", silent: true });
    this.shown.set(conversation, shown);
    shown.onclick = () => {
      window.focus();
      shown.close();
      if (conversation) this.app.go(conversation);
    };
  }

  /** @returns {"granted"|"denied"|"default"|"impossible"} */
  get permission() {
    return "Notification" in window ? Notification.permission : "impossible";
  }

  /** Only ever because somebody pressed the button for it. */
  async ask() {
    await Notification.requestPermission();
    this.app.signals.emit("profile");
  }

  /** What waits for me: shown in the title and on the icon. */
  get waiting() {
    const { inbox } = this.app;
    return inbox.counts.queue + inbox.rows("mine").filter((head) => inbox.unread(head) > 0).length;
  }
}
