// One way to ask the server. Every refusal becomes a Problem with words that may be shown as they are.

export class Problem extends Error {
  /** @param {{status?: number, code?: string, title?: string, detail?: string, retry_after?: number}} body */
  constructor(body) {
    super(body.detail || body.title || body.code || "");
    this.status = body.status ?? 0;
    this.code = body.code ?? "";
    this.retryAfter = Number(body.retry_after ?? 0);
    this.body = body;
  }

  /** No answer came: the network is away, not the server's opinion. */
  get unreachable() {
    return this.status === 0;
  }

  /** The same request may succeed later: nothing about it was wrong. */
  get passing() {
    return this.unreachable || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

const unreachable = () => new Problem({ status: 0, code: "unreachable" });

function problemFrom(status, text, retryAfter) {
  let body = {};
  try {
    body = JSON.parse(text);
  } catch {
    body = {}; // a proxy answered with its own page
  }
  return new Problem({ ...body, status, retry_after: body.retry_after ?? retryAfter ?? 0 });
}

const SKEW = 2_000; // ms: a header counts in seconds and travels; what differs less is the same time
let ahead = 0;

/** The server's time, as far as its answers told it: a device with a wrong clock must not call a promise late. */
export const now = () => Date.now() + ahead;

function setClock(date) {
  const apart = Date.parse(date) - Date.now();
  if (apart) ahead = Math.abs(apart) > SKEW ? apart : 0;
}

export class Api {
  /**
   * @param {() => (Record<string, string> | Promise<Record<string, string>>)} headers bearer of a contact, or X-CSRF-Token of an agent
   * @param {() => string} locale so that problems come in the reader's language
   */
  constructor(headers = () => ({}), locale = () => document.documentElement.lang) {
    this.headers = headers;
    this.locale = locale;
    this.renew = null; // async () => boolean: get a new token after a 401, then the request is repeated once
  }

  get = (path) => this.json("GET", path);
  post = (path, body = {}) => this.json("POST", path, body);
  put = (path, body = {}) => this.json("PUT", path, body);
  delete = (path) => this.json("DELETE", path);

  /** The answer's JSON, or null for an empty one. Throws Problem. */
  async json(method, path, body) {
    const answer = await this.fetch(method, path, body);
    const text = await answer.text().catch(() => { throw unreachable(); });
    return text ? JSON.parse(text) : null;
  }

  async blob(path) {
    return (await this.fetch("GET", path)).blob();
  }

  async fetch(method, path, body, signal) {
    try {
      return await this.once(method, path, body, signal);
    } catch (problem) {
      if (problem.status !== 401 || !this.renew || !(await this.renew())) throw problem;
      return this.once(method, path, body, signal);
    }
  }

  async once(method, path, body, signal) {
    const headers = { "Accept-Language": this.locale(), ...(await this.headers()) };
    if (body !== undefined) headers["Content-Type"] = "application/json";
    const init = { method, headers, signal, credentials: "same-origin", cache: "no-store", body: body === undefined ? undefined : JSON.stringify(body) };
    const answer = await fetch(path, init).catch(() => { throw unreachable(); });
    setClock(answer.headers.get("Date"));
    if (!answer.ok) throw problemFrom(answer.status, await answer.text().catch(() => ""), answer.headers.get("Retry-After"));
    return answer;
  }

  /**
   * Send one file. XMLHttpRequest, because fetch cannot tell how far an upload is.
   * @returns {{done: Promise<any>, cancel: () => void}}
   */
  upload(path, file, onProgress = () => {}) {
    const request = new XMLHttpRequest();
    let cancelled = false;
    const done = (async () => {
      const headers = { "Accept-Language": this.locale(), ...(await this.headers()) };
      if (cancelled) throw new Problem({ code: "cancelled" });
      const form = new FormData();
      form.append("file", file, file.name);
      return new Promise((resolve, reject) => {
        request.open("POST", path);
        for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
        request.upload.onprogress = (e) => e.lengthComputable && onProgress(e.loaded / e.total);
        request.onerror = request.ontimeout = () => reject(unreachable());
        request.onabort = () => reject(new Problem({ code: "cancelled" }));
        request.onload = () => request.status < 300 ? resolve(JSON.parse(request.responseText))
          : reject(problemFrom(request.status, request.responseText, request.getResponseHeader("Retry-After")));
        request.send(form);
      });
    })();
    const cancel = () => { cancelled = true; request.abort(); };
    return { done, cancel };
  }
}
