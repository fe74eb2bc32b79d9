// The shield is fetched right after the page has been drawn. Until it is here no text is known to be free of secrets, and
// what is unread goes nowhere.
let shield = null;
const UNREAD = { kind: "unread", start: 0, end: 0, certain: false };

/** Resolves once everything is here that this text calls for; fails where it cannot be fetched. */
export async function ready(text, context) {
  shield ??= await import("../shared/shield.js");
  await shield.ready(text, context);
}

export const screen = (text, context) => (shield ? shield.screen(text, context) : text ? UNREAD : null);

/** Fetch it, and what texts most often call for. */
export const warm = () => ready("").then(() => shield.warm(), () => {});
