/** How a line sounds, judged by what the browser counts. */

const POOR = { lost: 0.08, jitter: 0.06, rtt: 0.6 }; // share of packets; seconds
const FAIR = { lost: 0.02, jitter: 0.03, rtt: 0.3 };
const ENOUGH = 25; // packets: half a second of talk

/** @param {{lost: number, jitter: number, rtt: number}} seen @param {{lost: number, jitter: number, rtt: number}} bound */
const beyond = (seen, bound) => seen.lost > bound.lost || seen.jitter > bound.jitter || seen.rtt > bound.rtt;

export class Judge {
  constructor() {
    this.before = { lost: 0, received: 0 };
  }

  /** Since the last look. `quality` empty: too little was heard. @param {any[]} stats @returns {{quality: string, level: number}} */
  look(stats) {
    const heard = stats.find(({ type, kind }) => type === "inbound-rtp" && kind === "audio");
    const pair = stats.find(({ type, nominated, state }) => type === "candidate-pair" && nominated && state === "succeeded");
    const own = stats.find(({ type, kind }) => type === "media-source" && kind === "audio");
    const level = own?.audioLevel ?? 0;
    if (!heard) return { quality: "", level };
    const now = { lost: heard.packetsLost ?? 0, received: heard.packetsReceived ?? 0 };
    const lost = now.lost - this.before.lost;
    const all = lost + now.received - this.before.received;
    if (all < ENOUGH) return { quality: "", level };
    this.before = now;
    const seen = { lost: lost / all, jitter: heard.jitter ?? 0, rtt: pair?.currentRoundTripTime ?? 0 };
    return { quality: beyond(seen, POOR) ? "poor" : beyond(seen, FAIR) ? "fair" : "good", level };
  }
}
