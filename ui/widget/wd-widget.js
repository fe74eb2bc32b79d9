// The widget: which screen stands here, where the focus is, what the keys do.
import { LitElement, html, nothing } from "../vendor/lit.js";
import { learn, speak, t } from "../shared/i18n.js";
import { bring, icon } from "../shared/icons.js";
import { paint, recall, remember } from "./prefs.js";
import { header, neverLine } from "./views/header.js";
import { home } from "./views/home.js";
import "./composer.js";

const FAKE = "scam-fake-support"; // the article, and what is asked of whoever met one
const NAMES = { "zh-CN": "中文", en: "English" };

const styled = (href) => new Promise((done, failed) => {
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href, onload: done, onerror: failed }));
});

export class WdWidget extends LitElement {
  static properties = { store: { attribute: false }, host: { attribute: false }, view: { state: true }, later: { state: true }, menu: { state: true }, ending: { state: true }, tick: { state: true } };

  constructor() {
    super();
    Object.assign(this, { view: "home", later: null, menu: false, ending: false, tick: 0 });
    this.addEventListener("keydown", (e) => this.keydown(e));
    this.addEventListener("click", (e) => this.menu && !e.target.closest(".w-menu, [aria-controls=menu]") && this.toggleMenu());
    this.addEventListener("wd-sent", () => this.sent());
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.store.addEventListener("change", () => {
      this.tick += 1;
      if (this.view === "thread" && !this.store.thread) this.view = "home"; // somebody else signed in
    });
    this.host.addEventListener("show", (e) => e.detail && this.focusIn());
    this.begin();
  }

  /** The page around us may have opened us while we were still loading. */
  firstUpdated() {
    this.whole().catch(() => {});
    addEventListener("online", () => this.whole().catch(() => {}));
    if (this.host.embedded && this.host.open) this.focusIn();
  }

  get locales() {
    return (this.store.config?.locales ?? Object.keys(NAMES)).map((locale) => [locale, NAMES[locale] ?? locale]);
  }

  async begin() {
    this.begun = this.host.embedded;
    await this.store.boot();
    try {
      // the page about a fake app led here, and its button asked for a person: its mark counts once, and no address can leave it
      if (sessionStorage.wd && !this.store.current?.secret_warning) this.store.start(t("I want to talk to a person."), true);
      delete sessionStorage.wd;
    } catch {
      // where storage is forbidden nobody left a mark
    }
    if (this.view === "home" && this.store.current) await this.open(this.store.current.id);
    else if (this.view === "home" && this.store.outbox.of(null).length) await this.open(null);
    this.begun = true;
  }

  /** What comes after the first picture. A fetch that failed is tried again by whoever needs it. */
  whole = async () => {
    this.later ??= (await Promise.all([import("./later.js"), learn("widget-later"), styled(new URL("later.css", import.meta.url)), bring(new URL("icons-later.svg", import.meta.url))]))[0];
  };

  // ---- going from screen to screen

  async go(view, { writing = false } = {}) {
    if (view !== "home" && !(await this.store.guarded(this.whole))) return;
    this.view = view;
    this.menu = false;
    this.store.notice = "";
    await this.updateComplete;
    if (writing) this.composer.focus();
    else if (this.host.open && this.begun) this.focusIn(); // a page of its own takes no focus while it loads
  }

  open = async (conversation) => {
    const loading = this.store.show(conversation);
    await this.go("thread");
    await loading;
  };

  back = () => {
    if (["survey", "prove"].includes(this.view)) return this.go("thread");
    Object.assign(this.store, { thread: null, stopped: null });
    return this.go("home");
  };

  history = () => this.go("history");

  startNew = () => this.back();

  /** Something was written on the first screen: its thread opens, unless the shield held it back. */
  sent() {
    if (this.view !== "thread" && this.store.thread) this.go("thread", { writing: true });
  }

  /** A topic was chosen: what is needed for it is asked first. Where the form cannot be had, only one that must be stands in the way. */
  ask = async ({ id, text, title }) => {
    const form = this.formFor(id);
    this.parts ??= form ? await import("./forms.js").catch(() => null) : null;
    this.asked = { form, text, title };
    if (form && this.parts) return this.go("ask");
    if (form?.required) return this.tell({ unreachable: true });
    this.store.start(text, true);
    this.go("thread");
  };

  formFor = (topic) => this.store.config?.forms?.find((one) => one.topics.includes(topic));

  /** Is this really us? Few ask, so this part comes when somebody does. */
  prove = async () => {
    this.proving ??= await import("./views/prove.js").catch(() => null);
    if (!this.proving) return this.tell({ unreachable: true });
    this.proving.begin(this);
    this.go("prove");
  };

  report = () => this.ask({ id: FAKE, text: t("Fake support contacted me."), title: t("Report a fake") });

  tell = (problem) => this.store.tell(problem);

  stopped = (found) => {
    this.store.stop(found);
    this.go(this.store.thread ? "thread" : "home");
  };

  person = async () => {
    const { stopped } = this.store;
    if (this.view !== "thread" && this.store.current) await this.open(this.store.current.id);
    this.store.stopped = stopped;
    await this.store.person();
    if (this.view !== "thread" && this.store.thread) this.go("thread");
  };

  // ---- acts

  toggleMenu = async () => {
    if (!(await this.store.guarded(this.whole))) return;
    this.menu = !this.menu;
    await this.updateComplete;
    this.querySelector(this.menu ? ".w-menu button" : "[aria-controls=menu]")?.focus();
  };

  askEnd = async () => {
    this.menu = false;
    this.ending = true;
    await this.updateComplete;
    this.querySelector("dialog").showModal();
  };

  /** The dialog's buttons and the Escape key all end here. */
  endAnswered = async (event) => {
    this.ending = false;
    if (event.target.returnValue === "end") await this.store.end();
    this.focusIn();
  };

  rate = async (marks) => {
    if (await this.store.rate(marks)) this.go("thread");
  };

  transcript = async (format) => {
    this.menu = false;
    await this.store.guarded(() => this.later.transcript(this.store, format));
  };

  rephrase = () => {
    this.store.stopped = null;
    this.store.changed();
    this.composer?.focus();
  };

  speak = async (locale) => {
    remember("locale", locale);
    await speak(locale, "widget", "widget-later");
    await this.store.configure();
    this.tick += 1;
  };

  paint = (theme) => {
    remember("theme", theme);
    paint(theme);
    this.requestUpdate();
  };

  // ---- keys and focus

  get composer() {
    return this.querySelector("wd-composer");
  }

  /** Into the opened panel: the field where a keyboard is at hand, else the title, so that no screen keyboard covers the topics. */
  focusIn() {
    const touch = matchMedia("(pointer: coarse)").matches;
    if (touch || !this.composer) this.querySelector("h1")?.focus();
    else this.composer.focus();
  }

  keydown(event) {
    if (event.key !== "Escape" || event.isComposing || this.ending) return;
    if (this.menu) this.toggleMenu();
    else this.host.close();
  }

  updated() {
    if (this.store.thread && this.view === "thread" && this.host.open && !document.hidden) this.store.read();
    this.host.unread(this.store.unread);
    if (this.store.config?.name) document.title = this.store.config.name;
  }

  // ---- drawing

  render() {
    const { store } = this;
    return html`<main class=${this.host.embedded || this.host.full ? "widget" : "widget widget-page"} aria-label=${t("Help")}>
      ${header(this)}${this.screen()}${this.connection()}
      ${store.notice ? html`<div class="banner banner-wait banner-edge" role="alert">${icon("info")}<span class="grow">${store.notice}</span></div>` : nothing}
      ${this.view === "home" || (this.view === "thread" && store.head?.status !== "closed") ? this.compose() : nothing}
      ${neverLine(store.config?.links, this.formFor(FAKE) ? this.report : null)}</main>
      ${this.ending ? this.later.endDialog(this) : nothing}`;
  }

  screen() {
    const { store, open, ask, startNew, rephrase } = this;
    if (this.view === "history") return this.later.history(store, { open, startNew });
    if (this.view === "survey") return this.later.survey({ send: this.rate, later: this.back, stopped: this.stopped });
    if (this.view === "prove") return this.proving.prove(this);
    if (this.view === "ask") return this.parts.preChat(this);
    if (this.view === "thread") return html`<wd-thread .store=${store} .thread=${store.thread} .tick=${this.tick} .actions=${{ rate: () => this.go("survey"), startNew, rephrase, person: this.person, prove: this.prove }}></wd-thread>`;
    return home(store, { later: this.later, open, ask, history: this.history, rephrase, person: this.person, answered: (isTransaction) => { store.answered(isTransaction); this.sent(); } });
  }

  compose() {
    const { stopped } = this.store;
    const placeholder = stopped && !stopped.picture ? t("The field was emptied") : this.view === "home" ? t("What happened, in one sentence?") : t("Write a message");
    return html`<wd-composer .store=${this.store} .later=${this.later} .placeholder=${placeholder} .tick=${this.tick} ?files=${this.view === "thread" && Boolean(this.store.thread?.conversation)}></wd-composer>`;
  }

  /** The region stands there before it speaks, so that screen readers announce the change. */
  connection() {
    const state = this.store.live.state;
    const away = state === "offline" || (this.store.live.running !== true && navigator.onLine === false);
    const kept = this.store.outbox.entries.length > 0;
    const words = away ? (kept ? t("You are offline. Your message is kept and goes out by itself.") : t("You are offline. What you send is kept and goes out by itself."))
      : state === "back" ? t("You are back online.") : "";
    return html`<div role="status" class=${words ? `banner banner-edge ${away ? "banner-wait" : "banner-line"}` : "sr"}>${words ? html`${icon("wifi")}<span>${words}</span>` : nothing}</div>`;
  }
}

customElements.define("wd-widget", WdWidget);

/** The language of this visit: asked for by the page around us, chosen here before, or the browser's. */
export const wanted = (asked) => [recall("locale"), asked, ...navigator.languages];
