// The next day is chosen in the reader's own zone, as the times of the page are. Without a script the days are ours.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const within = (address) => {
  const there = new URL(address);
  there.searchParams.set("zone", timeZone);
  return there.href;
};
for (const day of document.querySelectorAll(".days a")) if (timeZone) day.href = within(day.href);
for (const form of document.querySelectorAll(".days ~ form")) if (timeZone) form.action = within(form.action);
