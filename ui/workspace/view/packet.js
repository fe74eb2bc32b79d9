/** The handoff packet as lines that a person can read: known fields with a name, anything else as it came. */
import { t } from "../../shared/i18n.js";
import { levelWord, languageName } from "./words.js";

/** @typedef {{name: string, value: string}} Fact */

const QUIET = new Set(["version", "v", "conversation"]); // for machines

/** @returns {Record<string, string>} */
const names = () => ({
  question: t("Asked"),
  subject: t("Subject"),
  summary: t("In short"),
  topic: t("Topic"),
  title: t("Topic"),
  reason: t("Why a person"),
  skill: t("Skill needed"),
  risk: t("Risk"),
  locale: t("Language"),
  level: t("Verification"),
  said: t("Said"),
  facts: t("Facts given"),
  slots: t("Facts given"),
  answers: t("Answers shown"),
  articles: t("Articles shown"),
  shown: t("Articles shown"),
  tried: t("Already tried"),
  misses: t("Not understood"),
  choices: t("Chosen"),
});

/** @param {Record<string, unknown>} packet @returns {Fact[]} */
export function packetFacts(packet) {
  const known = names();
  return Object.entries(packet)
    .filter(([name, value]) => !QUIET.has(name) && !isEmpty(value))
    .map(([name, value]) => ({ name: known[name] ?? name.replaceAll("_", " "), value: words(name, value) }));
}

/** @param {unknown} value */
function isEmpty(value) {
  return value === null || value === "" || value === false || (typeof value === "object" && Object.keys(value).length === 0);
}

/** @param {string} name @param {unknown} value @returns {string} */
function words(name, value) {
  if (name === "locale") return languageName(String(value));
  if (name === "level") return levelWord(String(value));
  if (name === "reason") return reasonWord(String(value));
  if (value === true) return t("yes");
  if (Array.isArray(value)) return value.map((one) => words("", one)).join(" · ");
  if (typeof value === "object" && value !== null) return ofRecord(/** @type {Record<string, unknown>} */ (value));
  return String(value);
}

/** @param {Record<string, unknown>} record */
function ofRecord(record) {
  if (typeof record.title === "string") return record.title;
  if (typeof record.text === "string") return record.text;
  return Object.entries(record)
    .filter(([, value]) => !isEmpty(value))
    .map(([name, value]) => `${name.replaceAll("_", " ")}: ${words(name, value)}`)
    .join(" · ");
}

/** @param {string} reason */
const reasonWord = (reason) =>
  ({
    asked: t("The contact asked for a person."),
    requested: t("The contact asked for a person."),
    misses: t("The bot had no checked answer."),
    risk: t("Money or a secret is at risk."),
    secret_stopped: t("A person was called because a secret was stopped."),
    reopened: t("The contact came back."),
  })[reason] ?? reason;
