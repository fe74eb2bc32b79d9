/** <wd-notifications>: what rings. Every change counts at once. */
import { html, nothing } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { chime } from "../workspace/core/chime.js";
import { Watch } from "../workspace/core/signals.js";
import { Form } from "./form.js";

/** @typedef {import("../workspace/core/profile.js").Occasion} Occasion */

export class NotificationsPage extends Form {
  constructor() {
    super();
    new Watch(this, "profile");
  }

  async load() {
    await this.app.profile.load();
    return {};
  }

  page() {
    const { chosen } = this.app.profile;
    /** @type {[Occasion, string][]} */
    const occasions = [["queue", t("Somebody new waits, or is offered to you")], ["mine", t("A contact of yours writes")], ["mention", t("A colleague mentions you")], ["alert", t("An alert")]];
    return html`
      <section class="card card-pad stack"><h3>${t("Do not disturb")}</h3>
        ${this.check(t("No sound and no pop-up. The count on the tab still updates."), chosen.quiet, (quiet) => this.app.profile.change({ quiet }))}</section>
      <section class="card card-pad stack"><h3>${t("What rings")}</h3>
        <p class="hint">${t("Only while you look elsewhere: another conversation, another tab, another window.")}</p>
        <div class="table-wrap"><table class="table"><thead><tr><th scope="col">${t("When")}</th><th scope="col">${t("Sound")}</th><th scope="col">${t("Message on the desktop")}</th></tr></thead>
          <tbody>${occasions.filter(([occasion]) => occasion !== "alert" || this.app.session.leads).map(([occasion, words]) => html`<tr><th scope="row">${words}</th>${this.cell(occasion, "sound", words)}${this.cell(occasion, "desktop", words)}</tr>`)}</tbody></table></div>
        <div class="actions"><button class="btn" type="button" @click=${chime}>${icon("bell")}${t("Hear the sound")}</button></div>
      </section>
      ${this.desktop()}`;
  }

  /** @param {Occasion} occasion @param {"sound"|"desktop"} way @param {string} words */
  cell(occasion, way, words) {
    const notice = this.app.profile.chosen[occasion];
    const name = way === "sound" ? t("Sound") : t("Message on the desktop");
    return html`<td><input type="checkbox" aria-label=${`${words}: ${name}`} .checked=${notice[way]} @change=${(/** @type {any} */ e) => this.app.profile.change({ [occasion]: { ...notice, [way]: e.target.checked } })} /></td>`;
  }

  desktop() {
    const { permission } = this.app.notices;
    const words = {
      granted: t("This browser shows messages on the desktop."),
      denied: t("This browser refuses messages on the desktop. Allow them for this page in the browser's own settings."),
      default: t("This browser has not been asked yet."),
      impossible: t("This browser cannot show messages on the desktop."),
    }[permission];
    return html`<section class="card card-pad stack"><h3>${t("Messages on the desktop")}</h3><p>${words}</p>
      ${permission === "default" ? html`<div class="actions"><button class="btn btn-line" type="button" @click=${() => this.app.notices.ask()}>${t("Allow them")}</button></div>` : nothing}</section>`;
  }
}

customElements.define("wd-notifications", NotificationsPage);
