// The switches of the style guide, its index and its icons. A chosen look stands in the address: it can be sent to
// somebody, and a test can ask for it: /styleguide?theme=dark&density=comfortable&dir=rtl&samples=zh
import { drawn, icon } from "../shared/icons.js";
import { html, render } from "../vendor/lit.js";

const FIRST = { theme: "auto", density: "compact", dir: "ltr", samples: "both" };
const TURNS = /^(left|right|chevron)$/; // these point along the line of reading

const root = document.documentElement;
const buttons = [...document.querySelectorAll("[data-switch]")];
const address = new URL(location.href);

function look(name) {
  const value = address.searchParams.get(name) ?? FIRST[name];
  if (name === "dir") root.dir = value;
  else if (value === FIRST[name]) delete root.dataset[name];
  else root.dataset[name] = value;
  for (const one of buttons.filter((button) => button.dataset.switch === name)) one.ariaPressed = String(one.dataset.to === value);
}

document.querySelector(".guide-bar").addEventListener("click", ({ target }) => {
  const { switch: name, to } = target.closest("[data-switch]")?.dataset ?? {};
  if (!name) return;
  if (to === FIRST[name]) address.searchParams.delete(name);
  else address.searchParams.set(name, to);
  history.replaceState(null, "", address);
  look(name);
});

// Samples that can be chosen, pressed or selected do so: the neighbour gives it up.
document.querySelector("main").addEventListener("click", ({ target }) => {
  const button = target.closest("[role=radio], [role=tab], button[aria-pressed]");
  if (!button) return;
  const state = ["aria-checked", "aria-selected", "aria-pressed"].find((name) => button.hasAttribute(name));
  for (const one of button.parentElement.querySelectorAll(`[${state}]`)) one.setAttribute(state, String(one === button));
});

Object.keys(FIRST).forEach(look);
render([...document.querySelectorAll("main > section > h2")].map((title) => html`<a href="#${title.id}">${title.textContent}</a>`), document.querySelector(".guide-nav"));
drawn.then((sprite) => {
  const names = [...sprite.querySelectorAll("symbol")].map((symbol) => symbol.id.slice(2)).sort();
  render(names.map((name) => html`<li>${icon(name, TURNS.test(name))}<code>${name}</code></li>`), document.querySelector(".icons"));
});
