// What was promised, in words: by when a person answers, and that we are late once that time has passed.
import { now } from "../../shared/api.js";
import { moment, number, spoken, t, when } from "../../shared/i18n.js";

export const isLate = ({ by } = {}) => Boolean(by) && by <= now();
export const untold = () => t("We can't estimate the wait right now.");

/** As the server words it for everybody, with times in the reader's zone. A time that has passed is no promise. */
export const promiseLine = (promise = {}) => (!promise.say || isLate(promise) ? untold()
  : t(promise.say[spoken()], { reply_by: moment(promise.by), next_open: moment(promise.next_open) }));

/** Place, that nobody is there, or who speaks, and time in one short line, for the board on top and for lists. */
export function placeLine({ queue, promise }, speaks) {
  const { by, there } = promise ?? {};
  const place = speaks || (there === false ? t("Nobody is online") : queue?.position ? t("Number {position}", { position: number(queue.position) }) : t("In line"));
  if (!by) return queue?.wait ? place : `${place} · ${untold()}`; // the card says the range
  return isLate({ by }) ? t("{place} · we are late, no new time is known", { place }) : t("{place} · by {time}", { place, time: when(by) });
}
