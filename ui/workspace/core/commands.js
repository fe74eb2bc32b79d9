/**
 * Everything an agent can ask for by name or by key: the one list that the keys, the `?` sheet and the palette share.
 * `name` is given the translation, so that the palette can also look for the English words.
 */
import { SETTINGS } from "./places.js";

/** @typedef {import("./app.js").App} App */
/** @typedef {(sentence: string) => string} Words */
/**
 * @typedef {object} Command
 * @property {string} id
 * @property {"list"|"open"|"around"|"me"|"settings"} section
 * @property {(t: Words) => string} name
 * @property {string} [key]  as the browser names it; outside of fields only
 * @property {string} [control]  the letter that goes with Control or Command, in fields as well
 * @property {string} [press]  what the sheet shows, where it is not the key itself
 * @property {boolean} [leads]  whether it is for leads alone: nobody else is told of its key
 * @property {(app: App) => unknown} [when]  whether it makes sense now; without it: always
 * @property {(app: App) => unknown} run
 */

/** @type {Command[]} */
export const COMMANDS = [
  { id: "next", section: "list", key: "j", name: (t) => t("Next in the list"), run: (app) => app.actions.move(1) },
  { id: "previous", section: "list", key: "k", name: (t) => t("The one before"), run: (app) => app.actions.move(-1) },
  { id: "take", section: "list", key: "w", name: (t) => t("Take the longest wait"), run: (app) => app.actions.take() },
  { id: "work", section: "list", key: "1", name: (t) => t("List: to do"), run: (app) => app.showTab("work") },
  { id: "all", section: "list", key: "2", name: (t) => t("List: all open"), run: (app) => app.showTab("all") },
  { id: "resolved", section: "list", key: "3", name: (t) => t("List: resolved"), run: (app) => app.showTab("resolved") },
  { id: "mention", section: "list", key: "m", name: (t) => t("To what I was mentioned in"), run: (app) => app.mentions.goToNext() },
  { id: "search", section: "list", key: "/", name: (t) => t("Search in all messages"), run: (app) => app.toSearch() },

  { id: "accept", section: "open", key: "a", name: (t) => t("Accept or take over"), when: ({ actions }) => actions.offer || actions.canAccept || actions.canTakeOver, run: (app) => app.actions.accept() },
  { id: "pass", section: "open", key: "x", name: (t) => t("Pass an offer on"), when: ({ actions }) => actions.offer, run: (app) => app.actions.passOn() },
  { id: "reply", section: "open", key: "r", name: (t) => t("Write a reply"), when: isOpen, run: (app) => app.compose("reply") },
  { id: "note", section: "open", key: "n", name: (t) => t("Write an internal note"), when: isOpen, run: (app) => app.compose("note") },
  { id: "saved-replies", section: "open", key: "q", name: (t) => t("Saved replies"), when: isOpen, run: (app) => app.savedReplies() },
  { id: "ask", section: "open", key: "i", name: (t) => t("Ask for one thing"), when: ({ actions }) => actions.canReply, run: (app) => app.dialogs.open("ask") },
  { id: "aid", section: "open", name: (t) => t("Language model: draft, summary, translation"), when: (app) => app.model && isOpen(app), run: (app) => app.dialogs.open("aid") },
  { id: "files", section: "open", key: "f", name: (t) => t("Attach files"), when: () => find("#files"), run: () => find("#files")?.click() },
  { id: "transfer", section: "open", key: "t", name: (t) => t("Transfer"), when: ({ actions }) => actions.canResolve, run: (app) => app.dialogs.open("transfer") },
  { id: "proof", section: "open", key: "v", name: (t) => t("Show my proof number"), when: ({ actions }) => actions.canReply, run: (app) => app.dialogs.open("proof") },
  { id: "owning", section: "open", name: (t) => t("Addresses of the contact"), when: ({ actions }) => actions.canReply, run: (app) => app.dialogs.open("owning") },
  { id: "resolve-next", section: "open", key: "e", name: (t) => t("Resolve and next"), when: ({ actions }) => actions.canResolve, run: (app) => app.actions.resolveAndNext() },
  { id: "resolve", section: "open", key: "E", press: "⇧ E", name: (t) => t("Resolve"), when: ({ actions }) => actions.canResolve, run: (app) => app.actions.resolve() },
  { id: "reopen", section: "open", key: "o", name: (t) => t("Open again"), when: ({ actions }) => actions.head?.status === "resolved", run: (app) => app.actions.reopen() },
  { id: "first-unread", section: "open", key: "u", name: (t) => t("To the first unread"), when: isOpen, run: (app) => app.thread.toFirstUnread() },
  { id: "newest", section: "open", key: "g", name: (t) => t("To the newest message"), when: isOpen, run: (app) => app.signals.emit("end") },
  { id: "contact", section: "open", key: "p", name: (t) => t("About the contact"), when: isOpen, run: (app) => app.togglePanel() },

  { id: "palette", section: "around", control: "k", name: (t) => t("Find an action or a conversation"), run: (app) => app.dialogs.open("palette") },
  { id: "keys", section: "around", key: "?", name: (t) => t("Keys"), run: (app) => app.dialogs.open("keys") },
  { id: "availability", section: "around", key: "s", name: (t) => t("My availability"), when: () => find("#availability"), run: () => openSelect("#availability") },
  { id: "alerts", section: "around", key: "l", leads: true, name: (t) => t("Alerts"), when: ({ session }) => session.leads, run: (app) => app.dialogs.open("alerts") },
  { id: "board", section: "around", key: "b", leads: true, name: (t) => t("Live board"), when: ({ session }) => session.leads, run: (app) => app.go(app.place === "board" ? "" : "board") },
  { id: "back", section: "around", key: "Escape", press: "Esc", name: (t) => t("Out of the field, close"), run: (app) => app.stepBack() },

  { id: "online", section: "me", name: (t) => t("Availability: online"), when: isNot("online"), run: (app) => app.actions.availability("online") },
  { id: "away", section: "me", name: (t) => t("Availability: away"), when: isNot("away"), run: (app) => app.actions.availability("away") },
  { id: "offline", section: "me", name: (t) => t("Availability: offline"), when: isNot("offline"), run: (app) => app.actions.availability("offline") },
  { id: "quiet", section: "me", name: (t) => t("Do not disturb: on or off"), run: (app) => app.profile.toggleQuiet() },
  { id: "me", section: "me", name: (t) => t("Language, appearance"), run: (app) => app.dialogs.open("me") },
  { id: "keep-replies", section: "me", name: (t) => t("Keep saved replies"), run: (app) => app.dialogs.open("replies") },
  { id: "letters", section: "me", name: (t) => t("Failed reactions"), when: ({ session }) => session.administers, run: (app) => app.showLetters() },
  { id: "sign-out", section: "me", name: (t) => t("Sign out"), run: (app) => app.leave() },

  ...SETTINGS.map((page) => /** @type {Command} */ ({ id: `settings-${page.id}`, section: "settings", name: page.command, when: page.when, run: (app) => app.toSettings(page.id) })),
];

/** @param {App} app */
function isOpen(app) {
  return Boolean(app.thread.head);
}

/** @param {import("../wire.js").Availability} state @returns {(app: App) => boolean} */
function isNot(state) {
  return ({ session }) => session.me?.agent.availability !== state;
}

/** @param {string} selector */
const find = (selector) => /** @type {HTMLElement|null} */ (document.querySelector(selector));

/** @param {string} selector */
function openSelect(selector) {
  const select = /** @type {HTMLSelectElement|null} */ (document.querySelector(selector));
  select?.focus();
  if (navigator.userActivation?.isActive) select?.showPicker?.();
}

/** Whether it can be done now, where we are. @param {App} app @param {Command} command */
export function isPossible(app, command) {
  return !command.when || Boolean(command.when(app));
}
