/** Which items of a thread tell of something that has a place of its own beside it. */

/** @param {string} begins */
const tells = (begins) => (/** @type {{event?: {what: string}|null}} */ { event }) => event?.what.startsWith(begins);

/** Of a theft: what the contact did, and which addresses they named. */
export const isOfTheft = tells("theft_");
export const isOfCall = tells("call_");
export const isOfMail = tells("mail_");
