/** Transactions of the open conversation: <wd-dossier> in the thread says the least, <wd-dossiers> in the panel all that is known. Fetched when there is one to look at. */
import { html, LitElement, nothing } from "../../vendor/lit.js";
import { basis, chainOf, foot, head, line, pieces, reasonOf, verdict } from "../../shared/dossier.js";
import { now } from "../../shared/api.js";
import { nearest, number, spoken, t, when } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { refusalOf } from "../core/shield.js";
import { Watch } from "../core/signals.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("../../shared/dossier.js").Dossier} Dossier */

const LYING = 4; // stations of a line that fit beside each other, where there is room
const HASH = 66; // characters; a signature of Solana is longer
const NUMBERS = ["nonce", "last_block"];
const ROOMY = matchMedia("(min-width: 48rem)");

/** The dossiers of the conversation that is open: asked for when the thread says that there is one, and again when one changed. */
class Dossiers {
  /** @param {App} app */
  constructor(app) {
    this.app = app;
    this.stamp = "";
    /** @type {Dossier[]} */
    this.all = [];
    this.open = ""; // the one that is shown whole in the panel
    app.signals.on("thread", () => this.look());
    app.signals.on("locale", () => this.look());
    this.look();
  }

  get base() {
    return `workspace/conversations/${encodeURIComponent(this.app.thread.id)}/dossiers`;
  }

  look() {
    const { id, window, state } = this.app.thread;
    if (state !== "ready") return;
    const newest = window.items.findLast(({ event }) => String(event?.what ?? "").startsWith("dossier"))?.seq ?? 0;
    const stamp = [spoken(), id, newest].join();
    if (stamp === this.stamp) return;
    if (!this.stamp.includes(`,${id},`)) this.all = [];
    this.stamp = stamp;
    if (newest || window.earlier) this.fetch();
    else this.app.signals.emit("dossiers");
  }

  async fetch() {
    const { stamp } = this;
    try {
      const { dossiers } = await this.app.server.ask("GET", this.base);
      if (stamp === this.stamp) this.all = dossiers;
    } catch {
      this.stamp = ""; // asked for again at the next sign of life
    }
    this.app.signals.emit("dossiers");
  }

  /** True when nothing of it need stay in its field: it was taken, or it was a secret. @param {string} path @param {object} [body] */
  async tell(path, body = {}) {
    const refusal = await refusalOf(Object.values(body).map(String));
    if (refusal) {
      this.app.toasts.say("shield", refusal);
      return true;
    }
    try {
      const answer = await this.app.server.ask("POST", `${this.base}${path}`, body);
      /** @type {Dossier[]} */
      const told = answer.dossiers ?? [answer];
      const others = this.all.filter(({ id }) => !told.some((one) => one.id === id));
      this.all = [...others, ...told].sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
      this.open = told[0]?.id ?? this.open;
      this.app.signals.emit("dossiers");
      return true;
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
  }

  /** Into the reply, in the contact's language, behind what stands there. @param {Dossier} of */
  async insert({ id }) {
    const { app } = this;
    const talk = app.thread.id;
    try {
      /** @type {Dossier} */
      const { title, meaning, steps, never } = await app.server.ask("GET", `${this.base}/${id}?locale=${nearest([app.thread.head?.locale ?? ""])}`);
      const draft = app.drafts.of(talk, "reply");
      app.drafts.type(draft, [draft.text, title, meaning, ...steps.map((step, at) => `${at + 1}. ${step}`), ...never].filter(Boolean).join("\n"), app.thread.window.last);
      if (app.thread.id === talk) app.compose("reply");
    } catch (/** @type {any} */ problem) {
      app.toasts.problem(problem);
    }
  }

  /** @param {string} id */
  async show(id) {
    this.open = id;
    if (!this.app.panelOpen) this.app.togglePanel();
    this.app.show("panel"); // on a phone
    this.app.signals.emit("dossiers");
    const summary = await new Promise((found) => requestAnimationFrame(() => found(document.querySelector(`#panel [data-dossier="${id}"] > summary`))));
    summary?.focus();
  }
}

/** @type {Dossiers|undefined} */
let known;
const knownTo = (/** @type {App} */ app) => (known?.app === app ? known : (known = new Dossiers(app)));

class OfTransactions extends LitElement {
  static properties = { app: { attribute: false }, of: { attribute: false } };

  constructor() {
    super();
    /** @type {App} */
    this.app = /** @type {any} */ (null);
    this.of = "";
  }

  /** It may stand on the page before its code is there: what it was given comes with the first drawing. */
  willUpdate() {
    this.watch ??= new Watch(this, "dossiers", "locale");
  }

  createRenderRoot() {
    return this;
  }
}

export class DossierInThread extends OfTransactions {
  render() {
    const dossiers = knownTo(this.app);
    const of = dossiers.all.find(({ id }) => id === this.of);
    if (!of) return nothing;
    const show = html`<button class="btn-link" type="button" @click=${() => dossiers.show(of.id)}>${t("Open the dossier")}</button>`;
    return html`<article class="card dossier" aria-label=${t("Transaction {name}", { name: of.name })}>${head(of)}${verdict(of)}
      ${of.timeline.length ? html`<div class="card-body">${line(of, ROOMY.matches && of.timeline.length <= LYING ? "route route-flat" : "route")}</div>` : nothing}${foot(of, show)}</article>`;
  }
}

export class DossiersInPanel extends OfTransactions {
  render() {
    const dossiers = knownTo(this.app);
    return html`<section><h2>${t("Transactions")} ${dossiers.all.length ? html`<span class="badge badge-quiet">${number(dossiers.all.length)}</span>` : nothing}</h2>
      ${dossiers.all.map((of) => this.one(dossiers, of))}
      <form class="inline" @submit=${(/** @type {SubmitEvent} */ event) => sent(event, (text) => dossiers.tell("", text))}>
        <input class="input grow" name="text" required maxlength="400" autocomplete="off" spellcheck="false" aria-label=${t("Transaction ID or link")} placeholder=${t("Transaction ID or link")} />
        <button class="btn">${t("Look it up")}</button></form></section>`;
  }

  /** @param {Dossiers} dossiers @param {Dossier} of */
  one(dossiers, of) {
    const { amount } = of;
    return html`<details class="fold" data-dossier=${of.id} ?open=${dossiers.open === of.id}><summary>${icon("chevron", true)}<span class="grow"><b>${of.name}</b> ${amount ? `${amount.value} ${amount.symbol}` : ""}</span><span class="chip">${of.badge}</span></summary>
      <div class="stack"><p><b>${of.title}</b><br>${of.meaning}</p>${reasonOf(of)}
        <dl class="facts"><dt>${t("Network")}</dt><dd>${chainOf(of)}</dd>
          <dt>${t("Transaction ID")}</dt><dd><span class="hash">${pieces(of.tx)}</span> ${this.copy(of.tx)}${of.explorer ? html` <a class="btn btn-s" href=${of.explorer.url} target="_blank" rel="noopener noreferrer">${of.explorer.host}</a>` : nothing}</dd>
          ${of.code ? html`<dt>${t("Code")}</dt><dd><code>${of.code}</code></dd>` : nothing}
          ${of.findings.map(({ name, value }) => html`<dt>${name}</dt><dd><bdi>${value}</bdi>${/^0x[\da-f]{40}/i.test(value) ? html` ${this.copy(value)}` : nothing}</dd>`)}</dl>
        <p class="faint tiny num">${basis(of)}</p>
        <p class="actions">
          ${this.app.actions.canReply ? html`<button class="btn btn-s" type="button" @click=${() => dossiers.insert(of)}>${t("Put into the reply")}</button>` : nothing}
          <button class="btn btn-s" type="button" @click=${() => dossiers.tell(`/${of.id}/check`)}>${t("Look it up again")}</button>
          <a class="btn btn-s" href=${`/workspace/tickets#to/${of.conversation}`}>${t("Escalate to funds")}</a>
          <a class="btn btn-s" href=${of.print_url} target="_blank" rel="noopener">${icon("print")}${t("Print")}</a>
          <a class="btn btn-s" href=${of.json_url} download="${of.name}.json">${icon("download")}${t("Signed copy")}</a></p>
        ${this.held(dossiers, of)}${this.more(dossiers, of)}</div></details>`;
  }

  /** What no chain knows: that a withdrawal is held. Those of a desk that may say so have reasons to choose from. @param {Dossiers} dossiers @param {Dossier} of */
  held(dossiers, { id, hold, reasons }) {
    const path = `/${id}/hold`;
    const said = hold && html`<p class="small">${t("Held since {time}, says {name}.", { time: when(hold.at, now()), name: hold.by ?? "" })} ${hold.why}</p>`;
    if (!reasons.length) return said ?? nothing;
    return html`${said}<form class="stack-s" @submit=${(/** @type {SubmitEvent} */ event) => sent(event, (told) => dossiers.tell(path, told))}>
      <div class="field"><label for="why-${id}">${t("A withdrawal that is held")}</label><select class="input" id="why-${id}" name="why">${reasons.map((one) => html`<option value=${one.id}>${one.text}</option>`)}</select></div>
      <p class="actions"><button class="btn btn-s">${t("Say that it is held")}</button>${hold ? html`<button class="btn btn-s" type="button" @click=${() => dossiers.tell(path, { why: null })}>${t("It is no longer held")}</button>` : nothing}</p></form>`;
  }

  /** What only the contact, or whoever looks, can know. @param {Dossiers} dossiers @param {Dossier} of */
  more(dossiers, of) {
    const field = (/** @type {string} */ name, /** @type {string} */ label, /** @type {string} */ mode = "text") => html`<div class="field"><label for="${name}-${of.id}">${label}</label><input class="input" id="${name}-${of.id}" name=${name} autocomplete="off" spellcheck="false" inputmode=${mode} list=${name === "chain" ? `chains-${of.id}` : nothing} maxlength="100" /></div>`;
    const back = (/** @type {string} */ name, /** @type {string} */ words) => html`<button class="btn btn-s" type="button" @click=${() => dossiers.tell(`/${of.id}`, { take_back: [name] })}>${words}</button>`;
    return html`<details class="fold"><summary>${icon("chevron", true)}${t("More is known")}</summary><form class="stack" @submit=${(/** @type {SubmitEvent} */ event) => sent(event, (told) => dossiers.tell(`/${of.id}`, told))}>
      ${field("chain", t("Network"))}<datalist id="chains-${of.id}">${of.possible.map((name) => html`<option value=${name}></option>`)}</datalist>
      ${field("sender", t("Sending address"))}${field("nonce", t("Its number (nonce)"), "numeric")}${field("meant", t("Address that was to be paid"))}
      ${of.tx.length > HASH ? field("last_block", t("Last block it was good for (Solana)"), "numeric") : nothing}
      <button class="btn btn-s">${t("Add what is known")}</button>
      <p class="hint">${t("Told by mistake? Take it back; it is looked up again without it.")}</p>
      <p class="actions">${back("chain", t("Take back the network"))}${back("meant", t("Take back the address to be paid"))}</p></form></details>`;
  }

  /** @param {string} text */
  copy(text) {
    const done = () => this.app.toasts.say("done", t("Copied."));
    const failed = () => this.app.toasts.say("refused", t("This browser does not let us copy. Select it and copy it by hand."));
    return html`<button class="btn btn-s btn-quiet" type="button" aria-label=${t("Copy {text}", { text })} @click=${() => navigator.clipboard.writeText(text).then(done, failed)}>${icon("copy")}</button>`;
  }
}

/** What was filled in. @param {SubmitEvent} event @param {(told: object) => Promise<unknown>} tell */
async function sent(event, tell) {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  const filled = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
  const told = Object.fromEntries(filled.map(([name, value]) => [name, NUMBERS.includes(name) ? Number(value) : value]));
  if (filled.length && (await tell(told))) form.reset();
}

customElements.define("wd-dossier", DossierInThread);
customElements.define("wd-dossiers", DossiersInPanel);
