/** Saved replies as a list for the composer: in the contact's language, with the other ones a key away. */
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { matching, wordingFor } from "../model/replies.js";
import { key } from "./key.js";
import { languageName } from "./words.js";

/** @typedef {import("../core/app.js").App} App */

/** @param {App} app @param {() => void} redraw @returns {import("./suggest.js").Source} */
export function replySource(app, redraw) {
  let turned = { conversation: "", locale: "" }; // the language chosen by hand, for this conversation
  const { replies } = app;
  const contacts = () => app.thread.head?.locale ?? "";
  const locale = () => (turned.conversation === app.thread.id && turned.locale) || contacts();
  /** Every language that a reply is written in, the contact's own first. */
  const locales = () => [...new Set((replies.all ?? []).flatMap((reply) => Object.keys(reply.wordings)))].sort((a, b) => Number(near(b, contacts())) - Number(near(a, contacts())));
  const next = () => {
    const all = locales();
    return all[(all.findIndex((one) => near(one, locale())) + 1) % all.length] ?? "";
  };
  const turn = () => {
    turned = { conversation: app.thread.id, locale: next() };
    redraw();
  };
  return {
    get title() {
      return t("Saved replies");
    },
    get none() {
      return replies.failed ? t("The saved replies could not be fetched.") : t("No saved reply has this in it.");
    },
    find(query) {
      if (!replies.all) return replies.failed ? [] : null;
      return matching(replies.all, query, locale()).map((reply) => {
        const lang = wordingFor(reply, locale());
        const { title, text } = reply.wordings[lang];
        return { key: reply.id, name: title, text: text.replaceAll("{cursor}", ""), side: `/${reply.shortcode} · ${reply.team ? t("the team's") : t("my own")}`, lang };
      });
    },
    take({ key: id }) {
      const reply = /** @type {import("../wire.js").SavedReply} */ (replies.all?.find((one) => one.id === id));
      return replies.text(reply, locale(), app.thread.id);
    },
    head() {
      return html`<span class="replies-tools">
        ${locales().length > 1 ? html`<button class="btn-link" type="button" @click=${turn}>${languageName(next())} ${key("Alt L")}</button>` : nothing}
        <button class="btn-link" type="button" @click=${() => app.dialogs.open("replies")}>${t("Manage")}</button></span>`;
    },
    press(event) {
      if (!event.altKey || event.code !== "KeyL") return false;
      turn();
      return true;
    },
  };
}

/** @param {string} a @param {string} b */
const near = (a, b) => a.split("-")[0] === b.split("-")[0];
