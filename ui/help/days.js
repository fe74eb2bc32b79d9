// The next day is chosen in the reader's own zone, as the times of the page are. Without a script the days are ours.
const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
const within = (address) => {
  const there = new URL(address);
  there.searchParams.set("zone", timeZone);
  return there.href;
};
for (const day of document.querySelectorAll(".days a")) if (timeZone) day.href = within(day.href);
for (const form of document.querySelectorAll(".days ~ form")) if (timeZone) form.action = within(form.action);

// Choosing another day loads the page again: what was typed stays in this tab until then, and in no address.
const KEPT = "walletdesk-number";
const number = /** @type {HTMLInputElement | null} */ (document.getElementById("number"));
if (number) {
  number.value ||= sessionStorage.getItem(KEPT) ?? "";
  sessionStorage.removeItem(KEPT);
  for (const day of document.querySelectorAll(".days a")) day.addEventListener("click", () => number.value && sessionStorage.setItem(KEPT, number.value));
}
