"""Pictures of a mail beside its frame: those it brings, and those outside that an agent asks for.

The frame itself stays closed. A picture from outside is fetched by this server, without cookie or referrer,
and every one is drawn anew: what reaches a browser was made here. For a short while it is kept in memory,
so that looking twice is told to the sender once.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

from walletdesk.channels.email.originals.ports import Draw, Fetch
from walletdesk.channels.email.originals.service import Originals
from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import AgentViewer
from walletdesk.platform.mime import File, ReadMail, UnreadableError

INLINE: Final = "inline"
REMOTE: Final = "remote"
MOST: Final = 20  # of a mail that it brings
KEPT_FOR: Final = timedelta(minutes=5)
KEPT: Final = 40  # pictures in memory, of some megabytes at most

Shown = tuple[bytes, str]  # with its type


class MailPictures:
    def __init__(self, originals: Originals, fetch: Fetch, draw: Draw, clock: Clock) -> None:
        self._originals = originals
        self._fetch = fetch
        self._draw = draw
        self._clock = clock
        self._kept: dict[str, tuple[datetime, Shown]] = {}

    async def picture(
        self, viewer: AgentViewer, conversation: ConversationId, arrival: str, id: str
    ) -> Shown:
        """``id``: ``inline-0``, ``remote-0`` and so on. Raises NotFound, also for what is no picture."""
        _, raw = await self._originals.kept(viewer, conversation, arrival)
        key, now = f"{arrival}/{id}", self._clock()
        self._kept = {one: held for one, held in self._kept.items() if now - held[0] < KEPT_FOR}
        if key in self._kept:
            return self._kept[key][1]
        shown = await self._draw(await self._content(raw, id))
        while len(self._kept) >= KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[key] = (now, shown)
        return shown

    async def _content(self, raw: bytes, id: str) -> bytes:
        where, _, number = id.partition("-")
        if where not in {INLINE, REMOTE} or not (number.isascii() and number.isdigit() and len(number) < 3):
            raise NotFound
        try:
            mail = await self._originals.reads.read(raw)
        except UnreadableError:
            raise NotFound from None
        if where == INLINE:
            files = inline_in(mail)[int(number) : int(number) + 1]
            return files[0].content if files else _missing()
        places = remote_in(mail)[int(number) : int(number) + 1]
        return await self._fetch(places[0][0]) if places else _missing()


def _missing() -> bytes:
    raise NotFound


def inline_in(mail: ReadMail) -> Sequence[File]:
    """Those that its layout names: what is attached stands in the conversation."""
    return [one for one in mail.files if one.inline and one.type.startswith("image/")][:MOST]


def remote_in(mail: ReadMail) -> Sequence[tuple[str, str]]:
    """Addresses outside, each with its host in letters of ASCII."""
    found = ((one, _host(one)) for one in mail.body.remote)
    return [(address, host) for address, host in found if host]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        return ""
