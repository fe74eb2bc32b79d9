/** The words of a call: how it ended, why there is no microphone, how the line sounds. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** What a browser says of a microphone. @type {Record<string, () => string>} */
export const MIC_PROBLEMS = {
  NotAllowedError: () => t("The microphone was refused. Allow it beside the address of this page, then try again."),
  NotFoundError: () => t("No microphone was found. Plug one in, then try again."),
  NotReadableError: () => t("Another program uses the microphone. Close it there, then try again."),
  NotSupportedError: () => t("This browser cannot call from here. Open the page by https in a current browser."),
};

/** @param {number} seconds */
export const lasted = (seconds) => `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;

/** @param {import("./main.js").Call} call @param {string} side who reads it */
export function aboutEnd({ state, reason, by, ended_by, seconds }, side) {
  if (state === "declined") return { title: t("The call was declined"), text: t("You can go on in writing.") };
  if (state === "missed" && reason === "cancelled") return { title: t("The call was taken back"), text: t("You can go on in writing.") };
  if (state === "missed") return { title: by === side ? t("Nobody answered") : t("You did not answer in time"), text: t("You can go on in writing.") };
  if (reason === "not_heard") return { title: t("The call was ended"), text: t("One side did not hear the other.") };
  if (reason === "microphone") return { title: t("The call did not come about"), text: t("One side has no microphone to use.") };
  if (state === "failed") return { title: t("The call did not come about"), text: t("The two ends did not reach each other. Networks of companies and hotels often forbid it.") };
  if (reason === "gone") return { title: t("The call broke off"), text: ended_by === side ? t("This page could not reach us for a while.") : t("The other side is gone.") };
  if (reason === "moved") return { title: t("The call is over"), text: t("Somebody else has the conversation now.") };
  return { title: t("The call is over"), text: seconds ? t("It took") : t("You can go on in writing.") };
}

/** @param {string} quality */
export function qualityChip(quality) {
  const [look, said] = { good: ["chip-open", t("Line: good")], fair: ["chip-wait", t("Line: fair")], poor: ["chip-danger", t("Line: poor. Move nearer to your Wi-Fi.")] }[quality] ?? [];
  return said ? html`<span class="chip ${look}">${icon("wifi")}${said}</span>` : nothing;
}

/** How loud one's own microphone is. @param {number} level 0 to 1 @param {boolean} quiet */
export function meter(level, quiet) {
  const share = quiet ? 0 : Math.min(1, Math.sqrt(level) * 1.6);
  return html`<p class="talk-meter"><span class="small muted" id="level">${t("Your microphone")}</span><meter aria-labelledby="level" min="0" max="1" .value=${share}></meter></p>`;
}
