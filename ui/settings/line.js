/** The live line while somebody is at the settings: it keeps them present, and what waits for them rings here as well. */
import { t } from "../shared/i18n.js";
import { Live } from "../shared/live.js";
import { availabilityNews } from "../workspace/view/words.js";

/** @typedef {import("../workspace/wire.js").Frame} Frame */

export class Line {
  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.live = new Live({
      socket: "/feed/workspace",
      poll: "/api/feed/workspace",
      api: desk.server.api,
      hello: async () => ({ token: desk.server.csrf, after: {} }),
    });
    this.live.addEventListener("frame", (event) => this.#take(/** @type {CustomEvent<Frame>} */ (event).detail));
    this.live.addEventListener("missed", () => this.#catchUp().catch(() => null)); // the next frame says it again
    this.live.addEventListener("denied", () => desk.session.refresh());
  }

  /** What is theirs and what is offered to them: news is what differs from it. */
  async #catchUp() {
    const { inbox, session } = this.desk;
    await Promise.all([inbox.reload([]), inbox.show("offers"), inbox.show("mine"), session.catchUp()]);
  }

  /** @param {Frame} frame */
  #take(frame) {
    const { inbox, notices, session, toasts } = this.desk;
    if (frame.t === "head" && frame.head) this.#head(frame.head);
    else if (frame.t === "counts") inbox.setCounts(frame);
    else if (frame.t === "gone") inbox.drop(frame.conversation ?? "");
    else if (frame.t === "mention") notices.tell("mention", frame.conversation ?? "", t("You were mentioned"), String(frame.by ?? ""));
    else if (frame.t === "alert" && session.leads) notices.tell("alert", "", t("New alert"), "");
    else if (frame.t === "availability" && frame.state && session.heardAvailability(frame.state)) toasts.say("info", availabilityNews(frame.state));
  }

  /** @param {import("../workspace/wire.js").Head} head */
  #head(head) {
    const before = this.desk.inbox.head(head.id);
    if (this.desk.inbox.apply(head)) this.desk.notices.head(before, head);
  }

  start() {
    this.live.start();
  }

  stop() {
    this.live.stop();
  }

  /** With the session as it is now. */
  again() {
    this.stop();
    this.start();
  }
}
