// The card of a transaction in the thread: it comes, with words, icons and styles of its own, when a conversation has one.
import { LitElement, html, nothing } from "../vendor/lit.js";
import { now } from "../shared/api.js";
import { card } from "../shared/dossier.js";
import { learn, spoken, t } from "../shared/i18n.js";
import { bring, icon } from "../shared/icons.js";
import { ready, screen } from "./shield.js";

const SOONEST = 10_000; // ms until the server is asked again for what it meant to look at by itself
const LATE = 2_000; // ms after that time: so long it may take
const WITH_PERSON = ["waiting_for_agent", "with_agent", "closed"];

const linked = (href) => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: failed }));
});

let worn; // styles and icons, once for all cards
const dressed = () => (worn ??= Promise.all([linked(new URL("dossier.css", import.meta.url)), bring(new URL("icons-dossier.svg", import.meta.url))]).catch((problem) => {
  worn = null;
  throw problem;
}));

export class WdDossier extends LitElement {
  static properties = { of: {}, view: { state: true }, failed: { state: true }, told: { state: true } };

  constructor() {
    super();
    Object.assign(this, { view: null, failed: false, told: "", stamp: "" });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.widget = this.closest("wd-widget");
    this.store = this.widget.store;
    this.store.addEventListener("change", this.look);
    this.look();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.store.removeEventListener("change", this.look);
    clearTimeout(this.again);
  }

  get path() {
    return `/api/conversations/${this.store.thread.conversation}/dossiers/${this.of}`;
  }

  /** Ask again when the thread says that it changed, in another language, and when it was to be looked at again. */
  look = () => {
    if (!this.store.thread) return;
    const changed = this.store.thread.items.findLast(({ event }) => event?.what === "dossier_changed" && event.value === this.of);
    const stamp = [spoken(), this.path, changed?.seq].join();
    if (stamp === this.stamp && !this.isDue) return;
    if (stamp !== this.stamp && !this.stamp.includes(this.path)) this.view = null;
    this.stamp = stamp;
    this.fetch();
  };

  get isDue() {
    return this.due && this.due < now() && !document.hidden;
  }

  async fetch() {
    const { path, stamp } = this;
    this.due = 0;
    this.failed = false;
    try {
      const [view] = await Promise.all([this.store.api.get(path), dressed(), learn("widget-dossier")]);
      if (stamp === this.stamp) this.show(view);
    } catch {
      if (stamp === this.stamp) this.failed = true;
    }
  }

  show(view) {
    const before = this.view;
    // Said once to whoever cannot see it: not for each card of an old thread, and not again when only a time moved.
    if (before && before.code !== view.code) this.told = `${t("Transaction {name}", { name: view.name })}: ${view.title}`;
    this.view = view;
    if (!before) this.arrive();
    clearTimeout(this.again);
    if (!view.next_at) return;
    this.due = Math.max(view.next_at + LATE, now() + SOONEST);
    this.again = setTimeout(this.look, this.due - now() + 20);
  }

  /** It is taller than what stood here before: what stands below keeps its place, and of the newest card the beginning is seen. */
  async arrive() {
    const thread = this.closest("wd-thread");
    const { scroller, atEnd } = thread;
    const { top, height } = this.getBoundingClientRect();
    const isInSight = top < scroller.getBoundingClientRect().bottom;
    await this.updateComplete;
    if (this.closest("li").nextElementSibling) {
      if (isInSight) scroller.scrollTop += this.getBoundingClientRect().height - height;
    } else if (atEnd) {
      thread.toEnd();
      this.scrollIntoView({ block: "nearest" });
    }
  }

  check = () => this.store.guarded(async () => this.show(await this.store.api.post(`${this.path}/check`)));

  /** A page of its own, in a tab of its own: the address opens it once. */
  print = () => this.store.guarded(async () => {
    const { url } = await this.store.api.post(`${this.view.print_url}/open`);
    window.open(url, "_blank", "noopener");
  });

  save = () => this.store.guarded(async () => {
    const href = URL.createObjectURL(await this.store.api.blob(this.view.json_url));
    Object.assign(document.createElement("a"), { href, download: `${this.view.name}.json` }).click();
    setTimeout(() => URL.revokeObjectURL(href), SOONEST);
  });

  /** Nothing until all of it is here: it grows once. */
  render() {
    const { view, failed } = this;
    if (!view) return failed ? html`<p class="card card-pad small">${t("This transaction could not be fetched.")} <button class="btn-link" type="button" @click=${() => this.fetch()}>${t("Try again")}</button></p>` : nothing;
    return html`<p class="sr" role="status">${this.told}</p>${card(view, this.actions())}`;
  }

  /** It arrived, or nobody knows it: whom they wanted to pay, and by which network. */
  meant() {
    if (!this.view.may_tell) return nothing;
    const field = (name, words) => html`<div class="field"><label for="${name}-${this.of}">${words}</label><input class="input" id="${name}-${this.of}" name=${name} dir="auto" maxlength="200" spellcheck="false" autocapitalize="off"></div>`;
    return html`<details class="fold small"><summary>${icon("chevron", true)}${t("Was it meant for another address or network?")}</summary>
      <form class="stack" autocomplete="off" @submit=${this.tell}>${field("chain", t("Network"))}${field("meant", t("Address it was meant for"))}
        <button class="btn">${t("Look it up again")}</button></form></details>`;
  }

  /** Both are public; what may be a key is neither, and goes nowhere. */
  tell = (event) => {
    event.preventDefault();
    const form = event.target;
    const [chain, meant] = [...new FormData(form).values()].map((value) => value.trim());
    if (!chain && !meant) return null;
    return this.store.guarded(async () => {
      await Promise.all([ready(chain, [meant]), ready(meant, [chain])]);
      const found = screen(chain, [meant]) ?? screen(meant, [chain]);
      if (found) this.store.stop({ ...found, certain: true, continued: false });
      else this.show(await this.store.api.post(this.path, { chain, meant }));
      form.reset(); // not before it is there: it would have to be typed again
    });
  };

  actions() {
    const { state } = this.view;
    const person = WITH_PERSON.includes(this.store.head?.status) ? null : this.widget.person;
    return html`${this.meant()}<div class="inline">
      ${person ? html`<button class="btn btn-wide" type="button" @click=${person}>${icon("person")}${t("Ask a person about this")}</button>` : nothing}
      ${state === "watching" ? html`<button class="btn" type="button" @click=${this.check}>${t("Look it up again")}</button>` : nothing}
      ${state === "checking" ? nothing : html`<button class="btn" type="button" @click=${this.print}>${icon("print")}${t("Print")}</button>
        <button class="btn" type="button" @click=${this.save}>${icon("download")}${t("Signed copy")}</button>`}</div>`;
  }
}

customElements.define("wd-dossier", WdDossier);
