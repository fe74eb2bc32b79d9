"""Files of a mail: looked at as those of the widget are, kept or refused one by one."""

from collections.abc import AsyncIterator, Sequence
from typing import Final, Protocol

from walletdesk.channels.email.inbound.ports import Gathered
from walletdesk.conversations import Kept
from walletdesk.kernel.errors import Invalid, MayBeSecret, SecretStopped, TooLarge
from walletdesk.kernel.ids import BlobId
from walletdesk.platform.blobs import Intake
from walletdesk.platform.mime import File

MOST: Final = 20  # of one mail; what is over stays where the mail arrived


class Blobs(Protocol):
    async def remove(self, blob: BlobId) -> None: ...


class MailFiles:
    def __init__(self, intake: Intake, blobs: Blobs) -> None:
        self._intake = intake
        self._blobs = blobs

    async def gather(self, files: Sequence[File]) -> Gathered:
        kept: list[Kept] = []
        refused, doubtful = [file.name for file in files[MOST:]], False
        for file in files[:MOST]:
            try:
                taken = await self._intake.take(file.name, _whole(file.content))
            except SecretStopped:
                await self.forget(Gathered(tuple(kept)))
                raise
            except (Invalid, TooLarge, MayBeSecret) as refusal:
                doubtful = doubtful or isinstance(refusal, MayBeSecret)
                refused.append(file.name)
                continue
            kept.append(
                Kept(
                    blob=taken.stored.id,
                    name=taken.name,
                    type=taken.type,
                    size=taken.stored.size,
                    width=taken.width,
                    height=taken.height,
                )
            )
        return Gathered(tuple(kept), tuple(refused), doubtful)

    async def forget(self, gathered: Gathered) -> None:
        for one in gathered.kept:
            await self._blobs.remove(one.blob)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content
