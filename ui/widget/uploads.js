// Files on their way: chosen, pasted or dropped; each with progress, cancel and retry. They wait here until the message goes.
import { t } from "../shared/i18n.js";

const PICTURE = /^image\/(png|jpeg|gif|webp)$/;

export class Uploads extends EventTarget {
  constructor(store) {
    super();
    this.store = store;
    this.entries = []; // {key, file, name, progress, state: "sending" | "ready" | "failed", problem, attachment, cancel}
  }

  get busy() {
    return this.entries.some((entry) => entry.state === "sending");
  }

  get ready() {
    return this.entries.filter((entry) => entry.state === "ready").map((entry) => entry.attachment);
  }

  add(files) {
    for (const file of files) {
      const entry = { key: crypto.randomUUID(), file, name: file.name || t("Picture"), progress: 0, state: "sending", problem: "" };
      this.entries = [...this.entries, entry];
      this.send(entry);
    }
  }

  async send(entry) {
    this.change(entry, { state: "sending", progress: 0, problem: "" });
    if (isPicture(entry.file.type)) entry.file = await import("./downscale.js").then((part) => part.smaller(entry.file), () => entry.file);
    if (!this.entries.includes(entry)) return; // taken away meanwhile
    const refusal = this.refusal(entry.file);
    if (refusal) return this.change(entry, { state: "failed", problem: refusal, final: true });
    const path = `/api/conversations/${this.store.thread.conversation}/attachments`;
    const { done, cancel } = this.store.api.upload(path, entry.file, (progress) => this.change(entry, { progress }));
    entry.cancel = cancel;
    try {
      this.change(entry, { attachment: await done, state: "ready", progress: 1 });
    } catch (problem) {
      // what the server refused for good stays refused
      if (problem.code !== "cancelled") this.change(entry, { state: "failed", final: !problem.passing, problem: problem.unreachable ? t("The upload broke off.") : problem.message });
    }
  }

  refusal(file) {
    const { largest = Infinity, upload_mb: limit } = this.store.config ?? {};
    return file.size > largest ? t("This file is larger than {limit} MB.", { limit }) : "";
  }

  remove(entry) {
    entry.cancel?.();
    this.entries = this.entries.filter((one) => one.key !== entry.key);
    this.changed();
  }

  clear() {
    this.entries = [];
    this.changed();
  }

  change(entry, changes) {
    Object.assign(entry, changes);
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }
}

export const isPicture = (type) => PICTURE.test(type);
