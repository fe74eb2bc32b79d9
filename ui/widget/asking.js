// Sending what a form asked for: at once, so that the form can say what to change; without a network it waits in the outbox.
import { Thread } from "./thread.js";

const entry = (more) => ({ client_id: crypto.randomUUID(), attachments: [], ...more });

/** Begin a conversation. The form has shielded what it sends. Throws a Problem. */
export async function startWith(store, { text, category, answers }) {
  const asked = entry({ conversation: null, text, category, answers });
  store.stopped = null;
  store.thread = new Thread(null);
  try {
    await store.begin(asked);
  } catch (problem) {
    if (problem.unreachable ?? true) return store.outbox.add(asked);
    store.thread = null;
    throw problem;
  }
}

/** Fill in the form of the item with this number: what it asks for is a message. Throws a Problem. */
export async function answer(store, seq, text) {
  const given = entry({ conversation: store.thread.conversation, text, answers: seq });
  try {
    store.stored({ entry: given, stored: await store.deliver(given) });
  } catch (problem) {
    if (!(problem.unreachable ?? true)) throw problem;
    store.outbox.add(given, store.said());
  }
}
