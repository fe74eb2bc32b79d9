/** The workspace as a whole: its parts, where we are in it (list tab, conversation, pane), and how it gets up to date again. */
import { t } from "../../shared/i18n.js";
import { Drafts } from "../model/drafts.js";
import { isOfferedTo } from "../model/groups.js";
import { Actions } from "./actions.js";
import { Alerts } from "./alerts.js";
import { Dialogs } from "./dialogs.js";
import { Links } from "./links.js";
import { Feed } from "./feed.js";
import { SETTINGS_PATH } from "./places.js";
import { Inbox } from "./inbox.js";
import { Notices } from "./notices.js";
import { Profile } from "./profile.js";
import { Mentions } from "./mentions.js";
import { Replies } from "./replies.js";
import { Search } from "./search.js";
import { Sending } from "./sending.js";
import { Server } from "./server.js";
import { Session } from "./session.js";
import { readable, verdict } from "./shield.js";
import { Signals } from "./signals.js";
import { Thread } from "./thread.js";
import { Toasts } from "./toasts.js";

/** @typedef {import("../wire.js").Mode} Mode */
/** @typedef {import("../wire.js").GroupName} GroupName */
/** @typedef {"work"|"all"|"resolved"} Tab */

/** @type {Record<Tab, GroupName[]>} */
export const TABS = { work: ["offers", "queue", "mine"], all: ["all"], resolved: ["resolved"] };
const PLACES = ["board"]; // what stands instead of the columns; its name in the address is no conversation's
const RESYNC_AGAIN = 5_000; // ms
const LEAVE_WITHIN = 2_000; // ms for the last draft before we sign out all the same
export const QUEUE_GLANCE = 6; // rows of the queue above my own: enough to see who is next

export class App {
  constructor() {
    this.signals = new Signals();
    /** @type {import("../view/channel.js").ChannelLine|null} by what the open conversation is answered, where that is known */
    this.channel = null;
    this.server = new Server();
    this.session = new Session(this.server, this.signals);
    this.inbox = new Inbox(this);
    this.toasts = new Toasts(this.signals);
    this.dialogs = new Dialogs(this.signals);
    this.search = new Search(this);
    this.links = new Links(this);
    this.mentions = new Mentions(this);
    this.replies = new Replies(this);
    this.thread = new Thread(this);
    this.feed = new Feed(this);
    this.sending = new Sending(this);
    this.actions = new Actions(this);
    this.alerts = new Alerts(this);
    this.profile = new Profile(this);
    this.notices = new Notices(this);
    this.drafts = new Drafts({
      put: (draft, text, keepalive) => this.#saveDraft(draft, text, keepalive),
      verdict,
      readable,
      onItsWay: ({ conversation, mode }, text) => this.sending.of(conversation).some((entry) => entry.mode === mode && entry.text === text.trim()),
      changed: () => this.signals.emit("drafts"),
      now: () => Date.now(),
    });
    /** @type {Tab} */
    this.tab = "work";
    this.wholeQueue = false;
    /** @type {"list"|"thread"|"panel"} what a narrow screen shows */
    this.pane = "list";
    this.place = ""; // empty: the columns
    this.panelOpen = false; // the context panel over the thread, where three columns do not fit
    /** @type {Mode} */
    this.mode = "reply";
    /** @type {(() => unknown)|null} what is asked about the conversation that was resolved last */
    this.topic = null;
    this.model = ""; // the language model that may propose something here; empty: none is set up
    this.turns = 0; // how often somebody turned to another field or conversation
    this.agentBefore = "";
    this.resyncing = false;
    /** @type {{at: number, event: string, reaction: string, topic: string, tries: number, fault: string}[]|null} */
    this.letters = null;
    this.server.onExpired = () => this.session.state === "in" && this.session.expired();
  }

  async start() {
    addEventListener("popstate", () => this.#arrive());
    addEventListener("pagehide", () => this.drafts.flush({ keepalive: true }));
    this.signals.on("session", () => this.#sessionChanged());
    await this.session.start();
  }

  #sessionChanged() {
    if (this.session.state !== "in") return this.feed.stop();
    const to = new URLSearchParams(location.search).get("to"); // where somebody was asked to sign in first
    if (to?.startsWith("/workspace/")) return location.replace(to);
    const agent = this.session.agentId;
    if (this.agentBefore && this.agentBefore !== agent) return location.reload(); // another person: nothing of the first may stay
    if (this.agentBefore && this.feed.live.running) return;
    this.agentBefore = agent;
    this.profile.load().catch(() => null); // what holds until somebody chooses will do
    this.server.ask("GET", "workspace/model").then(({ name }) => { this.model = name; this.signals.emit("thread"); }).catch(() => null);
    this.sending.start(agent);
    this.feed.start();
    this.feed.voice();
    this.replies.load();
    this.showTab(this.tab);
    this.#arrive();
  }

  /** After anything may have been missed: the picture anew. Runs once at a time; a second wish during a run starts one more. */
  async resync() {
    if (this.resyncing) return void (this.resyncAgain = true);
    this.resyncing = true;
    try {
      do {
        this.resyncAgain = false;
        await Promise.all([this.inbox.reload([this.thread.id, ...this.mentions.ids]), this.thread.refresh(), this.alerts.load(), this.mentions.load(), this.sending.loadHeld(), this.session.catchUp()]);
      } while (this.resyncAgain);
      this.sending.flush();
    } catch {
      // The line may come back without having missed a frame, and then says nothing: the picture asks again by itself.
      setTimeout(() => this.session.state === "in" && this.resync(), RESYNC_AGAIN);
    } finally {
      this.resyncing = false;
    }
  }

  /** @param {Tab} tab */
  showTab(tab) {
    if (this.place) this.go("");
    this.tab = tab;
    this.search.clear();
    this.links.forget();
    for (const group of TABS[tab]) this.inbox.show(group).catch(() => null);
    this.signals.emit("list");
  }

  /** The ids of the list from top to bottom, as it stands. @returns {string[]} */
  order() {
    const shown = TABS[this.tab].map((group) => this.rowsShown(group));
    return shown.flat().map((head) => head.id);
  }

  /** @param {GroupName} group */
  rowsShown(group) {
    if (group !== "queue") return this.inbox.rows(group);
    const rows = this.inbox.rows(group).filter((head) => !isOfferedTo(head, this.session.agentId));
    return this.wholeQueue ? rows : rows.slice(0, QUEUE_GLANCE);
  }

  /** The address of the page says which conversation is open, so that back, bookmarks and links work. @param {string} id @param {number} [seq] */
  async go(id, seq = 0) {
    const address = `/workspace${id ? `#${id}${seq ? `/${seq}` : ""}` : ""}`;
    if (location.pathname + location.hash !== address) history.pushState(null, "", address);
    await this.#arrive();
  }

  /** A page of its own, whose address keeps the conversation to come back to. @param {import("./places.js").PageName} page */
  toSettings(page) {
    location.assign(SETTINGS_PATH + page + (this.thread.id && `#${this.thread.id}`));
  }

  /** A part that comes over the line when it is first wanted; null where it did not come, and that was said. @param {Promise<any>} part */
  fetch(part) {
    return part.catch(() => void this.toasts.say("refused", t("This page could not be fetched.")));
  }

  async #arrive() {
    if (this.session.state !== "in") return;
    const [id, seq] = (location.hash.slice(1) || location.pathname.split("/")[2] || "").split("/");
    this.place = PLACES.includes(id) && this.session.leads ? id : "";
    this.pane = id && !PLACES.includes(id) ? "thread" : "list";
    this.signals.emit("list");
    if (!id || PLACES.includes(id)) return this.thread.close();
    if (id !== this.thread.id) {
      this.mode = "reply";
      this.turns += 1;
    }
    if (id === this.thread.id && this.thread.state === "ready") return seq ? this.thread.jump(Number(seq)) : undefined;
    await this.thread.open(id, Number(seq ?? 0));
  }

  /** Sign out, once nothing is lost by it. */
  async leave({ sure = false } = {}) {
    if (this.sending.unsent > 0 && !sure) return this.dialogs.open("sign-out");
    await Promise.race([this.drafts.flush(), new Promise((gone) => setTimeout(gone, LEAVE_WITHIN))]);
    this.sending.empty();
    await this.session.signOut();
  }

  async showLetters() {
    this.letters = null;
    this.dialogs.open("letters");
    try {
      this.letters = (await this.server.deadLetters()).items;
      this.signals.emit("dialogs");
    } catch (/** @type {any} */ problem) {
      this.dialogs.close();
      this.toasts.problem(problem);
    }
  }

  togglePanel() {
    this.panelOpen = !this.panelOpen;
    this.signals.emit("list", "thread");
  }

  /** @param {"list"|"thread"|"panel"} pane */
  async show(pane) {
    if (this.place) await this.go("");
    this.pane = pane;
    this.signals.emit("list", "thread");
  }

  /** Turn to the field of one mode and put the cursor there. @param {Mode} mode */
  compose(mode) {
    this.turns += 1;
    this.mode = mode;
    this.pane = "thread";
    this.signals.emit("list", "drafts", "compose");
  }

  /** The saved replies, in the field that is open. */
  savedReplies() {
    if (!this.thread.head) return;
    this.compose(this.mode);
    setTimeout(() => this.signals.emit("suggest"), 0); // once the field has the cursor
  }

  /** Put the cursor into the search, wherever it is. */
  toSearch() {
    if (this.place) this.go("");
    this.pane = "list";
    this.signals.emit("list");
    setTimeout(() => /** @type {HTMLInputElement|null} */ (document.querySelector("#search"))?.select(), 0);
  }

  /** Search for words that were typed elsewhere. @param {string} words */
  searchFor(words) {
    this.search.type(words);
    this.toSearch();
  }

  /** Esc outside of fields: close what lies on top, one at a time. */
  stepBack() {
    if (this.place) return this.go("");
    if (this.panelOpen) return this.togglePanel();
    if (this.search.active) return this.search.clear();
  }

  /** @param {import("../model/drafts.js").Draft} draft @param {string} text @param {boolean} keepalive */
  async #saveDraft(draft, text, keepalive) {
    const { conversation, mode, version } = draft;
    try {
      const answer = await this.server.saveDraft(conversation, mode, { version, text }, keepalive);
      return { ok: /** @type {true} */ (true), ...answer };
    } catch (/** @type {any} */ problem) {
      if (problem.status !== 409) throw problem;
      const { version: now, text: theirs } = problem.body.values ?? {};
      return { ok: /** @type {false} */ (false), current: theirs === undefined ? null : { version: now, text: theirs } };
    }
  }
}
