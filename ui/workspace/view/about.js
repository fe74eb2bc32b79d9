/** <wd-about> and <wd-rest>: what the bot learned, the contact's channels and one timeline over all of them; the conversation's facts. Fetched with the first conversation. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { number, shortDay, spoken, t, tn, when, written } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { transcriptUrl } from "../core/server.js";
import { Watch } from "../core/signals.js";
import { defanged } from "../model/links.js";
import "./channel-words.js";
import { hashed } from "./item.js";
import { answerFacts, packetFacts } from "./packet.js";
import { channelIcon, channelWord, languageName, statusWord } from "./words.js";

/** @typedef {import("../wire.js").Head} Head */
/** @typedef {{channel: string, how: string, since: number, address: string}} Known */
/** @typedef {{id: string, channel: string, status: Head["status"], subject: string, last_at: number, last_text: string}} Talk */
/** @typedef {{conversation: string, channel: string, seq: number, at: number, who: string, name: string, text: string, files: number}} Spoken */
/** @typedef {{id: string, blocked: {why: string, by: string, at: number, until: number|null}|null, known: Known[], talks: Talk[], elsewhere: number, spoken: Spoken[]}} Of */

const FIRST = 8; // messages before somebody asks for more

/** @param {Known} known */
const howWord = ({ how, since }) =>
  ({ wallet: t("the wallet vouches for them"), linked: t("linked by the contact with a code, {day}", { day: shortDay(since) }), proven: t("proven by a link sent there") })[how] ?? t("only said there: nothing proves it");

/** @param {Known} known */
const signOf = ({ channel, how }) => (how === "wallet" ? "device" : channelIcon(channel));

/** @param {string} why */
const whyWord = (why) => ({ spam: t("spam"), abuse: t("insults or threats"), fraud: t("fraud"), flood: t("too many messages") })[why] ?? t("another reason");

export class AboutPanel extends LitElement {
  static properties = { app: { attribute: false }, of: { state: true }, failed: { state: true }, all: { state: true }, busy: { state: true } };

  createRenderRoot() {
    return this;
  }

  willUpdate() {
    if (!this.watch) {
      this.watch = new Watch(this, "thread", "heads", "locale");
      queueMicrotask(() => this.app.signals.emit("heads")); // the channels have their names now
    }
    const { id, window, state, head } = this.app.thread;
    const theirs = [...this.app.inbox.heads.values()].filter(({ contact }) => contact.id === head?.contact.id);
    const stamp = [spoken(), id, window.last, head?.contact.id, ...theirs.map((one) => one.id + one.last_seq + one.status)].join();
    if (state !== "ready" || stamp === this.stamp) return;
    this.stamp = stamp;
    this.fetch(id, stamp);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.stamp = "";
  }

  /** @param {string} id @param {string} stamp */
  async fetch(id, stamp) {
    try {
      /** @type {Of} */
      const of = await this.app.server.ask("GET", `workspace/conversations/${encodeURIComponent(id)}/contact`);
      if (stamp !== this.stamp) return;
      if (this.of?.talk !== id) this.all = false;
      [this.of, this.failed] = [{ ...of, talk: id }, ""];
    } catch (/** @type {any} */ problem) {
      if (stamp === this.stamp) this.failed = problem.message;
    }
  }

  render() {
    const { head } = this.app.thread;
    if (!head) return nothing;
    const of = this.of?.talk === head.id ? this.of : null;
    if (this.failed) return [this.packet(head), html`<section><h2>${t("Timeline")}</h2><p>${this.failed}</p></section>`];
    return [this.packet(head), ...(of ? [this.blocked(of), this.known(of), this.timeline(of), this.blocking(of)] : [])];
  }

  /** @param {Of} of */
  known({ known }) {
    if (!known.length) return nothing;
    return html`<section class="known"><h2>${t("Known by")} <span class="badge badge-quiet">${number(known.length)}</span></h2>
      <ul class="plain stack-s">${known.map((one) => html`<li class="inline">${icon(signOf(one))}<span class="grow"><b>${channelWord(one.channel)}</b>${one.address ? html` <bdi>${one.address}</bdi>` : nothing}<br /><span class="small ${one.how === "said" ? "unproven" : "muted"}">${howWord(one)}</span></span></li>`)}</ul></section>`;
  }

  /** Whoever reads on knows that nothing more comes. @param {Of} of */
  blocked({ blocked }) {
    if (!blocked) return nothing;
    const { why, by, at, until } = blocked;
    const now = this.app.session.now();
    return html`<section class="blocked"><p class="banner banner-danger">${icon("x-circle")}<span><b>${t("Blocked: {why}", { why: whyWord(why) })}</b><br />${t("By {name}, {time}.", { name: by || t("somebody"), time: when(at, now) })} ${until ? t("Until {time}.", { time: when(until, now) }) : t("Until somebody takes it back.")}</span></p>
      ${this.app.session.leads ? html`<p><button class="btn btn-s" type="button" ?disabled=${this.busy} @click=${() => this.block({ blocked: false })}>${t("Take messages again")}</button></p>` : nothing}</section>`;
  }

  /** For leads, folded away: it is seldom right. @param {Of} of */
  blocking({ blocked }) {
    if (blocked || !this.app.session.leads) return nothing;
    return html`<section><details class="fold"><summary>${icon("chevron", true)}${t("Block this contact")}</summary>
      <form class="stack" @submit=${this.submit}>
        <p class="small muted">${t("We take no messages from them any more, on any channel. In a messenger they are told so once, with a way to say that it is wrong. Their mails come into no conversation.")}</p>
        <p class="field"><label for="block-why">${t("Why")}</label><select class="input" id="block-why" name="why">${["spam", "abuse", "fraud", "flood", "other"].map((one) => html`<option value=${one}>${whyWord(one)}</option>`)}</select></p>
        <p class="field"><label for="block-hours">${t("How long")}</label><select class="input" id="block-hours" name="hours"><option value="1">${t("1 hour")}</option><option value="24">${t("1 day")}</option><option value="168">${t("7 days")}</option><option value="">${t("Until somebody takes it back")}</option></select></p>
        <p><button class="btn btn-s btn-danger" type="submit" ?disabled=${this.busy}>${t("Block")}</button></p>
      </form></details></section>`;
  }

  /** @param {SubmitEvent} event */
  submit(event) {
    event.preventDefault();
    const given = new FormData(/** @type {HTMLFormElement} */ (event.target));
    this.block({ blocked: true, why: given.get("why"), hours: Number(given.get("hours")) || null });
  }

  /** @param {object} body */
  async block(body) {
    this.busy = true;
    try {
      await this.app.server.ask("PUT", `contacts/${encodeURIComponent(this.of.id)}/blocked`, body);
      await this.fetch(this.of.talk, this.stamp);
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
    this.busy = false;
  }

  /** Every message says its channel; a tap opens the conversation there, and its composer answers by that channel. @param {Of & {talk: string}} of */
  timeline({ talk: id, talks, spoken: all, elsewhere }) {
    const newest = [...all].reverse();
    const shown = this.all ? newest : newest.slice(0, FIRST);
    const more = newest.length - shown.length;
    return html`<section class="timeline"><h2>${t("Timeline")} <span class="badge badge-quiet">${number(talks.length)}</span></h2>
      ${talks.length > 1 ? html`<p class="inline talks">${talks.map((one) => html`<a class="chip ${one.id === id ? "chip-open" : "chip-line"}" href="/workspace#${one.id}" aria-current=${one.id === id ? "true" : nothing}>${icon(channelIcon(one.channel))}${channelWord(one.channel)} · ${one.id === id ? t("here") : statusWord(one.status)}</a>`)}</p>` : nothing}
      <ol class="plain">${shown.map((one) => this.spoken(one, id))}</ol>
      ${more ? html`<p><button class="btn btn-s" type="button" @click=${() => (this.all = true)}>${tn("{count} earlier message", "{count} earlier messages", more)}</button></p>` : nothing}
      ${elsewhere ? html`<p class="faint tiny">${tn("{count} conversation is with another team.", "{count} conversations are with other teams.", elsewhere)}</p>` : nothing}
    </section>`;
  }

  /** @param {Spoken} one @param {string} id */
  spoken(one, id) {
    const who = one.who === "contact" ? t("Contact") : one.who === "bot" ? t("Automatic answer") : one.name || t("System");
    const text = defanged(one.text) || tn("{count} file", "{count} files", one.files);
    return html`<li><a class="spoken spoken-${one.who} ${one.conversation === id ? "" : "spoken-there"}" href="/workspace#${one.conversation}/${one.seq}" title=${channelWord(one.channel)}>
      ${icon(channelIcon(one.channel))}<span class="sr">${channelWord(one.channel)}</span><span class="grow"><span class="small"><b>${who}</b> · ${one.conversation === id ? nothing : html`${channelWord(one.channel)} · `}<time datetime=${new Date(one.at).toISOString()}>${when(one.at, this.app.session.now())}</time></span>
      <span class="spoken-text" dir="auto" lang=${written(text) || nothing}>${text}</span></span></a></li>`;
  }

  /** @param {Head} head */
  packet({ packet, answers }) {
    if (!packet && !answers) return nothing;
    return html`<section><h2>${packet ? t("From the bot") : t("Before the conversation")} <span class="chip chip-info">${icon("bot")}${t("Already asked")}</span></h2>
      <dl class="facts">${[...answerFacts(answers ?? []), ...packetFacts(packet ?? {})].map(({ name, value }) => html`<dt>${name}</dt><dd lang=${written(value) || nothing}>${hashed(value)}</dd>`)}</dl>
    </section>`;
  }
}

customElements.define("wd-about", AboutPanel);

/** At the end of the panel: the conversation itself. */
export class Rest extends LitElement {
  static properties = { app: { attribute: false } };

  createRenderRoot() {
    return this;
  }

  willUpdate() {
    this.watch ??= new Watch(this, "thread", "heads", "locale");
  }

  render() {
    const { head } = this.app.thread;
    return head ? [this.conversation(head), this.tickets(head), this.transcript(head)] : nothing;
  }

  /** @param {Head} head */
  conversation(head) {
    const now = this.app.session.now();
    return html`<section><h2>${t("Conversation")}</h2><dl class="facts">
      <dt>${t("State")}</dt><dd>${statusWord(head.status)}</dd>
      ${head.assignee || !["resolved", "closed"].includes(head.status) ? html`<dt>${t("Agent")}</dt><dd>${head.assignee?.name ?? t("nobody yet")}</dd>` : nothing}
      <dt>${t("Channel")}</dt><dd>${channelWord(head.channel)}</dd>
      <dt>${t("Began")}</dt><dd>${when(head.created_at, now)}</dd>
      <dt>${t("Language")}</dt><dd>${languageName(head.locale)}</dd>
      ${head.subject ? html`<dt>${t("Subject")}</dt><dd lang=${written(head.subject) || nothing}>${defanged(head.subject)}</dd>` : nothing}
    </dl></section>`;
  }

  /** @param {Head} head */
  tickets({ tickets = [], id }) {
    return html`<section><h2>${t("Tickets")} <span class="badge badge-quiet">${number(tickets.length)}</span></h2>
      <ul class="plain inline">${tickets.map((one) => html`<li class="chip chip-open num">${icon("ticket")}${one}</li>`)}<li><a class="btn btn-s" href=${`/workspace/tickets#to/${id}`}>${t("Escalate to a desk")}</a></li><li><a class="btn btn-s" href=${`/workspace/tickets#firm/${id}`}>${t("Organization")}</a></li></ul></section>`;
  }

  /** @param {Head} head */
  transcript({ id }) {
    return html`<section><h2>${t("Transcript")}</h2>
      <ul class="plain inline">${/** @type {const} */ ([["html", t("Web page")], ["text", t("Text")], ["json", "JSON"]]).map(([format, name]) => html`<li><a class="btn btn-s" href=${transcriptUrl(id, format)} download>${icon("download")}${name}</a></li>`)}</ul>
      <p class="faint tiny">${t("Without internal notes: what the contact saw.")}</p>
    </section>`;
  }
}

customElements.define("wd-rest", Rest);
