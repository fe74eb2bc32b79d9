/** What else a calendar holds: special times, own holidays (also out of a file), whom it is for, and what comes of it in two weeks. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { languageName } from "../workspace/view/words.js";
import { cross, dateOf, shown, spansOf, spanWords, WHOLE_DAY } from "./hours-spans.js";

/** @typedef {import("./hours.js").HoursForm} HoursForm */
/** @typedef {{start: number, end: number}} Span */
/** @typedef {{begins: string, ends: string, name: string, spans: Span[], note: Record<string, string>}} Surge */
/** @typedef {{on: string, spans: Span[], reason: string, name: string, minutes: number}} Day */

const LANGUAGES = ["zh-CN", "en"];

/** @param {string} label @param {string} value @param {number} most @param {(value: string) => void} changed */
const words = (label, value, most, changed) => html`<input class="input" maxlength=${most} aria-label=${label} placeholder=${label} .value=${value} @input=${(/** @type {any} */ e) => changed(e.target.value)} />`;

/** @param {HoursForm} form @param {boolean} may */
export function surges(form, may) {
  return html`<h4 class="label">${t("Special times")}</h4>
    <p class="hint">${t("A launch or a promotion: other hours for some days, and a note that the contact page shows meanwhile.")}</p>
    ${form.values.surges.map((/** @type {Surge} */ one, /** @type {number} */ at) => surge(form, one, at, may))}
    ${may ? html`<div><button class="btn btn-s" type="button" @click=${() => form.set({ surges: [...form.values.surges, { begins: "", ends: "", name: "", spans: [{ start: 0, end: WHOLE_DAY }], note: {} }] })}>${icon("plus")}${t("Add a special time")}</button></div>` : nothing}`;
}

/** @param {HoursForm} form @param {Surge} one @param {number} at @param {boolean} may */
function surge(form, one, at, may) {
  const name = one.name || t("the new special time");
  const set = (/** @type {Partial<Surge>} */ changed) => form.change("surges", at, changed);
  return html`<div class="day" role="group" aria-label=${name}><div class="stack">
      ${dateOf(form, `surges[${at}].begins`, { label: t("{name}: first day", { name }), words: t("First day"), value: one.begins, changed: (begins) => set({ begins }) })}
      ${dateOf(form, `surges[${at}].ends`, { label: t("{name}: last day", { name }), words: t("Last day"), value: one.ends, changed: (ends) => set({ ends }) })}</div>
    <div class="stack">${words(t("Name of the special time"), one.name, 100, (value) => set({ name: value }))}
      <div class="inline">${spansOf(form, name, { spans: one.spans, first: { start: 0, end: WHOLE_DAY }, changed: (spans) => set({ spans }), remove: may && (() => form.remove("surges", at)) })}</div>
      ${LANGUAGES.map((language) => words(t("Note for contacts, {language}", { language: languageName(language) }), one.note[language] ?? "", 200, (value) => set({ note: { ...one.note, [language]: value } })))}</div></div>`;
}

/** @param {HoursForm} form @param {boolean} may */
export function holidays(form, may) {
  return html`<h4 class="label">${t("Your own holidays")}</h4>
    ${form.values.holidays.map((/** @type {{on: string, name: string}} */ one, /** @type {number} */ at) => html`<div class="inline"><span class="grow">${shown(one.on)} · ${one.name}</span>${may ? cross(() => form.remove("holidays", at), shown(one.on)) : nothing}</div>`)}
    ${may ? html`<label class="field"><span>${t("Import holidays from a calendar file (.ics)")}</span><input class="input" type="file" accept=".ics,text/calendar" @change=${(/** @type {any} */ e) => take(form, e.target)} /></label>` : nothing}
    ${form.taken ? html`<p class="hint" role="status">${form.taken}</p>` : nothing}`;
}

/** What is there already stays; the rest is shown, and kept with the form. @param {HoursForm} form @param {HTMLInputElement} input */
async function take(form, input) {
  const [file] = input.files ?? [];
  if (!file) return;
  try {
    const found = await form.app.server.ask("POST", "calendars/holidays", { text: await file.text() });
    const known = new Set(form.values.holidays.map((/** @type {{on: string}} */ one) => one.on));
    const fresh = found.holidays.filter((/** @type {{on: string}} */ one) => !known.has(one.on));
    form.taken = t("Dates added: {count}. Skipped, because they are not whole days, once or yearly: {left}.", { count: fresh.length, left: found.left });
    form.set({ holidays: [...form.values.holidays, ...fresh] });
  } catch (/** @type {any} */ problem) {
    form.taken = "";
    form.problem = problem;
  }
  input.value = "";
}

/** Whom a calendar holds for, in a line. @param {HoursForm} form @param {{covers: Record<"teams"|"inboxes"|"languages", string[]>}} calendar */
export function coversWords({ places }, { covers: held }) {
  const named = (/** @type {{id: string, name: string}[]} */ all, /** @type {string[]} */ ids) => ids.map((id) => all.find((one) => one.id === id)?.name ?? id);
  return [...named(places.teams, held.teams), ...named(places.inboxes, held.inboxes), ...held.languages.map(languageName)].join(", ") || t("not used yet");
}

const ORDER = () => html`<p class="hint">${t("A team's calendar comes first, then an inbox's, then a language's. Otherwise the first calendar applies.")}</p>`;

/** Of the first calendar: which others stand before it. @param {HoursForm} form */
export const others = (form) => form.every.length > 1 ? html`<h4 class="label">${t("Which conversations it applies to")}</h4>${ORDER()}
  <ul>${form.every.slice(1).map((one) => html`<li><b>${one.name}</b> · ${coversWords(form, one)}</li>`)}</ul>` : nothing;

/** @param {HoursForm} form */
export function covers(form) {
  const held = form.values.covers;
  const box = (/** @type {"teams"|"inboxes"|"languages"} */ kind, /** @type {string} */ id, /** @type {string} */ name) =>
    form.check(name, held[kind].includes(id), (on) => form.set({ covers: { ...held, [kind]: on ? [...held[kind], id] : held[kind].filter((/** @type {string} */ one) => one !== id) } }));
  return html`<h4 class="label">${t("Which conversations it applies to")}</h4>
    ${ORDER()}
    <div class="inline">${form.places.teams.map(({ id, name }) => box("teams", id, t("Team {name}", { name })))}
      ${form.places.inboxes.map(({ id, name }) => box("inboxes", id, t("Inbox {name}", { name })))}
      ${LANGUAGES.map((id) => box("languages", id, languageName(id)))}</div>`;
}

/** @param {HoursForm} form */
export function preview(form) {
  return html`<div><button class="btn btn-s" type="button" @click=${() => look(form)}>${icon("search")}${t("Show the next two weeks")}</button></div>
    ${form.days ? html`<div class="table-wrap" tabindex="0" role="group" aria-label=${t("The next two weeks")}><table class="table"><thead><tr><th scope="col">${t("Date")}</th><th scope="col">${t("Service hours")}</th><th scope="col">${t("Why")}</th></tr></thead>
      <tbody>${form.days.map((/** @type {Day} */ one) => html`<tr><th scope="row">${shown(one.on)}</th><td>${one.spans.length ? one.spans.map(spanWords).join(", ") : t("Not open")}</td><td>${[why()[one.reason], one.name].filter(Boolean).join(" · ")}</td></tr>`)}</tbody></table></div>` : nothing}`;
}

/** By what stands in the fields, saved or not. @param {HoursForm} form */
async function look(form) {
  form.problem = null;
  try {
    await form.screen();
    const { id: _, version: __, ...draft } = form.body();
    form.days = (await form.app.server.ask("POST", "calendars/preview", { ...draft, name: draft.name || t("the new calendar") })).items;
  } catch (/** @type {any} */ problem) {
    form.days = null;
    form.problem = problem;
  }
  form.requestUpdate();
}

/** @returns {Record<string, string>} */
const why = () => ({
  week: "",
  one_off: t("single date"),
  surge: t("special time"),
  own_holiday: t("own holiday"),
  public_holiday: t("public holiday"),
  make_up_workday: t("make-up working day"),
});
