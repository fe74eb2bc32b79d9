/** The page on which a contact leaves a spoken message: said what becomes of it, recorded, listened to, sent. Nothing leaves the browser before that. */
import { html, LitElement, nothing } from "../vendor/lit.js";
import { nearest, speak, t } from "../shared/i18n.js";
import { icon } from "../shared/icons.js";
import { lasted, MIC_PROBLEMS } from "./words.js";

const KINDS = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const RATE = 32_000; // bits a second: speech is clear with less
const PIECE = 1_000; // ms

export class Voicemail extends LitElement {
  constructor() {
    super();
    this.at = "loading"; // loading, ready, microphone, recording, heard, sending, sent
    this.problem = "";
    this.seconds = 0;
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    await speak(this.dataset.locale ?? nearest(navigator.languages), "call");
    document.title = `${t("Spoken message")} · ${this.dataset.app}`;
    addEventListener("pagehide", () => this.silence());
    this.to("ready");
  }

  get longest() {
    return Number(this.dataset.longest);
  }

  /** @param {string} at */
  to(at, problem = "") {
    this.at = at;
    this.problem = problem;
    this.requestUpdate();
  }

  record = async () => {
    this.to("microphone");
    const type = globalThis.MediaRecorder && KINDS.find((one) => MediaRecorder.isTypeSupported(one));
    try {
      if (!navigator.mediaDevices || !type) throw Object.assign(new Error(), { name: "NotSupportedError" });
      this.microphone = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch (/** @type {any} */ problem) {
      return this.to("ready", MIC_PROBLEMS[problem?.name]?.() ?? t("The microphone could not be opened."));
    }
    /** @type {Blob[]} */
    const pieces = [];
    const recorder = new MediaRecorder(this.microphone, { mimeType: type, audioBitsPerSecond: RATE });
    recorder.ondataavailable = ({ data }) => pieces.push(data);
    recorder.onstop = () => this.recorded(new Blob(pieces, { type: type.split(";")[0] }));
    this.recorder = recorder;
    this.once = crypto.randomUUID().replaceAll("-", "");
    const began = performance.now();
    recorder.start(PIECE);
    this.seconds = 0;
    this.ticking = setInterval(() => {
      this.seconds = Math.min(this.longest, Math.floor((performance.now() - began) / 1000));
      if (this.seconds >= this.longest) this.stop();
      this.requestUpdate();
    }, 250);
    this.to("recording");
  };

  stop = () => {
    clearInterval(this.ticking);
    if (this.recorder?.state === "recording") this.recorder.stop();
  };

  /** @param {Blob} sound */
  recorded(sound) {
    this.silence();
    this.drop();
    this.sound = sound;
    this.address = URL.createObjectURL(sound);
    this.to("heard");
  }

  /** The browser's mark of the microphone goes out. */
  silence() {
    clearInterval(this.ticking);
    for (const track of this.microphone?.getTracks() ?? []) track.stop();
    this.microphone = undefined;
  }

  drop = () => {
    if (this.address) URL.revokeObjectURL(this.address);
    this.address = "";
    this.sound = undefined;
    this.to("ready");
  };

  send = async () => {
    this.to("sending");
    const form = new FormData();
    form.set("file", /** @type {Blob} */ (this.sound), "message");
    form.set("once", this.once);
    form.set("seconds", String(Math.max(1, this.seconds)));
    const headers = { authorization: `Bearer ${this.dataset.token}`, "accept-language": this.dataset.locale };
    const answer = await fetch(`/api/conversations/${this.dataset.conversation}/voicemail`, { method: "POST", headers, body: form }).catch(() => null);
    if (answer?.ok) {
      this.drop();
      return this.to("sent");
    }
    const told = await answer?.json().catch(() => null);
    this.to("heard", told?.detail ?? t("It could not be sent. It is still here; try again."));
  };

  render() {
    if (this.at === "loading") return nothing;
    const back = `/portal/${this.dataset.conversation}?locale=${document.documentElement.lang}`;
    return html`<main class="talk" id="main"><div class="card card-body stack">
      <div class="stack-s" aria-live="polite"><h1>${this.title()}</h1>${this.at === "sent" ? html`<p class="muted">${t("The agents of the team can listen to it. The answer comes in your conversation.")}</p>` : nothing}</div>
      ${this.at === "sent" ? nothing : html`<p class="banner banner-danger">${icon("shield")}<span><b>${t("Never say your recovery phrase, private key, password or a code.")}</b> ${t("Nothing checks what is spoken. We never ask for them.")}</span></p>
        <p class="small muted">${t("This is kept with your conversation, and {count} agents of the team can hear it. At most {minutes} minutes.", { count: this.dataset.hearers, minutes: this.longest / 60 })}</p>`}
      ${this.problem ? html`<p class="banner banner-wait" role="alert">${icon("warn")}<span>${this.problem}</span></p>` : nothing}
      ${this.buttons(back)}
    </div></main>`;
  }

  title() {
    return { microphone: t("Allow the microphone"), recording: t("Recording"), heard: t("Listen to it before you send it"), sending: t("Sending"), sent: t("Your message is here") }[this.at] ?? t("Leave a spoken message");
  }

  /** @param {string} back */
  buttons(back) {
    const home = html`<a class="btn" href=${back}>${icon("message")}${this.at === "sent" ? t("To the conversation") : t("Rather write")}</a>`;
    if (this.at === "sent") return html`<p class="talk-buttons">${home}</p>`;
    if (this.at === "microphone") return html`<p class="muted">${t("Your browser asks whether this page may use the microphone. Allow it.")}</p>`;
    if (this.at === "recording") return html`<p class="inline"><span class="chip chip-danger">${t("Recording")}</span><span class="num" role="timer" aria-live="off">${lasted(this.seconds)} / ${lasted(this.longest)}</span></p><p class="talk-buttons"><button class="btn btn-line" type="button" @click=${this.stop}>${icon("pause")}${t("Stop")}</button></p>`;
    if (this.at === "ready") return html`<p class="talk-buttons"><button class="btn btn-line" type="button" @click=${this.record}>${icon("phone")}${t("Start recording")}</button>${home}</p>`;
    const busy = this.at === "sending";
    return html`<audio class="talk-sound" controls src=${this.address} aria-label=${t("Your recording")}></audio>
      <p class="talk-buttons"><button class="btn btn-line" type="button" ?disabled=${busy} @click=${this.send}>${t("Send it")}</button><button class="btn" type="button" ?disabled=${busy} @click=${this.drop}>${t("Throw it away")}</button></p>`;
  }
}

customElements.define("wd-voicemail", Voicemail);
