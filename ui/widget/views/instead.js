// Instead of waiting: leave it as a message, get the answer by mail, wish to be called.
import { html, nothing } from "../../vendor/lit.js";
import { clock, moment, sameDay, t } from "../../shared/i18n.js";
import { now } from "../../shared/api.js";
import { icon } from "../../shared/icons.js";
import { isLate } from "./promise.js";
import "../wd-form.js";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WINDOWS = [[8, 12], [12, 18], [18, 22]];

const dayOf = (ms) => new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
const full = (hour) => `${String(hour).padStart(2, "0")}:00`;
const hours = ([from, to]) => `${full(from)}–${full(to)}`;
const span = ({ after, until }) => `${moment(after)}–${(sameDay(after, until) ? clock : moment)(until)}`;

/** What is left of a day for us to call in: its windows that are not over within half an hour. */
const leftOf = (day) => WINDOWS.map((one, at) => ({ id: String(at), text: hours(one), ends: on(day, one[1]) })).filter(({ ends }) => ends - now() > HOUR / 2);
const on = (day, hour) => new Date(`${day}T${full(hour)}`).getTime();
/** Today, or tomorrow once nothing of today is left. */
const soonest = () => (leftOf(dayOf(now())).length ? dayOf(now()) : dayOf(now() + DAY));

const NAMES = { "zh-CN": "中文", en: "English" };
const MAIL = () => [{ id: "email", kind: "email", name: t("Your e-mail address"), required: true }];
const CALL = (languages) => [
  { id: "reach", kind: "text", name: t("Phone number or handle"), hint: "+", required: true },
  { id: "day", kind: "date", name: t("Day"), required: true, min: soonest(), max: dayOf(now() + 13 * DAY) },
  { id: "hours", kind: "choice", name: t("Time, where you are"), required: true, options: ({ day }) => leftOf(day || soonest()) },
  { id: "locale", kind: "choice", name: t("Language"), required: true, options: languages.map((locale) => ({ id: locale, text: NAMES[locale] })) },
];

/** The window on that day in the contact's own zone. */
function wish({ reach, day, hours: at, locale }) {
  const [after, until] = WINDOWS[at].map((hour) => on(day, hour));
  return { reach, after, until, locale };
}

const WAYS = {
  message: ({ by }) => ["message", t("Leave a message"), by ? t("Answered here by {reply_by}, also when you leave.", { reply_by: moment(by) }) : t("It gets a number and is answered here, also when you leave.")],
  mail: () => ["mail", t("Answer by e-mail too"), t("You confirm the address by a link that we send there.")],
  callback: (_, book) => ["phone", t("Ask for a callback"), book || t("Tell us when. Support reads it; no time is promised.")],
};

/** `head` waits; `store.instead` is the way that was chosen: a form is open, or it is done. */
export function instead(store, head) {
  const promise = head.promise ?? {};
  const late = isLate(promise);
  if (!promise.better && !late && !head.callback) return nothing;
  const { instead: ways = [], book } = store.config ?? {};
  const { open, done = {} } = store.instead ?? {};
  const choose = (changes) => { store.instead = { ...store.instead, ...changes }; store.changed(); };
  const path = `/api/conversations/${head.id}`;
  const number = store.thread.items.findLast((item) => item.event?.what === "ticket_opened")?.event.value;
  const kept = {
    message: number && t("Your message is kept under {number}. The answer comes here, also when you leave.", { number }),
    mail: done.mail,
    callback: head.callback && t("You asked to be called {when}. Support sees it; no time is promised.", { when: span(head.callback) }),
  };
  const act = {
    message: () => store.guarded(async () => store.keep(await store.api.post(`${path}/leave-message`))),
    mail: () => choose({ open: "mail" }),
    callback: () => book ? window.open(`/callbacks?conversation=${head.id}&locale=${document.documentElement.lang}`, "_blank", "noopener") : choose({ open: "callback" }),
  };
  const send = {
    mail: async ({ email }) => {
      const { state } = await store.api.post("/api/contact/email", { email });
      choose({ open: null, done: { ...done, mail: state === "proven" ? t("Answers go to your mailbox too.") : t("A link is on its way to your mailbox. Open it, then answers go there too.") } });
    },
    callback: async (values) => { store.keep(await store.api.post(`${path}/callback`, wish(values))); choose({ open: null }); },
  };
  const form = (way, fields) => html`<wd-form class="card" autofocus .fields=${fields} .given=${{ locale: document.documentElement.lang, day: soonest() }} .send=${send[way]} .button=${WAYS[way](promise)[1]}
    .skip=${() => choose({ open: null })} .skipWords=${t("Back")} .stopped=${(found) => store.stop(found)} .tell=${(problem) => store.tell(problem)}></wd-form>`;
  const option = (way, best) => {
    if (kept[way]) return html`<p class="banner banner-line" role="status">${icon("check-circle")}<span>${kept[way]}</span></p>`;
    if (open === way) return form(way, way === "mail" ? MAIL() : CALL(Object.keys(NAMES)));
    const [image, title, words] = WAYS[way](late ? {} : promise, book);
    return html`<button class=${best ? "option option-best" : "option"} type="button" @click=${act[way]}>${icon(image)}<span><b>${title}</b><small>${words}</small></span>${icon("chevron", true)}</button>`;
  };
  const best = ways.find((way) => !kept[way]);
  return ways.length ? html`<section class="stack-s w-instead" aria-label=${t("Instead of waiting")}>${ways.map((way) => option(way, way === best && !open))}</section>` : nothing;
}
