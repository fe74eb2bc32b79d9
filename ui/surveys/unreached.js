/** Those who could not reach us: how often, by which way, and what they say. */
import { html, nothing, repeat } from "../vendor/lit.js";
import { number, t, when, written } from "../shared/i18n.js";

/** @typedef {import("./main.js").Surveys} Page */
/** @typedef {{id: string, at: number, way: string, on: string, about: string, said: string, locale: string, email: string}} One */
/** @typedef {{weeks: {begins: string, ways: Record<string, number>}[], items: One[]}} Missed */

const WAYS = ["webchat", "form", "email", "phone", "social", "other"];

/** What a way is called. @param {string} name */
export const channel = (name) => ({ webchat: t("Conversation on the site"), form: t("Message form"), email: t("E-mail"), phone: t("Phone or callback"), social: t("Social network"), other: t("Something else"), ticket: t("Ticket") })[name] ?? name;

/** @param {Page} page @param {Missed} missed */
export function unreachedCard(page, { weeks, items }) {
  return html`<section class="card" aria-label=${t("Could not reach us")}><h2 class="card-head">${t("Could not reach us")}</h2>
    <div class="sift" role="group" aria-label=${t("What is shown")}>${page.choice("way", t("How they tried"), [["", t("Any way")], ...WAYS.map((way) => /** @type {[string, string]} */ ([way, channel(way)]))])}</div>
    ${weeks.length ? counts(weeks) : nothing}
    ${items.length ? html`<ul class="plain rows">${repeat(items, ({ id }) => id, row)}</ul>` : page.empty(t("Nobody has reported this."))}</section>`;
}

/** @param {Missed["weeks"]} weeks */
function counts(weeks) {
  const named = t("How often, week by week");
  return html`<div class="table-wrap" tabindex="0" role="group" aria-label=${named}><table class="table"><thead><tr><th scope="col">${t("Week of")}</th>${WAYS.map((way) => html`<th scope="col" class="n">${channel(way)}</th>`)}</tr></thead>
    <tbody>${weeks.map(({ begins, ways }) => html`<tr><td><time>${begins}</time></td>${WAYS.map((way) => html`<td class="n">${number(ways[way] ?? 0)}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** @param {One} one */
function row({ id, at, way, on, about, said, email }) {
  const then = [on, about].filter(Boolean).join(" ");
  return html`<li class="card-body stack-s" data-unreached=${id}><div class="head"><b>${channel(way)}</b><time class="muted small">${when(at)}</time></div>
    <p class="quoted" lang=${written(said) || nothing} dir="auto">${said}</p>
    ${then || email ? html`<p class="small muted">${then ? t("By their clock: {then}", { then }) : nothing}${then && email ? " · " : nothing}${email ? t("Confirmed address: {email}", { email }) : nothing}</p>` : nothing}</li>`;
}
