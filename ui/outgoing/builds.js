/** Builds of the wallet's app: those that were published, and those that are known to be fakes. For leads. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { moment, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { toImport, withheld, written } from "./build-texts.js";

/** @typedef {{id: string, standing: string, standing_name: string, platform: string, platform_name: string, package: string, version: string, digest: string, reason: string, source: string, date: string, added_at: number, added_by: string}} Build */
/** @typedef {{items: Build[], standings: [string, string][], platforms: [string, string][], people: Map<string, string>}} Builds */
/** @typedef {import("./main.js").Outgoing} Page */

const PATH = "/api/builds";
const OF = "build-"; // of fields: one that is called "reason" says little beside others
const HERE = "builds"; // where it is said how something went
const SHOWN = 500; // the server sends no more
const SHORT = 16; // digits of a signature by which it is known again

/** @param {Page} page @returns {Promise<Builds>} */
export async function fetchBuilds(page) {
  const [builds, staff] = await Promise.all([page.api.get(PATH), page.api.get("/api/staff/agents")]);
  return { ...builds, people: new Map(staff.items.map((/** @type {{id: string, name: string}} */ { id, name }) => [id, name])) };
}

/** @param {Page} page @param {Builds} builds */
export function buildsCard(page, builds) {
  const { items } = builds;
  const what = t("Whoever comes with a fake from this list first sees how to save their assets; package ids and signatures of ours come from the official channels and needn't stand here.");
  return html`<section class="card" id="builds" aria-label=${t("App builds")}><h2 class="card-head">${t("App builds")}</h2>
    <div class="card-body stack">
      ${items.length ? html`<p class="muted small">${what}</p>` : html`<div class="empty">${icon("device")}<b>${t("No build is listed yet.")}</b><p>${what}</p></div>`}
      ${adding(page, builds)}${importing(page)}${page.told(HERE)}</div>
    ${items.length ? html`<ul class="plain rows builds">${repeat(items, ({ id }) => id, (build) => row(page, build, builds.people))}</ul>` : nothing}
    ${items.length < SHOWN ? nothing : html`<p class="card-foot muted small">${t("Only the last {count} are shown.", { count: SHOWN })}</p>`}</section>`;
}

/** @param {Page} page @param {Build} build @param {Map<string, string>} people */
function row(page, build, people) {
  const by = build.added_by ? people.get(build.added_by) ?? t("somebody who left") : t("the command line");
  const facts = [build.platform && build.platform_name, build.source, build.date].filter(Boolean).join(" · ");
  return html`<li class="card-body stack-s" data-build=${build.id}>
    <div class="rule"><div class="grow inline"><b class="mono">${build.package || t("Any package")}</b>${build.version ? html`<span class="mono">${build.version}</span>` : nothing}</div>
      <span class="chip ${build.standing === "known_bad" ? "chip-danger" : "chip-line"}">${build.standing_name}</span>
      <button class="btn btn-s" type="button" data-asks=${build.id} aria-expanded=${String(page.asked === build.id)} @click=${() => page.ask(page.asked === build.id ? "" : build.id)}>${t("Withdraw")}</button></div>
    ${build.reason ? html`<p>${build.reason}</p>` : nothing}
    ${build.digest ? signature(page, build.digest) : nothing}
    ${facts ? html`<p class="small">${facts}</p>` : nothing}
    <p class="muted small">${t("Added {when} by {name}", { when: moment(build.added_at), name: by })}</p>
    ${page.asked === build.id ? question(page, build) : nothing}</li>`;
}

/** @param {Page} page @param {string} digest */
function signature(page, digest) {
  const copy = () => page.doing(() => navigator.clipboard.writeText(digest).catch(() => { throw { message: t("The browser did not let us copy. Select it here: {text}", { text: digest }) }; }), t("Copied."), [], HERE);
  return html`<p class="inline small"><span class="muted">${t("Signature")}</span><span class="mono">${digest.slice(0, SHORT)}${digest.length > SHORT ? "…" : nothing}</span>
    <button class="btn btn-s btn-quiet" type="button" @click=${copy}>${icon("copy")}${t("Copy the signature")}</button></p>`;
}

/** @param {Page} page @param {Build} build */
function question(page, build) {
  const withdraw = async () => {
    await page.api.delete(`${PATH}/${build.id}`);
    page.asked = "";
  };
  const lost = build.standing === "known_bad"
    ? t("Nobody who comes with this build is warned because of this entry any more.")
    : t("While other versions of this app are listed as published, this one then counts as not ours.");
  return page.question({ ask: t("Withdraw this build?"), lost, keep: t("Keep it"), lose: t("Withdraw it"), act: () => page.doing(withdraw, t("The build was withdrawn."), [], HERE), grave: true });
}

/** @param {Page} page @param {Builds} builds */
function adding(page, { standings, platforms }) {
  /** @param {Event} event */
  const add = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const build = Object.fromEntries([...new FormData(form)].map(([name, value]) => [name.slice(OF.length), String(value).trim()]));
    const told = { ...build, digest: withheld(build.digest) };
    if (await page.doing(() => page.api.post(PATH, told), t("The build was added."), written(told), HERE)) form.reset();
  };
  return html`<details class="fold"><summary>${icon("chevron", true)}${t("Add a build")}</summary><form class="builds-form" aria-label=${t("Add a build")} @submit=${add}>
    ${choice("standing", t("What it is"), standings, t("Once a version of an app is listed as published, every version that isn't listed counts as not ours: list all of them."))}
    ${choice("platform", t("Platform"), platforms)}
    ${field("package", t("Package id"))} ${field("version", t("Version"))}
    ${field("digest", t("Signature (SHA-256)"), t("The first 16 digits are enough; no more of it leaves this page."))}
    ${field("reason", t("Why it is bad"), t("A known fake needs this."))}
    ${field("source", t("Where you know it from"))}
    <div class="field"><label for="build-date">${t("Date")}</label><input class="input" id="build-date" name="build-date" type="date" /></div>
    <div><button class="btn btn-line" type="submit">${t("Add the build")}</button></div></form></details>`;
}

/** @param {Page} page */
function importing(page) {
  /** @param {Event} event */
  const take = async ({ target }) => {
    const input = /** @type {HTMLInputElement} */ (target);
    const [file] = input.files ?? [];
    if (!file) return;
    /** @param {{kept: number, known: number}} done */
    const said = ({ kept, known }) => t("New: {kept}. Known already: {known}.", { kept, known });
    await page.doing(async () => page.api.post(`${PATH}/import`, { text: await toImport(file) }), said, [], HERE);
    input.value = ""; // the same file may be chosen again, once it is put right
  };
  return html`<details class="fold"><summary>${icon("chevron", true)}${t("Import a file")}</summary><div class="field"><label for="build-file">${t("CSV or JSON")}</label>
    <input class="input" id="build-file" name="build-file" type="file" accept=".csv,.json,text/csv,application/json" @change=${take} />
    <span class="hint">${t("The first line of a CSV names its columns: {columns}. All of the file is taken in, or nothing.", { columns: "standing, platform, package, version, digest, reason, source, date" })}</span></div></details>`;
}

/** @param {string} name @param {string} label @param {[string, string][]} choices @param {string} [hint] */
const choice = (name, label, choices, hint = "") => html`<div class="field"><label for=${OF + name}>${label}</label>
  <select class="input" id=${OF + name} name=${OF + name}>${choices.map(([value, words]) => html`<option value=${value}>${words}</option>`)}</select>${hint ? html`<span class="hint">${hint}</span>` : nothing}</div>`;

/** @param {string} name @param {string} label @param {string} [hint] */
const field = (name, label, hint = "") => html`<div class="field"><label for=${OF + name}>${label}</label>
  <input class="input" id=${OF + name} name=${OF + name} maxlength="200" autocomplete="off" spellcheck="false" />${hint ? html`<span class="hint">${hint}</span>` : nothing}</div>`;
