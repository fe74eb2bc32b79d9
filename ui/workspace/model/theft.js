/** Which items of a thread tell of a theft: what the contact did, and which addresses they named. */

/** @param {import("../wire.js").Item} item */
export const isOfTheft = ({ event }) => String(event?.what ?? "").startsWith("theft_");

/** Likewise of a booked call. @param {{event?: {what: string}|null}} item */
export const isOfCall = ({ event }) => String(event?.what ?? "").startsWith("call_");
