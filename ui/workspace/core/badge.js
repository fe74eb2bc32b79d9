/** How many wait, on the icon of the tab and of the installed app. Drawn here, in the colours of the page. */

const SIZE = 64;
const PLAIN = new URL("../../shared/favicon.ico", import.meta.url).href;
let shown = -1;

/** @param {number} count */
export function showBadge(count) {
  if (count === shown) return;
  shown = count;
  const link = /** @type {HTMLLinkElement|null} */ (document.querySelector('link[rel="icon"]'));
  if (link) link.href = count ? drawn(count) : PLAIN;
  if (count) navigator.setAppBadge?.(count).catch(() => null);
  else navigator.clearAppBadge?.().catch(() => null);
}

/** @param {number} count */
function drawn(count) {
  const canvas = Object.assign(document.createElement("canvas"), { width: SIZE, height: SIZE });
  const brush = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  const [ground, mark, alarm] = colours();
  brush.fillStyle = ground;
  brush.beginPath();
  brush.roundRect(0, 0, SIZE, SIZE, 12);
  brush.fill();
  brush.fillStyle = alarm;
  brush.beginPath();
  brush.arc(SIZE / 2, SIZE / 2, 26, 0, 2 * Math.PI);
  brush.fill();
  brush.fillStyle = mark;
  brush.font = `bold ${count > 9 ? 30 : 38}px sans-serif`;
  brush.textAlign = "center";
  brush.textBaseline = "middle";
  brush.fillText(count > 99 ? "99" : String(count), SIZE / 2, SIZE / 2 + 3);
  return canvas.toDataURL("image/png");
}

/** Ground, mark and alarm as the page has them now; a canvas knows no tokens. */
function colours() {
  const probe = document.createElement("span");
  probe.className = "badge badge-danger";
  probe.hidden = true;
  document.body.append(probe);
  const { backgroundColor, color } = getComputedStyle(probe);
  probe.className = "badge-ground";
  const ground = getComputedStyle(probe).backgroundColor;
  probe.remove();
  return [ground, color, backgroundColor];
}
