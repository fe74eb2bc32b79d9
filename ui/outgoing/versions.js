/** Versions of our own app: which are current, which are withdrawn, what is known to go wrong with them. For leads. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { moment, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {{id: string, platform: string, platform_name: string, version: string, state: string, state_name: string, released: string, problem: Record<string, string>, fixed_in: string, added_at: number, added_by: string}} Version */
/** @typedef {{items: Version[], states: [string, string][], platforms: [string, string][]}} Versions */
/** @typedef {import("./main.js").Outgoing} Page */

const PATH = "/api/app-versions";
const OF = "app-"; // of fields
const HERE = "versions"; // where it is said how something went

/** @param {Page} page @returns {Promise<Versions>} */
export const fetchVersions = (page) => page.api.get(PATH);

/** @param {Page} page @param {Versions} versions */
export function versionsCard(page, { items, states, platforms }) {
  return html`<section class="card" id="versions" aria-label=${t("Versions of our app")}><h2 class="card-head">${t("Versions of our app")}</h2>
    <div class="card-body stack"><p class="muted small">${t("Whoever says that the app doesn't work is told what you enter here: on the help pages and by the API.")}</p>${adding(page, states, platforms)}${page.told(HERE)}</div>
    ${items.length ? html`<ul class="plain rows">${repeat(items, ({ id }) => id, (one) => row(page, one))}</ul>` : nothing}</section>`;
}

/** @param {Page} page @param {Version} one */
function row(page, one) {
  const facts = [one.platform && one.platform_name, one.released, one.fixed_in && t("Fixed in {version}", { version: one.fixed_in })].filter(Boolean).join(" · ");
  const withdraw = () => page.doing(() => page.api.delete(`${PATH}/${one.id}`), t("The version was taken off the list."), [], HERE);
  return html`<li class="card-body stack-s" data-version=${one.version}><div class="rule"><div class="grow inline"><b class="mono">${one.version}</b></div>
      <span class="chip ${one.state === "known_bad" ? "chip-danger" : "chip-line"}">${one.state_name}</span><button class="btn btn-s" type="button" @click=${withdraw}>${t("Take off the list")}</button></div>
    ${Object.entries(one.problem).map(([lang, said]) => html`<p lang=${lang}>${said}</p>`)}
    ${facts ? html`<p class="small">${facts}</p>` : nothing}<p class="muted small">${moment(one.added_at)}</p></li>`;
}

/** @param {Page} page @param {[string, string][]} states @param {[string, string][]} platforms */
function adding(page, states, platforms) {
  /** @param {Event} event */
  const add = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const told = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name.slice(OF.length), String(value).trim()]));
    if (await page.doing(() => page.api.post(PATH, told), t("The version was kept."), [told.version, told.problem_zh, told.problem_en, told.fixed_in], HERE)) form.reset();
  };
  return html`<details class="fold"><summary>${icon("chevron", true)}${t("Add or change a version")}</summary><form class="builds-form" aria-label=${t("Add or change a version")} @submit=${add}>
    ${field("version", t("Version"), true)} ${choice("platform", t("Platform"), platforms)} ${choice("state", t("What it is"), states)}
    <div class="field"><label for="app-released">${t("Date")}</label><input class="input" id="app-released" name="app-released" type="date" /></div>
    ${field("problem_zh", t("What goes wrong, in Chinese"))} ${field("problem_en", t("What goes wrong, in English"))} ${field("fixed_in", t("Fixed in version"))}
    <div><button class="btn btn-line" type="submit">${t("Keep the version")}</button></div></form></details>`;
}

/** @param {string} name @param {string} label @param {[string, string][]} choices */
const choice = (name, label, choices) => html`<div class="field"><label for=${OF + name}>${label}</label><select class="input" id=${OF + name} name=${OF + name}>${choices.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select></div>`;

/** @param {string} name @param {string} label */
const field = (name, label, required = false) => html`<div class="field"><label for=${OF + name}>${label}</label><input class="input" id=${OF + name} name=${OF + name} maxlength="300" autocomplete="off" spellcheck="false" ?required=${required} /></div>`;
