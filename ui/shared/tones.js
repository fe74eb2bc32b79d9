/** What is heard while it rings: made here, nothing to fetch. Where the browser allows no sound, it stays silent. */

const CYCLE = 3_000; // ms
const RING = [[660, 0, 0.18], [880, 0.2, 0.18], [660, 0.6, 0.18], [880, 0.8, 0.18]]; // Hz, from, for seconds
const BACK = [[425, 0, 1]]; // what the caller hears
const LOUD = 0.08;

export class Ringing {
  /** @param {boolean} on @param {boolean} [calls] whether this side called */
  set(on, calls = false) {
    if (on === Boolean(this.timer)) return;
    clearInterval(this.timer);
    this.timer = undefined;
    if (!on) return;
    const tones = calls ? BACK : RING;
    this.timer = setInterval(() => this.play(tones), CYCLE);
    this.play(tones);
  }

  /** @param {number[][]} tones */
  play(tones) {
    this.audio ??= new AudioContext();
    const { audio } = this;
    if (audio.state !== "running") return void audio.resume().catch(() => null);
    for (const [pitch, from, lasts] of tones) {
      const [source, volume] = [audio.createOscillator(), audio.createGain()];
      source.frequency.value = pitch;
      volume.gain.setValueAtTime(0, audio.currentTime + from);
      volume.gain.linearRampToValueAtTime(LOUD, audio.currentTime + from + 0.02);
      volume.gain.linearRampToValueAtTime(0, audio.currentTime + from + lasts);
      source.connect(volume).connect(audio.destination);
      source.start(audio.currentTime + from);
      source.stop(audio.currentTime + from + lasts);
    }
  }
}
