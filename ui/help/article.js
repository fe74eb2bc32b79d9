// An article remembers how its reader gets into the wallet, so that the question is asked once and not on every page;
// and takes at once whether it helped. Without this the same forms lead to pages that say the same.
import { recall, remember } from "../widget/prefs.js";

const pick = document.querySelector(".pick");
const chosen = pick && recall("custody");
const field = chosen && [...pick.querySelectorAll("input")].find((input) => input.value === chosen);
if (field) field.checked = true;
pick?.addEventListener("change", (event) => remember("custody", event.target.value));

const box = document.querySelector(".helped");
const [asked, missing] = [box?.querySelector(".split"), document.querySelector(".missing")];
const show = (name, seen) => (box.querySelector(name).hidden = !seen);

/** Whether the server took it; where it cannot be told here, the page that the form leads to says why. */
async function told(form, submitter) {
  const body = new URLSearchParams(new FormData(form, submitter));
  const answer = await fetch(form.action, { method: "POST", body }).catch(() => null);
  if (!answer?.ok) form.submit();
  return answer?.ok ?? false;
}

asked?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const helped = event.submitter?.value ?? "no";
  if (!event.submitter || !(await told(asked, event.submitter))) return;
  asked.hidden = true;
  show(".thanks", true);
  missing.hidden = helped === "yes";
  if (helped === "no") missing.elements.missing.focus();
});

missing?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { ready, screen } = await import("../shared/shield.js");
  await ready(missing.elements.missing.value);
  const found = screen(missing.elements.missing.value)?.certain ?? false;
  if (box) show(".stopped", found);
  if (found) {
    missing.elements.missing.value = "";
    return;
  }
  if (!box) return missing.submit();
  if (await told(missing)) missing.hidden = true;
});
