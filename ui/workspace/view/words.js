/** Sentences that several views share: names, states, levels, and what each system event says. */
import { clock, sameDay, shortDay, spoken, t } from "../../shared/i18n.js";
import { shortId } from "../model/text.js";

/** @typedef {import("../wire.js").Head} Head */
/** @typedef {import("../wire.js").Item} Item */

/** @param {{id: string, name: string}} contact */
export const contactName = (contact) => contact.name || t("Contact {code}", { code: shortId(contact.id) });

/** The number in a name like "Agent 3", else its first letter. @param {string} name */
export const initial = (name) => name.match(/\d+/)?.[0] ?? [...name][0] ?? "";

/** A time for a narrow column: the hour today, the day before. @param {number} ms @param {number} now */
export function shortTime(ms, now) {
  return sameDay(ms, now) ? clock(ms) : shortDay(ms);
}

/** @param {Head["status"]} status */
export const statusWord = (status) =>
  ({
    open: t("With the bot"),
    waiting_for_agent: t("Waiting for a person"),
    with_agent: t("With an agent"),
    resolved: t("Resolved"),
    closed: t("Closed"),
  })[status];

/** @param {string} level */
export const levelWord = (level) =>
  ({ anonymous: t("Anonymous"), email: t("E-mail proven"), identified: t("Identified by the wallet") })[level] ?? level;

/** @param {string} state */
export const availabilityWord = (state) => ({ online: t("Online"), away: t("Away"), offline: t("Offline") })[state] ?? state;

/** It changed, and not by this hand. @param {import("../wire.js").Availability} state */
export const availabilityNews = (state) =>
  ({
    online: t("You are online now."),
    away: t("You are set to away. Go online when you are back."),
    offline: t("You are set to offline. Go online when you are back."),
  })[state];

/** @param {"agent"|"lead"|"admin"} role */
export const roleWord = (role) => ({ agent: t("Agent"), lead: t("Lead"), admin: t("Administrator") })[role];

/** Others come with the parts that show them. @type {Record<string, () => string>} */
export const CHANNELS = { webchat: () => t("Chat on the site"), email: () => t("E-mail"), form: () => t("Form") };

/** @param {string} [channel] */
export const channelWord = (channel = "webchat") => CHANNELS[channel]?.() ?? channel;

/** @param {string} [channel] */
export const channelIcon = (channel = "") => ({ email: "mail", form: "file", phone: "phone" })[channel] ?? "message";

/** The name of a language in the reader's language. @param {string} locale */
export function languageName(locale) {
  try {
    const { language, script } = new Intl.Locale(locale).maximize();
    const tag = language === "zh" ? `zh-${script}` : language; // what differs in writing, not where it is spoken
    return new Intl.DisplayNames(spoken(), { type: "language" }).of(tag) ?? locale;
  } catch {
    return locale; // a malformed tag is shown as it came
  }
}

/** Whose words these are, in a word. @param {Item} item */
export function bylineOf(item) {
  const { kind, name } = item.author;
  if (kind === "bot") return t("Automatic answer");
  if (kind === "system") return t("System");
  return name;
}

/** @param {Item} item */
export function eventWords(item) {
  if (item.event?.parts?.length) return t("A secret was stopped. Its earlier parts were withdrawn.");
  const { what = "", agent, reason, value } = /** @type {Record<string, string>} */ (item.event ?? {});
  const say = EVENTS[what];
  return say ? say({ agent: agent || t("somebody"), reason: reason ?? "", value: value ?? "" }) : item.text || t("System event: {what}", { what });
}

/** Why the bot stepped aside. @param {string} reason */
export const whyPerson = (reason) =>
  ({
    asked: t("The contact asked for a person."),
    risk: t("Money or a secret is at risk."),
    misses: t("The bot had no checked answer."),
    pointless: t("Nothing the bot has would help here."),
    secret_stopped: t("A person was called because a secret was stopped."),
    reopened: t("The contact came back."),
  })[reason] ?? t("The bot handed over to a person.");

/** Why it waits again. @param {string} reason */
const whyBack = (reason) =>
  ({
    agent_offline: t("Back in the queue: the agent went offline."),
    returned: t("Back in the queue: the agent gave it back."),
    transferred: t("Transferred to another team."),
  })[reason] ?? t("Back in the queue.");

/** @param {string} skill */
export const skillWord = (skill) =>
  ({ general: t("General"), funds: t("Funds"), account: t("Accounts"), development: t("Development"), risk: t("Risk") })[skill] ?? skill;

/** @returns {Record<string, string>} */
const theftSteps = () => ({
  stop: t("stopped sending"),
  new_wallet: t("made a new wallet"),
  move: t("moved what was left"),
  revoke: t("took back permissions"),
  evidence: t("reported it to the police"),
});

/** @type {Record<string, (values: {agent: string, reason: string, value: string}) => string>} */
export const EVENTS = {
  handoff: ({ reason }) => whyPerson(reason),
  assigned: (v) => t("Assigned to {agent}.", v),
  requeued: ({ reason }) => whyBack(reason),
  resolved: ({ value }) => (value === "contact" ? t("The contact ended the conversation.") : value === "bot" ? t("Resolved by the bot.") : t("Resolved.")),
  reopened: () => t("Opened again."),
  closed: () => t("Closed."),
  secret_stopped: ({ reason }) => (reason === "picture" ? t("A picture showed a secret. It was destroyed before an agent saw it.") : t("A secret was stopped. It was not stored, and nobody saw it.")),
  survey_asked: () => t("The contact was asked for a rating."),
  survey_given: () => t("The contact rated the conversation."),
  ticket_opened: (v) => t("Ticket {value} was opened.", v),
  callback_wished: () => t("The contact asked for a callback."),
  fake_met: (v) => t("The contact was warned: {value} is a known fake.", v),
  fake_result_confirmed: (v) => t("The contact was told what became of their report: {value}.", v),
  fake_result_not_fake: (v) => t("The contact was told what became of their report: {value}.", v),
  fake_result_gone: (v) => t("The contact was told what became of their report: {value}.", v),
  theft_step: ({ value }) => t("Done by the contact: {step}", { step: theftSteps()[value] ?? value }),
  theft_step_undone: ({ value }) => t("Taken back by the contact: {step}", { step: theftSteps()[value] ?? value }),
  theft_address: (v) => t("The contact's robbed address: {value}", v),
  theft_other_address: (v) => t("Where the coins went, says the contact: {value}", v),
  address_proven: (v) => t("The contact has shown that this address is theirs: {value}", v),
  promise_nearing: ({ value }) =>
    ({
      first_reply: t("The first reply promised here is due soon."),
      next_reply: t("The next reply promised here is due soon."),
      resolution: t("The resolution promised here is due soon."),
    })[value] ?? t("What was promised here is due soon."),
  promise_breached: ({ value }) =>
    ({
      first_reply: t("The first reply promised here is overdue."),
      next_reply: t("The next reply promised here is overdue."),
      resolution: t("The resolution promised here is overdue."),
    })[value] ?? t("What was promised here is overdue."),
  overflowed: (v) => t("Waited too long: {value} can take it too.", v),
  mail_bounced: () => t("A mail to the contact came back: the address does not take mail."),
  said_anew: () => t("The contact changed an earlier message:"),
  taken_back: () => t("The contact took back an earlier message."),
  file_not_taken: () => t("A file of the contact was not taken."),
  not_delivered: ({ reason }) => (reason === "unknown" ? t("Nobody can tell whether the answer arrived. It is not sent again by itself.") : t("An answer was not sent: the channel did not take it.")),
};
