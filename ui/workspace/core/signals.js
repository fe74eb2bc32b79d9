/** Who wants to know what changed. Topics are plain words; a redraw is Lit's own business and is batched there. */

export class Signals {
  constructor() {
    /** @type {Map<string, Set<() => void>>} */
    this.listeners = new Map();
  }

  /** @param {string} topic @param {() => void} tell @returns {() => void} stop */
  on(topic, tell) {
    const known = this.listeners.get(topic) ?? new Set();
    this.listeners.set(topic, known.add(tell));
    return () => known.delete(tell);
  }

  /** @param {...string} topics */
  emit(...topics) {
    const told = new Set(topics.flatMap((topic) => [...(this.listeners.get(topic) ?? [])]));
    for (const tell of told) tell();
  }
}

/** A Lit controller: the host is drawn again when one of the topics changes. */
export class Watch {
  /** @param {import("../../vendor/lit.js").LitElement & {app: import("./app.js").App}} host @param {...string} topics */
  constructor(host, ...topics) {
    this.host = host;
    this.topics = topics;
    /** @type {(() => void)[]} */
    this.stops = [];
    host.addController(this);
  }

  hostConnected() {
    const redraw = () => this.host.requestUpdate();
    this.stops = this.topics.map((topic) => this.host.app.signals.on(topic, redraw));
  }

  hostDisconnected() {
    for (const stop of this.stops) stop();
  }
}
