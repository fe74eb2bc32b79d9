/** What the thread says of a booked call. Apart from the other words, since the settings load those as well. */
import { t } from "../../shared/i18n.js";
import { EVENTS } from "./words.js";

Object.assign(EVENTS, /** @type {typeof EVENTS} */ ({
  call_booked: () => t("The contact booked a call."),
  call_moved: () => t("The contact moved the call."),
  call_put_off: () => t("We are closed then: the call was put off."),
  call_late: () => t("Not called in the promised half hour. The contact was told that we are late."),
  call_cancelled: () => t("The call was cancelled."),
  call_missed: (v) => (v.reason === "not_called" ? t("Not called: their phone did not ring. It goes on in writing: {value}", v) : t("Not reached by phone. It goes on in writing: {value}", v)),
  call_ended: ({ reason, value }) => (reason === "talked" ? t("Talked on the phone: {value} min", { value }) : reason === "agent_missed" ? t("Called: our own phone was not picked up.") : reason === "not_called" ? t("Not called: their phone was not dialled.") : t("Called, and not reached.")),
}));
