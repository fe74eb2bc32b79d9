// What is asked in a form: before a conversation about a topic, and in the thread below a message.
import { html, nothing } from "../../vendor/lit.js";
import { t } from "../../shared/i18n.js";
import { answer, startWith } from "../asking.js";
import "../wd-form.js";

const PUBLIC = ["tx", "address"];

/** What the wallet already told: in the address of this page, or in its signed word about who this is. */
const known = (session) => ({ app_version: new URLSearchParams(location.search).get("appVersion") || session.current?.app_version || "" });

export const preChat = (w) => {
  const { form, text } = w.asked;
  const go = (answers) => startWith(w.store, { text, category: form.category, answers }).then(() => w.go("thread"));
  return html`<wd-form .fields=${form.fields} .given=${known(w.store.session)} .send=${go} .skip=${form.required ? null : () => go({}).catch(w.tell)} .stopped=${w.stopped} .tell=${w.tell}
    .button=${t("Send and go on")} .note=${form.fields.some((one) => PUBLIC.includes(one.kind)) ? t("Transaction IDs and addresses are public; you can fill them in.") : nothing}></wd-form>`;
};

export const formCard = (item, store) => html`<wd-form class="card w-card" .fields=${[{ id: "text", required: true, ...item.form }]} .given=${known(store.session)} .button=${t("Send")}
  .send=${({ text }) => answer(store, item.seq, text)} .stopped=${(found) => store.stop(found)} .tell=${(problem) => store.tell(problem)}></wd-form>`;
