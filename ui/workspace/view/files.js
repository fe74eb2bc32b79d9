/** Files on their way into one draft: chosen, pasted or dropped. They belong to that draft and to no other. */
import { html, nothing, repeat } from "../../vendor/lit.js";
import { number, t } from "../../shared/i18n.js";
import { icon } from "../../shared/icons.js";
import { sizeOf } from "../model/text.js";

/** @typedef {import("../core/app.js").App} App */
/** @typedef {import("../model/drafts.js").Draft} Draft */
/** @typedef {import("../model/drafts.js").Upload} Upload */

/** @param {App} app @param {Draft} draft @param {FileList} files */
export function addFiles(app, draft, files) {
  for (const file of files) start(app, draft, file);
}

/** @param {App} app @param {Draft} draft @param {File} file */
async function start(app, draft, file) {
  /** @type {Upload} */
  const upload = { key: crypto.randomUUID(), file, share: 0, state: "uploading", problem: "", cancel: () => {} };
  draft.uploads = [...draft.uploads, upload];
  const redraw = () => app.signals.emit("drafts");
  upload.problem = (draft.mode === "reply" && app.channel?.refuses(file)) || "";
  if (upload.problem) {
    upload.state = "failed";
    return redraw();
  }
  const { done, cancel } = app.server.upload(draft.conversation, file, (share) => {
    upload.share = share;
    redraw();
  });
  upload.cancel = cancel;
  redraw();
  try {
    const attachment = await done;
    draft.uploads = draft.uploads.filter((one) => one !== upload);
    draft.attachments = [...draft.attachments, attachment];
  } catch (/** @type {any} */ problem) {
    upload.state = "failed";
    upload.problem = problem.message;
    if (problem.code === "cancelled") draft.uploads = draft.uploads.filter((one) => one !== upload);
  }
  redraw();
}

/** @param {App} app @param {Draft} draft */
export function fileList(app, draft) {
  if (!draft.attachments.length && !draft.uploads.length) return nothing;
  return html`<ul class="plain composer-files" aria-label=${t("Attached files")}>
    ${repeat(draft.attachments, (file) => file.id, (file) => html`<li class="file">${icon("file")}<span class="ellipsis">${file.name}</span><span class="faint num">${sizeOf(file.size)}</span>${remove(app, draft, file.id, file.name)}</li>`)}
    ${repeat(draft.uploads, (upload) => upload.key, (upload) => html`<li class="file">${icon("file")}<span class="ellipsis">${upload.file.name}</span>${progress(app, draft, upload)}</li>`)}
  </ul>`;
}

/** @param {App} app @param {Draft} draft @param {string} id @param {string} name */
function remove(app, draft, id, name) {
  const click = () => {
    draft.attachments = draft.attachments.filter((one) => one.id !== id);
    app.signals.emit("drafts");
  };
  return html`<button class="btn btn-quiet btn-s" type="button" aria-label=${t("Remove {name}", { name })} @click=${click}>${icon("x")}</button>`;
}

/** @param {App} app @param {Draft} draft @param {Upload} upload */
function progress(app, draft, upload) {
  const drop = () => {
    draft.uploads = draft.uploads.filter((one) => one !== upload);
    app.signals.emit("drafts");
  };
  if (upload.state === "uploading") {
    return html`<progress max="1" .value=${upload.share} aria-label=${t("Uploading {name}", { name: upload.file.name })}></progress><span class="num faint">${number(Math.round(upload.share * 100))}%</span>
      <button class="btn btn-quiet btn-s" type="button" @click=${() => upload.cancel()}>${t("Cancel")}</button>`;
  }
  const again = () => {
    drop();
    start(app, draft, upload.file);
  };
  return html`<span class="msg-state-bad">${t("Not uploaded")}${upload.problem ? ` · ${upload.problem}` : ""}</span>
    <button class="btn btn-quiet btn-s" type="button" @click=${again}>${t("Try again")}</button><button class="btn btn-quiet btn-s" type="button" @click=${drop}>${t("Remove")}</button>`;
}
