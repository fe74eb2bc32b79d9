/** What a conversation was about, asked once it is resolved: one key where the bot was right, one more where it was not. It lies beside everything and waits for nobody. */
import { html, nothing } from "../../vendor/lit.js";
import { t, written } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { key } from "./key.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {{id: string, title: string}} Choice `id` empty: no article answers it */
/** @typedef {{message: string, text: string, topic: string, confirmed: boolean, likely: {topic: string, title: string}[]}} Question */

const OTHERS = 2; // beside the one that is filled in

/** Ask, unless nothing is known of it or somebody said so already. @param {App} app @param {string} id */
export async function ask(app, id) {
  const { items, topics } = await app.server.topic(id);
  /** @type {Question|undefined} */
  const question = items[0];
  if (!question || question.confirmed) return;
  app.topic = () => strip(app, id, question, topics);
  app.signals.emit("topic");
  await /** @type {any} */ (document.querySelector("wd-workspace"))?.updateComplete;
  if (document.activeElement === document.body) document.querySelector(".topic button")?.focus(); // whoever is somewhere stays there
}

/** @param {App} app */
function leave(app) {
  app.topic = null;
  app.signals.emit("topic");
}

/** @param {App} app @param {string} id @param {Question} question @param {Choice[]} topics */
function strip(app, id, question, topics) {
  const none = { id: "", title: t("No article answers it") };
  const titled = (/** @type {string} */ topic) => topics.find((one) => one.id === topic) ?? none;
  const [first, ...others] = [...new Set([question.topic, ...question.likely.map(({ topic }) => topic)])].map(titled);
  const choices = [first, ...others.filter((one) => one !== first).slice(0, OTHERS)];
  const choose = async (/** @type {Choice} */ one) => {
    try {
      await app.server.confirmTopic(id, { message: question.message, topic: one.id });
      leave(app);
      app.toasts.say("done", t("Noted: {topic}.", { topic: one.title }));
    } catch (/** @type {any} */ problem) {
      app.toasts.problem(problem);
    }
  };
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const inField = event.target instanceof HTMLInputElement;
    const meant = { 0: none, 1: choices[1], 2: choices[2] }[event.key];
    if (event.key !== "Escape" && (inField || !meant)) return;
    event.preventDefault(); // of the keys of the page, which are the list's
    event.key === "Escape" ? leave(app) : meant && choose(meant);
  };
  const search = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.target).elements[0]);
    const wanted = field.value.trim().toLowerCase();
    const found = wanted && (topics.find(({ title }) => title.toLowerCase() === wanted) ?? topics.find(({ title }) => title.toLowerCase().includes(wanted)));
    if (found) return choose(found);
    field.select();
  };
  const button = (/** @type {Choice} */ one, /** @type {string} */ name, primary = false) => html`<button class="btn btn-s ${primary ? "btn-line" : ""}" type="button" @click=${() => choose(one)}>${one.title} ${key(name)}</button>`;
  return html`<section class="banner banner-line banner-edge topic" aria-label=${t("What was it about?")} @keydown=${pressed}>
    <b>${t("What was it about?")}</b><q class="ellipsis" lang=${written(question.text) || nothing}>${question.text}</q>
    ${choices.map((one, at) => button(one, at ? String(at) : "⏎", !at))} ${first === none ? nothing : button(none, "0")}
    <form @submit=${search}><input class="input" list="topics" autocomplete="off" aria-label=${t("Another topic")} placeholder=${t("Another topic")} /><datalist id="topics">${topics.map(({ title }) => html`<option value=${title}></option>`)}</datalist></form>
    <button class="btn btn-quiet btn-s" type="button" aria-label=${t("Leave it open")} @click=${() => leave(app)}>${icon("x")} ${key("Esc")}</button></section>`;
}
