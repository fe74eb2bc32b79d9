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
if (here && secret) {
  here.hidden = false;
  here.querySelector("button").addEventListener("click", async () => {
    if (await open(secret)) location.assign(`${here.dataset.next ?? "/portal"}?locale=${document.documentElement.lang}`);
  });
}
