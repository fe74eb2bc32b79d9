"""Who a contact is, and the rules of getting to know one: no clock, no storage, no keys."""

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from walletdesk.kernel.errors import Conflict, Invalid
from walletdesk.kernel.ids import ContactId

NAME_LENGTH = 80
ADDRESS_LENGTH = 254  # RFC 5321: the longest path an address may take
LOCALE_LENGTH = 35
PROOF_LIFE = timedelta(hours=24)
WALLET = "wallet"  # the channel of an identity that the wallet's back end vouched for
EMAIL = "email"

_LOCALE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}")
_LOCAL_PART = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}")


class Level(StrEnum):
    """How well a contact is known."""

    ANONYMOUS = "anonymous"
    EMAIL = "email"
    IDENTIFIED = "identified"


@dataclass(frozen=True, slots=True)
class Identity:
    """A contact's handle on one channel."""

    channel: str
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """``epoch`` counts the times all was signed out; a session token carries the epoch it was made in."""

    id: ContactId
    created_at: datetime
    name: str = field(default="", repr=False)
    locale: str = "en"
    level: Level = Level.ANONYMOUS
    email: str = field(default="", repr=False)  # proven, or ""
    blocked: bool = False
    epoch: int = 0
    signed_out_at: datetime | None = None
    merged_into: ContactId | None = None

    def signed_out(self, at: datetime) -> "Contact":
        return replace(self, epoch=self.epoch + 1, signed_out_at=at)

    def with_email(self, address: str) -> "Contact":
        level = Level.EMAIL if self.level is Level.ANONYMOUS else self.level
        return replace(self, email=address, level=level)

    @property
    def is_open_to_claim(self) -> bool:
        """Whether the holder of its device secret may still take it along into an identified contact."""
        return self.level is not Level.IDENTIFIED and not self.blocked and self.merged_into is None


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityClaims:
    """What the wallet's back end said about a person, already checked.

    ``once`` stands for this one token: it is good for one use until ``expires_at``.
    """

    subject: str = field(repr=False)
    once: str = field(repr=False)
    expires_at: datetime
    name: str = field(default="", repr=False)
    email: str = field(default="", repr=False)  # only if the wallet said that it verified it
    locale: str = ""
    app_version: str = ""  # of the wallet's app, for what asks for it


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailProof:
    id: str
    contact: ContactId
    address: str = field(repr=False)
    locale: str
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None

    def is_open(self, at: datetime) -> bool:
        return self.used_at is None and at < self.expires_at


@dataclass(frozen=True, slots=True)
class Identified:
    """``contact`` is who the person is from now on; ``absorbed`` the device's old contact, if any."""

    contact: Contact
    absorbed: Contact | None = None


def identify(person: Contact, claims: IdentityClaims, device: Contact | None, at: datetime) -> Identified:
    """Join what the wallet said about ``person`` with what the browser proved.

    ``device`` is the contact whose secret was proven in the same call: nothing else may bring old
    conversations along, and an identified or blocked contact is never absorbed.
    """
    refuse_blocked(person)
    contact = replace(
        person,
        level=Level.IDENTIFIED,
        name=clean_name(claims.name) or person.name,
        email=claims.email or person.email,
        locale=locale_or(claims.locale, person.locale),
    )
    if device is None or device.id == person.id or not device.is_open_to_claim:
        return Identified(contact)
    absorbed = replace(device, merged_into=person.id).signed_out(at)
    return Identified(replace(contact, email=contact.email or device.email), absorbed)


def refuse_blocked(contact: Contact) -> None:
    if contact.blocked:
        raise Conflict("Messages from here are not accepted any more.", code="blocked")


def clean_name(text: str) -> str:
    """One short line without control or invisible characters: it is shown to agents and in mails."""
    letters = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(c)[0] in "CZ" else c for c in letters)
    return " ".join(visible.split())[:NAME_LENGTH].strip()


def locale_or(text: str, otherwise: str) -> str:
    return text if len(text) <= LOCALE_LENGTH and _LOCALE.fullmatch(text) else otherwise


def mail_address(text: str) -> str:
    """The address in the one form we compare and keep: lower case, ASCII domain. Refuses anything unusual."""
    local, _, domain = text.strip().rpartition("@")
    address = f"{local.lower()}@{_ascii(domain)}"
    is_plain = _LOCAL_PART.fullmatch(local) and _DOMAIN.fullmatch(_ascii(domain))
    if not is_plain or len(address) > ADDRESS_LENGTH:
        raise Invalid("This is not an e-mail address.", code="bad_address")
    return address


def mailbox_of(address: str) -> str:
    """Where a mail to ``address`` ends up, as far as anybody can tell: only to count by, never to write to.

    Most hosts deliver a+b@ and many a.b@ to one person, who would get a mail for each spelling.
    """
    local, _, domain = address.rpartition("@")
    return f"{local.partition('+')[0].replace('.', '')}@{domain}"


def _ascii(domain: str) -> str:
    try:
        return domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
