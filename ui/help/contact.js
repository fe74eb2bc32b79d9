// Times in the reader's own zone, and figures of this moment. The server knows only the zone of our people, and
// says so; a cache may hold figures that are old. What is already in the page stays where there is nothing newer.
import { zoneName } from "../shared/zones.js";

const EVERY = 30_000; // ms: as long as a cache may keep the page
const { locale, timeZone } = Intl.DateTimeFormat(document.documentElement.lang).resolvedOptions();
const chinese = locale.startsWith("zh");
const format = new Intl.DateTimeFormat(locale, {
  month: chinese ? "numeric" : "short", day: "numeric", weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
});

/** The two halves of a time as our pages write it: "11 月 22 日（周日）" or "Sun 22 Nov, ", and "09:00". */
function halves(at) {
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  const { month, day, weekday, hour, minute } = part;
  const on = chinese ? `${month} 月 ${day} 日（${weekday}）` : `${weekday} ${day} ${month}, `;
  return [on, `${hour}:${minute}`];
}

function offset() {
  const named = new Intl.DateTimeFormat("en", { timeZoneName: "shortOffset" }).formatToParts(new Date());
  return named.find((part) => part.type === "timeZoneName")?.value.replace("GMT", "UTC") ?? "";
}

function inOwnZone(within) {
  for (const time of within.querySelectorAll("time")) {
    const space = /^\p{Script=Han}/u.test(time.nextSibling?.data ?? "") ? " " : ""; // the zone stood between them
    time.textContent = halves(new Date(time.dateTime)).join("") + space;
  }
  for (const row of within.querySelectorAll(".stretch")) {
    const [begins, ends] = [new Date(row.dataset.begins), new Date(row.dataset.ends)];
    const [from, until, last] = [halves(begins), halves(ends), halves(new Date(ends - 1))];
    const end = last[0] !== from[0] ? until.join("") : until[1] === "00:00" ? "24:00" : until[1];
    row.textContent = `${from.join("")}–${end}`;
  }
}

/** The same page as it is now. Parsed by the browser as a document: nothing in it runs. */
function fetched() {
  return new Promise((done) => {
    const asked = new XMLHttpRequest();
    asked.open("GET", location.href);
    asked.setRequestHeader("Cache-Control", "no-cache");
    asked.responseType = "document";
    asked.timeout = 10_000;
    asked.onloadend = () => done(asked.status === 200 ? asked.responseXML?.querySelector("#now") : null);
    asked.send();
  });
}

let shown = document.querySelector("#now");
let source = shown?.cloneNode(true); // as it came, before its times were set
const stale = document.querySelector(".stale");

async function refresh() {
  const newer = await fetched();
  if (stale) stale.hidden = Boolean(newer);
  if (!newer || newer.isEqualNode(source) || shown.contains(document.activeElement)) return;
  source = newer;
  const next = document.importNode(newer, true);
  const unfolded = shown.querySelector("details")?.open;
  inOwnZone(next);
  shown.replaceWith(next);
  shown = next;
  if (unfolded) shown.querySelector("details")?.setAttribute("open", "");
}

inOwnZone(document.querySelector("main"));
const zone = document.querySelector(".zone");
if (zone) zone.textContent = zone.dataset.yours.replace("{zone}", `${zoneName(timeZone, locale)}${chinese ? "，" : ", "}${offset()}`);
if (shown) {
  setInterval(() => document.hidden || refresh(), EVERY);
  document.addEventListener("visibilitychange", () => document.hidden || refresh());
  const at = shown.querySelector("[data-at]")?.dataset.at;
  if (!at || Date.now() - new Date(at) > 3 * EVERY) refresh(); // out of a cache, or written without figures
}
