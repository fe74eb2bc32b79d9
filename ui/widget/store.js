// What the widget knows: its conversations, the open thread, the line to the server. It draws nothing.
// Event `change` asks whoever draws to look again.
import { Api, now } from "../shared/api.js";
import { t } from "../shared/i18n.js";
import { Outbox } from "../shared/outbox.js";
import { complete } from "./config.js";
import { follow, silent } from "./line.js";
import { Session } from "./session.js";
import { ready, screen } from "./shield.js";
import { Thread } from "./thread.js";

const PAGE = 50;
const MISSED_PAGE = 100;
const PIECES = 24; // messages of one person in which a phrase could be spread
const ITEM_SHOULD_FOLLOW = 400; // a head that runs ahead of its item is normal for this long
const TYPING_LASTS = 6_000;
const TYPING_EVERY = 3_000;
const LONGEST_TIMER = 3_600_000;
const ASK_WITHIN = 20_000;

export class Store extends EventTarget {
  /** `build`: what the app around us says of itself, with all else that the address says. @param {{host: import("./host.js").Host, inbox: string, build?: Record<string, string>}} of */
  constructor({ host, inbox, build }) {
    super();
    Object.assign(this, { host, inbox, build, config: null, heads: new Map(), thread: null, typing: null, notice: "", stopped: null, questions: [], toLine: false });
    this.session = new Session(() => host.askIdentity());
    if (host.identity) this.session.identify(host.identity);
    this.api = new Api(this.session.headers);
    this.api.renew = this.session.renew;
    this.outbox = new Outbox("wd.outbox.", (entry) => this.deliver(entry), screen);
    this.live = silent;
    this.listen();
  }

  listen() {
    this.outbox.addEventListener("change", () => this.changed());
    this.outbox.addEventListener("stored", (e) => this.stored(e.detail));
    this.outbox.addEventListener("stopped", () => this.stop({ kind: "secret", by: "server" }));
    this.host.addEventListener("identify", (e) => this.identify(e.detail));
    this.host.addEventListener("show", () => this.changed());
    document.addEventListener("visibilitychange", () => this.changed());
    addEventListener("offline", () => this.changed());
    addEventListener("online", () => { this.changed(); this.outbox.flush(); });
  }

  async boot() {
    await this.configure();
    if (this.session.known) await this.join();
    if (this.outbox.entries.length) this.outbox.flush();
  }

  async configure() {
    const query = new URLSearchParams({ inbox: this.inbox, locale: document.documentElement.lang });
    this.config = await new Api().get(`/api/widget/config?${query}`).then(complete, () => this.config);
    this.watchPromises();
    this.changed();
  }

  /** Begin to follow what happens: our conversations, then the live line. */
  async join() {
    await this.sync();
    follow(this);
  }

  identify(token) {
    const joined = this.live.running;
    this.session.identify(token);
    if (!joined) return this.join();
    this.live.drop();
    this.heads.clear();
    this.thread = null;
    this.questions = [];
    return this.join();
  }

  /** Every token ends. Where a new one cannot be had at this moment, the line tries again by itself. */
  async renew() {
    if (await this.session.renew()) this.live.start();
    else if (!this.session.refused) this.live.again();
  }

  async hello() {
    const { conversation, last } = this.thread ?? {};
    return { token: await this.session.token(), after: conversation ? { [conversation]: last } : {} };
  }

  // ---- reading

  get head() {
    return this.heads.get(this.thread?.conversation) ?? null;
  }

  get pending() {
    const stored = this.thread?.clientIds();
    return this.thread ? this.outbox.of(this.thread.conversation).filter((entry) => !stored.has(entry.client_id)) : [];
  }

  get unread() {
    return [...this.heads.values()].reduce((sum, head) => sum + (head.unread ?? 0), 0);
  }

  /** The conversation to go on with, if one is open. */
  get current() {
    return [...this.heads.values()].filter((head) => !["resolved", "closed"].includes(head.status)).sort((a, b) => b.last_at - a.last_at)[0] ?? null;
  }

  /** What must be answered before it can be sent: it waits here whatever else is written meanwhile. */
  get asking() {
    return this.questions.find(({ message }) => message.conversation === (this.thread?.conversation ?? null)) ?? null;
  }

  /** Ask for everything we may have missed. Calls that come meanwhile become one more round. */
  async sync() {
    if (this.syncing) {
      this.syncAgain = true;
      return;
    }
    this.syncing = true;
    try {
      const { items } = await this.api.get("/api/conversations");
      for (const gone of [...this.heads.keys()].filter((id) => !items.some((head) => head.id === id))) this.heads.delete(gone);
      for (const head of items) this.keep(head);
      await this.catchUp();
      this.outbox.flush();
    } catch {
      // the live line reports when the network is back, and asks again
    } finally {
      this.syncing = false;
      this.changed();
    }
    if (this.syncAgain) {
      this.syncAgain = false;
      await this.sync();
    }
  }

  async show(conversation) {
    this.thread = new Thread(conversation);
    this.typing = this.stopped = null;
    this.toLine = false;
    this.notice = "";
    this.changed();
    if (conversation) await this.guarded(() => this.load(this.thread));
  }

  async load(thread) {
    const { head, items, earlier } = await this.api.get(`/api/conversations/${thread.conversation}`);
    this.keep(head);
    thread.append(items);
    thread.earlier = earlier;
    this.changed();
  }

  async catchUp() {
    const thread = this.thread;
    if (!thread?.conversation) return;
    if (!thread.last) return this.load(thread);
    for (let more = true; more;) {
      const answer = await this.api.get(`/api/conversations/${thread.conversation}/items?after=${thread.last}&limit=${MISSED_PAGE}`);
      thread.append(answer.items);
      more = answer.more && answer.items.length > 0;
    }
    this.outbox.arrived(thread.clientIds());
    this.changed();
  }

  async older() {
    const thread = this.thread;
    const { items, more } = await this.api.get(`/api/conversations/${thread.conversation}/items?before=${thread.first}&limit=${PAGE}`);
    thread.prepend(items, more);
    this.changed();
  }

  // ---- what the line brings

  /** Frames of one moment are drawn together. A hidden page gets no animation frames, so time runs beside them. */
  queue(frame) {
    if ((this.frames ??= []).push(frame) > 1) return;
    const take = () => {
      const frames = this.frames.splice(0);
      for (const one of frames) this.take(one);
      if (frames.length) this.changed();
    };
    requestAnimationFrame(take);
    setTimeout(take, 100);
  }

  take(frame) {
    if (frame.t === "head") this.takeHead(frame.head);
    if (frame.t === "item") this.takeItem(frame.conversation, frame.item);
    if (frame.t === "typing" && frame.conversation === this.thread?.conversation) this.takeTyping(frame);
  }

  takeHead(head) {
    this.keep(head);
    if (head.status !== "with_agent") this.typing = null;
    else this.toLine = false;
    const behind = () => this.thread?.conversation === head.id && head.last_seq > this.thread.last;
    if (behind()) setTimeout(() => behind() && this.catchUp().catch(() => {}), ITEM_SHOULD_FOLLOW);
  }

  takeItem(conversation, item) {
    if (conversation !== this.thread?.conversation) return this.bump(conversation, item);
    if (item.author.kind !== "contact") this.typing = null;
    if (item.event?.what === "handoff" && item.event.reason === "asked") this.toLine = true;
    if (!this.thread.take(item)) this.catchUp().catch(() => {});
    if (item.client_id) this.outbox.arrived(new Set([item.client_id]));
    this.bump(conversation, item);
  }

  takeTyping({ on, who }) {
    clearTimeout(this.typingEnds);
    this.typing = on ? who : null;
    if (on) this.typingEnds = setTimeout(() => { this.typing = null; this.changed(); }, TYPING_LASTS);
  }

  keep(head) {
    const have = this.heads.get(head.id);
    if (!have || have.version <= head.version) this.heads.set(head.id, { ...head, read_seq: Math.max(head.read_seq, have?.read_seq ?? 0) });
    this.watchPromises();
  }

  /** Draw again when the next time that was told passes: from then on it must not stand there. Soon after, ask anew; not all in one second. */
  watchPromises() {
    clearTimeout(this.promiseEnds);
    const ahead = [this.config, ...this.heads.values()].flatMap((one) => [one?.promise?.by, one?.promise?.next_open]).map((at) => at - now()).filter((wait) => wait > 0);
    if (!ahead.length) return;
    this.promiseEnds = setTimeout(() => {
      this.changed();
      this.watchPromises();
      setTimeout(() => { this.configure(); if (this.heads.size) this.sync(); }, Math.random() * ASK_WITHIN);
    }, Math.min(LONGEST_TIMER, ...ahead) + 20);
  }

  /** A list row keeps up by itself; the head that follows says it with authority. */
  bump(conversation, item) {
    const head = this.heads.get(conversation);
    if (!head || item.seq <= head.last_seq) return;
    const unread = item.author.kind === "contact" ? head.unread : (head.unread ?? 0) + 1;
    this.heads.set(conversation, { ...head, last_seq: item.seq, last_at: item.at, last_text: item.text || head.last_text, unread });
  }

  // ---- writing

  /** @returns {boolean} false when the shield stopped it, or must ask first: then nothing was kept or sent */
  send = (text, attachments = [], ours = false) => this.post({ text, conversation: this.thread?.conversation ?? null, attachments, ours });

  /** `ours`: words of this page, which nobody typed. */
  start(text, ours = false) {
    this.thread = null;
    return this.post({ text, conversation: null, attachments: [], ours });
  }

  post(message) {
    const { stopped } = this.outbox.add(message, this.said());
    const unread = stopped?.kind === "unread";
    if (unread) ready(message.text, this.said()).then(() => this.post(message), () => this.tell({}));
    this.stopped = stopped?.certain ? stopped : null;
    if (stopped && !stopped.certain && !unread) this.questions.push({ message: { ...message, attachments: [] }, at: stopped.start }); // files wait in their tray
    if (!stopped || unread) this.thread ??= new Thread(null);
    this.changed();
    return !stopped || unread;
  }

  /** What this person wrote lately in this conversation: a phrase is also known when it comes in pieces. */
  said() {
    const stored = (this.thread?.items ?? []).filter((item) => item.author.kind === "contact" && item.text);
    return [...stored, ...this.pending].slice(-PIECES).map((one) => one.text);
  }

  /** 64 digits that may be either: as a transaction ID they go out under that name, else they are dropped. */
  answered(isTransaction) {
    const { asking: question } = this;
    const { message, at } = question;
    const letters = [...message.text];
    this.questions = this.questions.filter((one) => one !== question);
    if (!isTransaction) return this.stop({ kind: "privkey_hex", certain: true });
    letters.splice(at, 0, `${t("transaction ID (hash)")} `);
    if (!this.post({ ...message, text: letters.join("") })) this.stop({ kind: "privkey_hex", certain: true });
  }

  stop = (finding) => this.changed((this.stopped = finding));

  async deliver(entry) {
    if (entry.conversation === null) return this.begin(entry);
    const message = { client_id: entry.client_id, text: entry.text, attachments: (entry.attachments ?? []).map((one) => one.id), answers: entry.answers };
    if (!entry.answers && this.live.connected) {
      try {
        return await this.live.ask({ t: "send", conversation: entry.conversation, ...message });
      } catch (problem) {
        if (!problem.unreachable) throw problem; // without an answer we repeat it below: the same client id is stored once
      }
    }
    return this.api.post(`/api/conversations/${entry.conversation}/messages`, message);
  }

  async begin({ client_id, text, category, answers }) {
    const about = { client_id, text, category, answers, locale: document.documentElement.lang, inbox: this.inbox, build: this.build };
    const { head, items } = await this.api.post("/api/conversations", about);
    this.keep(head);
    if (this.thread?.conversation === null) {
      this.thread.conversation = head.id;
      this.thread.append(items);
    }
    this.outbox.adopt(head.id);
    for (const { message } of this.questions) message.conversation ??= head.id;
    if (!this.live.running) follow(this);
    if (this.wantsAgent) await this.agent();
    return { at: head.last_at };
  }

  /** Acknowledged: show it in its place now, whether or not the live item is already here. */
  stored({ entry, stored }) {
    if (!stored?.seq || entry.conversation !== this.thread?.conversation || stored.seq <= this.thread.last) return;
    const { client_id, text, attachments } = entry;
    const item = { seq: stored.seq, kind: "message", author: { kind: "contact" }, text, at: stored.at, client_id, attachments: attachments ?? [], choices: [], source: null, event: null };
    if (!this.thread.take(item)) this.catchUp().catch(() => {});
  }

  /**
   * Ask for a person. Without a network, before there is a conversation or after it was solved, the wish travels as a
   * message: the bot knows the words. After a secret was stopped they say so, because nothing else of it has arrived.
   */
  async person() {
    const { stopped } = this;
    const begun = Boolean(this.thread?.conversation);
    const wish = () => (begun ? this.send(words, [], true) : this.start(words, true));
    const words = stopped ? t("What I wrote looked like a secret and was stopped. I want to talk to a person.") : t("I want to talk to a person.");
    const inWords = !begun || stopped || this.head?.status === "resolved";
    this.toLine = true;
    this.wantsAgent = !begun && !stopped; // those words bring a person by themselves, and say why it is urgent
    if (inWords) wish();
    this.stopped = stopped; // what to do about it stays in sight
    if (!begun || stopped || this.head?.status === "resolved") return;
    try {
      await this.agent();
    } catch (problem) {
      if (!problem.unreachable) this.tell(problem);
      else if (!inWords) wish();
    }
  }

  async agent() {
    this.wantsAgent = false;
    this.keep(await this.api.post(`/api/conversations/${this.thread.conversation}/agent`));
    this.changed();
  }

  /** The shield here stopped the last piece of a phrase: what went out of it before goes there too. */
  withdraw = () => this.guarded(async () => this.keep(await this.api.post(`/api/conversations/${this.thread.conversation}/begun`)));

  end = () => this.guarded(async () => this.keep(await this.api.post(`/api/conversations/${this.thread.conversation}/end`)));

  rate = (marks) => this.guarded(async () => this.keep(await this.api.post(`/api/conversations/${this.thread.conversation}/survey`, marks)));

  /** Say that what is on the screen was seen. */
  read() {
    const head = this.head;
    const last = this.thread?.last ?? 0;
    if (!head || (last <= head.read_seq && !head.unread)) return;
    this.heads.set(head.id, { ...head, read_seq: last, unread: 0 });
    if (this.live.tell({ t: "read", conversation: head.id, seq: last })) return;
    this.api.post(`/api/conversations/${head.id}/read`, { seq: last }).catch(() => {});
  }

  /** That somebody writes, never what. */
  writing(on) {
    const conversation = this.thread?.conversation;
    if (!conversation || (on && Date.now() - (this.saidWriting ?? 0) < TYPING_EVERY)) return;
    this.saidWriting = on ? Date.now() : 0;
    this.live.tell({ t: "typing", conversation, on });
  }

  // ---- telling

  /** Do something that may be refused. True when it was done. */
  async guarded(act) {
    this.notice = "";
    try {
      await act();
      return true;
    } catch (problem) {
      this.tell(problem);
      return false;
    } finally {
      this.changed();
    }
  }

  tell(problem) {
    this.notice = problem.unreachable ?? true ? t("There is no connection right now. Try again when you are back online.") : problem.message;
    this.changed();
  }

  changed = () => this.dispatchEvent(new Event("change"));
}
