/** What stands on a ticket below its packet. Each part is called with the page and the ticket, and gives a card. */
import { html } from "../vendor/lit.js";
import "./evidence.js";
import "./tasks.js";

/** @type {((page: import("./main.js").Tickets, ticket: import("./detail.js").Whole) => unknown)[]} */
export const PARTS = [
  (page, { id, state }) => html`<wd-evidence .api=${page.api} ticket=${id} ?closed=${state === "closed"} @ticket-changed=${() => page.load()}></wd-evidence>`,
  (page, { id, state }) => html`<wd-tasks .api=${page.api} ticket=${id} ?closed=${state === "closed"} @ticket-changed=${() => page.load()}></wd-tasks>`,
];
