/** The pages of the settings: how they are asked for by name, and who sees them. They are a page of their own (`ui/settings`). */

/** @typedef {{session: import("./session.js").Session}} App */
/** @typedef {(sentence: string) => string} Words */
/** @typedef {"profile"|"notifications"|"devices"|"team"|"inbox"|"queues"|"surveys"|"callbacks"|"channels"|"first-steps"} PageName */
/** @typedef {{id: PageName, command: (t: Words) => string, when?: (app: App) => boolean}} Page */

export const SETTINGS_PATH = "/workspace/settings/";

/** @type {Page[]} */
export const SETTINGS = [
  { id: "profile", command: (t) => t("Settings: profile") },
  { id: "notifications", command: (t) => t("Settings: notifications") },
  { id: "devices", command: (t) => t("Settings: password and devices") },
  { id: "team", command: (t) => t("Settings: people and teams"), when: ({ session }) => session.leads },
  { id: "inbox", command: (t) => t("Settings: inbox and hours"), when: ({ session }) => session.leads },
  { id: "queues", command: (t) => t("Settings: queues"), when: ({ session }) => session.leads },
  { id: "surveys", command: (t) => t("Settings: surveys"), when: ({ session }) => session.leads },
  { id: "callbacks", command: (t) => t("Settings: callbacks"), when: ({ session }) => session.leads },
  { id: "inboxes", command: (t) => t("Settings: inboxes"), when: ({ session }) => session.administers },
  { id: "channels", command: (t) => t("Official channels"), when: ({ session }) => session.administers },
  { id: "first-steps", command: (t) => t("Settings: first steps"), when: ({ session }) => session.administers },
];
