// Times in the reader's own zone. The server knows only the zone of our people, and says so; what is already in it stays.
import { zoneName } from "../shared/zones.js";

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

for (const time of document.querySelectorAll("main time")) {
  const space = /^\p{Script=Han}/u.test(time.nextSibling?.data ?? "") ? " " : ""; // the zone stood between them
  time.textContent = halves(new Date(time.dateTime)).join("") + space;
}
for (const row of document.querySelectorAll(".stretch")) {
  const [begins, ends] = [new Date(row.dataset.begins), new Date(row.dataset.ends)];
  const [from, until, last] = [halves(begins), halves(ends), halves(new Date(ends - 1))];
  const end = last[0] !== from[0] ? until.join("") : until[1] === "00:00" ? "24:00" : until[1];
  row.textContent = `${from.join("")}–${end}`;
}
const zone = document.querySelector(".zone");
if (zone) zone.textContent = zone.dataset.yours.replace("{zone}", `${zoneName(timeZone, locale)}${chinese ? "，" : ", "}${offset()}`);
