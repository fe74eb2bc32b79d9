// The days of a page are those of the reader's own zone, as its times are. Without a script they are ours, and it says so.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const days = document.querySelector("[data-zone]");
if (timeZone && days && days.dataset.zone !== timeZone) {
  const there = new URL(location.href);
  there.searchParams.set("zone", timeZone);
  location.replace(there);
}
