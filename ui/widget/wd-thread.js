// The messages of one conversation and how they scroll: new ones at the end, older ones on top without a jump.
import { LitElement, html, nothing, repeat } from "../vendor/lit.js";
import { t, tn } from "../shared/i18n.js";
import { checked, isOutcome } from "../shared/checked.js";
import { icon } from "../shared/icons.js";
import { isWarning, row, typing, waiting } from "./views/message.js";
import { placeLine } from "./views/promise.js";
import { askCard, choices, queueCard, solvedCard, stoppedCard } from "./views/cards.js";

const NEAR_END = 80; // px: whoever is this near to the newest message follows it
const NEAR_START = 200; // px: older ones are asked for before the reader arrives there

export class WdThread extends LitElement {
  static properties = { store: { attribute: false }, thread: { attribute: false }, actions: { attribute: false }, tick: {}, below: { state: true }, fetching: { state: true } };

  constructor() {
    super();
    this.below = 0;
    this.atEnd = true;
    this.seen = { conversation: undefined, first: 0, seq: 0, last: 0, waiting: 0 };
  }

  createRenderRoot() {
    return this;
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.sizes?.disconnect();
  }

  firstUpdated() {
    // The keyboard of a phone makes the thread shorter: who read the end goes on reading it.
    this.sizes = new ResizeObserver(() => this.atEnd && this.toEnd());
    this.sizes.observe(this.scroller);
  }

  get scroller() {
    return this.querySelector(".w-thread");
  }

  /** Before older rows are drawn on top: remember the text that the reader looks at. */
  willUpdate() {
    const scroller = this.scroller;
    this.anchor = null;
    if (!scroller || !this.seen.first || this.thread.first >= this.seen.first) return;
    const edge = scroller.getBoundingClientRect().top;
    const row = [...scroller.querySelectorAll("[data-seq]")].find((one) => one.getBoundingClientRect().bottom > edge);
    const text = row?.querySelector(".msg-body") ?? row; // a name above it may go, because its group now begins earlier
    if (text) this.anchor = { text, top: text.getBoundingClientRect().top };
  }

  /** After: keep the reader's place by hand. Browsers do it only in the middle of a list, and not all of them do. */
  updated() {
    const { thread } = this;
    const { pending } = this.store;
    const now = { conversation: thread.conversation, first: thread.first, seq: thread.last, last: thread.last + pending.length, waiting: pending.length };
    const other = now.conversation !== this.seen.conversation && this.seen.conversation !== null;
    if (other || now.waiting > this.seen.waiting) this.atEnd = true; // whoever writes wants to see it
    else if (this.anchor) this.scroller.scrollTop += this.anchor.text.getBoundingClientRect().top - this.anchor.top;
    else if (!this.atEnd && now.last > this.seen.last) this.below += now.last - this.seen.last;
    const news = !other && this.seen.seq ? thread.items.filter((item) => item.seq > this.seen.seq) : [];
    const [arrived] = news;
    this.seen = now;
    const shown = news.findLast(({ event }) => event?.what === "secret_stopped" && event.reason === "picture");
    if (shown) return this.store.stop({ kind: shown.event.value, certain: true, picture: true }); // told as if it had been typed
    const told = this.store.stopped ?? this.store.asking;
    const isNews = told && told !== this.told;
    this.told = told;
    if (isNews && told.continued) this.store.withdraw();
    if (isNews) return this.toCard("[role=alert]");
    if (this.store.toLine && this.toCard(".w-line")) return;
    if (!this.atEnd) return;
    this.toEnd();
    if (arrived && !told && arrived.author.kind !== "contact") this.toItsBeginning(arrived.seq);
  }

  /** Of an answer longer than the screen people read the beginning first. */
  toItsBeginning(seq) {
    const { scroller } = this;
    const row = scroller.querySelector(`[data-seq="${seq}"]`);
    const above = row ? row.getBoundingClientRect().top - scroller.getBoundingClientRect().top : 0;
    if (above >= 0) return;
    scroller.scrollTop += above - 8;
    this.atEnd = false;
  }

  /** Whoever asked for a person looks for their place in line, whatever the bot says meanwhile; what was stopped is told
   * in sight of whoever wrote it. */
  toCard(which) {
    const card = this.querySelector(which);
    if (!card) return false;
    this.toEnd();
    const above = card.getBoundingClientRect().top - this.scroller.getBoundingClientRect().top;
    if (above < 0) this.scroller.scrollTop += above - 8;
    return true;
  }

  toEnd() {
    const scroller = this.scroller;
    scroller.scrollTop = scroller.scrollHeight;
    this.atEnd = true;
    if (this.below) this.below = 0;
  }

  scrolled() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.atEnd) {
      this.below = 0;
      this.thread.trim();
    } else {
      this.store.toLine = false; // the reader went elsewhere
    }
    if (scrollTop < NEAR_START && !this.atEnd) this.older();
  }

  async older() {
    if (this.fetching || !this.thread.earlier) return;
    this.fetching = true;
    await this.store.older().catch(() => {});
    await this.updateComplete;
    this.fetching = false;
  }

  render() {
    const { store, thread } = this;
    const { head, pending } = store;
    const online = ["online", "back"].includes(store.live.state);
    const items = checked(thread.items);
    const newest = items.findLast((item) => !isWarning(item) && !isOutcome(item) && item.event?.what !== "dossier");
    const back = head?.status === "waiting_for_agent" ? items.findLast((item) => item.event?.what === "requeued") : null;
    return html`<div class="w-body w-thread" tabindex="0" role="region" aria-label=${t("Conversation")} @scroll=${this.scrolled}>
        ${thread.earlier ? html`<button class="btn btn-quiet btn-wide" type="button" ?disabled=${this.fetching} @click=${this.older}>${t("Earlier messages")}</button>` : nothing}
        <div role="log" aria-label=${t("Messages")} aria-busy=${this.fetching || !items.length ? "true" : "false"}><ol class="msgs">
          ${repeat(items, (item) => item.client_id ?? item.seq, (item, at) => row(item, items[at - 1], items[at + 1], { api: store.api, state: this.stateOf(item), prove: this.actions.prove, place: item === back ? placeLine(head) : "" }))}
          ${repeat(pending, (entry) => entry.client_id, (entry) => waiting(entry, { online, api: store.api, again: () => store.outbox.again(entry.client_id), discard: () => store.outbox.remove(entry.client_id) }))}</ol></div>
        ${store.typing ? typing(store.typing) : nothing}
        ${store.stopped || pending.length || (head && head.status !== "open" && head.status !== "with_agent") ? nothing : choices(newest, (one) => store.send(one.text, [], true))}
        ${newest?.form && !store.stopped && !pending.length && head?.status !== "closed" ? this.forms()?.formCard(newest, store) ?? nothing : nothing}
        ${head?.status === "waiting_for_agent" ? queueCard(head) : nothing}
        ${head?.status === "waiting_for_agent" ? this.forms()?.instead(store, head) ?? nothing : nothing}
        ${head ? solvedCard(head, this.actions) : nothing}
        ${store.config?.voice ? this.voice() : nothing}
        ${store.asking ? askCard((isTransaction) => store.answered(isTransaction)) : nothing}
        ${store.stopped ? stoppedCard(store.stopped, { article: store.config?.links.stolen, rephrase: this.actions.rephrase, person: ["waiting_for_agent", "with_agent", "closed"].includes(head?.status) ? null : this.actions.person }) : nothing}
      </div>
      ${this.below ? html`<button class="btn w-jump" type="button" @click=${this.toEnd}>${icon("down")}${tn("{count} new message", "{count} new messages", this.below)}</button>` : nothing}`;
  }

  /** What few need is loaded when it is first drawn; without a network, at a later drawing. */
  forms() {
    this.fetched ??= import("./forms.js").then((part) => { this.loaded = part; this.requestUpdate(); }, () => { this.fetched = null; });
    return this.loaded;
  }

  voice() {
    import("./voice.js").catch(() => {});
    return html`<wd-voice></wd-voice>`;
  }

  /** Only the newest of one's own messages says how far it came. */
  stateOf(item) {
    const { head } = this.store;
    const last = this.thread.items.findLast((one) => one.author.kind === "contact" && one.kind === "message");
    if (item !== last) return "";
    return head?.agent_read_seq >= item.seq ? t("Seen") : t("Received");
  }
}

customElements.define("wd-thread", WdThread);
