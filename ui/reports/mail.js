/** The figures by mail: a lead's own address, how often they come, and one to look at now. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";

/** @typedef {"day"|"week"|"month"} Every */
/** @typedef {{address: string, wanted: string, chosen: Every[], next: {every: Every, at: number, said: string}[], sends: boolean}} Digest */
/** @typedef {import("../shared/api.js").Api} Api */
/** @typedef {(act: () => Promise<any>, done: unknown, typed?: string[], at?: string) => Promise<boolean>} Doing */

const PATH = "/api/insights/digest";
const AT = "mail";
const NAMES = () => /** @type {const} */ ([["day", t("Every day")], ["week", t("Every week")], ["month", t("Every month")]]);

/** What the mailed link is for; it works once, for the lead who asked for it. @param {Api} api @param {Doing} doing */
export async function confirmed(api, doing) {
  const asked = new URLSearchParams(location.search);
  const token = asked.get("confirm");
  if (!token) return;
  asked.delete("confirm");
  history.replaceState(null, "", `${location.pathname}${asked.size ? `?${asked}` : ""}`);
  await doing(() => api.post(`${PATH}/confirm`, { token }), t("The address is confirmed. Choose below how often the figures come."), [], AT);
}

/** @param {Api} api @returns {Promise<Digest>} */
export const read = (api) => api.get(PATH);

/** @param {{digest: Digest, api: Api, doing: Doing, told: (at: string) => unknown}} of */
export function mailCard({ digest, api, doing, told }) {
  const { address, wanted, chosen, next, sends } = digest;
  return html`<section class="card" aria-labelledby="by-mail" data-mail><div class="card-head head"><h2 id="by-mail">${t("Reports by mail")}</h2></div>
    <div class="card-body stack"><p class="muted means">${t("The figures of the past day, week or month, next to those before, at eight in the morning. Figures only: nothing that anybody wrote, and nobody's name.")}</p>
      ${told(AT)} ${sends ? html`${address ? choice({ address, chosen, next }, api, doing) : nothing} ${addressForm(address, wanted, api, doing)}` : html`<p class="banner banner-line">${icon("info")}<span>${t("No mail is sent from here. Whoever runs this installation sets it up.")}</span></p>`}</div></section>`;
}

/** @param {Pick<Digest, "address"|"chosen"|"next">} of @param {Api} api @param {Doing} doing */
function choice({ address, chosen, next }, api, doing) {
  const choose = (/** @type {Every} */ every, /** @type {boolean} */ on) => {
    const now = on ? [...chosen, every] : chosen.filter((one) => one !== every);
    return doing(() => api.put(PATH, { every: now }), now.length ? t("Saved.") : t("Nothing is mailed any more."), [], AT);
  };
  const due = next.filter(({ every }) => chosen.includes(every)).sort((a, b) => a.at - b.at);
  const send = () => doing(() => api.post(`${PATH}/now`, { every: chosen[0] ?? "week" }), t("On its way to {address}.", { address }), [], AT);
  return html`<fieldset class="often"><legend>${t("To {address}", { address })}</legend>${NAMES().map(([every, name]) => html`<label class="check"><input type="checkbox" .checked=${chosen.includes(every)} data-every=${every} @change=${(/** @type {any} */ e) => choose(every, e.target.checked)}>${name}</label>`)}</fieldset>
    <p class="hint">${due.length ? t("The next one comes {at}.", { at: due[0].said }) : t("Nothing is chosen: no mail comes.")}</p>
    <p class="inline"><button class="btn btn-s" type="button" data-now @click=${send}>${t("Send me one now")}</button></p>`;
}

/** @param {string} address @param {string} wanted @param {Api} api @param {Doing} doing */
function addressForm(address, wanted, api, doing) {
  const give = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const typed = String(new FormData(form).get("address") ?? "").trim();
    if (typed && (await doing(() => api.put(`${PATH}/address`, { address: typed }), t("A link was mailed to {address}. Open it where you are signed in.", { address: typed }), [typed], AT))) form.reset();
  };
  const forget = () => doing(() => api.delete(PATH), t("Your address is forgotten. Nothing is mailed any more."), [], AT);
  return html`${wanted ? html`<p class="hint">${t("Not confirmed yet: {address}. The link in the mail works for a day.", { address: wanted })}</p>` : nothing}
    <form class="address" @submit=${give}><div class="field"><label for="mail-address">${address ? t("Another address") : t("Your e-mail address")}</label><input class="input" id="mail-address" name="address" type="email" autocomplete="email" maxlength="254" required></div>
      <button class="btn">${t("Mail me a link to confirm it")}</button>${address || wanted ? html`<button class="btn btn-s" type="button" data-forget @click=${forget}>${t("Forget my address")}</button>` : nothing}</form>`;
}
