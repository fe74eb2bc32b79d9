/** What an agent can do, by button or by key: each asks the server, shows what came of it, and says so when it was refused. */
import { t } from "../../shared/i18n.js";

/** @typedef {import("../wire.js").Head} Head */

export class Actions {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    this.busy = "";
  }

  get head() {
    return this.app.thread.head;
  }

  /** Run one action at a time; a refusal becomes a line that stays until it is read. @param {string} name @param {() => Promise<void>} act */
  async #run(name, act) {
    if (this.busy) return;
    this.busy = name;
    this.app.signals.emit("actions");
    try {
      await act();
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    } finally {
      this.busy = "";
      this.app.signals.emit("actions");
    }
  }

  get canAccept() {
    if (this.offeredTo) return this.isOffered;
    return this.head?.status === "waiting_for_agent" || (this.head?.status === "open" && !this.head.assignee);
  }

  /** Who is asked to take the open one. @returns {import("../wire.js").Named|null} */
  get offeredTo() {
    return this.head?.status === "waiting_for_agent" ? (this.head.offer?.agent ?? null) : null;
  }

  get isOffered() {
    return this.offeredTo?.id === this.app.session.agentId;
  }

  /** The offer that the keys answer: the open one, else what runs out first. @returns {Head|null} */
  get offer() {
    return this.isOffered ? this.head : (this.app.inbox.offers[0] ?? null);
  }

  /** One voice at a time: only whoever has the conversation answers in it. */
  get canReply() {
    return this.head?.status === "with_agent" && this.head.assignee?.id === this.app.session.agentId;
  }

  get canTakeOver() {
    return this.head?.status === "with_agent" && !this.canReply;
  }

  get canResolve() {
    return Boolean(this.head) && !this.isDone;
  }

  get isDone() {
    return ["resolved", "closed"].includes(this.head?.status ?? "");
  }

  /** Make it mine: accept it from the queue or the bot, take it over from a colleague. While I am asked to take one, the key means that one. */
  accept() {
    const { id } = this.app.thread;
    const { turns } = this.app;
    if (this.offer && this.offer.id !== id) return this.acceptOffer(this.offer.id);
    if (this.canAccept) return this.#have(turns, () => this.app.server.act(id, "accept"));
    if (this.canTakeOver) return this.#have(turns, () => this.app.server.transfer(id, { agent: this.app.session.agentId }));
  }

  /** @param {string} id */
  acceptOffer(id) {
    return this.#run("accept", async () => {
      this.app.inbox.apply(await this.app.server.act(id, "accept"));
      await this.app.go(id);
      this.app.compose("reply");
    });
  }

  /** Let another agent have it. @param {string} [id] */
  passOn(id = this.offer?.id) {
    if (!id) return;
    return this.#run("decline", async () => {
      const { to_another: found } = await this.app.server.decline(id);
      this.app.toasts.say("done", found ? t("Passed on to another agent.") : t("Passed on. It waits in the queue for whoever is free next."));
    });
  }

  /** Whoever turned elsewhere while the answer was on its way is not called back. @param {number} turns @param {() => Promise<Head|null>} ask */
  #have(turns, ask) {
    return this.#run("accept", async () => {
      this.app.inbox.apply(await ask());
      if (turns === this.app.turns) this.app.compose("reply");
    });
  }

  /** Take whoever waits longest, wherever in the queue they stand. */
  take() {
    const [offer] = this.app.inbox.offers; // what waits longest for me is what I am asked to take
    if (offer) return this.acceptOffer(offer.id);
    return this.#run("take", async () => {
      const head = await this.app.server.take();
      if (!head) return this.app.toasts.say("info", t("Nobody is waiting."));
      this.app.inbox.apply(head);
      await this.app.go(head.id);
      this.app.compose("reply");
    });
  }

  resolve() {
    return this.#resolve(async () => {});
  }

  resolveAndNext() {
    return this.#resolve((next) => (next ? this.app.go(next.id) : this.app.go("")));
  }

  /** @param {(next: Head|null) => Promise<void>} then */
  #resolve(then) {
    if (!this.canResolve) return;
    const { id } = this.app.thread;
    const next = this.nextWaiting(id);
    return this.#run("resolve", async () => {
      if (!(await this.#hasSpoken(id))) return;
      this.app.inbox.apply(await this.app.server.act(id, "resolve"));
      await then(next);
      const undo = { label: t("Undo"), run: () => this.#takeBack(id) };
      this.app.toasts.say("done", t("Resolved."), undo);
      import("../view/topic.js").then(({ ask }) => ask(this.app, id)).catch(() => null); // nobody misses a question
    });
  }

  /** What was sent goes out first: afterwards it is no longer mine to speak. @param {string} id */
  async #hasSpoken(id) {
    const { sending, toasts } = this.app;
    const isOut = await sending.settled(id);
    if (!isOut) toasts.say("refused", t("A message of yours has not gone out yet."));
    return isOut;
  }

  /** @param {string} id */
  #takeBack(id) {
    return this.#run("reopen", async () => {
      await this.app.server.act(id, "reopen");
      this.app.topic = null; // it goes on
      this.app.inbox.apply(await this.app.server.act(id, "accept"));
      await this.app.go(id);
    });
  }

  /** Who needs me next: a contact of mine who waits for an answer, else the next of mine. @param {string} leaving @returns {Head|null} */
  nextWaiting(leaving) {
    const mine = this.app.inbox.rows("mine").filter((head) => head.id !== leaving);
    return mine[0] ?? null;
  }

  reopen() {
    const { id } = this.app.thread;
    if (this.head?.status !== "resolved") return;
    return this.#run("reopen", async () => {
      this.app.inbox.apply(await this.app.server.act(id, "reopen"));
    });
  }

  /** @param {{agent: string}|{team: string}} to @param {string} name @param {string} [id] */
  transfer(to, name, id = this.app.thread.id) {
    return this.#run("transfer", async () => {
      if (!(await this.#hasSpoken(id))) return;
      this.app.inbox.apply(await this.app.server.transfer(id, to));
      this.app.toasts.say("done", t("Transferred to {name}.", { name }));
      this.app.signals.emit("moved");
    });
  }

  /** @param {string} state  with a stroke and the reason behind it, if there is one */
  availability(state) {
    return this.#run("availability", () => this.app.session.setAvailability(state));
  }

  /** The row above or below in the list as it stands. @param {1|-1} step */
  move(step) {
    const order = this.app.order();
    const at = order.indexOf(this.app.thread.id);
    const to = at < 0 ? (step > 0 ? 0 : order.length - 1) : at + step;
    if (order[to]) return this.app.go(order[to]);
  }
}
