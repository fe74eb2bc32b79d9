/** The handoff packet as lines that a person can read: known fields with a name, anything else as it came; no link in it works. */
import { number, spoken, t } from "../../shared/i18n.js";
import { defanged } from "../model/links.js";
import { skillWord, whyPerson } from "./words.js";

/** @typedef {{name: string, value: string}} Fact */

const QUIET = new Set(["version", "summary", "locale", "answers"]); // for machines, and what stands elsewhere on the screen

/** In the order in which an agent reads. @returns {Record<string, string>} */
const names = () => ({
  reason: t("Why a person"),
  risk: t("Risk"),
  said: t("Asked"),
  facts: t("Facts given"),
  articles: t("Articles shown"),
  choices: t("Chosen"),
  category: t("Topic"),
  skill: t("Skill needed"),
  misses: t("Not understood"),
});

/** @type {Record<string, (value: any) => string>} */
const WORDS = {
  reason: (reason) => whyPerson(reason),
  risk: () => t("Money or a secret is at risk."),
  skill: (skill) => skillWord(skill),
  misses: (misses) => number(misses),
  said: (said) => said.join("\n"),
};

/** @param {Record<string, unknown>} packet @returns {Fact[]} */
export function packetFacts(packet) {
  const known = names();
  const order = [...Object.keys(known), ...Object.keys(packet).filter((name) => !known[name])];
  return order
    .filter((name) => !QUIET.has(name) && !isEmpty(packet[name]))
    .map((name) => ({ name: known[name] ?? plainName(name), value: defanged((WORDS[name] ?? words)(packet[name])) }));
}

/** What was asked before the conversation began, in the reader's language. @param {import("../wire.js").Answer[]} answers @returns {Fact[]} */
export function answerFacts(answers) {
  const said = (/** @type {Record<string, string>} */ words) => words[spoken()] ?? Object.values(words)[0] ?? "";
  return answers.map(({ name, words, value }) => ({ name: said(name), value: said(words) || defanged(value) }));
}

/** @param {unknown} value */
function isEmpty(value) {
  return !value || (typeof value === "object" && Object.keys(value).length === 0);
}

/** @param {string} name */
const plainName = (name) => name.replaceAll("_", " ");

/** @param {unknown} value @returns {string} */
function words(value) {
  if (value === true) return t("yes");
  if (Array.isArray(value)) return value.map(words).join("\n");
  if (typeof value === "object" && value !== null) return ofRecord(/** @type {Record<string, unknown>} */ (value));
  return String(value);
}

/** @param {Record<string, unknown>} record */
function ofRecord(record) {
  const told = record.title ?? record.text;
  if (typeof told === "string") return told;
  const lines = Object.entries(record).filter(([, value]) => !isEmpty(value));
  return lines.map(([name, value]) => (name === "ids" ? words(value) : `${plainName(name)}: ${words(value)}`)).join("\n");
}
