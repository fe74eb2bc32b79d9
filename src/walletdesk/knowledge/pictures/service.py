"""Use cases: put a picture in, show it to whoever may read its article, forget what no article shows."""

from collections.abc import AsyncIterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import NotFound, SecretStopped
from walletdesk.kernel.viewers import AgentViewer, Viewer
from walletdesk.knowledge.pictures.model import Picture, name_of, refuse_unwieldy
from walletdesk.knowledge.pictures.ports import Drawn, OpenWork, PictureArchive, Shown, Studio
from walletdesk.knowledge.service.editing import require_lead


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """``everybody``: whether anybody may see it; else the staff alone."""

    content: bytes
    type: str
    everybody: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Illustrating:
    studio: Studio
    archive: PictureArchive
    open_work: OpenWork
    shown: Shown
    clock: Clock

    async def add(self, viewer: AgentViewer, pieces: AsyncIterable[bytes]) -> str:
        """Its name. Raises SecretStopped for one that shows a secret, TooLarge, or Invalid for no picture."""
        require_lead(viewer)
        return await self._kept(await self.studio.draw(pieces), viewer.agent)

    async def seen_by(self, viewer: Viewer, name: str) -> Sight:
        """The only way to one from outside. One that nobody may see looks like none."""
        everybody = name in await self.shown.pictures()
        if not everybody and not isinstance(viewer, AgentViewer):
            raise NotFound
        picture = await self.archive.find(name)
        if picture is None:
            raise NotFound
        content = await self.studio.bytes_of(picture.blob)
        return Sight(content=content, type=picture.type, everybody=everybody)

    async def forget_unused(self, after: timedelta) -> None:
        """What was put in and left out again. Its bytes go with the next sweep of files."""
        before = self.clock() - after
        for name in await self.archive.unused_before(before):
            async with self.open_work() as work:
                await work.pictures.forget(name, before)

    async def _kept(self, drawn: Drawn, by: str) -> str:
        try:
            refuse_unwieldy(drawn.size, drawn.width, drawn.height)
            await self._refuse_secret(drawn)
        except BaseException:
            await self.studio.remove(drawn.blob)
            raise
        name = name_of(drawn.sha256, drawn.width, drawn.height)
        await self._note(name, drawn, by, self.clock())
        return name

    async def _refuse_secret(self, drawn: Drawn) -> None:
        if secret := await self.studio.secret_in(drawn.blob):
            raise SecretStopped(secret=secret)

    async def _note(self, name: str, drawn: Drawn, by: str, at: datetime) -> None:
        async with self.open_work() as work:
            await work.pictures.add(Picture(name=name, blob=drawn.blob, type=drawn.type, at=at, by=by))
