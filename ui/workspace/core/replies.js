/** The saved replies that this agent may use, and what their fields hold in a conversation. */
import { filled, namesIn, openFields, wordingFor } from "../model/replies.js";

/** @typedef {import("../wire.js").SavedReply} SavedReply */

export class Replies {
  /** @param {import("./app.js").App} app */
  constructor(app) {
    this.app = app;
    /** @type {SavedReply[]|null} */
    this.all = null;
    this.mayChangeTeam = false;
    this.failed = false;
    /** @type {Set<string>} names of fields; until they are known the server alone refuses them */
    this.fields = new Set();
  }

  async load() {
    try {
      const { items, fields, may_change_team } = await this.app.server.replies();
      Object.assign(this, { all: items, fields: new Set(fields), mayChangeTeam: may_change_team, failed: false });
    } catch {
      this.failed = true;
    }
    this.app.signals.emit("replies");
  }

  /** @param {string} text */
  open(text) {
    return openFields(text, this.fields);
  }

  /** Ready for the field. What the server does not know stays as it is, to be filled in by hand. @param {SavedReply} reply @param {string} locale @param {string} conversation */
  async text(reply, locale, conversation) {
    const chosen = wordingFor(reply, locale);
    const { text } = reply.wordings[chosen];
    const names = namesIn(text).filter((name) => name !== "cursor");
    const known = names.length ? await this.app.server.values(conversation, names, chosen).catch(() => null) : null;
    return filled(text, known?.values ?? {});
  }
}
