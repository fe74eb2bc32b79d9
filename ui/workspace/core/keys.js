/** Single keys, outside of fields only: whoever writes a word must not resolve a conversation with it. */

/** @typedef {import("./app.js").App} App */

const FIELDS = "input, textarea, select, [contenteditable]";

/** @type {Record<string, (app: App) => unknown>} */
const KEYS = {
  j: (app) => app.actions.move(1),
  k: (app) => app.actions.move(-1),
  w: (app) => app.actions.take(),
  1: (app) => app.showTab("work"),
  2: (app) => app.showTab("all"),
  3: (app) => app.showTab("resolved"),
  "/": (app) => app.toSearch(),
  a: (app) => app.actions.accept(),
  x: (app) => app.actions.passOn(),
  r: (app) => app.thread.head && app.compose("reply"),
  n: (app) => app.thread.head && app.compose("note"),
  f: () => /** @type {HTMLElement|null} */ (document.querySelector("#files"))?.click(),
  t: (app) => app.actions.canResolve && app.dialogs.open("transfer"),
  e: (app) => app.actions.resolveAndNext(),
  E: (app) => app.actions.resolve(),
  o: (app) => app.actions.reopen(),
  g: (app) => app.signals.emit("end"),
  p: (app) => app.togglePanel(),
  s: () => openSelect("#availability"),
  l: (app) => app.session.leads && app.dialogs.open("alerts"),
  "?": (app) => app.dialogs.open("keys"),
  Escape: (app) => app.stepBack(),
};

/** @param {string} selector */
function openSelect(selector) {
  const select = /** @type {HTMLSelectElement|null} */ (document.querySelector(selector));
  select?.focus();
  select?.showPicker?.();
}

/** @param {App} app @returns {() => void} stop */
export function listenToKeys(app) {
  const press = (/** @type {KeyboardEvent} */ event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (app.session.state !== "in" || app.dialogs.name) return;
    const target = /** @type {Element} */ (event.composedPath()[0]);
    if (target instanceof Element && target.matches(FIELDS)) return;
    const act = KEYS[event.key] ?? (event.shiftKey ? undefined : KEYS[event.key.toLowerCase()]); // with caps lock on as well
    if (!act) return;
    event.preventDefault();
    act(app);
  };
  document.addEventListener("keydown", press);
  return () => document.removeEventListener("keydown", press);
}
