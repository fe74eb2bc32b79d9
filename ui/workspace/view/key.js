/** The key that does the same as the button it stands on. Hidden from screen readers, which have the `?` sheet. */
import { html } from "../../vendor/lit.js";

const MAC = /Mac|iPhone|iPad/.test(navigator.platform);

/** @param {string} name */
export const key = (name) => html`<kbd class="kbd wide" aria-hidden="true">${name}</kbd>`;

/** Control or Command, as this keyboard calls it. @param {string} name */
export const withControl = (name) => `${MAC ? "⌘" : "Ctrl"} ${name}`;
