/**
 * What the thread shows, as a flat list of rows: messages and notes, a line per day, the first-unread line, and runs of
 * system events folded into one row. Every row has a stable key, so that a redraw moves nothing that did not change.
 */

import { isOutcome } from "../../shared/checked.js";

/** @typedef {import("../wire.js").Item} Item */
/**
 * @typedef {{key: string, kind: "day", at: number}
 *   | {key: string, kind: "unread", count: number}
 *   | {key: string, kind: "events", items: Item[]}
 *   | {key: string, kind: "dossier", item: Item}
 *   | {key: string, kind: "item", item: Item, continues: boolean}} Row
 */

const SAME_BREATH = 120_000; // ms: a second message within two minutes needs no second byline
const QUARTER = 900_000; // ms: no zone's day ends within a quarter of an hour

/**
 * @param {Item[]} items
 * @param {{readUpTo: number, openedAt: number, me: string, day: (ms: number) => string, earlier?: boolean}} view  the last seqs that were read and there when the conversation was opened
 * @returns {Row[]}
 */
export function rowsOf(items, view) {
  /** @type {Row[]} */
  const rows = [];
  const unread = items.filter((item) => isUnread(item, view));
  const above = isAbove(items, view);
  let today = "";
  let quarter = NaN;
  let day = "";
  for (const item of items) {
    if (isOutcome(item)) continue;
    if (Math.floor(item.at / QUARTER) !== quarter) day = view.day(item.at);
    quarter = Math.floor(item.at / QUARTER);
    if (day !== today) rows.push({ key: `day-${day}`, kind: "day", at: item.at });
    today = day;
    if (item === unread[0] && !above) rows.push({ key: "unread", kind: "unread", count: unread.length });
    add(rows, item);
  }
  return rows;
}

/** The first unread one was not fetched yet: a line at the top of what was would be in the wrong place. @param {Item[]} items @param {{readUpTo: number, earlier?: boolean}} view */
export function isAbove(items, { readUpTo, earlier = false }) {
  return earlier && (items[0]?.seq ?? 0) > readUpTo + 1;
}

/** What I wrote myself and what the system did is never news. @param {Item} item @param {{readUpTo: number, openedAt: number, me: string}} view */
function isUnread(item, { readUpTo, openedAt, me }) {
  return item.seq > readUpTo && item.seq <= openedAt && item.kind !== "event" && item.author.kind !== "bot" && item.author.id !== me;
}

/** @param {Row[]} rows @param {Item} item */
function add(rows, item) {
  const before = rows.at(-1);
  if (item.kind !== "event") {
    rows.push({ key: `i-${item.seq}`, kind: "item", item, continues: continues(before, item) });
  } else if (item.event?.what === "dossier") {
    rows.push({ key: `e-${item.seq}`, kind: "dossier", item });
  } else if (before?.kind === "events") {
    before.items.push(item);
  } else {
    rows.push({ key: `e-${item.seq}`, kind: "events", items: [item] });
  }
}

/** @param {Row|undefined} before @param {Item} item */
function continues(before, item) {
  if (before?.kind !== "item") return false;
  const { author, kind, at } = before.item;
  return (
    kind === item.kind && author.kind === item.author.kind && author.id === item.author.id && item.at - at < SAME_BREATH
  );
}
