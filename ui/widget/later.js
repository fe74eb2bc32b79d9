// What nobody needs before something was written or opened: fetched right after the page has been drawn.
import { Live } from "../shared/live.js";
import { saveAs } from "./attachment.js";
import { Uploads } from "./uploads.js";
import { askCard, stoppedCard } from "./views/cards.js";
import { filePicker, tray } from "./views/files.js";
import { conversationRow, history } from "./views/history.js";
import { endDialog, menu } from "./views/menu.js";
import { survey } from "./views/survey.js";
import "./wd-thread.js";

export { askCard, conversationRow, endDialog, filePicker, history, Live, menu, stoppedCard, survey, transcript, tray, Uploads };

async function transcript({ api, thread: { conversation } }, format) {
  const bytes = await api.blob(`/api/conversations/${conversation}/transcript?format=${format}`);
  saveAs(bytes, `${conversation}.${format === "text" ? "txt" : format}`);
}
