// Icons come from one sprite file that the browser keeps.
import { html } from "../vendor/lit.js";

const sprite = new URL("icons.svg", import.meta.url).href;

/** `turn` marks arrows, which look the other way in right-to-left pages. */
export const icon = (name, turn = false) =>
  html`<svg class=${turn ? "icon turn" : "icon"} aria-hidden="true"><use href="${sprite}#i-${name}"></use></svg>`;
