// What was promised, in words: by when a person answers, and that we are late once that time has passed.
import { now } from "../../shared/api.js";
import { moment, number, t, when } from "../../shared/i18n.js";

export const isLate = ({ by } = {}) => Boolean(by) && by <= now();

/** A date and an hour in the reader's zone, or that we do not know. A time that has passed is no promise. */
export function promiseLine({ by: promised, open, next_open: opens } = {}) {
  const by = isLate({ by: promised }) ? null : promised;
  const times = { reply_by: by && moment(by), next_open: opens && moment(opens) };
  if (open) return by ? t("A person answers by {reply_by}, your time.", times) : t("We cannot tell how long right now.");
  if (by && opens) return t("Nobody is on duty right now. People are back {next_open}; you hear by {reply_by}, your time.", times);
  if (by) return t("Nobody is on duty right now. You hear by {reply_by}, your time.", times);
  if (opens) return t("Nobody is on duty right now. People are back {next_open}, your time.", times);
  return t("We cannot tell how long right now.");
}

/** Place, or who speaks, and time in one short line, for the board on top and for lists. */
export function placeLine({ queue, promise }, speaks) {
  const { by } = promise ?? {};
  const place = speaks || (queue?.position ? t("Number {position}", { position: number(queue.position) }) : t("In line"));
  if (!by) return t("{place} · time not known yet", { place });
  return isLate(promise) ? t("{place} · we are late, no new time is known", { place }) : t("{place} · by {time}", { place, time: when(by) });
}
