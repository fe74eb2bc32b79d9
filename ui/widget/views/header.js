// The board on top: where the contact is and who speaks, the way to a person, and what else can be done.
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { hoursLine } from "./home.js";
import { placeLine } from "./promise.js";

function titleOf(w) {
  const head = w.store.head;
  if (w.view === "history") return [t("Your conversations")];
  if (w.view === "ask") return [w.asked.title ?? w.asked.text];
  if (w.view === "survey") return [t("How was it?")];
  if (w.view === "prove") return [t("Is this really us?")];
  if (w.view === "home") return [t("Hello, what happened?"), hoursLine(w.store.config)];
  const person = t("A person of {app}", { app: w.store.config?.name ?? "" });
  if (head?.status === "with_agent") return [head.agent?.name || t("Support"), head.promise ? placeLine(head, person) : person];
  if (head?.status === "waiting_for_agent") return [t("You are in line for a person"), placeLine(head)];
  if (head?.status === "resolved") return [t("Conversation ended"), t("Write here to open it again.")];
  if (head?.status === "closed") return [t("Conversation closed")];
  return [t("Automatic answers"), t("Not a person. You can ask for one at any time.")];
}

/** Who speaks, by its picture too. A person's place will also hold the mark of a proven one. */
function speaker(head) {
  if (head?.status === "with_agent") return html`<span class="who who-agent">${icon("person")}</span>`;
  return !head || head.status === "open" ? html`<span class="who who-bot">${icon("bot")}</span>` : nothing;
}

export function header(w) {
  const [title, line] = titleOf(w);
  const withPerson = w.view === "thread" && ["waiting_for_agent", "with_agent"].includes(w.store.head?.status);
  const over = w.view === "thread" && w.store.head?.status === "closed";
  const agent = w.view === "thread" && w.store.head?.status === "with_agent";
  return html`<header class="w-head">
    ${w.view === "home" ? html`<span class="brand-mark">${icon("route")}</span>`
      : html`<button class="btn btn-quiet" type="button" aria-label=${t("Back")} @click=${w.back}>${icon("left", true)}</button>`}
    ${w.view === "thread" ? speaker(w.store.head) : nothing}
    <div class="grow"><h1 tabindex="-1" class="ellipsis">${agent ? html`<bdi>${title}</bdi>` : title}</h1>${withPerson && line ? html`<p>${line}</p>` : nothing}</div>
    <button class="btn btn-quiet" type="button" aria-label=${t("More")} aria-expanded=${w.menu ? "true" : "false"} aria-controls="menu" @click=${w.toggleMenu}>${icon("more")}</button>
    ${w.host.embedded && !w.host.full ? html`<button class="btn btn-quiet" type="button" aria-label=${t("Minimise")} @click=${w.host.close}>${icon("down")}</button>` : nothing}
    ${withPerson || over || ["survey", "prove"].includes(w.view) ? nothing : html`<div class="w-person"><p>${line}</p>
      <button class="btn btn-person" type="button" @click=${w.person}>${icon("person")}${t("Talk to a person")}</button></div>`}
    ${w.menu ? w.later.menu(w) : nothing}</header>`;
}

/** Whoever met a fake tells of it here where the inbox asks for it; else they read what to do. Any can check first. */
export const neverLine = (links, report) => html`<p class="neverline">${icon("shield")}<span>${t("We never ask for your recovery phrase, private key, password or codes.")}
  ${report ? html`<button class="btn-link" type="button" @click=${report}>${t("Report a fake")}</button>` : links ? html`<a href=${links.asked} target="_blank" rel="noopener">${t("Somebody asks for them?")}</a>` : nothing}
  ${links ? html`<a href=${links.verify} target="_blank" rel="noopener">${t("Is it us?")}</a>` : nothing}</span></p>`;
