/** The card of a transaction dossier: what happened, where it stands, what to do, what never to do. The server brings the sentences. */
import { html, nothing } from "../vendor/lit.js";
import { now } from "./api.js";
import { clock, number, t, tn, when, written } from "./i18n.js";
import { icon } from "./icons.js";

/**
 * What a reader is shown of one transaction: facts, and sentences in the reader's language. Times are ms, amounts exact decimals.
 * @typedef {{id: string, name: string, state: "checking"|"watching"|"settled", tone: "waiting"|"failed"|"done"|"unknown", badge: string, since: number|null,
 *   amount: {value: string, symbol: string, claimed?: boolean}|null, chain: {id: string, name: string}|null, possible: string[], direction: "incoming"|"outgoing"|null, tx: string,
 *   explorer: {host: string, url: string}|null, code: string, title: string, meaning: string,
 *   timeline: {state: "done"|"now"|"missing"|"next", text: string, at: number|null, address: string|null}[], steps: string[], who: string, undo: string, never: string[],
 *   article: {title: string, url: string}|null, reason: string|null, nodes: {asked: number, agree: number}, checked_at: number|null, next_at: number|null,
 *   findings: {name: string, value: string}[], files: {name: string, sha256: string, size: number}[],
 *   hold: {why: string, at: number, by: string|null}|null, reasons: {id: string, text: string}[], may_tell: boolean, print_url: string, json_url: string}} Dossier
 */

const MINUTE = 60_000;
const HOUR = 60;
const DAY = 24 * HOUR;
const NAMED = 3; // chains that an id may belong to, by name

/** The mark, the chip and the band of each tone. @type {Record<string, [string, string, string]>} */
const TONES = {
  waiting: ["clock", "chip-wait", "verdict-wait"],
  failed: ["x-circle", "chip-danger", "verdict-danger"],
  done: ["check-circle", "chip-line", ""],
  unknown: ["question", "", "verdict-unknown"],
};

/** How the place where it stands now is drawn. @type {Record<string, string>} */
const HERE = { waiting: "now wait", failed: "stop", done: "now", unknown: "unknown" };

/** @param {Dossier} of @returns {[string, string, string]} */
const look = ({ tone }) => TONES[tone] ?? TONES.unknown;

/** For how long it has waited; of all else, when it was. @param {Dossier} of */
function since({ since: from, tone }) {
  if (!from) return "";
  if (tone !== "waiting") return when(from, now());
  const minutes = Math.max(0, Math.floor((now() - from) / MINUTE));
  if (minutes >= 2 * DAY) return tn("{count} day", "{count} days", Math.floor(minutes / DAY));
  const rest = number(minutes % HOUR);
  return minutes < HOUR ? t("{minutes} min", { minutes: rest }) : t("{hours} h {minutes} min", { hours: number(Math.floor(minutes / HOUR)), minutes: rest });
}

/** @param {Dossier} of */
export function chainOf({ chain, possible }) {
  if (chain) return chain.name;
  const names = possible.slice(0, NAMED).join(" / ");
  return possible.length > NAMED ? t("{chains} or another chain", { chains: names }) : names;
}

/** @param {Dossier} of */
const directionOf = ({ direction }) => (direction === "incoming" ? t("incoming") : direction === "outgoing" ? t("outgoing") : "");

/** @param {(string|false|null|undefined)[]} parts */
const joined = (...parts) => parts.filter(Boolean).join(" · ");

/** @param {Dossier} of */
export function head(of) {
  const [mark, chip] = look(of);
  return html`<div class="dossier-head"><div>
      ${of.amount ? html`<p class="amount"><bdi>${of.amount.value}</bdi> <small>${of.amount.symbol}</small></p>` : html`<p class="amount faint">${t("Amount not known")}</p>`}
      <p class="small muted">${joined(of.name, chainOf(of), directionOf(of))}</p>
      ${of.amount?.claimed ? html`<p class="tiny faint">${t("The name is what the token's own contract says.")}</p>` : nothing}</div>
    <span class="chip ${chip}">${icon(mark)}<span class="num">${joined(of.badge, since(of))}</span></span></div>`;
}

/** @param {Dossier} of */
export function verdict(of) {
  const [mark, , band] = look(of);
  return html`<div class="verdict ${band}">${icon(mark)}<div><h2>${of.title}</h2><p>${of.meaning}</p></div></div>`;
}

/** An address in pieces that can be compared, its ends marked. @param {string} address */
export const pieces = (address) => (address.match(/^0x.{4}|.{1,4}/g) ?? []).map((piece, at, all) => (at && at < all.length - 1 ? `${at > 1 ? " " : ""}${piece}` : html`${at ? " " : ""}<b>${piece}</b>${at ? "" : " "}`));

/** @param {Dossier} of @param {"route"|"route route-flat"} [kind] */
export function line({ timeline, tone }, kind = "route") {
  if (!timeline.length) return nothing;
  const shape = (/** @type {string} */ state) => ({ done: "done", now: HERE[tone] ?? "now", missing: "stop gap" })[state] ?? "";
  return html`<ol class="${kind} small">${timeline.map(({ state, text, at, address }) => html`<li class=${shape(state)} aria-current=${state === "now" ? "step" : nothing}>${text}${at ? html` <time>${when(at, now())}</time>` : nothing}
    ${address ? html`<br><span class="hash">${pieces(address)}</span>` : nothing}</li>`)}</ol>`;
}

/** The forbidden act stands out, its reason follows. @param {string} words */
function forbidden(words) {
  const [, act, why] = /^(.+?[。.！!])\s*(.*)$/s.exec(words) ?? ["", words, ""];
  return html`<p class="avoid">${icon("x")}<span><b>${act}</b> ${why}</span></p>`;
}

/** @param {Dossier} of */
const facts = ({ steps, who, undo }) => steps.length || who || undo ? html`<dl class="facts">
  ${steps.length ? html`<dt>${t("What to do")}</dt><dd>${steps.map((step, at) => html`<p>${steps.length > 1 ? `${number(at + 1)}. ` : ""}${step}</p>`)}</dd>` : nothing}
  ${who ? html`<dt>${t("Who can act")}</dt><dd>${who}</dd>` : nothing}
  ${undo ? html`<dt>${t("Undoing it")}</dt><dd>${undo}</dd>` : nothing}</dl>` : nothing;

/** A contract's own words are anybody's: a quotation, and nothing in it works. @param {Dossier} of */
export const reasonOf = ({ reason }) => (reason ? html`<p class="small">${t("The contract's own words:")} <q dir="auto" lang=${written(reason) || nothing}>${reason}</q></p>` : nothing);

/** The id, and what was found, for whoever wants to look. @param {Dossier} of */
const details = ({ tx, explorer, findings, files }) => html`<details class="fold small"><summary>${icon("chevron", true)}${t("All details")}</summary><dl class="facts">
  <dt>${t("Transaction ID")}</dt><dd><span class="hash">${tx}</span>${explorer ? html`<br><a href=${explorer.url} target="_blank" rel="noopener noreferrer">${explorer.host}</a>` : nothing}</dd>
  ${findings.map(({ name, value }) => html`<dt>${name}</dt><dd><bdi>${value}</bdi></dd>`)}
  ${files.map(({ name, sha256 }) => html`<dt><bdi>${name}</bdi></dt><dd class="mono">${sha256}</dd>`)}</dl></details>`;

/** What the nodes said, and when we look again. @param {Dossier} of */
export function basis({ nodes: { asked, agree }, checked_at: checked, next_at: next }) {
  const agreed = agree === asked ? tn("{count} node agrees", "{count} nodes agree", asked) : t("{agree} of {asked} nodes agree", { agree: number(agree), asked: number(asked) });
  return joined(asked > 0 && agreed, checked && t("checked {time}", { time: when(checked, now()) }), next && t("next {time}", { time: clock(next) }));
}

/** @param {Dossier} of @param {unknown} [more] */
export const foot = (of, more = nothing) => (of.code ? html`<div class="dossier-foot"><span class="num">${basis(of)}</span><span class="inline">${more}<span>${of.code}</span></span></div>` : nothing);

/** The whole card. @param {Dossier} of @param {unknown} [actions] */
export const card = (of, actions = nothing) => html`<article class="card dossier" aria-label=${t("Transaction {name}", { name: of.name })}>
  ${head(of)}${verdict(of)}
  <div class="card-body stack">${line(of)}${reasonOf(of)}
    ${facts(of)}${of.never.map(forbidden)}
    ${of.article ? html`<p class="small">${icon("book")} <a href=${of.article.url} target="_blank" rel="noopener">${of.article.title}</a></p>` : nothing}
    ${details(of)}${actions}</div>
  ${foot(of)}</article>`;
