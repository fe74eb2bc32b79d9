/** What stands around a text: where it belongs, who cares for it, when it goes out, and what it was. */
import { html, nothing } from "../vendor/lit.js";
import { moment, t } from "../shared/i18n.js";
import { compared } from "./diff.js";

/** @typedef {import("./editor.js").Editor} Editor */

/** @param {Editor} editor */
export function settingsOf(editor) {
  const { words, page } = editor;
  const rows = /** @type {import("./main.js").Rows} */ (page.rows);
  /** @type {[string, string][]} */
  const routes = [["front", t("First line")], ["funds", t("Funds desk")], ["account", t("Account desk")], ["development", t("Development desk")], ["risk", t("Funds in danger: a person at once")]];
  /** @type {[string, string][]} */
  const custodies = [["any", t("The same for every wallet")], ["self_custody", t("For wallets with own keys")], ["custodial", t("For accounts")], ["self_custody custodial", t("For both, each in its branch")]];
  return html`<details class="card card-pad"><summary>${t("Where it stands, who cares for it")}</summary><div class="pair">
    ${choice(editor, "category", t("Category"), [["", t("As its topic says")], ...rows.categories], words.category, (category) => ({ category }))}
    ${choice(editor, "owner", t("Owner"), [["", t("Nobody yet")], ...rows.people], words.owner, (owner) => ({ owner }))}
    <div class="field"><label for="review">${t("To be checked again by")}</label><input class="input" id="review" type="date" required .value=${words.review_by} @change=${(/** @type {any} */ e) => e.target.value && editor.change({ review_by: e.target.value })} /></div>
    ${choice(editor, "route", t("Whom it concerns"), routes, words.route, (route) => ({ route }))}
    ${choice(editor, "custody", t("Kinds of wallet"), custodies, [...words.custody].sort().reverse().join(" "), (custody) => ({ custody: custody.split(" ") }))}
    <label class="choice"><input type="checkbox" .checked=${words.internal} @change=${(/** @type {any} */ e) => editor.change({ internal: e.target.checked })} /><span>${t("For agents only: no contact and no bot reads it")}</span></label>
    <label class="choice"><input type="checkbox" .checked=${editor.in_step} @change=${(/** @type {any} */ e) => { editor.in_step = e.target.checked; }} /><span>${t("It says what its other languages say already")}</span></label>
  </div></details>`;
}

/** @param {Editor} editor @param {string} id @param {string} said @param {[string, string][]} options @param {string} chosen @param {(value: string) => Partial<import("./editor.js").Words>} change */
const choice = (editor, id, said, options, chosen, change) => html`<div class="field"><label for=${id}>${said}</label><select class="input" id=${id} @change=${(/** @type {any} */ e) => editor.change(change(e.target.value))}>${options.map(([value, name]) => html`<option value=${value} ?selected=${value === chosen}>${name}</option>`)}</select></div>`;

/** When it goes out by itself, and how it is taken back. @param {Editor} editor */
export function planOf(editor) {
  const at = editor.view?.publish_at;
  const plan = () => {
    const [day, time] = ["#plan-day", "#plan-time"].map((id) => /** @type {HTMLInputElement} */ (editor.page.querySelector(id)).value);
    if (day) editor.act("plan", { at: new Date(`${day}T${time || "09:00"}`).getTime() }, t("It will be published by itself."));
  };
  const live = editor.view?.kept && ["published", "changed"].includes(editor.view.row.state);
  return html`<details class="card card-pad" ?open=${!!at}><summary>${t("Publish later, take back")}</summary><div class="stack">
    ${at
      ? html`<p>${t("Goes out by itself on {at}.", { at: moment(at) })}</p><div><button class="btn btn-s" type="button" @click=${() => editor.act("plan", { at: null }, t("It stays a draft."))}>${t("Don't publish by itself")}</button></div>`
      : html`<div class="inline"><input class="input" id="plan-day" type="date" aria-label=${t("Day")} /><input class="input" id="plan-time" type="time" value="09:00" aria-label=${t("Time")} /><button class="btn btn-s" type="button" ?disabled=${!editor.revision} @click=${plan}>${t("Publish then")}</button></div>`}
    <div class="inline">${editor.revision ? asks(editor, "discard", t("Throw the draft away")) : nothing}${live ? asks(editor, "withdraw", t("Take it out of the help center")) : nothing}</div>
    ${lost(editor)}</div></details>`;
}

/** @param {Editor} editor @param {"discard"|"withdraw"} what @param {string} said */
const asks = ({ page }, what, said) => html`<button class="btn btn-s btn-quiet" type="button" data-asks=${what} aria-expanded=${String(page.asked === what)} @click=${() => page.ask(page.asked === what ? "" : what)}>${said}</button>`;

/** What is asked before something of it is lost. @param {Editor} editor */
function lost(editor) {
  const { page, words } = editor;
  const keep = t("Keep it");
  if (page.asked === "discard") return page.question({ ask: t("Throw this draft away?"), lost: t("What wasn't published can't be brought back."), keep, lose: t("Throw it away"), act: () => editor.discard() });
  if (page.asked !== "withdraw") return nothing;
  return page.question({ ask: t("Take it out?"), lost: words.internal ? t("Agents lose it at once.") : t("Readers and the bot lose it at once."), keep, lose: t("Take it out"), act: () => editor.withdraw() });
}

/** What it was, what became of it since, and back to it. @param {Editor} editor */
export function historyOf(editor) {
  if (!editor.view?.kept) return nothing;
  const open = async (/** @type {any} */ event) => {
    if (!event.target.open || editor.past) return;
    editor.past = (await editor.page.api.get(`${editor.path}/versions`)).items;
    editor.page.requestUpdate();
  };
  /** @param {number} version */
  const look = async (version) => {
    editor.old = { version, words: await editor.page.api.get(`${editor.path}/versions/${version}`) };
    editor.page.requestUpdate();
  };
  const back = () => {
    editor.change(structuredClone(/** @type {NonNullable<Editor["old"]>} */ (editor.old).words));
    editor.old = null;
  };
  const names = new Map(editor.page.rows?.people);
  return html`<details class="card card-pad" @toggle=${open}><summary>${t("Earlier versions")}</summary><div class="stack">
    <ul class="plain stack-s">${(editor.past ?? []).map(({ version, at, by, title }) => html`<li class="past"><span>${t("Version {version}", { version })} · <time>${moment(at)}</time> <span class="muted">${names.get(by) ?? ""} ${title}</span></span><button class="btn btn-s btn-quiet" type="button" data-version=${version} @click=${() => look(version)}>${t("Compare")}</button></li>`)}</ul>
    ${editor.old ? html`<p class="muted small">${t("Struck out: version {version} alone. Underlined: the text above.", { version: editor.old.version })}</p>${compared(`${editor.old.words.title}\n\n${editor.old.words.body}`, `${editor.words.title}\n\n${editor.words.body}`, t("Earlier versions"))}<div><button class="btn btn-s" type="button" @click=${back}>${t("Write this version again")}</button></div>` : nothing}
  </div></details>`;
}
