/** What nobody could answer, matter by matter: a phrasing of a topic, a draft of an article, or nothing. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { t, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {{message: string, conversation: string, text: string, locale: string, outcome: string, topic: string}} OpenQuestion */
/** @typedef {{questions: OpenQuestion[]}} Matter */
/** @typedef {{items: Matter[], topics: {id: string, title: string}[]}} Matters */
/** @typedef {import("./main.js").Answers} Page */

const PATH = "/api/answers/questions";
const FOLDED = 20; // of one matter: whoever reads so many knows what it is about

/** @param {Page} page @returns {Promise<Matters>} */
export const fetchMatters = (page) => page.api.get(PATH);

/** @param {Page} page @param {Matters} matters */
export function questionsCard(page, { items, topics }) {
  return html`<section class="card" aria-label=${t("Questions without an answer")}><h2 class="card-head">${t("Questions without an answer")}</h2>
    ${page.told("questions")}
    ${items.length
      ? html`<ul class="plain rows">${repeat(items, ({ questions }) => questions[0].message, (matter) => row(page, matter, topics))}</ul>`
      : html`<div class="empty">${icon("check-circle")}<b>${t("Nothing is open.")}</b><span>${t("What the bot can't answer in the next days stands here.")}</span></div>`}</section>`;
}

/** @param {Page} page @param {Matter} matter @param {{id: string, title: string}[]} topics */
function row(page, { questions }, topics) {
  const [first, ...others] = questions;
  return html`<li class="card-body stack" data-matter=${first.message}>
    <div class="head"><b class="asked" lang=${written(first.text) || nothing}>${first.text}</b><span class="chip">${t("Asked: {count}", { count: questions.length })}</span></div>
    ${others.length ? html`<details class="fold"><summary>${icon("chevron", true)}${t("In other words")}</summary><ul class="more">${others.slice(0, FOLDED).map(({ text }) => html`<li class="asked" lang=${written(text) || nothing}>${text}</li>`)}</ul></details>` : nothing}
    ${form(page, first, questions.map(({ message }) => message), topics)}</li>`;
}

/** @param {Page} page @param {OpenQuestion} first @param {string[]} messages @param {{id: string, title: string}[]} topics */
function form(page, first, messages, topics) {
  const [text, topic] = [`text-${first.message}`, `topic-${first.message}`];
  const locale = first.locale.startsWith("zh") ? "zh-CN" : "en";
  const value = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (page.querySelector(`#${CSS.escape(id)}`)).value.trim();
  const act = (/** @type {string} */ way, /** @type {object} */ body, /** @type {unknown} */ done) => page.doing(() => page.api.post(`${PATH}/${way}`, { messages, ...body }), done, [value(text)], "questions");
  const teach = () => act("phrasing", { topic: value(topic), locale, text: value(text) }, t("From the next question on it leads to this topic."));
  const draft = () => act("draft", { locale, title: value(text) }, (/** @type {{article: string}} */ { article }) => html`${t("A draft is there. Nobody outside reads it yet.")} <a href=${`/workspace/knowledge#${article}/${locale}`}>${t("Open the draft")}</a>`);
  const leave = () => act("dismiss", {}, t("Left out."));
  return html`<form class="matter-form" @submit=${(/** @type {Event} */ event) => { event.preventDefault(); teach(); }}>
    <div class="field"><label for=${text}>${t("How it is asked")}</label><input class="input" id=${text} maxlength="300" required autocomplete="off" .value=${first.text} /></div>
    <div class="field"><label for=${topic}>${t("Topic")}</label><select class="input" id=${topic}>${topics.map(({ id, title }) => html`<option value=${id} ?selected=${id === first.topic}>${title}</option>`)}</select></div>
    <div class="inline"><button class="btn btn-line">${t("Add to this topic")}</button><button class="btn" type="button" @click=${draft}>${t("Begin an article")}</button><button class="btn btn-quiet" type="button" @click=${leave}>${t("Leave out")}</button>
      <a href="/workspace#${first.conversation}">${t("Open the conversation")}</a></div></form>`;
}
