/** The shield in front of what is written here: it is asked before anything is sent. */
import { t } from "../shared/i18n.js";
import { ready, screen } from "../shared/shield.js";

/** Throws what may be shown, where a secret is in one of these. @param {string[]} typed */
export async function guarded(...typed) {
  const whole = typed.join("\n");
  await ready(whole).catch(() => {
    throw { message: t("This page could not be fetched.") };
  });
  if (screen(whole)?.certain) throw { code: "secret_stopped", message: t("This looks like a secret. It was stopped: not kept, no agent sees it. Treat it as leaked.") };
}
