// Whoever wrote in the widget of this browser reads on here, in pages, without a link.
import { recall } from "../widget/prefs.js";

const json = { "content-type": "application/json" };

async function open(secret) {
  const body = JSON.stringify({ device_secret: secret });
  const session = await fetch("/api/widget/session", { method: "POST", headers: json, body });
  if (!session.ok) return false;
  const headers = { authorization: `Bearer ${(await session.json()).token}` };
  return (await fetch("/portal/session", { method: "POST", headers })).ok;
}

const here = document.querySelector(".here");
const secret = recall("device");
const next = here?.dataset.next ?? "/portal";
const goOn = () => `${next}?locale=${document.documentElement.lang}`;
// Whoever is being robbed presses nothing more. Only to what opens: a browser may keep no cookie, a conversation be somebody else's.
if (here && secret && "atOnce" in here.dataset) {
  const isTheirs = async () => (await open(secret)) && (await fetch(next)).ok;
  if (await isTheirs().catch(() => false)) location.replace(goOn());
} else if (here && secret) {
  here.hidden = false;
  here.querySelector("button").addEventListener("click", async () => {
    if (await open(secret)) location.assign(goOn());
  });
}
