// The live line of the widget: fetched when there is something to follow. Until then there is a silent one.
const AGAIN = 5_000;

export const silent = { state: "", running: false, connected: false, tell: () => false };

/** Begin to follow, or go on. What cannot be fetched now is asked for again. */
export async function follow(store) {
  if (store.live === silent) {
    const part = await import("./later.js").catch(() => null);
    if (!part) return void setTimeout(() => follow(store), AGAIN);
    if (store.live === silent) connect(store, part.Live);
  }
  store.live.start();
}

function connect(store, Live) {
  store.live = new Live({ socket: "/feed/contact", poll: "/api/feed/contact", api: store.api, hello: () => store.hello() });
  store.live.addEventListener("state", (e) => {
    if (e.detail === "offline") store.typing = null;
    store.changed();
  });
  store.live.addEventListener("frame", (e) => store.queue(e.detail));
  store.live.addEventListener("missed", () => store.sync());
  store.live.addEventListener("denied", () => store.renew());
}
