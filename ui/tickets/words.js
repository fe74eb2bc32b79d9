/** What states, stages and lines of the history are called. */
import { moment, t } from "../shared/i18n.js";

/** @param {string} state */
export const stateWord = (state) =>
  ({ open: t("Open (ticket)"), waiting_contact: t("Waiting for the contact"), waiting_third_party: t("Waiting for another party"), resolved: t("Resolved"), closed: t("Closed") })[state] ?? state;

/** What pressing it does. @param {string} state */
export const moveWord = (state) =>
  ({ open: t("Go on with it"), waiting_contact: t("Wait for the contact"), waiting_third_party: t("Wait for another party"), resolved: t("Resolve"), closed: t("Close for good") })[state] ?? state;

/** @param {string} stage */
export const stageWord = (stage) => ({ intake: t("Being filled in"), review: t("In review"), returned: t("Back at the front") })[stage] ?? stage;

/** @param {string} state */
export const stateChip = (state) => ({ open: "chip-open", waiting_contact: "chip-wait", waiting_third_party: "chip-wait", resolved: "chip-line" })[state] ?? "";

/** @param {string} stage */
export const stageChip = (stage) => ({ review: "chip-line", returned: "chip-wait" })[stage] ?? "";

/** @param {string} priority */
const priorityWord = (priority) => ({ normal: t("Normal"), high: t("High"), security: t("Security") })[priority] ?? priority;

/** @typedef {{seq: number, at: number, by: {kind: string, id: string}, what: string, before: string, after: string}} Line */

/** What became of a question to somebody outside. @param {string} what @param {string} name or the day on which to ask again */
const taskWords = (what, name) =>
  ({
    planned: t("To be asked: {name}", { name }),
    sent: t("Asked: {name}", { name }),
    answered: t("They answered: {name}", { name }),
    no_answer: t("No answer from {name}", { name }),
    closed: t("Done with {name}", { name }),
    chase: t("Ask again on {day}", { day: name }),
    chase_due: t("To be asked again: {name}", { name }),
  })[what] ?? name;

/** One line of the history. @param {Line} line @param {{field: (id: string) => string, person: (id: string) => string, team: (id: string) => string, step: (id: string) => string}} named */
export function lineWords({ what, before, after }, named) {
  const told = {
    opened: () => t("Opened"),
    state: () => t("{before} → {after}", { before: stateWord(before), after: stateWord(after) }),
    stage: () => t("{before} → {after}", { before: stageWord(before), after: stageWord(after) }),
    owner: () => (after ? t("Given to {name}", { name: named.person(after) }) : t("Given back")),
    team: () => t("To the team {name}", { name: named.team(after) }),
    priority: () => t("Priority: {name}", { name: priorityWord(after) }),
    subject: () => t("Called: {subject}", { subject: after }),
    linked: () => t("A conversation was linked"),
    unlinked: () => t("A conversation was unlinked"),
    note: () => t("Note"),
    packet: () => t("Filled in: {fields}", { fields: after.split(", ").map(named.field).join(t(", ")) }),
    returned: () => t("Told the front"),
    overdue: () => t("The desk's answer is overdue"),
    next: () => (after ? t("What comes next: {step}", { step: named.step(after) }) : t("What comes next is open")),
    evidence: () => t("Evidence no. {seq}: {name}", { seq: before, name: after }),
    task: () => taskWords(before, after),
    expected: () => (after ? t("Expected by {day}", { day: after }) : t("No date is expected any more")),
  };
  return told[what]?.() ?? what;
}

/** Until when a desk answers. @param {number} due */
export const dueWords = (due) => (due < Date.now() ? t("The desk was to answer by {when}. It is overdue.", { when: moment(due) }) : t("The desk answers by {when}.", { when: moment(due) }));
