// A time zone as people call it, and not by its key: "北京时间" and "Beijing time", as the server says it.
const SPOKEN = { "Asia/Shanghai": { zh: "北京时间", en: "Beijing time" } };

export function zoneName(zone, locale) {
  const spoken = SPOKEN[zone]?.[locale.split("-")[0]];
  if (spoken) return spoken;
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "longGeneric" }).formatToParts();
  return parts.find((part) => part.type === "timeZoneName")?.value ?? zone.replaceAll("_", " ");
}
