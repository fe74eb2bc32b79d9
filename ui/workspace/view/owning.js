/** <wd-owning>: the addresses that the contact has shown to be theirs, and the words that ask for one. */
import { html, LitElement } from "../../vendor/lit.js";
import { moment, t } from "../../shared/i18n.js";

/** @typedef {{family: string, address: string, proven_at: number, conversation: string}} Proven */

export class Owning extends LitElement {
  static properties = { app: { attribute: false }, known: { state: true } };

  createRenderRoot() {
    return this;
  }

  /** It may stand on the page before its code is there: what it was given comes with the first drawing. */
  willUpdate() {
    if (this.talk) return;
    const { server, thread, dialogs, toasts } = this.app;
    this.talk = thread.id;
    server.api.get(`/api/workspace/conversations/${this.talk}/ownership`).then(
      (/** @type {{proven: Proven[], words: string}} */ known) => (this.known = known),
      (/** @type {any} */ problem) => {
        dialogs.close();
        toasts.problem(problem);
      },
    );
  }

  insert() {
    const { drafts, thread, dialogs } = this.app;
    const draft = drafts.of(thread.id, "reply");
    dialogs.close(); // first: behind an open dialog no field takes the cursor
    drafts.type(draft, [draft.text, this.known.words].filter(Boolean).join("\n"), thread.window.last);
    this.app.compose("reply");
  }

  /** @param {Proven} one */
  line(one) {
    const family = { evm: "EVM", tron: "TRON", solana: "Solana" }[one.family] ?? one.family;
    const where = one.conversation === this.talk ? t("in this conversation") : t("in another conversation");
    return html`<li><p class="hash">${one.address}</p><p class="small muted">${family} · ${moment(one.proven_at)} · ${where}</p></li>`;
  }

  render() {
    const { known } = this;
    if (!known) return html`<span class="skeleton"></span>`;
    return html`${known.proven.length ? html`<ul class="stack-s">${known.proven.map((/** @type {Proven} */ one) => this.line(one))}</ul>` : html`<p>${t("No address was shown to be theirs yet.")}</p>`}
      <p class="small muted">${t("It shows who holds the key, not who they are. Nobody has to: help goes on without it.")}</p>
      <button class="btn btn-line" type="button" autofocus @click=${this.insert}>${t("Put into the reply how it is done")}</button>`;
  }
}

customElements.define("wd-owning", Owning);
