/** The open times of one date, or of each day of a special time: none, or several. */
import { html, nothing } from "../vendor/lit.js";
import { day as dateWords, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { asTime } from "../workspace/model/minutes.js";

/** @typedef {import("./hours.js").HoursForm} HoursForm */
/** @typedef {{start: number, end: number}} Span */

export const WHOLE_DAY = 1440;
const NEXT = { after: 60, lasts: 240, latest: 1380 }; // minutes: where one more stretch is put first

/** @param {string} on */
export const shown = (on) => (on ? dateWords(Date.parse(`${on}T12:00`)) : t("the new date"));

/** @param {(event: any) => void} remove @param {string} name */
export const cross = (remove, name) => html`<button class="btn btn-quiet btn-icon btn-s" type="button" aria-label=${t("Remove: {name}", { name })} @click=${remove}>${icon("x")}</button>`;

/** @param {Span} span */
const isWhole = ({ start, end }) => start === 0 && end === WHOLE_DAY;

/** @param {Span} span */
export const spanWords = (span) => (isWhole(span) ? t("all day") : `${asTime(span.start)}–${asTime(span.end)}`);

/** @param {HoursForm} form @param {string} name @param {{spans: Span[], first: Span, changed: (spans: Span[]) => void, remove: false|(() => void)}} of */
export function spansOf(form, name, { spans, first, changed, remove }) {
  const may = form.app.session.administers;
  const last = spans.at(-1);
  const set = (/** @type {number} */ at, /** @type {Partial<Span>} */ to) => changed(spans.map((one, index) => (index === at ? { ...one, ...to } : one)));
  const more = () => last && changed([...spans, { start: Math.min(last.end + NEXT.after, NEXT.latest), end: Math.min(last.end + NEXT.after + NEXT.lasts, WHOLE_DAY) }]);
  return html`${form.check(t("Not open"), !last, (closed) => changed(closed ? [] : [{ ...first }]))}${remove ? cross(remove, name) : nothing}<span class="line-end"></span>
    ${spans.map((span, at) => html`<span class="inline nowrap">${form.time(t("{day}: opens", { day: name }), span.start, (start) => set(at, { start }))} – ${form.time(t("{day}: closes", { day: name }), span.end, (end) => set(at, { end: end || WHOLE_DAY }))}
      ${may && spans.length > 1 ? cross(() => changed(spans.filter((_, index) => index !== at)), `${name} ${spanWords(span)}`) : nothing}${isWhole(span) ? html`<span class="muted small">${t("all day")}</span>` : nothing}</span>`)}
    ${may && last && last.end < NEXT.latest ? html`<button class="btn btn-quiet btn-s" type="button" aria-label=${t("Add hours: {day}", { day: name })} @click=${more}>${icon("plus")}</button>` : nothing}`;
}

/** A date with its name above it, and its refusal below. @param {HoursForm} form @param {string} place  as the server names it @param {{label: string, words: string, value: string, changed: (value: string) => void}} of */
export function dateOf(form, place, { label, words, value, changed }) {
  const fault = form.dateFault(place, value);
  return html`<label class="field"><span class="small muted">${words}</span><input class="input input-narrow" type="date" required aria-label=${label} aria-invalid=${fault ? "true" : nothing} .value=${value} @input=${(/** @type {any} */ e) => changed(e.target.value)} />
    ${fault ? html`<span class="error">${icon("warn")}<span>${fault}</span></span>` : nothing}</label>`;
}
