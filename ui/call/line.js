/** One end of a call: the microphone, the connection to the other page, and what the two say to each other until it stands. */
import { Live } from "../shared/live.js";
import { Judge } from "./quality.js";

const SOON = 30; // ms: ways that are found at one moment travel together
const MOST = 40; // signals of one message
const AGAIN = 1_000; // ms, after the network failed
const GIVES_UP = 25_000; // ms without a connection, after both were there

/** @typedef {{k: string, type?: any, sdp?: string, candidate?: string, mid?: string|null, line?: number|null, fragment?: string|null, on?: boolean}} Signal */

/**
 * Events: `change` (something to be drawn) · `connected` · `lost` (no connection came about, or it went) · `news` (the call changed) · `sound`.
 * Perfect negotiation: whoever was there first offers; the contact's side gives way where both do.
 */
export class Line extends EventTarget {
  /** @param {{api: import("../shared/api.js").Api, path: string, side: string, call: string, token: () => string|undefined}} of */
  constructor({ api, path, side, call, token }) {
    super();
    this.api = api;
    this.path = path;
    this.call = call;
    this.polite = side === "contact";
    this.leg = crypto.randomUUID().replaceAll("-", "");
    /** @type {RTCConfiguration} */
    this.config = {};
    this.heard = { epoch: "", n: 0 };
    /** @type {Signal[]} */
    this.outbox = [];
    this.inputs = /** @type {MediaDeviceInfo[]} */ ([]);
    this.outputs = /** @type {MediaDeviceInfo[]} */ ([]);
    this.chosen = { input: "", output: "" };
    this.connected = false;
    this.isHeld = false;
    this.quality = "";
    this.level = 0;
    this.since = 0;
    this.judge = new Judge();
    const place = side === "contact" ? "contact" : "workspace";
    this.live = new Live({ socket: `/feed/${place}`, poll: `/api/feed/${place}`, api, hello: async () => ({ token: token() }) });
    this.live.addEventListener("frame", (event) => this.#frame(/** @type {CustomEvent} */ (event).detail));
    this.live.addEventListener("missed", () => this.pull());
  }

  get seconds() {
    return this.since ? Math.floor((performance.now() - this.since) / 1000) : 0;
  }

  /** Throws what the browser says where it is refused or not there. */
  async openMicrophone() {
    if (this.microphone) return;
    if (!navigator.mediaDevices) throw Object.assign(new Error(), { name: "NotSupportedError" });
    this.microphone = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true } });
    this.chosen.input = this.microphone.getAudioTracks()[0]?.getSettings().deviceId ?? "";
    await this.#devices();
    navigator.mediaDevices.addEventListener("devicechange", () => this.#devices());
  }

  async #devices() {
    const every = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    this.inputs = every.filter(({ kind, deviceId }) => kind === "audioinput" && deviceId);
    this.outputs = "setSinkId" in HTMLMediaElement.prototype ? every.filter(({ kind, deviceId }) => kind === "audiooutput" && deviceId) : [];
    this.#changed();
  }

  /** Take the seat; the answer says where the two may meet. */
  async join() {
    const joined = await this.api.post(`${this.path}/join`, { leg: this.leg });
    this.config = { iceServers: joined.ice, iceTransportPolicy: joined.relay ? "relay" : "all" };
    this.heard = { epoch: joined.epoch, n: joined.n };
    this.live.start();
    this.pull();
    return joined.call;
  }

  /** @param {any} frame */
  #frame(frame) {
    if (frame.t !== "voice" || frame.call !== this.call) return;
    if (["ringing", "accepted"].includes(frame.state)) this.pull();
    if (frame.state !== this.told) this.dispatchEvent(new Event("news"));
    this.told = frame.state;
  }

  /** Fetch what was said to us, one answer after the other. */
  pull() {
    this.again = true;
    this.pulling ??= this.#pull().finally(() => { this.pulling = undefined; });
  }

  async #pull() {
    while (this.again && !this.closed) {
      this.again = false;
      const got = await this.api.get(`${this.path}/signals?${new URLSearchParams({ leg: this.leg, epoch: this.heard.epoch, n: String(this.heard.n) })}`).catch((problem) => {
        if (problem.passing) this.retry = setTimeout(() => this.pull(), AGAIN);
        return null;
      });
      if (!got || this.closed) return;
      this.heard = { epoch: got.epoch, n: got.n };
      for (const signal of got.signals) await this.#take(signal).catch(() => null); // what belongs to a connection that is gone
    }
  }

  /** @param {Signal} signal */
  async #take(signal) {
    if (signal.k === "joined") return this.#begin();
    if (signal.k === "hold") {
      this.isHeld = Boolean(signal.on);
      return this.#changed();
    }
    if (signal.k === "sdp") return this.#described(signal);
    if (this.ignoring || !this.pc) return;
    await this.pc.addIceCandidate(signal.candidate ? { candidate: signal.candidate, sdpMid: signal.mid, sdpMLineIndex: signal.line, usernameFragment: signal.fragment } : undefined);
  }

  /** A new page is there: what stood between us and the one before is of no use to it. */
  #begin() {
    this.#drop();
    this.#connect();
    this.#addMicrophone();
  }

  /** @param {Signal} signal */
  async #described({ type, sdp }) {
    const pc = this.pc ?? this.#connect();
    const collides = type === "offer" && (this.making || pc.signalingState !== "stable");
    this.ignoring = !this.polite && collides;
    if (this.ignoring) return;
    await pc.setRemoteDescription({ type, sdp: sdp?.replace(/\r?\n/g, "\r\n") }); // the server makes every end of a line the same
    if (type !== "offer") return;
    this.#addMicrophone();
    await pc.setLocalDescription();
    this.#say({ k: "sdp", type: pc.localDescription?.type, sdp: pc.localDescription?.sdp });
  }

  #addMicrophone() {
    const { pc, microphone } = this;
    if (!pc || !microphone || pc.getSenders().some(({ track }) => track)) return;
    for (const track of microphone.getTracks()) pc.addTrack(track, microphone);
  }

  #connect() {
    const pc = new RTCPeerConnection(this.config);
    this.pc = pc;
    this.deadline = setTimeout(() => this.connected || this.#lost(), GIVES_UP);
    pc.onnegotiationneeded = () => this.#offer(pc);
    pc.onicecandidate = ({ candidate }) => candidate && this.#say({ k: "ice", candidate: candidate.candidate, mid: candidate.sdpMid, line: candidate.sdpMLineIndex, fragment: candidate.usernameFragment });
    pc.ontrack = ({ streams: [stream], track }) => {
      this.sound = stream ?? new MediaStream([track]);
      this.dispatchEvent(new Event("sound"));
    };
    pc.onconnectionstatechange = () => this.#stands(pc);
    return pc;
  }

  /** @param {RTCPeerConnection} pc */
  async #offer(pc) {
    if (pc.signalingState !== "stable") return;
    this.making = true;
    try {
      await pc.setLocalDescription();
      if (pc === this.pc) this.#say({ k: "sdp", type: pc.localDescription?.type, sdp: pc.localDescription?.sdp });
    } catch {
      // the other side was quicker: its description is on the way
    } finally {
      this.making = false;
    }
  }

  /** @param {RTCPeerConnection} pc */
  #stands(pc) {
    if (pc !== this.pc) return;
    if (pc.connectionState === "connected") {
      clearTimeout(this.deadline);
      this.since ||= performance.now();
      this.connected = true;
      this.dispatchEvent(new Event("connected"));
    } else if (pc.connectionState === "disconnected") {
      this.quality = "poor";
    } else if (pc.connectionState === "failed") {
      this.connected = false;
      pc.restartIce();
      clearTimeout(this.deadline);
      this.deadline = setTimeout(() => this.connected || this.#lost(), GIVES_UP);
    }
    this.#changed();
  }

  /** How the line is, a few times a minute. */
  async measure() {
    const { pc } = this;
    if (!pc || !this.connected) return;
    const stats = await pc.getStats().catch(() => null);
    if (!stats || pc !== this.pc) return;
    const seen = this.judge.look([...stats.values()]);
    this.quality = pc.connectionState === "disconnected" ? "poor" : seen.quality || this.quality;
    this.level = seen.level;
  }

  /** @param {Signal} signal */
  #say(signal) {
    this.outbox.push(signal);
    this.sending ??= setTimeout(() => this.#send(), SOON);
  }

  async #send() {
    const signals = this.outbox.splice(0, MOST);
    try {
      if (!this.closed && signals.length) await this.api.post(`${this.path}/signals`, { leg: this.leg, signals });
    } catch (/** @type {any} */ problem) {
      if (problem.passing && problem.status !== 429) {
        this.outbox.unshift(...signals);
        await new Promise((done) => { setTimeout(done, AGAIN); });
      }
    }
    this.sending = undefined;
    if (this.outbox.length && !this.closed) this.sending = setTimeout(() => this.#send(), SOON);
  }

  /** @param {{muted: boolean, held: boolean}} how */
  set({ muted, held }) {
    this.isQuiet = muted || held;
    for (const track of this.microphone?.getTracks() ?? []) track.enabled = !this.isQuiet;
    if (held !== this.held) this.#say({ k: "hold", on: held });
    this.held = held;
  }

  /** Another microphone or speaker, while the talk goes on. @param {"input"|"output"} which @param {string} id @param {HTMLAudioElement|null} audio */
  async choose(which, id, audio) {
    if (which === "output") await /** @type {any} */ (audio)?.setSinkId(id);
    else {
      const next = await navigator.mediaDevices.getUserMedia({ audio: { deviceId: { exact: id } } });
      const [track] = next.getAudioTracks();
      track.enabled = !this.isQuiet;
      await this.pc?.getSenders().find((one) => one.track)?.replaceTrack(track);
      for (const before of this.microphone?.getTracks() ?? []) before.stop();
      this.microphone = next;
    }
    this.chosen[which] = id;
    this.#changed();
  }

  #lost() {
    this.dispatchEvent(new Event("lost"));
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }

  #drop() {
    clearTimeout(this.deadline);
    this.pc?.close();
    this.pc = undefined;
    this.connected = false;
    this.ignoring = false;
  }

  /** The microphone is let go, so that the browser's mark goes out. */
  close() {
    this.closed = true;
    this.#drop();
    this.live.stop();
    clearTimeout(this.retry);
    for (const track of this.microphone?.getTracks() ?? []) track.stop();
  }
}
