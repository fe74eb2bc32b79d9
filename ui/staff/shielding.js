/** What stands between what somebody writes on these pages and the server, and what is said when one of the two refuses. */
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

/** Why something was refused; where no answer came, that. @param {any} problem */
export const reason = (problem) => (problem.unreachable ? t("The server cannot be reached. Check the connection and try again.") : problem.message);
