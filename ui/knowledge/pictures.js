/** Pictures of an article: chosen, dropped or pasted into its text; what each shows is typed where it stands. */
import { html } from "../vendor/lit.js";
import { t } from "../shared/i18n.js";
import { reason } from "../staff/shielding.js";

const TYPES = "image/png,image/jpeg,image/webp,image/gif";

/** @param {import("./editor.js").Editor} editor */
export function pictureOf(editor) {
  const chosen = (/** @type {any} */ event) => {
    putIn(editor, [...event.target.files]);
    event.target.value = "";
  };
  return html`<button class="btn btn-s btn-quiet" type="button" @click=${(/** @type {any} */ event) => event.target.nextElementSibling.click()}>${t("Picture")}</button><input type="file" name="picture" accept=${TYPES} hidden @change=${chosen} />`;
}

/** What was dropped on the text or pasted into it, if that is pictures; words go their own way. @param {import("./editor.js").Editor} editor @param {DataTransfer|null} carried @param {Event} event */
export function takePictures(editor, carried, event) {
  const files = [...(carried?.files ?? [])].filter(({ type }) => type.startsWith("image/"));
  if (!files.length) return;
  event.preventDefault();
  putIn(editor, files);
}

/** @param {import("./editor.js").Editor} editor @param {File[]} files */
async function putIn(editor, files) {
  for (const file of files) {
    editor.say(t("The picture is being put in"));
    try {
      const { name } = await editor.page.api.upload("/api/workspace/pictures", file).done;
      insert(editor, `![](picture:${name})`);
      editor.say(t("Type between the brackets what the picture shows."));
    } catch (/** @type {any} */ problem) {
      return editor.say(reason(problem), true);
    }
  }
}

/** Behind the step or the point that is being written, else on a line of its own; the brackets are where one types next. @param {import("./editor.js").Editor} editor @param {string} mark */
function insert(editor, mark) {
  const field = /** @type {HTMLTextAreaElement} */ (editor.page.querySelector("#body"));
  const { value, selectionStart } = field;
  const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
  const end = value.indexOf("\n", start) < 0 ? value.length : value.indexOf("\n", start);
  const line = value.slice(start, end);
  const before = /^(\d+\.|-) /.test(line) ? " " : line ? "\n\n" : "";
  field.setRangeText(before + mark, end, end, "end");
  field.selectionStart = field.selectionEnd = end + before.length + 2;
  field.focus();
  editor.change({ body: field.value });
}
