/** What an article rests on: a name that its sentences carry, how well it is known, from where, and what it says. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {import("./editor.js").Fact} Fact */

/** @param {import("./editor.js").Editor} editor */
export function factsOf(editor) {
  const { facts } = editor.words;
  const marks = { checked: t("Checked"), unsourced: t("No primary source"), unsure: t("Not sure"), operator: t("Our own rule") };
  /** @param {number} at @param {Partial<Fact>} change */
  const change = (at, change) => editor.change({ facts: facts.map((fact, i) => (i === at ? { ...fact, ...change } : fact)) });
  /** @param {number} at @param {keyof Fact} name @param {string} said */
  const field = (at, name, said) => labelled(said, html`<input class="input" aria-label="${said} ${at + 1}" maxlength="400" autocomplete="off" .value=${facts[at][name]} @input=${(/** @type {any} */ e) => change(at, { [name]: e.target.value })} />`);
  const add = () => editor.change({ facts: [...facts, { id: free(facts), mark: "unsourced", source: "", say: "", as_of: "" }] });
  return html`<details class="card card-pad"><summary>${t("Facts it rests on")} <span class="muted">${facts.length}</span></summary><div class="stack">
    <p class="hint">${t("A sentence that rests on one carries its name: [^f1]. All but checked facts show a star.")}</p>
    ${facts.map((fact, at) => html`<div class="fact">${field(at, "id", t("Name"))}${labelled(t("How well it is known"), html`<select class="input" aria-label="${t("How well it is known")} ${at + 1}" @change=${(/** @type {any} */ e) => change(at, { mark: e.target.value })}>${Object.entries(marks).map(([mark, said]) => html`<option value=${mark} ?selected=${mark === fact.mark}>${said}</option>`)}</select>`)}
      ${field(at, "source", t("Source"))}${field(at, "say", t("What it says"))}${field(at, "as_of", t("As of"))}
      <button class="btn btn-s btn-icon btn-quiet" type="button" aria-label="${t("Remove")} ${at + 1}" @click=${() => editor.change({ facts: facts.filter((_, i) => i !== at) })}>${icon("x")}</button></div>`)}
    <div><button class="btn btn-s" type="button" @click=${add}>${icon("plus")}${t("Add a fact")}</button></div></div></details>`;
}

/** Its name for the eye; side by side, one for each column is enough. @param {string} said @param {unknown} field */
const labelled = (said, field) => html`<label class="field"><span class="label">${said}</span>${field}</label>`;

/** A name that no fact has yet. @param {Fact[]} facts */
function free(facts) {
  let number = facts.length + 1;
  while (facts.some(({ id }) => id === `f${number}`)) number += 1;
  return `f${number}`;
}
