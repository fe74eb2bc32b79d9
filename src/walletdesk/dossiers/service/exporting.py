"""A dossier to be taken along: all of its log, chained and signed, so that others can check it without us."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from walletdesk.dossiers.model import Dossier, Entry
from walletdesk.dossiers.ports import Archive, Files, Sealing
from walletdesk.dossiers.service.showing import Showing
from walletdesk.kernel.clock import Clock, millis
from walletdesk.kernel.ids import ConversationId
from walletdesk.kernel.viewers import Viewer

VERSION: Final = 1
WHAT: Final = (
    "dossier"  # what is signed is told by this word: nothing else that is signed can be taken for it
)


class Exporting:
    def __init__(
        self, *, showing: Showing, archive: Archive, files: Files, sealing: Sealing, clock: Clock
    ) -> None:
        self._showing = showing
        self._archive = archive
        self._files = files
        self._sealing = sealing
        self._clock = clock

    async def made(self, viewer: Viewer, conversation: ConversationId, id: str) -> tuple[str, str]:
        """Its name and the text of the file. Raises NotFound as a look at it would."""
        dossier = await self._showing.seen_by(viewer, conversation, id)
        entries = await self._archive.entries(id)
        files = await self._files.of_conversation(conversation)
        statement: dict[str, Any] = {
            "version": VERSION,
            "made_at": millis(self._clock()),
            "dossier": _head(dossier),
            "entries": [json.loads(one.text) for one in entries],
            "chain": _chain(entries),
            "files": [{"name": one.name, "sha256": one.sha256, "size": one.size} for one in files],
        }
        seal = await self._sealing.seal(WHAT, statement)
        signed = seal and {"by": seal.by, "signature": seal.signature, "mandate": seal.mandate}
        whole: Mapping[str, Any] = {**statement, "signature": signed or None}
        return f"{dossier.name}.json", json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _head(dossier: Dossier) -> dict[str, Any]:
    return {
        "id": dossier.id,
        "name": dossier.name,
        "conversation": dossier.conversation,
        "tx": dossier.tx,
        "possible": list(dossier.possible),
        "chain": dossier.chain,
        "code": dossier.code,
        "opened_at": millis(dossier.opened_at),
    }


def _chain(entries: Sequence[Entry]) -> list[str]:
    return [one.digest for one in entries]
