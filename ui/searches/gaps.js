/** What was searched in vain: the draft of an article, a phrasing of one that is there, or nothing. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { number, t, written } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {import("./main.js").Searches} Page */
/** @typedef {import("./main.js").Sought} Sought */
/** @typedef {import("./main.js").Seen} Seen */

export const PATH = "/api/workspace/articles/searches";
export const LANGUAGES = { "zh-CN": "中文", en: "English" };

/** @param {string} locale */
export const language = (locale) => LANGUAGES[locale] ?? locale;

/** @param {Page} page @param {Seen} seen */
export function gapsCard(page, { in_vain: found, topics }) {
  return html`<section class="card" aria-label=${t("Searched in vain")}><h2 class="card-head">${t("Searched in vain")}</h2>
    ${page.told("gaps")}
    ${found.length
      ? html`<ul class="plain rows">${repeat(found, ({ words, locale }) => `${locale} ${words}`, (one) => row(page, one, topics))}</ul>`
      : html`<div class="empty">${icon("check-circle")}<b>${t("Everybody found something.")}</b><span>${t("What readers search for and don't find stands here.")}</span></div>`}</section>`;
}

/** @param {Page} page @param {Sought} one @param {{id: string, title: string}[]} topics */
function row(page, one, topics) {
  const { words, locale, times, in_vain: vain } = one;
  const open = page.open === `${locale} ${words}`;
  const act = (/** @type {string} */ way, /** @type {object} */ body, /** @type {unknown} */ done, /** @type {string[]} */ typed = []) => page.doing(() => page.api.post(`${PATH}/${way}`, { words, locale, ...body }), done, typed, "gaps");
  const draft = () => act("draft", { title: words }, (/** @type {{article: string}} */ { article }) => html`${t("A draft is there. Nobody outside reads it yet.")} <a href=${`/workspace/knowledge#${article}/${locale}`}>${t("Open the draft")}</a>`);
  const leave = () => act("dismiss", {}, t("Left out until somebody searches for it in vain again."));
  const unfold = () => {
    page.open = open ? "" : `${locale} ${words}`;
    page.requestUpdate();
  };
  return html`<li class="card-body stack" data-gap=${`${locale} ${words}`}>
    <div class="head"><span class="sought"><b lang=${written(words) || nothing}>${words}</b> <span class="muted small">${language(locale)} · <time>${one.last}</time></span></span>
      <span class="chip">${t("In vain: {vain} of {times}", { vain: number(vain), times: number(times) })}</span></div>
    <div class="inline"><button class="btn btn-s" type="button" @click=${draft}>${t("Begin an article")}</button><button class="btn btn-s" type="button" aria-expanded=${String(open)} @click=${unfold}>${t("Add to an article")}</button><button class="btn btn-s btn-quiet" type="button" @click=${leave}>${t("Leave out")}</button></div>
    ${open ? teaching(one, topics, (topic, text) => act("phrasing", { topic, text }, t("From the next search on it leads to this article."), [text])) : nothing}</li>`;
}

/** @param {Sought} one @param {{id: string, title: string}[]} topics @param {(topic: string, text: string) => unknown} teach */
function teaching({ words }, topics, teach) {
  const add = (/** @type {any} */ event) => {
    event.preventDefault();
    const { phrasing, topic } = event.target.elements;
    teach(topic.value, phrasing.value.trim());
  };
  return html`<form class="gap-form" @submit=${add}>
    <div class="field"><label for="phrasing">${t("How it is asked")}</label><input class="input" id="phrasing" name="phrasing" maxlength="300" required autocomplete="off" .value=${words} /></div>
    <div class="field"><label for="topic">${t("Article")}</label><select class="input" id="topic" name="topic" required><option value="">${t("Choose")}</option>${topics.map(({ id, title }) => html`<option value=${id}>${title}</option>`)}</select></div>
    <button class="btn btn-line">${t("Add")}</button></form>`;
}
