// The live line to the server: one socket, or long polling where sockets do not pass. It is only a hint:
// whoever listens asks for "everything after N" whenever a `missed` event says that something may be missing.
import { Problem } from "./api.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 30_000;
const WELCOME_WITHIN = 10_000;
const ANSWER_WITHIN = 8_000; // an unanswered send is repeated over HTTP with the same client id
const QUIET = 25_000; // proxies cut silent sockets after 30-60 s
const PONG_WITHIN = 10_000;
const SAY_OFFLINE_AFTER = 2_500; // a blink of the network is not worth a banner
const SAY_BACK_FOR = 4_000;
const SOCKET_AGAIN = 60_000;
const POLL_PAUSE = 250; // a server that answers at once must not be asked in a tight loop
const TOKEN_REFUSED = 4401;

/**
 * Events: `state` (connecting, online, offline, back) · `frame` (item, head, typing, presence, counts, alert ...) ·
 * `missed` (ask for everything after what you have) · `denied` (the token is no longer good; start() again with a new one).
 */
export class Live extends EventTarget {
  /** @param {{socket: string, poll: string, api: import("./api.js").Api, hello: () => Promise<object>}} of */
  constructor({ socket, poll, api, hello }) {
    super();
    Object.assign(this, { socketPath: socket, pollPath: poll, api, hello });
    this.state = "";
    this.position = { epoch: null, n: 0 };
    this.failures = 0; // sockets in a row that never said welcome
    this.attempt = 0;
    this.heldUntil = 0;
    this.waiting = new Map(); // client id -> {resolve, reject, timer}
    this.round = 0; // which polling loop is the current one
    this.wake = this.wake.bind(this);
    this.sleep = this.sleep.bind(this);
  }

  get connected() {
    return this.welcomed && this.ws?.readyState === WebSocket.OPEN;
  }

  start() {
    if (!this.running) {
      addEventListener("online", this.wake);
      addEventListener("offline", this.sleep);
      document.addEventListener("visibilitychange", this.wake);
    }
    this.running = true;
    this.connect();
  }

  stop() {
    this.running = false;
    removeEventListener("online", this.wake);
    removeEventListener("offline", this.sleep);
    document.removeEventListener("visibilitychange", this.wake);
    this.drop();
  }

  /** Send a frame that needs no answer. False when there is no socket to send it on. */
  tell(frame) {
    if (!this.connected) return false;
    this.ws.send(JSON.stringify(frame));
    return true;
  }

  /** Send a frame and wait for its `ack`. Throws a Problem: refused by the server, or unreachable. */
  ask(frame) {
    return new Promise((resolve, reject) => {
      if (!this.tell(frame)) return reject(new Problem({ code: "unreachable" }));
      const timer = setTimeout(() => this.settle(frame.client_id, null, new Problem({ code: "unreachable" })), ANSWER_WITHIN);
      this.waiting.set(frame.client_id, { resolve, reject, timer });
    });
  }

  // ---- connecting

  connect() {
    clearTimeout(this.retry);
    if (!this.running || this.ws) return;
    if (navigator.onLine === false) return this.sleep();
    this.say(this.state === "offline" ? "offline" : "connecting");
    if (this.failures >= 2) return void this.pollUntilSocket();
    this.open();
  }

  open() {
    this.round += 1;
    const ws = new WebSocket(new URL(this.socketPath, location.href.replace(/^http/, "ws")));
    this.ws = ws;
    this.welcomed = false;
    const lost = (code) => this.ws === ws && this.lost(code);
    const deadline = setTimeout(lost, WELCOME_WITHIN);
    ws.onopen = async () => {
      const hello = await this.hello().catch(() => null);
      if (!hello) return lost();
      const { epoch, n } = this.position;
      if (ws.readyState === WebSocket.OPEN) ws.send(JSON.stringify({ t: "hello", v: 1, epoch: epoch ?? "", n, ...hello }));
    };
    ws.onmessage = (e) => {
      if (this.ws !== ws) return;
      clearTimeout(deadline);
      this.listen();
      this.take(JSON.parse(e.data));
    };
    ws.onclose = (e) => { clearTimeout(deadline); lost(e.code); };
  }

  /** Notice a line that died without saying so: after a silence we ask, after no answer we hang up. */
  listen() {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.tell({ t: "ping" });
      this.silence = setTimeout(() => this.lost(), PONG_WITHIN);
    }, QUIET);
  }

  lost(code) {
    if (!this.welcomed) this.failures += 1;
    this.drop();
    if (code === TOKEN_REFUSED) return this.emit("denied");
    if (this.state !== "offline") this.say("connecting");
    this.again();
  }

  drop() {
    const ws = this.ws;
    this.ws = null;
    this.welcomed = false;
    this.polling = false;
    this.round += 1;
    for (const timer of ["retry", "silence"]) clearTimeout(this[timer]);
    for (const id of [...this.waiting.keys()]) this.settle(id, null, new Problem({ code: "unreachable" }));
    ws?.close();
  }

  /** Full jitter: after an outage a thousand browsers must not return in the same second. */
  again() {
    if (!this.running) return;
    const [low, high] = this.window ?? [0, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.attempt)];
    const wait = low + Math.random() * (high - low);
    this.heldUntil = this.window ? Date.now() + wait : 0; // the server asked for this pause: nothing shortens it
    this.window = null;
    this.attempt += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), wait);
  }

  wake(event) {
    if (event.type === "visibilitychange" && document.hidden) return;
    if (!this.running || this.ws || this.polling || Date.now() < this.heldUntil) return;
    this.attempt = 0;
    this.connect();
  }

  sleep() {
    this.drop();
    this.say("offline");
  }

  // ---- what comes in

  take(frame) {
    if (frame.n !== undefined && !this.follows(frame.n)) return;
    const known = this[`on_${frame.t}`];
    if (known) known.call(this, frame);
    else this.emit("frame", frame);
  }

  /** False for a frame we had already. A jump is reported, and the frame still counts. */
  follows(n) {
    if (n <= this.position.n) return false;
    const jumped = n > this.position.n + 1;
    this.position.n = n;
    if (jumped) this.emit("missed");
    return true;
  }

  on_welcome({ feed }) {
    this.welcomed = true;
    this.up(feed);
  }

  /** In a feed we know, the server goes on after our number by itself, or says `reset`. Another feed begins anew. */
  up({ epoch, n }) {
    this.failures = 0;
    this.attempt = 0;
    this.newest = n;
    this.say(["offline", "back"].includes(this.state) ? "back" : "online");
    if (this.position.epoch === epoch) return;
    this.position = { epoch, n };
    this.emit("missed");
  }

  on_pong() {}

  on_ack(frame) {
    if (frame.n !== undefined) this.follows(frame.n); // our own message, under its number on this line
    this.settle(frame.client_id, frame);
  }

  on_refused(frame) {
    this.settle(frame.client_id, null, new Problem(frame.problem ?? {}));
  }

  on_reset() {
    this.position.n = this.newest;
    this.emit("missed");
  }

  on_bye({ retry_in }) {
    this.window = retry_in;
    this.welcomed = true; // a farewell is not a failure of sockets
    this.lost();
  }

  settle(clientId, answer, problem) {
    const one = this.waiting.get(clientId);
    if (!one) return;
    this.waiting.delete(clientId);
    clearTimeout(one.timer);
    if (problem) one.reject(problem);
    else one.resolve(answer);
  }

  // ---- without sockets

  async pollUntilSocket() {
    const round = ++this.round;
    const until = Date.now() + SOCKET_AGAIN;
    this.polling = true;
    try {
      while (this.running && round === this.round && Date.now() < until) await this.pollOnce(round);
      if (round === this.round) this.failures = 1; // one more try with a socket
    } catch (problem) {
      if (round !== this.round) return;
      if (problem.status === 401) return this.emit("denied");
    } finally {
      if (round === this.round) this.polling = false;
    }
    if (this.running && round === this.round) this.failures === 1 ? this.connect() : this.again();
  }

  async pollOnce(round) {
    const { epoch, n } = this.position;
    await new Promise((resume) => setTimeout(resume, POLL_PAUSE));
    const answer = await this.api.get(`${this.pollPath}?epoch=${epoch ?? ""}&n=${n}`);
    if (round !== this.round) return;
    this.up(answer);
    for (const frame of answer.frames) this.take(frame);
  }

  // ---- what is told outside

  say(state) {
    if (state === this.state) return;
    this.state = state;
    clearTimeout(this.soon);
    if (state === "connecting") this.soon = setTimeout(() => this.say("offline"), SAY_OFFLINE_AFTER);
    if (state === "back") this.soon = setTimeout(() => this.say("online"), SAY_BACK_FOR);
    this.emit("state", state);
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
