/**
 * Drafts: one per conversation and mode, kept on the server with a version. While somebody types here, what is typed here
 * wins; otherwise what the server has wins. A sent draft is emptied in the same breath, so that it cannot come back.
 * A draft is known by its key, and nothing here knows which conversation is on screen: text cannot cross over.
 */

/** @typedef {import("../wire.js").Mode} Mode */
/** @typedef {import("../wire.js").DraftValue} DraftValue */
/** @typedef {{key: string, file: File, share: number, state: "uploading"|"failed", problem: string, cancel: () => void}} Upload  a file on its way */
/** @typedef {"saved"|"waiting"|"saving"|"failed"|"secret"|"unsure"} DraftState */

const PAUSE = 700; // ms without a key before a draft is saved
const RETRY = 5_000;

/** @param {string} conversation @param {Mode} mode */
export function draftKey(conversation, mode) {
  return `${conversation}/${mode}`;
}

export class Draft {
  /** @param {string} conversation @param {Mode} mode */
  constructor(conversation, mode) {
    this.conversation = conversation;
    this.mode = mode;
    this.text = "";
    this.version = 0;
    this.focused = false;
    this.savedAt = 0;
    /** @type {DraftState} */
    this.state = "saved";
    /** @type {string|null} what is known to be on the server */
    this.onServer = null;
    /** @type {import("../wire.js").Attachment[]} uploaded and not sent yet: they belong to this draft alone */
    this.attachments = [];
    /** @type {Upload[]} */
    this.uploads = [];
    /** @type {import("../wire.js").Objection[]} what speaks against sending what is on the server */
    this.objections = [];
    /** @type {{text: string, client_id: string, busy: boolean}|null} on its way to a second person */
    this.handedIn = null;
    this.model = ""; // which language model drafted it
    this.seenSeq = 0; // the last item on screen when writing began: what the send guard compares with
    /** @type {ReturnType<typeof setTimeout>|undefined} */
    this.timer = undefined;
    /** @type {Promise<void>|null} */
    this.inFlight = null;
  }

  /** Nothing of it may be kept as it stands. */
  get blocked() {
    return this.state === "secret" || this.state === "unsure";
  }

  get dirty() {
    return this.text !== (this.onServer ?? "");
  }
}

/**
 * @typedef {object} DraftPorts
 * @property {(draft: Draft, text: string, keepalive: boolean) => Promise<{ok: true, version: number, objections?: import("../wire.js").Objection[]} | {ok: false, current: DraftValue|null}>} put
 * @property {(text: string) => "clear"|"unsure"|"secret"|"unread"} verdict  only clear text is kept anywhere
 * @property {(text: string) => Promise<void>} readable  resolves when the verdict on an unread text is known
 * @property {(draft: Draft, text: string) => boolean} onItsWay  true where this very text waits in the outbox
 * @property {(draft: Draft) => void} changed
 * @property {() => number} now
 */

export class Drafts {
  /** @param {DraftPorts} ports */
  constructor(ports) {
    this.ports = ports;
    /** @type {Map<string, Draft>} */
    this.all = new Map();
  }

  /** @param {string} conversation @param {Mode} mode */
  of(conversation, mode) {
    const key = draftKey(conversation, mode);
    const known = this.all.get(key);
    if (known) return known;
    const draft = new Draft(conversation, mode);
    this.all.set(key, draft);
    return draft;
  }

  /** What the server says when a conversation is opened. @param {string} conversation @param {Mode} mode @param {DraftValue|undefined} value */
  load(conversation, mode, value) {
    const draft = this.of(conversation, mode);
    const kept = value ?? { version: 0, text: "" };
    if (kept.version < draft.version) return;
    const isOnItsWay = kept.text !== "" && this.ports.onItsWay(draft, kept.text);
    if (isOnItsWay) Object.assign(draft, { version: kept.version, onServer: kept.text });
    else this.#adopt(draft, kept);
  }

  /** @param {Draft} draft @param {string} text @param {number} seenSeq */
  type(draft, text, seenSeq) {
    if (draft.text === "") draft.seenSeq = seenSeq;
    draft.text = text;
    if (!text) draft.model = "";
    this.#schedule(draft, PAUSE);
  }

  /** The text was handed to the outbox: nothing of it may come back. Storing the message empties the draft at the server. @param {Draft} draft */
  sent(draft) {
    clearTimeout(draft.timer);
    draft.text = draft.model = "";
    draft.attachments = [];
    draft.objections = [];
    draft.state = "saved";
    this.ports.changed(draft);
  }

  /** The message that this draft became is stored, and the server has emptied the draft with it. @param {string} conversation @param {Mode} mode */
  stored(conversation, mode) {
    const draft = this.of(conversation, mode);
    draft.version += 1;
    draft.onServer = "";
    if (draft.dirty) this.#schedule(draft, PAUSE);
  }

  /** The outbox hands a text back to be edited; what was typed meanwhile stays behind it. @param {Draft} draft @param {string} text @param {number} seenSeq */
  giveBack(draft, text, seenSeq) {
    draft.text = draft.text === "" ? text : `${text}\n${draft.text}`;
    draft.seenSeq = seenSeq;
    this.#schedule(draft, 0);
  }

  /** Save at once what waits: the page is going away, or somebody turns to another conversation. @param {{keepalive?: boolean}} [options] */
  async flush({ keepalive = false } = {}) {
    for (const draft of this.all.values()) {
      if (draft.state === "waiting" || (keepalive && draft.state === "saving")) this.#save(draft, keepalive);
    }
    await Promise.all([...this.all.values()].map(({ inFlight }) => inFlight));
  }

  /** Forget everything: somebody signs out. */
  clear() {
    for (const draft of this.all.values()) clearTimeout(draft.timer);
    this.all.clear();
  }

  /** @param {Draft} draft @param {DraftValue} value */
  #adopt(draft, value) {
    const untouched = !draft.dirty;
    draft.version = value.version;
    draft.onServer = value.text;
    if (untouched && !draft.focused) draft.text = value.text;
    else if (draft.dirty) this.#schedule(draft, PAUSE);
    this.ports.changed(draft);
  }

  /** @param {Draft} draft @param {number} pause */
  #schedule(draft, pause) {
    clearTimeout(draft.timer);
    const verdict = this.ports.verdict(draft.text);
    if (verdict === "unread") this.#wait(draft, pause);
    else if (verdict !== "clear") this.#block(draft, verdict);
    else if (!draft.dirty && !draft.inFlight) draft.state = "saved";
    else {
      draft.state = "waiting";
      draft.timer = setTimeout(() => this.#save(draft, false), pause);
    }
    this.ports.changed(draft);
  }

  /** Nobody knows yet what it holds, so it is kept nowhere. @param {Draft} draft @param {number} pause */
  #wait(draft, pause) {
    const { text } = draft;
    draft.state = "failed";
    const again = () => draft.text === text && this.#schedule(draft, pause);
    this.ports.readable(text).then(again, () => (draft.timer = setTimeout(again, RETRY)));
  }

  /** The beginning of a secret may have been saved before it could be recognised: that goes too. @param {Draft} draft @param {"unsure"|"secret"} why */
  #block(draft, why) {
    draft.state = why;
    if (draft.onServer || draft.inFlight) draft.timer = setTimeout(() => this.#save(draft, false, ""), 0);
  }

  /** One save at a time for each draft: the next one waits until the version of this one is known. @param {Draft} draft @param {boolean} keepalive */
  #save(draft, keepalive, text = draft.text) {
    clearTimeout(draft.timer);
    if (draft.inFlight && !keepalive) {
      draft.inFlight.then(() => this.#schedule(draft, 0));
      return;
    }
    if (!draft.blocked) draft.state = "saving";
    draft.inFlight = this.ports
      .put(draft, text, keepalive)
      .then((answer) => this.#answered(draft, text, answer))
      .catch(() => this.#failed(draft))
      .finally(() => {
        draft.inFlight = null;
        this.ports.changed(draft);
      });
    this.ports.changed(draft);
  }

  /** @param {Draft} draft @param {string} text @param {Awaited<ReturnType<DraftPorts["put"]>>} answer */
  #answered(draft, text, answer) {
    if (answer.ok) {
      draft.version = answer.version;
      draft.onServer = text;
      draft.savedAt = this.ports.now();
      draft.objections = answer.objections ?? [];
      if (draft.state === "saving") draft.state = "saved";
      return;
    }
    this.#conflict(draft, answer.current);
  }

  /** Somebody saved in between, in another window: keep what is typed here, take over what is not. @param {Draft} draft @param {DraftValue|null} current */
  #conflict(draft, current) {
    if (current === null) return this.#failed(draft);
    draft.version = current.version;
    draft.onServer = current.text;
    if (draft.blocked) return this.#schedule(draft, 0);
    const oursWins = draft.focused || draft.text === "" || draft.state === "waiting";
    if (oursWins && draft.dirty) return this.#later(draft, 0);
    draft.text = current.text;
    draft.state = "saved";
  }

  /** @param {Draft} draft */
  #failed(draft) {
    if (draft.blocked) return;
    this.#later(draft, RETRY);
    draft.state = "failed";
  }

  /** After the save in flight has ended. @param {Draft} draft @param {number} pause */
  #later(draft, pause) {
    draft.state = "waiting";
    clearTimeout(draft.timer);
    draft.timer = setTimeout(() => this.#save(draft, false), pause);
  }
}
