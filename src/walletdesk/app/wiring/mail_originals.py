"""Mails as they came, for agents: what their pages need, and the one way out for their pictures."""

from collections.abc import AsyncIterator
from typing import Final
from urllib.parse import urljoin

from msgspec.structs import replace

from walletdesk.app.wiring.parts import Parts
from walletdesk.channels.email.originals import MailPictures, Originals
from walletdesk.kernel.errors import Invalid, NotFound, TooLarge
from walletdesk.platform.blobs import Intake
from walletdesk.platform.connector import Connector, NotReached, Outgoing

MOST_BYTES: Final = 5_000_000
SECONDS: Final = 5.0
STEPS: Final = 3  # redirects are followed, each of them through the same door
_ELSEWHERE: Final = frozenset({301, 302, 303, 307, 308})


def originals(parts: Parts) -> Originals:
    intake = parts.intake
    return Originals(archive=intake.arrivals, conversations=parts.heart.reading, reads=intake.readers)


def mail_pictures(parts: Parts) -> MailPictures:
    anybodys = replace(parts.engine.settings.connector, may_reach=[])  # no machine of ours
    outside = PicturesOutside(Connector(anybodys))
    drawing = Drawing(parts.faces.files.intake)
    return MailPictures(originals(parts), outside.fetch, drawing.draw, parts.engine.clock)


class PicturesOutside:
    def __init__(self, connector: Connector) -> None:
        self._connector = connector

    async def fetch(self, address: str) -> bytes:
        """Raises NotFound. Nothing is sent along: no cookie, no referrer, no language."""
        for _ in range(STEPS):
            asked = Outgoing(
                url=address, headers={"Accept": "image/*"}, seconds=SECONDS, most_bytes=MOST_BYTES
            )
            try:
                answer = await self._connector.send(asked)
            except NotReached:
                raise NotFound from None
            if answer.status not in _ELSEWHERE:
                return answer.body if answer.status == 200 else _missing()
            try:
                address = urljoin(address, answer.headers.get("location", ""))
            except ValueError:
                raise NotFound from None
        raise NotFound


class Drawing:
    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    async def draw(self, content: bytes) -> tuple[bytes, str]:
        try:
            return await self._intake.redrawn(_whole(content))
        except (Invalid, TooLarge):
            raise NotFound from None


def _missing() -> bytes:
    raise NotFound


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
