// Rating after a conversation: four parts and one line of words. Nothing is chosen beforehand.
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { ready, screen } from "../shield.js";

const MARKS = [1, 2, 3, 4, 5];
const PARTS = ["overall", "speed", "professionalism", "manner"];
const SOLVED = { yes: 5, partly: 3, no: 1 };

const marks = (name, words) => html`<fieldset class="rate"><legend>${words}</legend><div class="marks">${MARKS.map((mark) => html`<label><input type="radio" name=${name} value=${mark}><span>${mark}</span></label>`)}</div></fieldset>`;

export function survey({ send, later, stopped }) {
  const submit = async (event) => {
    event.preventDefault();
    const given = new FormData(event.target);
    const mark = (name) => (given.has(name) ? Number(given.get(name)) : null);
    const comment = String(given.get("comment")).trim();
    const read = await ready(comment).then(() => true, () => false);
    if (!read) return; // without a network it could not be sent either
    const found = screen(comment);
    if (found) {
      event.target.elements.comment.value = "";
      stopped(found);
      return;
    }
    send({ ...Object.fromEntries(PARTS.map((name) => [name, mark(name)])), solved: SOLVED[given.get("solved")] ?? null, comment });
  };
  return html`<form class="w-survey" @submit=${submit}><div class="w-body">
    <fieldset class="stack-s"><legend class="label">${t("Is your problem solved?")}</legend>
      <div class="marks marks-2">${Object.entries({ yes: t("Yes"), partly: t("Partly"), no: t("No") }).map(([value, words]) => html`<label><input type="radio" name="solved" value=${value}><span>${words}</span></label>`)}</div></fieldset>
    <div class="stack-s">${marks("speed", t("Speed"))}${marks("professionalism", t("Professionalism"))}${marks("manner", t("Communication"))}${marks("overall", t("Overall"))}
      <p class="split tiny faint"><span>${t("1 poor")}</span><span>${t("5 excellent")}</span></p></div>
    <div class="field"><label for="comment">${t("What is still missing?")} <span class="faint">${t("optional")}</span></label>
      <textarea class="input" id="comment" name="comment" rows="3" maxlength="1000" autocomplete="off" spellcheck="false"></textarea></div>
    </div>
    <div class="w-foot w-two"><button class="btn btn-quiet" type="button" @click=${later}>${t("Later")}</button><button class="btn btn-line btn-l grow">${t("Send rating")}</button></div></form>${nothing}`;
}
