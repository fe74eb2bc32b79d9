// The page around us. We talk only to the window that embeds us, and only to the origin that spoke first:
// the server lets nobody but the inbox's own sites embed this page (frame-ancestors). Every message of ours carries
// how many messages are unread; `ready`, the first, says nothing else and is for whoever is there.

export class Host extends EventTarget {
  constructor() {
    super();
    this.embedded = parent !== window;
    this.full = new URLSearchParams(location.search).get("full") === "1"; // an app shows nothing but this page: all of its width, nothing to minimise
    this.open = !this.embedded || this.full;
    this.origin = null;
    this.count = 0;
    this.identity = null; // may be told before anybody listens
    if (this.embedded) {
      addEventListener("message", (e) => this.hear(e));
      parent.postMessage({ wd: "ready" }, "*");
    }
    // A wallet app that shows this page in its own web view has no page around it: it calls this.
    window.Walletdesk = { identify: (token) => this.identify(token) };
  }

  hear(e) {
    if (e.source !== parent || typeof e.data?.wd !== "string") return;
    if (this.origin === null) {
      this.origin = e.origin;
      this.tell("identify");
    }
    if (e.origin !== this.origin) return;
    if (e.data.wd === "open" || e.data.wd === "close") this.show(e.data.wd === "open");
    if (e.data.wd === "identify" && e.data.token) this.identify(String(e.data.token));
  }

  identify(token) {
    this.identity = token;
    this.emit("identify", token);
  }

  show(open) {
    this.open = open;
    this.emit("show", open);
  }

  close = () => this.tell("close");

  unread(count) {
    if (count === this.count) return;
    this.count = count;
    this.tell();
  }

  /** Ask the page for a fresh identity token; it answers with `identify`, or not at all. */
  askIdentity() {
    return new Promise((resolve) => {
      const done = () => { clearTimeout(timer); this.removeEventListener("identify", done); resolve(); };
      const timer = setTimeout(done, 3_000);
      this.addEventListener("identify", done);
      this.tell("identify");
    });
  }

  /** `close`, `identify`, or nothing but the number. */
  tell(wd) {
    if (this.origin) parent.postMessage({ wd, count: this.count || "" }, this.origin);
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
