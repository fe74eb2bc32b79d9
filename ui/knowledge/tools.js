/** What is put into a text by one button: steps, branches of custody, links, pictures, what only some articles have. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { pictureOf } from "./pictures.js";

/** @param {import("./editor.js").Editor} editor */
export function toolsOf(editor) {
  /** @type {[string, string, string][]} what the button says, what stands before and behind what is marked */
  const tools = [
    [t("Step"), "\n1. ", ""],
    [t("List"), "\n- ", ""],
    [t("Bold"), "**", "**"],
    [t("Stop line"), "\n> ", ""],
    [t("Own keys only"), "\n::: self_custody\n1. ", "\n:::\n"],
    [t("Accounts only"), "\n::: custodial\n1. ", "\n:::\n"],
    [t("Fact"), "[^", "]"],
    [t("Article"), "{article:", "}"],
    [t("Official page"), "{link:verify", "}"],
    [t("App name"), "{app}", ""],
  ];
  /** @param {string} before @param {string} behind */
  const put = (before, behind) => {
    const field = /** @type {HTMLTextAreaElement} */ (editor.page.querySelector("#body"));
    const { selectionStart: start, selectionEnd: end, value } = field;
    const first = before.startsWith("\n") && (start === 0 || value[start - 1] === "\n") ? before.slice(1) : before;
    field.setRangeText(`${numbered(first, value.slice(0, start))}${value.slice(start, end)}${behind}`, start, end, "end");
    if (behind) field.selectionStart = field.selectionEnd -= behind.length;
    field.focus();
    editor.change({ body: field.value });
  };
  return html`<div class="tools" role="group" aria-label=${t("Put into the text")}>${tools.map(([said, before, behind]) => html`<button class="btn btn-s btn-quiet" type="button" @click=${() => put(before, behind)}>${said}</button>`)}${pictureOf(editor)}</div>`;
}

/** A step has the number after the one above it. @param {string} before @param {string} above */
function numbered(before, above) {
  const last = /(?:^|\n)(\d+)\. [^\n]*\n*$/.exec(above);
  return last && !before.includes(":::") ? before.replace("1. ", `${Number(last[1]) + 1}. `) : before;
}
