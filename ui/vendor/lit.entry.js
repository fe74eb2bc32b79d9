// All that our pages use of Lit, as one module. scripts/vendor_lit.sh bundles this file into lit.js.
export { html, nothing, render, svg } from "lit-html";
export { LitElement } from "lit-element/lit-element.js";
export { guard } from "lit/directives/guard.js";
export { repeat } from "lit/directives/repeat.js";
