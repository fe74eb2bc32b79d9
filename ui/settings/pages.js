/** The pages: what each is called, its sign, and the element that it is. Who sees them is said with the commands of the workspace. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { SETTINGS, SETTINGS_PATH } from "../workspace/core/places.js";
import "./channels.js";
import "./devices.js";
import "./first-steps.js";
import "./inbox.js";
import "./notifications.js";
import "./profile.js";
import "./team.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {import("../workspace/core/places.js").PageName} PageName */
/** @typedef {{icon: string, title: () => string, body: (app: Desk) => unknown}} Page */

/** Fetched when a lead opens it. @param {Desk} app */
const surveys = (app) => (customElements.get("wd-surveys") ? html`<wd-surveys .app=${app}></wd-surveys>` : void import("./surveys.js").then(() => app.signals.emit("settings")));

/** Fetched by who opens it: few do, and seldom. A form needs what it is given from its first moment on. @param {Desk} app */
function callbacks(app) {
  if (customElements.get("wd-callbacks")) return html`<wd-callbacks .app=${app}></wd-callbacks>`;
  import("./callbacks.js").then(() => app.signals.emit("settings"), () => {});
  return nothing;
}

/** Fetched when an administrator opens it. @param {Desk} app */
function inboxes(app) {
  if (customElements.get("wd-inboxes")) return html`<wd-inboxes .app=${app}></wd-inboxes>`;
  import("./inboxes.js").then(() => app.signals.emit("settings"), () => {});
  return nothing;
}

/** @type {Record<PageName, Page>} */
export const PAGES = {
  profile: { icon: "person", title: () => t("Profile"), body: (app) => html`<wd-profile .app=${app}></wd-profile>` },
  notifications: { icon: "bell", title: () => t("Notifications"), body: (app) => html`<wd-notifications .app=${app}></wd-notifications>` },
  devices: { icon: "device", title: () => t("Password and devices"), body: (app) => html`<wd-devices .app=${app}></wd-devices>` },
  team: { icon: "people", title: () => t("People and teams"), body: (app) => html`<wd-team .app=${app}></wd-team>` },
  inbox: { icon: "inbox", title: () => t("Inbox and hours"), body: (app) => html`<wd-inbox .app=${app}></wd-inbox>` },
  queues: { icon: "route", title: () => t("Queues and pauses"), body: (app) => (import("./queues.js").catch(() => {}), html`<wd-queues .app=${app}></wd-queues>`) },
  surveys: { icon: "star", title: () => t("Surveys"), body: surveys },
  callbacks: { icon: "phone", title: () => t("Callbacks"), body: callbacks },
  inboxes: { icon: "mail", title: () => t("Inboxes"), body: inboxes },
  channels: { icon: "shield", title: () => t("Official channels"), body: (app) => html`<wd-channels .app=${app}></wd-channels>` },
  "first-steps": { icon: "flag", title: () => t("First steps"), body: (app) => html`<wd-first-steps .app=${app}></wd-first-steps>` },
};

/** Those that this person may see. @param {Desk} app @returns {PageName[]} */
export const pagesFor = (app) => SETTINGS.filter(({ when }) => !when || when(app)).map(({ id }) => id);

/** The page that an address means. @param {string} path @returns {PageName} */
export function pageAt(path) {
  const name = path.slice(SETTINGS_PATH.length).replace(/\/$/, "");
  return SETTINGS.find(({ id }) => id === name)?.id ?? "profile";
}
