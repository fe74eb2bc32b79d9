/** <wd-proof>: how the agent proves to be ours: a number to show to the contact, and the contact's own to enter. */
import { html, LitElement } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";

export class Proof extends LitElement {
  static properties = { app: { attribute: false }, shown: { state: true }, said: { state: true } };

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.path = `/api/workspace/conversations/${this.app.thread.id}/proof`;
    this.ask(this.path).then((shown) => (this.shown = shown));
  }

  /** @param {string} path @param {object} [body] */
  ask = (path, body) => this.app.server.api.post(path, body).catch((/** @type {any} */ problem) => {
    this.app.dialogs.close();
    this.app.toasts.problem(problem);
  });

  /** Into the reply: what the contact can do with it, in their language. */
  insert() {
    const { drafts, thread, dialogs } = this.app;
    const draft = drafts.of(thread.id, "reply");
    dialogs.close(); // first: behind an open dialog no field takes the cursor
    drafts.type(draft, [draft.text, this.shown.words].filter(Boolean).join("\n"), thread.window.last);
    this.app.compose("reply");
  }

  /** @param {SubmitEvent} event */
  async say(event) {
    event.preventDefault();
    this.said = await this.ask(`${this.path}/said`, { code: /** @type {any} */ (event.target).elements.code.value });
  }

  render() {
    const { shown, said } = this;
    return html`<p class="small muted">${t("Show it in this conversation. It is good for two minutes and once.")}</p>
      ${shown ? html`<p class="split"><span class="code-big">${shown.code}</span><wd-timer .due=${shown.expires_at}></wd-timer></p>` : html`<span class="skeleton"></span>`}
      <button class="btn btn-line" type="button" autofocus @click=${this.insert}>${t("Put into the reply")}</button>
      <form class="field" @submit=${this.say}><label for="said">${t("Number that the contact sees")}</label><div class="inline"><input class="input mono" id="said" name="code" inputmode="numeric" autocomplete="off" pattern="[ 0-9]{6,8}" required /><button class="btn">${t("Confirm")}</button></div>
        <p role="status">${said && (said.ours ? t("Right. The contact sees it.") : t("Wrong. The contact was warned. Ask again."))}</p></form>`;
  }
}

customElements.define("wd-proof", Proof);

/** @param {import("../core/app.js").App} app */
export const body = (app) => html`<wd-proof class="stack" .app=${app}></wd-proof>`;
