// What stands below the messages: the place in line, a stopped secret, the question whether it is solved.
import { html, nothing } from "../../vendor/lit.js";
import { number, t, when } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { isLate, promiseLine } from "./promise.js";

/** Where the contact stands, and until when; that nobody is there; once the time has passed, that we are late and the place is kept. */
export function queueCard(head) {
  const promise = head.promise ?? {};
  const away = promise.there === false;
  const position = head.queue?.position && number(head.queue.position);
  const late = isLate(promise);
  const words = head.queue?.wait?.words;
  const place = position ? t("You are number {position} in line.", { position }) : t("You are in line. Your place is not known yet.");
  const kept = position ? t("You are number {position} and keep your place.", { position }) : t("You keep your place in line.");
  return html`<section class="card card-body stack w-card w-line" aria-label=${t("Your place in line")}>
    <div class=${position && !away ? "queue-place" : ""}>${position && !away ? html`<p class="amount" aria-hidden="true">${position}</p>` : nothing}
      <div><b role="status">${late ? t("We said {time} and are late.", { time: when(promise.by) }) : away ? promiseLine(promise) : place}</b>
        ${late || away ? html`<p class="small">${kept}</p>` : nothing}<p class="small muted">${words}</p>${away && !late || words && !promise.by ? nothing : html`<p class="small muted">${promiseLine(promise)}</p>`}</div></div>
    <ol class="route route-flat" aria-label=${t("Progress")}><li class="done">${t("Received")}</li><li class=${position ? "now wait" : "now unknown"} aria-current="step">${t("In line")}</li><li>${t("Person")}</li></ol>
    <p class="small">${t("Write on while you wait. Whoever takes over reads everything.")}</p>
    <p class="small muted">${t("You may close the page. Your place is kept for 30 minutes; then your question is kept as a message.")}</p>
  </section>`;
}

const STOPPED = {
  mnemonic: () => t("This looks like a recovery phrase. It was stopped: not sent, not kept, no agent sees it. Treat it as leaked."),
  keystore: () => t("This looks like a keystore file. It was stopped: not sent, not kept, no agent sees it. Treat it as leaked."),
  password: () => t("This looks like a password. It was stopped: not sent, not kept, no agent sees it. Change it."),
  otp: () => t("This looks like a one-time code. It was stopped: not sent, not kept, no agent sees it. Give it to nobody."),
  key: () => t("This looks like a private key. It was stopped: not sent, not kept, no agent sees it. Treat it as leaked."),
};

/** `person` is null where one was called already. */
export function stoppedCard(finding, { article, rephrase, person }) {
  const small = finding.kind === "password" || finding.kind === "otp";
  const words = finding.continued
    ? t("This completes a recovery phrase. This part was stopped: not sent, not kept. What you sent of it before is being withdrawn. Treat the phrase as leaked.")
    : (STOPPED[finding.kind] ?? STOPPED.key)();
  return html`<section class="stack w-card"><div role="alert" class="banner banner-danger">${icon("lock")}<b>${words}</b></div>
    <p class="small">${finding.picture ? t("It stood in your picture. The picture was destroyed; your words have arrived.") : t("Anything else in that message was not sent either. Write it again without the secret.")}</p>
    ${person ? html`<button class="btn btn-wide" type="button" @click=${person}>${icon("person")}${t("Talk to a person")}</button>` : nothing}
    ${small ? nothing : html`<div class="card card-body stack"><h2>${t("Make a new wallet now")}</h2>
      <ol class="route small"><li class="now">${t("Take a clean device")}</li><li>${t("Make a new wallet yourself and write its phrase on paper")}</li><li>${t("Move your assets there at once")}</li></ol>
      ${article ? html`<a class="btn btn-line btn-wide" href=${article} target="_blank" rel="noopener">${t("Move assets step by step")}${icon("right", true)}</a>` : nothing}</div>`}
    <p class="small muted">${t("Are we wrong?")} <button class="btn-link" type="button" @click=${rephrase}>${t("Say it in other words")}</button></p></section>`;
}

/** A transaction ID and a private key can both be 64 hexadecimal characters: only the person who copied it knows. */
export const askCard = (answered) => html`<section class="card card-body stack w-card" role="alert">
  <p><b>${t("These 64 characters can be a transaction ID or a private key. Nothing was sent. Which is it?")}</b></p>
  <p class="small muted">${t("A transaction ID is copied from the transaction's details. Whoever holds a private key can take the coins.")}</p>
  <div class="choices"><button class="choice" type="button" @click=${() => answered(true)}>${t("A transaction ID")}</button>
    <button class="choice" type="button" @click=${() => answered(false)}>${t("A private key, or not sure")}</button></div></section>`;

export function solvedCard(head, { rate, startNew }) {
  const closed = head.status === "closed";
  if (!closed && head.status !== "resolved") return nothing;
  return html`<section class="card card-body stack w-card" aria-label=${t("Conversation ended")}>
    <p>${closed ? t("This conversation is closed. The record is kept.") : t("Is it solved? If not, reply here; your record is kept and you won't start over.")}</p>
    ${head.survey === "asked" ? html`<button class="btn btn-tint btn-wide" type="button" @click=${rate}>${t("Rate the service")}</button>` : nothing}
    ${head.survey === "given" ? html`<p class="small muted">${icon("check")} ${t("Thank you. Your rating has arrived.")}</p>` : nothing}
    ${closed ? html`<button class="btn btn-wide" type="button" @click=${startNew}>${t("Ask something new")}</button>` : nothing}</section>`;
}

/** What the bot or an agent offers to tap, below the newest message only. */
export function choices(item, choose) {
  if (!item?.choices?.length) return nothing;
  return html`<div class="choices w-card" role="group" aria-label=${t("Answers to choose from")}>${item.choices.map((one) => html`<button class="choice" type="button" @click=${() => choose(one)}>${one.text}</button>`)}</div>`;
}
