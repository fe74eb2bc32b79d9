/** <wd-channels>: the signed list of official channels. Words about it come from the server, in the reader's language. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { Form } from "./form.js";

/** @typedef {{id: string, kind_name: string, shown: string, name: string, state_name: string}} Entry  `id` empty: it cannot be removed again */
/** @typedef {{items: Entry[], kinds: {kind: string, name: string, like: string}[], notes: {text: string, urgent: boolean}[], changes_at: string}} Told */

export class ChannelsPage extends Form {
  async load() {
    return this.show("GET", "");
  }

  /** @param {"GET"|"POST"|"DELETE"} method @param {string} path @param {object} [body] */
  async show(method, path, body) {
    /** @type {Told} */
    this.told = await this.app.server.ask(method, `registry${path}`, body);
    return { kind: "site", value: "", name: "" };
  }

  async save() {
    this.codes = { bad_name: "name", unreadable_channel: "value" };
    return this.show("POST", "/entries", this.values);
  }

  /** @param {"POST"|"DELETE"} method @param {string} path */
  act(method, path) {
    this.show(method, path).then(
      () => this.requestUpdate(),
      (problem) => this.app.toasts.problem(problem),
    );
  }

  page() {
    const told = /** @type {Told} */ (this.told);
    return html`<section class="card"><div class="card-head split"><div>${told.notes.map(({ text, urgent }) => html`<p class=${urgent ? "error" : "muted small"}>${text}</p>`)}</div>
        <button class="btn btn-s nowrap" type="button" @click=${() => this.act("POST", "/publish")}>${icon("shield")}${t("Sign and publish")}</button></div>
      <ul class="plain">${told.items.map(({ id, kind_name, shown, name, state_name }) => html`<li class="line line-pad"><div class="grow"><b>${shown}</b> <code class="faint tiny">${name}</code><p class="muted small">${kind_name}</p></div>
        ${state_name && html`<span class="chip chip-wait">${state_name}</span>`}
        ${id && html`<button class="btn btn-s" type="button" aria-label=${t("Remove: {name}", { name: shown })} @click=${() => this.act("DELETE", `/entries/${id}`)}>${t("Remove")}</button>`}</li>`)}</ul></section>
    <form class="card card-pad stack" @submit=${this.submit}><h3>${t("List a channel")}</h3>${this.refusal()}
      ${this.select("kind", t("Kind"), told.kinds.map((one) => [one.kind, one.name]))}
      ${this.text("value", t("Channel"), told.kinds.find(({ kind }) => kind === this.values.kind)?.like, { most: 500 })}
      ${this.text("name", t("Name for links"), "download, status, security")}
      <div class="split">${this.actions(t("List it"))}<a href=${told.changes_at}>${t("Changes")}</a></div></form>`;
  }
}

customElements.define("wd-channels", ChannelsPage);
