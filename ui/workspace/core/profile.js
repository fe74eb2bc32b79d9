/** How this agent wants the workspace, kept on the server: the same on every device. What changes here counts at once and is saved after. */
import { inZone } from "../../shared/i18n.js";

/** @typedef {"queue"|"mine"|"mention"|"alert"} Occasion */
/** @typedef {{sound: boolean, desktop: boolean}} Notice */
/**
 * @typedef {{locale: string, time_zone: string, theme: import("./session.js").Theme, density: "compact"|"comfortable",
 *   send_key: "control_enter"|"enter", quiet: boolean} & Record<Occasion, Notice>} Preferences
 */

const RINGS = { sound: true, desktop: true };

export class Profile {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Preferences} */
    this.chosen = { locale: "", time_zone: "", theme: app.session.theme, density: "compact", send_key: "control_enter", quiet: false, queue: RINGS, mine: RINGS, mention: RINGS, alert: RINGS };
  }

  async load() {
    await this.#use(await this.app.server.preferences());
  }

  /** @param {Partial<Preferences>} changed */
  async change(changed) {
    await this.#use({ ...this.chosen, ...changed });
    try {
      await this.app.server.setPreferences(this.chosen);
    } catch (/** @type {any} */ problem) {
      this.app.toasts.problem(problem);
    }
  }

  /** As from a form: refused is not kept, and the form says so. @param {Partial<Preferences>} changed */
  async keep(changed) {
    await this.#use(await this.app.server.setPreferences({ ...this.chosen, ...changed }));
  }

  toggleQuiet() {
    return this.change({ quiet: !this.chosen.quiet });
  }

  /** @param {Preferences} chosen */
  async #use(chosen) {
    this.chosen = chosen;
    inZone(chosen.time_zone);
    document.documentElement.dataset.density = chosen.density;
    if (chosen.theme !== this.app.session.theme) this.app.session.setTheme(chosen.theme);
    if (chosen.locale && chosen.locale !== document.documentElement.lang) await this.app.session.setLocale(chosen.locale);
    this.app.signals.emit("profile");
  }
}
