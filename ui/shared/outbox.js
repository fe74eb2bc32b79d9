// What was written and is not yet stored by the server. A text enters only after the shield has passed it, so neither
// memory nor the browser's storage ever holds a secret here. Each entry keeps one client id for ever: sending it
// twice stores it once.

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 30_000;
const TRIES = 3; // of a server that answers "not now"; without any answer we try for ever

// One storage key per entry: two tabs never overwrite what the other still has to send.
function read(prefix) {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
    return keys.map((key) => JSON.parse(localStorage.getItem(key))).sort((a, b) => a.at - b.at);
  } catch {
    return []; // storage is forbidden in this browser: the outbox lives as long as the page
  }
}

function keep(prefix, { state, problem, tries, ...entry }) {
  try {
    localStorage.setItem(prefix + entry.client_id, JSON.stringify(entry));
  } catch {
    // as above, or full
  }
}

function forget(prefix, clientId) {
  try {
    localStorage.removeItem(prefix + clientId);
  } catch {
    // as above
  }
}

/** Event `change` after every change; entries are {client_id, conversation, text, state: "sending" | "failed", at, problem?, ...}. */
export class Outbox extends EventTarget {
  /**
   * @param {string} prefix of its keys in the browser's storage
   * @param {(entry: object) => Promise<object>} deliver resolves when the server has stored it; throws a Problem
   * @param {(text: string, context: string[]) => object | null} screen the shield
   */
  constructor(prefix, deliver, screen) {
    super();
    this.prefix = prefix;
    this.deliver = deliver;
    this.screen = screen;
    this.entries = read(prefix).map((entry) => ({ ...entry, state: "sending" }));
    this.attempt = 0;
  }

  /**
   * Take a text in, or refuse it.
   * @param {{text: string, ours?: boolean}} message `ours`: words of the page, which nobody typed
   * @param {string[]} context what the same person wrote before: a phrase may come word by word
   * @returns {{stopped: object} | {entry: object}} `stopped` is the shield's finding, certain or not; then nothing was kept
   */
  add({ text, ours = false, ...rest }, context = []) {
    const stopped = ours ? null : this.screen(text, context);
    if (stopped) return { stopped };
    const entry = { client_id: crypto.randomUUID(), text, at: Date.now(), state: "sending", ...rest };
    keep(this.prefix, entry);
    this.set([...this.entries, entry]);
    this.flush();
    return { entry };
  }

  of(conversation) {
    return this.entries.filter((entry) => entry.conversation === conversation);
  }

  /** Entries written before their conversation existed follow it. */
  adopt(conversation) {
    for (const { client_id } of this.of(null)) this.change(client_id, { conversation });
  }

  /** The server shows the message: whatever happened to the acknowledgement, it is stored. */
  arrived(clientIds) {
    for (const { client_id } of this.entries.filter((entry) => clientIds.has(entry.client_id))) this.remove(client_id);
  }

  again(clientId) {
    this.change(clientId, { state: "sending", problem: undefined, tries: 0 });
    this.attempt = 0;
    this.flush();
  }

  remove(clientId) {
    forget(this.prefix, clientId);
    this.set(this.entries.filter((entry) => entry.client_id !== clientId));
  }

  /** Send what waits, in the order it was written, one after the other. Safe to call at any time. */
  async flush() {
    clearTimeout(this.retry);
    if (this.flushing) return;
    this.flushing = true;
    try {
      for (let next = this.next(); next; next = this.next()) await this.send(next);
      this.attempt = 0;
    } catch (problem) {
      this.retry = setTimeout(() => this.flush(), this.wait(problem));
    } finally {
      this.flushing = false;
    }
  }

  next() {
    return this.entries.find((entry) => entry.state === "sending");
  }

  /** Throws only when it is worth trying the same entry again; a refusal marks the entry and lets the next one go. */
  async send(entry) {
    try {
      const stored = await this.deliver(entry);
      this.dispatchEvent(new CustomEvent("stored", { detail: { entry, stored } }));
      this.remove(entry.client_id);
    } catch (problem) {
      const tries = (entry.tries ?? 0) + 1;
      if (problem.unreachable ?? true) throw problem;
      if (problem.passing && tries < TRIES) {
        this.change(entry.client_id, { tries });
        throw problem;
      }
      if (problem.code === "secret_stopped") {
        this.remove(entry.client_id);
        this.dispatchEvent(new CustomEvent("stopped", { detail: problem }));
      } else {
        this.change(entry.client_id, { state: "failed", problem: problem.message });
        if (problem.code === "may_be_secret") forget(this.prefix, entry.client_id); // on the page alone until its writer has named it
      }
    }
  }

  wait(problem) {
    const ceiling = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.attempt++);
    return (problem?.retryAfter ?? 0) * 1000 + Math.random() * ceiling;
  }

  change(clientId, changes) {
    const entries = this.entries.map((entry) => (entry.client_id === clientId ? { ...entry, ...changes } : entry));
    for (const entry of entries) if (entry.client_id === clientId) keep(this.prefix, entry);
    this.set(entries);
  }

  set(entries) {
    this.entries = entries;
    this.dispatchEvent(new Event("change"));
  }
}
