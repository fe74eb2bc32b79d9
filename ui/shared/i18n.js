// Words in the reader's language. The English sentence is the key, so a missing translation is English, never a code.

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

/** Load one catalogue and make it the page's language. Without a network the English sentences stand. */
export async function speak(wanted, domain) {
  locale = wanted;
  plural = new Intl.PluralRules(locale);
  document.documentElement.lang = locale;
  document.documentElement.dir = RTL.test(locale) ? "rtl" : "ltr";
  const answer = await fetch(asset(`i18n/${locale}/${domain}.json`)).catch(() => null);
  words = answer?.ok ? (await answer.json()).messages : {};
}

export const spoken = () => locale;

const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (slot, name) => values?.[name] ?? slot);

/** t("You are number {position}.", {position: 6}) */
export function t(msgid, values) {
  const found = words[msgid];
  return fill(typeof found === "string" && found ? found : msgid, values);
}

/** tn("{count} new message", "{count} new messages", 3): the catalogue holds one form per plural category of the language. */
export function tn(one, many, count, values) {
  const form = words[one]?.[plural.select(count)] ?? (count === 1 ? one : many);
  return fill(form, { count: number(count), ...values });
}

export const number = (value) => new Intl.NumberFormat(locale).format(value);

const sameDay = (a, b) => a.toDateString() === b.toDateString();
const format = (at, options) => new Intl.DateTimeFormat(locale, { hourCycle: "h23", ...options }).format(at);

export const clock = (ms) => format(new Date(ms), { hour: "2-digit", minute: "2-digit" });

export const day = (ms) => format(new Date(ms), { weekday: "short", day: "numeric", month: "short" });

/** "14:31" today, else weekday, date and hour, in the reader's own zone. */
export function when(ms, now = Date.now()) {
  const at = new Date(ms);
  return sameDay(at, new Date(now)) ? clock(ms) : format(at, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
}

/** The language a text is written in, near enough to choose the right Chinese glyphs. */
export const written = (text) => (/\p{Script=Han}/u.test(text) ? "zh-CN" : /^[\p{ASCII}\s]*$/u.test(text) ? "en" : "");
