// How a search ended, told without who asked: a number made up by this tab, which forgets it when it is closed.
const READER = "walletdesk.reader"; // there only once something suggested was opened

function reader() {
  const made = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  try {
    return (sessionStorage[READER] ??= made());
  } catch {
    return made(); // where storage is forbidden every article is a story of its own
  }
}

function told(what) {
  const body = JSON.stringify({ reader: reader(), locale: document.documentElement.lang, ...what });
  fetch("/api/help/traces", { method: "POST", headers: { "content-type": "application/json" }, body, keepalive: true }).catch(() => {});
}

/** A question as it stood when its reader paused. */
export const asked = (q) => told({ q });

/** An article that was suggested. @param {string} address */
export const opened = (address) => told({ article: address.split("/").at(-1) });

/** To people, by message or conversation: what was opened before has not solved it. */
export function wentOn() {
  try {
    if (sessionStorage[READER]) told({ went_on: true });
  } catch {
    // nothing was counted that could be taken back
  }
}
