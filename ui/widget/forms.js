// What is asked in forms: before a conversation, in the thread, and instead of waiting. Few ever meet one.
import { formCard, preChat } from "./views/ask.js";
import { instead } from "./views/instead.js";

export { formCard, instead, preChat };
