// Walletdesk inside a wallet's own app: no DOM, no dependency, plain fetch. How to use it: docs/sdk/mobile.md.
// What a contact writes stays between this module and the installation; nothing here logs, and nothing is kept but
// what the app's own safe is given.

const EARLY = 30_000; // a token is renewed before the server's clock says so
const SHORTEST = 15; // seconds between two looks: a look costs the phone more than it costs us
const LONGEST = 300;

/** @typedef {import("./sdk.d.ts").Options} Options */
/** @typedef {import("./sdk.d.ts").Support} Support */

/** What the server says no to. `code` is for programs, `message` for people, `retryAfter` in seconds. */
export class Refused extends Error {
  constructor(status, problem = {}, retryAfter = 0) {
    super(problem.detail ?? "");
    this.status = status;
    this.code = problem.code ?? "";
    this.retryAfter = retryAfter;
  }
}

/** @param {Options} options @returns {Support} */
export function init({ home, inbox = "inb_webchat", locale = "en", build = {}, fetch: send = globalThis.fetch, safe = null }) {
  home = home.replace(/\/+$/, "");
  if (!/^https:\/\/[^/?#@\s]+$|^http:\/\/(localhost|127\.0\.0\.1)(:\d+)?$/.test(home)) throw new TypeError("home is no https:// origin");
  let signedWord = null, session = null, opening = null;
  const pushes = new Set(), looks = new Set();

  const call = async (method, path, body, bearer) => {
    const answer = await send(home + path, {
      method,
      credentials: "omit",
      headers: { "Accept-Language": locale, ...(body && { "Content-Type": "application/json" }), ...(bearer && { Authorization: `Bearer ${bearer}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const told = answer.status === 204 ? null : await answer.json().catch(() => null);
    if (!answer.ok) throw new Refused(answer.status, told ?? {}, Number(answer.headers.get("retry-after")) || 0);
    return told;
  };

  const begin = async () => {
    const [identity_token, device_secret] = [await signedWord?.(), await safe?.get()];
    if (!identity_token && !device_secret) return null; // nobody yet: looking around makes no contact
    // With both, what was written here before the sign-in goes along; the secret is spent by that.
    session = await call("POST", "/api/widget/session", { ...(identity_token && { identity_token }), ...(device_secret && { device_secret }), locale });
    if (identity_token || session.device_secret) await safe?.set(session.device_secret ?? "");
    return session;
  };
  const open = () => (opening ??= begin().finally(() => { opening = null; }));

  /** As the contact; null where there is none yet. A token that ended early is renewed once. */
  const ask = async (method, path, body) => {
    for (let again = true; ; again = false) {
      const mine = session && session.expires_at - EARLY > Date.now() ? session : await open();
      if (!mine) return null;
      try {
        return await call(method, path, body, mine.token);
      } catch (problem) {
        if (problem.status !== 401 || !again) throw problem;
        session = null;
      }
    }
  };

  const conversations = async () => (await ask("GET", "/api/conversations"))?.items ?? [];
  const unread = async () => (await conversations()).reduce((sum, one) => sum + one.unread, 0);

  return {
    /** `given`: brings a fresh word of the wallet's back end each time; null when the person signs out. */
    identify(given) {
      signedWord = given;
      session = null;
      for (const look of looks) look();
    },

    /** The address for the app's web view. */
    url() {
      const asked = { inbox, locale, full: 1, ...build };
      return `${home}/w?${Object.keys(asked).filter((name) => asked[name]).map((name) => `${name}=${encodeURIComponent(asked[name])}`).join("&")}`;
    },

    /** Whether the web view may go there by itself; everything else belongs into the system's browser. */
    isOurs: (url) => url === home || /^[/?#]/.test(url.startsWith(home) ? url.slice(home.length) : " "),

    /** What to run in the web view once it has loaded, and after an hour: each word counts once. */
    async bridge() {
      const word = await signedWord?.();
      return word ? `window.Walletdesk&&Walletdesk.identify(${JSON.stringify(word).replace(/[<\u2028\u2029]/g, "")});true;` : "true;";
    },

    conversations,
    unread,

    /** Tells the number at once and whenever it changes; the answer stops it. */
    onUnread(tell, { every = 30 } = {}) {
      let timer = null, last = null, pause = 0, stopped = false;
      const shortest = Math.max(every, SHORTEST);
      const look = async () => {
        clearTimeout(timer);
        try {
          const count = await unread();
          pause = shortest;
          if (!stopped && count !== last) tell((last = count));
        } catch (problem) {
          pause = Math.max(Math.min(Math.max(pause, shortest) * 2, LONGEST), problem.retryAfter ?? 0);
        }
        clearTimeout(timer);
        if (!stopped) timer = setTimeout(look, pause * 1000);
      };
      looks.add(look);
      look();
      return () => { stopped = true; looks.delete(look); clearTimeout(timer); };
    },

    /** Called for each push of ours that `pushed` is given. */
    onPush(open) {
      pushes.add(open);
      return () => pushes.delete(open);
    },

    /** Hand every push here that the app gets. False: it is not ours. */
    pushed(data) {
      const { type, conversation } = data ?? {};
      if (type !== "conversation.unread" || !/^cnv_\w+$/.test(conversation)) return false;
      for (const look of looks) look();
      for (const open of pushes) open({ conversation });
      return true;
    },

    /** The message form. What it answers opens the conversation: its secret goes into the safe. */
    async form(said) {
      const kept = await call("POST", "/api/forms/message", { locale, build, ...said });
      if (!signedWord) {
        await safe?.set(kept.device_secret);
        session = kept;
      }
      return kept;
    },
  };
}
