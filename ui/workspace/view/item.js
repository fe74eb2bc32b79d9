/** The rows of the thread. Whose words they are is told three times: by side, by ground and in words. */
import { html, nothing } from "../../vendor/lit.js";
import { clock, day, t, tn, moment, spoken, written, zoneShown } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { attachmentUrl } from "../core/server.js";
import { withLinks } from "../model/links.js";
import { marked, sizeOf, withHashes } from "../model/text.js";
import { linkOf } from "./link.js";
import { bylineOf, contactName, EVENTS, eventWords } from "./words.js";

/** @typedef {import("../wire.js").Item} Item */
/** @typedef {import("../wire.js").Attachment} Attachment */
/** @typedef {import("../model/rows.js").Row} Row */
/** @typedef {import("../core/app.js").App} App */

/** Why there is nothing to see. @type {Record<string, () => string>} */
const HIDDEN = { checking: () => t("Being checked, not yet visible to agents"), removed: () => t("It showed a secret and was destroyed.") };

/**
 * What a row is drawn from: who reads it, in which words (some come later) and zone, what the contact is called, what is known of links, and its own. As long as
 * nothing of it changes, the row stands as it was drawn.
 * @param {App} app
 * @returns {(row: Row) => unknown[]}
 */
export function drawnFrom({ channel, links, session, thread }) {
  const { head, lastOurs, target } = thread;
  const all = [spoken(), t("Messages"), zoneShown(), EVENTS.call_ended, session.agentId, head?.contact.id, head?.contact.name].join();
  const isSeen = (head?.contact_read_seq ?? 0) >= lastOurs;
  return (row) => {
    if (row.kind === "events") return [all, ...row.items];
    if (row.kind === "dossier") return [all, row.item];
    if (row.kind !== "item") return [all, row.kind === "day" ? row.at : row.count];
    return [all, row.item, row.continues, row.item.seq === target, row.item.seq === lastOurs, row.item.seq === lastOurs && isSeen, row.item.author.kind === "contact" && links.told, channel?.at(row.item)];
  };
}

/** @param {App} app @param {Row} row */
export function threadRow(app, row) {
  if (row.kind === "day") return html`<li class="msg-system" data-key=${row.key}><time datetime=${new Date(row.at).toISOString().slice(0, 10)}>${day(row.at)}</time></li>`;
  if (row.kind === "unread") return html`<li class="msg-system msg-unread" data-key=${row.key}>${tn("{count} unread message", "{count} unread messages", row.count)}</li>`;
  if (row.kind === "events") return events(row);
  if (row.kind === "dossier") return dossier(app, row);
  return message(app, row.item, row.continues);
}

/** @param {App} app @param {{key: string, item: Item}} row */
function dossier(app, { key, item }) {
  import("./dossiers.js").catch(() => {});
  return html`<li class="msg-card" data-key=${key} data-seq=${item.seq}><wd-dossier .app=${app} .of=${item.event?.value}></wd-dossier></li>`;
}

/** @param {{key: string, items: Item[]}} row */
function events({ key, items }) {
  const last = items[items.length - 1];
  if (items.length === 1) return html`<li class="msg-system" data-key=${key} data-seq=${last.seq}><span>${eventWords(last)}</span> ${time(last.at)}</li>`;
  return html`<li data-key=${key} data-seq=${last.seq}>
    <details class="fold">
      <summary>${icon("chevron", true)}<span>${eventWords(last)} ${time(last.at)} <span class="faint">${tn("({count} system event)", "({count} system events)", items.length)}</span></span></summary>
      <ol class="plain fold-list">${items.map((item) => html`<li>${time(item.at)} ${eventWords(item)}</li>`)}</ol>
    </details>
  </li>`;
}

/** @param {number} at */
const time = (at) => html`<time datetime=${new Date(at).toISOString()} title=${moment(at)}>${clock(at)}</time>`;

/** @param {Item} item */
function kindOf(item) {
  if (item.kind === "note") return "msg-note";
  return { contact: "msg-contact", bot: "msg-ours msg-bot", agent: "msg-ours msg-agent", system: "msg-ours msg-bot" }[item.author.kind];
}

/** @param {App} app @param {Item} item @param {boolean} continues */
function message(app, item, continues) {
  const target = app.thread.target === item.seq;
  return html`<li class="msg ${kindOf(item)} ${continues ? "msg-more" : ""} ${target ? "msg-target" : ""}" data-key="i-${item.seq}" data-seq=${item.seq} tabindex="-1">
    ${continues ? html`<span class="sr">${bylineOf(item)}</span>` : byline(app, item)}
    <time class="msg-when" datetime=${new Date(item.at).toISOString()}>${moment(item.at)}</time>
    ${body(app, item)}
    ${app.channel?.receipt(item) ?? seen(app, item)}
  </li>`;
}

/** @param {App} app @param {Item} item */
function byline(app, item) {
  if (item.kind === "note") return html`<p class="msg-by">${icon("lock")}<b>${t("Internal note · the contact cannot see it")}</b><span>${item.author.name}</span>${time(item.at)}</p>`;
  if (item.author.kind === "bot") return html`<p class="msg-by"><span class="chip chip-info">${icon("bot")}${bylineOf(item)}</span>${time(item.at)}</p>`;
  const contact = app.thread.head?.contact;
  const name = item.author.kind === "contact" && contact ? contactName({ ...contact, name: item.author.name || contact.name }) : bylineOf(item);
  const whose = item.author.id === app.session.agentId && item.author.id ? t("{name} (me)", { name }) : name;
  return html`<p class="msg-by"><b>${whose}</b>${item.author.kind === "agent" ? html`<span>${t("Agent")}</span>` : nothing}${time(item.at)}</p>`;
}

/** @param {string} text */
export const hashed = (text) => withHashes(text).map(({ part, hit }) => (hit ? html`<bdi class="hash">${part}</bdi>` : part));

/** The names of those whom a note means stand out; nothing else that looks like one does. A contact's links are words. @param {App} app @param {Item} item */
function words(app, item) {
  if (item.author.kind === "contact") return withLinks(item.text).map(({ part, link }) => (link ? linkOf(app, part) : hashed(part)));
  const names = (item.mentions ?? []).map(({ name }) => name);
  return marked(item.text, names, "[@＠]").map(({ part, hit }) => (hit ? html`<b class="mentioned">${part}</b>` : hashed(part)));
}

/** @param {App} app @param {Item} item */
function body(app, item) {
  return html`<div class="msg-body">
    ${item.withdrawn ? html`<p class="msg-text muted">${icon("shield")} ${t("Withdrawn: part of a secret")}</p>` : nothing}
    ${item.text ? html`<p class="msg-text" dir="auto" lang=${written(item.text) || nothing}>${words(app, item)}</p>` : nothing}
    ${item.attachments.length ? html`<ul class="plain files">${item.attachments.map((file) => attachment(app, file))}</ul>` : nothing}
    ${item.choices.length ? html`<ul class="plain inline" aria-label=${t("Choices offered")}>${item.choices.map((choice) => html`<li class="chip chip-open">${choice.text}</li>`)}</ul>` : nothing}
    ${item.form ? html`<p class="source">${icon("question")}<span>${t("Asks for:")} ${item.form.name}</span></p>` : nothing}
    ${item.source ? html`<p class="source">${icon("book")}<span>${t("Source:")} <a href=${item.source.url} target="_blank" rel="noopener">${item.source.title}</a></span></p>` : nothing}
  </div>`;
}

/** @param {App} app @param {Attachment} file */
function attachment(app, file) {
  const hidden = HIDDEN[file.state];
  if (hidden) return html`<li class="file" data-state=${file.state}>${icon("eye-off")}<span class="ellipsis">${file.name}</span><span class="faint">${hidden()}</span></li>`;
  if (file.state !== "unread") return html`<li>${download(file)}</li>`;
  import("./unread.js").catch(() => {});
  return html`<li><wd-unread .app=${app} .file=${file} .shown=${download}></wd-unread></li>`;
}

/** @param {Attachment} file */
function download(file) {
  const href = attachmentUrl(file.id);
  const picture = file.type.startsWith("image/") && file.width && file.height;
  return html`
    ${picture ? html`<a class="picture" href=${href} target="_blank" rel="noopener"><img src=${href} alt=${t("Picture {name}", { name: file.name })} width=${file.width} height=${file.height} loading="lazy" /></a>` : nothing}
    <a class="file" href=${href} download=${file.name}>${icon("download")}<span class="ellipsis">${file.name}</span><span class="faint num">${sizeOf(file.size)}</span></a>`;
}

/** Only the last of our messages says whether it was seen: what holds for it holds for those before. @param {App} app @param {Item} item */
function seen(app, item) {
  if (item.seq !== app.thread.lastOurs) return nothing;
  const isSeen = (app.thread.head?.contact_read_seq ?? 0) >= item.seq;
  return html`<p class="msg-state">${isSeen ? html`${icon("check")}${t("Seen by the contact")}` : t("Sent, not seen yet")}</p>`;
}

/** What was written here and is not stored yet. @param {App} app @param {import("../core/sending.js").Entry} entry */
export function pendingRow(app, entry) {
  const { sending } = app;
  const kind = entry.mode === "note" ? "msg-note" : "msg-ours msg-agent";
  return html`<li class="msg msg-pending ${kind}" data-key="p-${entry.client_id}">
    ${entry.mode === "note" ? html`<p class="msg-by">${icon("lock")}<b>${t("Internal note · the contact cannot see it")}</b></p>` : nothing}
    <div class="msg-body">
      ${entry.text ? html`<p class="msg-text" dir="auto" lang=${written(entry.text) || nothing}>${entry.text}</p>` : nothing}
      ${entry.attachments.length ? html`<ul class="plain files">${entry.attachments.map((file) => html`<li class="file">${icon("file")}<span>${file.name}</span></li>`)}</ul>` : nothing}
    </div>
    ${pendingState(app, entry)}
    ${entry.state === "failed"
      ? html`<p class="actions">
          ${sending.isHeld(entry)
            ? html`<button class="btn btn-s" type="button" @click=${() => app.dialogs.open("review", { entry: entry.client_id })}>${t("Look again")}</button>`
            : html`<button class="btn btn-s" type="button" @click=${() => sending.again(entry.client_id)}>${t("Send again")}</button>`}
          <button class="btn btn-s btn-quiet" type="button" @click=${() => sending.edit(entry.client_id)}>${t("Edit")}</button>
          <button class="btn btn-s btn-quiet" type="button" @click=${() => sending.discard(entry.client_id)}>${t("Delete")}</button>
        </p>`
      : nothing}
  </li>`;
}

/** @param {App} app @param {import("../core/sending.js").Entry} entry */
function pendingState(app, entry) {
  if (app.sending.isHeld(entry)) return html`<p class="msg-state msg-state-bad">${icon("warn")}${t("Not sent: somebody wrote meanwhile.")}</p>`;
  if (entry.state === "failed") return html`<p class="msg-state msg-state-bad">${icon("warn")}${t("Not sent")}${entry.problem ? html` · ${entry.problem}` : nothing}</p>`;
  const away = ["offline", "connecting"].includes(app.feed.state);
  return html`<p class="msg-state">${icon("clock")}${away ? t("Kept here. Goes out once you are connected.") : t("Sending")}</p>`;
}
