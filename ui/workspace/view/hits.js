/** What a search found, newest first; a click leads to the message. */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { t, written } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { defanged } from "../model/links.js";
import { marked } from "../model/text.js";
import { contactName, shortTime } from "./words.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("../wire.js").Hit} Hit */

/** @param {App} app */
export function searchResults(app) {
  const { hits, state, next } = app.search;
  return html`<section aria-label=${t("Found")} aria-busy=${String(state === "searching")}>
    <p class="sr" role="status">${state === "done" ? t("Found: {count}", { count: hits.length }) : ""}</p>
    ${message(app)}
    <ul class="plain">${repeat(hits, (hit) => `${hit.conversation}/${hit.seq}`, (hit) => row(app, hit))}</ul>
    ${next && state === "done" ? html`<button class="btn btn-quiet btn-s btn-wide" type="button" data-more="search" @click=${() => app.search.more()}>${t("Show more")}</button>` : nothing}
  </section>`;
}

/** @param {App} app */
function message({ search }) {
  if (search.state === "blocked") {
    return html`<p class="banner banner-danger banner-edge" role="alert">${icon("shield-x")}${t("This looks like a secret. It was not searched and not kept.")}</p>`;
  }
  if (search.state === "failed") {
    return html`<p class="group-empty">${t("The search did not get through.")} <button class="btn-link" type="button" @click=${() => search.run()}>${t("Try again")}</button></p>`;
  }
  if (search.state === "done" && search.hits.length === 0) return html`<p class="group-empty">${t("No message holds these words.")}</p>`;
  return nothing;
}

/** @param {App} app @param {Hit} hit */
function row(app, hit) {
  const current = app.thread.id === hit.conversation && app.thread.target === hit.seq;
  const go = (/** @type {Event} */ event) => {
    event.preventDefault();
    app.go(hit.conversation, hit.seq);
  };
  return html`<li>
    <a class="conv hit" href="#${hit.conversation}/${hit.seq}" aria-current=${current ? "true" : nothing} @click=${go}>
      ${icon("search")}
      <b class="ellipsis">${contactName(hit.contact)}</b>
      <em><time class="timer" datetime=${new Date(hit.at).toISOString()}>${shortTime(hit.at, app.session.now())}</time></em>
      <span class="hit-text" lang=${written(hit.text) || nothing}>${marked(excerpt(defanged(hit.text), app.search.text.trim()), [app.search.text.trim()]).map(({ part, hit: is }) => (is ? html`<mark>${part}</mark>` : part))}</span>
    </a>
  </li>`;
}

const AROUND = 24; // characters before the word: it must be seen in two lines

/** @param {string} text @param {string} word */
function excerpt(text, word) {
  const at = text.toLowerCase().indexOf(word.toLowerCase());
  return at > AROUND ? `…${text.slice(at - AROUND)}` : text;
}
