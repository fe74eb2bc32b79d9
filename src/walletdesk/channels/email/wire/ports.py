"""What taking mails in needs from the world."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from walletdesk.channels.arrivals import Arriving
from walletdesk.channels.email.wire.model import Account, Cursor
from walletdesk.kernel.ids import InboxId


class Keeping(Protocol):
    async def keep(self, inbox: InboxId, kind: str, *arriving: Arriving) -> int:
        """When this returns they are on disk and may be acknowledged."""


class MailInbox(Protocol):
    @property
    def id(self) -> InboxId: ...
    @property
    def settings(self) -> Mapping[str, str]: ...
    @property
    def secrets(self) -> frozenset[str]:
        """The names of those that are set."""

    @property
    def paused(self) -> bool: ...
    @property
    def version(self) -> int: ...


class MailInboxes(Protocol):
    """Those of our kind, and how bringing mails in goes with each."""

    async def all(self) -> Sequence[MailInbox]: ...
    async def find(self, id: InboxId) -> MailInbox | None: ...
    async def secrets(self, id: InboxId) -> Mapping[str, str]:
        """Raises UnsealableError."""

    async def worked(self, id: InboxId) -> None: ...
    async def failed(self, id: InboxId, code: str) -> None: ...


class Cursors(Protocol):
    """Where each mailbox was read up to, and which process reads it now."""

    async def claim(
        self, inbox: InboxId, mailbox: str, holder: str, now: datetime, until: datetime
    ) -> Cursor | None:
        """None while another holds it. Claimed again by its holder it is held for longer."""

    async def save(self, inbox: InboxId, mailbox: str, holder: str, cursor: Cursor) -> bool:
        """False where another holds it by now."""

    async def release(self, inbox: InboxId, mailbox: str, holder: str) -> None: ...


class MailLine(Protocol):
    """One connection to one mailbox. Every call may wait for a network, and raises NotReachable."""

    validity: int
    next_uid: int  # at the beginning: what is below was there before
    idles: bool  # whether the server tells of news by itself

    def search(self, last: int, wanted: Sequence[str]) -> Sequence[int]:
        """Numbers beyond ``last``, ascending."""

    def sizes(self, uids: Sequence[int]) -> Mapping[int, int]: ...
    def mail(self, uid: int, most: int) -> bytes | None:
        """At most so many bytes and one more; None for what is not there any more."""

    def head(self, uid: int) -> bytes | None: ...
    def has_more(self) -> bool:
        """Whether the server told of a mail after the last search began. Asked once for each search."""

    def done_with(self, uids: Sequence[int], moved_to: str) -> None: ...
    def wait(self, seconds: float) -> None:
        """Until there is news, or for so long."""

    def cut(self) -> None:
        """End whatever waits on it; from any thread."""

    def close(self) -> None: ...


class OpenLine(Protocol):
    def __call__(self, account: Account, password: str, mailbox: str) -> MailLine: ...
