/** <wd-timer>: how long somebody waits, or how long a promise still has. All timers share one tick; each redraws only itself. */
import { html, LitElement } from "../../vendor/lit.js";
import { number, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";

const SOON = 60_000; // a minute of waiting is felt
const OVER = 300_000; // after five minutes most people are gone
const DUE_SOON = 120_000;

/** @type {Set<Timer>} */
const running = new Set();
setInterval(() => running.forEach((timer) => timer.tick()), 1000);

/** @param {number} ms */
export function stretch(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  if (hours >= 48) return t("{days} days", { days: number(Math.floor(hours / 24)) });
  return hours > 0 ? t("{hours} h {minutes} min", { hours, minutes: two(minutes) }) : `${two(minutes)}:${two(rest)}`;
}

export class Timer extends LitElement {
  static properties = { since: { type: Number }, due: { type: Number }, skew: { type: Number }, label: { type: String } };

  constructor() {
    super();
    this.since = 0;
    this.due = 0;
    this.skew = 0;
    this.label = "";
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    running.add(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    running.delete(this);
  }

  tick() {
    if (this.shown !== this.words().text) this.requestUpdate();
  }

  words() {
    const now = Date.now() + this.skew;
    if (!this.due) return this.waiting(now - this.since);
    const left = this.due - now;
    if (left < 0) return { text: t("{time} over", { time: stretch(-left) }), kind: "over" };
    return { text: t("{time} left", { time: stretch(left) }), kind: left < DUE_SOON ? "soon" : "" };
  }

  /** @param {number} ms */
  waiting(ms) {
    return { text: stretch(ms), kind: ms >= OVER ? "over" : ms >= SOON ? "soon" : "" };
  }

  render() {
    const { text, kind } = this.words();
    this.shown = text;
    return html`<span class="timer ${kind && `timer-${kind}`}">${icon("clock")}${this.label} ${text}</span>`;
  }
}

customElements.define("wd-timer", Timer);
