/** What the channels are called, and what becomes of a message on its way. */
import { t } from "../../shared/i18n.js";
import { CHANNELS } from "./words.js";

/** @type {Record<string, () => string>} */
const MORE = {
  wechat: () => t("WeChat"),
  wecom: () => t("WeCom"),
  telegram: () => t("Telegram"),
  weibo: () => t("Weibo"),
  whatsapp: () => t("WhatsApp"),
  messenger: () => t("Messenger"),
  phone: () => t("Phone"),
  wallet: () => t("Wallet app"),
};
Object.assign(CHANNELS, MORE);

/** @type {Record<string, () => string>} */
const REASONS = {
  window: () => t("the time to answer was over"),
  spent: () => t("no more messages until the contact writes again"),
  gone: () => t("the contact takes no messages from us there"),
  too_long: () => t("too long"),
  unauthorized: () => t("the inbox is not signed in any more"),
  unknown: () => t("nobody can tell whether it arrived; it is not sent a second time"),
};

/** @param {string} reason */
export const reasonWord = (reason) => (REASONS[reason] ?? (() => t("the provider did not take it")))();

/** @param {string} state */
export const stateWord = (state) =>
  ({ waiting: t("Waits to go out"), sending: t("On its way"), sent: t("Sent, no receipt yet"), delivered: t("Delivered"), read: t("Read"), refused: t("Not sent"), failed: t("Not sent"), unknown: t("Unknown") })[state] ?? state;
