/**
 * The way of a written text to the server: shield, outbox, send guard. What is sent while the line is away waits in the
 * outbox; what somebody else's message overtook waits for its writer to look again.
 */
import { t } from "../../shared/i18n.js";
import { Outbox } from "../../shared/outbox.js";
import { screen, warm } from "../../shared/shield.js";
import { readable } from "./shield.js";

/** @typedef {import("../wire.js").Mode} Mode */
/** @typedef {import("../wire.js").Attachment} Attachment */
/**
 * @typedef {object} Entry
 * @property {string} client_id
 * @property {string} conversation
 * @property {Mode} mode
 * @property {string} text
 * @property {Attachment[]} attachments
 * @property {number} seen_seq
 * @property {boolean} [confirm]
 * @property {{kind: string, name: string}} [form]
 * @property {number} at
 * @property {"sending"|"failed"} state
 * @property {string} [problem]
 */

const SOMEONE_WROTE = "someone_wrote";
const PATIENCE = 5_000; // ms: who wants to end a conversation is told by then that a message of theirs still waits

export class Sending {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Outbox|null} */
    this.outbox = null;
    /** @type {Set<string>} client ids that wait for their writer to look again */
    this.held = new Set();
    /** @type {import("../wire.js").Held[]} */
    this.waiting = [];
  }

  /** One outbox for each agent: at a shared machine nobody sends what another wrote. @param {string} agent */
  start(agent) {
    if (this.outbox) return this.outbox.flush();
    warm();
    this.outbox = new Outbox(`walletdesk.outbox.${agent}`, (/** @type {Entry} */ entry) => this.#deliver(entry), screen);
    this.outbox.addEventListener("change", () => this.app.signals.emit("outbox"));
    this.outbox.addEventListener("stored", (event) => this.#stored(/** @type {CustomEvent} */ (event).detail));
    this.outbox.addEventListener("stopped", () => this.app.toasts.say("shield", t("The server stopped this message: it looks like a secret. It was not sent and not kept.")));
    this.outbox.flush();
  }

  flush() {
    this.outbox?.flush();
  }

  /** @param {string} conversation @returns {Entry[]} */
  of(conversation) {
    return this.outbox?.of(conversation) ?? [];
  }

  /** Somebody signs out: what they wrote stays in no browser. */
  empty() {
    for (const { client_id } of [...(this.outbox?.entries ?? [])]) this.outbox?.remove(client_id);
  }

  /** Until nothing of it is under way. False: something did not go out. @param {string} conversation */
  async settled(conversation) {
    const isDone = () => this.of(conversation).every(({ state }) => state !== "sending");
    if (!isDone()) {
      await new Promise((done) => {
        setTimeout(done, PATIENCE);
        this.outbox?.addEventListener("change", () => isDone() && done(null));
      });
    }
    return this.of(conversation).length === 0;
  }

  get unsent() {
    return this.outbox?.entries.length ?? 0;
  }

  /** @param {Entry} entry */
  isHeld(entry) {
    return entry.state === "failed" && this.held.has(entry.client_id);
  }

  /**
   * @param {import("../model/drafts.js").Draft} draft
   * @param {{kind: string, name: string}} [form] what the contact is asked for below it
   * @returns {object|null} what the shield found; then nothing was kept
   */
  send(draft, form) {
    const { conversation, mode, attachments } = draft;
    const seen_seq = this.app.thread.readBy(draft.seenSeq);
    const taken = this.outbox?.add({ text: draft.text.trim(), conversation, mode, attachments, seen_seq, ...(form && { form }) });
    if (taken?.stopped?.kind === "unread") readable(draft.text).then(() => this.send(draft, form), () => this.app.toasts.say("refused", t("Draft not saved yet: no connection")));
    if (!taken || taken.stopped) return taken?.stopped ?? null;
    this.app.drafts.sent(draft);
    this.app.feed.tellTyping(conversation, mode, false);
    if (conversation === this.app.thread.id) this.app.signals.emit("end"); // whoever wrote it sees it stand there
    return null;
  }

  /** What a second person may let go waits for them; what nobody may is refused, and leads hear of it. @param {import("../model/drafts.js").Draft} draft */
  async handIn(draft) {
    const { drafts, server, toasts } = this.app;
    const text = draft.text.trim();
    const handed = draft.handedIn?.text === text ? draft.handedIn : { text, client_id: crypto.randomUUID(), busy: false };
    if (handed.busy) return;
    handed.busy = true;
    draft.handedIn = handed; // tried again under the same id: whatever became of the answer, it waits once
    try {
      await server.handIn(draft.conversation, { client_id: handed.client_id, text });
      const { attachments } = draft; // files are no words: they stay with the field
      drafts.sent(draft);
      draft.handedIn = null;
      draft.attachments = attachments;
      drafts.stored(draft.conversation, draft.mode);
    } catch (/** @type {any} */ problem) {
      if (problem.status !== 422) toasts.problem(problem); // why not stands under the field already
    } finally {
      handed.busy = false;
    }
  }

  /** Those that wait for a second person. */
  async loadHeld() {
    this.waiting = (await this.app.server.held()).items;
    this.app.signals.emit("drafts");
  }

  /** @param {Entry} entry */
  async #deliver(entry) {
    const { client_id, mode, text, seen_seq, confirm, form } = entry;
    const attachments = entry.attachments.map(({ id }) => id);
    try {
      return await this.app.server.send(entry.conversation, { client_id, mode, text, attachments, seen_seq, ...(form && { form }), ...(confirm && { confirm }) });
    } catch (/** @type {any} */ problem) {
      if (problem.code === SOMEONE_WROTE) this.#hold(entry);
      throw problem;
    }
  }

  /** @param {Entry} entry */
  #hold(entry) {
    this.held.add(entry.client_id);
    if (entry.conversation === this.app.thread.id) setTimeout(() => this.review(), 0); // once the outbox has marked it
  }

  /** Let the writer look at what came between. Where nothing came that a person said, it goes out again by itself. */
  async review() {
    const { thread } = this.app;
    const entry = this.of(thread.id).find((one) => this.isHeld(one));
    if (!entry) return;
    await thread.catchUp();
    if (entry.conversation !== thread.id) return;
    if (this.newsFor(entry).length > 0) return this.app.dialogs.open("review", { entry: entry.client_id });
    this.held.delete(entry.client_id);
    this.outbox?.change(entry.client_id, { seen_seq: thread.window.last });
    this.outbox?.again(entry.client_id);
  }

  /** What others said in public since the writer looked. @param {Entry} entry */
  newsFor(entry) {
    const { window } = this.app.thread;
    return window.items.filter((item) => item.seq > entry.seen_seq && item.kind === "message" && item.author.id !== this.app.session.agentId);
  }

  /** Show it at once as what it is now; the feed brings the same item again. @param {{entry: Entry, stored: {seq: number, at: number}}} detail */
  #stored({ entry, stored }) {
    const { thread, session } = this.app;
    this.#follow(entry.conversation, stored.seq);
    this.app.drafts.stored(entry.conversation, entry.mode);
    if (entry.conversation !== thread.id || !session.me) return;
    thread.receive({
      seq: stored.seq,
      kind: entry.mode === "note" ? "note" : "message",
      author: { kind: "agent", id: session.agentId, name: session.me.agent.name },
      text: entry.text,
      at: stored.at,
      client_id: entry.client_id,
      source: null,
      form: entry.form,
      choices: [],
      attachments: entry.attachments,
      event: null,
    });
  }

  /** What was written right behind this one has seen it too: it is the writer's own. @param {string} conversation @param {number} seq */
  #follow(conversation, seq) {
    for (const entry of this.of(conversation)) if (entry.seen_seq === seq - 1) this.outbox?.change(entry.client_id, { seen_seq: seq });
  }

  /** @param {string} clientId */
  arrived(clientId) {
    this.outbox?.arrived(new Set([clientId]));
  }

  /** @param {string} clientId @returns {Entry|undefined} */
  entry(clientId) {
    return this.outbox?.entries.find((/** @type {Entry} */ entry) => entry.client_id === clientId);
  }

  /** Looked again, and it still fits. @param {string} clientId */
  confirm(clientId) {
    this.held.delete(clientId);
    this.outbox?.change(clientId, { confirm: true });
    this.outbox?.again(clientId);
  }

  /** @param {string} clientId */
  again(clientId) {
    this.outbox?.again(clientId);
  }

  /** Back into the field it came from. @param {string} clientId */
  edit(clientId) {
    const entry = this.entry(clientId);
    if (!entry) return;
    this.held.delete(clientId);
    this.outbox?.remove(clientId);
    const draft = this.app.drafts.of(entry.conversation, entry.mode);
    draft.attachments = [...entry.attachments, ...draft.attachments];
    this.app.drafts.giveBack(draft, entry.text, this.app.thread.window.last);
    this.app.compose(entry.mode);
  }

  /** @param {string} clientId */
  discard(clientId) {
    this.held.delete(clientId);
    this.outbox?.remove(clientId);
  }
}
