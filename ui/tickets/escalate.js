/** From a conversation to a desk: which one, its form with what is known, and the two ways of sending it. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { collected, packetField } from "./packet.js";
import { PATH } from "./sent.js";

/** @typedef {import("./main.js").Tickets} Page */
/** @typedef {{chain: string, tx_id: string, address: string}} Transaction */
/** @typedef {{subject: string, transactions: Transaction[], there: string[]}} Prospect */

/** @param {Page} page @param {Prospect} known @param {string} conversation */
export function escalateCard(page, known, conversation) {
  const desk = page.desks.items.find(({ kind }) => kind === page.chosen);
  return html`<article class="stack-l"><div class="stack-s"><a class="small" href=${`/workspace#${conversation}`}>${icon("left", true)} ${t("Back to the conversation")}</a><h2 tabindex="-1">${t("Escalate to a desk")}</h2></div>
    <section class="card" aria-label=${t("Which desk")}><h3 class="card-head">${t("Which desk")}</h3><div class="card-body stack">
      <div class="choices" role="group" aria-label=${t("Which desk")}>${page.desks.items.map((one) => choice(page, one, known))}</div>
      ${page.desks.items.some(({ team }) => !team) ? html`<p class="small muted">${t("Greyed desks have no team yet. A lead can choose one.")}</p>` : nothing}
      ${known.there.length ? html`<p class="small muted">${t("Already with: {desks}", { desks: known.there.map((kind) => page.deskName(kind)).join(t(", ")) })}</p>` : nothing}</div></section>
    ${desk ? form(page, desk, known, conversation) : nothing}</article>`;
}

/** @param {Page} page @param {import("./main.js").Desk} desk @param {Prospect} known */
function choice(page, { kind, name, team }, { there }) {
  const choose = () => {
    page.wrong = {};
    page.picked = null;
    page.chosen = kind;
    page.requestUpdate();
  };
  return html`<button class="choice" type="button" data-desk=${kind} aria-pressed=${String(page.chosen === kind)} ?disabled=${!team || there.includes(kind)} @click=${choose}>${name}</button>`;
}

/** @param {Page} page @param {import("./main.js").Desk} desk @param {Prospect} known @param {string} conversation */
function form(page, { kind, form: fields }, { subject, transactions }, conversation) {
  const packet = page.picked ? filled(page.picked) : {};
  const send = async (/** @type {any} */ event) => {
    event.preventDefault();
    const review = event.submitter?.value !== "later";
    const { packet: given, typed } = collected(event.target, fields);
    const called = event.target.elements.subject.value.trim();
    const done = review ? t("The desk has it now.") : t("The desk's ticket is open. Hand in the rest when you have it.");
    const act = async () => {
      const { id } = await page.api.post(PATH, { desk: kind, conversation, subject: called, packet: given, review });
      page.arrived = done;
      location.hash = `sent/${id}`;
    };
    await page.sending("escalate", act, done, [called, ...typed]);
  };
  return html`${kind === "funds" && transactions.length ? knownCard(page, transactions) : nothing}
    <section class="card" aria-label=${page.deskName(kind)}><h3 class="card-head">${page.deskName(kind)}</h3>
    <form class="card-body" data-packet data-kind=${kind} @submit=${send}>
      <div class="field"><label for="subject">${t("Subject")}</label><input class="input" id="subject" name="subject" maxlength="200" autocomplete="off" .value=${subject} /></div>
      ${fields.map((field) => packetField(field, packet[field.id], { chains: page.desks.chains, wrong: page.wrong, missing: [] }))}
      ${page.told("escalate")}
      <div class="inline"><button class="btn btn-line" value="now">${t("Hand in for review")}</button><button class="btn" value="later">${t("Open it, the rest follows")}</button></div>
      <p class="small muted">${t("Never put a recovery phrase, key, password or code in any field.")}</p></form></section>`;
}

/** @param {Transaction} one @returns {import("./packet.js").Packet} */
const filled = (one) => ({
  chain: { value: one.chain, lacks: "" },
  tx_id: { value: one.tx_id, lacks: "" },
  address: { value: one.address, lacks: "" },
  at: { value: "", lacks: "" },
});

/** @param {Page} page @param {Transaction[]} transactions */
function knownCard(page, transactions) {
  const use = (/** @type {Transaction} */ one) => {
    page.picked = one;
    page.requestUpdate();
  };
  return html`<section class="card" aria-label=${t("Known from the conversation")}><h3 class="card-head">${t("Known from the conversation")}</h3><ul class="plain rows">
    ${transactions.map((one) => html`<li class="card-body inline"><span class="grow"><bdi class="mono">${one.tx_id}</bdi> <span class="small muted">${page.desks.chains.find(([id]) => id === one.chain)?.[1] ?? one.chain}</span></span><button class="btn btn-s" type="button" @click=${() => use(one)}>${t("Fill in")}</button></li>`)}</ul></section>`;
}
