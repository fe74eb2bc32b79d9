// Files below what is written: choosing them, and those that wait to go with the message.
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { isPicture } from "../uploads.js";

export const filePicker = (composer) => html`<button class="btn btn-quiet" type="button" aria-label=${t("Add a picture or file")} @click=${() => composer.querySelector("input").click()}>${icon("clip")}</button>
  <input type="file" hidden multiple @change=${composer.choose} tabindex="-1" aria-label=${t("Add a picture or file")}>
  ${matchMedia("(pointer: coarse)").matches ? html`<button class="btn btn-quiet" type="button" aria-label=${t("Take a picture")} @click=${() => composer.querySelector("[capture]").click()}>${icon("camera")}</button>
    <input type="file" hidden accept="image/*" capture="environment" @change=${composer.choose} tabindex="-1" aria-label=${t("Take a picture")}>` : nothing}`;

export const tray = ({ uploads }) => html`<ul class="w-tray" aria-label=${t("Files to send")}>${uploads.entries.map((entry) => upload(entry, uploads))}</ul>`;

function upload(entry, uploads) {
  const state = entry.state === "failed"
    ? html`<span class="error">${entry.problem}</span>${entry.final ? nothing : html`<button class="btn-link" type="button" @click=${() => uploads.send(entry)}>${t("Try again")}</button>`}`
    : entry.state === "ready" ? html`<span class="tiny faint">${t("Ready to send")}</span>`
      : html`<progress max="1" .value=${entry.progress} aria-label=${t("Sending {name}", { name: entry.name })}></progress>`;
  return html`<li>${icon(isPicture(entry.file.type) ? "image" : "file")}<span class="grow"><bdi class="ellipsis">${entry.name}</bdi>${state}</span>
    <button class="btn btn-quiet" type="button" aria-label=${t("Remove {name}", { name: entry.name })} @click=${() => uploads.remove(entry)}>${icon("x")}</button></li>`;
}
