/** Two short tones, made here: no file, nothing to fetch. */

const TONES = [[660, 0], [880, 0.11]]; // Hz, seconds after the first
const LASTS = 0.16;
const LOUD = 0.12;

/** @type {AudioContext|undefined} */
let audio;

export function chime() {
  audio ??= new AudioContext();
  if (audio.state === "suspended") audio.resume().catch(() => null); // the browser waits for a first click or key
  for (const [pitch, after] of TONES) tone(audio, pitch, audio.currentTime + after);
}

/** @param {AudioContext} context @param {number} pitch @param {number} at */
function tone(context, pitch, at) {
  const [source, volume] = [context.createOscillator(), context.createGain()];
  source.frequency.value = pitch;
  volume.gain.setValueAtTime(0, at);
  volume.gain.linearRampToValueAtTime(LOUD, at + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.001, at + LASTS); // a tone that stops at once clicks
  source.connect(volume).connect(context.destination);
  source.start(at);
  source.stop(at + LASTS);
}
