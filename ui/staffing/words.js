/** How this page says days, times and shares. */
import { number, spoken, t } from "../shared/i18n.js";

/** @typedef {{begins: number, minute: number, open: boolean, expected: number, low: number, high: number, waiting: number, needed: number|null, planned: number, gap: number, within: number|null, left: number|null, busy: number|null, wait: number|null}} Slot */
/** @typedef {{on: string, kind: string, factor: number, needed_hours: number, planned_hours: number, short: number, peak: number|null, peak_needed: number|null, slots: Slot[]}} Day */
/** @typedef {{needed_hours: number, planned_hours: number, short: number, open: number, growing: number}} Total */
/** @typedef {{weeks: number, half_hours: number, days: number, naive_half_hours: number, naive_days: number, chance: number, held: number}} Miss */
/** @typedef {{known: boolean, days: number, asked: number, level: number|null, holidays: number|null, growth: number|null, error: Miss|null}} Learned */
/** @typedef {Record<string, number>} Terms */
/** @typedef {{name: string, source: "own"|"measured"|"assumed", of: number, needs: number, measured: number|null, usual: number}} Basis */
/** @typedef {{team: string, channel: string, of: number, median: number, mean: number, together: number}} Took */
/** @typedef {{id: string, start: number, end: number, people: number, days: number[], on: string|null, team: string}} Shift */
/** @typedef {{id: string, name: string, begins: string, ends: string, factor: number, measured: number|null}} Planned */
/** @typedef {{now: number, have: number, short_in: number|null, begin_in: number|null}} Hiring */
/** @typedef {{begins: string, today: string, days: Day[], total: Total, without: Total, learned: Learned, terms: Terms, bases: Basis[], handling: {all: Took|null, parts: Took[], rested: number}, version: number, zone: string, team: string, teams: {id: string, name: string}[], shifts: Shift[], events: Planned[], untold: {name: string, begins: string, ends: string}[], hiring: Hiring|null}} Week */

/** @param {string} on @param {Intl.DateTimeFormatOptions} how */
const formatted = (on, how) => new Intl.DateTimeFormat(spoken(), { ...how, timeZone: "UTC" }).format(new Date(`${on}T00:00Z`));
/** @param {string} on */
export const dayName = (on) => formatted(on, { weekday: "short", day: "numeric", month: "short" });
/** @param {string} on */
export const dateName = (on) => formatted(on, { day: "numeric", month: "short", year: "numeric" });
/** @param {number} day 0 is Monday */
export const weekday = (day) => formatted(`2026-06-0${day + 1}`, { weekday: "short" });
/** @param {number} minute */
export const time = (minute) => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
/** @param {Slot} slot */
export const span = ({ minute }) => `${time(minute)}–${time(minute + 30)}`;
/** @param {number} share */
export const percent = (share, digits = 0) => `${number(Number((share * 100).toFixed(digits)))} %`;
/** @param {number} seconds */
export const lasting = (seconds) => (seconds < 90 ? t("{n} s", { n: number(seconds) }) : t("{n} min", { n: number(Math.round(seconds / 60)) }));
/** @param {string} on @param {number} days */
export const later = (on, days) => new Date(Date.parse(`${on}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

/** @param {Slot} slot */
export function gapWords({ open, needed, gap }) {
  if (!open) return "–";
  if (needed === null) return t("more than can be calculated");
  return gap < 0 ? t("{n} missing", { n: number(-gap) }) : gap ? t("{n} to spare", { n: number(gap) }) : t("just enough");
}

/** @param {Slot} slot */
export const gapLook = ({ open, needed, gap }) => (!open ? "" : needed === null || gap < 0 ? "gap-short" : "gap-spare");
