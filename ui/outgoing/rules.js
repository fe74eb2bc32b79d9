/** The rules of the guard, as leads see and change them. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {{id: string, family: string, severity: "block"|"second_person", off: boolean, own: boolean, fixed: boolean, why: string, instead: string, version: number, phrase: string}} Rule */
/** @typedef {import("./main.js").Outgoing} Page */

const PATH = "/api/advice/rules";
const OWN = "own-"; // of fields: one that is called "matches" would hide the form's own

/** @param {Page} page @param {Rule[]} rules */
export function rulesCard(page, rules) {
  return html`<section class="card" aria-label=${t("Rules")}><h2 class="card-head">${t("Rules")}</h2>
    <ul class="plain rows">${repeat(rules, ({ id }) => id, (rule) => row(page, rule))}</ul></section>`;
}

/** @param {Page} page @param {Rule} rule */
function row(page, rule) {
  /** @param {Partial<Rule>} changed */
  const change = ({ off = rule.off, severity = rule.severity }) => page.doing(() => page.api.put(`${PATH}/${rule.id}`, { version: rule.version, off, severity }), t("The rule was changed."));
  const remove = () => page.doing(() => page.api.delete(`${PATH}/${rule.id}`), t("The rule was removed."));
  return html`<li class="card-body rule" data-rule=${rule.id}>
    <div class="grow">${rule.own ? html`<b>${rule.phrase}</b>` : nothing}<p>${rule.why}</p><p class="hint">${rule.instead}</p></div>
    ${rule.fixed
      ? html`<span class="chip">${icon("lock")}${t("Always blocked")}</span>`
      : html`<select class="input" aria-label=${t("What happens")} .value=${rule.severity} ?disabled=${rule.off} @change=${(/** @type {any} */ e) => change({ severity: e.target.value })}>
            <option value="block" ?selected=${rule.severity === "block"}>${t("Blocked")}</option><option value="second_person" ?selected=${rule.severity === "second_person"}>${t("A second person decides")}</option></select>
          <span class="inline"><button class="btn btn-s" type="button" aria-pressed=${String(!rule.off)} @click=${() => change({ off: !rule.off })}>${rule.off ? t("Switch on") : t("Switch off")}</button>
            ${rule.own ? html`<button class="btn btn-s btn-quiet" type="button" @click=${remove}>${t("Remove")}</button>` : nothing}</span>`}
  </li>`;
}

/** A phrase of one's own, with the sentences that prove it. @param {Page} page */
export function ownRule(page) {
  /** @param {Event} event */
  const add = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const rule = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name.slice(OWN.length), String(value)]));
    if (await page.doing(() => page.api.post(PATH, rule), t("The rule was added."), Object.values(rule))) form.reset();
  };
  return html`<form class="card card-pad stack" aria-label=${t("A rule of your own")} @submit=${add}><h2>${t("A rule of your own")}</h2>
    ${field("phrase", t("Words"), t("... stands for what may lie between, / for words that mean the same."))}
    ${field("matches", t("A sentence that it must find"))} ${field("passes", t("A sentence that it must let through"))}
    ${field("why", t("Why, as the agent reads it"))} ${field("instead", t("What to write instead"))}
    <div class="field"><label for="own-severity">${t("What happens")}</label>
      <select class="input" id="own-severity" name="own-severity"><option value="block">${t("Blocked")}</option><option value="second_person">${t("A second person decides")}</option></select></div>
    <div><button class="btn btn-line" type="submit">${t("Add the rule")}</button></div></form>`;
}

/** @param {string} name @param {string} label @param {string} [hint] */
const field = (name, label, hint = "") => html`<div class="field"><label for=${`own-${name}`}>${label}</label><input class="input" id=${`own-${name}`} name=${`${OWN}${name}`} maxlength="400" required autocomplete="off" />${hint ? html`<span class="hint">${hint}</span>` : nothing}</div>`;
