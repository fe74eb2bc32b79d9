// What the server says about this inbox, and what follows from it.
import { t } from "../shared/i18n.js";

/** Topics for the first screen, urgent ones first, and the pages that the widget leads to. */
export function complete(given) {
  const help = `/help/${given.locale}/`;
  const urgent = { id: "stolen-funds", text: t("Stolen, or phrase leaked?"), url: `${help}stolen-funds` };
  return {
    ...given,
    urgent: [urgent],
    topics: given.suggested ?? [],
    links: { help, asked: `${help}scam-fake-support`, verify: `/verify?locale=${given.locale}`, stolen: urgent.url, ...given.links },
    largest: (given.upload_mb ?? Infinity) * 1_000_000,
  };
}
