/** What this browser keeps for the next visit: small choices, never anything that was said. */

/** @param {string} key */
export function recall(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // storage is forbidden in this browser: the choice lasts as long as the page
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value);
  } catch {
    // as above
  }
}
