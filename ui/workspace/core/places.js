/** The settings pages: what they are called and who sees them. The pages themselves are fetched when somebody goes there. */

/** @typedef {import("./app.js").App} App */
/** @typedef {(sentence: string) => string} Words */
/** @typedef {"profile"|"notifications"|"devices"|"team"|"inbox"|"channels"|"first-steps"} PageName */
/** @typedef {{id: PageName, icon: string, title: (t: Words) => string, command: (t: Words) => string, when?: (app: App) => boolean}} Page */

export const SETTINGS_PATH = "/workspace/settings/";

/** @type {Page[]} */
export const SETTINGS = [
  { id: "profile", icon: "person", title: (t) => t("Profile"), command: (t) => t("Settings: profile") },
  { id: "notifications", icon: "bell", title: (t) => t("Notifications"), command: (t) => t("Settings: notifications") },
  { id: "devices", icon: "device", title: (t) => t("Password and devices"), command: (t) => t("Settings: password and devices") },
  { id: "team", icon: "people", title: (t) => t("People and teams"), command: (t) => t("Settings: people and teams"), when: ({ session }) => session.leads },
  { id: "inbox", icon: "inbox", title: (t) => t("Inbox and hours"), command: (t) => t("Settings: inbox and hours"), when: ({ session }) => session.leads },
  { id: "channels", icon: "shield", title: (t) => t("Official channels"), command: (t) => t("Official channels"), when: ({ session }) => session.administers },
  { id: "first-steps", icon: "flag", title: (t) => t("First steps"), command: (t) => t("Settings: first steps"), when: ({ session }) => session.administers },
];

/** The settings page that an address means, or null. @param {string} path @returns {PageName|null} */
export function pageAt(path) {
  if (!path.startsWith(SETTINGS_PATH)) return null;
  const name = path.slice(SETTINGS_PATH.length).replace(/\/$/, "");
  return SETTINGS.find(({ id }) => id === name)?.id ?? "profile";
}
