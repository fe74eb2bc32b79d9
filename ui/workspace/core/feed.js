/**
 * The live line of the workspace. Frames are collected and applied together once per animation frame, so that a burst of
 * two hundred costs two or three redraws; in a hidden tab, where no animation frames come, a timer does the same.
 */
import { t } from "../../shared/i18n.js";
import { Live } from "../../shared/live.js";
import { availabilityNews } from "../view/words.js";

/** @typedef {import("../wire.js").Frame} Frame */

const HIDDEN_PAUSE = 250; // ms
const REST = 3; // times as long as drawing took, before the next: in a burst most of the time is left to whoever types
const TYPING_AGAIN = 3_000; // ms: "still typing" is repeated while somebody types

export class Feed {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Frame[]} */
    this.waiting = [];
    this.scheduled = false;
    this.restUntil = 0;
    this.looking = "";
    this.typing = { conversation: "", at: 0 };
    this.live = new Live({
      socket: "/feed/workspace",
      poll: "/api/feed/workspace",
      api: app.server.api,
      hello: async () => this.#hello(),
    });
    this.live.addEventListener("state", () => this.#stateChanged());
    this.live.addEventListener("frame", (event) => this.#queue(/** @type {CustomEvent<Frame>} */ (event).detail));
    this.live.addEventListener("missed", () => app.resync());
    this.live.addEventListener("denied", () => app.session.refresh());
  }

  /** @returns {"connecting"|"online"|"offline"|"back"|""} */
  get state() {
    return this.live.state;
  }

  #hello() {
    const { id, window } = this.app.thread;
    return { token: this.app.server.csrf, after: id ? { [id]: window.last } : {} };
  }

  #stateChanged() {
    if (["online", "back"].includes(this.state)) {
      this.look(this.looking);
      this.app.sending.flush();
    }
    this.app.signals.emit("connection");
  }

  /** @param {Frame} frame */
  #queue(frame) {
    this.waiting.push(frame);
    if (this.scheduled) return;
    this.scheduled = true;
    const rest = this.restUntil - performance.now();
    if (document.hidden) setTimeout(() => this.#apply(), HIDDEN_PAUSE);
    else if (rest > 0) setTimeout(() => requestAnimationFrame(() => this.#apply()), rest);
    else requestAnimationFrame(() => this.#apply());
  }

  #apply() {
    this.scheduled = false;
    const frames = this.waiting;
    this.waiting = [];
    const begun = performance.now();
    for (const frame of frames) this.#take(frame);
    setTimeout(() => { // what changed has been drawn by now
      const now = performance.now();
      this.restUntil = now + REST * (now - begun);
    });
  }

  /** @param {Frame} frame */
  #take(frame) {
    const { inbox, thread } = this.app;
    const here = frame.conversation === thread.id;
    if (frame.t === "head" && frame.head) this.#head(frame.head);
    else if (frame.t === "counts") inbox.setCounts(frame);
    else if (frame.t === "alert") this.#alert();
    else if (frame.t === "gone") this.#gone(frame.conversation ?? "");
    else if (frame.t === "looks") inbox.setViewers(/** @type {any} */ (frame.viewers));
    else if (frame.t === "mention" || frame.t === "mention_read") this.#mention(frame);
    else if (frame.t === "replies") this.app.replies.load();
    else if (frame.t === "held") this.app.sending.loadHeld().catch(() => null);
    else if (frame.t === "desk_due") this.app.toasts.say("refused", t("Ticket {number}: your desk's answer is overdue.", { number: frame.number ?? "" }), { label: t("Open"), run: () => location.assign(`/workspace/tickets#${frame.ticket}`) });
    else if (frame.t === "voice") this.voice(frame);
    else if (frame.t === "rights") this.app.resync();
    else if (frame.t === "availability" && frame.state) this.#availability(frame.state, frame.reason);
    else if (frame.t === "channel" && here) this.app.signals.emit("channel");
    else if (frame.t === "presence" && here) thread.setViewers(frame.viewers ?? []);
    else if (frame.t === "typing" && here && frame.who) thread.setTyping(frame.who, frame.on ?? false);
    else if (frame.t === "item" && frame.item) this.#item(frame.conversation ?? "", frame.item);
  }

  /** @param {import("../wire.js").Head} head */
  #head(head) {
    const before = this.app.inbox.head(head.id);
    if (this.app.inbox.apply(head)) this.app.notices.head(before, head);
  }

  /** @param {Frame} frame */
  #mention(frame) {
    this.app.mentions.load().catch(() => null);
    if (frame.t === "mention") this.app.notices.tell("mention", frame.conversation ?? "", t("You were mentioned"), String(frame.by ?? ""));
  }

  #alert() {
    this.app.alerts.heard();
    if (this.app.session.leads) this.app.notices.tell("alert", "", t("New alert"), "");
  }

  /** It went to others. Whoever has it open is told so, not left with a picture that stands still. @param {string} conversation */
  #gone(conversation) {
    this.app.inbox.drop(conversation);
    if (conversation === this.app.thread.id) this.app.thread.lost();
  }

  /** @param {import("../wire.js").Availability} state @param {string} [reason] */
  #availability(state, reason) {
    if (this.app.session.heardAvailability(state, reason)) this.app.toasts.say("info", availabilityNews(state));
  }

  /** @param {string} conversation @param {import("../wire.js").Item} item */
  #item(conversation, item) {
    if (item.client_id) this.app.sending.arrived(item.client_id);
    if (item.event?.parts?.length) this.app.notices.shown.get(conversation)?.close(); // it may quote one of them
    if (conversation === this.app.thread.id) this.app.thread.receive(item);
  }

  /** Tell the others which conversation is open here. @param {string} conversation */
  look(conversation) {
    this.looking = conversation;
    this.live.tell({ t: "view", conversation: conversation || null });
  }

  /** @param {string} conversation @param {number} seq */
  read(conversation, seq) {
    if (this.live.tell({ t: "read", conversation, seq })) return;
    this.app.server.read(conversation, seq).catch(() => null); // the next message that is read says it again
  }

  /** @param {string} conversation @param {import("../wire.js").Mode} mode @param {boolean} on */
  tellTyping(conversation, mode, on) {
    const again = this.typing.conversation === conversation && performance.now() - this.typing.at < TYPING_AGAIN;
    if (on ? again : this.typing.conversation !== conversation) return;
    this.typing = on ? { conversation, at: performance.now() } : { conversation: "", at: 0 };
    this.live.tell({ t: "typing", conversation, mode, on });
  }

  /** A call by voice; without a frame: one that rang before we were here. @param {Frame} [frame] */
  voice(frame) {
    import("../view/voice.js").then((part) => part.rings(this.app, frame), () => {});
  }

  start() {
    this.live.start();
  }

  stop() {
    this.live.stop();
  }

  /** With the session as it is now. */
  again() {
    this.stop();
    this.start();
  }
}
