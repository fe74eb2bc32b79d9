"""Instagram: webhooks of one professional account of ours in, the Send API of its page out."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from walletdesk.channels.messaging.model import (
    Accepted,
    FieldOf,
    FileRef,
    Hook,
    Incoming,
    Limits,
    Out,
    Piece,
    Unit,
)
from walletdesk.channels.messaging.ports import Account
from walletdesk.channels.messaging.providers.common import LOCALE, Json, api, parsed
from walletdesk.channels.messaging.providers.meta import GRAPH, SECRET, TOKEN, VERIFY, accepted, media
from walletdesk.channels.messaging.providers.meta_talks import LATE, incoming, pieces_of, sent


class Instagram:
    kind = "instagram"
    title = "Instagram"
    repeats = False
    limits = Limits(
        longest=1000,
        unit=Unit.BYTES,
        window=timedelta(hours=24),
        late=timedelta(days=7),
        files={
            "image/jpeg": 8_000_000,
            "image/png": 8_000_000,
            "image/gif": 8_000_000,
            "application/pdf": 25_000_000,
        },
        buttons=13,
        button_length=20,
        fetches=20_000_000,
    )
    fields = (
        FieldOf(key="instagram_id", name="ID of the Instagram account"),
        FieldOf(key="page_id", name="ID of the page"),
        TOKEN,
        SECRET,
        VERIFY,
        LATE,
        LOCALE,
        api(GRAPH),
    )

    def accept(self, hook: Hook, account: Account) -> Accepted | None:
        return accepted(hook, account, _pieces)

    def read(self, raw: bytes, account: Account) -> Sequence[Incoming]:
        return incoming(parsed(raw), account["instagram_id"])

    async def send(self, out: Out, account: Account) -> str:
        return await sent(out, account, account["page_id"], "instagram")

    async def fetch(self, file: FileRef, account: Account) -> bytes:
        return await media(account, file.id, self.limits.fetches)


def _pieces(told: Json, account: Account) -> Iterator[Piece]:
    return pieces_of(told, account["instagram_id"])
