"""Use cases: put a picture in, show it to whoever may read its article, forget what no article shows."""

from collections.abc import AsyncIterable, AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from walletdesk.kernel.clock import Clock
from walletdesk.kernel.errors import Invalid, NotFound, Refused, SecretStopped
from walletdesk.kernel.viewers import AgentViewer, Viewer
from walletdesk.knowledge.pictures.model import Picture, file_name, name_of, refuse_unwieldy
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

    async def files(self, names: Collection[str]) -> Mapping[str, bytes]:
        """By the names of their files; one that is not here is left out."""
        found = [one for name in names if (one := await self.archive.find(name)) is not None]
        return {file_name(one.name, one.type): await self.studio.bytes_of(one.blob) for one in found}

    async def take_in(self, files: Mapping[str, bytes], *, dry_run: bool) -> Mapping[str, Refused]:
        """Byte for byte, since they were drawn before they went out: their name proves that it is them."""
        refused: dict[str, Refused] = {}
        for file, content in files.items():
            try:
                await self._restore(file, content, dry_run=dry_run)
            except Refused as refusal:
                refused[file] = refusal
        return refused

    async def forget_unused(self, after: timedelta) -> None:
        """What was put in and left out again. Its bytes go with the next sweep of files."""
        before = self.clock() - after
        for name in await self.archive.unused_before(before):
            async with self.open_work() as work:
                await work.pictures.forget(name, before)

    async def _kept(self, drawn: Drawn, by: str) -> str:
        try:
            await self._examine(drawn)
        except BaseException:
            await self.studio.remove(drawn.blob)
            raise
        await self._note(drawn, by=by)
        return _named(drawn)

    async def _restore(self, file: str, content: bytes, *, dry_run: bool) -> None:
        drawn = await self.studio.keep(_whole(content))
        is_kept = False
        try:
            await self._examine(drawn)
            _refuse_another(file, drawn)
            is_kept = not dry_run
        finally:
            if not is_kept:
                await self.studio.remove(drawn.blob)
        if is_kept:
            await self._note(drawn, by="")

    async def _examine(self, drawn: Drawn) -> None:
        refuse_unwieldy(drawn.size, drawn.width, drawn.height)
        if secret := await self.studio.secret_in(drawn.blob):
            raise SecretStopped(secret=secret)

    async def _note(self, drawn: Drawn, *, by: str) -> None:
        new = Picture(name=_named(drawn), blob=drawn.blob, type=drawn.type, at=self.clock(), by=by)
        async with self.open_work() as work:
            await work.pictures.add(new)


def _named(drawn: Drawn) -> str:
    return name_of(drawn.sha256, drawn.width, drawn.height)


def _refuse_another(file: str, drawn: Drawn) -> None:
    if file != file_name(_named(drawn), drawn.type):
        raise Invalid("The name of this file is not that of its content. Put the picture in with the editor.")


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
