"""Evidence: taken in like files of conversations, looked at before it is sealed, signed on its way out."""

import hashlib
import hmac
from asyncio import to_thread
from collections.abc import AsyncIterable, AsyncIterator, Callable
from functools import partial

from walletdesk.app.wiring.engine import Engine, blobs_of
from walletdesk.app.wiring.heart import Heart, secret_asked_in
from walletdesk.app.wiring.people import Staff
from walletdesk.conversations import Eyes
from walletdesk.kernel.errors import NotFound, SecretStopped
from walletdesk.kernel.ids import BlobId
from walletdesk.platform.blobs import BlobDamaged, DiskBlobs, Intake
from walletdesk.registry import EVIDENCE, Sealing
from walletdesk.staff.store import audit_in
from walletdesk.tickets import Ticketing
from walletdesk.tickets.evidence import Keeping
from walletdesk.tickets.evidence import store as evidence_store
from walletdesk.tickets.evidence.model import digest
from walletdesk.tickets.evidence.ports import Statement, Taken

AT_A_TURN = 64 * 1024  # bytes: hashed in less time than it takes to hand them to a thread


class EvidenceVault:
    """``eyes``: None where pictures cannot be read here; agents are told so before they open one."""

    def __init__(self, intake: Intake, blobs: DiskBlobs, eyes: Eyes | None) -> None:
        self._intake = intake
        self._blobs = blobs
        self._eyes = eyes

    async def take(self, name: str, pieces: AsyncIterable[bytes]) -> Taken:
        arriving = hashlib.sha256()
        taken = await self._intake.take(name, _counted(pieces, arriving.update))
        unread = taken.type.startswith("image/") and not await self._looked_at(taken.stored.id)
        return Taken(
            blob=taken.stored.id,
            name=taken.name,
            type=taken.type,
            size=taken.stored.size,
            sha256=taken.stored.sha256,
            arrived=arriving.hexdigest(),
            unread=unread,
        )

    async def read(self, blob: BlobId) -> bytes | None:
        try:
            return await self._blobs.read(blob)
        except NotFound:
            return None
        except BlobDamaged:  # what lies there now is shown by its digest, and to nobody as what was added
            return await to_thread(self._blobs.path_of(blob).read_bytes)

    async def remove(self, blob: BlobId) -> None:
        await self._blobs.remove(blob)

    async def _looked_at(self, blob: BlobId) -> bool:
        """Raises SecretStopped for one that shows a secret, and leaves nothing of it."""
        looked = await self._eyes.look(blob) if self._eyes else None
        if looked is not None and looked.secret:
            await self._blobs.remove(blob)
            raise SecretStopped(secret=looked.secret)
        return looked is not None and not looked.must_ask


async def _counted(pieces: AsyncIterable[bytes], count: Callable[[bytes], None]) -> AsyncIterator[bytes]:
    async for piece in pieces:
        count(piece)
        yield piece


def evidence(engine: Engine, heart: Heart, staff: Staff, ticketing: Ticketing, sealing: Sealing) -> Keeping:
    settings, blobs = engine.settings, blobs_of(engine)
    intake = Intake(blobs, settings.attachments, folder=settings.folder / "intake", secret_in=secret_asked_in)
    return Keeping(
        tickets=ticketing,
        archive=evidence_store.SqlEvidence(engine.db),
        open_work=evidence_store.open_work(engine.db, audit_in(engine.key)),
        vault=EvidenceVault(intake, blobs, heart.eyes),
        shown_as=staff.directory.shown_as,
        secret_in=secret_asked_in,
        hash=hashed,
        seal=partial(sealed, engine.key),
        sign=partial(signed, sealing),
        clock=engine.clock,
        home=settings.public_url,
    )


async def hashed(content: bytes) -> str:
    """What takes longer than a turn of the loop is done beside it."""
    return digest(content) if len(content) <= AT_A_TURN else await to_thread(digest, content)


async def signed(sealing: Sealing, statement: Statement) -> Statement:
    """With whose word it is; as it was where no key can sign here now."""
    return await sealing.attested(EVIDENCE, statement) or statement


def sealed(key: bytes, text: str) -> str:
    """By a key of its own, made of the installation's."""
    return hmac.digest(hmac.digest(key, b"walletdesk evidence", "sha256"), text.encode(), "sha256").hex()
