// The little that this browser remembers between visits. Nothing a person typed is among it.

const memory = new Map(); // where storage is forbidden (a strict browser, a private window) we remember until the page goes

export function recall(name) {
  try {
    return localStorage.getItem(`wd.${name}`);
  } catch {
    return memory.get(name) ?? null;
  }
}

export function remember(name, value) {
  memory.set(name, value);
  try {
    localStorage.setItem(`wd.${name}`, value);
  } catch {
    // as above
  }
}

/** "light", "dark" or "system". */
export function paint(theme) {
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
}
