/** <wd-first-steps>: what a fresh installation still needs, in order. Each step is a fact; the page goes when all of them are. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { copy, Form } from "./form.js";
import { custodyWord, fileNote } from "./inbox.js";

/** @typedef {"wallet"|"hours"|"inbox"|"team"|"talk"} Step */

export class FirstStepsPage extends Form {
  async load() {
    const told = await this.app.server.ask("GET", "workspace/installation");
    const steps = await this.app.server.ask("GET", "workspace/first-steps").catch((/** @type {any} */ problem) => {
      if (problem.status === 404) return { items: [] }; // all of them are done
      throw problem;
    });
    return { ...told, steps: steps.items };
  }

  page() {
    const { steps } = this.values;
    if (!steps.length) return html`<div class="card card-pad stack"><p class="banner banner-line">${icon("check-circle")}<span>${t("All first steps are done. This page is needed no more.")}</span></p></div>`;
    const now = steps.find((/** @type {{done: boolean}} */ { done }) => !done)?.id;
    return html`<div class="card card-pad stack"><p class="muted">${t("Leave at any time: what is done stays done, and the rest waits here.")}</p>
      <ol class="route"><li class="done"><b>${t("First administrator")}</b></li>
        ${steps.map((/** @type {{id: Step, done: boolean}} */ { id, done }) => html`<li class=${done ? "done" : id === now ? "now" : ""}>${done ? html`<span class="inline"><b>${this.title(id)}</b><span class="chip chip-line">${icon("check")}${t("done")}</span></span>` : html`<div class="stack"><b>${this.title(id)}</b>${this.step(id)}</div>`}</li>`)}</ol>
      <div class="actions"><button class="btn" type="button" @click=${this.fetch}>${t("Look again")}</button></div></div>`;
  }

  /** @param {Step} id */
  title(id) {
    return { wallet: t("Name of the wallet, languages, custody mode"), hours: t("Service hours and promises"), inbox: t("The inbox on your site"), team: t("Invite colleagues"), talk: t("A first test conversation") }[id];
  }

  /** @param {Step} id */
  step(id) {
    const { app_name: names, custody_mode: custody, inboxes } = this.values;
    const file = `custody_mode = "${custody}"\n\n[app_name]\nzh-CN = "${names["zh-CN"] ?? ""}"\nen = "${names.en ?? ""}"`;
    const sites = `[[inboxes]]\nid = "${inboxes[0]?.id}"\nname = "${inboxes[0]?.name}"\nallowed_sites = ["https://wallet.example"]`;
    return {
      wallet: () => html`<p class="muted">${custodyWord(custody)}</p>${fileNote()}${this.block(file)}`,
      hours: () => html`<p class="muted">${t("Look at them and save: contacts are told what stands there.")}</p>${this.way("inbox", t("To the hours"))}`,
      inbox: () => html`<p class="muted">${t("Name the site in the settings file, then put the snippet into its pages.")}</p>${this.block(sites)}${this.way("inbox", t("To the snippet"))}`,
      team: () => html`<p class="muted">${t("Each gets a link that works once.")}</p>${this.way("team", t("To the team"))}`,
      talk: () => html`<p class="muted">${t("Write as a contact would, ask for a person, then answer from the workspace.")}</p><div class="actions"><a class="btn btn-s" href=${inboxes[0]?.page} target="_blank" rel="noopener">${t("Write as a contact")}</a></div>`,
    }[id]();
  }

  /** @param {string} text */
  block(text) {
    return html`<pre class="code-block"><code>${text}</code></pre><div class="actions"><button class="btn btn-s" type="button" @click=${() => copy(this.app, text)}>${icon("copy")}${t("Copy")}</button></div>`;
  }

  /** @param {import("../workspace/core/places.js").PageName} page @param {string} words */
  way(page, words) {
    return html`<div class="actions"><button class="btn btn-s" type="button" @click=${() => this.app.toSettings(page)}>${words}</button></div>`;
  }
}

customElements.define("wd-first-steps", FirstStepsPage);
