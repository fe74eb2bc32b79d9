"""What each kind of channel is called on a screen; the English word is the key of its translation."""

from walletdesk.registry.model import Kind

KIND_NAMES: dict[Kind, str] = {
    Kind.SITE: "Site",
    Kind.PAGE: "Single page",
    Kind.MAIL: "Mail address or domain",
    Kind.HANDLE: "Handle",
    Kind.PHONE: "Phone number",
    Kind.APP: "App package",
    Kind.STORE: "Page in an app store",
}
