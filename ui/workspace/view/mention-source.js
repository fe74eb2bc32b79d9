/** Colleagues as a list for the composer of a note. Whoever may not read this conversation is shown, and says so. */
import { t } from "../../shared/i18n.js";
import { availabilityWord } from "./words.js";

/** @param {import("../core/app.js").App} app @returns {import("./suggest.js").Source} */
export function mentionSource(app) {
  return {
    get title() {
      return t("Mention a colleague");
    },
    get none() {
      return t("Nobody by this name.");
    },
    find(query) {
      const people = app.mentions.people();
      const word = query.toLowerCase();
      const meant = people?.filter(({ name }) => name.toLowerCase().includes(word) && `${name.toLowerCase()} ` !== word) ?? null;
      return meant && meant.map(({ id, name, state, may_read }) => ({ key: id, name, text: "", side: availabilityWord(state), ...(may_read ? {} : { why: t("cannot read this conversation") }) }));
    },
    async take({ name }) {
      const text = `@${name} `;
      return { text, from: text.length, to: text.length };
    },
  };
}
