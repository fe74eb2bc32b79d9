/** Everything the workspace asks the server, one method each. Refusals are thrown as Problem (ui/shared/api.js). */
import { Api } from "../../shared/api.js";

/** @typedef {import("../wire.js").Head} Head */
/** @typedef {import("../wire.js").Item} Item */
/** @typedef {import("../wire.js").Mode} Mode */
/** @typedef {import("../wire.js").Me} Me */

const BASE = "/api/workspace";
const of = (/** @type {string} */ conversation) => `${BASE}/conversations/${encodeURIComponent(conversation)}`;

/** Tells when the session has ended, whichever request finds out. */
class StaffApi extends Api {
  /** @param {() => Record<string, string>} headers @param {() => void} onExpired */
  constructor(headers, onExpired) {
    super(headers);
    this.onExpired = onExpired;
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @param {AbortSignal} [signal] */
  async fetch(method, path, body, signal) {
    try {
      return await super.fetch(method, path, body, signal);
    } catch (/** @type {any} */ problem) {
      if (problem.status === 401) this.onExpired();
      throw problem;
    }
  }
}

export class Server {
  constructor() {
    this.csrf = "";
    this.onExpired = () => {};
    this.api = new StaffApi(() => this.#headers(), () => this.onExpired());
  }

  /** @returns {Record<string, string>} */
  #headers() {
    return this.csrf ? { "X-CSRF-Token": this.csrf } : /** @type {Record<string, string>} */ ({});
  }

  /** @returns {Promise<Me>} */
  me() {
    return this.api.get("/api/me");
  }

  /** Who is signed in here; null: nobody. @returns {Promise<Me|null>} */
  async here() {
    return (await this.api.get("/api/session")).me;
  }

  /** @param {string} login @param {string} password */
  signIn(login, password) {
    return this.api.post("/api/sign-in", { login, password });
  }

  signOut() {
    return this.api.post("/api/sign-out");
  }

  /** @param {string} state @param {string} reason */
  setAvailability(state, reason) {
    return this.api.put("/api/me/availability", { state, reason });
  }

  /** @param {string} group @param {string|null} cursor @returns {Promise<{items: Head[], next: string|null, viewers?: Record<string, import("../wire.js").Named[]>}>} */
  list(group, cursor) {
    const query = new URLSearchParams({ group, limit: "50" });
    if (cursor) query.set("cursor", cursor);
    return this.api.get(`${BASE}/conversations?${query}`);
  }

  /** @returns {Promise<{queue: number, mine: number, all: number}>} */
  counts() {
    return this.api.get(`${BASE}/counts`);
  }

  /** @param {string} id @returns {Promise<import("../wire.js").OpenConversation>} */
  open(id) {
    return this.api.get(of(id));
  }

  /** @param {string} id @param {{after?: number, before?: number, limit?: number}} range @returns {Promise<{items: Item[], more: boolean}>} */
  items(id, range) {
    const given = Object.entries(range).map(([name, value]) => [name, String(value)]);
    return this.api.get(`${of(id)}/items?${new URLSearchParams(given)}`);
  }

  /** @param {string} id @param {{client_id: string, mode: Mode, text: string, attachments: string[], seen_seq: number, confirm?: boolean}} message @returns {Promise<{seq: number, at: number}>} */
  send(id, message) {
    return this.api.post(`${of(id)}/messages`, message);
  }

  /** @param {string} id @param {{client_id: string, text: string}} message */
  handIn(id, message) {
    return this.api.post(`${of(id)}/held`, message);
  }

  /** @returns {Promise<{items: import("../wire.js").Held[]}>} */
  held() {
    return this.api.get(`${BASE}/held`);
  }

  /** @param {string} id @param {"accept"|"resolve"|"reopen"} action @returns {Promise<Head|null>} */
  act(id, action) {
    return this.api.post(`${of(id)}/${action}`);
  }

  /** @param {string} id @returns {Promise<{to_another: boolean}>} */
  decline(id) {
    return this.api.post(`${of(id)}/decline`);
  }

  /** @param {string} id @param {{agent: string}|{team: string}} to @returns {Promise<Head|null>} */
  transfer(id, to) {
    return this.api.post(`${of(id)}/transfer`, to);
  }

  /** What the contact asked, the last first, with the likeliest topics. @param {string} id @returns {Promise<{items: import("../view/topic.js").Question[], topics: import("../view/topic.js").Choice[]}>} */
  topic(id) {
    return this.api.get(`${of(id)}/topic`);
  }

  /** @param {string} id @param {{message: string, topic: string}} verdict */
  confirmTopic(id, verdict) {
    return this.api.post(`${of(id)}/topic`, verdict);
  }

  /** What leads watch. @returns {Promise<import("../board/wire.js").Board>} */
  board() {
    return this.api.get(`${BASE}/board`);
  }

  /** @param {string} agent @param {string} state */
  setAvailabilityOf(agent, state) {
    return this.api.put(`/api/staff/agents/${encodeURIComponent(agent)}/availability`, { state });
  }

  /** The one who waits longest, or null when nobody waits. @returns {Promise<Head|null>} */
  take() {
    return this.api.post(`${BASE}/take`);
  }

  /** @param {string} id @param {number} seq */
  read(id, seq) {
    return this.api.post(`${of(id)}/read`, { seq });
  }

  /** @param {string} id @param {Mode} mode @param {{version: number, text: string}} draft @param {boolean} keepalive  also when the page goes away meanwhile */
  async saveDraft(id, mode, draft, keepalive) {
    const path = `${of(id)}/drafts/${mode}`;
    if (!keepalive) return this.api.put(path, draft);
    const headers = { ...this.#headers(), "Content-Type": "application/json" };
    const answer = await fetch(path, { method: "PUT", headers, body: JSON.stringify(draft), keepalive: true });
    return answer.json();
  }

  /** @param {string} id @param {File} file @param {(share: number) => void} onProgress */
  upload(id, file, onProgress) {
    return this.api.upload(`${of(id)}/attachments`, file, onProgress);
  }

  /** @param {string} q @param {string|null} before @returns {Promise<{hits: import("../wire.js").Hit[], next: string|null}>} */
  search(q, before) {
    const query = new URLSearchParams({ q });
    if (before) query.set("before", before);
    return this.api.get(`${BASE}/search?${query}`);
  }

  /** @param {string[]} values @returns {Promise<{items: import("./links.js").Verdict[]}>} */
  judgeLinks(values) {
    return this.api.post(`${BASE}/links`, { values });
  }

  /** @param {string|null} cursor @returns {Promise<{items: import("../wire.js").Mention[], unread: number, next: string|null}>} */
  mentions(cursor) {
    return this.api.get(`${BASE}/mentions${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
  }

  /** @param {string} id @param {number} seq */
  readMention(id, seq) {
    return this.api.post(`${of(id)}/mention-read`, { seq });
  }

  /** @param {string} id @returns {Promise<{items: import("../wire.js").Colleague[]}>} */
  colleaguesOf(id) {
    return this.api.get(`${of(id)}/colleagues`);
  }

  /** @returns {Promise<{items: import("../wire.js").SavedReply[], fields: string[], may_change_team: boolean}>} */
  replies() {
    return this.api.get(`${BASE}/replies`);
  }

  /** @param {string} id @param {string[]} names @param {string} locale @returns {Promise<{values: Record<string, string>}>} */
  values(id, names, locale) {
    return this.api.get(`${of(id)}/values?${new URLSearchParams({ names: names.join(","), locale })}`);
  }

  /** A new one, or a change to the version that `known` has. @param {import("../wire.js").SavedReply|null} known @param {{shortcode: string, team: boolean, wordings: Record<string, {title: string, text: string}>}} reply */
  saveReply(known, { team, shortcode, wordings }) {
    if (!known) return this.api.post(`${BASE}/replies`, { team, shortcode, wordings });
    return this.api.put(`${BASE}/replies/${encodeURIComponent(known.id)}`, { version: known.version, shortcode, wordings });
  }

  /** @param {string} id */
  removeReply(id) {
    return this.api.delete(`${BASE}/replies/${encodeURIComponent(id)}`);
  }

  /** @param {boolean} team @param {string[]} ids */
  orderReplies(team, ids) {
    return this.api.put(`${BASE}/replies`, { team, ids });
  }

  /** @returns {Promise<{agents: any[], teams: any[]}>} */
  async colleagues() {
    const [agents, teams] = await Promise.all([this.api.get("/api/staff/agents"), this.api.get("/api/staff/teams")]);
    return { agents: agents.items, teams: teams.items };
  }

  /** @returns {Promise<import("./profile.js").Preferences>} */
  preferences() {
    return this.api.get(`${BASE}/preferences`);
  }

  /** @param {import("./profile.js").Preferences} chosen @returns {Promise<import("./profile.js").Preferences>} */
  setPreferences(chosen) {
    return this.api.put(`${BASE}/preferences`, chosen);
  }

  /** @param {"GET"|"POST"|"PUT"|"DELETE"} method @param {string} path @param {unknown} [body] @returns {Promise<any>} what the settings pages ask */
  ask(method, path, body) {
    return this.api.json(method, `/api/${path}`, body);
  }

  alerts() {
    return this.api.get(`${BASE}/alerts`);
  }

  /** @param {string} id @param {"alerts"|"attachments"} [what]  of a picture: that nothing has read it */
  acknowledge(id, what = "alerts") {
    return this.api.post(`${BASE}/${what}/${encodeURIComponent(id)}/acknowledge`);
  }

  deadLetters() {
    return this.api.get(`${BASE}/dead-letters`);
  }
}

/** @param {string} id @param {"html"|"text"|"json"} format */
export const transcriptUrl = (id, format) => `${of(id)}/transcript?format=${format}`;

/** @param {string} id */
export const attachmentUrl = (id) => `/api/attachments/${encodeURIComponent(id)}`;
