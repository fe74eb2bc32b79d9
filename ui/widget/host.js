// The page around us. We talk only to the window that embeds us, and only to the origin that spoke first:
// the server lets nobody but the inbox's own sites embed this page (frame-ancestors).

export class Host extends EventTarget {
  constructor() {
    super();
    this.embedded = parent !== window;
    this.full = new URLSearchParams(location.search).get("full") === "1"; // an app shows nothing but this page: all of its width, nothing to minimise
    this.open = !this.embedded || this.full;
    this.origin = null;
    this.count = 0;
    this.identity = null; // may be told before anybody listens
    if (this.embedded) addEventListener("message", (e) => this.hear(e));
    // A wallet app that shows this page in its own web view has no page around it: it calls this.
    window.Walletdesk = { identify: (token) => this.identify(token) };
  }

  hear(e) {
    if (e.source !== parent || typeof e.data?.wd !== "string") return;
    if (this.origin === null) this.greet(e.origin);
    if (e.origin !== this.origin) return;
    if (e.data.wd === "open" || e.data.wd === "close") this.show(e.data.wd === "open");
    if (e.data.wd === "identify") this.identify(String(e.data.token));
  }

  identify(token) {
    this.identity = token;
    this.emit("identify", token);
  }

  greet(origin) {
    this.origin = origin;
    this.tell({ wd: "ready" });
    this.tell({ wd: "unread", count: this.count });
  }

  show(open) {
    this.open = open;
    this.emit("show", open);
  }

  close = () => this.tell({ wd: "close" });

  unread(count) {
    if (count === this.count) return;
    this.count = count;
    this.tell({ wd: "unread", count });
  }

  /** Ask the page for a fresh identity token; it answers with `identify`, or not at all. */
  askIdentity() {
    return new Promise((resolve) => {
      const done = () => { clearTimeout(timer); this.removeEventListener("identify", done); resolve(); };
      const timer = setTimeout(done, 3_000);
      this.addEventListener("identify", done);
      this.tell({ wd: "identity" });
    });
  }

  tell(message) {
    if (this.origin) parent.postMessage(message, this.origin);
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
