/** The fields of a desk's form: how each is filled in, what is missing at it, what was wrong with it. */
import { html, nothing } from "../vendor/lit.js";
import { day, moment, t, zoneShown } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {{id: string, ask: string, name: string, hint: string, required: boolean, may_lack: boolean, choices: [string, string][]}} Field */
/** @typedef {{value: string, lacks: string}} Entry */
/** @typedef {Record<string, Entry>} Packet */
/** @typedef {{chains: [string, string][], wrong: Record<string, string>, missing: string[], asked?: string[]}} About `wrong`: what the server said of a field */

const NAMED = ["tx_id", "address", "about"]; // digits in them are what they were asked for
const TYPED = ["tx_id", "address", "about", "line", "text"];

const pad = (/** @type {number} */ value) => String(value).padStart(2, "0");

/** As a field for date and time writes it, in the reader's zone. @param {string} utc */
function local(utc) {
  if (!utc) return "";
  const at = new Date(utc);
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
}

/** @param {Field} field @param {Entry|undefined} entry @param {About} about */
export function packetField(field, entry, { chains, wrong, missing, asked = [] }) {
  const id = `packet-${field.id}`;
  const bad = wrong[field.id];
  const lacking = !bad && (missing.includes(field.id) || asked.includes(field.id));
  const described = [field.hint || field.ask === "moment" ? `${id}-hint` : "", bad || lacking ? `${id}-wrong` : ""].filter(Boolean).join(" ");
  return html`<div class="field" data-field=${field.id}>
    <label for=${id}>${field.name}${field.required || lacking ? nothing : html` <span class="faint">${t("(if there is more to say)")}</span>`}</label>
    ${control(field, entry, { id, chains, bad: Boolean(bad), described })}
    ${field.hint || field.ask === "moment" ? html`<span class="hint" id=${`${id}-hint`}>${field.hint || t("Times are in {zone}.", { zone: zoneShown() })}</span>` : nothing}
    ${bad ? html`<span class="error" id=${`${id}-wrong`}>${icon("warn")}<span>${bad}</span></span>` : nothing}
    ${lacking ? html`<span class="small missing" id=${`${id}-wrong`}>${asked.includes(field.id) ? t("The desk asks for this.") : t("Still missing.")}</span>` : nothing}
    ${field.may_lack ? lack(field, entry) : nothing}</div>`;
}

/** @param {Field} field @param {Entry|undefined} entry @param {{id: string, chains: [string, string][], bad: boolean, described: string}} how */
function control(field, entry, { id, chains, bad, described }) {
  const value = entry?.value ?? "";
  const invalid = bad ? "true" : nothing;
  const by = described || nothing;
  const choices = field.ask === "chain" ? chains : field.choices;
  if (field.ask === "chain" || field.ask === "choice")
    return html`<select class="input" id=${id} name=${id} aria-invalid=${invalid} aria-describedby=${by}><option value="">${t("Choose")}</option>${choices.map(([one, name]) => html`<option value=${one} ?selected=${one === value}>${name}</option>`)}</select>`;
  if (field.ask === "moment") return html`<input class="input" id=${id} name=${id} type="datetime-local" step="1" aria-invalid=${invalid} aria-describedby=${by} .value=${local(value)} />`;
  if (field.ask === "day") return html`<input class="input" id=${id} name=${id} type="date" aria-invalid=${invalid} aria-describedby=${by} .value=${value} />`;
  if (field.ask === "text") return html`<textarea class="input" id=${id} name=${id} rows="3" maxlength="4000" aria-invalid=${invalid} aria-describedby=${by} .value=${value}></textarea>`;
  if (NAMED.includes(field.ask)) return html`<textarea class="input mono" id=${id} name=${id} rows="1" maxlength="200" autocomplete="off" spellcheck="false" aria-invalid=${invalid} aria-describedby=${by} .value=${value}></textarea>`;
  return html`<input class="input" id=${id} name=${id} maxlength="200" autocomplete="off" spellcheck="false" aria-invalid=${invalid} aria-describedby=${by} .value=${value} />`;
}

/** @param {Field} field @param {Entry|undefined} entry */
function lack(field, entry) {
  const id = `lacks-${field.id}`;
  return html`<details class="fold" ?open=${Boolean(entry?.lacks)}><summary>${icon("chevron", true)}${t("There is none")}</summary>
    <div class="field"><label for=${id}>${t("It does not exist because")}</label><input class="input" id=${id} name=${id} maxlength="200" autocomplete="off" .value=${entry?.lacks ?? ""} /></div></details>`;
}

/** What stands in the form, and what of it somebody typed, each with its name before it where it is digits. @param {HTMLFormElement} form @param {Field[]} fields */
export function collected(form, fields) {
  /** @type {Packet} */
  const packet = {};
  /** @type {string[]} */
  const typed = [];
  for (const field of fields) {
    const said = /** @type {HTMLInputElement|null} */ (form.elements.namedItem(`packet-${field.id}`))?.value.trim() ?? "";
    const lacks = /** @type {HTMLInputElement|null} */ (form.elements.namedItem(`lacks-${field.id}`))?.value.trim() ?? "";
    packet[field.id] = { value: field.ask === "moment" && said ? new Date(said).toISOString() : said, lacks: said ? "" : lacks };
    if (TYPED.includes(field.ask) && said) typed.push(NAMED.includes(field.ask) ? `${field.name}: ${said}` : said);
    if (lacks) typed.push(lacks);
  }
  return { packet, typed };
}

/** What stands in a field, for reading. @param {Field} field @param {Entry|undefined} entry @param {[string, string][]} chains */
export function shown(field, entry, chains) {
  if (entry?.lacks) return html`<span class="muted">${t("There is none: {reason}", { reason: entry.lacks })}</span>`;
  if (!entry?.value) return html`<span class="missing">${field.required ? t("Still missing.") : "–"}</span>`;
  if (field.ask === "chain") return chains.find(([id]) => id === entry.value)?.[1] ?? entry.value;
  if (field.ask === "choice") return field.choices.find(([id]) => id === entry.value)?.[1] ?? entry.value;
  if (field.ask === "moment") return html`<time>${moment(Date.parse(entry.value))}</time>`;
  if (field.ask === "day") return html`<time>${day(Date.parse(`${entry.value}T12:00`))}</time>`;
  return NAMED.includes(field.ask) ? html`<bdi class="mono">${entry.value}</bdi>` : entry.value;
}
