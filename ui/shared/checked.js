/** What became of a picture, or of a transaction, is an item of the thread by itself; it is told where the picture or the card stands. */

/** @param {{event: Record<string, unknown>|null}} item  it has no row of its own */
export const isOutcome = ({ event }) => ["picture_checked", "dossier_changed"].includes(event?.what);

/**
 * The outcome may stand before the picture: it was sent when it had been looked at already. `told`: the state that was told of it. What did not
 * change stays the same object.
 * @template {any} T @param {T[]} items @returns {T[]}
 */
export function checked(items) {
  const states = new Map(items.filter(isOutcome).map(({ event }) => [event.value, event.reason]));
  if (!states.size) return items;
  const isOld = (file) => states.has(file.id) && states.get(file.id) !== file.told;
  const now = (file) => (isOld(file) ? { ...file, state: states.get(file.id), told: states.get(file.id) } : file);
  return items.map((item) => (item.attachments?.some(isOld) ? { ...item, attachments: item.attachments.map(now) } : item));
}
