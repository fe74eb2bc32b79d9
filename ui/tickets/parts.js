/** What stands on a ticket below its packet. Each part is called with the page and the ticket, and gives a card. */

/** @type {((page: import("./main.js").Tickets, ticket: import("./detail.js").Whole) => unknown)[]} */
export const PARTS = [];
