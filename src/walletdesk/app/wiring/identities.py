"""A contact as agents see them beside a conversation: by which channels they are known, and all they said."""

from walletdesk.app.wiring.parts import Parts
from walletdesk.workspace.contact_page import ContactPages


def contact_pages(parts: Parts) -> ContactPages:
    return ContactPages(
        reading=parts.heart.reading,
        book=parts.contacts.book,
        linking=parts.contacts.linking,
        name_of=parts.staff.directory.shown_as,
    )
