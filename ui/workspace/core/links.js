/** What the server knows of each link that was seen. Asked for once, many at a time; nothing is fetched from the link itself. */

/** @typedef {"official"|"known_bad"|"lookalike"|"not_ours"|"none"} Verdict */

const MOST = 50;
const LONGEST = 2000;

export class Links {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {Map<string, Verdict|null>} null: asked, not known yet */
    this.known = new Map();
    /** @type {string[]} */
    this.wanted = [];
    this.told = 0; // answers
  }

  /** What it is, or null while that is not known. @param {string} link @returns {Verdict|null} */
  verdict(link) {
    const known = this.known.get(link);
    if (known !== undefined || link.length > LONGEST) return known ?? null;
    this.known.set(link, null);
    if (this.wanted.push(link) === 1) setTimeout(() => this.ask());
    return null;
  }

  async ask() {
    const asked = this.wanted.splice(0, MOST);
    if (this.wanted.length) setTimeout(() => this.ask());
    try {
      const { items } = await this.app.server.judgeLinks(asked);
      asked.forEach((link, at) => this.known.set(link, items[at]));
    } catch {
      for (const link of asked) this.known.delete(link); // asked again with the next drawing
      return;
    }
    this.told += 1;
    this.app.signals.emit("thread");
  }

  /** The registry may have changed meanwhile. */
  forget() {
    this.known.clear();
  }
}
