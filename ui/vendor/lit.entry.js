// All that our pages use of Lit, as one module. scripts/vendor_lit.sh bundles this file into lit.js.
export * from "lit";
export { repeat } from "lit/directives/repeat.js";
export { guard } from "lit/directives/guard.js";
