// Who is asking: a device known by its secret, or a contact whom the wallet's own back end vouches for.
import { Api } from "../shared/api.js";
import { recall, remember } from "./prefs.js";

const DEVICE = "device";
const EARLY = 30_000; // renew before the server's clock says so

export class Session {
  constructor(askHost) {
    this.api = new Api();
    this.askHost = askHost; // asks the page around us for a fresh identity token
    this.identity = null;
    this.current = null;
    this.refused = false; // the server said no; otherwise it may only be out of reach
  }

  /** Somebody who only looks gets no session: it begins with the first message, or where one was begun before. */
  get known() {
    return Boolean(this.current || this.identity || recall(DEVICE));
  }

  get contact() {
    return this.current?.contact ?? null;
  }

  identify(token) {
    this.identity = token;
    this.current = null;
  }

  async token() {
    if (!this.current || this.current.expires_at - EARLY < Date.now()) await this.open();
    return this.current.token;
  }

  headers = async () => ({ Authorization: `Bearer ${await this.token()}` });

  /** After a 401. False when there is nothing new to try. */
  renew = async () => {
    if (this.contact && this.contact.level !== "anonymous") await this.askHost();
    this.current = null;
    this.refused = false;
    return this.open().then(() => true, (problem) => {
      this.refused = !problem.passing;
      return false;
    });
  };

  open() {
    this.opening ??= this.begin().finally(() => { this.opening = null; });
    return this.opening;
  }

  async begin() {
    const [identity, device] = [this.identity, recall(DEVICE)];
    this.identity = null; // a token counts once
    // With both, what this browser began anonymously goes along to the contact whom the wallet names.
    const proof = { ...(identity && { identity_token: identity }), ...(device && { device_secret: device }) };
    this.current = await this.api.post("/api/widget/session", { ...proof, locale: document.documentElement.lang });
    if (this.current.device_secret) remember(DEVICE, this.current.device_secret);
  }
}
