/** Slang, slips and short forms: those of the house, those of the program, and one that is tried before it is added. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { moment, number, spoken, t, written as writtenIn } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { guarded, reason } from "../staff/shielding.js";

/** @typedef {import("./main.js").Searches} Page */
/** @typedef {{written: string, meant: string, own: boolean, off: boolean, by: string, at: number}} Word */
/** @typedef {{article: string, title: string, sure: number}} Found */
/** @typedef {{written: string, meant: string, before: string, after: string, found_before: Found[], found_after: Found[]}} Trial */

const PATH = "/api/workspace/synonyms";
const MOST_FOUND = 3;

/** @param {Page} page @returns {Promise<Word[]>} */
export const fetchWords = async (page) => (await page.api.get(PATH)).items;

/** @param {Page} page @param {Word[]} words */
export function wordsCard(page, words) {
  const sought = page.sought.trim().toLowerCase();
  const shown = words.filter(({ written, meant }) => !sought || written.includes(sought) || meant.includes(sought));
  const own = shown.filter((word) => word.own);
  const shipped = shown.filter((word) => !word.own);
  return html`<section class="card" id="words" aria-label=${t("Slang and slips")}><h2 class="card-head">${t("Slang and slips")}</h2>
    ${page.told("words")}
    <div class="card-body stack"><p class="hint">${t("The search and the bot read the word on the left as the one on the right, in questions and in articles.")}</p>${trying(page)}</div>
    <div class="card-body stack"><input class="input" type="search" name="word-sought" aria-label=${t("Find a word")} placeholder=${t("Find a word")} maxlength="40" .value=${page.sought} @input=${(/** @type {any} */ event) => page.seek(event.target.value)} />
      ${own.length ? html`<ul class="plain rows" aria-label=${t("Added here")}>${repeat(own, ({ written }) => written, (word) => row(page, word))}</ul>` : html`<p class="muted">${sought ? t("No word of yours fits.") : t("No word was added here yet.")}</p>`}
      <details ?open=${!!sought}><summary>${t("Of the program")} <span class="muted">${number(shipped.length)}</span></summary><ul class="plain rows" aria-label=${t("Of the program")}>${repeat(shipped, ({ written }) => written, (word) => row(page, word))}</ul></details></div></section>`;
}

/** @param {Page} page @param {Word} word */
function row(page, word) {
  const { written, meant, own, off, by, at } = word;
  const act = (/** @type {string} */ way, /** @type {string} */ done) => page.doing(() => page.api.post(`${PATH}${way}`, { written }), done, [], "words");
  const way = own
    ? html`<button class="btn btn-s btn-quiet" type="button" aria-label="${t("Remove")} ${written}" @click=${() => act("/remove", t("The word was removed."))}>${t("Remove")}</button>`
    : html`<button class="btn btn-s btn-quiet" type="button" aria-label="${off ? t("Switch on") : t("Switch off")} ${written}" @click=${() => (off ? act("/remove", t("The word counts again.")) : act("", t("The word doesn't count here any more.")))}>${off ? t("Switch on") : t("Switch off")}</button>`;
  return html`<li class="word" data-word=${written}><span class="sought">${pair(written, meant)}${off ? html` <span class="chip">${t("Off")}</span>` : nothing} ${at ? html`<span class="muted small">${by ? `${by} · ` : nothing}<time>${moment(at)}</time></span>` : nothing}</span>${way}</li>`;
}

/** @param {string} written @param {string} meant */
const pair = (written, meant) => html`<b lang=${writtenIn(written) || nothing}>${written}</b> <span aria-label=${t("is read as")} role="img">→</span> <span lang=${writtenIn(meant) || nothing}>${meant}</span>`;

/** @param {Page} page */
function trying(page) {
  /** @param {any} event */
  const attempt = async (event) => {
    event.preventDefault();
    const form = event.target.elements;
    const [written, meant, sentence] = ["word-written", "word-meant", "word-sentence"].map((name) => form[name].value.trim());
    page.trial = null;
    page.said = null;
    page.trying = true;
    page.requestUpdate();
    try {
      await guarded(written, meant, sentence);
      const locale = (writtenIn(sentence || written) || spoken()).startsWith("zh") ? "zh-CN" : "en";
      page.trial = { written, meant, ...(await page.api.post(`${PATH}/try`, { written, meant, sentence: sentence || written, locale })) };
    } catch (/** @type {any} */ problem) {
      page.said = { text: reason(problem), bad: true, at: "words" };
    }
    page.trying = false;
    page.requestUpdate();
  };
  return html`<form class="word-form" @submit=${attempt} @input=${() => page.untry()}>
    ${field("word-written", t("What people write"), 40)} ${field("word-meant", t("What it is read as"), 40)} ${field("word-sentence", t("A sentence to try it in"), 300, false)}
    <button class="btn" ?disabled=${page.trying}>${page.trying ? t("Trying") : t("Try")}</button></form>
    ${page.trial ? tried(page, page.trial) : nothing}`;
}

/** @param {string} name @param {string} label @param {number} most @param {boolean} [required] */
const field = (name, label, most, required = true) => html`<div class="field"><label for=${name}>${label}</label><input class="input" id=${name} name=${name} maxlength=${most} ?required=${required} autocomplete="off" /></div>`;

/** @param {Page} page @param {Trial} trial */
function tried(page, { written, meant, before, after, found_before: now, found_after: then }) {
  const add = async () => {
    if (await page.doing(() => page.api.post(PATH, { written, meant }), t("Added. It counts from the next question on."), [written, meant], "words")) page.forgetTrial();
  };
  return html`<div class="trial" role="group" aria-label=${t("What it does")}>
    <div><h3>${t("Now")}</h3><p lang=${writtenIn(before) || nothing}>${before}</p>${list(now)}</div>
    <div><h3>${t("With this word")}</h3><p lang=${writtenIn(after) || nothing}><b>${after}</b></p>${list(then)}</div>
    <div class="inline"><button class="btn btn-line" type="button" @click=${add}>${icon("plus")}${t("Add this word")}</button></div></div>`;
}

/** @param {Found[]} found */
const list = (found) => (found.length ? html`<ol>${found.slice(0, MOST_FOUND).map(({ title, sure }) => html`<li>${title} <span class="muted small">${number(Math.round(100 * sure))}%</span></li>`)}</ol>` : html`<p class="muted">${t("Finds nothing.")}</p>`);
