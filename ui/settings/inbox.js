/** <wd-inbox>: where contacts come in. What the settings file says is shown with its key, never as a field; hours and promises are changed here. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { languageName } from "../workspace/view/words.js";
import { copy, Form, fromFile } from "./form.js";

/** @typedef {{id: string, name: string, allowed_sites: string[], asking: string, forms: string[], page: string, snippet: string}} Inbox */

export class InboxPage extends Form {
  async load() {
    const [told] = await Promise.all([this.app.server.ask("GET", "workspace/installation"), import("./times.js")]);
    return told;
  }

  page() {
    const told = this.values;
    return html`
      <section class="card card-pad stack"><h3>${t("Installation")}</h3>${fileNote()}
        <dl class="facts facts-file">
          ${fromFile(t("Name of the wallet"), Object.entries(told.app_name).map(([locale, name]) => `${name} (${languageName(locale)})`).join(" · "), "app_name")}
          ${fromFile(t("Languages"), told.locales.map(languageName).join(" · "), "app_name.zh-CN, app_name.en")}
          ${fromFile(t("For other languages"), languageName(told.locale), "locale")}
          ${fromFile(t("Custody mode"), custodyWord(told.custody_mode), "custody_mode")}
          ${fromFile(t("Address"), html`<code>${told.public_url}</code>`, "public_url")}
          ${fromFile(t("Pictures from contacts"), pictures(told.pictures), "attachments.read_pictures")}
          ${fromFile(t("Mail to contacts"), told.mail ? t("is sent") : t("is not sent: no mail server is named"), "mail.host")}
        </dl></section>
      ${told.inboxes.map((/** @type {Inbox} */ inbox) => this.inbox(inbox))}
      <wd-hours .app=${this.app}></wd-hours>
      <wd-promises .app=${this.app}></wd-promises>`;
  }

  /** @param {Inbox} inbox */
  inbox({ id, name, allowed_sites: sites, asking: how, forms, page, snippet }) {
    return html`<section class="card card-pad stack"><div class="split"><h3>${name}</h3><code class="faint small">${id}</code></div>
      <dl class="facts facts-file">
        ${fromFile(t("Name"), name, "inboxes.name")}
        ${fromFile(t("Sites that may show it"), sites.length ? html`${sites.map((site) => html`<code>${site}</code> `)}` : t("none: the widget opens only on its own page"), "inboxes.allowed_sites")}
        ${fromFile(t("Questions before the first message"), asking(how, forms), "inboxes.pre_chat, inboxes.forms")}
      </dl>
      <h4 class="label">${t("Code for the wallet's site")}</h4><pre class="code-block"><code>${snippet}</code></pre>
      <div class="actions"><button class="btn" type="button" @click=${() => copy(this.app, snippet)}>${icon("copy")}${t("Copy the snippet")}</button>
        <a class="btn" href=${page} target="_blank" rel="noopener">${icon("search")}${t("Preview the widget")}</a></div></section>`;
  }
}

export const fileNote = () => html`<p class="hint">${t("These values come from the installation's settings file; the keys are in grey. To change one, edit the file, run walletdesk check-config and restart.")}</p>`;

/** @param {"checked"|"off"|"missing"} state */
const pictures = (state) => ({
  checked: t("are checked for secrets before an agent sees them"),
  off: t("are not checked: this is switched off. Agents confirm before they open one"),
  missing: t("are not checked: the extra ocr is not installed. Agents confirm before they open one"),
})[state];

/** @param {string} how @param {string[]} forms  what is asked about */
function asking(how, forms) {
  if (how === "off" || forms.length === 0) return t("are not asked");
  return `${how === "required" ? t("required") : t("optional")}: ${forms.join(", ")}`;
}

/** @param {string} mode */
export const custodyWord = (mode) => ({ self_custody: t("Self-custody: contacts hold their own keys"), custodial: t("Custodial: the company holds the keys"), hybrid: t("Both kinds of wallets") })[mode] ?? mode;

customElements.define("wd-inbox", InboxPage);
