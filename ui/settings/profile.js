/** <wd-profile>: how I am called, and how the workspace looks and behaves for me. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { withControl } from "../workspace/view/key.js";
import { languageName } from "../workspace/view/words.js";
import { Form } from "./form.js";

const CHOSEN = /** @type {const} */ (["locale", "time_zone", "theme", "density", "send_key"]);

export class ProfilePage extends Form {
  async load() {
    await this.app.profile.load();
    return Object.fromEntries(CHOSEN.map((name) => [name, this.app.profile.chosen[name]]));
  }

  async save() {
    await this.app.profile.keep(this.values);
  }

  page() {
    const agent = this.app.session.me?.agent;
    return html`
      <section class="card card-pad stack"><h3>${t("How contacts see you")}</h3>
        <dl class="facts"><dt>${t("Name")}</dt><dd>${agent?.name}</dd><dt>${t("Languages")}</dt><dd>${agent?.languages.length ? agent.languages.map(languageName).join(" · ") : t("Every language")}</dd></dl>
        <p class="hint">${this.app.session.administers ? t("You change names and languages under People and teams.") : t("An administrator changes names and languages, so that nobody can pass for somebody else.")}</p>
      </section>
      <form class="card card-pad stack" @submit=${this.submit}>
        <h3>${t("Your workspace")}</h3>${this.refusal()}
        ${this.select("locale", t("Language of the workspace"), [["", t("As the browser")], ["zh-CN", "简体中文"], ["en", "English"]])}
        ${this.select("time_zone", t("Time zone"), [["", t("As the device")], ...zones()], t("Times in the workspace are shown in it. Contacts see theirs."))}
        ${this.select("send_key", t("Send with"), [["control_enter", withControl("↵")], ["enter", t("Enter (a new line with ⇧ Enter)")]])}
        ${this.select("theme", t("Appearance"), [["auto", t("As the device")], ["light", t("Light")], ["dark", t("Dark")]])}
        ${this.select("density", t("Density"), [["compact", t("Dense")], ["comfortable", t("Roomy")]])}
        ${this.actions()}
      </form>`;
  }
}

/** @returns {[string, string][]} */
export const zones = () => Intl.supportedValuesOf("timeZone").map((zone) => [zone, zone.replaceAll("_", " ")]);

customElements.define("wd-profile", ProfilePage);
