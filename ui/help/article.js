// An article remembers how its reader gets into the wallet, so that the question is asked once and not on every page.
import { recall, remember } from "../widget/prefs.js";

const pick = document.querySelector(".pick");
const chosen = pick && recall("custody");
const field = chosen && [...pick.querySelectorAll("input")].find((input) => input.value === chosen);
if (field) field.checked = true;
pick?.addEventListener("change", (event) => remember("custody", event.target.value));
