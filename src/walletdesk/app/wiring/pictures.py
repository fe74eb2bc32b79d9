"""Pictures of articles: taken in like those of conversations, and looked at for secrets by the same eyes."""

from collections.abc import AsyncIterable

from walletdesk.app.wiring.engine import Engine, blobs_of
from walletdesk.app.wiring.heart import secret_asked_in
from walletdesk.conversations import Eyes
from walletdesk.kernel.errors import Conflict
from walletdesk.kernel.ids import BlobId
from walletdesk.knowledge import Library
from walletdesk.knowledge.pictures import Illustrating
from walletdesk.knowledge.pictures import store as picture_store
from walletdesk.knowledge.pictures.ports import Drawn
from walletdesk.platform.blobs import Blobs, Intake, Taken


class PictureStudio:
    """``eyes``: None where pictures cannot be read here; whoever put one in has looked at it."""

    def __init__(self, intake: Intake, blobs: Blobs, eyes: Eyes | None) -> None:
        self._intake = intake
        self._blobs = blobs
        self._eyes = eyes

    async def draw(self, pieces: AsyncIterable[bytes]) -> Drawn:
        return _drawn(await self._intake.picture(pieces))

    async def keep(self, pieces: AsyncIterable[bytes]) -> Drawn:
        return _drawn(await self._intake.picture(pieces, as_it_is=True))

    async def secret_in(self, picture: BlobId) -> str | None:
        """Raises Conflict where it could not be read: what nobody looked at is not shown to everybody."""
        if self._eyes is None:
            return None
        looked = await self._eyes.look(picture)
        if looked is None:
            raise Conflict(
                "This picture could not be looked at for secrets. Try again, or make it smaller.",
                code="not_looked_at",
            )
        return looked.secret

    async def bytes_of(self, picture: BlobId) -> bytes:
        return await self._blobs.read(picture)

    async def remove(self, picture: BlobId) -> None:
        await self._blobs.remove(picture)


def _drawn(taken: Taken) -> Drawn:
    return Drawn(
        blob=taken.stored.id,
        sha256=taken.stored.sha256,
        size=taken.stored.size,
        type=taken.type,
        width=taken.width or 0,
        height=taken.height or 0,
    )


def illustrating(engine: Engine, library: Library, eyes: Eyes | None) -> Illustrating:
    blobs, folder = blobs_of(engine), engine.settings.folder / "intake"
    intake = Intake(blobs, engine.settings.attachments, folder=folder, secret_in=secret_asked_in)
    return Illustrating(
        studio=PictureStudio(intake, blobs, eyes),
        archive=picture_store.SqlPictures(engine.db),
        open_work=picture_store.open_work(engine.db),
        shown=library,
        clock=engine.clock,
    )
