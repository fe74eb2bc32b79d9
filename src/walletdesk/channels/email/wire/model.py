"""How one inbox is reached by mail: what its settings say, where reading stands, when to knock again."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

MEGABYTE: Final = 1_000_000
PORTS: Final = {"tls": 993, "starttls": 143, "none": 143}
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
MOST_MAILBOXES: Final = 10  # of one inbox; each is a line of its own
UIDS_AT_ONCE: Final = 50_000  # asked for in one search, so that the answer stays below what one line may hold
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=10)
AFTER_REFUSAL: Final = timedelta(minutes=1)  # a server that counts wrong passwords must not lock the account


class NotReachable(Exception):  # noqa: N818 - reads better in a raise
    """``code``: a word of ours. What a server said is not in it: it may quote the password."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where mails are fetched. ``moved_to``: a folder for what was kept; empty, and it is marked as read."""

    host: str
    port: int
    tls: str
    login: str
    mailboxes: tuple[str, ...]
    moved_to: str

    @classmethod
    def of(cls, settings: Mapping[str, str]) -> "Account | None":
        """None where no server is named. Raises NotReachable for settings that cannot be meant."""
        host = settings.get("imap_host", "").strip()
        if not host:
            return None
        tls = settings.get("imap_tls", "") or "tls"
        if tls not in PORTS or (tls == "none" and host not in LOOPBACK):
            raise NotReachable("unprotected")
        port = settings.get("imap_port", "").strip() or str(PORTS[tls])
        if not (port.isascii() and port.isdigit() and 0 < int(port) < 65_536):
            raise NotReachable("bad_port")
        named = [one.strip() for one in settings.get("imap_mailboxes", "").split(",")]
        boxes = tuple(dict.fromkeys(one for one in named if one)) or ("INBOX",)
        return cls(
            host=host,
            port=int(port),
            tls=tls,
            login=settings.get("imap_user", "").strip(),
            mailboxes=boxes[:MOST_MAILBOXES],
            moved_to=settings.get("imap_move_to", "").strip(),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Up to where one mailbox was read. ``validity`` 0: never.

    ``since``: when it was read first. What was there and read by somebody before then is not ours to answer.
    """

    validity: int = 0
    last: int = 0
    since: datetime

    def wanted(self, validity: int) -> tuple[str, ...]:
        """What a search asks for beside the numbers.

        Where the server has numbered anew everything since our first day is looked at again; what was kept
        already is known by its bytes.
        """
        if self.validity == validity:
            return ()
        if not self.validity:
            return ("UNSEEN",)
        day = self.since - timedelta(days=1)  # the server counts days in a zone of its own
        return ("OR", "UNSEEN", "SINCE", imap_day(day))

    def at(self, validity: int, uid: int) -> "Cursor":
        return Cursor(validity=validity, last=uid, since=self.since)


def imap_day(day: datetime) -> str:
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day:02}-{months[day.month - 1]}-{day.year}"


def windows(last: int, next_uid: int) -> Iterator[str]:
    """The numbers after ``last`` in pieces; the last piece is open, for what came meanwhile."""
    begins = last + 1
    while begins + UIDS_AT_ONCE <= next_uid:
        yield f"{begins}:{begins + UIDS_AT_ONCE - 1}"
        begins += UIDS_AT_ONCE
    yield f"{begins}:*"


def external_id(raw: bytes) -> str:
    """The same mail is one, by whichever way it comes."""
    return hashlib.sha256(raw).hexdigest()


def pause(failures: int, code: str, chance: float) -> timedelta:
    """How long to wait after so many failures in a row. ``chance``: 0 to 1, so that not all knock at once."""
    least = AFTER_REFUSAL if code == "sign_in_refused" else FIRST_PAUSE
    grown = min(least * (1 << min(failures - 1, 10)), LONGEST_PAUSE)
    return grown * (0.5 + chance)


def is_for(recipient: str, addresses: str) -> bool:
    """Whether this inbox has that address; what stands behind a plus says only to which conversation."""
    local, _, domain = recipient.strip().rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}".lower()
    return bool(local) and plain in {one.strip().lower() for one in addresses.split(",")}
