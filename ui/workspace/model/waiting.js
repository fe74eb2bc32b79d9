/** Who waits too long for a word from us. Plain functions of heads. */

/** @typedef {import("../wire.js").Head} Head */

export const TOO_LONG = 180_000; // ms: three minutes, while a person in a chat is still there

/** In the queue since they asked, with an agent since they wrote. @param {Head} head */
export const waitsSince = (head) => (head.status === "waiting_for_agent" ? (head.waiting_since ?? head.last_at) : head.last_at);

/** The longest wait first. @param {Head[]} heads those who wait for an answer @param {number} now @returns {Head[]} */
export function tooLong(heads, now) {
  return heads.filter((head) => now - waitsSince(head) >= TOO_LONG).sort((a, b) => waitsSince(a) - waitsSince(b));
}
