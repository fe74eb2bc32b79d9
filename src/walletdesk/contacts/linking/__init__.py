"""One person on several channels: linked by what only they can see on both sides, and parted again."""

from walletdesk.contacts.linking.events import IdentityLinked, IdentityUnlinked
from walletdesk.contacts.linking.model import Link, looks_like_code
from walletdesk.contacts.linking.service import Heard, Linking

__all__ = ["Heard", "IdentityLinked", "IdentityUnlinked", "Link", "Linking", "looks_like_code"]
