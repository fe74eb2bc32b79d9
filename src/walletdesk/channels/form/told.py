"""What stands below the words of a form, for whoever reads it: the device and the app's version."""

from walletdesk.channels.form.model import Draft
from walletdesk.platform.i18n import Locale, translate


def about(locale: Locale, draft: Draft) -> str:
    device, version = draft.device.strip(), draft.version.strip()
    lines = [
        translate(locale, "Device: {device}", device=device) if device else "",
        translate(locale, "App version: {version}", version=version) if version else "",
    ]
    return "\n".join(filter(None, lines))
