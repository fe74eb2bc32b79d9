/** Mentions in the list: a group of its own, newest first; reading one clears it. */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { number, t, written } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { key } from "./key.js";
import { contactName, shortTime } from "./words.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("../wire.js").Mention} Mention */

/** @param {App} app */
export function mentionsGroup(app) {
  const { mentions } = app;
  if (!mentions.all.length) return nothing;
  const { rows, unread } = mentions;
  const show = () => {
    mentions.whole = !mentions.whole;
    app.signals.emit("mentions");
  };
  return html`<section aria-label=${t("Mentions of me")}>
    <h2 class="group">${t("Mentions of me")} <span class="badge ${unread ? "" : "badge-quiet"}">${number(unread)}<span class="sr">${t("unread")}</span></span>${unread ? key("M") : nothing}
      <button class="btn-link push-inline" type="button" aria-expanded=${String(mentions.whole)} @click=${show}>${mentions.whole ? t("Unread only") : t("Show all")}</button></h2>
    <ul class="plain">${repeat(rows, ({ head }) => head.id, (mention) => row(app, mention))}</ul>
    ${mentions.whole && mentions.next !== null ? html`<button class="btn btn-quiet btn-s btn-wide" type="button" @click=${() => mentions.more().catch(() => null)}>${t("Show more")}</button>` : nothing}
  </section>`;
}

/** @param {App} app @param {Mention} mention */
function row(app, { head, seq, at, by, text, unread }) {
  return html`<li><a class="conv mention ${unread ? "unread" : ""}" href="#${head.id}/${seq}">
    <span class="conv-icon">${icon("note")}</span>
    <b class="ellipsis">${contactName(head.contact)}</b>
    <em><time class="timer" datetime=${new Date(at).toISOString()}>${shortTime(at, app.session.now())}</time></em>
    <span class="ellipsis" lang=${written(text) || nothing}>${by}${t(": ")}${text}</span>
    <em>${unread ? html`<span class="dot dot-on"></span><span class="sr">${t("unread")}</span>` : nothing}</em>
  </a></li>`;
}
