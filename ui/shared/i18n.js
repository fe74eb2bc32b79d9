// Words in the reader's language. The English sentence says which, so a missing translation is English, never a code.

const RTL = /^(ar|fa|he|ur)\b/;
const asset = (path) => new URL(`../${path}`, import.meta.url).href;

let locale = "en";
let words = {};
let plural = new Intl.PluralRules("en");

/** The catalogue we have for what a browser or a site asks for: every Chinese reads zh-CN until zh-TW is written. */
export function nearest(wanted, offered = ["zh-CN", "en"]) {
  for (const one of [wanted].flat().filter(Boolean)) {
    const language = String(one).toLowerCase().split(/[-_]/)[0];
    const found = offered.find((have) => have.toLowerCase() === String(one).toLowerCase())
      ?? offered.find((have) => have.toLowerCase().split("-")[0] === language);
    if (found) return found;
  }
  return offered.includes("en") ? "en" : offered[0];
}

const catalogue = async (domain) => (await (await fetch(asset(`i18n/${locale}/${domain}.json`))).json()).messages;

/** Load catalogues and make theirs the page's language. Without a network the English sentences stand. */
export async function speak(wanted, ...domains) {
  locale = wanted;
  plural = new Intl.PluralRules(locale);
  document.documentElement.lang = locale;
  document.documentElement.dir = RTL.test(locale) ? "rtl" : "ltr";
  words = Object.assign({}, ...(await Promise.all(domains.map((domain) => catalogue(domain).catch(() => ({}))))));
}

/** More words of the page's language. Throws where they cannot be had. */
export async function learn(domain) {
  const before = locale;
  const more = await catalogue(domain);
  if (before === locale) words = { ...words, ...more };
}

/** What stands for a sentence in a catalogue: scripts/catalogues.py counts likewise. */
function keyOf(msgid) {
  let sum = 0;
  for (let at = 0; at < msgid.length; at += 1) sum = (Math.imul(sum, 31) + msgid.charCodeAt(at)) >>> 0;
  return (sum % 36 ** 5).toString(36);
}

export const spoken = () => locale;

/** Between Chinese and a word or number stands a space; what fills a field is not known before. */
const apart = (left, right) => (/^(\p{Script=Han}\w|\w\p{Script=Han})$/u.test(`${left}${right}`) ? " " : "");

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (slot, name, at) => {
  const value = String(values?.[name] ?? slot);
  return apart(sentence[at - 1], value[0]) + value + apart(value.at(-1), sentence[at + slot.length]);
});

/** t("You are number {position}.", {position: 6}) */
export function t(msgid, values) {
  const found = words[keyOf(msgid)];
  return fill(typeof found === "string" && found ? found : msgid, values);
}

/** tn("{count} new message", "{count} new messages", 3): the catalogue holds one form per plural category of the language. */
export function tn(one, many, count, values) {
  const form = words[keyOf(one)]?.[plural.select(count)] ?? (count === 1 ? one : many);
  return fill(form, { count: number(count), ...values });
}

const made = new Map(); // to make a formatter costs as much as a hundred numbers

const kept = (Made, options) => {
  const name = [Made.name, locale, JSON.stringify(options)].join();
  if (!made.has(name)) made.set(name, new Made(locale, options));
  return made.get(name);
};

export const number = (value) => kept(Intl.NumberFormat).format(value);

let timeZone; // the reader's own, unless they chose another

/** @param {string} zone such as Asia/Shanghai; empty: as the device has it */
export const inZone = (zone) => { timeZone = zone || undefined; };

const formatter = (options) => kept(Intl.DateTimeFormat, { hourCycle: "h23", timeZone, ...options });

export const sameDay = (a, b) => {
  const date = formatter({});
  return date.format(a) === date.format(b);
};

/** What times are shown in. */
export const zoneShown = () => formatter({}).resolvedOptions().timeZone;

/** "11 月 22 日": for a narrow column. */
export const shortDay = (ms) => formatter({ day: "numeric", month: "short" }).format(ms);

export const clock = (ms) => formatter({ hour: "2-digit", minute: "2-digit" }).format(ms);

/** "Sun 22 Nov", "11 月 22 日（周日）", in the reader's own zone; other languages have their own order. */
export function day(ms) {
  const parts = formatter({ weekday: "short", day: "numeric", month: "short" }).formatToParts(ms);
  const part = (type) => parts.find((one) => one.type === type)?.value ?? "";
  if (locale === "en") return `${part("weekday")} ${part("day")} ${part("month")}`;
  if (locale === "zh-CN") return `${formatter({ month: "numeric" }).formatToParts(ms).find((one) => one.type === "month").value} 月 ${part("day")} 日（${part("weekday")}）`;
  return parts.map((one) => one.value).join("");
}

/** A promise: day and hour, today too, because "14:31" alone is read as today. */
export const moment = (ms) => (locale === "en" ? `${day(ms)}, ${clock(ms)}` : `${day(ms)}${clock(ms)}`);

/** For lists: "14:31" today, else day and hour. */
export const when = (ms, now = Date.now()) => (sameDay(ms, now) ? clock(ms) : moment(ms));

/** The language a text is written in, near enough to choose the right Chinese glyphs. */
export const written = (text) => (/\p{Script=Han}/u.test(text) ? "zh-CN" : /^[\p{ASCII}\s]*$/u.test(text) ? "en" : "");
