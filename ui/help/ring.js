// A call by voice rings on the page of its conversation too: nothing is loaded anew, so that what somebody writes stays.
import { Ringing } from "../shared/tones.js";

const LOOK = 5_000; // ms; it rings for thirty seconds
const place = document.getElementById("voice");
const part = (/** @type {string} */ name) => place.querySelector(`[data-${name}]`);
const hide = (/** @type {string} */ name, /** @type {boolean} */ hidden) => place.querySelectorAll(`[data-${name}]`).forEach((one) => { one.hidden = hidden; });
const offered = !part("offer").hidden;
const ringing = new Ringing();

function show({ call, agent, rings }) {
  ringing.set(rings);
  if (call === place.dataset.call && rings !== part("if-runs").hidden) place.dataset.call = ""; // answered elsewhere
  if (call === place.dataset.call) return;
  const { own, locale } = place.dataset;
  place.dataset.call = call;
  part("title").textContent = place.dataset[rings ? "rings" : "runs"].replace("{name}", agent);
  part("answer").href = `${own}/${call}?locale=${locale}${rings ? "#answer" : ""}`;
  document.getElementById("decline").action = `${own}/${call}/decline?locale=${locale}`;
  hide("if-rings", !rings);
  hide("if-runs", rings);
  hide("live", !call);
  hide("offer", Boolean(call) || !offered);
  place.hidden = !call && !offered;
}

async function look() {
  const answer = await fetch(place.dataset.own, { headers: { accept: "application/json" } }).catch(() => null);
  if (answer?.ok) show(await answer.json());
  if (!answer || answer.ok || answer.status > 404) setTimeout(look, LOOK);
}

look();
