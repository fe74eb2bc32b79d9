// The first screen: what is it about? Urgent things first, then the usual questions, then earlier conversations.
import { html, nothing } from "../../vendor/lit.js";
import { now } from "../../shared/api.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { promiseLine } from "./promise.js";

/** Told as words of their own: the bot knows them, gives the steps and calls a person at once. */
const danger = (topic, ask) => html`<button class="choice choice-danger" type="button" @click=${() => ask(topic)}>${icon("warn")}
  <span class="grow"><b>${topic.text}</b><br><span class="small">${t("Steps at once, and a person is called")}</span></span>${icon("chevron", true)}</button>`;

const RECENT = 24 * 3_600_000;

/** What was solved a moment ago and perhaps is not: one tap back, and nothing is told twice. */
const goOn = (head, open) => html`<button class="choice" type="button" @click=${() => open(head.id)}>
  <span class="grow"><b>${t("Not solved? Go on with:")}</b><br><span class="small" dir="auto">${head.last_text || t("Conversation")}</span></span>${icon("chevron", true)}</button>`;

/** `later` is what comes after the first picture; nothing that needs it can have happened before. */
export function home(store, { open, ask, answered, history, rephrase, person, later }) {
  const { urgent = [], topics = [], links } = store.config ?? {};
  const heads = [...store.heads.values()].sort((a, b) => b.last_at - a.last_at);
  const solved = heads[0]?.status === "resolved" && now() - heads[0].last_at < RECENT ? heads[0] : null;
  return html`<div class="w-body">
    ${solved ? goOn(solved, open) : nothing}
    ${store.stopped && later ? later.stoppedCard(store.stopped, { article: links?.stolen, rephrase, person }) : nothing}
    ${store.asking && later ? later.askCard(answered) : nothing}
    ${urgent.map((topic) => danger(topic, ask))}
    ${heads.length && later ? html`<section class="stack-s"><h2 class="label">${t("Your conversations")}</h2>
      <div class="rows card">${heads.slice(0, 2).map((head) => later.conversationRow(head, open))}
        ${heads.length > 2 ? html`<button class="row w-row" type="button" @click=${history}><span class="grow">${t("All conversations")}</span>${icon("chevron", true)}</button>` : nothing}</div></section>` : nothing}
    ${topics.length ? html`<section class="stack-s"><h2 class="label">${t("Common questions")}</h2>
      <div class="rows card">${topics.map((topic) => html`<button class="row w-row" type="button" @click=${() => ask(topic)}><span class="grow">${topic.text}</span>${icon("chevron", true)}</button>`)}</div></section>` : nothing}
    ${links ? html`<p class="small"><a href=${links.help} target="_blank" rel="noopener">${t("All help articles")}</a></p>` : nothing}
  </div>`;
}

/** Below the title: when there are people, and how soon they answer. */
export function hoursLine(config) {
  if (!config?.promise) return t("A bot answers first. You can ask for a person at any time.");
  return promiseLine(config.promise);
}
